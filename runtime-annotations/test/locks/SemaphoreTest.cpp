//===--- SemaphoreTest.cpp - units taken in order, and given back ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/semaphore.h"
#include "support/Seeds.h"
#include <gtest/gtest.h>

namespace rt = corolint::rt;
using rt::test::for_seeds;
using namespace std::chrono_literals;

namespace {

TEST(Semaphore, LetsSoManyInAtATime) {
  for_seeds([]() -> rt::task<> {
    rt::semaphore rooms(3);
    int inside = 0;
    int most = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 10; ++i)
        s.spawn([&]() -> rt::task<> {
          const rt::semaphore::permit mine = co_await rooms.acquire();
          most = std::max(most, ++inside);
          co_await rt::sleep_for(1ms);
          --inside;
        });
      co_return;
    });
    EXPECT_EQ(most, 3);
    EXPECT_EQ(rooms.available(), 3u);
  });
}

TEST(Semaphore, WhoAsksForManyIsNotOvertaken) {
  for_seeds([]() -> rt::task<> {
    rt::semaphore rooms(2);
    std::string order;
    auto take = [&](std::size_t n, char name) -> rt::task<> {
      const auto mine = co_await rooms.acquire(n);
      order += name;
    };
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto one = co_await rooms.acquire();
      s.spawn(take, std::size_t(2), 'm');
      co_await rt::sleep_for(1ms);
      s.spawn(take, std::size_t(1), 'f');
      co_await rt::sleep_for(1ms);
      EXPECT_EQ(rooms.available(), 1u);
      EXPECT_FALSE(rooms.try_acquire());
      EXPECT_EQ(order, "");
      one.release();
    });
    EXPECT_EQ(order, "mf");
  });
}

TEST(Semaphore, WhoWasBehindGoesOnWhenTheFirstIsStopped) {
  for_seeds([]() -> rt::task<> {
    rt::semaphore rooms(2);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto one = co_await rooms.acquire();
      rt::job<void> many = s.spawn(
          [&]() -> rt::task<> { const auto all = co_await rooms.acquire(2); });
      co_await rt::sleep_for(1ms);
      rt::job<void> few = s.spawn(
          [&]() -> rt::task<> { const auto mine = co_await rooms.acquire(); });
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(few.is_finished());
      many.request_stop();
      co_await few;
    });
    EXPECT_EQ(rooms.available(), 2u);
  });
}

TEST(Semaphore, UnitsComeAndGo) {
  rt::semaphore rooms(1);
  auto one = rooms.try_acquire();
  ASSERT_TRUE(one);
  EXPECT_EQ(one->count(), 1u);
  EXPECT_FALSE(rooms.try_acquire());
  one->forget();
  one.reset();
  EXPECT_EQ(rooms.available(), 0u);
  rooms.release(2);
  auto two = rooms.try_acquire(2);
  ASSERT_TRUE(two);
  two->release();
  EXPECT_EQ(two->count(), 0u);
  EXPECT_EQ(rooms.available(), 2u);
}

TEST(Semaphore, ReleaseWakesAsManyAsCanGoOn) {
  for_seeds([]() -> rt::task<> {
    rt::semaphore jobs(0);
    int taken = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 3; ++i)
        s.spawn([&]() -> rt::task<> {
          (co_await jobs.acquire()).forget();
          ++taken;
        });
      co_await rt::sleep_for(1ms);
      jobs.release(2);
      co_await rt::sleep_for(1ms);
      EXPECT_EQ(taken, 2);
      jobs.release();
    });
    EXPECT_EQ(taken, 3);
  });
}

TEST(Semaphore, TakesNothingWhenStopWasRequestedBefore) {
  for_seeds([]() -> rt::task<> {
    rt::semaphore rooms(1);
    co_await rt::test::asked_to_stop_before(
        [&]() -> rt::task<> { (co_await rooms.acquire()).forget(); });
    EXPECT_EQ(rooms.available(), 1u);
  });
}

TEST(Semaphore, StopThatRacesWithTheReleaseLosesNothing) {
  for (int round = 0; round != 1000; ++round) {
    rt::semaphore rooms(0);
    bool taken = false;
    const bool was_stopped = rt::test::stop_races(
        [&]() -> rt::task<> {
          (co_await rooms.acquire()).forget();
          taken = true;
        },
        [&] { rooms.release(); });
    EXPECT_TRUE(was_stopped || taken);
    EXPECT_EQ(rooms.available(), taken ? 0u : 1u);
  }
}

} // namespace

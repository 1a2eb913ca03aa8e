//===--- MutexTest.cpp - async locks, and who gets them when --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/mutex.h"
#include "corolint/rt/shared_mutex.h"
#include "support/Seeds.h"
#include <gtest/gtest.h>

namespace rt = corolint::rt;
using rt::test::for_seeds;
using namespace std::chrono_literals;

namespace {

rt::task<> add_slowly(rt::mutex<int> &total) {
  auto held = co_await total.lock();
  const int before = *held;
  co_await rt::yield();
  *held = before + 1;
}

TEST(AsyncMutex, ExcludesAcrossSuspensions) {
  for_seeds([]() -> rt::task<> {
    rt::mutex<int> total(0);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 10; ++i)
        s.spawn(add_slowly, std::ref(total));
      co_return;
    });
    EXPECT_EQ(*co_await total.lock(), 10);
  });
}

TEST(AsyncMutex, IsGivenInTheOrderOfAsking) {
  for_seeds([]() -> rt::task<> {
    rt::mutex<std::string> log;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto first = co_await log.lock();
      std::string asked;
      for (const char name : {'a', 'b', 'c', 'd'})
        s.spawn([&log, &asked, name]() -> rt::task<> {
          asked += name;
          (co_await log.lock())->push_back(name);
        });
      co_await rt::sleep_for(1ms);
      EXPECT_EQ(*first, "");
      first.unlock();
      // Those who wait come before one who has just given it back.
      EXPECT_EQ(*co_await log.lock(), asked);
    });
  });
}

TEST(AsyncMutex, TriesWithoutWaiting) {
  rt::mutex<int> total(1);
  auto held = total.try_lock();
  ASSERT_TRUE(held);
  EXPECT_EQ(**held, 1);
  EXPECT_FALSE(total.try_lock());
  held->unlock();
  held->unlock();
  EXPECT_TRUE(total.try_lock());
}

TEST(AsyncMutex, MovedGuardHoldsTheLock) {
  rt::mutex<int> one(1);
  rt::mutex<int> two(2);
  auto a = std::move(*one.try_lock());
  EXPECT_FALSE(one.try_lock());
  auto b = std::move(*two.try_lock());
  a = std::move(b);
  EXPECT_TRUE(one.try_lock());
  EXPECT_FALSE(two.try_lock());
  EXPECT_EQ(*a, 2);
}

TEST(AsyncMutex, IsGivenBackByAHolderThatThrowsOrIsStopped) {
  for_seeds([]() -> rt::task<> {
    rt::mutex<int> total(0);
    try {
      auto held = co_await total.lock();
      throw std::runtime_error("expected");
    } catch (const std::runtime_error &) {
    }
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        auto held = co_await total.lock();
        co_await rt::sleep_for(1h);
      });
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(total.try_lock());
      j.request_stop();
      auto held = co_await total.lock();
      EXPECT_TRUE(j.is_finished() || !total.try_lock());
    });
    EXPECT_TRUE(total.try_lock());
  });
}

TEST(AsyncMutex, TakesNothingWhenStopWasRequestedBefore) {
  for_seeds([]() -> rt::task<> {
    rt::mutex<int> total(0);
    co_await rt::test::asked_to_stop_before(
        [&]() -> rt::task<> { auto held = co_await total.lock(); });
    EXPECT_TRUE(total.try_lock());
  });
}

TEST(AsyncMutex, StopWhileWaitingLeavesTheOthersTheirPlaces) {
  for_seeds([]() -> rt::task<> {
    rt::mutex<int> total(0);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto held = co_await total.lock();
      rt::job<void> stopped = s.spawn(add_slowly, std::ref(total));
      rt::job<void> stays = s.spawn(add_slowly, std::ref(total));
      co_await rt::sleep_for(1ms);
      stopped.request_stop();
      EXPECT_TRUE((co_await stopped.join()).is_stopped());
      held.unlock();
      co_await stays;
      EXPECT_EQ(*co_await total.lock(), 1);
    });
  });
}

TEST(AsyncMutex, StopThatRacesWithTheUnlockLosesNothing) {
  int stopped = 0;
  for (int round = 0; round != 1000; ++round) {
    rt::mutex<int> total(0);
    auto held = total.try_lock();
    bool added = false;
    const bool was_stopped = rt::test::stop_races(
        [&]() -> rt::task<> {
          auto mine = co_await total.lock();
          ++*mine;
          added = true;
        },
        [&] { held.reset(); });
    stopped += was_stopped;
    EXPECT_TRUE(was_stopped || added);
    auto after = total.try_lock();
    ASSERT_TRUE(after);
    EXPECT_EQ(**after, added);
  }
  RecordProperty("stopped", stopped);
}

rt::task<> write_slowly(rt::shared_mutex<int> &table, int &readers) {
  auto held = co_await table.lock();
  EXPECT_EQ(readers, 0);
  const int before = *held;
  co_await rt::yield();
  EXPECT_EQ(readers, 0);
  *held = before + 1;
}

rt::task<> read_slowly(rt::shared_mutex<int> &table, int &readers, int &most) {
  auto held = co_await table.lock_shared();
  most = std::max(most, ++readers);
  const int before = *held;
  co_await rt::sleep_for(1ms);
  EXPECT_EQ(*held, before);
  --readers;
}

TEST(AsyncSharedMutex, LetsReadersInTogetherAndWritersAlone) {
  for_seeds([]() -> rt::task<> {
    rt::shared_mutex<int> table(0);
    int readers = 0;
    int most = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 5; ++i) {
        s.spawn(read_slowly, std::ref(table), std::ref(readers),
                std::ref(most));
        s.spawn(read_slowly, std::ref(table), std::ref(readers),
                std::ref(most));
        s.spawn(write_slowly, std::ref(table), std::ref(readers));
      }
      co_return;
    });
    EXPECT_EQ(*co_await table.lock_shared(), 5);
    EXPECT_GE(most, 1);
  });
}

TEST(AsyncSharedMutex, TriesWithoutWaiting) {
  rt::shared_mutex<int> table(1);
  {
    auto one = table.try_lock_shared();
    auto two = table.try_lock_shared();
    ASSERT_TRUE(one && two);
    EXPECT_EQ(**one + **two, 2);
    EXPECT_FALSE(table.try_lock());
    one->unlock();
    EXPECT_FALSE(table.try_lock());
  }
  auto alone = table.try_lock();
  ASSERT_TRUE(alone);
  **alone = 2;
  EXPECT_FALSE(table.try_lock_shared());
  EXPECT_FALSE(table.try_lock());
}

TEST(AsyncSharedMutex, ReadersWaitBehindAWriter) {
  for_seeds([]() -> rt::task<> {
    rt::shared_mutex<std::string> log;
    std::string order;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto reading = co_await log.lock_shared();
      s.spawn([&]() -> rt::task<> {
        auto held = co_await log.lock();
        order += 'w';
      });
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(log.try_lock_shared());
      s.spawn([&]() -> rt::task<> {
        auto held = co_await log.lock_shared();
        order += 'r';
      });
      co_await rt::sleep_for(1ms);
      reading.unlock();
    });
    EXPECT_EQ(order, "wr");
  });
}

TEST(AsyncSharedMutex, ReadersGoOnWhenTheWriterBeforeThemIsStopped) {
  for_seeds([]() -> rt::task<> {
    rt::shared_mutex<int> table(0);
    int readers = 0;
    int most = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto reading = co_await table.lock_shared();
      rt::job<void> writer =
          s.spawn(write_slowly, std::ref(table), std::ref(readers));
      co_await rt::sleep_for(1ms);
      rt::job<void> one = s.spawn(read_slowly, std::ref(table),
                                  std::ref(readers), std::ref(most));
      rt::job<void> two = s.spawn(read_slowly, std::ref(table),
                                  std::ref(readers), std::ref(most));
      co_await rt::sleep_for(1ms);
      EXPECT_EQ(most, 0);
      writer.request_stop();
      co_await one;
      co_await two;
      EXPECT_EQ(most, 2);
    });
    EXPECT_TRUE(table.try_lock());
  });
}

TEST(AsyncSharedMutex, StopThatRacesWithTheUnlockLosesNothing) {
  for (int round = 0; round != 1000; ++round) {
    rt::shared_mutex<int> table(0);
    auto reading = table.try_lock_shared();
    bool written = false;
    const bool was_stopped = rt::test::stop_races(
        [&]() -> rt::task<> {
          auto mine = co_await table.lock();
          written = true;
        },
        [&] { reading.reset(); });
    EXPECT_TRUE(was_stopped || written);
    EXPECT_TRUE(table.try_lock());
  }
}

} // namespace

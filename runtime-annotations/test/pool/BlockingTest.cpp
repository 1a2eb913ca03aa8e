//===--- BlockingTest.cpp - calls on threads that may block ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Event.h"
#include "support/Pool.h"
#include "support/Seeds.h"
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace rt = corolint::rt;
using rt::test::asked_to_stop_before;
using rt::test::for_seeds;
using rt::test::shrunk_pool;
using rt::test::stop_races;
using namespace std::chrono_literals;

namespace {

int sum(int a, int b) { return a + b; }

TEST(SpawnBlocking, GivesValuesReferencesAndErrors) {
  for_seeds([]() -> rt::task<> {
    EXPECT_EQ(co_await rt::spawn_blocking(sum, 1, 2), 3);
    int n = 0;
    int &same = co_await rt::spawn_blocking([&]() -> int & { return n; });
    EXPECT_EQ(&same, &n);
    co_await rt::spawn_blocking([&] { n = 4; });
    EXPECT_EQ(n, 4);
    auto owner = std::make_unique<int>(5);
    EXPECT_EQ(co_await rt::spawn_blocking(
                  [](std::unique_ptr<int> p) { return *p; }, std::move(owner)),
              5);
    try {
      co_await rt::spawn_blocking([] { throw std::runtime_error("expected"); });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &e) {
      EXPECT_STREQ(e.what(), "expected");
    }
  });
}

TEST(SpawnBlocking, IsOnAnotherThreadAndComesBack) {
  rt::runtime r = rt::runtime::current_thread();
  auto run = []() -> rt::task<> {
    const auto home = std::this_thread::get_id();
    const auto away =
        co_await rt::spawn_blocking([] { return std::this_thread::get_id(); });
    EXPECT_NE(away, home);
    EXPECT_EQ(std::this_thread::get_id(), home);
  };
  r.block_on(run());
}

TEST(SpawnBlocking, HoldsNobodyUp) {
  rt::runtime r = rt::runtime::current_thread();
  std::latch go(1);
  auto blocks = [&]() -> rt::task<> {
    co_await rt::spawn_blocking([&] { go.wait(); });
  };
  auto releases = [&]() -> rt::task<> {
    co_await rt::sleep_for(1ms);
    go.count_down();
  };
  auto both = [&]() -> rt::task<> {
    co_await rt::when_all(blocks(), releases());
  };
  r.block_on(both());
}

TEST(SpawnBlocking, WaitsForAThreadWhenAllAreTaken) {
  shrunk_pool r(2);
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  auto call = [&] {
    const int running = ++now;
    if (running > most)
      most = running;
    std::this_thread::sleep_for(100us);
    --now;
  };
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 30; ++i)
        s.spawn([&]() -> rt::task<> { co_await rt::spawn_blocking(call); });
      co_return;
    });
  };
  r.block_on(run());
  EXPECT_LE(most, 2);
  EXPECT_GE(most, 1);
}

TEST(SpawnBlocking, IsNotCalledAfterStopWasRequested) {
  for_seeds([]() -> rt::task<> {
    bool called = false;
    co_await asked_to_stop_before([&]() -> rt::task<> {
      co_await rt::spawn_blocking([&] { called = true; });
    });
    EXPECT_FALSE(called);
  });
}

TEST(SpawnBlocking, IsStoppedWhileItWaitsForAThread) {
  shrunk_pool r(2);
  std::latch both_taken(2);
  std::latch go(1);
  bool called = false;
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 2; ++i)
        s.spawn([&]() -> rt::task<> {
          co_await rt::spawn_blocking([&] {
            both_taken.count_down();
            go.wait();
          });
        });
      while (!both_taken.try_wait())
        co_await rt::yield();
      rt::job<void> third = s.spawn([&]() -> rt::task<> {
        co_await rt::spawn_blocking([&] { called = true; });
      });
      co_await rt::sleep_for(1ms);
      third.request_stop();
      EXPECT_TRUE((co_await third.join()).is_stopped());
      go.count_down();
    });
  };
  r.block_on(run());
  EXPECT_FALSE(called);
}

TEST(SpawnBlocking, DeliversWhatBeganBeforeTheStop) {
  rt::runtime r = rt::runtime::multi_thread(2);
  std::latch began(1);
  std::latch go(1);
  int delivered = 0;
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        delivered = co_await rt::spawn_blocking([&] {
          began.count_down();
          go.wait();
          return 1;
        });
        co_await rt::yield();
        ADD_FAILURE() << "the next wait stops";
      });
      while (!began.try_wait())
        co_await rt::yield();
      j.request_stop();
      go.count_down();
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
  };
  r.block_on(run());
  EXPECT_EQ(delivered, 1);
}

TEST(SpawnBlocking, RacesItsEndWithStop) {
  int stopped = 0;
  for (int round = 0; round != 300; ++round) {
    bool called = false;
    auto calls = [&]() -> rt::task<> {
      co_await rt::spawn_blocking([&] { called = true; });
    };
    if (stop_races(calls, [] {}))
      ++stopped;
    else
      EXPECT_TRUE(called);
  }
  RecordProperty("stopped", stopped);
}

TEST(SpawnBlocking, ThreadsEndWithTheRuntime) {
  for (int round = 0; round != 50; ++round) {
    std::atomic<int> begun = 0;
    std::atomic<int> ended = 0;
    {
      shrunk_pool r(2);
      for (int i = 0; i != 10; ++i)
        r.spawn_detached([&]() -> rt::task<> {
          co_await rt::spawn_blocking([&] {
            ++begun;
            std::this_thread::sleep_for(10us);
            ++ended;
          });
        });
    }
    EXPECT_EQ(begun, ended);
  }
}

TEST(PoolStress, BlockingCallsAndStops) {
  shrunk_pool r(2);
  std::atomic<int> calls = 0;
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 50; ++i)
        s.spawn([&]() -> rt::task<> {
          for (int n = 0; n != 5; ++n)
            co_await rt::spawn_blocking([&] { ++calls; });
        });
      co_await rt::sleep_for(200us);
      s.request_stop();
    });
  };
  r.block_on(run());
  EXPECT_LE(calls, 250);
}

} // namespace

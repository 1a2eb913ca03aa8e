//===--- PoolTest.cpp - tasks on several threads --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Pool.h"
#include "support/Event.h"
#include <barrier>
#include <gtest/gtest.h>
#include <set>
#include <thread>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace rt = corolint::rt;
using rt::test::event;
using rt::test::mark;
using rt::test::shrunk_pool;
using namespace std::chrono_literals;

namespace {

TEST(MultiThread, NeedsAThread) {
  EXPECT_THROW((void)rt::runtime::multi_thread(0), std::invalid_argument);
}

TEST(MultiThread, GivesValuesAndErrors) {
  rt::runtime r = rt::runtime::multi_thread(2);
  auto value = []() -> rt::task<int> { co_return 7; };
  auto fails = []() -> rt::task<> {
    co_await rt::yield();
    throw std::runtime_error("expected");
  };
  EXPECT_EQ(r.block_on(value()), 7);
  EXPECT_THROW(r.block_on(fails()), std::runtime_error);
}

TEST(MultiThread, RunsAtTheSameTime) {
  rt::runtime r = rt::runtime::multi_thread(3);
  // Passed only by three threads at once.
  std::barrier<> all(3);
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 3; ++i)
        s.spawn([&]() -> rt::task<> {
          all.arrive_and_wait();
          co_return;
        });
      co_return;
    });
  };
  r.block_on(run());
}

TEST(MultiThread, BlockOnInATaskIsAnError) {
  rt::runtime r = rt::runtime::multi_thread(2);
  auto inner = []() -> rt::task<> { co_return; };
  auto outer = [&]() -> rt::task<> {
    r.block_on(inner());
    co_return;
  };
  EXPECT_THROW(r.block_on(outer()), std::logic_error);
  rt::runtime other = rt::runtime::multi_thread(1);
  auto elsewhere = [&]() -> rt::task<int> {
    auto one = []() -> rt::task<int> { co_return 1; };
    co_return other.block_on(one());
  };
  EXPECT_EQ(r.block_on(elsewhere()), 1);
}

TEST(MultiThread, ManyThreadsMayBlock) {
  rt::runtime r = rt::runtime::multi_thread(2);
  auto yields = [](int n) -> rt::task<int> {
    for (int i = 0; i != 100; ++i)
      co_await rt::yield();
    co_return n;
  };
  std::vector<std::thread> threads;
  for (int t = 0; t != 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i != 50; ++i)
        EXPECT_EQ(r.block_on(yields(t)), t);
    });
  for (std::thread &each : threads)
    each.join();
}

TEST(MultiThread, SleepsForTheTimeGiven) {
  rt::runtime r = rt::runtime::multi_thread(2);
  auto sleeps = []() -> rt::task<> {
    co_await rt::with_scope([](rt::scope &s) -> rt::task<> {
      for (const auto d : {30ms, 10ms, 20ms})
        s.spawn([d]() -> rt::task<> {
          const auto before = std::chrono::steady_clock::now();
          co_await rt::sleep_for(d);
          const auto slept = std::chrono::steady_clock::now() - before;
          EXPECT_GE(slept, d);
        });
      co_return;
    });
  };
  r.block_on(sleeps());
}

TEST(MultiThread, TimersFireWhileAllThreadsAreBusy) {
  rt::runtime r = rt::runtime::multi_thread(1);
  std::atomic<bool> slept = false;
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn([&]() -> rt::task<> {
        while (!slept)
          co_await rt::yield();
      });
      co_await rt::sleep_for(1ms);
      slept = true;
    });
  };
  r.block_on(run());
}

TEST(MultiThread, WorkFromOutsideComesInWhileAllThreadsAreBusy) {
  rt::runtime r = rt::runtime::multi_thread(1);
  std::atomic<bool> began = false;
  std::atomic<bool> came = false;
  auto busy = [&]() -> rt::task<> {
    began = true;
    while (!came)
      co_await rt::yield();
  };
  std::thread outside([&] {
    while (!began)
      std::this_thread::yield();
    auto comes = [&]() -> rt::task<> {
      came = true;
      co_return;
    };
    r.block_on(comes());
  });
  r.block_on(busy());
  outside.join();
}

TEST(MultiThread, TwoThatWakeEachOtherLeaveRoom) {
  rt::runtime r = rt::runtime::multi_thread(1);
  std::atomic<bool> stop = false;
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto [to, from] = rt::channel::mpsc<int>::bounded(1);
      s.spawn(
          [&](rt::channel::sender<int> out) -> rt::task<> {
            while (!stop)
              (void)co_await out.send(1);
          },
          std::move(to));
      s.spawn(
          [](rt::channel::receiver<int> in) -> rt::task<> {
            while (co_await in.recv())
              ;
          },
          std::move(from));
      co_await rt::yield();
      stop = true;
    });
  };
  r.block_on(run());
}

TEST(MultiThread, EndStopsDetachedTasks) {
  for (int round = 0; round != 100; ++round) {
    std::atomic<int> begun = 0;
    std::atomic<int> ended = 0;
    event never;
    {
      rt::runtime r = rt::runtime::multi_thread(2);
      for (int i = 0; i != 10; ++i)
        r.spawn_detached([&]() -> rt::task<> {
          ++begun;
          const std::shared_ptr<void> counts(nullptr, [&](void *) { ++ended; });
          co_await never.wait();
          ADD_FAILURE() << "it went on";
        });
    }
    EXPECT_EQ(begun, ended);
  }
}

TEST(MultiThread, EndOfAnIdleRuntimeWithTimers) {
  for (int round = 0; round != 50; ++round) {
    rt::runtime r = rt::runtime::multi_thread(2);
    r.spawn_detached([]() -> rt::task<> { co_await rt::sleep_for(1h); });
    std::this_thread::sleep_for(100us);
  }
}

TEST(MultiThreadDeath, ATaskCannotEndItsOwnRuntime) {
  auto run = [](rt::runtime made) {
    auto r = std::make_unique<rt::runtime>(std::move(made));
    auto ends = [&]() -> rt::task<> {
      r.reset();
      co_return;
    };
    r->block_on(ends());
  };
  EXPECT_DEATH(run(rt::runtime::multi_thread(2)),
               "a task waits for its own runtime");
  EXPECT_DEATH(run(rt::runtime::current_thread()),
               "a task waits for its own runtime");
}

TEST(MultiThread, StopReachesTasksOnAllThreads) {
  rt::runtime r = rt::runtime::multi_thread(3);
  auto run = [&]() -> rt::task<> {
    event never;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 100; ++i)
        s.spawn([&]() -> rt::task<> {
          co_await rt::yield();
          co_await never.wait();
        });
      co_await rt::sleep_for(1ms);
      s.request_stop();
    });
  };
  r.block_on(run());
}

#if defined(__linux__)
TEST(MultiThread, WakesOnTime) {
  rt::runtime r = rt::runtime::multi_thread(1);
  auto slack = []() -> rt::task<int> { co_return prctl(PR_GET_TIMERSLACK); };
  EXPECT_EQ(r.block_on(slack()), 1);
}
#endif

TEST(MultiThread, Holds100000TasksAtOnceWithoutLoss) {
  constexpr int count = 100'000;
  rt::runtime r = rt::runtime::multi_thread(4);
  event go;
  std::atomic<int> waiting = 0;
  std::atomic<int> ended = 0;
  auto waits = [&]() -> rt::task<> {
    ++waiting;
    co_await go.wait();
    ++ended;
  };
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != count; ++i)
        s.spawn(waits);
      while (waiting != count)
        co_await rt::yield();
      EXPECT_EQ(ended, 0);
      go.set();
    });
  };
  r.block_on(run());
  EXPECT_EQ(ended, count);
}

} // namespace

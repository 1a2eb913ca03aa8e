//===--- RuntimeTest.cpp - driving, time, foreign awaits, shutdown --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/timer_heap.h"
#include "support/Event.h"
#include <gtest/gtest.h>
#include <random>
#include <thread>

namespace rt = corolint::rt;
using rt::test::event;
using rt::test::mark;
using namespace std::chrono_literals;

namespace {

TEST(Runtime, SleepsForTheTimeGiven) {
  rt::runtime r = rt::runtime::current_thread();
  auto sleeps = []() -> rt::task<> { co_await rt::sleep_for(20ms); };
  const auto before = std::chrono::steady_clock::now();
  r.block_on(sleeps());
  EXPECT_GE(std::chrono::steady_clock::now() - before, 20ms);
}

TEST(Runtime, BlockOnInATaskIsAnError) {
  rt::runtime r = rt::runtime::current_thread();
  auto inner = []() -> rt::task<> { co_return; };
  auto outer = [&]() -> rt::task<> {
    r.block_on(inner());
    co_return;
  };
  EXPECT_THROW(r.block_on(outer()), std::logic_error);
}

TEST(Runtime, TwoThreadsMayBlock) {
  rt::runtime r = rt::runtime::current_thread();
  auto yields = [](int n) -> rt::task<int> {
    for (int i = 0; i != 1000; ++i)
      co_await rt::yield();
    co_return n;
  };
  std::thread second([&] { EXPECT_EQ(r.block_on(yields(2)), 2); });
  EXPECT_EQ(r.block_on(yields(1)), 1);
  second.join();
}

TEST(Runtime, EndStopsDetachedTasks) {
  std::string log;
  event never;
  {
    rt::runtime r = rt::runtime::current_thread();
    r.spawn_detached([&]() -> rt::task<> {
      const mark ends(log, 'e');
      co_await never.wait();
    });
    auto nothing = []() -> rt::task<> { co_await rt::yield(); };
    r.block_on(nothing());
    r.spawn_detached([&]() -> rt::task<> {
      log.push_back('x');
      co_return;
    });
  }
  EXPECT_EQ(log, "e") << "what has not begun by then never does";
}

TEST(RuntimeDeath, DetachedErrorsAreSaid) {
  auto run = [] {
    rt::runtime r = rt::runtime::current_thread();
    r.spawn_detached([]() -> rt::task<> {
      throw std::runtime_error("lost");
      co_return;
    });
    auto nothing = []() -> rt::task<> { co_await rt::sleep_for(10ms); };
    r.block_on(nothing());
  };
  EXPECT_DEATH(run(), "a detached task ended with an exception: lost");
}

/// An awaitable of some other library, which resumes on a thread of its own.
struct foreign {
  std::thread &on;
  struct awaiter {
    std::thread &on;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> h) {
      // The awaiter is gone as soon as the other thread runs.
      std::thread &kept = on;
      kept = std::thread([h] { h.resume(); });
    }
    int await_resume() const { return 5; }
  };
  awaiter operator co_await() const { return {on}; }
};

TEST(Runtime, ForeignAwaitablesResumeWhereTheyLike) {
  rt::runtime r = rt::runtime::current_thread();
  std::thread elsewhere;
  auto run = [&]() -> rt::task<int> {
    const auto home = std::this_thread::get_id();
    const int n = co_await foreign{elsewhere};
    EXPECT_NE(std::this_thread::get_id(), home);
    co_await rt::switch_to(r.get_executor());
    EXPECT_EQ(std::this_thread::get_id(), home);
    co_return n;
  };
  EXPECT_EQ(r.block_on(run()), 5);
  elsewhere.join();
}

TEST(Runtime, TheOwnTokenCanBeAsked) {
  rt::runtime r = rt::runtime::current_thread();
  auto run = [&]() -> rt::task<bool> {
    const rt::inplace_stop_token token = co_await rt::get_stop_token();
    EXPECT_FALSE(token.stop_requested());
    EXPECT_FALSE(co_await rt::stop_requested());
    r.request_stop();
    co_return token.stop_requested() && co_await rt::stop_requested();
  };
  EXPECT_TRUE(r.block_on(run()));
}

TEST(Runtime, ReadyAwaitsMakeRoomNowAndThen) {
  rt::runtime r = rt::runtime::current_thread();
  event set;
  set.set();
  bool stop = false;
  auto busy = [&]() -> rt::task<> {
    while (!stop)
      co_await set.wait();
  };
  auto other = [&]() -> rt::task<> {
    stop = true;
    co_return;
  };
  auto run = [&]() -> rt::task<> { co_await rt::when_all(busy(), other()); };
  r.block_on(run());
}

TEST(TestExecutor, TimeIsVirtual) {
  rt::test_executor ex(1);
  auto sleeps = []() -> rt::task<> { co_await rt::sleep_for(24h); };
  ex.block_on(sleeps());
  EXPECT_EQ(ex.elapsed(), 24h);
}

TEST(TestExecutor, LongestSleepDoesNotOverflow) {
  rt::test_executor ex(1);
  auto sleeps = []() -> rt::task<> {
    co_await rt::sleep_for(1h);
    co_await rt::sleep_for(std::chrono::hours::max());
  };
  ex.block_on(sleeps());
  EXPECT_GT(ex.elapsed(), 100000h);
}

TEST(TestExecutor, SameSeedSameOrder) {
  auto order = [](std::uint64_t seed) {
    rt::test_executor ex(seed);
    std::string log;
    auto run = [&]() -> rt::task<> {
      co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
        for (char c = 'a'; c != 'f'; ++c)
          s.spawn([&, c]() -> rt::task<> {
            co_await rt::sleep_for(1s);
            log.push_back(c);
          });
        co_return;
      });
    };
    ex.block_on(run());
    return log;
  };
  EXPECT_EQ(order(3), order(3));
  int different = 0;
  for (std::uint64_t seed = 0; seed != 50; ++seed)
    different += order(seed) != "abcde";
  EXPECT_GT(different, 40);
}

TEST(TestExecutor, SaysWhenNothingIsLeftToRun) {
  rt::test_executor ex(1);
  event never;
  std::string log;
  auto run = [&]() -> rt::task<> {
    const mark ends(log, 'e');
    co_await never.wait();
  };
  EXPECT_THROW(ex.block_on(run()), rt::deadlock_error);
  EXPECT_EQ(log, "e");
}

struct numbered_timer : rt::timer {
  numbered_timer() : timer([](rt::timer &) noexcept {}) {}
  int time = 0;
};

TEST(TimerHeap, IsSortedAndForgets) {
  std::mt19937 random(1);
  for (int round = 0; round != 200; ++round) {
    rt::detail::timer_heap heap;
    std::vector<std::unique_ptr<numbered_timer>> timers;
    std::vector<std::pair<int, int>> expected;
    for (int i = 0; i != 60; ++i) {
      timers.push_back(std::make_unique<numbered_timer>());
      timers.back()->time = static_cast<int>(random() % 20);
      heap.insert(*timers.back(), rt::timer::time_point(std::chrono::seconds(
                                      timers.back()->time)));
    }
    for (int i = 0; i != 60; ++i) {
      if (random() % 3 != 0) {
        expected.emplace_back(timers[i]->time, i);
        continue;
      }
      EXPECT_TRUE(heap.erase(*timers[i]));
      EXPECT_FALSE(heap.erase(*timers[i]));
    }
    std::sort(expected.begin(), expected.end());
    for (const auto &[time, index] : expected)
      EXPECT_EQ(heap.pop_due(rt::timer::time_point::max()),
                timers[index].get());
    EXPECT_TRUE(heap.empty());
  }
}

/// Writes down what it hears.
class log_observer final : public rt::detail::observer {
public:
  void created(rt::detail::job_base &j) noexcept override {
    log += "created ";
    line = j.spawned_at().line();
  }
  void resumed(rt::detail::job_base &) noexcept override { log += "resumed "; }
  void suspended(rt::detail::job_base &j, const char *what,
                 const void *) noexcept override {
    log += std::string("suspended:") + what + " ";
    for (const rt::detail::promise_base *p = j.frames(); p; p = p->parent)
      frames.push_back(p->awaiting_at.line());
  }
  void woken(rt::detail::job_base &) noexcept override { log += "woken "; }
  void finished(rt::detail::job_base &) noexcept override {
    log += "finished ";
  }
  void left() noexcept override { log += "left "; }
  std::string log;
  unsigned line = 0;
  std::vector<unsigned> frames;
};

TEST(Observer, HearsTheLifeOfAJob) {
  log_observer observer;
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  r.get_executor().watch_with(observer);
  auto inner = []() -> rt::task<> { co_await rt::sleep_for(1ms); };
  const unsigned inner_line = __LINE__ - 1;
  auto outer = [&]() -> rt::task<> { co_await inner(); };
  const unsigned outer_line = __LINE__ - 1;
  r.block_on(outer());
  const unsigned spawn_line = __LINE__ - 1;
  EXPECT_EQ(observer.log, "created resumed suspended:sleep left "
                          "woken resumed finished left ");
  EXPECT_EQ(observer.line, spawn_line);
  EXPECT_EQ(observer.frames, (std::vector<unsigned>{inner_line, outer_line}));
}

} // namespace

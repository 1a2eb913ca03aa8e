//===--- WarningsTest.cpp - what dump() warns of, and what it does not ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/snapshot.h"
#include "support/Event.h"
#include <gtest/gtest.h>
#include <optional>

namespace rt = corolint::rt;
using rt::test::event;
using namespace std::chrono_literals;

namespace {

/// The warnings at the end of a dump.
std::string warnings() {
  const std::string all = rt::dump(rt::dump_times::left_out);
  return all.substr(all.rfind('\n', all.find(" warning")) + 1);
}

#define EXPECT_SAYS(text, part)                                                \
  EXPECT_NE((text).find(part), std::string::npos) << (text)

/// Runs \p tasks in one scope until none of them goes on, returns the warnings,
/// and stops them.
template <class... F> std::string warnings_of(F... tasks) {
  std::string seen;
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      (s.spawn(tasks), ...);
      co_await rt::sleep_for(20ms);
      seen = warnings();
      s.request_stop();
    });
  };
  r.block_on(program());
  return seen;
}

TEST(NeverYielded, IsATaskThatKeptItsThread) {
  const rt::observation watched({.long_poll = 5ms});
  const std::string seen = warnings_of([]() -> rt::task<> {
    rt::name_this_task("hog");
    const auto until = std::chrono::steady_clock::now() + 10ms;
    while (std::chrono::steady_clock::now() < until)
      ;
    co_await rt::sleep_for(1h);
  });
  EXPECT_SAYS(seen, "1 warning\nnever yielded: task #");
  EXPECT_SAYS(seen, " \"hog\", spawned at WarningsTest.cpp:");
  EXPECT_SAYS(seen, "corolint-blocking-call");
}

TEST(NeverYielded, IsNoneThatWaits) {
  const rt::observation watched({.long_poll = 10s});
  EXPECT_EQ(warnings_of([]() -> rt::task<> { co_await rt::sleep_for(1h); }),
            "0 warnings\n");
}

TEST(LostWaker, IsATaskThatWaitsForItsOwnEnd) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  std::string seen;
  auto program = [&]() -> rt::task<> {
    std::optional<rt::job<void>> self;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      self = s.spawn([&]() -> rt::task<> {
        rt::name_this_task("own tail");
        co_await *self;
      });
      co_await rt::yield();
      seen = warnings();
      s.request_stop();
    });
  };
  r.block_on(program());
  EXPECT_SAYS(seen, "1 warning\nlost waker: task #");
  EXPECT_SAYS(seen, " \"own tail\" waits for the end of task #");
  EXPECT_SAYS(seen, "; only stopping one of them ends this\n");
}

TEST(LostWaker, IsATaskThatTakesItsLockAgain) {
  const rt::observation watched;
  rt::mutex<int> m;
  const std::string seen = warnings_of([&]() -> rt::task<> {
    rt::name_this_task("twice");
    const auto once = co_await m.lock();
    const auto again = co_await m.lock();
  });
  EXPECT_SAYS(seen, "1 warning\nlost waker: task #");
  EXPECT_SAYS(seen, ", which task #");
  EXPECT_SAYS(seen, " \"twice\" took at WarningsTest.cpp:");
  EXPECT_SAYS(seen, "unless a guard was passed on");
}

TEST(LostWaker, AreTasksThatHoldWhatTheOtherWants) {
  const rt::observation watched;
  rt::mutex<int> a;
  rt::shared_mutex<int> b;
  const std::string seen = warnings_of(
      [&]() -> rt::task<> {
        rt::name_this_task("left");
        const auto first = co_await a.lock();
        co_await rt::yield();
        const auto second = co_await b.lock();
      },
      [&]() -> rt::task<> {
        rt::name_this_task("reader");
        const auto harmless = co_await b.lock_shared();
        co_await rt::sleep_for(1h);
      },
      [&]() -> rt::task<> {
        rt::name_this_task("right");
        const auto first = co_await b.lock_shared();
        co_await rt::yield();
        const auto second = co_await a.lock();
      });
  EXPECT_SAYS(seen, "1 warning\nlost waker: task #");
  EXPECT_SAYS(seen, "\"left\" waits for mutex #");
  EXPECT_SAYS(seen, "\"right\" waits for mutex #");
  EXPECT_EQ(seen.find("\"reader\""), std::string::npos) << seen;
}

TEST(LostWaker, IsNoneWhoseHolderMayGoOn) {
  const rt::observation watched;
  rt::mutex<int> m;
  EXPECT_EQ(warnings_of(
                [&]() -> rt::task<> {
                  const auto held = co_await m.lock();
                  co_await rt::sleep_for(1h);
                },
                [&]() -> rt::task<> { const auto held = co_await m.lock(); }),
            "0 warnings\n");
}

TEST(LostWaker, IsNoneThatAnybodyMayWake) {
  const rt::observation watched;
  rt::semaphore units(1);
  rt::notify never;
  auto [to, from] = rt::channel::mpsc<int>::bounded(1);
  EXPECT_EQ(warnings_of(
                [&]() -> rt::task<> {
                  const auto mine = co_await units.acquire();
                  const auto more = co_await units.acquire();
                },
                [&]() -> rt::task<> { co_await never.wait(); },
                [&, &queue = from]() -> rt::task<> {
                  const auto got = co_await queue.recv();
                  EXPECT_FALSE(got);
                }),
            "0 warnings\n");
}

TEST(LostWaker, IsNoneInAChainOfJoins) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  std::string seen;
  event e;
  auto program = [&]() -> rt::task<> {
    std::optional<rt::job<void>> last;
    std::optional<rt::job<void>> middle;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      last = s.spawn([&]() -> rt::task<> { co_await e.wait(); });
      middle = s.spawn([&]() -> rt::task<> { co_await *last; });
      s.spawn([&]() -> rt::task<> { co_await *middle; });
      co_await rt::yield();
      seen = warnings();
      e.set();
    });
  };
  r.block_on(program());
  EXPECT_EQ(seen, "0 warnings\n");
}

TEST(SelfWakes, IsATaskThatAsksInALoop) {
  const rt::observation watched;
  const std::string seen = warnings_of([]() -> rt::task<> {
    rt::name_this_task("polling");
    for (int i = 0; i != 100; ++i)
      co_await rt::yield();
    co_await rt::sleep_for(1h);
  });
  EXPECT_SAYS(seen, "1 warning\nself-wakes: task #");
  EXPECT_SAYS(seen, "\"polling\", spawned at ");
  EXPECT_SAYS(seen, "woke itself 100 of 100 times");
}

TEST(SelfWakes, IsNoneThatOthersWake) {
  const rt::observation watched;
  rt::notify ping;
  rt::notify pong;
  EXPECT_EQ(warnings_of(
                [&]() -> rt::task<> {
                  for (int i = 0; i != 200; ++i) {
                    pong.notify_one();
                    co_await ping.wait();
                  }
                  co_await rt::sleep_for(1h);
                },
                [&]() -> rt::task<> {
                  for (int i = 0; i != 200; ++i) {
                    co_await pong.wait();
                    ping.notify_one();
                  }
                  co_await rt::sleep_for(1h);
                }),
            "0 warnings\n");
}

TEST(SelfWakes, AreNotCountedOfFewWakes) {
  const rt::observation watched;
  EXPECT_EQ(warnings_of([]() -> rt::task<> {
              for (int i = 0; i != 10; ++i)
                co_await rt::yield();
              co_await rt::sleep_for(1h);
            }),
            "0 warnings\n");
}

/// Many tasks that all wait for each other are described in bounded time.
TEST(Warnings, AreBounded) {
  rt::detail::snapshot all;
  constexpr std::uint64_t n = 2000;
  for (std::uint64_t i = 1; i <= n; ++i) {
    rt::detail::task_info t;
    t.id = i;
    t.what = "shared_mutex";
    t.on = 1;
    all.tasks.push_back(t);
  }
  rt::detail::lock_info lock;
  lock.id = 1;
  lock.kind = "shared_mutex";
  for (std::uint64_t i = 1; i <= 100; ++i)
    lock.holders.push_back({i, 1, {}});
  all.locks.push_back(lock);
  EXPECT_EQ(rt::detail::find_warnings(all, 1s).size(), 16U);
}

} // namespace

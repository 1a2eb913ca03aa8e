//===--- ScopeTest.cpp - no task outlives its scope -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Event.h"
#include "support/Seeds.h"
#include <gtest/gtest.h>

namespace rt = corolint::rt;
using rt::test::after;
using rt::test::event;
using rt::test::fails;
using rt::test::for_seeds;
using rt::test::mark;
using namespace std::chrono_literals;

namespace {

TEST(Scope, GivesTheValueOfItsBodyAfterAllHaveEnded) {
  for_seeds([]() -> rt::task<> {
    int ended = 0;
    const int value =
        co_await rt::with_scope([&](rt::scope &s) -> rt::task<int> {
          for (int i = 0; i != 5; ++i)
            s.spawn([&]() -> rt::task<> {
              co_await rt::yield();
              ++ended;
            });
          co_return 7;
        });
    EXPECT_EQ(value, 7);
    EXPECT_EQ(ended, 5);
  });
}

TEST(Scope, JobsCanBeAwaited) {
  for_seeds([]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<int> late = s.spawn(after, 2ms, 2);
      rt::job<int> soon = s.spawn(after, 1ms, 1);
      EXPECT_EQ(co_await late, 2);
      EXPECT_TRUE(soon.is_finished());
      EXPECT_EQ((co_await soon.join()).value(), 1);
      EXPECT_THROW(co_await soon, std::logic_error);
    });
  });
}

TEST(Scope, TheFirstErrorStopsTheOthersAndIsThrown) {
  for_seeds([]() -> rt::task<> {
    std::string log;
    event never;
    auto waits = [&](char name) -> rt::task<> {
      const mark ends(log, name);
      co_await never.wait();
    };
    try {
      co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
        const mark ends(log, 'b');
        s.spawn(waits, 'w');
        s.spawn(fails<>, 2ms, "second");
        s.spawn(fails<>, 1ms, "first");
        co_await never.wait();
      });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &e) {
      EXPECT_STREQ(e.what(), "first");
    }
    EXPECT_EQ(log.size(), 2u);
  });
}

TEST(Scope, WhoAwaitsAFailedJobIsStopped) {
  for_seeds([]() -> rt::task<> {
    bool went_on = false;
    try {
      co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
        rt::job<void> j = s.spawn(fails<>, 1ms, "expected");
        co_await j;
        went_on = true;
      });
    } catch (const std::runtime_error &) {
    }
    EXPECT_FALSE(went_on);
  });
}

TEST(Scope, AStoppedJobIsNoError) {
  for_seeds([]() -> rt::task<> {
    event never;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> { co_await never.wait(); });
      co_await rt::sleep_for(1ms);
      EXPECT_TRUE(j.request_stop());
      EXPECT_FALSE(j.request_stop());
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
  });
}

TEST(Scope, RequestStopEndsItNormally) {
  for_seeds([]() -> rt::task<> {
    event never;
    const int value =
        co_await rt::with_scope([&](rt::scope &s) -> rt::task<int> {
          for (int i = 0; i != 3; ++i)
            s.spawn([&]() -> rt::task<> { co_await never.wait(); });
          s.request_stop();
          co_return 3;
        });
    EXPECT_EQ(value, 3);
  });
}

TEST(Scope, ABodyThatStopsItselfStopsAll) {
  for_seeds([]() -> rt::task<> {
    event never;
    std::string log;
    co_await rt::with_scope([&](rt::scope &outer) -> rt::task<> {
      rt::job<void> j = outer.spawn([&]() -> rt::task<> {
        const mark unwound(log, 'u');
        co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
          s.spawn([&]() -> rt::task<> {
            const mark child(log, 'c');
            co_await never.wait();
          });
          co_await rt::yield();
          co_await rt::stopped();
        });
        log += "went on";
      });
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    EXPECT_TRUE(log == "cu" || log == "u") << log;
  });
}

TEST(Scope, StopFromOutsideReachesAll) {
  for_seeds([]() -> rt::task<> {
    event never;
    std::string log;
    co_await rt::with_scope([&](rt::scope &outer) -> rt::task<> {
      rt::job<void> j = outer.spawn([&]() -> rt::task<> {
        const mark unwound(log, 'u');
        co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
          s.spawn([&]() -> rt::task<> {
            const mark child(log, 'c');
            co_await never.wait();
          });
          co_return;
        });
        log += "went on";
      });
      co_await rt::sleep_for(1ms);
      j.request_stop();
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    EXPECT_EQ(log, "cu");
  });
}

TEST(Scope, TasksOfItMaySpawn) {
  for_seeds([]() -> rt::task<> {
    int ended = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn([&]() -> rt::task<> {
        co_await rt::yield();
        s.spawn([&]() -> rt::task<> {
          co_await rt::yield();
          ++ended;
        });
      });
      co_return;
    });
    EXPECT_EQ(ended, 1);
  });
}

TEST(Scope, ReleasesWhatATaskHeldBeforeItsJobIsFinished) {
  for_seeds([]() -> rt::task<> {
    const auto held = std::make_shared<int>(1);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([held]() -> rt::task<> { co_return; });
      co_await j;
      EXPECT_EQ(held.use_count(), 1);
    });
  });
}

TEST(WhenAll, GivesAllValues) {
  for_seeds([]() -> rt::task<> {
    auto nothing = []() -> rt::task<> { co_await rt::yield(); };
    auto [a, b, c] =
        co_await rt::when_all(after(2ms, 1), nothing(), after(1ms, 3));
    EXPECT_EQ(a, 1);
    EXPECT_EQ(c, 3);
    (void)b;
    co_await rt::when_all(nothing(), nothing());
  });
}

TEST(WhenAll, WaitsForAllAndThrowsTheFirstError) {
  for_seeds([]() -> rt::task<> {
    bool ended = false;
    auto last = [&]() -> rt::task<> {
      co_await rt::sleep_for(5ms);
      ended = true;
    };
    try {
      co_await rt::when_all(fails(2ms, "second"), fails(1ms, "first"), last());
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &e) {
      EXPECT_STREQ(e.what(), "first");
    }
    EXPECT_TRUE(ended);
  });
}

TEST(WhenAll, IsStoppedWithAnArm) {
  for_seeds([]() -> rt::task<> {
    bool went_on = false;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto stops = []() -> rt::task<> { co_await rt::stopped(); };
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        co_await rt::when_all(after(1ms, 1), stops());
        went_on = true;
      });
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    EXPECT_FALSE(went_on);
  });
}

TEST(WhenAll, NeverAwaitedDestroysItsTasks) {
  rt::runtime r = rt::runtime::current_thread();
  auto run = []() -> rt::task<> {
    {
      [[maybe_unused]] auto never = rt::when_all(after(1ms, 1), after(1ms, 2));
    }
    co_return;
  };
  r.block_on(run());
}

} // namespace

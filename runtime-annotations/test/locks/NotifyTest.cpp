//===--- NotifyTest.cpp - notifications, barriers, values made once -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/notify.h"
#include "corolint/rt/barrier.h"
#include "corolint/rt/once.h"
#include "support/Seeds.h"
#include <gtest/gtest.h>

namespace rt = corolint::rt;
using rt::test::for_seeds;
using namespace std::chrono_literals;

namespace {

TEST(Notify, OneWakesTheFirstAndAllWakesTheRest) {
  for_seeds([]() -> rt::task<> {
    rt::notify changed;
    std::string asked;
    std::string woken;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (const char name : {'a', 'b', 'c', 'd'})
        s.spawn([&, name]() -> rt::task<> {
          asked += name;
          co_await changed.wait();
          woken += name;
        });
      co_await rt::sleep_for(1ms);
      EXPECT_EQ(woken, "");
      changed.notify_one();
      co_await rt::sleep_for(1ms);
      EXPECT_EQ(woken, asked.substr(0, 1));
      changed.notify_one();
      co_await rt::sleep_for(1ms);
      EXPECT_EQ(woken, asked.substr(0, 2));
      changed.notify_all();
    });
    EXPECT_EQ(woken.size(), 4u);
  });
}

TEST(Notify, KeepsOneNotification) {
  for_seeds([]() -> rt::task<> {
    rt::notify changed;
    changed.notify_all();
    changed.notify_one();
    changed.notify_one();
    co_await changed.wait();
    bool woken = false;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn([&]() -> rt::task<> {
        co_await changed.wait();
        woken = true;
      });
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(woken);
      changed.notify_one();
    });
    EXPECT_TRUE(woken);
  });
}

TEST(Notify, StopUsesNoNotificationUp) {
  for_seeds([]() -> rt::task<> {
    rt::notify changed;
    changed.notify_one();
    co_await rt::test::asked_to_stop_before(
        [&]() -> rt::task<> { co_await changed.wait(); });
    co_await changed.wait();
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto waits = [&]() -> rt::task<> { co_await changed.wait(); };
      rt::job<void> first = s.spawn(waits);
      co_await rt::sleep_for(1ms);
      rt::job<void> second = s.spawn(waits);
      co_await rt::sleep_for(1ms);
      first.request_stop();
      changed.notify_one();
      co_await second;
      EXPECT_TRUE((co_await first.join()).is_stopped());
    });
  });
}

TEST(Notify, StopThatRacesWithANotificationLosesNone) {
  for (int round = 0; round != 1000; ++round) {
    rt::notify changed;
    bool woken = false;
    const bool was_stopped = rt::test::stop_races(
        [&]() -> rt::task<> {
          co_await changed.wait();
          woken = true;
        },
        [&] { changed.notify_one(); });
    EXPECT_TRUE(was_stopped || woken);
    if (!woken) {
      auto kept = [&]() -> rt::task<> { co_await changed.wait(); };
      rt::test_executor(1).block_on(kept());
    }
  }
}

TEST(Barrier, LetsGroupsGoOnTogether) {
  for_seeds([]() -> rt::task<> {
    rt::barrier round(3);
    int arrived = 0;
    int leaders = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 3; ++i)
        s.spawn([&]() -> rt::task<> {
          for (int turn = 1; turn != 5; ++turn) {
            ++arrived;
            leaders += co_await round.arrive_and_wait();
            EXPECT_GE(arrived, 3 * turn);
          }
        });
      co_return;
    });
    EXPECT_EQ(arrived, 12);
    EXPECT_EQ(leaders, 4);
  });
}

TEST(Barrier, OfOneNeverWaits) {
  rt::test_executor ex(1);
  rt::barrier alone(1);
  rt::barrier none(0);
  auto arrives = [&]() -> rt::task<> {
    EXPECT_TRUE(co_await alone.arrive_and_wait());
    EXPECT_TRUE(co_await alone.arrive_and_wait());
    EXPECT_TRUE(co_await none.arrive_and_wait());
  };
  ex.block_on(arrives());
}

TEST(Barrier, WhoIsStoppedHasNotArrived) {
  for_seeds([]() -> rt::task<> {
    rt::barrier pair(2);
    auto arrives = [&]() -> rt::task<> { co_await pair.arrive_and_wait(); };
    co_await rt::test::asked_to_stop_before(arrives);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> stopped = s.spawn(arrives);
      co_await rt::sleep_for(1ms);
      stopped.request_stop();
      EXPECT_TRUE((co_await stopped.join()).is_stopped());
      rt::job<void> one = s.spawn(arrives);
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(one.is_finished());
      EXPECT_TRUE(co_await pair.arrive_and_wait());
      co_await one;
    });
  });
}

TEST(Barrier, StopThatRacesWithTheLastArrivalIsOneOfBoth) {
  for (int round = 0; round != 1000; ++round) {
    auto pair = std::make_unique<rt::barrier>(2);
    rt::runtime other = rt::runtime::current_thread();
    bool passed = false;
    bool other_passed = false;
    auto arrives = [&]() -> rt::task<> {
      co_await pair->arrive_and_wait();
      passed = true;
    };
    auto arrives_there = [&]() -> rt::task<> {
      co_await pair->arrive_and_wait();
      other_passed = true;
    };
    const bool was_stopped = rt::test::stop_races(arrives, [&] {
      auto deadline = [&]() -> rt::task<> {
        co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
          rt::job<void> j = s.spawn(arrives_there);
          co_await rt::yield();
          co_await rt::yield();
          j.request_stop();
        });
      };
      other.block_on(deadline());
    });
    EXPECT_TRUE(was_stopped || passed);
    EXPECT_EQ(passed, other_passed);
  }
}

rt::task<std::string> load(int &loads) {
  ++loads;
  co_await rt::sleep_for(1ms);
  co_return "loaded";
}

TEST(Once, IsMadeOnceForAll) {
  for_seeds([]() -> rt::task<> {
    rt::once<std::string> text;
    EXPECT_EQ(text.get(), nullptr);
    int loads = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 5; ++i)
        s.spawn([&]() -> rt::task<> {
          const std::string &there =
              co_await text.get_or_init(load, std::ref(loads));
          EXPECT_EQ(&there, text.get());
          EXPECT_EQ(there, "loaded");
        });
      co_return;
    });
    EXPECT_EQ(loads, 1);
  });
}

TEST(Once, IsSetUnlessThereIsOneOrIsBeingMade) {
  for_seeds([]() -> rt::task<> {
    rt::once<std::string> text;
    int loads = 0;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        co_await text.get_or_init(load, std::ref(loads));
      });
      co_await rt::sleep_for(500us);
      EXPECT_FALSE(text.set("set"));
      co_await j;
      EXPECT_FALSE(text.set("set"));
    });
    EXPECT_EQ(*text.get(), "loaded");
    rt::once<std::string> other;
    EXPECT_TRUE(other.set("set"));
    EXPECT_EQ(co_await other.get_or_init(load, std::ref(loads)), "set");
    EXPECT_EQ(loads, 1);
  });
}

TEST(Once, TheNextOneMakesItWhenOneFailsOrIsStopped) {
  for_seeds([]() -> rt::task<> {
    rt::once<std::string> text;
    auto fails = []() -> rt::task<std::string> {
      co_await rt::yield();
      throw std::runtime_error("expected");
    };
    int loads = 0;
    auto loaded = [&]() -> rt::task<> {
      co_await text.get_or_init(load, std::ref(loads));
    };
    try {
      co_await text.get_or_init(fails);
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &) {
    }
    co_await rt::test::asked_to_stop_before(loaded);
    EXPECT_EQ(loads, 0);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> first = s.spawn(loaded);
      co_await rt::sleep_for(200us);
      rt::job<void> second = s.spawn(loaded);
      co_await rt::sleep_for(200us);
      first.request_stop();
      co_await second;
      EXPECT_TRUE((co_await first.join()).is_stopped());
    });
    EXPECT_EQ(loads, 2);
    EXPECT_EQ(*text.get(), "loaded");
  });
}

} // namespace

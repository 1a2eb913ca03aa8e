//===--- WhenAllTest.cpp - all, or none -----------------------------------===//
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
using rt::test::asked_to_stop_before;
using rt::test::event;
using rt::test::fails;
using rt::test::for_seeds;
using rt::test::mark;
using rt::test::stop_races;
using namespace std::chrono_literals;

namespace {

TEST(TryWhenAll, GivesAllValues) {
  for_seeds([]() -> rt::task<> {
    auto nothing = []() -> rt::task<> { co_await rt::yield(); };
    int n = 0;
    auto reference = [&]() -> rt::task<int &> { co_return n; };
    auto [a, b, c] =
        co_await rt::try_when_all(after(2ms, 1), nothing(), reference());
    EXPECT_EQ(a, 1);
    EXPECT_EQ(&c, &n);
    (void)b;
    co_await rt::try_when_all(nothing(), nothing());
  });
}

TEST(TryWhenAll, TheFirstErrorStopsTheOthersAndIsThrown) {
  for_seeds([]() -> rt::task<> {
    std::string log;
    event never;
    auto waits = [&]() -> rt::task<> {
      const mark ends(log, 'w');
      co_await never.wait();
    };
    try {
      co_await rt::try_when_all(waits(), fails(2ms, "second"),
                                fails(1ms, "first"), waits());
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &e) {
      EXPECT_STREQ(e.what(), "first");
    }
    EXPECT_EQ(log, "ww");
  });
}

TEST(TryWhenAll, IsStoppedWithAnArm) {
  for_seeds([]() -> rt::task<> {
    bool went_on = false;
    event never;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto stops = []() -> rt::task<> { co_await rt::stopped(); };
      auto waits = [&]() -> rt::task<> { co_await never.wait(); };
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        co_await rt::try_when_all(waits(), stops());
        went_on = true;
      });
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    EXPECT_FALSE(went_on);
  });
}

TEST(TryWhenAll, BeginsNothingAfterStopWasRequested) {
  for_seeds([]() -> rt::task<> {
    bool begun = false;
    auto begins = [&]() -> rt::task<> {
      begun = true;
      co_return;
    };
    co_await asked_to_stop_before(
        [&]() -> rt::task<> { co_await rt::try_when_all(begins(), begins()); });
    EXPECT_FALSE(begun);
  });
}

TEST(TryWhenAll, IsStoppedWhileItWaits) {
  for_seeds([]() -> rt::task<> {
    std::string log;
    event never;
    auto waits = [&]() -> rt::task<> {
      const mark ends(log, 'w');
      co_await never.wait();
    };
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        co_await rt::try_when_all(waits(), waits());
        log += "went on";
      });
      co_await rt::sleep_for(1ms);
      j.request_stop();
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    EXPECT_EQ(log, "ww");
  });
}

TEST(TryWhenAll, RacesItsEndWithStop) {
  for (int round = 0; round != 300; ++round) {
    event e;
    bool ended = false;
    auto waits = [&]() -> rt::task<> { co_await e.wait(); };
    const bool stopped = stop_races(
        [&]() -> rt::task<> {
          co_await rt::try_when_all(waits(), waits());
          ended = true;
        },
        [&] { e.set(); });
    EXPECT_NE(stopped, ended);
  }
}

} // namespace

//===--- IntervalTest.cpp - ticks, and those that were missed -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Seeds.h"
#include <gtest/gtest.h>
#include <vector>

namespace rt = corolint::rt;
using rt::test::asked_to_stop_before;
using rt::test::for_seeds;
using rt::test::stop_races;
using namespace std::chrono_literals;

namespace {

using milliseconds = std::vector<std::chrono::milliseconds>;

/// When the ticks of \p i come to a task that is busy from 0 to 35 ms.
milliseconds ticks_after_a_pause(rt::interval i) {
  rt::test_executor ex(1);
  milliseconds at;
  auto run = [&]() -> rt::task<> {
    co_await i.tick();
    co_await rt::sleep_for(35ms);
    for (int n = 0; n != 5; ++n) {
      co_await i.tick();
      at.push_back(
          std::chrono::duration_cast<std::chrono::milliseconds>(ex.elapsed()));
    }
  };
  ex.block_on(run());
  return at;
}

TEST(Interval, TicksAtOnceAndThenEveryPeriod) {
  for_seeds([]() -> rt::task<> {
    rt::interval i(10ms);
    const auto first = co_await i.tick();
    co_await rt::sleep_for(7ms);
    EXPECT_EQ(co_await i.tick() - first, 10ms);
    EXPECT_EQ(co_await i.tick() - first, 20ms);
  });
}

TEST(Interval, MissedTicksComeInABurst) {
  EXPECT_EQ(ticks_after_a_pause(rt::interval(10ms)),
            (milliseconds{35ms, 35ms, 35ms, 40ms, 50ms}));
}

TEST(Interval, MissedTicksDelayTheOthers) {
  EXPECT_EQ(ticks_after_a_pause(rt::interval(10ms, rt::missed_ticks::delay)),
            (milliseconds{35ms, 45ms, 55ms, 65ms, 75ms}));
}

TEST(Interval, MissedTicksAreSkipped) {
  EXPECT_EQ(ticks_after_a_pause(rt::interval(10ms, rt::missed_ticks::skip)),
            (milliseconds{35ms, 40ms, 50ms, 60ms, 70ms}));
}

TEST(Interval, NeedsAPeriod) {
  EXPECT_THROW(rt::interval(0s), std::invalid_argument);
  EXPECT_THROW(rt::interval(-1s), std::invalid_argument);
}

TEST(Interval, LongestPeriodDoesNotOverflow) {
  rt::test_executor ex(1);
  auto run = []() -> rt::task<> {
    rt::interval i(std::chrono::hours::max());
    co_await i.tick();
    co_await i.tick();
  };
  ex.block_on(run());
  EXPECT_GT(ex.elapsed(), 100000h);
}

TEST(Interval, LosesNoTickToAStop) {
  for_seeds([]() -> rt::task<> {
    rt::interval i(10ms);
    const auto first = co_await i.tick();
    co_await asked_to_stop_before([&]() -> rt::task<> { co_await i.tick(); });
    EXPECT_FALSE(co_await rt::timeout(3ms, i.tick()));
    EXPECT_EQ(co_await i.tick() - first, 10ms);
  });
}

TEST(Interval, RacesATickWithStop) {
  for (int round = 0; round != 200; ++round) {
    rt::interval i(20us);
    bool ticked = false;
    const bool stopped = stop_races(
        [&]() -> rt::task<> {
          co_await i.tick();
          co_await i.tick();
          ticked = true;
        },
        [] {});
    EXPECT_NE(stopped, ticked);
  }
}

} // namespace

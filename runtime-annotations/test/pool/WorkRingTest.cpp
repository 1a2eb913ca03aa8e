//===--- WorkRingTest.cpp - one owner, many thieves -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/work_ring.h"
#include <deque>
#include <gtest/gtest.h>
#include <thread>

namespace rt = corolint::rt;
using rt::detail::work_queue;
using rt::detail::work_ring;

namespace {

/// Counts how often it ran.
struct counted : rt::work {
  counted() : work(&count) {}
  static void count(work &w) noexcept {
    static_cast<counted &>(w).runs.fetch_add(1);
  }
  std::atomic<int> runs = 0;
};

TEST(WorkRing, IsFirstInFirstOut) {
  work_ring ring(4);
  std::deque<counted> items(4);
  EXPECT_TRUE(ring.empty());
  for (counted &each : items)
    EXPECT_TRUE(ring.push(each));
  counted no_room;
  EXPECT_FALSE(ring.push(no_room));
  for (counted &each : items)
    EXPECT_EQ(ring.pop(), &each);
  EXPECT_EQ(ring.pop(), nullptr);
  EXPECT_TRUE(ring.empty());
}

TEST(WorkRing, GivesThievesTheOlderHalf) {
  for (std::size_t count = 0; count != 9; ++count) {
    work_ring ring(8);
    work_ring mine(8);
    std::deque<counted> items(count);
    for (counted &each : items)
      ring.push(each);
    const std::size_t half = (count + 1) / 2;
    EXPECT_EQ(ring.steal_into(mine), half ? &items[0] : nullptr);
    for (std::size_t i = 1; i < half; ++i)
      EXPECT_EQ(mine.pop(), &items[i]);
    EXPECT_EQ(mine.pop(), nullptr);
    for (std::size_t i = half; i != count; ++i)
      EXPECT_EQ(ring.pop(), &items[i]);
  }
}

TEST(WorkRing, GivesUpItsOlderHalfWhenItIsFull) {
  work_ring ring(4);
  std::deque<counted> items(4);
  for (counted &each : items)
    ring.push(each);
  work_queue out;
  EXPECT_EQ(ring.move_half(out), 2u);
  EXPECT_EQ(out.pop(), &items[0]);
  EXPECT_EQ(out.pop(), &items[1]);
  EXPECT_EQ(out.pop(), nullptr);
  EXPECT_EQ(ring.move_half(out), 0u) << "there is room now";
  EXPECT_EQ(ring.pop(), &items[2]);
}

TEST(WorkRing, LosesAndDoublesNothing) {
  constexpr std::size_t total = 50'000;
  std::deque<counted> items(total);
  work_ring ring(4);
  std::atomic<bool> over = false;
  const auto thief = [&] {
    work_ring mine(4);
    while (!over) {
      rt::work *next = ring.steal_into(mine);
      for (; next; next = mine.pop())
        next->run();
    }
  };
  std::thread first(thief);
  std::thread second(thief);
  work_queue overflow;
  for (counted &each : items) {
    while (!ring.push(each))
      ring.move_half(overflow);
    if (rt::work *own = ring.pop())
      own->run();
    while (rt::work *out = overflow.pop())
      out->run();
  }
  while (rt::work *own = ring.pop())
    own->run();
  while (!ring.empty())
    ;
  over = true;
  first.join();
  second.join();
  for (const counted &each : items)
    ASSERT_EQ(each.runs, 1);
}

} // namespace

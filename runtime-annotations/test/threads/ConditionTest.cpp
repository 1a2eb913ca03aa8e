//===--- ConditionTest.cpp - wait for a change under a lock ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/thread.h"
#include <gtest/gtest.h>
#include <queue>
#include <stdexcept>

namespace thread = corolint::rt::thread;
using namespace std::chrono_literals;

namespace {

TEST(Condition, WaitsUntilItIsTrue) {
  thread::mutex<std::queue<int>> queue;
  thread::condition added;
  int sum = 0;
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] {
      for (int i = 1; i <= 100; ++i) {
        queue.lock()->push(i);
        added.notify_one();
      }
    });
    for (int i = 0; i != 100; ++i) {
      auto held = queue.lock();
      added.wait(held, [](const auto &q) { return !q.empty(); });
      sum += held->front();
      held->pop();
    }
  });
  EXPECT_EQ(sum, 5050);
}

TEST(Condition, AllThatWaitAreWoken) {
  thread::mutex<bool> open(false);
  thread::condition opened;
  thread::mutex<int> passed(0);
  thread::scope([&](thread::scope_ref s) {
    for (int i = 0; i != 4; ++i)
      s.spawn([&] {
        auto held = open.lock();
        opened.wait(held, [](bool is_open) { return is_open; });
        ++*passed.lock();
      });
    *open.lock() = true;
    opened.notify_all();
  });
  EXPECT_EQ(*passed.lock(), 4);
}

TEST(Condition, GivesUpAtTheDeadline) {
  thread::mutex<bool> open(false);
  thread::condition opened;
  auto held = open.lock();
  const auto is_open = [](bool o) { return o; };
  EXPECT_FALSE(opened.wait_for(held, 1ms, is_open));
  EXPECT_FALSE(
      opened.wait_until(held, std::chrono::steady_clock::now(), is_open));
  *held = true;
  EXPECT_TRUE(opened.wait_for(held, 0ms, is_open));
}

TEST(Condition, HoldsTheLockAgainAfterwards) {
  thread::mutex<bool> open(false);
  thread::condition opened;
  auto held = open.lock();
  opened.wait_for(held, 1ms, [](bool o) { return o; });
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] { EXPECT_FALSE(open.try_lock()); });
  });
  held.unlock();
  EXPECT_TRUE(open.try_lock());
}

TEST(Condition, WhoWaitsIsToldOfPoison) {
  thread::mutex<bool> open(false);
  thread::condition opened;
  thread::scope([&](thread::scope_ref s) {
    auto failing = s.spawn([&] {
      auto held = open.lock();
      opened.notify_all();
      throw std::runtime_error("no");
    });
    auto waiting = s.spawn([&] {
      auto held = open.lock_anyway();
      opened.wait(held, [&](bool) { return open.is_poisoned(); });
    });
    EXPECT_THROW(failing.join(), std::runtime_error);
    opened.notify_all();
    try {
      waiting.join();
    } catch (const thread::poisoned &) {
      // When it was waiting already.
    }
  });
  EXPECT_TRUE(open.is_poisoned());
}

} // namespace

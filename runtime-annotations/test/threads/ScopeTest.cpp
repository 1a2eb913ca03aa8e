//===--- ScopeTest.cpp - threads that may borrow --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/thread.h"
#include <array>
#include <atomic>
#include <functional>
#include <gtest/gtest.h>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

namespace thread = corolint::rt::thread;

namespace {

TEST(Scope, ThreadsMayUseWhatLivesLongerThanTheScope) {
  std::vector<int> rows(1000);
  std::iota(rows.begin(), rows.end(), 0);
  std::array<long, 2> sums{};
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] { sums[0] = std::accumulate(&rows[0], &rows[500], 0L); });
    s.spawn(
        [&] { sums[1] = std::accumulate(&rows[500], &rows[0] + 1000, 0L); });
  });
  EXPECT_EQ(sums[0] + sums[1], 499500);
}

TEST(Scope, ArgumentsMayBorrow) {
  std::vector<int> rows = {1, 2, 3};
  int last = 0;
  thread::scope([&](thread::scope_ref s) {
    s.spawn([](std::span<int> all) { all[0] = 10; }, std::span(rows));
    s.spawn([](int &to, int *at) { to = *at; }, std::ref(last), &rows[2]);
  });
  EXPECT_EQ(rows[0], 10);
  EXPECT_EQ(last, 3);
}

TEST(Scope, ReturnsWhatItsBodyReturns) {
  const int sum = thread::scope([](thread::scope_ref s) {
    auto a = s.spawn([](int n) { return n; }, 20);
    auto b = s.spawn([](int n) { return n; }, 22);
    return a.join() + b.join();
  });
  EXPECT_EQ(sum, 42);
}

TEST(Scope, EndsAfterItsThreads) {
  std::atomic<int> ended = 0;
  thread::scope([&](thread::scope_ref s) {
    for (int i = 0; i != 10; ++i)
      s.spawn([&] {
        std::this_thread::yield();
        ++ended;
      });
  });
  EXPECT_EQ(ended, 10);
}

TEST(Scope, ThreadsMaySpawnOthers) {
  std::atomic<int> ended = 0;
  const std::function<void(thread::scope_ref, int)> grow =
      [&](thread::scope_ref s, int depth) {
        if (depth != 0)
          for (int i = 0; i != 2; ++i)
            s.spawn([&grow, s, depth] { grow(s, depth - 1); });
        ++ended;
      };
  thread::scope([&](thread::scope_ref s) { grow(s, 4); });
  EXPECT_EQ(ended, 31);
}

TEST(Scope, ThrowsTheErrorOfTheThreadThatWasSpawnedFirst) {
  std::atomic<bool> second_failed = false;
  std::atomic<bool> ended = false;
  const auto run = [&] {
    thread::scope([&](thread::scope_ref s) {
      s.spawn([&] {
        second_failed.wait(false);
        throw std::out_of_range("first");
      });
      s.spawn([&] {
        second_failed = true;
        second_failed.notify_all();
        throw std::runtime_error("second");
      });
      s.spawn([&] {
        second_failed.wait(false);
        ended = true;
      });
    });
  };
  EXPECT_THROW(run(), std::out_of_range);
  EXPECT_TRUE(ended);
}

TEST(Scope, SaysNothingOfAnErrorThatWasJoinedByHand) {
  thread::scope([](thread::scope_ref s) {
    auto failing = s.spawn([] { throw std::out_of_range("row"); });
    EXPECT_THROW(failing.join(), std::out_of_range);
  });
}

TEST(Scope, TheErrorOfTheBodyComesAfterTheThreadsHaveEnded) {
  std::atomic<bool> thrown = false;
  std::atomic<bool> ended = false;
  const auto run = [&] {
    thread::scope([&](thread::scope_ref s) {
      s.spawn([&] {
        thrown.wait(false);
        ended = true;
        throw std::out_of_range("thread");
      });
      thrown = true;
      thrown.notify_all();
      throw std::runtime_error("body");
    });
  };
  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_TRUE(ended);
}

TEST(Scope, AHandleMayBeKeptForLater) {
  auto later = thread::scope(
      [](thread::scope_ref s) { return s.spawn([] { return 5; }); });
  EXPECT_TRUE(later.is_finished());
  EXPECT_EQ(later.join(), 5);
  EXPECT_THROW(later.join(), std::logic_error);
}

TEST(Scope, AnErrorThatTheScopeHasThrownIsGone) {
  std::optional<thread::scoped_handle<void>> kept;
  const auto run = [&] {
    thread::scope([&](thread::scope_ref s) {
      kept.emplace(s.spawn([] { throw std::out_of_range("row"); }));
    });
  };
  EXPECT_THROW(run(), std::out_of_range);
  EXPECT_THROW(kept->join(), std::logic_error);
}

} // namespace

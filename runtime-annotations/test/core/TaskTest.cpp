//===--- TaskTest.cpp - values, errors and the order of destruction -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt.h"
#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace rt = corolint::rt;

namespace {

rt::task<int> value(int n) { co_return n; }
rt::task<std::unique_ptr<int>> move_only() {
  co_return std::make_unique<int>(7);
}
rt::task<int &> reference(int &to) { co_return to; }
rt::task<int> thrown() {
  throw std::runtime_error("no value");
  co_return 0;
}

rt::task<int> sum() { co_return co_await value(1) + co_await value(2); }

TEST(Task, GivesItsValue) {
  rt::runtime r = rt::runtime::current_thread();
  EXPECT_EQ(r.block_on(sum()), 3);
  EXPECT_EQ(*r.block_on(move_only()), 7);
  int n = 0;
  EXPECT_EQ(&r.block_on(reference(n)), &n);
}

TEST(Task, ThrowsThroughItsCallers) {
  rt::runtime r = rt::runtime::current_thread();
  auto caller = []() -> rt::task<std::string> {
    try {
      co_await thrown();
    } catch (const std::runtime_error &e) {
      co_return e.what();
    }
    co_return "nothing was thrown";
  };
  EXPECT_EQ(r.block_on(caller()), "no value");
  EXPECT_THROW(r.block_on(thrown()), std::runtime_error);
}

TEST(Task, IsLazy) {
  bool began = false;
  auto lazy = [&]() -> rt::task<> {
    began = true;
    co_return;
  };
  {
    [[maybe_unused]] rt::task<> never = lazy();
  }
  EXPECT_FALSE(began);
}

rt::task<long> depth(long n) {
  co_return n == 0 ? 0 : 1 + co_await depth(n - 1);
}

TEST(Task, RecursesWithoutStack) {
  rt::runtime r = rt::runtime::current_thread();
  EXPECT_EQ(r.block_on(depth(200'000)), 200'000);
}

TEST(Task, LoopsWithoutStack) {
  rt::runtime r = rt::runtime::current_thread();
  auto loop = []() -> rt::task<long> {
    long total = 0;
    for (int i = 0; i != 1'000'000; ++i)
      total += co_await value(1);
    co_return total;
  };
  EXPECT_EQ(r.block_on(loop()), 1'000'000);
}

} // namespace

//===--- OwnersTest.cpp - rc and arc --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/arc.h"
#include "corolint/rt/rc.h"
#include "corolint/rt/thread.h"
#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace rt = corolint::rt;
namespace thread = corolint::rt::thread;

namespace {

/// Counts the objects of the class that are alive.
struct counted {
  explicit counted(std::atomic<int> &n) : alive(&n) { ++*alive; }
  counted(const counted &) = delete;
  counted &operator=(const counted &) = delete;
  ~counted() { --*alive; }

  std::atomic<int> *alive;
};

template <class Owner> class Owners : public testing::Test {};
template <template <class> class Template> struct owner {
  template <class T> using of = Template<T>;
};
using Both = testing::Types<owner<rt::rc>, owner<rt::arc>>;
class NameOfOwner {
public:
  template <class Owner> static std::string GetName(int) {
    return std::is_same_v<Owner, owner<rt::rc>> ? "rc" : "arc";
  }
};
TYPED_TEST_SUITE(Owners, Both, NameOfOwner);

TYPED_TEST(Owners, TheLastOneDestroysTheObject) {
  std::atomic<int> alive = 0;
  {
    typename TypeParam::template of<counted> first(std::in_place, alive);
    {
      auto second = first.clone();
      EXPECT_EQ(first.use_count(), 2u);
      EXPECT_EQ(second.get(), first.get());
      EXPECT_TRUE(second == first);
    }
    EXPECT_EQ(first.use_count(), 1u);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

TYPED_TEST(Owners, MovingLeavesNothingBehind) {
  std::atomic<int> alive = 0;
  using owner = typename TypeParam::template of<counted>;
  owner first(std::in_place, alive);
  owner second(std::move(first));
  EXPECT_FALSE(first);
  EXPECT_EQ(first.get(), nullptr);
  EXPECT_EQ(first.use_count(), 0u);
  EXPECT_EQ(second.use_count(), 1u);
  owner other(std::in_place, alive);
  EXPECT_EQ(alive, 2);
  other = std::move(second);
  EXPECT_EQ(alive, 1);
  owner &same = other;
  other = std::move(same);
  EXPECT_EQ(other.use_count(), 1u);
  EXPECT_EQ(alive, 1);
}

TYPED_TEST(Owners, GiveAccessToTheirObject) {
  typename TypeParam::template of<std::string> name("ab");
  name->push_back('c');
  EXPECT_EQ(*name, "abc");
  typename TypeParam::template of<const std::string> fixed("ab");
  static_assert(std::is_same_v<decltype(*fixed), const std::string &>);
  EXPECT_EQ(fixed->size(), 2u);
}

TYPED_TEST(Owners, OnlyCloneMakesAnotherOne) {
  using owner = typename TypeParam::template of<int>;
  static_assert(!std::is_copy_constructible_v<owner>);
  static_assert(!std::is_copy_assignable_v<owner>);
  static_assert(std::is_nothrow_move_constructible_v<owner>);
  static_assert(std::is_nothrow_move_assignable_v<owner>);
}

TEST(Arc, OwnersComeAndGoOnAllThreads) {
  std::atomic<int> alive = 0;
  {
    rt::arc<counted> first(std::in_place, alive);
    thread::scope([&](thread::scope_ref s) {
      for (int i = 0; i != 4; ++i)
        s.spawn([mine = first.clone()] {
          for (int j = 0; j != 1000; ++j) {
            rt::arc<counted> again = mine.clone();
            EXPECT_GE(again.use_count(), 2u);
          }
        });
    });
    EXPECT_EQ(first.use_count(), 1u);
  }
  EXPECT_EQ(alive, 0);
}

TEST(Arc, WhatOneOwnerDidIsSeenByTheOneThatDestroys) {
  struct log {
    std::vector<int> *sum;
    int written = 0;
    ~log() { sum->push_back(written); }
  };
  std::vector<int> sums;
  for (int i = 0; i != 200; ++i) {
    rt::arc<log> mine(std::in_place, &sums);
    auto other = thread::spawn([](rt::arc<log> theirs) { theirs->written = 1; },
                               mine.clone());
    {
      rt::arc<log> gone = std::move(mine);
    }
    other.join();
  }
  EXPECT_EQ(sums, std::vector<int>(200, 1));
}

} // namespace

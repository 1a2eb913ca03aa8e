//===--- CriticalPairsTest.cpp - which lock after which -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "analysis/CriticalPairs.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

/// Fields 10 to 19 are of class 1, 20 to 29 of class 2; others are no fields.
NumberedPath object(uint32_t Number, std::vector<uint32_t> Steps) {
  NumberedPath Path;
  Path.Number = Number;
  for (uint32_t Step : Steps)
    Path.Steps.push_back({Step, Step >= 30 ? 0 : Step / 10});
  return Path;
}
OrderedLock lock(std::vector<uint32_t> Steps, bool IsShared = false,
                 uint32_t Number = 0) {
  return {object(Number, std::move(Steps)), IsShared};
}
OrderedLock variable(uint32_t Number) {
  OrderedLock Lock = lock({}, false, Number);
  Lock.Path.Root = NumberedPath::Variable;
  return Lock;
}
CriticalPair pair(const OrderedLock &Held, const OrderedLock &Taken,
                  std::vector<OrderedLock> Others = {}) {
  auto Pair = CriticalPair::make(Held, Taken, Others);
  EXPECT_TRUE(Pair.has_value());
  return *Pair;
}
/// Whether the two are a deadlock.
bool meet(const CriticalPair &A, const CriticalPair &B) {
  EXPECT_EQ(A.opposes(B), B.opposes(A));
  EXPECT_EQ(A.mayMeet(B), B.mayMeet(A));
  return A.opposes(B) && A.mayMeet(B);
}

TEST(CriticalPairs, MembersOfOneObject) {
  EXPECT_TRUE(meet(pair(lock({10}), lock({11})), pair(lock({11}), lock({10}))));
  EXPECT_FALSE(
      meet(pair(lock({10}), lock({11})), pair(lock({10}), lock({11}))));
  EXPECT_FALSE(
      meet(pair(lock({10}), lock({11})), pair(lock({12}), lock({10}))));
}

TEST(CriticalPairs, TheWayToTheObjectDoesNotMatter) {
  EXPECT_TRUE(meet(pair(lock({20, 10}), lock({20, 11})),
                   pair(lock({11}, false, 5), lock({10}, false, 5))));
  EXPECT_FALSE(
      meet(pair(lock({20, 10}), lock({21, 11})), pair(lock({11}), lock({10}))));
}

TEST(CriticalPairs, Variables) {
  EXPECT_TRUE(
      meet(pair(variable(1), variable(2)), pair(variable(2), variable(1))));
  EXPECT_TRUE(meet(pair(variable(1), lock({10})),
                   pair(lock({10}, false, 3), variable(1))));
  EXPECT_FALSE(
      meet(pair(variable(1), variable(2)), pair(variable(3), variable(1))));
}

TEST(CriticalPairs, TwoClassesThatLockEachOther) {
  // 30 is a dereference: this->next->m.
  EXPECT_TRUE(meet(pair(lock({10}), lock({12, 30, 20})),
                   pair(lock({20}), lock({21, 30, 10}))));
}

TEST(CriticalPairs, WhatHasNoKey) {
  EXPECT_FALSE(CriticalPair::make(lock({}), lock({10}), {}));
  EXPECT_FALSE(CriticalPair::make(lock({10}), lock({10}, false, 1), {}));
  EXPECT_FALSE(CriticalPair::make(lock({30}), lock({10}), {}));
}

TEST(CriticalPairs, Elements) {
  EXPECT_TRUE(meet(pair(lock({10, 40, 20}), lock({10, 41, 20})),
                   pair(lock({10, 41, 20}), lock({10, 40, 20}))));
  EXPECT_FALSE(meet(pair(lock({10, 40, 20}), lock({10, 41, 20})),
                    pair(lock({11, 41, 20}), lock({11, 40, 20}))));
}

TEST(CriticalPairs, ReadersDoNotWaitForEachOther) {
  EXPECT_FALSE(meet(pair(lock({10}, true), lock({11})),
                    pair(lock({11}), lock({10}, true))));
  EXPECT_TRUE(
      meet(pair(lock({10}, true), lock({11})), pair(lock({11}), lock({10}))));
}

TEST(CriticalPairs, WhatBothHoldKeepsThemApart) {
  EXPECT_FALSE(meet(pair(lock({10}), lock({11}), {lock({12})}),
                    pair(lock({11}), lock({10}), {lock({12}, false, 7)})));
  EXPECT_FALSE(meet(pair(lock({10}), lock({11}), {lock({12}, true)}),
                    pair(lock({11}), lock({10}), {lock({12})})));
  EXPECT_TRUE(meet(pair(lock({10}), lock({11}), {lock({12}, true)}),
                   pair(lock({11}), lock({10}), {lock({12}, true)})));
  EXPECT_TRUE(meet(pair(lock({10}), lock({11}), {lock({12})}),
                   pair(lock({11}), lock({10}), {lock({13})})));
}

TEST(OrderTable, TheFirstOrderCounts) {
  const auto May = [](uint32_t) { return true; };
  OrderTable Table;
  EXPECT_FALSE(Table.add(pair(lock({10}), lock({11})), May));
  EXPECT_EQ(Table.add(pair(lock({11}), lock({10})), May), 0U);
  EXPECT_FALSE(Table.add(pair(lock({10}), lock({11})), May));
  EXPECT_EQ(Table.add(pair(lock({11}), lock({10})), May), 0U);
  EXPECT_FALSE(Table.add(pair(lock({12}), lock({13})), May));
  EXPECT_TRUE(Table.isOpposed(0));
  EXPECT_TRUE(Table.isOpposed(1));
  EXPECT_FALSE(Table.isOpposed(2));
  EXPECT_FALSE(Table.isOpposed(4));
}

TEST(OrderTable, WhatMayNotMeetIsNoReport) {
  OrderTable Table;
  EXPECT_FALSE(Table.add(pair(lock({10}), lock({11})), {}));
  EXPECT_FALSE(
      Table.add(pair(lock({11}), lock({10})), [](uint32_t) { return false; }));
  EXPECT_FALSE(Table.isOpposed(0));
}

} // namespace

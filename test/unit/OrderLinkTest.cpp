//===--- OrderLinkTest.cpp - lock orders through calls --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "analysis/ProgramEffects.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

ObjectPath member(std::string Name) {
  return {ObjectPath::This, 0, "", {"c:@S@A@FI@" + Name}};
}
ObjectPath global(std::string Name) {
  return {ObjectPath::Global, 0, std::move(Name), {}};
}
HeldLock placed(ObjectPath Lock, std::string File, uint32_t Offset) {
  HeldLock Out;
  Out.Name = Lock.Steps.empty() ? Lock.Name : "m";
  Out.Lock = std::move(Lock);
  Out.Where = {std::move(File), Offset};
  return Out;
}
FunctionSummary function(std::string Id, std::string File) {
  FunctionSummary F;
  F.Id = F.Name = std::move(Id);
  F.Where = {std::move(File), 0};
  return F;
}
/// \p Id in \p File takes \p Second at 20 with \p First held since 10.
FunctionSummary taking(std::string Id, const std::string &File,
                       ObjectPath First, ObjectPath Second) {
  FunctionSummary F = function(std::move(Id), File);
  OrderSummary Order;
  Order.Held = placed(std::move(First), File, 10);
  Order.Taken = placed(std::move(Second), File, 20);
  Order.Where = Order.Taken.Where;
  F.Orders.push_back(Order);
  return F;
}
/// \p Id in \p File takes \p Lock at 30.
FunctionSummary locking(std::string Id, const std::string &File,
                        ObjectPath Lock) {
  FunctionSummary F = function(std::move(Id), File);
  LockSummaryEntry Entry;
  Entry.Name = Lock.Name;
  Entry.Lock = std::move(Lock);
  Entry.Where = {File, 30};
  F.Locks.push_back(Entry);
  return F;
}
/// \p Id in \p File calls \p Callee at 20, on its own object, with \p Held held
/// since 10 if there is one.
FunctionSummary calling(std::string Id, const std::string &File,
                        std::string Callee,
                        std::optional<ObjectPath> Held = {}) {
  FunctionSummary F = function(std::move(Id), File);
  CallSummary Call;
  Call.Callee = std::move(Callee);
  Call.Where = {File, 20};
  Call.Objects.push_back({ArgumentFact::Object, {}});
  if (Held)
    Call.Held.push_back(placed(*Held, File, 10));
  F.Calls.push_back(Call);
  return F;
}

/// What is said of the acquisition or call at 20 of \p Function in \p File.
std::optional<std::pair<ProgramEffects::LockOrder, ProgramEffects::LockOrder>>
oppositeIn(std::vector<FunctionSummary> Functions, std::string Function,
           std::string File) {
  ProgramEffects Program;
  for (const FunctionSummary &F : Functions)
    Program.add(F);
  Program.solve();
  CallSummary At;
  At.Where = {File, 20};
  HeldLock Held;
  Held.Where = {File, 10};
  return Program.oppositeOrders(Function, At, Held);
}

TEST(OrderLink, TwoFiles) {
  const std::vector<FunctionSummary> Both = {
      taking("f", "a.cpp", global("m"), global("n")),
      taking("g", "b.cpp", global("n"), global("m"))};
  const auto Found = oppositeIn(Both, "g", "b.cpp");
  ASSERT_TRUE(Found.has_value());
  EXPECT_EQ(Found->second.Function, "f");
  EXPECT_EQ(Found->second.Held, "m");
  EXPECT_EQ(Found->second.TakenAt, (SourcePlace{"a.cpp", 20}));
  // It is said of the later one only.
  EXPECT_FALSE(oppositeIn(Both, "f", "a.cpp").has_value());
}

TEST(OrderLink, OneFileHasDecidedItself) {
  EXPECT_FALSE(oppositeIn({taking("f", "a.cpp", global("m"), global("n")),
                           taking("g", "a.cpp", global("n"), global("m"))},
                          "g", "a.cpp")
                   .has_value());
}

TEST(OrderLink, ThroughCalls) {
  const auto Found = oppositeIn({taking("f", "a.cpp", member("m"), global("n")),
                                 calling("g", "b.cpp", "h", global("n")),
                                 calling("h", "c.cpp", "k"),
                                 locking("k", "d.cpp", member("m"))},
                                "g", "b.cpp");
  ASSERT_TRUE(Found.has_value());
  EXPECT_EQ(Found->first.Callee, "h");
  ASSERT_EQ(Found->first.Way.size(), 1U);
  EXPECT_EQ(Found->first.Way[0].Callee, "k");
  EXPECT_EQ(Found->first.TakenAt, (SourcePlace{"d.cpp", 30}));
}

TEST(OrderLink, WhatCallersHoldKeepsThemApart) {
  FunctionSummary F = taking("f", "a.cpp", global("m"), global("n"));
  FunctionSummary G = taking("g", "b.cpp", global("n"), global("m"));
  F.Around.push_back({global("all"), false});
  EXPECT_TRUE(oppositeIn({F, G}, "g", "b.cpp").has_value());
  G.Orders[0].Others.push_back({global("all"), false});
  EXPECT_FALSE(oppositeIn({F, G}, "g", "b.cpp").has_value());
}

TEST(OrderLink, WhatCallersInOtherFilesHoldKeepsThemApart) {
  std::vector<FunctionSummary> Program = {
      taking("f", "a.cpp", global("m"), global("n")),
      taking("g", "b.cpp", global("n"), global("m")),
      calling("h", "c.cpp", "f", global("all")),
      calling("k", "d.cpp", "g", global("all"))};
  EXPECT_FALSE(oppositeIn(Program, "g", "b.cpp").has_value());
  // One caller holds nothing.
  Program.push_back(calling("l", "e.cpp", "g"));
  EXPECT_TRUE(oppositeIn(Program, "g", "b.cpp").has_value());
}

TEST(OrderLink, ConstructorsAreAlone) {
  FunctionSummary F = taking("f", "a.cpp", global("m"), global("n"));
  F.IsAlone = true;
  EXPECT_FALSE(oppositeIn({F, taking("g", "b.cpp", global("n"), global("m"))},
                          "g", "b.cpp")
                   .has_value());
}

TEST(OrderLink, TheLockThatIsHeldIsAnotherRules) {
  EXPECT_FALSE(oppositeIn({calling("f", "a.cpp", "k", global("m")),
                           calling("g", "b.cpp", "k", global("m")),
                           locking("k", "c.cpp", global("m"))},
                          "g", "b.cpp")
                   .has_value());
}

TEST(OrderLink, RecursionEnds) {
  FunctionSummary F = calling("f", "a.cpp", "f", global("n"));
  // f calls itself for its child, and for the child of that.
  F.Calls[0].Objects = {{ArgumentFact::Object, member("child")}};
  F.Locks.push_back({member("m"), false, false, {"a.cpp", 5}});
  EXPECT_FALSE(oppositeIn({F}, "f", "a.cpp").has_value());
}

} // namespace

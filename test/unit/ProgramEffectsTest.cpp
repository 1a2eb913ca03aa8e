//===--- ProgramEffectsTest.cpp - effects across units ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ProgramEffects.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

FunctionSummary function(std::string Id) {
  FunctionSummary F;
  F.Id = Id;
  F.Name = Id;
  return F;
}
CallSummary call(std::string Callee, uint32_t Offset = 0) {
  CallSummary Call;
  Call.Callee = std::move(Callee);
  Call.Where = {"a.cpp", Offset};
  return Call;
}
FunctionSummary calling(std::string Id, std::string Callee,
                        uint32_t Offset = 0) {
  FunctionSummary F = function(std::move(Id));
  F.Calls.push_back(call(std::move(Callee), Offset));
  return F;
}
FunctionSummary blocking(std::string Id, std::string Operation = "fsync") {
  FunctionSummary F = function(std::move(Id));
  BlockingSummary Site;
  Site.Where = {"c.cpp", 30};
  Site.What = {std::move(Operation), "waits for the disk", "", "file"};
  F.Blocking.push_back(std::move(Site));
  return F;
}

/// The chain in the form "f>g@12 g>fsync@30", or "" without one.
std::string chain(const ProgramEffects &Program, const CallSummary &Call) {
  std::optional<ProgramEffects::BlockingChain> Chain =
      Program.blockingChain(Call, /*StrictToo=*/false);
  std::string Text;
  if (Chain)
    for (const ChainLink &Link : Chain->Links)
      Text += (Text.empty() ? "" : " ") + Link.Caller + ">" + Link.Callee +
              "@" + std::to_string(Link.Where.Offset);
  return Text;
}
std::string chainOf(std::vector<FunctionSummary> Functions, std::string To) {
  ProgramEffects Program;
  for (const FunctionSummary &F : Functions)
    Program.add(F);
  Program.solve();
  return chain(Program, call(std::move(To)));
}

TEST(ProgramEffects, AChainThroughThreeFunctions) {
  EXPECT_EQ(
      chainOf({calling("f", "g", 12), calling("g", "h", 22), blocking("h")},
              "f"),
      "f>g@12 g>h@22 h>fsync@30");
}

TEST(ProgramEffects, WhateverOrderTheUnitsComeIn) {
  EXPECT_EQ(
      chainOf({blocking("h"), calling("g", "h", 22), calling("f", "g", 12)},
              "f"),
      "f>g@12 g>h@22 h>fsync@30");
}

TEST(ProgramEffects, NoChainWithoutABlockingOperation) {
  EXPECT_EQ(chainOf({calling("f", "g"), function("g")}, "f"), "");
}

TEST(ProgramEffects, NoChainToAFunctionThatNoUnitHas) {
  EXPECT_EQ(chainOf({calling("f", "g")}, "f"), "");
  EXPECT_EQ(chainOf({calling("f", "g")}, "elsewhere"), "");
}

TEST(ProgramEffects, TheShortestChain) {
  FunctionSummary F = calling("f", "far");
  F.Calls.push_back(call("near", 5));
  EXPECT_EQ(chainOf({F, calling("far", "near"), blocking("near")}, "f"),
            "f>near@5 near>fsync@30");
}

TEST(ProgramEffects, DuplicatesMerge) {
  ProgramEffects Program;
  Program.add(blocking("f", "first"));
  EXPECT_FALSE(Program.needs("f", "", 0));
  Program.add(blocking("f", "second"));
  Program.solve();
  EXPECT_EQ(chain(Program, call("f")), "f>first@30");
}

// Two programs in one database may each have a function of that name.
TEST(ProgramEffects, DefinitionsAtDifferentPlacesSayNothing) {
  FunctionSummary Harmless = function("f"), Blocking = blocking("f");
  Harmless.Where = {"/one/tool.cpp", 10};
  Blocking.Where = {"/two/daemon.cpp", 30};
  EXPECT_EQ(chainOf({Harmless, Blocking, calling("g", "f")}, "g"), "");
  EXPECT_EQ(chainOf({Blocking, Harmless, calling("g", "f")}, "g"), "");
}

TEST(ProgramEffects, OneHeaderMayBeFoundByTwoPaths) {
  FunctionSummary First = blocking("f"), Second = blocking("f");
  First.Where = {"/src/log.h", 10};
  Second.Where = {"/build/../src/log.h", 10};
  EXPECT_EQ(chainOf({First, Second, calling("g", "f", 5)}, "g"),
            "g>f@5 f>fsync@30");
}

TEST(ProgramEffects, ACoroutineBlocksForItself) {
  FunctionSummary F = blocking("f");
  F.IsCoroutine = true;
  EXPECT_EQ(chainOf({F, calling("g", "f")}, "g"), "");
}

TEST(ProgramEffects, AFunctionThatIsVouchedFor) {
  FunctionSummary F = blocking("f");
  F.IsClosed = true;
  EXPECT_EQ(chainOf({F, calling("g", "f")}, "g"), "");
}

TEST(ProgramEffects, WhatTheCallPassesDecides) {
  FunctionSummary F = blocking("f");
  EffectCondition Unless;
  Unless.Parameter = 0;
  Unless.Is = ArgumentFact::Zero;
  F.Blocking.front().Conditions.push_back(Unless);
  ProgramEffects Program;
  Program.add(F);
  Program.solve();
  CallSummary Call = call("f");
  EXPECT_EQ(chain(Program, Call), "f>fsync@30");
  ArgumentFact Fact;
  Fact.Argument = 0;
  Fact.Kind = ArgumentFact::Zero;
  Call.Facts.push_back(Fact);
  EXPECT_EQ(chain(Program, Call), "");
}

TEST(ProgramEffects, LocksWithTheirChain) {
  FunctionSummary Last = function("g");
  Last.Locks.push_back(
      {{ObjectPath::Global, 0, "m", {}}, false, false, {"c.cpp", 40}});
  ProgramEffects Program;
  Program.add(calling("f", "g", 12));
  Program.add(Last);
  Program.solve();
  HeldLock Held;
  Held.Lock = {ObjectPath::Global, 0, "m", {}};
  Held.Name = "m";
  const std::vector<ChainLink> Links = Program.lockChain(call("f"), Held);
  ASSERT_EQ(Links.size(), 2U);
  EXPECT_EQ(Links[0].Callee, "g");
  EXPECT_EQ(Links[0].Where, (SourcePlace{"a.cpp", 12}));
  EXPECT_EQ(Links[1].Where, (SourcePlace{"c.cpp", 40}));
  Held.Lock.Name = "n";
  EXPECT_TRUE(Program.lockChain(call("f"), Held).empty());
}

} // namespace

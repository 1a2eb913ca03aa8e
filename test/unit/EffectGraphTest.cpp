//===--- EffectGraphTest.cpp - what functions do through what they call ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/EffectGraph.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

using Fact = ArgumentFact;

EffectCondition unless(int32_t Parameter, Fact::KindType Is) {
  EffectCondition C;
  C.Parameter = Parameter;
  C.Is = Is;
  return C;
}
EffectCondition when(int32_t Parameter, Fact::KindType Is) {
  EffectCondition C = unless(Parameter, Is);
  C.IsException = false;
  return C;
}
Fact fact(int32_t Argument, Fact::KindType Kind) {
  Fact F;
  F.Argument = Argument;
  F.Kind = Kind;
  return F;
}
Fact passedOn(int32_t Argument, int32_t From) {
  Fact F = fact(Argument, Fact::Parameter);
  F.From = From;
  return F;
}
Fact named(int32_t Argument, std::string Name) {
  Fact F = fact(Argument, Fact::Named);
  F.Name = std::move(Name);
  return F;
}

/// poll(fd, n, timeout), and who calls it.
struct Calls : testing::Test {
  EffectGraph Graph;
  EffectGraph::FunctionId Poll = Graph.addFunction(),
                          Helper = Graph.addFunction(),
                          Outer = Graph.addFunction();

  void blocks(std::vector<EffectCondition> Conditions, bool IsWait = false) {
    Graph.addBlocking(Poll, {IsWait, 7, std::move(Conditions), 0});
  }
  uint32_t lengthAt(EffectGraph::FunctionId F,
                    llvm::ArrayRef<Fact> Facts = {}) {
    const BlockingCause *Cause = Graph.causeOfCall(F, Facts, false);
    return Cause ? Cause->Length : 99;
  }
};

TEST_F(Calls, TheShortestChainWins) {
  blocks({});
  Graph.addCall(Helper, Poll, 1, {}, {});
  Graph.addCall(Outer, Helper, 2, {}, {});
  Graph.addCall(Outer, Poll, 3, {}, {});
  Graph.solve();
  EXPECT_EQ(lengthAt(Outer), 1u);
  EXPECT_EQ(Graph.causesOf(Outer).front().Where, 3u);
}

TEST_F(Calls, ANumberOutsideOfTheConditionsRangeIsNoException) {
  EffectCondition Below = unless(0, Fact::Number);
  Below.Greatest = 1;
  blocks({Below});
  Fact One = fact(0, Fact::Number), Two = One;
  One.Value = 1;
  Two.Value = 2;
  EXPECT_TRUE(Graph.causeOfCall(Poll, {Two}, /*StrictToo=*/false));
  EXPECT_FALSE(Graph.causeOfCall(Poll, {One}, /*StrictToo=*/false));
  EXPECT_TRUE(Graph.causeOfCall(Poll, {}, /*StrictToo=*/false));
}

TEST_F(Calls, OfTwoWaysOfOneLengthTheFirstInTheFunctionWins) {
  blocks({});
  Graph.addBlocking(Outer, {/*IsWait=*/false, 8, {}, 1});
  Graph.addCall(Helper, Poll, 20, {}, {});
  Graph.addCall(Helper, Outer, 10, {}, {});
  Graph.solve();
  EXPECT_EQ(Graph.causesOf(Helper).front().Where, 10u);
  EXPECT_EQ(Graph.causesOf(Helper).front().Callee, Outer);
}

TEST_F(Calls, AConditionIsPassedToTheCaller) {
  blocks({unless(2, Fact::Zero)});
  Graph.addCall(Helper, Poll, 1, {passedOn(2, 0)}, {});
  Graph.solve();
  EXPECT_EQ(lengthAt(Helper), 1u);
  EXPECT_EQ(lengthAt(Helper, {fact(0, Fact::Zero)}), 99u);
  EXPECT_EQ(lengthAt(Helper, {fact(0, Fact::NonZero)}), 1u);
}

TEST_F(Calls, AConditionThatHoldsEndsTheChain) {
  blocks({unless(2, Fact::Zero)});
  Graph.addCall(Helper, Poll, 1, {fact(2, Fact::Zero)}, {});
  Graph.solve();
  EXPECT_TRUE(Graph.causesOf(Helper).empty());
}

TEST_F(Calls, WhatIsOnlyKnownToBeSomethingElseDoesNotBlock) {
  blocks({when(0, Fact::BlockingDescriptor)});
  Graph.solve();
  EXPECT_EQ(lengthAt(Poll, {fact(0, Fact::BlockingDescriptor)}), 0u);
  EXPECT_EQ(lengthAt(Poll, {fact(0, Fact::Known)}), 99u);
  EXPECT_EQ(lengthAt(Poll), 99u) << "unknown: strict mode only";
  EXPECT_NE(Graph.causeOfCall(Poll, {}, /*StrictToo=*/true), nullptr);
}

TEST_F(Calls, NamesMayExcludeEachOther) {
  EffectCondition Deferred = unless(0, Fact::Named);
  Deferred.Names = {"deferred"};
  Deferred.Without = {"async"};
  blocks({Deferred});
  Graph.solve();
  EXPECT_EQ(lengthAt(Poll, {named(0, "deferred")}), 99u);
  EXPECT_EQ(lengthAt(Poll, {named(0, "async"), named(0, "deferred")}), 0u);
}

TEST_F(Calls, WhatDecidesACallDecidesItsEffect) {
  blocks({});
  Graph.addCall(Helper, Poll, 1, {}, {unless(0, Fact::Zero)});
  Graph.solve();
  EXPECT_EQ(lengthAt(Helper, {fact(0, Fact::Zero)}), 99u);
  EXPECT_EQ(lengthAt(Helper, {fact(0, Fact::NonZero)}), 1u);
}

TEST_F(Calls, AClosedFunctionHidesWhatItDoes) {
  blocks({});
  Graph.addCall(Helper, Poll, 1, {}, {});
  Graph.addCall(Outer, Helper, 2, {}, {});
  Graph.close(Helper);
  Graph.solve();
  EXPECT_EQ(lengthAt(Outer), 99u);
  EXPECT_EQ(lengthAt(Helper), 99u);
}

TEST_F(Calls, RecursionEnds) {
  blocks({unless(2, Fact::Zero)});
  Graph.addCall(Helper, Helper, 1, {passedOn(0, 1), passedOn(1, 0)}, {});
  Graph.addCall(Helper, Outer, 2, {passedOn(0, 0)}, {});
  Graph.addCall(Outer, Helper, 3, {passedOn(0, 0)}, {});
  Graph.addCall(Helper, Poll, 4, {passedOn(2, 1)}, {});
  Graph.solve();
  EXPECT_EQ(lengthAt(Outer), 2u);
}

TEST_F(Calls, WhatIsReadyMayBeAPartOfAnArgument) {
  auto OfPart = [](Fact F, std::string Part) {
    F.Part = std::move(Part);
    return F;
  };
  blocks({unless(0, Fact::Ready)});
  Graph.addCall(Helper, Poll, 1, {OfPart(passedOn(0, 1), ".job.result")}, {});
  Graph.solve();
  auto LengthWith = [&](std::string Part) {
    return lengthAt(Helper, {OfPart(fact(1, Fact::Ready), std::move(Part))});
  };
  EXPECT_EQ(LengthWith(".job.result"), 99u);
  EXPECT_EQ(LengthWith(".job"), 99u);
  EXPECT_EQ(LengthWith(""), 99u);
  EXPECT_EQ(LengthWith(".jo"), 1u);
  EXPECT_EQ(LengthWith(".job.result.next"), 1u);
  EXPECT_EQ(LengthWith(".other"), 1u);
}

TEST_F(Calls, PartsOfPartsEnd) {
  Fact Next = passedOn(0, 0);
  Next.Part = ".next";
  blocks({unless(0, Fact::Ready)});
  Graph.addCall(Helper, Helper, 1, {Next}, {});
  Graph.addCall(Helper, Poll, 2, {Next}, {});
  Graph.solve();
  EXPECT_EQ(lengthAt(Helper), 1u);
}

TEST_F(Calls, AWaitSpeaksFirst) {
  blocks({});
  Graph.addBlocking(Helper, {/*IsWait=*/true, 8, {}, 1});
  Graph.addCall(Outer, Poll, 1, {}, {});
  Graph.addCall(Outer, Helper, 2, {}, {});
  Graph.solve();
  EXPECT_TRUE(Graph.causeOfCall(Outer, {}, false)->IsWait);
}

} // namespace

//===--- LockLinkTest.cpp - locks taken through calls -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/LockLink.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

ObjectPath member(std::vector<std::string> Steps) {
  return {ObjectPath::This, 0, "", std::move(Steps)};
}
ObjectPath parameter(uint32_t Index, std::vector<std::string> Steps = {}) {
  return {ObjectPath::Parameter, Index, "", std::move(Steps)};
}
ObjectPath global(std::string Name) {
  return {ObjectPath::Global, 0, std::move(Name), {}};
}
LockSummaryEntry lock(ObjectPath Path, bool IsShared = false,
                      bool IsAsync = false) {
  return {std::move(Path), IsShared, IsAsync, {}};
}
HeldLock held(ObjectPath Path, bool IsShared = false, bool IsAsync = false) {
  return {std::move(Path), IsShared, IsAsync, "m", {}};
}
PassedObject self(ObjectPath Path = member({})) {
  return {ArgumentFact::Object, std::move(Path)};
}

/// A call with a lock held, of a function that a test describes.
struct LockLinkTest : testing::Test {
  LockLink Link;
  LockLink::FunctionId Callee = Link.addFunction();

  /// The places on the way.
  std::vector<EffectPlace> way(HeldLock Held,
                               std::vector<PassedObject> Objects = {self()},
                               bool IsAwaited = false) {
    CallSummary Call;
    Call.Objects = std::move(Objects);
    Call.IsAwaited = IsAwaited;
    std::vector<EffectPlace> Places;
    for (const LockStep &Step : Link.reacquisition(Callee, Call, Held))
      Places.push_back(Step.Where);
    return Places;
  }
  bool takesAgain(HeldLock Held, std::vector<PassedObject> Objects = {self()},
                  bool IsAwaited = false) {
    return !way(std::move(Held), std::move(Objects), IsAwaited).empty();
  }
  void locks(LockLink::FunctionId F, LockSummaryEntry Lock) {
    Link.define(F);
    Link.addLock(Lock, 1);
  }
  void calls(LockLink::FunctionId Caller, LockLink::FunctionId To,
             EffectPlace Where, std::vector<PassedObject> Objects = {self()}) {
    Link.define(Caller);
    Link.addCall(To, Where, Objects, false);
  }
};

TEST_F(LockLinkTest, TheObjectsOwnLock) {
  locks(Callee, lock(member({"m"})));
  EXPECT_TRUE(takesAgain(held(member({"m"}))));
}

TEST_F(LockLinkTest, AnotherLock) {
  locks(Callee, lock(member({"n"})));
  EXPECT_FALSE(takesAgain(held(member({"m"}))));
}

TEST_F(LockLinkTest, TheLockOfAnotherObject) {
  locks(Callee, lock(member({"m"})));
  EXPECT_FALSE(takesAgain(held(member({"m"})), {self(member({"peer", "*"}))}));
}

TEST_F(LockLinkTest, TheLockOfAMember) {
  locks(Callee, lock(member({"m"})));
  EXPECT_TRUE(takesAgain(held(member({"log", "m"})), {self(member({"log"}))}));
}

TEST_F(LockLinkTest, OfAnUnknownObject) {
  locks(Callee, lock(member({"m"})));
  EXPECT_FALSE(takesAgain(held(member({"m"})), {}));
}

TEST_F(LockLinkTest, ALockThatIsPassed) {
  locks(Callee, lock(parameter(1)));
  EXPECT_TRUE(takesAgain(held(member({"m"})), {self(), {1, member({"m"})}}));
}

TEST_F(LockLinkTest, ALockWhoseAddressIsPassed) {
  locks(Callee, lock(parameter(0, {"*"})));
  EXPECT_TRUE(takesAgain(held(member({"m"})), {{0, member({"m"})}}));
}

TEST_F(LockLinkTest, AGlobalNeedsNoArgument) {
  locks(Callee, lock(global("g")));
  EXPECT_TRUE(takesAgain(held(global("g")), {}));
}

TEST_F(LockLinkTest, ThroughTwoCalls) {
  const auto Middle = Link.addFunction(), Last = Link.addFunction();
  calls(Callee, Middle, 7);
  calls(Middle, Last, 8, {self(member({"log"}))});
  locks(Last, lock(member({"m"})));
  EXPECT_EQ(way(held(member({"log", "m"}))),
            (std::vector<EffectPlace>{7, 8, 1}));
}

TEST_F(LockLinkTest, TheObjectBecomesAnArgumentAndAnObjectAgain) {
  const auto Middle = Link.addFunction(), Last = Link.addFunction();
  calls(Callee, Middle, 7, {self(member({"log"})), {1, member({})}});
  calls(Middle, Last, 8, {self(parameter(1))});
  locks(Last, lock(member({"m"})));
  EXPECT_EQ(way(held(member({"m"}))), (std::vector<EffectPlace>{7, 8, 1}));
}

TEST_F(LockLinkTest, TheShortestWay) {
  const auto Far = Link.addFunction(), Last = Link.addFunction();
  Link.define(Callee);
  Link.addCall(Far, 7, {self()}, false);
  Link.addCall(Last, 8, {self()}, false);
  calls(Far, Last, 9);
  locks(Last, lock(member({"m"})));
  EXPECT_EQ(way(held(member({"m"}))), (std::vector<EffectPlace>{8, 1}));
}

TEST_F(LockLinkTest, ALocalOfACalleeHasNoNameInTheCaller) {
  const auto Last = Link.addFunction();
  calls(Callee, Last, 7, {});
  locks(Last, lock(member({"m"})));
  EXPECT_FALSE(takesAgain(held(member({"m"}))));
}

TEST_F(LockLinkTest, ReadersOfAnAsyncLock) {
  locks(Callee, lock(member({"m"}), true, true));
  EXPECT_FALSE(takesAgain(held(member({"m"}), true, true)));
}

TEST_F(LockLinkTest, AReaderBehindAWriter) {
  locks(Callee, lock(member({"m"}), true, true));
  EXPECT_TRUE(takesAgain(held(member({"m"}), false, true)));
}

TEST_F(LockLinkTest, ReadersOfAThreadLock) {
  locks(Callee, lock(member({"m"}), true));
  EXPECT_TRUE(takesAgain(held(member({"m"}), true)));
}

TEST_F(LockLinkTest, ACoroutineThatIsNotAwaited) {
  locks(Callee, lock(member({"m"})));
  Link.runsWhenAwaited(Callee);
  EXPECT_FALSE(takesAgain(held(member({"m"}))));
}

TEST_F(LockLinkTest, ACoroutineThatIsAwaited) {
  locks(Callee, lock(member({"m"})));
  Link.runsWhenAwaited(Callee);
  EXPECT_TRUE(takesAgain(held(member({"m"})), {self()}, true));
}

TEST_F(LockLinkTest, AFunctionThatIsClosed) {
  locks(Callee, lock(member({"m"})));
  Link.close(Callee);
  EXPECT_FALSE(takesAgain(held(member({"m"}))));
}

TEST_F(LockLinkTest, RecursionEnds) {
  calls(Callee, Callee, 7, {self(), {0, member({"next", "*"})}});
  EXPECT_FALSE(takesAgain(held(member({"m"}))));
}

// `node->next->next->m` is taken by the call that gets so far.
TEST_F(LockLinkTest, RecursionThroughAList) {
  Link.define(Callee);
  Link.addCall(Callee, 7, {self(member({"next", "*"}))}, false);
  Link.addLock(lock(member({"m"})), 1);
  EXPECT_EQ(way(held(member({"next", "*", "next", "*", "m"}))),
            (std::vector<EffectPlace>{7, 7, 1}));
}

TEST_F(LockLinkTest, NoFurtherThanTheLimit) {
  std::vector<LockLink::FunctionId> Chain = {Callee};
  for (size_t I = 1; I <= LockLink::MaxLength; ++I) {
    Chain.push_back(Link.addFunction());
    calls(Chain[I - 1], Chain[I], 7, {});
  }
  locks(Chain.back(), lock(global("g")));
  EXPECT_FALSE(takesAgain(held(global("g"))));
  locks(Chain[LockLink::MaxLength - 1], lock(global("g")));
  EXPECT_TRUE(takesAgain(held(global("g"))));
}

} // namespace

//===--- LockStateTest.cpp - sets of what may be held ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/LockState.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

/// A holding of nobody, told from others by its site.
Holding byHand(uint32_t Site, HoldState State = HoldState::Held) {
  return {LockOwner(), nullptr, Site, State};
}

/// The same of an object, told from others by its address.
Holding by(const void *Object, uint32_t Site,
           HoldState State = HoldState::Held) {
  LockOwner Owner;
  Owner.K = LockOwner::Temporary;
  Owner.At = Object;
  return {Owner, nullptr, Site, State};
}

World holding(std::initializer_list<Holding> Holdings) {
  World W;
  W.Holdings.assign(Holdings);
  return W;
}

TEST(World, RemembersTheLastValueOfAFact) {
  World W;
  EXPECT_EQ(W.fact(1), std::nullopt);
  W.setFact(7, true);
  W.setFact(1, false);
  W.setFact(3, true);
  EXPECT_EQ(W.fact(1), false);
  EXPECT_EQ(W.fact(3), true);
  EXPECT_EQ(W.fact(7), true);
  EXPECT_TRUE(llvm::is_sorted(W.Facts));
  W.setFact(7, false);
  EXPECT_EQ(W.fact(7), false);
  EXPECT_EQ(W.Facts.size(), 3u);
  W.dropFact(3);
  EXPECT_EQ(W.fact(3), std::nullopt);
  W.dropFact(3);
  EXPECT_EQ(W.Facts.size(), 2u);
}

TEST(World, KeepsTheFactsThatBothHave) {
  World A, B;
  A.setFact(1, true);
  A.setFact(2, true);
  A.setFact(3, true);
  B.setFact(1, true);
  B.setFact(2, false);
  B.setFact(4, true);
  A.intersectFacts(B);
  EXPECT_EQ(A.fact(1), true);
  EXPECT_EQ(A.Facts.size(), 1u);
}

TEST(World, IsASetOfHoldings) {
  World A = holding({byHand(2), byHand(1), byHand(2)});
  World B = holding({byHand(1), byHand(2)});
  A.normalize();
  B.normalize();
  EXPECT_TRUE(A.sameHoldings(B));
  EXPECT_EQ(A.Holdings.size(), 2u);
}

TEST(WorldSet, MergesWorldsThatHoldTheSame) {
  WorldSet Set;
  World Both = holding({byHand(1)});
  Both.setFact(1, true);
  Both.setFact(2, true);
  EXPECT_TRUE(Set.insert(Both));
  EXPECT_FALSE(Set.insert(Both)) << "nothing new";

  World One = holding({byHand(1)});
  One.setFact(1, true);
  One.setFact(2, false);
  EXPECT_TRUE(Set.insert(One)) << "the second fact is lost";
  ASSERT_EQ(Set.worlds().size(), 1u);
  EXPECT_EQ(Set.worlds().front().fact(1), true);
  EXPECT_EQ(Set.worlds().front().fact(2), std::nullopt);
  EXPECT_FALSE(Set.insert(One)) << "the merged world covers it";
  EXPECT_FALSE(Set.insert(Both));
}

TEST(WorldSet, KeepsWorldsThatHoldDifferentThingsApart) {
  WorldSet Set;
  EXPECT_TRUE(Set.insert(World()));
  EXPECT_TRUE(Set.insert(holding({byHand(1)})));
  EXPECT_TRUE(Set.insert(holding({byHand(1, HoldState::Free)})));
  EXPECT_TRUE(Set.insert(holding({byHand(2), byHand(1)})));
  EXPECT_FALSE(Set.insert(holding({byHand(1), byHand(2)}))) << "in any order";
  EXPECT_EQ(Set.worlds().size(), 4u);
  EXPECT_FALSE(Set.collapsed());
}

/// One world for each subset of eight locks would exceed the limit.
WorldSet full() {
  WorldSet Set;
  for (uint32_t I = 0; I != WorldSet::Limit; ++I) {
    World W = holding({byHand(I)});
    W.setFact(1, true);
    W.setFact(2, I % 2 == 0);
    EXPECT_TRUE(Set.insert(W));
  }
  return Set;
}

TEST(WorldSet, HoldsAsManyWorldsAsTheLimitSays) {
  WorldSet Set = full();
  EXPECT_EQ(Set.worlds().size(), size_t(WorldSet::Limit));
  EXPECT_FALSE(Set.collapsed());
}

TEST(WorldSet, CollapsesIntoOneWorldOfUnknowns) {
  // One lock is held in every world; what differs becomes unknown.
  char Always = 0, Objects[WorldSet::Limit + 1];
  WorldSet Set;
  for (size_t I = 0; I != WorldSet::Limit; ++I) {
    World W = holding({by(&Always, 0), by(&Objects[I], 1)});
    W.setFact(1, true);
    W.setFact(2, I % 2 == 0);
    EXPECT_TRUE(Set.insert(W));
  }
  World Last = holding({by(&Always, 0), by(&Objects[WorldSet::Limit], 1)});
  Last.setFact(1, true);
  EXPECT_TRUE(Set.insert(Last));
  EXPECT_TRUE(Set.collapsed());
  ASSERT_EQ(Set.worlds().size(), 1u);
  const World &Only = Set.worlds().front();
  EXPECT_EQ(Only.Holdings.size(), size_t(WorldSet::Limit) + 2);
  for (const Holding &H : Only.Holdings)
    EXPECT_EQ(H.State,
              H.Owner.At == &Always ? HoldState::Held : HoldState::Unknown);
  EXPECT_EQ(Only.fact(1), true);
  EXPECT_EQ(Only.fact(2), std::nullopt);
  EXPECT_FALSE(Set.insert(Last)) << "covered";
}

TEST(WorldSet, StaysCollapsedAndOnlyCoarsens) {
  char Always = 0, Objects[WorldSet::Limit + 1];
  WorldSet Set;
  for (char &Object : Objects)
    Set.insert(holding({by(&Always, 0), by(&Object, 1)}));
  ASSERT_TRUE(Set.collapsed());
  EXPECT_TRUE(Set.insert(holding({by(&Always, 0, HoldState::Free)})));
  ASSERT_EQ(Set.worlds().size(), 1u);
  for (const Holding &H : Set.worlds().front().Holdings)
    EXPECT_EQ(H.State, HoldState::Unknown);
  EXPECT_FALSE(Set.insert(holding({by(&Always, 0)})));
  EXPECT_FALSE(Set.insert(World()));
}

TEST(WorldSet, EveryInsertionThatChangesItIsOneOfFewOnAnyChain) {
  // The iteration ends because a set can't change for ever: worlds come in up
  // to the limit, facts only go, and after the collapse states only go to
  // unknown.
  constexpr unsigned Locks = 12, Facts = 8;
  WorldSet Set;
  unsigned Changes = 0;
  uint64_t Random = 1;
  for (unsigned I = 0; I != 20000; ++I) {
    Random = Random * 6364136223846793005u + 1442695040888963407u;
    uint64_t Bits = Random >> 33;
    World W;
    for (unsigned L = 0; L != Locks; ++L)
      if (Bits >> L & 1)
        W.Holdings.push_back(byHand(L));
    for (unsigned F = 0; F != Facts; ++F)
      W.setFact(F, Bits >> (Locks + F) & 1);
    Changes += Set.insert(W);
  }
  EXPECT_TRUE(Set.collapsed());
  EXPECT_LE(Changes, WorldSet::Limit * (1 + Facts) + 1 + Facts + 2 * Locks);
}

TEST(LockOwner, TellsObjectsAndTheirPartsApart) {
  int A = 0, B = 0;
  LockOwner Nobody, First, Second;
  First.K = Second.K = LockOwner::Temporary;
  First.At = &A;
  Second.At = &B;
  EXPECT_FALSE(Nobody);
  EXPECT_TRUE(First);
  EXPECT_TRUE(First.sameObject(First));
  EXPECT_FALSE(First.sameObject(Second));
  EXPECT_FALSE(First == Second);
  EXPECT_EQ(First.variable(), nullptr);
}

} // namespace

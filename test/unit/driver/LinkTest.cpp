//===--- LinkTest.cpp - findings that take a whole program --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Link.h"
#include "SampleUnit.h"
#include <gtest/gtest.h>

using namespace clang::tidy;
using namespace corolint;
using namespace corolint::driver;

namespace {

/// A unit in which `callee` calls an operation at 30 of b.cpp.
UnitSummary calleeThat(bool Waits) {
  FunctionSummary F;
  F.Id = "c:@F@callee#";
  F.Name = "'callee'";
  BlockingSummary Site;
  Site.IsWait = Waits;
  Site.Where = {"/src/b.cpp", 30};
  Site.What = {"'fsync'", "waits for the disk", "", "file"};
  F.Blocking.push_back(Site);
  return {{F}};
}
UnitSummary calleeThatLocks() {
  FunctionSummary F;
  F.Id = "c:@F@callee#";
  F.Name = "'callee'";
  F.Locks.push_back({{ObjectPath::This, 0, "", {"c:@S@A@FI@m"}},
                     false,
                     false,
                     {"/src/b.cpp", 40}});
  return {{F}};
}

/// Unit a with findings that ask \p Questions, about \p Callee in unit b.
std::vector<ClangTidyError>
linked(std::vector<PendingCall::QuestionType> Questions,
       const UnitSummary &Callee) {
  UnitResult A, B;
  std::vector<ClangTidyError> Findings;
  for (PendingCall::QuestionType Question : Questions)
    Findings.push_back(pendingError("rule", Question));
  A.Pending = pack(takePending(Findings, sampleEffects()));
  A.Effects = packEffects(sampleEffects());
  B.Effects = packEffects(Callee);
  Linker Program;
  EXPECT_TRUE(Program.add(A));
  EXPECT_TRUE(Program.add(B));
  std::vector<ClangTidyError> Reported;
  EXPECT_TRUE(Program.link(
      [&](ClangTidyError E) { Reported.push_back(std::move(E)); }));
  return Reported;
}

TEST(Link, PendingFindingsAreTakenOut) {
  std::vector<ClangTidyError> Findings = {
      pendingError("blocking-call", PendingCall::Blocks),
      ClangTidyError("corolint-x", ClangTidyError::Warning, "/build", false)};
  const std::vector<PendingFinding> Pending =
      takePending(Findings, sampleEffects());
  ASSERT_EQ(Pending.size(), 1U);
  EXPECT_EQ(Pending[0].Finding.Notes.size(), 2U);
  EXPECT_EQ(Pending[0].Question.Call.Held.size(), 1U);
  ASSERT_EQ(Findings.size(), 1U);
  EXPECT_EQ(Findings[0].DiagnosticName, "corolint-x");
}

TEST(Link, TheChainStandsWhereItWasWaitedFor) {
  const auto Reported = linked({PendingCall::Blocks}, calleeThat(false));
  ASSERT_EQ(Reported.size(), 1U);
  ASSERT_EQ(Reported[0].Notes.size(), 4U);
  EXPECT_EQ(Reported[0].Notes[0].Message, "before");
  EXPECT_EQ(Reported[0].Notes[1].Message,
            "'callee' calls 'fsync' here, which waits for the disk");
  EXPECT_EQ(Reported[0].Notes[1].FilePath, "/src/b.cpp");
  EXPECT_EQ(Reported[0].Notes[1].FileOffset, 30U);
  EXPECT_EQ(Reported[0].Notes[2].Message,
            "await an asynchronous version of it, or hand it to a thread that "
            "may block");
  EXPECT_EQ(Reported[0].Notes[2].FileOffset, 12U);
  EXPECT_EQ(Reported[0].Notes[3].Message, "after");
}

TEST(Link, WhatDoesNotBlockIsNeverSeen) {
  EXPECT_TRUE(
      linked({PendingCall::Blocks, PendingCall::Waits, PendingCall::Locks}, {})
          .empty());
}

TEST(Link, TheRuleSpeaksThatTheCallIsAbout) {
  EXPECT_EQ(linked({PendingCall::Blocks}, calleeThat(true)).size(), 0U);
  EXPECT_EQ(linked({PendingCall::Waits}, calleeThat(true)).size(), 1U);
  EXPECT_EQ(linked({PendingCall::Waits}, calleeThat(false)).size(), 0U);
}

TEST(Link, LocksThatAreTakenAgain) {
  const auto Reported = linked({PendingCall::Locks}, calleeThatLocks());
  ASSERT_EQ(Reported.size(), 1U);
  // What was there before is told first.
  EXPECT_EQ(Reported[0].Notes.back().Message, "acquired again here");
  EXPECT_EQ(Reported[0].Notes.back().FileOffset, 40U);
}

TEST(Link, DamagedEffectsAreRefused) {
  UnitResult Unit;
  Unit.Effects = "\xff\xff";
  Linker Program;
  EXPECT_FALSE(Program.add(Unit));
  Unit.Effects.clear();
  Unit.Pending = "\xff\xff";
  EXPECT_TRUE(Program.add(Unit));
  EXPECT_FALSE(Program.link([](auto) {}));
}

} // namespace

//===--- PendingTest.cpp - the token of a pending finding ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "framework/Pending.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

PendingCall sample() {
  PendingCall Call;
  Call.Question = PendingCall::Locks;
  Call.StrictToo = true;
  Call.Held = 2;
  Call.Offset = 4294967295U;
  Call.Function = "c:my file.cpp@F@f#";
  Call.Callee = "c:@S@A@F@operator bool#1%\xc3\xa9\n";
  return Call;
}

TEST(Pending, SurvivesTheWayThroughADiagnostic) {
  const std::string Note = pendingNote(sample());
  EXPECT_EQ(readPendingNote(Note), sample());
  for (char C : Note)
    EXPECT_TRUE(C >= ' ' && C <= '~') << Note;
}

TEST(Pending, TellsTheQuestionsApart) {
  for (auto Question :
       {PendingCall::Blocks, PendingCall::Waits, PendingCall::Locks}) {
    PendingCall Call = sample();
    Call.Question = Question;
    EXPECT_EQ(readPendingNote(pendingNote(Call))->Question, Question);
  }
}

TEST(Pending, IsNoOtherNote) {
  for (const char *Note :
       {"", "first acquired here", "pending: ", "pending: blocks", "pending",
        "pending: blocks 0 0 1 a", "pending: blocks 0 0 1 a b c",
        "pending: sleeps 0 0 1 a b", "pending: blocks x 0 1 a b",
        "pending: blocks 0 -1 1 a b", "pending: blocks 0 0 4294967296 a b",
        "pending: blocks 0 0 1 a% b", "pending: blocks 0 0 1 a%2 b",
        "pending: blocks 0 0 1 a b%zz"})
    EXPECT_FALSE(readPendingNote(Note)) << Note;
}

} // namespace

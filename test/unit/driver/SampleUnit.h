//===--- SampleUnit.h - a unit with everything in it --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_SAMPLEUNIT_H
#define COROLINT_TEST_SAMPLEUNIT_H

#include "EffectRecords.h"
#include "PendingFindings.h"
#include "SummaryFile.h"

namespace corolint::driver {

/// `caller` calls `callee` at 12 with `m` held, and does all that a summary can
/// say of a function.
inline UnitSummary sampleEffects() {
  FunctionSummary F;
  F.Id = "c:@F@caller#";
  F.Name = "caller";
  F.Where = {"/src/a.cpp", 1};
  F.IsCoroutine = true;
  BlockingSummary Site;
  Site.IsWait = true;
  Site.Where = {"/src/a.cpp", 5};
  Site.What = {"fsync", "waits for the disk", "async_fsync", "file"};
  Site.Conditions.push_back({0, ArgumentFact::Named, {"A", "B"}, {"C"}, false});
  Site.Conditions.back().Part = ".result";
  F.Blocking.push_back(Site);
  ObjectPath M{ObjectPath::This, 0, "", {"c:@S@A@FI@m"}};
  F.Locks.push_back({M, true, true, {"/src/a.cpp", 8}});
  CallSummary Call;
  Call.Callee = "c:@F@callee#";
  Call.Where = {"/src/a.cpp", 12};
  Call.Facts.push_back({-1, ArgumentFact::Parameter, "", 2});
  Call.Facts.back().Part = ".job*.result";
  Call.OnlyIf.push_back({1, ArgumentFact::Null, {}, {}, true});
  Call.Objects.push_back({ArgumentFact::Object, {}});
  Call.Objects.push_back({3, M});
  Call.Held.push_back({M, false, false, "m", {"/src/a.cpp", 9}});
  Call.IsAwaited = true;
  F.Calls.push_back(Call);
  FunctionSummary Closed;
  Closed.Id = Closed.Name = "c:@F@closed#";
  Closed.IsClosed = true;
  return {{F, Closed}};
}

/// A finding of `corolint-<rule>` at 12, waiting for \p Question.
inline clang::tidy::ClangTidyError
pendingError(llvm::StringRef Rule, PendingCall::QuestionType Question) {
  clang::tidy::ClangTidyError Error(("corolint-" + Rule).str(),
                                    clang::tidy::ClangTidyError::Warning,
                                    "/build", false);
  Error.Message.Message = "'callee' is bad here";
  Error.Message.FilePath = "/src/a.cpp";
  Error.Message.FileOffset = 12;
  PendingCall Call;
  Call.Question = Question;
  Call.Offset = 12;
  Call.Function = "c:@F@caller#";
  Call.Callee = "c:@F@callee#";
  Error.Notes.emplace_back("before");
  Error.Notes.emplace_back(pendingNote(Call));
  Error.Notes.emplace_back("after");
  return Error;
}

inline UnitResult sampleResult() {
  UnitResult Result;
  Result.Analysed = true;
  Result.Findings.push_back(pendingError("blocking-call", PendingCall::Blocks));
  clang::tidy::ClangTidyError Fixed(
      "corolint-x", clang::tidy::ClangTidyError::Error, "/build", true);
  Fixed.Message.Message = "fix it";
  Fixed.Message.FilePath = "/src/a.cpp";
  llvm::cantFail(Fixed.Message.Fix["/src/a.cpp"].add(
      clang::tooling::Replacement("/src/a.cpp", 3, 1, "text")));
  Fixed.Message.Ranges.emplace_back();
  Fixed.Message.Ranges.back().FilePath = "/src/a.cpp";
  Fixed.Message.Ranges.back().FileOffset = 3;
  Fixed.Message.Ranges.back().Length = 1;
  Fixed.EnabledDiagnosticAliases = {"corolint-y"};
  Result.Findings.push_back(Fixed);
  Result.Stats.ErrorsIgnoredNOLINT = 4;
  Result.Pending = pack(takePending(Result.Findings, sampleEffects()));
  Result.Effects = packEffects(sampleEffects());
  Result.Inputs = packInputs({{"/src/a.h", 5}, {"/src/a.cpp", ~uint64_t(0)}});
  return Result;
}

} // namespace corolint::driver

#endif // COROLINT_TEST_SAMPLEUNIT_H

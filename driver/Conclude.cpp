//===--- Conclude.cpp - how a run ends ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Conclude.h"
#include "Fixes.h"
#include "llvm/Support/raw_ostream.h"

using namespace corolint::driver;
using namespace llvm;

ExitStatus corolint::driver::fail(Error Why) {
  const std::string Message = toString(std::move(Why));
  if (!StringRef(Message).contains("error: "))
    errs() << "corolint: error: ";
  errs() << Message << "\n";
  return UsageError;
}

/// Applies fixes as far as --fix and --fix-errors allow.
static ExitStatus fix(const Options &O, const Reporter &Report, Config &C) {
  if (O.Fix == FixMode::None)
    return Success;
  if (O.Fix == FixMode::Apply && !Report.complete()) {
    errs() << "corolint: no fixes were applied, because not every file was "
              "analysed; --fix-errors applies those of the others\n";
    return Success;
  }
  Expected<FixCount> Count = applyFixes(Report.findings(), C);
  if (!Count)
    return fail(joinErrors(Count.takeError(),
                           createStringError("no file was changed")));
  if (!O.Quiet && Count->Found)
    errs() << "Applied " << Count->Applied << " of " << Count->Found
           << " fixes.\n";
  if (Count->Applied < Count->Found)
    errs() << "corolint: fixes that overlap others were left out; run again to "
              "apply them\n";
  return Success;
}

ExitStatus corolint::driver::conclude(const Options &O, Reporter &Report,
                                      Config &C, StringRef MainFile,
                                      ExitStatus SoFar) {
  const ExitStatus Fixed = fix(O, Report, C);
  ExitStatus Status = SoFar == Success ? Fixed : SoFar;
  if (!O.ExportFixes.empty())
    if (Error Why = exportFixes(O.ExportFixes, MainFile, Report.findings()))
      Status = fail(std::move(Why));
  Report.finish();
  if (Status != Success)
    return Status;
  if (!Report.complete())
    return Incomplete;
  return Report.warningsAsErrors() ? FindingsAreErrors : Success;
}

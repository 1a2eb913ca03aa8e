//===--- Conclude.cpp - how a run ends ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Conclude.h"
#include "AtomicFiles.h"
#include "Fixes.h"
#include "output/SafeStream.h"
#include "llvm/Support/raw_ostream.h"

using namespace corolint::driver;
using namespace llvm;

ExitStatus corolint::driver::fail(Error Why) {
  const std::string Message = toString(std::move(Why));
  if (!StringRef(Message).contains("error: "))
    err() << "corolint: error: ";
  err() << Message << "\n";
  return UsageError;
}

/// Applies fixes as far as --fix and --fix-errors allow.
static ExitStatus fix(const Options &O, const Reporter &Report, Config &C) {
  if (O.Fix == FixMode::None)
    return Success;
  if (O.Fix == FixMode::Apply && !Report.complete()) {
    err() << "corolint: no fixes were applied, because not every file was "
             "analysed; --fix-errors applies those of the others\n";
    return Success;
  }
  Expected<FixCount> Count = applyFixes(Report.findings(), C);
  if (!Count)
    return fail(joinErrors(Count.takeError(),
                           createStringError("no file was changed")));
  if (!O.Quiet && Count->Found)
    err() << "Applied " << Count->Applied << " of " << Count->Found
          << " fixes.\n";
  if (Count->Applied < Count->Found)
    err() << "corolint: fixes that overlap others were left out; run again to "
             "apply them\n";
  return Success;
}

/// Writes the baseline that was asked for, from what was found.
static Error writeBaseline(const Options &O, const Reporter &Report) {
  if (!O.WriteBaseline.empty()) {
    if (Error Why = writeFile(O.WriteBaseline, Report.found().text()))
      return Why;
    if (!O.Quiet)
      err() << Report.found().size() << " findings in '" << O.WriteBaseline
            << "'; --baseline=" << O.WriteBaseline << " leaves them out.\n";
  }
  if (O.Do != Action::PruneBaseline)
    return Error::success();
  if (!Report.complete())
    return createStringError("'" + O.Baseline +
                             "' stays as it is, because not every file was "
                             "analysed: what is in the others is not known");
  Expected<Baseline> Before = Baseline::read(O.Baseline);
  if (!Before)
    return Before.takeError();
  const Baseline After = Before->without(Report.accepted());
  if (!O.Quiet)
    err() << Report.accepted().size() << " findings removed from '"
          << O.Baseline << "', " << After.size() << " left.\n";
  return writeFile(O.Baseline, After.text());
}

ExitStatus corolint::driver::conclude(const Options &O, Reporter &Report,
                                      Config &C, StringRef MainFile,
                                      ExitStatus SoFar) {
  const ExitStatus Fixed = fix(O, Report, C);
  ExitStatus Status = SoFar == Success ? Fixed : SoFar;
  if (!O.ExportFixes.empty())
    if (Error Why = exportFixes(O.ExportFixes, MainFile, Report.findings()))
      Status = fail(std::move(Why));
  if (Status == Success || Status == Incomplete)
    if (Error Why = writeBaseline(O, Report))
      Status = fail(std::move(Why));
  return Report.finish(Status);
}

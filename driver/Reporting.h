//===--- Reporting.h - what the user gets to see --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings go to stdout or a file, everything else to stderr. A finding in a
// header that several translation units include is reported once.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_REPORTING_H
#define COROLINT_DRIVER_REPORTING_H

#include "Options.h"
#include "Result.h"
#include "findings/Baseline.h"
#include "findings/ChangedLines.h"
#include "findings/Functions.h"
#include "output/FindingWriter.h"
#include "output/SourceText.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <memory>

namespace corolint::driver {

class Reporter {
public:
  /// Paths are shown as below \p Root where the format has them so.
  Reporter(const Options &O, std::string Root);
  ~Reporter();

  /// Prints the findings of one file that no file before had.
  void report(llvm::StringRef File, UnitResult Result);

  /// Prints a finding that linking brought, unless it was there before.
  void report(clang::tidy::ClangTidyError Finding);

  /// Prints that a summary the user named is left out, why, and what to do.
  void cannotUse(llvm::StringRef Summary, const llvm::Twine &Why);

  /// Prints that a file the user named was not analysed, and why.
  void notAnalysed(llvm::StringRef File, const llvm::Twine &Why);

  /// From here on only findings are reported that have to do with what was
  /// changed: those in functions with a changed line, and those with a note in
  /// one, as in a chain of calls.
  void restrictTo(ChangedLines Lines) { Changed = std::move(Lines); }

  /// Of the files that will be reported, the number of those that did not have
  /// to be analysed again; for the statistics.
  void reused(size_t Files) { Reused = Files; }

  /// From here on findings of the baseline do not count.
  void accept(Baseline Known) { Accepted = std::move(Known); }
  /// What of the baseline was not found.
  const Baseline &accepted() const { return Accepted; }
  /// The findings reported so far, for a baseline.
  const Baseline &found() const { return Found; }

  /// Prints the statistics, unless quiet, and the profile if there is one, and
  /// writes what the format wants at the end. \p Status is what has come of the
  /// run so far; returns what has come of it.
  ExitStatus finish(ExitStatus Status);

  /// The findings printed so far; all paths in them are absolute.
  const std::vector<clang::tidy::ClangTidyError> &findings() const {
    return Findings;
  }
  bool complete() const { return NotAnalysed == 0; }
  unsigned warningsAsErrors() const { return WarningsAsErrors; }

private:
  const Options &O;
  std::string Root;
  SourceText Sources;
  /// What goes to a file, until it is whole.
  std::string Text;
  std::unique_ptr<llvm::raw_ostream> ToText;
  std::unique_ptr<FindingWriter> Writer;
  Baseline Accepted, Found;
  llvm::StringMap<unsigned> Fingerprints;
  unsigned InBaseline = 0;
  std::vector<clang::tidy::ClangTidyError> Findings;
  llvm::StringSet<> Seen;
  llvm::StringMap<std::string> ShownPaths;
  clang::tidy::ClangTidyStats Stats;
  llvm::StringMap<RuleTime> Times;
  FunctionTable Functions;
  std::optional<ChangedLines> Changed;
  unsigned InUnchanged = 0;
  unsigned Analysed = 0;
  unsigned NotAnalysed = 0;
  size_t Reused = 0;
  unsigned Warnings = 0;
  unsigned WarningsAsErrors = 0;

  void makeAbsolute(clang::tidy::ClangTidyError &Error);
  std::string shownPath(llvm::StringRef Folder, llvm::StringRef Path);
  void add(const UnitResult &Result);
  bool isChanged(const clang::tooling::DiagnosticMessage &Message);
  bool isChanged(const clang::tidy::ClangTidyError &Finding);
  FindingKey keyOf(const clang::tidy::ClangTidyError &Finding) const;
  void show(const clang::tidy::ClangTidyError &Finding, const FindingKey &Key,
            llvm::StringRef Suppressed);
  void printSummary();
  void printStatistics();
  void printProfile();
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_REPORTING_H

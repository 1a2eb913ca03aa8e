//===--- Reporting.cpp - what the user gets to see ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Reporting.h"
#include "AtomicFiles.h"
#include "Conclude.h"
#include "output/SafeStream.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

//===----------------------------------------------------------------------===//
// Collecting
//===----------------------------------------------------------------------===//

static std::unique_ptr<FindingWriter> makeWriter(const Options &O,
                                                 raw_ostream &To,
                                                 SourceText &Sources,
                                                 const std::string &Root) {
  switch (O.Format) {
  case OutputFormat::Text:
    return makeTextWriter(
        To, O.UseColor.value_or(O.Output.empty() && To.has_colors()));
  case OutputFormat::Json:
    return makeJsonWriter(To, Sources, Root);
  case OutputFormat::Github:
    return makeGithubWriter(To, Sources, Root);
  case OutputFormat::Sarif:
    return makeSarifWriter(To, Sources, Root);
  }
  llvm_unreachable("a format that is none");
}

Reporter::Reporter(const Options &O, std::string Root)
    : O(O), Root(std::move(Root)) {
  if (!O.Output.empty() && O.Do != Action::Summarize)
    ToText = std::make_unique<raw_string_ostream>(Text);
  if (O.UseColor.value_or(false) && !sys::Process::StandardOutIsDisplayed())
    sys::Process::UseANSIEscapeCodes(true);
  Writer = makeWriter(O, ToText ? *ToText : outs(), Sources, this->Root);
}

Reporter::~Reporter() = default;

/// An absolute path without detours. `..` after a symbolic link leads
/// elsewhere, so the short form has to name the same file.
std::string Reporter::shownPath(StringRef Folder, StringRef Path) {
  if (Path.empty())
    return "";
  SmallString<256> Full(Path);
  sys::path::make_absolute(Folder, Full);
  std::string &Shown = ShownPaths[Full];
  if (Shown.empty()) {
    SmallString<256> Short(Full);
    sys::path::remove_dots(Short, /*remove_dot_dot=*/true);
    Shown = (Short == Full || sys::fs::equivalent(Short, Full) ? Short : Full)
                .str()
                .str();
  }
  return Shown;
}

void Reporter::makeAbsolute(ClangTidyError &Error) {
  auto Rewrite = [&](DiagnosticMessage &Message) {
    Message.FilePath = shownPath(Error.BuildDirectory, Message.FilePath);
    for (FileByteRange &Range : Message.Ranges)
      Range.FilePath = shownPath(Error.BuildDirectory, Range.FilePath);
    StringMap<Replacements> Fix;
    for (const auto &InFile : Message.Fix)
      for (const Replacement &R : InFile.getValue()) {
        std::string Path = shownPath(Error.BuildDirectory, R.getFilePath());
        // The replacements of one file do not conflict under another name.
        cantFail(Fix[Path].add(Replacement(Path, R.getOffset(), R.getLength(),
                                           R.getReplacementText())));
      }
    Message.Fix = std::move(Fix);
  };
  Rewrite(Error.Message);
  for (DiagnosticMessage &Note : Error.Notes)
    Rewrite(Note);
}

/// Whether the function at the place of \p Message has a changed line, or the
/// line itself has changed where it is in none.
bool Reporter::isChanged(const DiagnosticMessage &Message) {
  const FunctionExtent *Around =
      Functions.at(Message.FilePath, Message.FileOffset);
  const auto First =
      Sources.at(Message.FilePath, Around ? Around->Begin : Message.FileOffset);
  const auto Last = Around ? Sources.at(Message.FilePath, Around->End) : First;
  return First && Last &&
         Changed->touches(Message.FilePath, First->Line, Last->Line);
}

bool Reporter::isChanged(const ClangTidyError &Finding) {
  return isChanged(Finding.Message) ||
         any_of(Finding.Notes,
                [&](const DiagnosticMessage &Note) { return isChanged(Note); });
}

void Reporter::report(ClangTidyError Finding) {
  makeAbsolute(Finding);
  const DiagnosticMessage &Message = Finding.Message;
  std::string Key = Message.FilePath + '\0' +
                    std::to_string(Message.FileOffset) + '\0' +
                    Finding.DiagnosticName + '\0' + Message.Message;
  if (!Seen.insert(Key).second)
    return;
  // Why a file could not be analysed is always said.
  if (Changed && Finding.DiagLevel != ClangTidyError::Error &&
      !isChanged(Finding)) {
    ++InUnchanged;
    return;
  }
  const FindingKey Where = keyOf(Finding);
  if (Finding.DiagLevel != ClangTidyError::Error && Accepted.take(Where)) {
    ++InBaseline;
    return show(Finding, Where, "in the baseline");
  }
  show(Finding, Where, "");
  if (Finding.DiagLevel != ClangTidyError::Error)
    Found.add(Where);
  WarningsAsErrors += Finding.IsWarningAsError;
  Warnings += Finding.DiagLevel == ClangTidyError::Warning;
  Findings.push_back(std::move(Finding));
}

FindingKey Reporter::keyOf(const ClangTidyError &Finding) const {
  const DiagnosticMessage &Message = Finding.Message;
  const FunctionExtent *Around =
      Functions.at(Message.FilePath, Message.FileOffset);
  return {Finding.DiagnosticName, relativePath(Message.FilePath, Root),
          Around ? Around->Name : "", Message.Message};
}

void Reporter::show(const ClangTidyError &Finding, const FindingKey &Key,
                    StringRef Suppressed) {
  if (O.Do == Action::PruneBaseline || !O.WriteBaseline.empty())
    return; // what there is goes into the baseline instead
  const std::string Known = fingerprint(Key);
  const unsigned Number = ++Fingerprints[Known];
  Writer->finding({Finding, Key.Function, Known + ":" + std::to_string(Number),
                   Suppressed});
}

void Reporter::report(StringRef File, UnitResult Result) {
  add(Result);
  Functions.add(Result.Functions,
                [&](StringRef Path) { return shownPath("", Path); });
  for (ClangTidyError &Error : Result.Findings)
    report(std::move(Error));
  outs().flush();
  if (!Result.Analysed)
    notAnalysed(File, Result.Reason.empty() ? "it does not parse"
                                            : Result.Reason.c_str());
  else
    ++Analysed;
}

void Reporter::cannotUse(StringRef Summary, const Twine &Why) {
  Writer->leftOut(Summary, Why.str());
  outs().flush(); // in order, where both go to one place
  err() << "corolint: error: summary '" << Summary << "' was not used: " << Why
        << "; write it again with 'corolint summarize'\n";
  ++NotAnalysed;
}

void Reporter::notAnalysed(StringRef File, const Twine &Why) {
  Writer->leftOut(File, Why.str());
  outs().flush(); // in order, where both go to one place
  err() << "corolint: error: '" << File << "' was not analysed: " << Why
        << "\n";
  ++NotAnalysed;
}

void Reporter::add(const UnitResult &Result) {
  Stats.ErrorsIgnoredNOLINT += Result.Stats.ErrorsIgnoredNOLINT;
  Stats.ErrorsIgnoredNonUserCode += Result.Stats.ErrorsIgnoredNonUserCode;
  Stats.ErrorsIgnoredLineFilter += Result.Stats.ErrorsIgnoredLineFilter;
  Stats.ErrorsIgnoredCheckFilter += Result.Stats.ErrorsIgnoredCheckFilter;
  for (const RuleTime &Time : Result.Profile) {
    RuleTime &Sum = Times[Time.Rule];
    Sum.Rule = Time.Rule;
    Sum.Process += Time.Process;
    Sum.Wall += Time.Wall;
  }
}

//===----------------------------------------------------------------------===//
// Statistics
//===----------------------------------------------------------------------===//

static std::string counted(unsigned Count, StringRef Noun) {
  return (Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

ExitStatus Reporter::finish(ExitStatus Status) {
  if (Status == Success && !complete())
    Status = Incomplete;
  if (Status == Success && WarningsAsErrors)
    Status = FindingsAreErrors;
  Writer->finish(Status);
  if (ToText)
    if (Error Why = writeFile(O.Output, Text))
      Status = fail(std::move(Why));
  if (!Times.empty())
    printProfile();
  if (O.Summary)
    printSummary();
  if (!O.Quiet)
    printStatistics();
  return Status;
}

/// A table of counts, the largest first.
static void printCounts(const std::map<std::string, unsigned> &Counts,
                        StringRef Of) {
  std::vector<std::pair<std::string, unsigned>> Sorted(Counts.begin(),
                                                       Counts.end());
  sort(Sorted, [](const auto &A, const auto &B) {
    return std::tie(B.second, A.first) < std::tie(A.second, B.first);
  });
  err() << "findings  " << Of << "\n";
  for (const auto &[Name, Count] : Sorted)
    err() << format("%8u  ", Count) << Name << "\n";
}

void Reporter::printSummary() {
  std::map<std::string, unsigned> Rules, Folders;
  for (const ClangTidyError &Finding : Findings) {
    ++Rules[Finding.DiagnosticName];
    const StringRef Folder = sys::path::parent_path(Finding.Message.FilePath);
    ++Folders[Folder == Root ? "." : relativePath(Folder, Root)];
  }
  outs().flush(); // in order, where both go to one place
  printCounts(Rules, "rule");
  printCounts(Folders, "folder");
}

void Reporter::printStatistics() {
  outs().flush();
  err() << counted(Warnings, "warning") << " in " << counted(Analysed, "file")
        << ".\n";
  if (Reused)
    err() << counted(Reused, "file") << " unchanged since an earlier run.\n";
  if (WarningsAsErrors)
    err() << counted(WarningsAsErrors, "warning") << " treated as error"
          << (WarningsAsErrors == 1 ? "" : "s") << ".\n";
  if (NotAnalysed)
    err() << counted(NotAnalysed, "file") << " not analysed.\n";
  if (InBaseline)
    err() << counted(InBaseline, "warning") << " in the baseline not shown.\n";
  if (InUnchanged)
    err() << counted(InUnchanged, "warning")
          << " in unchanged code not shown (--changed-since).\n";
  if (Stats.errorsIgnored() == 0)
    return;
  SmallVector<std::string, 4> Parts;
  auto Part = [&](unsigned Count, const char *Why) {
    if (Count)
      Parts.push_back((Twine(Count) + " " + Why).str());
  };
  Part(Stats.ErrorsIgnoredNonUserCode, "in headers that are filtered out");
  Part(Stats.ErrorsIgnoredLineFilter, "by the line filter");
  Part(Stats.ErrorsIgnoredNOLINT, "by NOLINT");
  Part(Stats.ErrorsIgnoredCheckFilter, "of disabled checks");
  err() << "Suppressed " << counted(Stats.errorsIgnored(), "warning") << " ("
        << join(Parts, ", ") << ").\n";
}

void Reporter::printProfile() {
  std::vector<RuleTime> Sorted;
  for (const auto &Time : Times)
    Sorted.push_back(Time.getValue());
  sort(Sorted, [](const RuleTime &A, const RuleTime &B) {
    return std::tie(B.Wall, A.Rule) < std::tie(A.Wall, B.Rule);
  });
  err() << "  process s      wall s  rule\n";
  for (const RuleTime &Time : Sorted)
    err() << format("%11.4f %11.4f  ", Time.Process, Time.Wall) << Time.Rule
          << "\n";
}

//===--- Reporting.cpp - what the user gets to see ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Reporting.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

//===----------------------------------------------------------------------===//
// Printing one finding
//===----------------------------------------------------------------------===//

/// Clang's own text printer, fed with findings whose source manager is gone.
struct Reporter::Printer {
  explicit Printer(bool Colours)
      : Diagnostics(makeIntrusiveRefCnt<clang::DiagnosticIDs>(), Options,
                    new clang::TextDiagnosticPrinter(outs(), Options)),
        Files(clang::FileSystemOptions()), Sources(Diagnostics, Files) {
    Options.ShowColors = Colours;
    Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus14 = true;
    Language.CPlusPlus17 = Language.CPlusPlus20 = Language.Bool = true;
    Diagnostics.getClient()->BeginSourceFile(Language);
  }

  void print(const ClangTidyError &Error) {
    auto Level = static_cast<clang::DiagnosticsEngine::Level>(Error.DiagLevel);
    std::string Name = Error.DiagnosticName;
    for (const std::string &Alias : Error.EnabledDiagnosticAliases)
      Name += "," + Alias;
    if (Error.IsWarningAsError) {
      Name += ",-warnings-as-errors";
      Level = clang::DiagnosticsEngine::Error;
    }
    {
      auto Builder =
          Diagnostics.Report(location(Error.Message),
                             Diagnostics.getCustomDiagID(Level, "%0 [%1]"))
          << text(Error.Message) << Name;
      addDetails(Builder, Error.Message);
    }
    for (const DiagnosticMessage &Note : Error.Notes) {
      auto Builder =
          Diagnostics.Report(
              location(Note),
              Diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "%0"))
          << text(Note);
      addDetails(Builder, Note);
    }
  }

  /// Of a place; nothing when it cannot be shown.
  std::optional<unsigned> line(StringRef Path, unsigned Offset) {
    const clang::SourceLocation Place = location(Path, Offset);
    if (Place.isInvalid())
      return std::nullopt;
    return Sources.getSpellingLineNumber(Place);
  }

private:
  clang::DiagnosticOptions Options;
  clang::DiagnosticsEngine Diagnostics;
  clang::LangOptions Language;
  clang::FileManager Files;
  clang::SourceManager Sources;

  /// Invalid when the file is not there, or has been cut since.
  clang::SourceLocation location(StringRef Path, unsigned Offset) {
    auto File = Files.getOptionalFileRef(Path);
    if (!File)
      return {};
    clang::FileID ID = Sources.getOrCreateFileID(*File, clang::SrcMgr::C_User);
    if (auto Buffer = Sources.getBufferOrNone(ID);
        !Buffer || Offset > Buffer->getBufferSize())
      return {};
    return Sources.getLocForStartOfFile(ID).getLocWithOffset(Offset);
  }

  /// The message; where its place cannot be shown, with the name of the file.
  std::string text(const DiagnosticMessage &Message) {
    if (Message.FilePath.empty() || location(Message).isValid())
      return Message.Message;
    return Message.FilePath + ": " + Message.Message;
  }

  clang::SourceLocation location(const DiagnosticMessage &Message) {
    return location(Message.FilePath, Message.FileOffset);
  }

  clang::CharSourceRange range(StringRef Path, unsigned Offset,
                               unsigned Length) {
    clang::SourceLocation Begin = location(Path, Offset);
    clang::SourceLocation End = location(Path, Offset + Length);
    if (Begin.isInvalid() || End.isInvalid())
      return {};
    return clang::CharSourceRange::getCharRange(Begin, End);
  }

  /// Underlines and fixes.
  void addDetails(clang::DiagnosticBuilder &Builder,
                  const DiagnosticMessage &Message) {
    for (const FileByteRange &Range : Message.Ranges)
      Builder << range(Range.FilePath, Range.FileOffset, Range.Length);
    for (const auto &InFile : Message.Fix)
      for (const Replacement &R : InFile.getValue())
        Builder << clang::FixItHint::CreateReplacement(
            range(R.getFilePath(), R.getOffset(), R.getLength()),
            R.getReplacementText());
  }
};

//===----------------------------------------------------------------------===//
// Collecting
//===----------------------------------------------------------------------===//

Reporter::Reporter(bool Colours, bool Quiet)
    : Out(std::make_unique<Printer>(Colours)), Quiet(Quiet) {
  if (Colours && !sys::Process::StandardOutIsDisplayed())
    sys::Process::UseANSIEscapeCodes(true);
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
  const std::optional<unsigned> First =
      Out->line(Message.FilePath, Around ? Around->Begin : Message.FileOffset);
  const std::optional<unsigned> Last =
      Around ? Out->line(Message.FilePath, Around->End) : First;
  return First && Last && Changed->touches(Message.FilePath, *First, *Last);
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
  Out->print(Finding);
  WarningsAsErrors += Finding.IsWarningAsError;
  Warnings += Finding.DiagLevel == ClangTidyError::Warning;
  Findings.push_back(std::move(Finding));
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
  outs().flush(); // in order, where both go to one place
  errs() << "corolint: error: summary '" << Summary << "' was not used: " << Why
         << "; write it again with 'corolint summarize'\n";
  ++NotAnalysed;
}

void Reporter::notAnalysed(StringRef File, const Twine &Why) {
  outs().flush(); // in order, where both go to one place
  errs() << "corolint: error: '" << File << "' was not analysed: " << Why
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

void Reporter::finish() {
  if (!Times.empty())
    printProfile();
  if (!Quiet)
    printStatistics();
}

void Reporter::printStatistics() {
  outs().flush();
  errs() << counted(Warnings, "warning") << " in " << counted(Analysed, "file")
         << ".\n";
  if (Reused)
    errs() << counted(Reused, "file") << " unchanged since an earlier run.\n";
  if (WarningsAsErrors)
    errs() << counted(WarningsAsErrors, "warning") << " treated as error"
           << (WarningsAsErrors == 1 ? "" : "s") << ".\n";
  if (NotAnalysed)
    errs() << counted(NotAnalysed, "file") << " not analysed.\n";
  if (InUnchanged)
    errs() << counted(InUnchanged, "warning")
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
  errs() << "Suppressed " << counted(Stats.errorsIgnored(), "warning") << " ("
         << join(Parts, ", ") << ").\n";
}

void Reporter::printProfile() {
  std::vector<RuleTime> Sorted;
  for (const auto &Time : Times)
    Sorted.push_back(Time.getValue());
  sort(Sorted, [](const RuleTime &A, const RuleTime &B) {
    return std::tie(B.Wall, A.Rule) < std::tie(A.Wall, B.Rule);
  });
  errs() << "  process s      wall s  rule\n";
  for (const RuleTime &Time : Sorted)
    errs() << format("%11.4f %11.4f  ", Time.Process, Time.Wall) << Time.Rule
           << "\n";
}

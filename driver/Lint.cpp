//===--- Lint.cpp - analysing many units --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Lint.h"
#include "AtomicFiles.h"
#include "CompileCommands.h"
#include "Conclude.h"
#include "Frontend.h"
#include "Link.h"
#include "Reporting.h"
#include "ResourceDir.h"
#include "SummaryFile.h"
#include "UnitRun.h"
#include "cache/Checkout.h"
#include "cache/InputHashes.h"
#include "cache/ResultCache.h"
#include "findings/Baseline.h"
#include "findings/ChangedLines.h"
#include "output/SafeStream.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

using namespace corolint::driver;
using namespace llvm;

//===----------------------------------------------------------------------===//
// What there is to do
//===----------------------------------------------------------------------===//

ExitStatus corolint::driver::noRules() {
  err() << "corolint: error: the configuration enables no rule; give --checks "
           "or change Checks in .clang-tidy\n";
  return UsageError;
}

/// What each file needs, with extra arguments of the command line around those
/// of the configuration. Files for which no rule is enabled are left out.
static std::vector<Task> makeTasks(const Options &O, Config &C, Selection S) {
  std::vector<Task> Tasks;
  for (CompileUnit &Unit : S.Units) {
    Task T;
    T.Config = withArguments(O, C.optionsFor(Unit.File));
    if (enabledRules(T.Config).empty())
      continue;
    T.Unit = std::move(Unit);
    T.Global = C.globalOptions();
    T.Profile = O.Profile;
    Tasks.push_back(std::move(T));
  }
  return Tasks;
}

namespace {
struct Plan {
  std::vector<Task> Tasks;
  /// Files the user named that the database does not know.
  std::vector<std::string> Missing;
  std::string Database;

  std::string mainFile() const {
    return Tasks.empty() ? "" : Tasks.front().Unit.File;
  }
};
} // namespace

/// After an error, which has been printed, nothing.
static std::optional<Plan> plan(const Options &O, Config &C) {
  Expected<Selection> Selected = selectUnits(O);
  if (!Selected) {
    fail(Selected.takeError());
    return std::nullopt;
  }
  if (findResourceDir().empty()) {
    fail(createStringError(
        "Clang's own headers (stddef.h, ...) are nowhere beside libclang-cpp; "
        "reinstall clang-" LLVM_VERSION_STRING " or name their folder with "
        "--extra-arg=-resource-dir=<folder>"));
    return std::nullopt;
  }
  Plan P;
  P.Missing = Selected->Missing;
  P.Database = Selected->Database;
  const bool AnyUnits = !Selected->Units.empty();
  P.Tasks = makeTasks(O, C, std::move(*Selected));
  if (!C.check())
    return std::nullopt;
  if (P.Tasks.empty() && AnyUnits) {
    noRules();
    return std::nullopt;
  }
  return P;
}

static void reportMissing(const Plan &P, Reporter &Report) {
  for (const std::string &File : P.Missing)
    Report.notAnalysed(File, sys::fs::exists(File)
                                 ? P.Database + " has no entry for it"
                                 : std::string("there is no such file"));
}

/// Opens the cache, where there is to be one. False after an error, which has
/// been printed.
static bool openCache(const Options &O, const Plan &P,
                      std::optional<ResultCache> &Cache) {
  // A profile of what was not done would be empty.
  if (!O.UseCache || O.Profile)
    return true;
  const std::string Folder = O.CacheDir.value_or(defaultCacheFolder());
  if (Folder.empty())
    return true;
  Expected<ResultCache> Opened = ResultCache::open(
      Folder, checkoutOf(O.FixedCommand ? P.mainFile() : P.Database));
  if (Opened) {
    Cache = std::move(*Opened);
    return true;
  }
  if (O.CacheDir) {
    fail(Opened.takeError());
    return false;
  }
  err() << "corolint: warning: " << toString(Opened.takeError()) << "\n";
  return true;
}

/// Tells \p Report what --baseline and --changed-since say, in the working tree
/// around \p Folder. False after an error, which has been printed.
static bool restrict(Reporter &Report, const Options &O, StringRef Folder) {
  if (!O.Baseline.empty()) {
    Expected<Baseline> Known = Baseline::read(O.Baseline);
    if (!Known) {
      fail(Known.takeError());
      return false;
    }
    Report.accept(std::move(*Known));
  }
  if (O.ChangedSince.empty())
    return true;
  Expected<ChangedLines> Lines = ChangedLines::since(O.ChangedSince, Folder);
  if (!Lines) {
    fail(Lines.takeError());
    return false;
  }
  Report.restrictTo(std::move(*Lines));
  return true;
}

/// Whether what is to be written can be. False after an error, which has been
/// printed.
static bool checkOutputs(const Options &O) {
  for (const std::string &Path :
       {O.ExportFixes, O.Output, O.WriteBaseline,
        O.Do == Action::PruneBaseline ? O.Baseline : ""})
    if (!Path.empty())
      if (Error Why = checkWritable(Path)) {
        fail(std::move(Why));
        return false;
      }
  return true;
}

//===----------------------------------------------------------------------===//
// Running it
//===----------------------------------------------------------------------===//

ExitStatus corolint::driver::lint(const Options &O, Config &C) {
  if (!checkOutputs(O))
    return UsageError;
  std::optional<Plan> P = plan(O, C);
  std::optional<ResultCache> Cache;
  if (!P || !openCache(O, *P, Cache))
    return UsageError;
  for (Task &T : P->Tasks) {
    T.IsLinked = P->Tasks.size() > 1;
    T.IsKept = Cache.has_value();
  }

  const std::string Root = checkoutOf(P->mainFile());
  Reporter Report(O, Root);
  if (!restrict(Report, O, Root))
    return UsageError;
  reportMissing(*P, Report);
  Linker Program;
  bool IsWhole = true;
  UnitRun Units(P->Tasks, Cache ? &*Cache : nullptr, O.Limits);
  Report.reused(Units.reused());
  ExitStatus Status = Units.run([&](size_t I, UnitResult Result) {
    IsWhole &= Program.add(Result);
    Report.report(P->Tasks[I].Unit.File, std::move(Result));
  });
  if (Cache)
    Cache->trim(O.CacheSize);
  if (Status != Interrupted)
    IsWhole &=
        Program.link([&](auto Finding) { Report.report(std::move(Finding)); });
  if (!IsWhole) {
    err() << "corolint: error: what a file says to the others could not be "
             "read back, so chains through it may be missing; please report "
             "it\n";
    Status = Incomplete;
  }
  return conclude(O, Report, C, P->mainFile(), Status);
}

//===----------------------------------------------------------------------===//
// In two steps
//===----------------------------------------------------------------------===//

/// Where the summary of \p T goes.
static std::string summaryPath(const Options &O, const Task &T) {
  if (!O.Output.empty())
    return O.Output;
  SmallString<256> Path(O.SummaryDir);
  sys::path::append(Path, sys::path::filename(T.Unit.File) + "-" +
                              InputHashes().commandOf(T, "").substr(0, 16) +
                              ".corolint");
  return Path.str().str();
}

/// Whether the summaries can be written. False after an error, which has been
/// printed.
static bool checkSummaries(const Options &O) {
  if (!O.DependencyFile.empty())
    if (Error Why = checkWritable(O.DependencyFile)) {
      fail(std::move(Why));
      return false;
    }
  if (!O.Output.empty()) {
    Error Why = checkWritable(O.Output);
    return !Why || (fail(std::move(Why)), false);
  }
  Error Why = makeWritableFolder(O.SummaryDir);
  if (!Why)
    return true;
  fail(createStringError("cannot write summaries to '" + O.SummaryDir +
                         "': " + toString(std::move(Why)) +
                         "; give --summary-dir a folder that can be written"));
  return false;
}

/// What \p Result was made from, as a rule of make for \p Target (the form that
/// compilers write with -MD).
static std::string dependencies(StringRef Target, const UnitResult &Result) {
  const auto Escaped = [](StringRef Path) {
    std::string Name;
    for (const char C : Path) {
      if (C == ' ' || C == '#')
        Name += '\\';
      Name += C == '$' ? "$$" : std::string(1, C);
    }
    return Name;
  };
  std::string Rule = Escaped(Target) + ":";
  allInputs(Result.Inputs, [&](StringRef Path, uint64_t Hash) {
    if (Hash != InputFile::Absent && !sys::fs::is_directory(Path))
      Rule += " \\\n  " + Escaped(Path);
    return true;
  });
  return Rule + "\n";
}

/// Why there is no one summary for -o.
static Error severalTasks(const Plan &P, const Options &O) {
  const std::string Count = std::to_string(P.Tasks.size());
  return createStringError(
      O.Files.size() == 1
          ? "-o is for one summary, and '" + O.Files.front() + "' has " +
                Count + " entries in " + P.Database +
                "; give --summary-dir=<folder> in place of -o, which keeps "
                "one of each"
          : "-o is for the summary of one file, and there are " + Count +
                " to analyse; name one, or give --summary-dir=<folder> in "
                "place of -o");
}

ExitStatus corolint::driver::summarize(const Options &O, Config &C) {
  if (!checkSummaries(O))
    return UsageError;
  std::optional<Plan> P = plan(O, C);
  std::optional<ResultCache> Cache;
  if (!P || !openCache(O, *P, Cache))
    return UsageError;
  if (O.SummaryDir.empty() && P->Tasks.size() > 1)
    return fail(severalTasks(*P, O));
  for (Task &T : P->Tasks)
    T.IsLinked = T.IsKept = true;

  Reporter Report(O, "");
  reportMissing(*P, Report);
  unsigned Written = 0;
  ExitStatus Status = Success;
  UnitRun Units(P->Tasks, Cache ? &*Cache : nullptr, O.Limits);
  const ExitStatus Ran = Units.run([&](size_t I, UnitResult Result) {
    const Task &T = P->Tasks[I];
    if (!Result.Analysed)
      return Report.report(T.Unit.File, std::move(Result));
    if (Status != Success)
      return; // what stopped one summary will stop the others
    if (Error Why = writeFile(summaryPath(O, T),
                              writeSummary({T.Unit.File, "", "", Result})))
      Status = fail(std::move(Why));
    else
      ++Written;
    if (Status == Success && !O.DependencyFile.empty())
      if (Error Why =
              writeFile(O.DependencyFile, dependencies(O.Output, Result)))
        Status = fail(std::move(Why));
  });
  if (Cache)
    Cache->trim(O.CacheSize);
  if (Status == Success)
    Status = Ran;
  if (Status != Success)
    return Status;
  if (!O.Quiet && Written)
    err() << Written << (Written == 1 ? " summary in '" : " summaries in '")
          << (O.Output.empty() ? O.SummaryDir : O.Output) << "'.\n";
  return Report.complete() ? Success : Incomplete;
}

/// A finding is shown with the lines that are in its file now.
static void warnOfChanges(const SummaryFile &Summary, StringRef Path,
                          InputHashes &Hashes) {
  StringSet<> Shown;
  if (!Summary.Result.Pending.empty())
    Shown.insert(Summary.File);
  for (const clang::tidy::ClangTidyError &Finding : Summary.Result.Findings) {
    SmallString<256> File(Finding.Message.FilePath);
    sys::path::make_absolute(Finding.BuildDirectory, File);
    Shown.insert(File);
  }
  allInputs(Summary.Result.Inputs, [&](StringRef Input, uint64_t Hash) {
    const uint64_t Now =
        Shown.contains(Input) ? Hashes.of(Input) : InputFile::Absent;
    if (Now != InputFile::Absent && Now != Hash)
      err() << "corolint: warning: '" << Input << "' has changed since "
            << "summary '" << Path << "' was written; places in it may be "
            << "wrong until 'corolint summarize' has run again\n";
    return true;
  });
}

ExitStatus corolint::driver::link(const Options &O, Config &C) {
  if (!checkOutputs(O))
    return UsageError;
  // Where such a file exists, the command line has its content in place of it.
  for (StringRef Path : O.Files)
    if (Path.starts_with("@") && !sys::fs::exists(Path))
      return fail(createStringError(
          "'" + Path + "' stands for the arguments in the file '" +
          Path.drop_front() +
          "', which cannot be read; write the names of summaries into it"));
  const std::string Root = checkoutOf(".");
  Reporter Report(O, Root);
  if (!restrict(Report, O, Root))
    return UsageError;
  Linker Program;
  InputHashes Hashes;
  std::string MainFile;
  std::set<sys::fs::UniqueID> Given;
  for (const std::string &Path : O.Files) {
    sys::fs::UniqueID Id;
    if (!sys::fs::getUniqueID(Path, Id) && !Given.insert(Id).second) {
      err() << "corolint: warning: summary '" << Path
            << "' is given more than once; it counts once\n";
      continue;
    }
    Expected<SummaryFile> Summary = readSummaryFile(Path);
    if (!Summary) {
      Report.cannotUse(Path, toString(Summary.takeError()));
      continue;
    }
    if (!Program.add(Summary->Result)) {
      Report.cannotUse(Path, "it is damaged (its effects make no sense)");
      continue;
    }
    warnOfChanges(*Summary, Path, Hashes);
    if (MainFile.empty())
      MainFile = Summary->File;
    Report.report(Summary->File, std::move(Summary->Result));
  }
  ExitStatus Status = Success;
  if (!Program.link([&](auto Finding) { Report.report(std::move(Finding)); }))
    Status = fail(createStringError(
        "the findings of at least one summary make no sense and are left out; "
        "write the summaries again with 'corolint summarize'"));
  return conclude(O, Report, C, MainFile, Status);
}

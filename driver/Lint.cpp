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
#include "SummaryStore.h"
#include "Workers.h"
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
  errs() << "corolint: error: the configuration enables no rule; give --checks "
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

/// Opens --summary-dir, where there is one. False after an error, which has
/// been printed.
static bool openStore(const Options &O, std::optional<SummaryStore> &Store) {
  if (O.SummaryDir.empty())
    return true;
  Expected<SummaryStore> Opened = SummaryStore::open(O.SummaryDir);
  if (!Opened) {
    fail(Opened.takeError());
    return false;
  }
  Store = std::move(*Opened);
  return true;
}

static Reporter makeReporter(const Options &O) {
  return Reporter(O.UseColor.value_or(sys::Process::StandardOutHasColors()),
                  O.Quiet);
}

//===----------------------------------------------------------------------===//
// Running it
//===----------------------------------------------------------------------===//

namespace {

/// Gets the results of units, in their order: from summaries that still hold,
/// else from workers, whose results become summaries.
class UnitRun {
public:
  UnitRun(const std::vector<Task> &Tasks, SummaryStore *Store)
      : Tasks(Tasks), Store(Store) {
    for (size_t I = 0; I < Tasks.size(); ++I)
      if (!Store || !Store->holds(Tasks[I]))
        Fresh.push_back(I);
  }

  /// Success, or what came of writing summaries.
  ExitStatus run(unsigned Jobs,
                 function_ref<void(size_t, UnitResult)> Deliver) {
    runWorkers(
        Fresh.size(), Jobs, [&](size_t N) { return analyse(Tasks[Fresh[N]]); },
        [&](size_t N, UnitResult Result) {
          deliverStored(Fresh[N], Deliver);
          save(Tasks[Fresh[N]], Result);
          Deliver(Next++, std::move(Result));
        });
    deliverStored(Tasks.size(), Deliver);
    return Status;
  }

private:
  const std::vector<Task> &Tasks;
  SummaryStore *Store;
  std::vector<size_t> Fresh;
  size_t Next = 0;
  ExitStatus Status = Success;

  void deliverStored(size_t End,
                     function_ref<void(size_t, UnitResult)> Deliver) {
    for (; Next < End; ++Next) {
      std::optional<UnitResult> Result = Store->load(Tasks[Next]);
      if (!Result) {
        Result.emplace();
        Result->Reason = "its summary has changed during this run; run again";
      }
      Deliver(Next, std::move(*Result));
    }
  }

  void save(const Task &T, const UnitResult &Result) {
    // What stopped one summary from being written will stop the others.
    if (!Store || !Result.Analysed || Status != Success)
      return;
    if (Error Why = Store->save(T, Result))
      Status = fail(joinErrors(
          std::move(Why),
          createStringError("no more summaries are written in this run")));
  }
};

} // namespace

ExitStatus corolint::driver::lint(const Options &O, Config &C) {
  if (!O.ExportFixes.empty())
    if (Error Why = checkWritable(O.ExportFixes))
      return fail(std::move(Why));
  std::optional<Plan> P = plan(O, C);
  std::optional<SummaryStore> Store;
  if (!P || !openStore(O, Store))
    return UsageError;
  for (Task &T : P->Tasks)
    T.IsLinked = P->Tasks.size() > 1 || Store;

  Reporter Report = makeReporter(O);
  reportMissing(*P, Report);
  Linker Program;
  bool IsWhole = true;
  ExitStatus Status =
      UnitRun(P->Tasks, Store ? &*Store : nullptr)
          .run(O.Jobs, [&](size_t I, UnitResult Result) {
            IsWhole &= Program.add(Result);
            Report.report(P->Tasks[I].Unit.File, std::move(Result));
          });
  IsWhole &=
      Program.link([&](auto Finding) { Report.report(std::move(Finding)); });
  if (!IsWhole) {
    errs() << "corolint: error: what a file says to the others could not be "
              "read back, so chains through it may be missing; please report "
              "it\n";
    Status = Incomplete;
  }
  return conclude(O, Report, C, P->mainFile(), Status);
}

//===----------------------------------------------------------------------===//
// In two steps
//===----------------------------------------------------------------------===//

/// Writes the one summary of `summarize -o`. Returns what came of it.
static ExitStatus summarizeTo(const Options &O, const Task &T,
                              const UnitResult &Result) {
  InputHashes Hashes;
  if (Error Why = writeFile(
          O.Output, writeSummary({T.Unit.File, Hashes.keyOf(T), Result})))
    return fail(std::move(Why));
  return Success;
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
  if (!O.Output.empty())
    if (Error Why = checkWritable(O.Output))
      return fail(std::move(Why));
  std::optional<Plan> P = plan(O, C);
  std::optional<SummaryStore> Store;
  if (!P || !openStore(O, Store))
    return UsageError;
  if (!Store && P->Tasks.size() > 1)
    return fail(severalTasks(*P, O));
  for (Task &T : P->Tasks)
    T.IsLinked = true;

  Reporter Report = makeReporter(O);
  reportMissing(*P, Report);
  unsigned Written = 0;
  ExitStatus Status = Success;
  const ExitStatus Stored =
      UnitRun(P->Tasks, Store ? &*Store : nullptr)
          .run(O.Jobs, [&](size_t I, UnitResult Result) {
            if (!Result.Analysed)
              return Report.report(P->Tasks[I].Unit.File, std::move(Result));
            ++Written;
            if (!Store)
              Status = summarizeTo(O, P->Tasks[I], Result);
          });
  if (Status == Success)
    Status = Stored;
  if (Status != Success)
    return Status;
  if (!O.Quiet && Written)
    errs() << Written << (Written == 1 ? " summary in '" : " summaries in '")
           << (Store ? O.SummaryDir : O.Output) << "'.\n";
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
    std::optional<uint64_t> Now =
        Shown.contains(Input) ? Hashes.of(Input) : std::nullopt;
    if (Now && *Now != Hash)
      errs() << "corolint: warning: '" << Input << "' has changed since "
             << "summary '" << Path << "' was written; places in it may be "
             << "wrong until 'corolint summarize' has run again\n";
    return true;
  });
}

ExitStatus corolint::driver::link(const Options &O, Config &C) {
  if (!O.ExportFixes.empty())
    if (Error Why = checkWritable(O.ExportFixes))
      return fail(std::move(Why));
  // Where such a file exists, the command line has its content in place of it.
  for (StringRef Path : O.Files)
    if (Path.starts_with("@") && !sys::fs::exists(Path))
      return fail(createStringError(
          "'" + Path + "' stands for the arguments in the file '" +
          Path.drop_front() +
          "', which cannot be read; write the names of summaries into it"));
  Reporter Report = makeReporter(O);
  Linker Program;
  InputHashes Hashes;
  std::string MainFile;
  std::set<sys::fs::UniqueID> Given;
  for (const std::string &Path : O.Files) {
    sys::fs::UniqueID Id;
    if (!sys::fs::getUniqueID(Path, Id) && !Given.insert(Id).second) {
      errs() << "corolint: warning: summary '" << Path
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

//===--- Main.cpp - the corolint command ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AtomicFiles.h"
#include "CompileCommands.h"
#include "Config.h"
#include "Explain.h"
#include "ExplainType.h"
#include "Fixes.h"
#include "Frontend.h"
#include "Init.h"
#include "Options.h"
#include "Reporting.h"
#include "ResourceDir.h"
#include "Workers.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>

using namespace corolint::driver;
using namespace llvm;

/// Prints an error in clang's form: as it is when it names a place, else with
/// the program in front.
static ExitStatus fail(Error Why) {
  const std::string Message = toString(std::move(Why));
  if (!StringRef(Message).contains("error: "))
    errs() << "corolint: error: ";
  errs() << Message << "\n";
  return UsageError;
}

static std::string absolute(StringRef File) {
  SmallString<256> Path(File);
  sys::fs::make_absolute(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

/// The file whose configuration --list-checks, --dump-config and
/// --verify-config are about: the first one named, or one in this folder.
static std::string representativeFile(const Options &O) {
  return absolute(O.Files.empty() ? "any.cpp" : O.Files.front());
}

static ExitStatus noRules() {
  errs() << "corolint: error: the configuration enables no rule; give --checks "
            "or change Checks in .clang-tidy\n";
  return UsageError;
}

/// --list-checks, --dump-config, --verify-config.
static ExitStatus showConfig(const Options &O, Config &C) {
  const std::string File = representativeFile(O);
  const clang::tidy::ClangTidyOptions Effective = C.optionsFor(File);
  if (!C.check())
    return UsageError;
  if (O.Do == Action::DumpConfig) {
    outs() << effectiveConfig(Effective) << "\n";
    return Success;
  }
  if (O.Do == Action::VerifyConfig) {
    if (!C.verify(File))
      return UsageError;
    outs() << "No config errors detected.\n";
    return Success;
  }
  std::vector<std::string> Rules = enabledRules(Effective);
  if (Rules.empty())
    return noRules();
  llvm::sort(Rules); // as clang-tidy lists them
  outs() << "Enabled checks:\n";
  for (const std::string &Rule : Rules)
    outs() << "    " << Rule << "\n";
  outs() << "\n";
  return Success;
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

/// Everything that comes after the last finding.
static ExitStatus conclude(const Options &O, Reporter &Report, Config &C,
                           StringRef MainFile) {
  ExitStatus Status = fix(O, Report, C);
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

static ExitStatus lint(const Options &O, Config &C) {
  Expected<Selection> Selected = selectUnits(O);
  if (!Selected)
    return fail(Selected.takeError());
  if (!O.ExportFixes.empty())
    if (Error Why = checkWritable(O.ExportFixes))
      return fail(std::move(Why));
  if (findResourceDir().empty())
    return fail(createStringError(
        "Clang's own headers (stddef.h, ...) are nowhere beside libclang-cpp; "
        "reinstall clang-" LLVM_VERSION_STRING " or name their folder with "
        "--extra-arg=-resource-dir=<folder>"));
  const std::vector<std::string> Missing = Selected->Missing;
  const std::string Database = Selected->Database;
  const bool AnyUnits = !Selected->Units.empty();
  std::vector<Task> Tasks = makeTasks(O, C, std::move(*Selected));
  if (!C.check())
    return UsageError;
  if (Tasks.empty() && AnyUnits)
    return noRules();

  Reporter Report(O.UseColor.value_or(sys::Process::StandardOutHasColors()),
                  O.Quiet);
  for (const std::string &File : Missing)
    Report.notAnalysed(File, Database + " has no entry for it");
  runWorkers(
      Tasks.size(), O.Jobs, [&](size_t I) { return analyse(Tasks[I]); },
      [&](size_t I, UnitResult Result) {
        Report.report(Tasks[I].Unit.File, std::move(Result));
      });
  return conclude(O, Report, C, Tasks.empty() ? "" : Tasks.front().Unit.File);
}

static ExitStatus run(const Options &O) {
  if (O.Do == Action::Explain)
    return explain(O);
  if (O.Do == Action::Init)
    return initialise(O);
  std::unique_ptr<Config> C = Config::create(O);
  if (!C)
    return UsageError;
  if (O.Do == Action::ExplainType)
    return explainType(O, *C);
  return O.Do == Action::Lint ? lint(O, *C) : showConfig(O, *C);
}

int main(int Argc, const char **Argv) {
  clang::noteBottomOfStack();
  InitLLVM Init(Argc, Argv);
  setBugReportMsg("corolint crashed. Please report it with the lines below and "
                  "the code that caused it.\n");
  // A limit on the size of files is an error of the write that meets it, not
  // the end of the process.
  std::signal(SIGXFSZ, SIG_IGN);
  std::optional<Options> O = parseCommandLine(Argc, Argv);
  if (!O)
    return UsageError;
  ExitStatus Status = run(*O);
  outs().flush();
  if (outs().has_error()) {
    errs() << "corolint: error: cannot write to stdout: "
           << outs().error().message() << "\n";
    outs().clear_error();
    Status = UsageError;
  }
  return Status;
}

//===--- Options.h - the command line of corolint -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_OPTIONS_H
#define COROLINT_DRIVER_OPTIONS_H

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::tooling {
class FixedCompilationDatabase;
}

namespace corolint::driver {

/// What the process says with its exit status.
enum ExitStatus : int {
  /// Everything was analysed; there may be warnings.
  Success = 0,
  /// --warnings-as-errors made at least one warning an error.
  FindingsAreErrors = 1,
  /// Wrong usage or input, or an output that cannot be written.
  UsageError = 2,
  /// At least one file was not analysed; the findings in the others are shown.
  Incomplete = 3,
  /// The user ended the run; what was finished is shown, and kept.
  Interrupted = 130,
};

/// What the user wants done.
enum class Action {
  Lint,
  ListChecks,
  DumpConfig,
  VerifyConfig,
  Explain,
  ExplainType,
  Init,
  Summarize,
  Link,
  PruneBaseline,
};

/// How findings are written.
enum class OutputFormat {
  Text,   ///< for people, as clang-tidy
  Json,   ///< one object in each line
  Sarif,  ///< SARIF 2.1.0
  Github, ///< workflow commands, which GitHub shows as annotations
};

/// Which fixes go into the files.
enum class FixMode {
  None,
  /// All of them, provided that every file was analysed.
  Apply,
  /// Those of the files that were analysed (--fix-errors).
  ApplyDespiteErrors,
};

/// What bounds the processes that analyse.
struct WorkerLimits {
  /// How many run at the same time; at least 1.
  unsigned Jobs = 1;
  /// Wall-clock time of each, in seconds; 0: as long as it takes.
  unsigned Seconds = 0;
  /// Memory of each, in MB; 0: as much as there is.
  unsigned Megabytes = 0;
};

/// The command line, checked as far as it can be without touching a file.
/// Options that override the configuration only when given are optional.
struct Options {
  Action Do = Action::Lint;

  /// Source files; of `link` the summaries.
  std::vector<std::string> Files;
  /// -p: a folder with compile_commands.json, or that file. Empty: search.
  std::string BuildPath;
  /// What stands after `--`; takes the place of a compilation database.
  std::shared_ptr<clang::tooling::FixedCompilationDatabase> FixedCommand;
  std::vector<std::string> ExtraArgs;
  std::vector<std::string> ExtraArgsBefore;

  std::optional<std::string> Checks;
  std::optional<std::string> WarningsAsErrors;
  std::optional<std::string> HeaderFilter;
  std::optional<std::string> ExcludeHeaderFilter;
  std::optional<std::string> FormatStyle;
  std::optional<bool> UseColor;
  /// --config: the configuration itself; --config-file: where it stands.
  std::optional<std::string> Config;
  std::optional<std::string> ConfigFile;
  /// JSON, as clang-tidy's option of that name.
  std::string LineFilter;
  std::vector<std::string> ModelFiles;

  /// --changed-since: a revision that git knows; empty: report everything.
  std::string ChangedSince;

  FixMode Fix = FixMode::None;
  std::string ExportFixes;
  bool Quiet = false;
  /// --summary: counts by rule and folder at the end.
  bool Summary = false;
  bool Profile = false;
  /// --cache-dir: where results are kept between runs. Nothing: where the
  /// user's programs keep such things.
  std::optional<std::string> CacheDir;
  /// Whether results are kept, and used.
  bool UseCache = true;
  /// The size of what is kept, in MB.
  unsigned CacheSize = 0;
  /// `summarize --summary-dir`: the folder of the summaries.
  std::string SummaryDir;
  /// -o: the report; of `summarize` the one summary. Empty: stdout.
  std::string Output;
  /// `summarize --depfile`: what a build system reads of the summary's inputs;
  /// empty: nowhere.
  std::string DependencyFile;
  OutputFormat Format = OutputFormat::Text;
  /// --baseline: findings that do not count; empty: none.
  std::string Baseline;
  /// --write-baseline: where the findings go that are not to count.
  std::string WriteBaseline;
  WorkerLimits Limits;

  /// `explain`: the rule.
  std::string Rule;
  /// `explain-type`: the type, as the user wrote it. The file is in Files.
  std::string TypeName;
  /// `init`: the folder.
  std::string Folder;
};

/// Reads the command line. --help and --version end the process with status 0.
/// After an error, which has been printed with the way out, nothing.
std::optional<Options> parseCommandLine(int Argc, const char **Argv);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_OPTIONS_H

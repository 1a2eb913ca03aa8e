//===--- Options.cpp - the command line of corolint -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Options.h"
#include "Names.h"
#include "output/SafeStream.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <unistd.h>

using namespace corolint::driver;
using namespace llvm;

static const char Overview[] =
    "corolint finds concurrency bugs in C++20 coroutine code.\n\n"
    "  corolint [options] [file ...]            the build folder is searched\n"
    "  corolint [options] -p <build> [file ...] no file: all of the database\n"
    "  corolint [options] <file ...> -- <compiler flags>\n"
    "  corolint explain <rule>                  the page of a rule\n"
    "  corolint explain-type <type> <file>      whether threads may share a "
    "type\n"
    "  corolint summarize <file> -o <summary>   analyse a file, for a later "
    "link\n"
    "  corolint link <summary ...>              report on the whole program\n"
    "  corolint init [folder]                   write .clang-tidy and "
    ".clangd\n";

static const char Epilogue[] =
    "\nConfiguration: the .clang-tidy files beside or above each source file, "
    "as in clang-tidy. Where they\nname no corolint rule, all rules run; a "
    "configuration that disables every check is obeyed.\n"
    "\nThe files of one run are linked: a coroutine that blocks in a function "
    "of "
    "another file is reported,\nwith the chain of calls. What is known of "
    "each file is kept (--cache-dir), and later runs, also after one\nthat "
    "was interrupted, analyse only what has changed. 'summarize' and 'link' "
    "are the same two steps\nfor build systems.\n"
    "\nExit status:\n"
    "  0  everything was analysed; there may be warnings\n"
    "  1  there are findings that --warnings-as-errors made errors\n"
    "  2  wrong usage or input, or an output that cannot be written\n"
    "  3  some files were not analysed (not in the database, do not parse, "
    "crashed), or\n"
    "     summaries could not be used\n"
    "130  interrupted; what was finished is shown, and kept\n";

namespace {

/// Everything llvm::cl has to know. One object, made on the first use, because
/// llvm::cl keeps pointers to its options for the life of the process.
struct CommandLine {
  cl::OptionCategory Category{"corolint options"};
  cl::SubCommand ExplainCommand{"explain", "Print the page of a rule"};
  cl::SubCommand ExplainTypeCommand{
      "explain-type",
      "Print whether a type is Send (an object may be handed to another "
      "thread), Sync (several may read one at the same time) and Safe (several "
      "may use one at the same time), and why"};
  cl::SubCommand InitCommand{"init", "Write .clang-tidy and .clangd lines"};
  cl::SubCommand SummarizeCommand{
      "summarize", "Analyse files and write what 'link' needs of each"};
  cl::SubCommand LinkCommand{
      "link", "Report on the files whose summaries are given, and on what they "
              "do together"};
  cl::SubCommand BaselineCommand{
      "baseline", "'baseline prune' takes out of --baseline what is not found "
                  "any more"};
  cl::extrahelp Help{Epilogue};

  /// The commands that an option belongs to.
  struct Of {
    std::vector<cl::SubCommand *> Commands;
    void apply(cl::Option &O) const {
      for (cl::SubCommand *Command : Commands)
        O.addSubCommand(*Command);
    }
  };
  const Of Linting{
      {&cl::SubCommand::getTopLevel(), &SummarizeCommand, &BaselineCommand}};
  const Of Parsing{{&cl::SubCommand::getTopLevel(), &SummarizeCommand,
                    &BaselineCommand, &ExplainTypeCommand}};
  const Of Reporting{{&cl::SubCommand::getTopLevel(), &LinkCommand}};
  const Of Writing{
      {&cl::SubCommand::getTopLevel(), &SummarizeCommand, &LinkCommand}};
  const Of Comparing{
      {&cl::SubCommand::getTopLevel(), &LinkCommand, &BaselineCommand}};
  const Of All{{&cl::SubCommand::getTopLevel(), &SummarizeCommand, &LinkCommand,
                &BaselineCommand}};

  template <class T> struct Opt : cl::opt<T> {
    template <class... Mods>
    Opt(CommandLine &C, StringRef Name, StringRef Desc, const Mods &...Ms)
        : cl::opt<T>(Name, cl::desc(Desc), cl::cat(C.Category), Ms...) {}
    /// The value where the option was given.
    std::optional<T> given() const {
      if (this->getNumOccurrences() == 0)
        return std::nullopt;
      return this->getValue();
    }
  };
  using Text = Opt<std::string>;
  using Flag = Opt<bool>;
  using List = cl::list<std::string>;

  List Files{cl::Positional, cl::desc("[file ...]"), cl::cat(Category),
             cl::sub(cl::SubCommand::getTopLevel()), cl::sub(SummarizeCommand)};
  cl::opt<std::string> BaselineAction{cl::Positional, cl::desc("prune"),
                                      cl::Required, cl::sub(BaselineCommand),
                                      cl::cat(Category)};
  List Summaries{cl::Positional, cl::desc("<summary ...>"), cl::cat(Category),
                 cl::sub(LinkCommand)};
  Text Output{*this, "o",
              "Where the report goes (default: stdout); of 'summarize' where "
              "the summary of the one file goes",
              cl::value_desc("file"), Writing};
  Text DependencyFile{*this, "depfile",
                      "Write what the summary of -o depends on, as a rule of "
                      "make, for build systems",
                      cl::value_desc("file"), cl::sub(SummarizeCommand)};
  Opt<OutputFormat> Format{
      *this,
      "format",
      "How findings are written (docs/output.md)",
      cl::init(OutputFormat::Text),
      cl::values(
          clEnumValN(OutputFormat::Text, "text", "for people (default)"),
          clEnumValN(OutputFormat::Sarif, "sarif", "SARIF 2.1.0"),
          clEnumValN(OutputFormat::Json, "json",
                     "one JSON object in each line"),
          clEnumValN(OutputFormat::Github, "github", "annotations of GitHub")),
      Reporting};
  Text BaselineFile{*this, "baseline",
                    "File with findings that do not count (docs/baseline.md)",
                    cl::value_desc("file"), Comparing};
  Text WriteBaseline{*this, "write-baseline",
                     "Write the findings to a file, for --baseline, instead of "
                     "reporting them",
                     cl::value_desc("file"), Reporting};
  Text SummaryDir{*this, "summary-dir", "Folder for one summary of each file",
                  cl::value_desc("folder"), cl::sub(SummarizeCommand)};
  Text CacheDir{*this, "cache-dir",
                "Folder that keeps what is known of each file, so that the "
                "next run analyses only what has changed (default: "
                "~/.cache/corolint)",
                cl::value_desc("folder"), Linting};
  Flag NoCache{*this, "no-cache", "Analyse every file, and keep nothing",
               Linting};
  Opt<unsigned> CacheSize{*this,
                          "cache-size",
                          "MB that are kept, of what was used last (default: "
                          "2048)",
                          cl::value_desc("MB"),
                          cl::init(2048),
                          Linting};
  Text BuildPath{*this, "p",
                 "Folder with compile_commands.json, or that file. Default: "
                 "the nearest one at or above the first file (or the current "
                 "folder), or in a folder 'build' there",
                 cl::value_desc("path"), Parsing};
  List ExtraArg{"extra-arg",
                cl::desc("Argument to append to every compiler command line"),
                cl::value_desc("arg"), cl::cat(Category), Parsing};
  List ExtraArgBefore{"extra-arg-before",
                      cl::desc("Argument to insert before those of every "
                               "compiler command line"),
                      cl::value_desc("arg"), cl::cat(Category), Parsing};
  Text Checks{*this, "checks",
              "Comma-separated globs of rules; '-' in front disables. Appended "
              "to 'Checks' of the configuration",
              cl::value_desc("globs"), Linting};
  Text WarningsAsErrors{*this, "warnings-as-errors",
                        "Globs of rules whose findings are errors: exit "
                        "status 1",
                        cl::value_desc("globs"), Linting};
  Text Config{*this, "config",
              "Configuration in the format of .clang-tidy files, in place of "
              "them",
              cl::value_desc("yaml"), Linting};
  Text ConfigFile{*this, "config-file",
                  "File with the configuration, in place of .clang-tidy files",
                  cl::value_desc("file"), Linting};
  List Models{"models",
              cl::desc("File with models of your libraries (docs/models.md); "
                       "may be given more than once"),
              cl::value_desc("file"), cl::cat(Category), Parsing};
  Text HeaderFilter{*this, "header-filter",
                    "Regular expression of headers to report findings in "
                    "(default: all but system headers)",
                    cl::value_desc("regex"), Linting};
  Text ExcludeHeaderFilter{*this, "exclude-header-filter",
                           "Regular expression of headers not to report "
                           "findings in",
                           cl::value_desc("regex"), Linting};
  Text LineFilter{*this, "line-filter",
                  "JSON list of files and line ranges to report findings in: "
                  "[{\"name\":\"a.cpp\",\"lines\":[[1,3]]}]",
                  cl::value_desc("json"), Linting};
  Text ChangedSince{*this, "changed-since",
                    "Report only what has to do with functions that were "
                    "changed since a revision of git: with what the branch "
                    "has changed since it left that one, committed or not",
                    cl::value_desc("rev"), Reporting};
  Flag Fix{*this, "fix",
           "Apply the fixes; nothing is written unless every file was "
           "analysed",
           Reporting};
  Flag FixErrors{*this, "fix-errors",
                 "Apply the fixes of the files that were analysed, even if "
                 "others were not",
                 Reporting};
  Text FormatStyle{*this, "format-style",
                   "clang-format style of code around fixes: none (default), "
                   "file, llvm, ...",
                   cl::value_desc("style"), Reporting};
  Text ExportFixes{*this, "export-fixes",
                   "Write findings and fixes to a YAML file for "
                   "clang-apply-replacements",
                   cl::value_desc("file"), Reporting};
  Opt<unsigned> Jobs{*this,
                     "j",
                     "Files analysed at the same time (default: one per core)",
                     cl::value_desc("n"),
                     cl::Prefix,
                     Linting};
  Opt<unsigned> Timeout{*this,
                        "timeout",
                        "Seconds after which a file is given up; 0: never "
                        "(default: 600)",
                        cl::value_desc("seconds"),
                        cl::init(600),
                        Linting};
  Opt<unsigned> MemoryLimit{*this, "memory-limit",
                            "MB that the analysis of one file may need; 0: no "
                            "limit (default: half of the machine's)",
                            cl::value_desc("MB"), Linting};
  Flag Quiet{*this, "quiet", "No statistics on stderr", All};
  Flag Summary{
      *this, "summary",
      "Print on stderr how many findings there are of each rule and in "
      "each folder",
      Reporting};
  Flag UseColor{*this, "use-color",
                "Colours (default: when stdout is a terminal)", All};
  Flag Profile{*this, "enable-check-profile",
               "Print the time each rule took on stderr"};
  Flag ListChecks{*this, "list-checks", "List the enabled rules"};
  Flag DumpConfig{*this, "dump-config",
                  "Print the effective configuration for the first file"};
  Flag VerifyConfig{*this, "verify-config",
                    "Check that rules and options of the configuration exist"};

  cl::opt<std::string> Rule{cl::Positional, cl::desc("<rule>"), cl::Required,
                            cl::sub(ExplainCommand), cl::cat(Category)};
  cl::opt<std::string> TypeName{cl::Positional, cl::desc("<type>"),
                                cl::Required, cl::sub(ExplainTypeCommand),
                                cl::cat(Category)};
  cl::opt<std::string> TypeFile{cl::Positional, cl::desc("<file>"),
                                cl::Required, cl::sub(ExplainTypeCommand),
                                cl::cat(Category)};
  cl::opt<std::string> Folder{cl::Positional, cl::desc("[folder]"),
                              cl::init("."), cl::sub(InitCommand),
                              cl::cat(Category)};
};

} // namespace

static void printVersion(raw_ostream &OS) {
  OS << "corolint " COROLINT_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
}

static std::nullopt_t usageError(const Twine &Message) {
  err() << "corolint: error: " << Message << "\n";
  return std::nullopt;
}

/// llvm::cl takes options of the whole program for those of a command as well.
/// What the command would ignore is an error instead.
static bool onlyItsOptions(CommandLine &C) {
  cl::SubCommand *Command = nullptr;
  for (cl::SubCommand *Sub : cl::getRegisteredSubcommands())
    if (*Sub && Sub != &cl::SubCommand::getTopLevel())
      Command = Sub;
  if (!Command)
    return true;
  std::vector<std::string> Others;
  for (const auto &[Name, Option] :
       cl::getRegisteredOptions(cl::SubCommand::getTopLevel()))
    if (Option->getNumOccurrences() &&
        is_contained(Option->Categories, &C.Category) &&
        !Option->Subs.contains(Command))
      Others.push_back(((Name.size() == 1 ? "-" : "--") + Name).str());
  sort(Others);
  for (const std::string &Name : Others)
    usageError("'corolint " + Command->getName() + "' has no option " + Name +
               "; 'corolint " + Command->getName() +
               " --help' lists those it has");
  return Others.empty();
}

/// The one thing asked for; options that ask for different things clash.
static std::optional<Action> actionOf(const CommandLine &C) {
  if (C.ExplainCommand)
    return Action::Explain;
  if (C.ExplainTypeCommand)
    return Action::ExplainType;
  if (C.InitCommand)
    return Action::Init;
  if (C.SummarizeCommand)
    return Action::Summarize;
  if (C.LinkCommand)
    return Action::Link;
  if (C.BaselineCommand)
    return Action::PruneBaseline;
  const std::pair<bool, Action> Asked[] = {
      {C.ListChecks.getValue(), Action::ListChecks},
      {C.DumpConfig.getValue(), Action::DumpConfig},
      {C.VerifyConfig.getValue(), Action::VerifyConfig}};
  switch (count_if(Asked, [](const auto &A) { return A.first; })) {
  case 0:
    return Action::Lint;
  case 1:
    return find_if(Asked, [](const auto &A) { return A.first; })->second;
  default:
    return usageError("--list-checks, --dump-config and --verify-config "
                      "exclude each other; give one of them");
  }
}

static FixMode fixModeOf(const CommandLine &C) {
  if (C.FixErrors)
    return FixMode::ApplyDespiteErrors;
  return C.Fix ? FixMode::Apply : FixMode::None;
}

/// In MB; 0 where the system does not say.
static unsigned halfOfMemory() {
  const long Pages = ::sysconf(_SC_PHYS_PAGES), Size = ::sysconf(_SC_PAGESIZE);
  return Pages > 0 && Size > 0
             ? static_cast<unsigned>(static_cast<uint64_t>(Pages) * Size >> 21)
             : 0;
}

static WorkerLimits limitsOf(const CommandLine &C) {
  WorkerLimits Limits;
  Limits.Jobs = C.Jobs.given().value_or(
      std::max(1U, hardware_concurrency().compute_thread_count()));
  Limits.Seconds = C.Timeout.getValue();
  Limits.Megabytes = C.MemoryLimit.given().value_or(halfOfMemory());
  return Limits;
}

static std::vector<std::string> values(const cl::list<std::string> &List) {
  return {List.begin(), List.end()};
}

/// Whether what is named to be analysed may be files. A word without a dot or
/// slash that is none was meant to be a command.
static bool areFiles(const Options &O) {
  static const std::vector<std::string> Commands = {
      "explain", "explain-type", "init", "link", "summarize"};
  if (O.Do != Action::Lint)
    return true;
  for (const std::string &Word : O.Files)
    if (StringRef(Word).find_first_of("./\\") == StringRef::npos &&
        !sys::fs::exists(Word)) {
      usageError("'" + Word + "' is neither a file nor a command" +
                 didYouMean(Word, Commands) + " (the commands are " +
                 join(Commands, ", ") + ")");
      return false;
    }
  return true;
}

static std::optional<Options> toOptions(const CommandLine &C) {
  Options O;
  std::optional<Action> Do = actionOf(C);
  if (!Do)
    return std::nullopt;
  O.Do = *Do;
  O.Files = values(C.Files);
  O.BuildPath = C.BuildPath.getValue();
  O.ExtraArgs = values(C.ExtraArg);
  O.ExtraArgsBefore = values(C.ExtraArgBefore);
  O.Checks = C.Checks.given();
  O.WarningsAsErrors = C.WarningsAsErrors.given();
  O.HeaderFilter = C.HeaderFilter.given();
  O.ExcludeHeaderFilter = C.ExcludeHeaderFilter.given();
  O.FormatStyle = C.FormatStyle.given();
  O.UseColor = C.UseColor.given();
  O.Config = C.Config.given();
  O.ConfigFile = C.ConfigFile.given();
  O.LineFilter = C.LineFilter.getValue();
  O.ModelFiles = values(C.Models);
  O.ChangedSince = C.ChangedSince.getValue();
  O.Fix = fixModeOf(C);
  O.ExportFixes = C.ExportFixes.getValue();
  O.Quiet = C.Quiet.getValue();
  O.Summary = C.Summary.getValue();
  O.Profile = C.Profile.getValue();
  O.Limits = limitsOf(C);
  O.CacheDir = C.CacheDir.given();
  O.UseCache = !C.NoCache;
  O.CacheSize = C.CacheSize.getValue();
  O.SummaryDir = C.SummaryDir.getValue();
  O.Output = C.Output.getValue();
  O.DependencyFile = C.DependencyFile.getValue();
  O.Format = C.Format.getValue();
  O.Baseline = C.BaselineFile.getValue();
  O.WriteBaseline = C.WriteBaseline.getValue();
  O.Rule = C.Rule.getValue();
  if (O.Do == Action::ExplainType)
    O.Files = {C.TypeFile.getValue()};
  if (O.Do == Action::Link)
    O.Files = values(C.Summaries);
  O.TypeName = C.TypeName.getValue();
  O.Folder = C.Folder.getValue();
  if (O.Config && O.ConfigFile)
    return usageError("--config and --config-file exclude each other; give "
                      "one of them");
  if (!areFiles(O))
    return std::nullopt;
  if (O.Do == Action::Summarize && !O.Output.empty() && !O.SummaryDir.empty())
    return usageError("-o and --summary-dir exclude each other; give -o for "
                      "the summary of one source file, --summary-dir for any "
                      "number");
  if (O.Do == Action::Summarize && O.Output.empty() && O.SummaryDir.empty())
    return usageError(
        "summarize needs one of -o <file>, for the summary of one "
        "source file, and --summary-dir=<folder>");
  if (!O.DependencyFile.empty() && O.Output.empty())
    return usageError("--depfile is about the one summary of -o; give both");
  if (O.Do == Action::PruneBaseline && C.BaselineAction.getValue() != "prune")
    return usageError("'corolint baseline' knows 'prune' and not '" +
                      C.BaselineAction.getValue() + "'");
  if (O.Do == Action::PruneBaseline && O.Baseline.empty())
    return usageError("'corolint baseline prune' needs --baseline=<file>");
  if (!O.Baseline.empty() && !O.WriteBaseline.empty())
    return usageError("--baseline and --write-baseline exclude each other; "
                      "'corolint baseline prune' makes a baseline smaller");
  if (O.Do != Action::Summarize && O.Output == "-")
    O.Output.clear();
  if (O.Output == "-")
    return usageError("-o - would write a summary, which is no text, to "
                      "stdout; name a file");
  if (O.Do == Action::Link && O.Files.empty())
    return usageError("link needs at least one summary; 'corolint summarize' "
                      "writes them");
  if (O.CacheDir && !O.UseCache)
    return usageError("--cache-dir and --no-cache exclude each other; give one "
                      "of them");
  if (O.Limits.Jobs == 0)
    return usageError("-j 0 would analyse nothing; give at least -j 1");
  return O;
}

std::optional<Options> corolint::driver::parseCommandLine(int Argc,
                                                          const char **Argv) {
  static CommandLine C;
  std::string Error;
  std::shared_ptr<clang::tooling::FixedCompilationDatabase> Fixed =
      clang::tooling::FixedCompilationDatabase::loadFromCommandLine(Argc, Argv,
                                                                    Error);
  if (!Error.empty())
    return usageError("the compiler flags after '--' cannot be used: " +
                      StringRef(Error).rtrim());
  for (cl::SubCommand *Sub :
       {&cl::SubCommand::getTopLevel(), &C.ExplainCommand,
        &C.ExplainTypeCommand, &C.InitCommand, &C.SummarizeCommand,
        &C.LinkCommand, &C.BaselineCommand})
    cl::HideUnrelatedOptions(C.Category, *Sub);
  cl::SetVersionPrinter(printVersion);
  if (!cl::ParseCommandLineOptions(Argc, Argv, Overview, &err()))
    return std::nullopt;
  if (!onlyItsOptions(C))
    return std::nullopt;
  std::optional<Options> O = toOptions(C);
  if (O)
    O->FixedCommand = std::move(Fixed);
  return O;
}

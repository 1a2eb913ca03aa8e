//===--- Main.cpp - the corolint command ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Config.h"
#include "Explain.h"
#include "ExplainType.h"
#include "Init.h"
#include "Lint.h"
#include "Options.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>

using namespace corolint::driver;
using namespace llvm;

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
  if (O.Do == Action::Summarize)
    return summarize(O, *C);
  if (O.Do == Action::Link)
    return link(O, *C);
  if (O.Do == Action::Lint || O.Do == Action::PruneBaseline)
    return lint(O, *C);
  return showConfig(O, *C);
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

//===--- Config.h - which rules run where ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The configuration of each file: .clang-tidy files, found and merged as in
// clang-tidy, with two differences:
//
//  * Configuration that names no corolint rule says nothing about corolint.
//    `Checks: '-*,bugprone-*'` was written for clang-tidy; whoever runs
//    corolint wants its rules, so all of them run. Configuration that enables
//    no check at all (`Checks: '-*'`) is obeyed.
//  * A file that cannot be read as configuration is an error that ends the run,
//    because what it was to disable would be reported.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_CONFIG_H
#define COROLINT_DRIVER_CONFIG_H

#include "Options.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <string>
#include <vector>

namespace corolint::driver {

class Config {
public:
  /// Reads what the command line says of the configuration. After an error,
  /// which has been printed, null.
  static std::unique_ptr<Config> create(const Options &O);

  /// The options for one source file, given as absolute path.
  clang::tidy::ClangTidyOptions optionsFor(llvm::StringRef File);

  const clang::tidy::ClangTidyGlobalOptions &globalOptions() const;

  /// Prints what was wrong with the configuration of the files asked about so
  /// far, and with the model files it names. True when there was nothing.
  bool check();

  /// --verify-config: whether the configuration for \p File names only rules
  /// and options that exist. Prints what does not.
  bool verify(llvm::StringRef File);

private:
  Config() = default;

  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider> Provider;
  /// What the handler of .clang-tidy files found wrong, ready to print.
  std::shared_ptr<std::vector<std::string>> Errors =
      std::make_shared<std::vector<std::string>>();
  /// Lists of model files that the configuration names.
  llvm::StringSet<> ModelLists;
};

/// The rules that \p O enables, as "corolint-<name>", in the registry's order.
std::vector<std::string> enabledRules(const clang::tidy::ClangTidyOptions &O);

/// The configuration with the options of the enabled rules, defaults included.
std::string effectiveConfig(const clang::tidy::ClangTidyOptions &O);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_CONFIG_H

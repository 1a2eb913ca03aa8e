//===--- Frontend.h - analysing one translation unit ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's front end parses all of a translation unit and offers every
// declaration of every header to every check. Nearly all of that is system
// headers, in which nothing is reported. This one
//
//  * parses no bodies in system headers but the few the analysis reads
//    (analysis/BodyVisibility.h): half of the compiler's time;
//  * offers the checks the translation unit itself, and for walks over it a
//    scope that holds user code only;
//  * turns off what nobody sees: the compiler's warnings and the flow analyses
//    behind them.
//
// What the checks see of user code is what they see in clang-tidy; so are
// NOLINT, filters and formats, which come from clang-tidy's own consumer.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_FRONTEND_H
#define COROLINT_DRIVER_FRONTEND_H

#include "CompileCommands.h"
#include "Result.h"
#include "clang-tidy/ClangTidyOptions.h"

namespace corolint::driver {

/// All that a worker needs for one translation unit.
struct Task {
  CompileUnit Unit;
  clang::tidy::ClangTidyOptions Config;
  clang::tidy::ClangTidyGlobalOptions Global;
  bool Profile = false;
  /// Whether the unit is linked with others: the result has what that takes.
  bool IsLinked = false;
  /// Whether the result outlives the run: it has what it was made from.
  bool IsKept = false;
};

/// Parses and analyses one translation unit. Leaks what only the end of the
/// process needs to free, so it is for processes that end soon after.
UnitResult analyse(const Task &T);

/// \p Config with the extra arguments of the command line around its own.
clang::tidy::ClangTidyOptions
withArguments(const Options &O, clang::tidy::ClangTidyOptions Config);

/// The command line for Clang: what compiles the unit, without what concerns
/// outputs, plugins, precompiled headers of other compilers and flags that only
/// GCC knows; with Clang's own headers and the extra arguments of \p Config.
std::vector<std::string>
frontendArguments(const CompileUnit &Unit,
                  const clang::tidy::ClangTidyOptions &Config);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_FRONTEND_H

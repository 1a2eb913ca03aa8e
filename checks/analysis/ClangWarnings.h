//===--- ClangWarnings.h - what Clang says by itself ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's own lifetime warnings see some of the simplest cases. A rule leaves
// these to Clang where its user sees them, so that there is one report.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CLANGWARNINGS_H
#define COROLINT_ANALYSIS_CLANGWARNINGS_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace corolint {

struct DanglingResult;
struct DanglingTask;

/// A warning of Clang: its number among Sema's diagnostics, its group's name.
struct ClangWarning {
  unsigned ID;
  llvm::StringRef Group;
};

/// The one for \p Task, of a [[clang::coro_lifetimebound]] type, in a variable
/// or return statement that its call stands in; nothing for others.
std::optional<ClangWarning> clangWarningOf(const DanglingTask &Task);

/// The one for a variable that is made from a temporary by a conversion or a
/// function with a [[clang::lifetimebound]] parameter; nothing for others.
std::optional<ClangWarning> clangWarningOf(const DanglingResult &Result);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CLANGWARNINGS_H

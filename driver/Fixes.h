//===--- Fixes.h - applying fixes -----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_FIXES_H
#define COROLINT_DRIVER_FIXES_H

#include "Config.h"
#include "Result.h"
#include "llvm/Support/Error.h"

namespace corolint::driver {

/// How many fixes there were and how many are in the files now.
struct FixCount {
  unsigned Found = 0;
  unsigned Applied = 0;
};

/// Applies the fixes of \p Findings, each as a whole or not at all; one that
/// overlaps another is left for the next run. Either all files are changed or,
/// after an error, none.
llvm::Expected<FixCount>
applyFixes(llvm::ArrayRef<clang::tidy::ClangTidyError> Findings, Config &C);

/// Writes findings and fixes to \p Path, in the format that
/// clang-apply-replacements and clang-tidy-diff read.
llvm::Error
exportFixes(llvm::StringRef Path, llvm::StringRef MainFile,
            const std::vector<clang::tidy::ClangTidyError> &Findings);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_FIXES_H

//===--- Forks.h - what runs in another process ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FORKS_H
#define COROLINT_ANALYSIS_FORKS_H

#include "TranslationUnit.h"
#include "clang/AST/Stmt.h"
#include <optional>

namespace corolint {

/// The value that \p Condition has in the process that fork() has made, where
/// it asks which of the two this is; nothing for other conditions.
std::optional<bool> valueInChild(const clang::Expr *Condition,
                                 FunctionAnalysis &F);

/// Whether control gets to \p Label of \p S in that process alone.
bool isChildsLabel(const clang::SwitchStmt &S, const clang::SwitchCase &Label,
                   FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_FORKS_H

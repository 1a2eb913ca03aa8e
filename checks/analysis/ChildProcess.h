//===--- ChildProcess.h - what runs in the child of a fork ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where fork() has returned zero, another process goes on: it has no threads
// but one, nobody else's coroutines run on that, and it never gets back to
// those of its parent.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CHILDPROCESS_H
#define COROLINT_ANALYSIS_CHILDPROCESS_H

#include "TranslationUnit.h"

namespace corolint {

/// Whether \p E is what fork() has returned, or a variable that is given that.
bool isForkResult(const clang::Expr &E, FunctionAnalysis &F);

/// Whether only a child gets to where \p Condition is \p Value. Where the
/// process is told from its parent by `pid > 0`, a failed fork counts as well.
bool isInChild(const clang::Expr *Condition, bool Value, FunctionAnalysis &F);

/// Whether one of \p Labels, those of a statement in \p Switch, is that of the
/// child: `switch (fork()) { case 0: ... }`.
bool isChildCase(const clang::SwitchStmt &Switch,
                 llvm::ArrayRef<const clang::SwitchCase *> Labels,
                 FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CHILDPROCESS_H

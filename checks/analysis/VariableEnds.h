//===--- VariableEnds.h - variables that are destroyed with what they hold ===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_VARIABLEENDS_H
#define COROLINT_ANALYSIS_VARIABLEENDS_H

#include "TranslationUnit.h"

namespace corolint {

/// Whether calling \p Method may take away what its object holds, or end it.
bool mayTake(const clang::CXXMethodDecl &Method, const Roles &R);

/// Whether \p E stands for no object: `nullptr`, `std::nullopt`.
bool standsForNothing(const clang::Expr &E, const Roles &R);

/// Whether the local variable \p Var of \p F may hold something, and on some
/// path nothing takes it away before the end of the variable: moves it, lends
/// it to others, waits for it, stops or detaches it.
bool keepsToItsEnd(const clang::VarDecl &Var, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_VARIABLEENDS_H

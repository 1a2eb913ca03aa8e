//===--- LifetimeText.h - the lifetime family, as text ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_LIFETIMETEXT_H
#define COROLINT_TEST_UNIT_LIFETIMETEXT_H

#include "Code.h"
#include "analysis/Borrows.h"
#include "analysis/TaskFates.h"

namespace corolint {

/// "object x", "what p refers to", "temporary" or "unknown".
std::string text(Referent To);

/// The kind in lower case, with the holder: "stored t", "kept in this".
std::string text(const TaskFate &Fate);

/// The calls of \p Callee in \p Function and its lambdas, as in Code::calls().
std::vector<const clang::CallExpr *>
callsIn(const Code &C, llvm::StringRef Callee, llvm::StringRef Function);

/// The text of the statement around \p Where; "none" where that is invalid.
std::string statementAt(const Code &C, clang::SourceLocation Where);

} // namespace corolint

#endif // COROLINT_TEST_UNIT_LIFETIMETEXT_H

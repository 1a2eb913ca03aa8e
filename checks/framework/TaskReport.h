//===--- TaskReport.h - what the rules about lost values say alike --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_TASKREPORT_H
#define COROLINT_FRAMEWORK_TASKREPORT_H

#include "analysis/Discards.h"
#include "clang/Basic/Diagnostic.h"

namespace corolint {

class FunctionAnalysis;

/// Who made the value, as a programmer calls it: "'save'"; for what has no
/// name, "this call".
std::string makerOf(const clang::Expr &Made);

/// The insertion of `co_await` before \p Made, in parentheses if it is the
/// operation of an infix operator. None where it would not compile
/// or not help: outside of coroutines, in macros, in handlers, in coroutines
/// that can't await it, and where other instantiations of a template call
/// something else.
llvm::SmallVector<clang::FixItHint, 2> awaitFix(FunctionAnalysis &F,
                                                const clang::Expr &Made);

/// The same for a dropped value. Nor is there a fix when what the await yields
/// would be dropped by something that wants a value, or has to have the type of
/// another arm.
llvm::SmallVector<clang::FixItHint, 2>
awaitFix(FunctionAnalysis &F, const Discard &D, const clang::Expr &Made);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_TASKREPORT_H

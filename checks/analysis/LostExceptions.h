//===--- LostExceptions.h - handlers that do nothing with an exception ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOSTEXCEPTIONS_H
#define COROLINT_ANALYSIS_LOSTEXCEPTIONS_H

namespace clang {
class Stmt;
} // namespace clang

namespace corolint {

/// Whether \p Body, run while an exception is being handled, leaves no trace of
/// it: it neither throws, nor calls anything, nor changes what outlives it.
/// What only names the current exception (`std::current_exception()` whose
/// result nobody takes), and a `throw;` that the body itself catches again,
/// leave none. May be the body of a template.
bool losesException(const clang::Stmt &Body);

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOSTEXCEPTIONS_H

//===--- Loans.h - the objects that one value refers to -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A closure, a bound call, an aggregate or a tuple refers to as many objects as
// it has captures, arguments or members that are references, pointers or views.
// Each of them is a loan ("P1179: Lifetime safety"): the object, and the part
// of the program that lends it. Borrows.h answers for the single parts.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOANS_H
#define COROLINT_ANALYSIS_LOANS_H

#include "Borrows.h"

namespace clang {
class LambdaCapture;
class LambdaExpr;
} // namespace clang

namespace corolint {

/// One object that a value refers to.
struct Loan {
  Referent To;
  /// What lends it: the argument, member initialiser or, for captures, the
  /// initialiser of the capture.
  const clang::Expr *By = nullptr;
  /// The closure that has it as a capture, and the capture; null for others.
  const clang::LambdaExpr *Closure = nullptr;
  const clang::LambdaCapture *Capture = nullptr;

  /// The capture, where it is written out; else the closure's default capture,
  /// or what lends the object.
  clang::SourceLocation location() const;
};

/// The objects that a copy of \p Value refers to: known ones only.
llvm::SmallVector<Loan, 4> loansOf(const clang::Expr &Value,
                                   FunctionAnalysis &F);

/// The objects that an argument lends to a parameter of type \p Parameter: by
/// reference the object itself, and what that refers to in turn.
llvm::SmallVector<Loan, 4> loansOfArgument(const clang::Expr &Argument,
                                           clang::QualType Parameter,
                                           FunctionAnalysis &F);

/// The lambda expression that \p Value, a closure, a function object made from
/// one or a call bound to one, comes from; null when that is not known.
const clang::LambdaExpr *closureIn(const clang::Expr &Value,
                                   FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOANS_H

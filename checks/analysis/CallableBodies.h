//===--- CallableBodies.h - what runs when a callable is called -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CALLABLEBODIES_H
#define COROLINT_ANALYSIS_CALLABLEBODIES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"

namespace corolint {

/// The function that \p E names or points to; null for others.
const clang::FunctionDecl *functionNamed(const clang::Expr *E);

/// What runs when the callable \p E is called: the call operators of a closure,
/// also of one that a wrapper is made of, or the function it names.
llvm::SmallVector<const clang::FunctionDecl *, 1>
bodiesOf(const clang::Expr &E);

/// The lambdas in \p S, those in lambdas included.
llvm::SmallVector<const clang::LambdaExpr *, 4> lambdasIn(const clang::Stmt &S);

/// Whether the visible body of \p Callee calls what it is given as argument
/// number \p Index.
bool callsArgument(const clang::FunctionDecl &Callee, unsigned Index);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CALLABLEBODIES_H

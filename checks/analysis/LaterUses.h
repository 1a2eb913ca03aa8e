//===--- LaterUses.h - what a coroutine uses after it has suspended -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine keeps its reference parameters as references, and its closure or
// implicit object as a pointer ([dcl.fct.def.coroutine]/13). Whoever called it
// has gone on when it is resumed; what it uses after its first suspension has
// to be alive still. A lazy coroutine suspends before its first line.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LATERUSES_H
#define COROLINT_ANALYSIS_LATERUSES_H

#include "TranslationUnit.h"

namespace corolint {

/// Which uses count.
enum class UsesFrom {
  Start,           ///< all: the coroutine is lazy
  FirstSuspension, ///< those that may follow a suspension
};

/// A use of what the caller had to keep alive.
struct LaterUse {
  clang::SourceLocation Where;
  /// For closures, the captured variable; null for `this`.
  const clang::ValueDecl *Captured = nullptr;

  explicit operator bool() const { return Where.isValid(); }
};

/// A use of what the parameter \p Var refers to or, with null, of the implicit
/// object, in the coroutine \p F: by its name or by references, pointers and
/// views that were made from it.
LaterUse laterUse(FunctionAnalysis &F, const clang::ParmVarDecl *Var,
                  UsesFrom From);

/// A use of a capture in the call operator \p F of a closure, that is, of the
/// closure's storage. References made from captures by reference do without it.
LaterUse laterUseOfCaptures(FunctionAnalysis &F, UsesFrom From);

} // namespace corolint

#endif // COROLINT_ANALYSIS_LATERUSES_H

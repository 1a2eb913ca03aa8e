//===--- VariableUses.h - where a function names its variables ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_VARIABLEUSES_H
#define COROLINT_ANALYSIS_VARIABLEUSES_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace corolint {

class FunctionAnalysis;

/// The names of local variables in one function, its lambdas included; found in
/// one walk.
class VariableUses {
public:
  explicit VariableUses(FunctionAnalysis &F);

  /// The names of \p Var, in the order of the source.
  llvm::ArrayRef<const clang::DeclRefExpr *>
  mentionsOf(const clang::VarDecl &Var) const;

  /// What \p Var or, of a structure, its fields are given, wherever that is.
  llvm::ArrayRef<const clang::Expr *> valuesOf(const clang::VarDecl &Var);

  /// Whether the object \p Var of a class is only looked at: bound to
  /// references to const, copied.
  bool isOnlyRead(const clang::VarDecl &Var);

private:
  template <class T>
  using ByVariable =
      llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<T, 2>>;

  FunctionAnalysis &F;
  ByVariable<const clang::DeclRefExpr *> Mentions;
  ByVariable<const clang::Expr *> Values;
  llvm::DenseMap<const clang::VarDecl *, bool> OnlyRead;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_VARIABLEUSES_H

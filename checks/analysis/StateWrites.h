//===--- StateWrites.h - who writes which shared state ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts of a whole translation unit, found in one walk over its functions when
// a rule first asks: which function gives which member or global another value.
// Members are named by their declaration, whichever object they belong to.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_STATEWRITES_H
#define COROLINT_ANALYSIS_STATEWRITES_H

#include "Mutations.h"
#include "TranslationUnit.h"

namespace corolint {

/// One place where a member or global is written.
struct StateWrite {
  FunctionAnalysis *By = nullptr;
  Mutation What;
};

class StateWrites {
public:
  explicit StateWrites(TranslationUnit &Unit);

  /// The writes of \p State, in the order of the source. What may change
  /// nothing is left out.
  llvm::ArrayRef<StateWrite> of(const clang::ValueDecl &State) const;

  /// Whether \p F, or a member function that it calls for its own object, may
  /// change \p State, if all that is visible.
  bool mayChange(const FunctionAnalysis &F,
                 const clang::ValueDecl &State) const;

private:
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<StateWrite, 2>>
      ByState;
  struct Effects {
    llvm::SmallVector<const clang::ValueDecl *, 4> Changed;
    llvm::SmallVector<const FunctionAnalysis *, 2> Called;
  };
  llvm::DenseMap<const FunctionAnalysis *, Effects> ByFunction;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_STATEWRITES_H

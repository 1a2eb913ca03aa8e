//===--- Mutations.h - what a function does to objects ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every operation of one function's own code that gives an object another
// value, or may do so, whatever it is spelled like: assignment, reset, emplace,
// store, insertion by key, increment, move, a reference that is handed out. For
// rules that ask who else changes something.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_MUTATIONS_H
#define COROLINT_ANALYSIS_MUTATIONS_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace corolint {

class FunctionAnalysis;
class Roles;

/// One operation.
struct Mutation {
  enum KindType : uint8_t {
    Assigns, ///< another value, whatever there was
    Clears,  ///< the same with nothing: null, reset(), an empty optional
    Puts,    ///< an element under Key, whatever was there
    Appends, ///< one more element, Key
    Adds,    ///< `+=`, `++`: something more
    Takes,   ///< `-=`, `--`: something less
    Changes, ///< anything else; maybe nothing
  } Kind = Changes;
  const clang::Expr *At = nullptr;
  /// The object, or a pointer to it; for Puts and Appends the container.
  const clang::Expr *Target = nullptr;
  /// The new value, the element, or what is added; null where there is none.
  const clang::Expr *Value = nullptr;
  const clang::Expr *Key = nullptr;
};

/// The mutations in the body of \p F, its lambdas left out, in the order of the
/// source.
std::vector<Mutation> mutationsIn(FunctionAnalysis &F);

/// The members and variables of static storage that \p Target, an object, is a
/// part or an element of, outwards, as far as it lies in one object: of
/// `table_[i].count`, `count` and `table_`. Nothing of a local object.
llvm::SmallVector<const clang::ValueDecl *, 2>
changedBy(const clang::Expr &Target);

/// Whether \p E is a literal, an enumerator or something else that is the same
/// in every run.
bool isConstantValue(const clang::Expr &E, const Roles &R);

/// Whether \p E stands for nothing: null, false, zero, an empty optional.
bool isEmptyValue(const clang::Expr &E, const Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_MUTATIONS_H

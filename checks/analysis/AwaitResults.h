//===--- AwaitResults.h - who keeps what an await yields ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The operand of a co_await, its awaiter and a result by value are temporaries:
// unless a reference is bound to one of them directly, they die at the end of
// the full-expression ([class.temporary]), in C++23 those of a range-for with
// the loop. Found are the variables that go on to refer into one of them.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_AWAITRESULTS_H
#define COROLINT_ANALYSIS_AWAITRESULTS_H

#include "TemporaryOrigins.h"
#include <vector>

namespace corolint {

/// A reference, pointer or view that outlives the full-expression in which the
/// object dies that it refers to.
struct DanglingResult {
  enum Way : unsigned {
    Declared, ///< a variable, or a member of one, was made so and is used later
    Assigned, ///< so was a variable that is used later, or a member
    Looped,   ///< the hidden variable of a range-for
    Returned, ///< by co_return
  } How = Declared;
  /// The variable or the assigned member; null if returned.
  const clang::ValueDecl *Target = nullptr;
  /// The member of the declared variable that refers to the object; null if the
  /// variable itself does.
  const clang::FieldDecl *Member = nullptr;
  /// The assignment, loop or co_return; null for declarations.
  const clang::Stmt *At = nullptr;
  Origin Into;
};

/// The dangling results in \p F, in the order of the source.
std::vector<DanglingResult> danglingResults(FunctionAnalysis &F);

/// Whether a variable of the type that the reference \p Var refers to can be
/// made from its initialiser, and is no view itself.
bool canBeCopied(const clang::VarDecl &Var, const Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_AWAITRESULTS_H

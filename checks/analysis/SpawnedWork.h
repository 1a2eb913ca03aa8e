//===--- SpawnedWork.h - work that a function starts ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads, posted callables, spawned tasks and eager coroutines that nobody
// awaits: what a function starts and does not wait for in the same expression,
// the objects that it lends to them (Loans.h), and who can wait for them: a
// handle, a scope, or nobody. Joins.h tells whether somebody does in time.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SPAWNEDWORK_H
#define COROLINT_ANALYSIS_SPAWNEDWORK_H

#include "Loans.h"

namespace corolint {

/// One piece of work that goes on behind the expression that starts it.
struct SpawnedWork {
  /// The call or construction that starts it.
  const clang::Expr *Start = nullptr;
  /// The callables, tasks and arguments that it consists of.
  llvm::SmallVector<const clang::Expr *, 2> Parts;
  /// What it refers to, if that is known.
  llvm::SmallVector<Loan, 4> Loans;
  /// Whether a scope waits for it, when it is joined or destroyed.
  bool InScope = false;
  /// The scope or executor that it was given to; null if none is named.
  const clang::Expr *Place = nullptr;
  /// The same, as an object: unknown for members and globals.
  Referent Where;
  /// The variable or member by which one may wait for it: a thread, a future,
  /// a container of them; null when there is none.
  const clang::ValueDecl *Handle = nullptr;
  /// Started inside the member function or constructor that Start calls, and
  /// refers to the object of that: the work there, and which loan of it. Null
  /// for others.
  const SpawnedWork *Inner = nullptr;
  const Loan *InnerLoan = nullptr;
};

/// The spawned work of one translation unit.
class SpawnedWorks {
public:
  explicit SpawnedWorks(TranslationUnit &Unit) : Unit(Unit) {}

  /// What \p F starts, in the order of the source, the first 128 pieces of it;
  /// nothing while \p F itself is being looked at (recursion).
  llvm::ArrayRef<SpawnedWork> of(FunctionAnalysis &F);

  /// Whether a call of \p Callee may start work, by its declaration.
  bool mayStart(const clang::FunctionDecl &Callee);

  /// Whether making a \p T from a callable starts it: a thread.
  bool startsWhenMade(clang::QualType T);

private:
  bool computeMayStart(const clang::FunctionDecl &Callee);

  TranslationUnit &Unit;
  llvm::DenseMap<const FunctionAnalysis *,
                 std::unique_ptr<std::vector<SpawnedWork>>>
      Known;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Starters;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> ThreadTypes;
};

/// What a task or callable refers to that is handed on: as loansOf(), and for
/// the calls that make tasks, what these keep of their arguments.
llvm::SmallVector<Loan, 4> loansOfWork(const clang::Expr &Work,
                                       FunctionAnalysis &F);

/// Whether the closure keeps an owner of an object of \p Class, or what counts
/// as one: `self = shared_from_this()`, a gate's holder.
bool keepsOwnerOf(const clang::CXXRecordDecl &Class,
                  const clang::LambdaExpr &Closure, Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SPAWNEDWORK_H

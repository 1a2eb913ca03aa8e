//===--- ExecutorThreads.h - the threads behind an executor ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An executor has threads of its own, by the role of its type, or those that
// call its run(): ThreadRunners count them. A strand has those of the executor
// it was made from, one at a time. Expressions are traced to where the executor
// comes from: through get_executor(), copies, erased types, locals, and members
// that the constructors initialise. What comes from elsewhere, by reference or
// by value, is unknown, and unknown is one thread.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_EXECUTORTHREADS_H
#define COROLINT_ANALYSIS_EXECUTORTHREADS_H

#include "ThreadRunners.h"
#include "clang/AST/Type.h"

namespace corolint {

/// What is known of one executor.
struct ExecutorKind {
  /// What it is given runs on another thread.
  bool IsElsewhere = false;
  /// One piece of work at a time.
  bool IsStrand = false;
  /// The context whose threads it has, if these are the callers of run(); null
  /// if they are its own, or unknown.
  const clang::ValueDecl *Context = nullptr;
  /// Which strand: the member or parameter that holds it, or the expression
  /// that makes it. Both null if nobody knows.
  const clang::ValueDecl *Strand = nullptr;
  const clang::Expr *MadeBy = nullptr;

  /// The pool, if it was made with one thread.
  const clang::ValueDecl *OneThread = nullptr;

  /// Whether work on both may run at the same time for certain, as far as
  /// strands and pools of one thread go: none in common.
  bool isApartFrom(const ExecutorKind &Other) const {
    if (OneThread && OneThread == Other.OneThread)
      return false;
    return !IsStrand || !Other.IsStrand ||
           (MadeBy && Other.MadeBy && MadeBy != Other.MadeBy);
  }
};

/// The executors of one translation unit.
class ExecutorThreads {
public:
  explicit ExecutorThreads(TranslationUnit &Unit) : Unit(Unit), Runs(Unit) {}

  /// What the executor or execution context \p E, as it is given to a call that
  /// spawns, is.
  ExecutorKind of(const clang::Expr &E) { return of(&E, 0); }

  /// Whether a \p T stands for the context that it was made from.
  bool isExecutor(clang::QualType T) const;

  ThreadRunners &runners() { return Runs; }

private:
  ExecutorKind of(const clang::Expr *E, unsigned Depth);
  ExecutorKind strand(const clang::Expr &E, unsigned Depth);
  ExecutorKind named(const clang::Expr &E, unsigned Depth);
  ExecutorKind madeFrom(const clang::ValueDecl &D, unsigned Depth);
  const clang::Expr *source(const clang::Expr &E) const;
  const clang::ValueDecl *poolOfOne(const clang::Expr &E);

  TranslationUnit &Unit;
  ThreadRunners Runs;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_EXECUTORTHREADS_H

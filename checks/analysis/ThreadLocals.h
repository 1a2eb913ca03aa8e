//===--- ThreadLocals.h - what functions do to thread-local variables -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread-local variable is another object in each thread
// ([basic.stc.thread]). Which functions return one of the calling thread, which
// read it, set it, and count with it: a side effect summary per function
// (Cooper and Kennedy, "Interprocedural side-effect analysis in linear time",
// PLDI 1988), of which only those are kept that happen on every path.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_THREADLOCALS_H
#define COROLINT_ANALYSIS_THREADLOCALS_H

#include "TranslationUnit.h"

namespace corolint {

struct Referent;

/// One thing that a statement does to a thread-local variable or a part of it.
struct ThreadLocalAccess {
  enum KindType : uint8_t {
    Read,  ///< its value is looked at
    Set,   ///< it gets the value Value, whatever it was before
    Raise, ///< it grows by a step: ++x, x += n
    Lower, ///< it shrinks by a step
    Other, ///< something that may change it
  } Kind = Read;
  /// Begins at the variable.
  const AccessPath *Object = nullptr;
  /// The element of the graph after which it has happened.
  const clang::Stmt *At = nullptr;
  /// Set: what is assigned; null when a callee does it.
  const clang::Expr *Value = nullptr;

  const clang::VarDecl &variable() const { return *Object->root(); }
};

/// Whether each thread has a \p Var of its own.
bool isThreadLocal(const clang::VarDecl &Var);

class ThreadLocals {
public:
  explicit ThreadLocals(TranslationUnit &Unit);
  ~ThreadLocals();

  /// The variable, or modelled getter, that the reference, pointer or view
  /// refers to which the call \p Call returns; null when its body does not say
  /// so of all that it returns.
  const clang::NamedDecl *returnedBy(const clang::CallExpr &Call);

  /// What the body of \p F does, in the order of the source, to the variables
  /// that it names and to those that the functions it calls do something to.
  const std::vector<ThreadLocalAccess> &accessesIn(FunctionAnalysis &F);

  /// What a call of \p F does, one access for each variable or part.
  const std::vector<ThreadLocalAccess> &summaryOf(FunctionAnalysis &F);

private:
  using Accesses = std::vector<ThreadLocalAccess>;
  const clang::NamedDecl *returned(FunctionAnalysis &Callee);

  TranslationUnit &Unit;
  unsigned Depth = 0;
  llvm::DenseMap<const clang::FunctionDecl *, const clang::NamedDecl *>
      Returned;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Accesses>> Known;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Accesses>>
      Summaries;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_THREADLOCALS_H

//===--- ThreadRunners.h - the threads that run a context -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Some executors have no threads, but use those that call their run(). Such a
// context has several threads if the unit shows two that may run it at once:
// closures and functions that are handed to threads and run it, and functions
// that run it themselves while such a thread does. A thread started in a loop
// is two. Contexts are told apart by the variable or member that holds them.
//
// Precision comes first: threads that one handle stands for, that are joined in
// between, that different branches start, or that end with the function that
// started them while another one does the same, are taken to be one at a time.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_THREADRUNNERS_H
#define COROLINT_ANALYSIS_THREADRUNNERS_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace clang {
class CallExpr;
class Expr;
class Stmt;
} // namespace clang

namespace corolint {

class FunctionAnalysis;
class TranslationUnit;

class ThreadRunners {
public:
  explicit ThreadRunners(TranslationUnit &Unit) : Unit(Unit) {}

  /// The variable or member that is, points to or owns the object \p E; null
  /// for elements and what else has no name of its own. Copies of pointers and
  /// shared owners have the name of what they were copied from.
  const clang::ValueDecl *objectNamed(const clang::Expr &E) {
    return nameOf(E).Context;
  }

  /// Whether two threads may run \p Context at once.
  bool areSeveral(const clang::ValueDecl &Context);

  /// Whether \p F has started a thread that runs \p Context before \p At.
  bool isRunBefore(const clang::ValueDecl &Context, FunctionAnalysis &F,
                   const clang::Expr &At);

private:
  /// A context as a function names it.
  struct Name {
    const clang::ValueDecl *Context = nullptr;
    /// The variable that it is in or that leads to it; null for `*this`.
    const clang::VarDecl *Root = nullptr;

    bool operator==(const Name &Other) const {
      return Context == Other.Context && Root == Other.Root;
    }
  };
  /// One thread that runs a context.
  struct Runner {
    FunctionAnalysis *F = nullptr;
    /// What hands the work to the thread, or, for the function's own thread,
    /// the call of run().
    const clang::Expr *At = nullptr;
    bool IsOwnThread = false;
    /// The variable or member by which one may wait for the thread.
    const clang::ValueDecl *Handle = nullptr;
    /// Whether the thread goes on when the function returns that started it.
    bool IsLeft = false;
    const clang::VarDecl *Root = nullptr;
  };
  using Names = llvm::SmallVector<Name, 2>;

  void collect();
  void collect(FunctionAnalysis &F);
  void add(const Name &Context, Runner Of);
  Name nameOf(const clang::Expr &E);
  Name inCaller(const Name &Inner, const clang::FunctionDecl &Callee,
                llvm::function_ref<const clang::Expr *(int)> Argument);
  const Names &runIn(FunctionAnalysis &Body, unsigned Depth);
  Names computeRunIn(FunctionAnalysis &Body, unsigned Depth);
  using Calls = llvm::SmallVector<const clang::CallExpr *, 8>;
  const Calls &callsIn(FunctionAnalysis &F);
  bool waitsBetween(FunctionAnalysis &F, const clang::Expr &A,
                    const clang::Expr &B);
  bool isRepeated(const Runner &R, const clang::ValueDecl &Context);
  bool mayMeet(const Runner &A, const Runner &B);
  bool meetsOwn(const Runner &Thread, const Runner &Own);
  bool callsBefore(const Runner &Own, const Runner &Thread);
  bool isOneThread(const clang::ValueDecl *Handle) const;

  TranslationUnit &Unit;
  bool Collected = false;
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<Runner, 2>>
      Runners;
  llvm::DenseMap<const clang::ValueDecl *, bool> Several;
  /// The calls that a function makes itself.
  llvm::DenseMap<const FunctionAnalysis *, std::unique_ptr<Calls>> Called;
  /// What a function runs, if calls are followed so much deeper.
  llvm::DenseMap<std::pair<const FunctionAnalysis *, unsigned>,
                 std::unique_ptr<Names>>
      Run;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_THREADRUNNERS_H

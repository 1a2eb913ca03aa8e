//===--- SharedState.h - by what work can tell that it is done ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Work that was started and its starter often meet again without a handle: at
// an event, a latch, a channel, a flag. What the work has in common with the
// function that starts it is where one may wait for the other. Plain data
// (numbers, strings, containers of them) says nothing unless it is polled.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SHAREDSTATE_H
#define COROLINT_ANALYSIS_SHAREDSTATE_H

#include "SpawnedWork.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace corolint {

/// The local variables of a function with what their initialisers name.
struct NamesOfLocals {
  explicit NamesOfLocals(FunctionAnalysis &F);

  using Names = llvm::SmallVector<const clang::ValueDecl *, 4>;
  /// What the initialiser of a local variable names.
  llvm::DenseMap<const clang::ValueDecl *, Names> From;
  /// The local variables whose initialisers name it.
  llvm::DenseMap<const clang::ValueDecl *, Names> Into;
  /// The locals whose destructors wait.
  llvm::SmallVector<const clang::VarDecl *, 4> Joining;
};

/// What a piece of work has in common with the rest of the program.
class SharedState {
public:
  SharedState(const SpawnedWork &Work, FunctionAnalysis &F,
              const NamesOfLocals &Names);

  /// Whether the work may signal by \p D, a variable, structured binding or
  /// member: no plain data.
  bool maySignalBy(const clang::ValueDecl &D) const;

  /// Whether \p E mentions something that the work may signal by.
  bool maySignalIn(const clang::Stmt &E) const;

  /// Whether \p E mentions what the executor of the work was named by.
  bool isExecutorIn(const clang::Stmt &E) const;

  /// Whether a loop that goes on under \p Condition may wait for the work: for
  /// a signal, or a flag that the work refers to. Not what \p Counting, the
  /// loop's own step, changes.
  bool mayPoll(const clang::Expr &Condition, const clang::Stmt *Counting) const;

  /// Whether both works have something in common that may signal.
  bool overlaps(const SharedState &Other) const;

  bool has(const clang::ValueDecl &D) const { return Shared.contains(&D); }

  /// Whether a part of the work itself names \p D.
  bool isNamed(const clang::ValueDecl &D) const { return Named.contains(&D); }

private:
  void share(const NamesOfLocals &Names);

  TranslationUnit &Unit;
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Named, Executors, Shared;
  /// The local objects that the work refers to.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Lent;
};

/// The shared state of all work of a translation unit.
class SharedStates {
public:
  /// Of \p Work, one of SpawnedWorks::of(\p F).
  const SharedState &of(const SpawnedWork &Work, FunctionAnalysis &F);

  const NamesOfLocals &namesIn(FunctionAnalysis &F);

private:
  llvm::DenseMap<const FunctionAnalysis *, std::unique_ptr<NamesOfLocals>>
      Names;
  llvm::DenseMap<const SpawnedWork *, std::unique_ptr<SharedState>> States;
};

/// Whether objects of type \p T can stand for an event: no plain data.
bool isSignal(clang::QualType T, Roles &R);

/// The variables, bindings and members that \p S names, those in the bodies of
/// lambdas included.
void addNamed(const clang::Stmt &S,
              llvm::SmallPtrSetImpl<const clang::ValueDecl *> &Names);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SHAREDSTATE_H

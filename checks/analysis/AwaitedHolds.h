//===--- AwaitedHolds.h - what a coroutine holds by its words -*- C++ -*---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Async locks that nobody has annotated, modelled or made like others are told
// by their words: `auto g = co_await m.lock();`, `co_await sem.acquire();`. For
// rules that have to be silent where something may keep others out.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_AWAITEDHOLDS_H
#define COROLINT_ANALYSIS_AWAITEDHOLDS_H

#include "TranslationUnit.h"

namespace corolint {

/// The places of one coroutine between which something may be held.
class AwaitedHolds {
public:
  explicit AwaitedHolds(FunctionAnalysis &F);

  bool anyAt(clang::SourceLocation Where) const;

private:
  struct Hold {
    clang::SourceLocation Begin, End;
  };
  void add(const clang::CoawaitExpr &Await);
  bool isFollowed(const clang::Stmt &Full) const;
  clang::SourceLocation releaseAfter(clang::SourceLocation Begin) const;

  FunctionAnalysis &F;
  const clang::SourceManager &SM;
  llvm::SmallVector<Hold, 2> Holds;
  /// Where something is released by hand, in the order of the source.
  llvm::SmallVector<clang::SourceLocation, 2> Releases;
};

/// Whether something that keeps others out may be held at a suspension.
class SuspendedHolds {
public:
  explicit SuspendedHolds(FunctionAnalysis &F) : F(F) {}

  /// An async lock, which is what keeps others out, or a thread lock, which
  /// another rule reports. Whose lock it is nobody can tell: callers may hold
  /// it on behalf of those who change what is used here.
  bool at(const clang::CoroutineSuspendExpr &S);

  /// Whether callers may hold it for all of the coroutine: it is given a guard,
  /// says so by its name, is a lambda that is handed to what locks, or private
  /// and awaited only where something is held.
  bool byCallers();

private:
  bool isHandedToLock(const clang::CXXRecordDecl &Closure);

  FunctionAnalysis &F;
  std::optional<AwaitedHolds> Words;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_AWAITEDHOLDS_H

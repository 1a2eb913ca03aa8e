//===--- SuspendSteps.h - what an await_suspend does, step by step --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The elements of the flow graph of an await_suspend, compiled once into what
// SuspendFlow needs to follow its paths: no syntax is looked at on the way.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SUSPENDSTEPS_H
#define COROLINT_ANALYSIS_SUSPENDSTEPS_H

#include "SuspendFlow.h"
#include "clang/Analysis/CFG.h"

namespace corolint {

/// One element of the graph.
struct SuspendStep {
  const clang::Stmt *At = nullptr;
  std::optional<Publication> Publishes;
  std::optional<AfterPublishing> Uses;
  bool StartsWork = false;
  bool MayThrow = false;
  /// Bits of the locks that it takes, or gives back.
  uint64_t Locks = 0, Unlocks = 0;
};

/// How the function ends.
enum class SuspendExit {
  Suspended,
  GoesOn, ///< not suspended, or resumed
  Unknown
};

class SuspendSteps {
public:
  SuspendSteps(FunctionAnalysis &F, const AwaitSuspend &Suspend);

  llvm::ArrayRef<SuspendStep> of(const clang::CFGBlock &B) const {
    auto It = Steps.find(&B);
    if (It == Steps.end())
      return {};
    return It->second;
  }
  const HandleNames &names() const { return Names; }

  /// The locks that are held when the function is called: it only gives them
  /// back.
  uint64_t heldAtEntry() const { return AtEntry; }

  /// Whether an atomic operation decides which side resumes.
  bool hasHandshake() const { return Handshake; }

  /// How control leaves at the end of \p B, a predecessor of the exit; with the
  /// place to report.
  std::pair<SuspendExit, clang::SourceLocation>
  exitAt(const clang::CFGBlock &B) const;

  /// The calls whose result the branch at the end of \p B tests, with whether
  /// the result itself (true) or its negation is the condition; nothing for
  /// more involved conditions.
  struct Tested {
    llvm::SmallPtrSet<const clang::Expr *, 4> Calls;
    std::optional<bool> Polarity;
  };
  Tested testedAt(const clang::CFGBlock &B) const;

  /// Whether no path from \p B leaves the coroutine suspended without having
  /// resumed it.
  bool onlyGoesOn(const clang::CFGBlock &B) const;

private:
  unsigned lockBit(const void *Lock);
  const void *lockOf(const clang::Expr *Object) const;
  void addLocks(const clang::Stmt &S, SuspendStep &Step);
  std::optional<AfterPublishing> useIn(const clang::Stmt &S) const;
  std::optional<AfterPublishing> memberUse(const clang::MemberExpr &E) const;
  std::optional<AfterPublishing> danglingCapture(const clang::Expr &Call) const;
  bool isHandshake(const clang::Expr &Exchange) const;
  SuspendExit returned(const clang::ReturnStmt &Return) const;

  FunctionAnalysis &F;
  const AwaitSuspend &Suspend;
  HandleNames Names;
  llvm::DenseMap<const clang::CFGBlock *, std::vector<SuspendStep>> Steps;
  llvm::DenseMap<const void *, unsigned> LockBits;
  uint64_t AtEntry = 0;
  bool Handshake = false;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_SUSPENDSTEPS_H

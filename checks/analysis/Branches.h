//===--- Branches.h - what decides whether something runs -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_BRANCHES_H
#define COROLINT_ANALYSIS_BRANCHES_H

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CFGBlock;
class Stmt;
} // namespace clang

namespace corolint {

class FunctionAnalysis;

/// Whether \p Outer decides if its part \p Child runs.
bool decides(const clang::Stmt &Outer, const clang::Stmt *Child);

/// Whether branches of \p F may see to it that only one of \p A and \p B runs:
/// each is in one that the other is not in. Loops are no branches.
bool mayExclude(FunctionAnalysis &F, const clang::Stmt &A,
                const clang::Stmt &B);

/// Where the ways out of the branches of a graph lead, each followed once.
class BranchWays {
public:
  /// Whether one way out of \p Branch leads to \p Block, and another one does
  /// not before the branch is taken again (Ferrante, Ottenstein and Warren,
  /// "The program dependence graph", TOPLAS 1987).
  bool decide(const clang::CFGBlock &Branch, const clang::CFGBlock &Block);

private:
  /// For each way out, the numbers of the blocks that it leads to.
  using Ways = llvm::SmallVector<llvm::BitVector, 2>;
  llvm::DenseMap<const clang::CFGBlock *, Ways> ByBranch;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_BRANCHES_H

//===--- Branches.h - what decides whether something runs -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_BRANCHES_H
#define COROLINT_ANALYSIS_BRANCHES_H

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

/// Whether one way out of \p Branch leads to \p Block, and another one does
/// not before the branch is taken again (Ferrante, Ottenstein and Warren, "The
/// program dependence graph", TOPLAS 1987).
bool decides(const clang::CFGBlock &Branch, const clang::CFGBlock &Block);

/// Whether every path to \p Second leads through \p First, both elements of
/// the graph of \p F.
bool isPassedBefore(FunctionAnalysis &F, const clang::Stmt &First,
                    const clang::Stmt &Second);

} // namespace corolint

#endif // COROLINT_ANALYSIS_BRANCHES_H

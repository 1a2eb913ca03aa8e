//===--- SourceOrder.h - what comes first in the source -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tokens are compared as the preprocessor hands them on: the parts of one macro
// come one after another, though the source has one place for them.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SOURCEORDER_H
#define COROLINT_ANALYSIS_SOURCEORDER_H

#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

namespace corolint {

/// Whether \p A comes before \p B, another token.
inline bool isBefore(clang::SourceLocation A, clang::SourceLocation B,
                     const clang::SourceManager &SM) {
  return SM.isBeforeInTranslationUnit(A, B);
}

/// Whether all of \p A comes before \p B.
inline bool isBefore(const clang::Stmt &A, const clang::Stmt &B,
                     const clang::SourceManager &SM) {
  return isBefore(A.getEndLoc(), B.getBeginLoc(), SM);
}

/// Whether \p Inner is a token of \p Outer.
inline bool contains(const clang::Stmt &Outer, clang::SourceLocation Inner,
                     const clang::SourceManager &SM) {
  return !isBefore(Inner, Outer.getBeginLoc(), SM) &&
         !isBefore(Outer.getEndLoc(), Inner, SM);
}

} // namespace corolint

#endif // COROLINT_ANALYSIS_SOURCEORDER_H

//===--- Contradictions.h - claims that members contradict ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a class claims of itself (SendClaims.h) is believed wherever it is used.
// So the claim is held against the class itself, once: against the types of its
// members and bases, and, for what has to be shared, against what its member
// functions do with them outside of a lock (MemoryAccesses.h).
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CONTRADICTIONS_H
#define COROLINT_ANALYSIS_CONTRADICTIONS_H

#include "SendClaims.h"
#include "SendExplanation.h"

namespace clang {
class CXXMethodDecl;
}

namespace corolint {

struct MemoryAccess;
class TranslationUnit;

struct Contradiction {
  TraitClaim Claim;
  /// From the class to the part that contradicts it; the last step says why.
  std::vector<TraitStep> Chain;
  /// Two accesses, in member functions, to the member that is the second step:
  /// the first is under no lock, one of them writes. They may be the same; null
  /// where the types alone are the contradiction.
  const clang::Expr *Unlocked = nullptr;
  const clang::Expr *Write = nullptr;
  /// Only a matter of how the object is used: for the strict mode.
  bool Strict = false;
};

/// What contradicts \p Claim, one of the claims of \p Record; nothing if
/// nothing is seen to.
std::optional<Contradiction> contradictionOf(const clang::CXXRecordDecl &Record,
                                             const TraitClaim &Claim,
                                             TranslationUnit &Unit);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CONTRADICTIONS_H

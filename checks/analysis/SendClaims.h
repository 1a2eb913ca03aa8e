//===--- SendClaims.h - what annotations say of Send, Sync and Safe -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SENDCLAIMS_H
#define COROLINT_ANALYSIS_SENDCLAIMS_H

#include "SendRules.h"

namespace clang {
class AnnotateAttr;
}

namespace corolint {

/// What the annotations of a class or alias answer; nothing when they say
/// nothing about \p Asked. Conditions are those of the specialisation.
std::optional<TraitRule> annotatedTrait(const clang::Decl &D, Trait Asked);

/// Why the author vouches for the type of the member \p Field; nothing when
/// nobody does.
std::optional<std::string> vouchedFor(const clang::FieldDecl &Field,
                                      Trait Asked);

/// A claim that structure may contradict.
struct TraitClaim {
  Trait Claimed;
  const clang::AnnotateAttr *Annotation;
  /// The class that is annotated: the one asked about, or a polymorphic base
  /// of it, whose claim holds for whatever is behind a pointer to the base.
  const clang::CXXRecordDecl *By;
};

/// What \p Record claims to be, itself or through its polymorphic bases. Not
/// what its author vouches for.
llvm::SmallVector<TraitClaim, 2> claimsOf(const clang::CXXRecordDecl &Record);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SENDCLAIMS_H

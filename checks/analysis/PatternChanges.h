//===--- PatternChanges.h - changes by members nobody instantiates --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_PATTERNCHANGES_H
#define COROLINT_ANALYSIS_PATTERNCHANGES_H

#include "Roles.h"

namespace corolint {

/// What a member function that is declared, but not instantiated, does to a
/// field.
struct PatternChange {
  CallEffect Effect = CallEffect::Inserts; ///< Inserts or Erases
  const clang::FieldDecl *Field = nullptr; ///< of the instantiated class
  const clang::CXXMethodDecl *By = nullptr;
  const clang::Expr *At = nullptr; ///< in the template
};

/// The changes that the members of a class template's specialisation would make
/// to its fields if somebody called them: a translation unit that uses a class
/// does not instantiate all of it. Private members that nobody calls don't
/// count.
std::vector<PatternChange> patternChanges(const clang::CXXRecordDecl &Record,
                                          const Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_PATTERNCHANGES_H

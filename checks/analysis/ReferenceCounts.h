//===--- ReferenceCounts.h - handles whose count is no atomic -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_REFERENCECOUNTS_H
#define COROLINT_ANALYSIS_REFERENCECOUNTS_H

#include "clang/AST/DeclCXX.h"

namespace corolint {

class Roles;

/// Whether copies of \p Record share a plain integer behind a pointer that the
/// copy constructor raises and the destructor lowers, in the functions they
/// call if not in their own bodies. Bodies that take a lock do not count, nor
/// those that are not visible.
bool countsWithoutAtomics(const clang::CXXRecordDecl &Record, Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_REFERENCECOUNTS_H

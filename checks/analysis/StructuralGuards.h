//===--- StructuralGuards.h - guard classes nobody declared as such -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_STRUCTURALGUARDS_H
#define COROLINT_ANALYSIS_STRUCTURALGUARDS_H

#include "Roles.h"

namespace corolint {

/// What a destructor gives back.
struct ReleasedLock {
  LockKind Kind = LockKind::None;
  bool Shared = false;
};

/// The kind of lock that the visible destructor of \p Record gives back, and
/// that is not its own: reached through a reference, a pointer or a global, not
/// taken by the destructor itself. None when it does no such thing.
ReleasedLock lockReleasedByDestructor(const clang::CXXRecordDecl &Record,
                                      Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_STRUCTURALGUARDS_H

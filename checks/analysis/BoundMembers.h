//===--- BoundMembers.h - members of one thread, used by another ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_BOUNDMEMBERS_H
#define COROLINT_ANALYSIS_BOUNDMEMBERS_H

#include "TranslationUnit.h"

namespace corolint {

/// A member that counts its owners without atomics, or is annotated as not
/// Send, and that \p Body, which another thread runs, uses: of the object that
/// the variable \p Root leads to, or of *this if that is null, in member
/// functions that the body calls as well. Null if there is none, or if nobody
/// but that thread has to do with the member.
const clang::FieldDecl *boundMemberUsed(FunctionAnalysis &Body,
                                        const clang::ValueDecl *Root);

} // namespace corolint

#endif // COROLINT_ANALYSIS_BOUNDMEMBERS_H

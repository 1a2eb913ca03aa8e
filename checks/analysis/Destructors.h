//===--- Destructors.h - what the end of an object runs -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_DESTRUCTORS_H
#define COROLINT_ANALYSIS_DESTRUCTORS_H

#include "Roles.h"

namespace corolint {

/// The destructors that the end of an object of type \p T runs: its own, if the
/// class is the user's or its model says that it blocks, or those of what it
/// contains or owns.
llvm::SmallVector<const clang::CXXDestructorDecl *, 1>
destructorsRunBy(clang::QualType T, const Roles &R);

/// The destructors that the end of \p Var runs. An object that others may come
/// to own as well (make_shared) ends with the variable that it is made for,
/// unless somebody is shown that variable (VariableEnds.h).
llvm::SmallVector<const clang::CXXDestructorDecl *, 1>
destructorsAtEndOf(const clang::VarDecl &Var, const Roles &R);

/// What the members and bases of the class of \p Destructor run when they end.
llvm::SmallVector<const clang::CXXDestructorDecl *, 2>
destructorsInside(const clang::CXXDestructorDecl &Destructor, const Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_DESTRUCTORS_H

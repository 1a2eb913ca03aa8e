//===--- ScopeExits.h - objects whose end others can notice ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Objects that stand for a state which lasts as long as they live: a flag that
// is set, a counter that is raised, a registration, a scope-exit callable. They
// are told by what their destructor does to things outside of the object. What
// merely owns something, a container, a smart pointer, a handle that can be
// copied, is none.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SCOPEEXITS_H
#define COROLINT_ANALYSIS_SCOPEEXITS_H

#include "TranslationUnit.h"

namespace corolint {

/// Whether the visible destructor of the class \p T, or of a base or member,
/// assigns, increments or calls a non-const member of something that a pointer
/// or reference member refers to, assigns a global, or calls a stored callable.
/// Guards of locks are not meant: the lock flow knows when they hold.
bool endsStateOutside(clang::QualType T, TranslationUnit &Unit);

/// Whether \p F does nothing to its variable \p Var but construct it, read it
/// and hand it on by reference to const: whatever it stands for, it still does.
bool staysAsMade(FunctionAnalysis &F, const clang::VarDecl &Var);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SCOPEEXITS_H

//===--- AlienNames.h - what the names of callables promise ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Types don't tell a listener from a comparator, or an observer from any other
// class with virtual functions; names do. Whatever is in doubt is no alien.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ALIENNAMES_H
#define COROLINT_ANALYSIS_ALIENNAMES_H

#include "clang/AST/DeclCXX.h"

namespace corolint {

/// The variable or member that \p Callable, or the object it points to, is
/// named by; null for results of calls and elements of pairs.
const clang::NamedDecl *nameOfCallable(const clang::Expr &Callable);

/// Whether a callable of type \p Callable called so computes something and
/// nothing else (a comparator, a predicate, a clock), writes a log, frees
/// memory or hands work to somebody else.
bool soundsPure(const clang::NamedDecl &Name, clang::QualType Callable);

/// Whether a call of \p Method on an object of type \p Object, called \p Name,
/// tells somebody what has happened. Of an object that the caller owns alone
/// (\p IsOwned: the state of a machine) more than the function's name has to
/// say so.
bool soundsLikeObserver(const clang::CXXMethodDecl &Method,
                        clang::QualType Object, const clang::NamedDecl *Name,
                        bool IsOwned);

} // namespace corolint

#endif // COROLINT_ANALYSIS_ALIENNAMES_H

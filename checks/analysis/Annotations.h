//===--- Annotations.h - corolint annotations in the AST ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the vocabulary of <corolint/annotations.h> from declarations and types:
// [[clang::annotate("corolint::name", ...)]] on classes and functions,
// [[clang::annotate_type(...)]] on parameters.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ANNOTATIONS_H
#define COROLINT_ANALYSIS_ANNOTATIONS_H

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include <string>

namespace corolint {

/// The annotation `corolint::<Name>` of \p D or, for a member function without
/// one, of a member function it overrides. Null when there is none.
const clang::AnnotateAttr *findAnnotation(const clang::Decl &D,
                                          llvm::StringRef Name);

/// The same on the type of a parameter.
bool hasTypeAnnotation(const clang::ParmVarDecl &P, llvm::StringRef Name);

/// Whether work given to \p Param is started by the callee: the parameter is
/// annotated as spawning, joining or keeping it.
bool takesWork(const clang::ParmVarDecl &Param);

/// Argument \p Index of an annotation as a string; empty when it is missing or
/// no string.
std::string stringArgument(const clang::AnnotateAttr &A, unsigned Index);

} // namespace corolint

#endif // COROLINT_ANALYSIS_ANNOTATIONS_H

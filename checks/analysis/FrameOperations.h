//===--- FrameOperations.h - what functions do to a handle member ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FRAMEOPERATIONS_H
#define COROLINT_ANALYSIS_FRAMEOPERATIONS_H

#include "clang/AST/DeclCXX.h"

namespace corolint {

class TranslationUnit;

/// What the body of a function, and the members it calls on its own object, do
/// to one handle member: of their object and of another one of the class.
struct FrameOperations {
  bool Destroys = false;
  /// What decides whether it is destroyed is not only the handle itself.
  bool IsConditional = false;
  bool Resumes = false;
  bool Assigns = false;
  /// It is given away or exchanged: std::exchange, std::swap.
  bool Exchanges = false;
  /// Members of the own object are called that nobody sees, or the object as a
  /// whole is used.
  bool UsesWhole = false;
  bool TakesFromOther = false;
  bool ClearsOther = false;
  /// Anything else happens: a call, a counter.
  bool DoesMore = false;
};

/// What \p F does to \p Handle. \p F may be a pattern. Nothing is known, and
/// all set that keeps a rule silent, where its body is not visible.
FrameOperations frameOperations(const clang::FunctionDecl &F,
                                const clang::FieldDecl &Handle);

/// Whether \p T is a coroutine handle, also of a type that depends on template
/// parameters.
bool isHandleAsWritten(clang::QualType T);

/// How the code of a unit that users write treats one handle member, and
/// frames of its kind.
struct FrameTraffic {
  /// Somebody calls destroy() on a handle that may be a copy.
  bool IsDestroyed = false;
  /// The handle is returned, captured or given to what nobody sees.
  bool Escapes = false;
  /// Somebody other than constructors and assignments replaces it.
  bool IsLetGo = false;
  /// Somebody resumes the member in place.
  bool IsResumed = false;
};

FrameTraffic trafficOf(const clang::FieldDecl &Handle, TranslationUnit &Unit);

} // namespace corolint

#endif // COROLINT_ANALYSIS_FRAMEOPERATIONS_H

//===--- Copies.h - what can be copied ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_COPIES_H
#define COROLINT_ANALYSIS_COPIES_H

#include "clang/AST/Type.h"

namespace corolint {

/// Whether everybody can make an object of type \p T from an lvalue of it: for
/// containers, from their elements, too, whatever they declare. False for what
/// is not defined.
bool isCopyable(clang::QualType T);

/// The same from an rvalue, by moving or copying.
bool isMovable(clang::QualType T);

} // namespace corolint

#endif // COROLINT_ANALYSIS_COPIES_H

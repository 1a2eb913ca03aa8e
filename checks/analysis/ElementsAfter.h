//===--- ElementsAfter.h - what control may come to -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ELEMENTSAFTER_H
#define COROLINT_ANALYSIS_ELEMENTSAFTER_H

#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace corolint {

class FunctionAnalysis;

/// Calls \p GoesOn for the elements of the graph of \p F that control may come
/// to after \p From, or after the smallest element that \p From is a part of;
/// where the answer is false, that way is followed no further. Each way into a
/// block is followed once. False if \p From is a part of no element.
bool forEachElementAfter(FunctionAnalysis &F, const clang::Stmt &From,
                         llvm::function_ref<bool(const clang::Stmt &)> GoesOn);

} // namespace corolint

#endif // COROLINT_ANALYSIS_ELEMENTSAFTER_H

//===--- StandardLibrary.h - what belongs to the standard library ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_STANDARDLIBRARY_H
#define COROLINT_ANALYSIS_STANDARDLIBRARY_H

#include "clang/AST/Decl.h"

namespace corolint {

/// Whether \p D is declared in namespace std, in a namespace or class in it:
/// members of its classes as well, which Decl::isInStdNamespace leaves out.
inline bool isOfStandardLibrary(const clang::Decl &D) {
  for (const clang::DeclContext *In = D.getDeclContext(); In;
       In = In->getParent())
    if (In->isStdNamespace())
      return true;
  return false;
}

} // namespace corolint

#endif // COROLINT_ANALYSIS_STANDARDLIBRARY_H

//===--- TypeNames.h - types, in words for users --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_TYPENAMES_H
#define COROLINT_ANALYSIS_TYPENAMES_H

#include "clang/AST/ASTContext.h"
#include <string>

namespace corolint {

/// The name of \p T for messages: qualified, without default template
/// arguments, and by the alias that the code uses where that is short. Clang's
/// own spelling in diagnostics differs from version to version.
std::string nameOfType(clang::QualType T, const clang::ASTContext &Context);

} // namespace corolint

#endif // COROLINT_ANALYSIS_TYPENAMES_H

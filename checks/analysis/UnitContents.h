//===--- UnitContents.h - the code that a unit's user has written ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_UNITCONTENTS_H
#define COROLINT_ANALYSIS_UNITCONTENTS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Expr;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// The extent of one `[[gsl::suppress]]` and the rule it names.
struct Suppression {
  clang::SourceRange Extent;
  llvm::StringRef Rule;
};

/// What TranslationUnit hands out under the same names, in the order of the
/// source.
struct UnitContents {
  std::vector<const clang::FunctionDecl *> Functions;
  std::vector<const clang::Expr *> Initializers;
  std::vector<const clang::CXXRecordDecl *> Classes, Patterns;
  std::vector<Suppression> Suppressions;
};

/// Of the traversal scope of \p Context, nothing in system headers.
UnitContents contentsOf(clang::ASTContext &Context);

} // namespace corolint

#endif // COROLINT_ANALYSIS_UNITCONTENTS_H

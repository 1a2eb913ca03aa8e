//===--- BodyVisibility.h - which function bodies are looked at -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One predicate that the standalone front end and the analysis share. The front
// end does not parse the bodies it answers false for, and the analysis does not
// look into them even where the host (clang-tidy, clangd) has parsed them, so
// that every host sees the same program.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_BODYVISIBILITY_H
#define COROLINT_ANALYSIS_BODYVISIBILITY_H

namespace clang {
class Decl;
class FunctionDecl;
class SourceManager;
} // namespace clang

namespace corolint {

/// Whether the body of \p F, which must be the declaration that has or will
/// have the body, takes part in the analysis.
///
/// Bodies in user code always do. A body that stands in a system header does
/// when what it does is part of a protocol the analysis reads from structure:
/// the members of awaiters, promises and lockable types. Free functions and all
/// other members of system headers are known by their declarations and models.
///
/// It is asked for every function of a translation unit while that is parsed:
/// two look-ups in the source manager's cache, no walk over redeclarations.
bool bodyMatters(const clang::FunctionDecl &F, const clang::SourceManager &SM);

/// Whether \p D stands in a system header: what it does is then the models'
/// business, and which of its templates are instantiated the host's.
bool isInSystemHeader(const clang::Decl &D);

} // namespace corolint

#endif // COROLINT_ANALYSIS_BODYVISIBILITY_H

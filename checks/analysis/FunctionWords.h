//===--- FunctionWords.h - functions in sentences -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FUNCTIONWORDS_H
#define COROLINT_ANALYSIS_FUNCTIONWORDS_H

#include <string>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace corolint {

/// A function in a sentence: "'fsync'", "the constructor of 'ifstream'".
std::string inWords(const clang::FunctionDecl &F);

/// What ends the object that \p F has returned.
std::string endInWords(const clang::FunctionDecl &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_FUNCTIONWORDS_H

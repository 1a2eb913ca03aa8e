//===--- Words.h - the words of an identifier -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_WORDS_H
#define COROLINT_ANALYSIS_WORDS_H

#include "llvm/ADT/StringRef.h"
#include <initializer_list>

namespace corolint {

/// Whether one of \p Words, in lower case, is a whole word of the identifier
/// \p Name: `join` is one of `join_all`, `JoinAll` and `asyncJoin`, not of
/// `joinable`.
bool hasWord(llvm::StringRef Name,
             std::initializer_list<llvm::StringRef> Words);

/// Whether the identifier begins with the word \p Word.
bool beginsWithWord(llvm::StringRef Name, llvm::StringRef Word);

} // namespace corolint

#endif // COROLINT_ANALYSIS_WORDS_H

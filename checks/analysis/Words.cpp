//===--- Words.cpp - the words of an identifier ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace corolint;

/// Takes the first word off \p Name; empty at the end.
static llvm::StringRef takeWord(llvm::StringRef &Name) {
  Name = Name.drop_while([](char C) { return !llvm::isAlpha(C); });
  size_t Length = 0;
  while (Length < Name.size() && llvm::isAlpha(Name[Length]) &&
         (Length == 0 || !llvm::isUpper(Name[Length]) ||
          llvm::isUpper(Name[Length - 1])))
    ++Length;
  llvm::StringRef Word = Name.take_front(Length);
  Name = Name.drop_front(Length);
  return Word;
}

bool corolint::hasWord(llvm::StringRef Name,
                       std::initializer_list<llvm::StringRef> Words) {
  for (llvm::StringRef Word = takeWord(Name); !Word.empty();
       Word = takeWord(Name))
    if (llvm::is_contained(Words, Word.lower()))
      return true;
  return false;
}

bool corolint::beginsWithWord(llvm::StringRef Name, llvm::StringRef Word) {
  return takeWord(Name).equals_insensitive(Word);
}

//===--- SendRowsTest.cpp - the trait and the linter on the same types ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rows of the linter's own test. Where the linter is certain, so is the
// trait, or the row says that it is opaque to it; where the linter is not, the
// trait is not either.
//
//===----------------------------------------------------------------------===//
#include "../../../test/unit/SendRowTypes.h"
#include "corolint/rt/send.h"
#include <gtest/gtest.h>

namespace rt = corolint::rt;

#if __cplusplus <= 202002L
#define COROLINT_TYPE_23(...)
#endif

namespace {

/// What the trait says where the linter says \p letter.
constexpr char of_trait(char letter) {
  switch (letter) {
  case 'B':
    return '?';
  case 'd':
  case 'N':
    return 'n';
  default:
    return letter;
  }
}

std::string of_trait(std::string letters) {
  for (char &letter : letters)
    letter = of_trait(letter);
  return letters;
}

constexpr char letter_of(rt::answer a) {
  return a == rt::answer::yes ? 'Y' : a == rt::answer::no ? 'n' : '?';
}

template <class T> std::string letters_of() {
  return {letter_of(rt::send_of<T>), letter_of(rt::sync_of<T>),
          letter_of(rt::safe_of<T>)};
}

struct row {
  int number;
  std::string linter;
  std::string expected;
  std::string type;
  std::string found;
};

const row rows[] = {
#define COROLINT_TYPE(Number, Answers, ...)                                    \
  {Number, Answers, of_trait(Answers), #__VA_ARGS__, letters_of<__VA_ARGS__>()},
#define COROLINT_OPAQUE_TYPE(Number, Answers, OfTrait, ...)                    \
  {Number, Answers, OfTrait, #__VA_ARGS__, letters_of<__VA_ARGS__>()},
#include "../../../test/unit/SendRows.def"
};

TEST(SendRows, TheTraitAnswersAsExpected) {
  for (const row &r : rows)
    EXPECT_EQ(r.found, r.expected) << "row " << r.number << ": " << r.type;
}

// What the trait cannot see is unknown to it: it never says the opposite.
TEST(SendRows, TheTraitContradictsTheLinterNowhere) {
  for (const row &r : rows)
    for (std::size_t i = 0; i != r.found.size(); ++i)
      EXPECT_TRUE(r.found[i] == '?' || r.found[i] == of_trait(r.linter[i]))
          << "row " << r.number << ": " << r.type << ": " << r.found
          << ", the linter says " << r.linter;
}

} // namespace

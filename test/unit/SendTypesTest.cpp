//===--- SendTypesTest.cpp - the table of types, row by row ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every row of SendTypes.def, and of the language's own types, with a type of
// the library that the compiler uses: SendRows.def, which the test of the
// runtime's trait reads as well.
//
//===----------------------------------------------------------------------===//

#include "SendText.h"
#include <gtest/gtest.h>
#include <set>

using namespace clang;
using namespace corolint;

namespace {

struct Row {
  int Number;
  const char *Answers;
  const char *Type;
};

const Row Rows[] = {
#define COROLINT_TYPE(Number, Answers, ...) {Number, Answers, #__VA_ARGS__},
#define COROLINT_OPAQUE_TYPE(Number, Answers, OfTheTrait, ...)                 \
  {Number, Answers, #__VA_ARGS__},
#include "SendRows.def"
};

/// The type that the global alias \p Name names. There are too many rows to
/// search the whole unit for each.
QualType aliased(const Code &C, llvm::StringRef Name) {
  ASTContext &Context = C.context();
  auto Found =
      Context.getTranslationUnitDecl()->lookup(&Context.Idents.get(Name));
  return cast<TypedefNameDecl>(Found.front())->getUnderlyingType();
}

/// One line for each row whose answers are not those expected.
Lines differences() {
  std::string Text =
      "#include \"" COROLINT_SOURCE_DIR "/test/unit/SendRowTypes.h\"\n";
  for (auto [Index, R] : llvm::enumerate(Rows))
    Text += "using row" + std::to_string(Index) + " = " + R.Type + ";\n";
  // So that what a row names exists as a complete type.
  for (size_t I = 0; I != std::size(Rows); ++I)
    Text += "template <class T> constexpr bool seen" + std::to_string(I) +
            " = requires { sizeof(T); };\nstatic_assert(seen" +
            std::to_string(I) + "<row" + std::to_string(I) + "> || true);\n";
  Code C = Code::cxx23(Text);
  Lines Different;
  for (auto [Index, R] : llvm::enumerate(Rows)) {
    std::string Found = answers(C, aliased(C, "row" + std::to_string(Index)));
    if (Found != R.Answers)
      Different.push_back(std::to_string(R.Number) + " " + R.Type + ": " +
                          Found + ", not " + R.Answers);
  }
  return Different;
}

/// The numbers of the rows in SendTypes.def. Row 75 is about variables, which
/// SendTraitsTest.cpp asks for.
const int Numbers[] = {
#define COROLINT_SEND_ROW(Row, Shape, Name, When, Send, Sync, Safe, Reason,    \
                          Replacement)                                         \
  Row,
#include "analysis/SendTypes.def"
};

TEST(SendTypes, EveryRowIsTested) {
  std::set<int> Untested(std::begin(Numbers), std::end(Numbers));
  Untested.erase(75);
  for (const Row &R : Rows)
    Untested.erase(R.Number);
  EXPECT_EQ(Untested, std::set<int>{});
}

TEST(SendTypes, EveryRowIsAnswered) { EXPECT_EQ(differences(), Lines{}); }

} // namespace

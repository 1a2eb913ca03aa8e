//===--- TypestateText.cpp - what goes wrong in lives, as text ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TypestateText.h"
#include "analysis/Typestate.h"
#include "clang/Basic/SourceManager.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

/// The line of code at \p Where, without its indentation.
static std::string lineAt(const Code &C, SourceLocation Where) {
  const SourceManager &SM = C.context().getSourceManager();
  auto [File, Offset] = SM.getDecomposedLoc(Where);
  llvm::StringRef Text = SM.getBufferData(File);
  size_t Begin = Text.rfind('\n', Offset) + 1;
  return Text.slice(Begin, Text.find('\n', Offset)).trim().str();
}

Lines corolint::life(const Code &C, llvm::StringRef Function) {
  FunctionAnalysis &F = C.analysis(Function);
  Lines Out;
  for (const TrackedObject &Object : F.objects()) {
    if (Object.Declared->getName() != "t")
      continue;
    LifeReport Life = Typestate(F).follow(Object);
    if (Life.LostAt.isValid())
      Out.push_back("lost at " + lineAt(C, Life.LostAt));
    if (Life.Overwritten)
      Out.push_back("overwritten by " + C.text(*Life.Overwritten));
    EXPECT_EQ(Life.TakenAgain == nullptr, Life.FirstTaken == nullptr);
    if (Life.TakenAgain)
      Out.push_back("taken by " + C.text(*Life.TakenAgain->At) + " after " +
                    C.text(*Life.FirstTaken->At));
  }
  return Out;
}

void corolint::expectNames(const Code &C, unsigned Count) {
  unsigned Found = 0;
  for (FunctionAnalysis *F : C.unit().functions()) {
    std::string Name = F->function().getNameAsString();
    bool Bad = llvm::StringRef(Name).starts_with("bad_");
    if (!Bad && !llvm::StringRef(Name).starts_with("good_"))
      continue;
    ++Found;
    Lines Life = life(C, Name);
    EXPECT_EQ(!Life.empty(), Bad)
        << Name << ": " << (Life.empty() ? "" : Life.front());
  }
  EXPECT_EQ(Found, Count);
}

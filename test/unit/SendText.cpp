//===--- SendText.cpp - Send, Sync and Safe as text, for tests ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SendText.h"

using namespace clang;
using namespace corolint;

char corolint::letterOf(Verdict V) { return "YB?ndN"[static_cast<int>(V)]; }

std::string corolint::answers(const Code &C, QualType T) {
  std::string Letters;
  for (Trait Asked : {Trait::Send, Trait::Sync, Trait::Safe})
    Letters += letterOf(C.unit().sendTraits().of(T, Asked));
  return Letters;
}

std::string corolint::answers(const Code &C, llvm::StringRef Name) {
  return answers(C, C.type(Name));
}

Lines corolint::textOf(const Code &C, const std::vector<TraitStep> &Chain) {
  Lines Text;
  const SourceManager &SM = C.context().getSourceManager();
  for (const TraitStep &Step : Chain) {
    std::string Line = describe(Step, C.context());
    if (Step.Where.isValid() && SM.isWrittenInMainFile(Step.Where))
      Line = std::to_string(SM.getSpellingLineNumber(Step.Where)) + ": " + Line;
    Text.push_back(Line);
  }
  return Text;
}

Lines corolint::whyNot(const Code &C, llvm::StringRef Name, Trait Asked) {
  SendExplanation Explain(C.unit().sendTraits());
  return textOf(C, Explain.chain(C.type(Name), Asked));
}

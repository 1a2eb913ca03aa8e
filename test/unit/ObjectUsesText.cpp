//===--- ObjectUsesText.cpp - uses of objects, as text --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ObjectUsesText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

static const char *nameOf(ObjectUse::Kind K) {
  switch (K) {
  case ObjectUse::Inspects:
    return "inspects";
  case ObjectUse::Drops:
    return "drops";
  case ObjectUse::Tests:
    return "tests";
  case ObjectUse::Assigns:
    return "assigns";
  case ObjectUse::Clears:
    return "clears";
  case ObjectUse::Adds:
    return "adds";
  case ObjectUse::Awaits:
    return "awaits";
  case ObjectUse::Moves:
    return "moves";
  case ObjectUse::Joins:
    return "joins";
  case ObjectUse::Escapes:
    return "escapes";
  }
  return "";
}

Lines corolint::uses(const Code &C, llvm::StringRef Function) {
  Lines Out;
  for (const TrackedObject &Object : C.analysis(Function).objects())
    if (Object.Declared->getName() == "t")
      for (const ObjectUse &U : Object.Uses)
        Out.push_back(std::string(nameOf(U.K)) + " " + C.text(*U.At));
  return Out;
}

void corolint::expectKind(const Code &C, const char *Kind, unsigned Count) {
  unsigned Found = 0;
  for (FunctionAnalysis *F : C.unit().functions()) {
    std::string Full = F->function().getQualifiedNameAsString();
    if (!llvm::StringRef(Full).starts_with(std::string(Kind) + "_::") ||
        isa<CXXMethodDecl>(F->function()))
      continue;
    ++Found;
    unsigned Uses = 0;
    for (const TrackedObject &Object : F->objects())
      if (Object.Declared->getName() == "t")
        for (const ObjectUse &U : Object.Uses) {
          ++Uses;
          EXPECT_STREQ(nameOf(U.K), Kind) << Full << ": " << C.where(*U.At);
        }
    EXPECT_EQ(Uses, 1u) << Full;
  }
  EXPECT_EQ(Found, Count) << Kind;
}

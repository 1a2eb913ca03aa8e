//===--- RacesText.cpp - accesses and races as text, for tests ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "RacesText.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace corolint;

std::string corolint::textOf(const MemoryPlace &Place) {
  std::string Text = Place.Root ? Place.Root->getNameAsString() : "this";
  if (Place.Through)
    Text = "(*" + Text + ")";
  for (const FieldDecl *Field : Place.Path)
    Text += "." + Field->getNameAsString();
  return Text;
}

static std::string textOf(const MemoryAccess &A) {
  return (A.Writes ? "writes " : "reads ") + textOf(A.Place);
}

Lines corolint::accessesIn(const Code &C, llvm::StringRef Function) {
  Lines Text;
  for (const MemoryAccess &A :
       C.unit().memoryAccesses().of(C.analysis(Function)).Accesses)
    Text.push_back(::textOf(A));
  return Text;
}

Lines corolint::unorderedIn(const Code &C, llvm::StringRef Function) {
  Lines Text;
  for (const MemoryAccess *A :
       C.unit().memoryAccesses().unordered(C.analysis(Function)))
    Text.push_back(::textOf(*A));
  return Text;
}

Lines corolint::ordersIn(const Code &C, llvm::StringRef Function) {
  Lines Text;
  for (const Stmt *Order :
       C.unit().memoryAccesses().of(C.analysis(Function)).Orders)
    Text.push_back(C.text(*Order));
  return Text;
}

Lines corolint::races(const Code &C, llvm::StringRef Function) {
  FunctionAnalysis &F = C.analysis(Function);
  const llvm::ArrayRef<Crossing> Crossings = F.crossings();
  Lines Text;
  for (const Race &R : racesIn(F, Crossings))
    Text.push_back(std::string(R.K == Race::WithStarter ? "starter"
                               : R.K == Race::WithOther ? "other work"
                                                        : "next round") +
                   (R.OtherWrites ? " writes " : " reads ") +
                   textOf(R.Mine.Place) + ", work " +
                   (R.Mine.Writes ? "writes" : "reads"));
  return Text;
}

//===--- ElementsAfter.cpp - what control may come to ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ElementsAfter.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

bool corolint::forEachElementAfter(
    FunctionAnalysis &F, const Stmt &From,
    llvm::function_ref<bool(const Stmt &)> GoesOn) {
  const Stmt *Element = &From;
  auto Start = F.positionOf(*Element);
  while (!Start && (Element = F.parents().getParent(Element)))
    Start = F.positionOf(*Element);
  if (!Start)
    return false;
  llvm::SmallVector<std::pair<const CFGBlock *, unsigned>, 16> Work{
      {Start->first, Start->second + 1}};
  llvm::SmallPtrSet<const CFGBlock *, 16> Entered;
  while (!Work.empty()) {
    auto [Block, Index] = Work.pop_back_val();
    bool Goes = true;
    for (; Index != Block->size() && Goes; ++Index)
      if (auto At = (*Block)[Index].getAs<CFGStmt>())
        Goes = GoesOn(*At->getStmt());
    if (!Goes)
      continue;
    for (const CFGBlock::AdjacentBlock &Next : Block->succs())
      if (const CFGBlock *B = Next.getReachableBlock();
          B && Entered.insert(B).second)
        Work.emplace_back(B, 0);
  }
  return true;
}

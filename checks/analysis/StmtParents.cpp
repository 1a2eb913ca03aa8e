//===--- StmtParents.cpp - what each statement is part of -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StmtParents.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

void StmtParents::add(const Stmt &Root) {
  llvm::SmallVector<const Stmt *, 32> Work{&Root};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (!Visited.insert(S).second)
      continue;
    llvm::SmallVector<const Stmt *, 8> Parts(S->child_begin(), S->child_end());
    if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(S))
      Parts.push_back(Opaque->getSourceExpr());
    if (const auto *Captured = dyn_cast<CapturedStmt>(S))
      Parts.push_back(Captured->getCapturedStmt());
    for (const Stmt *Part : llvm::reverse(Parts))
      if (Part) {
        Parents[Part] = S;
        if (isa<LabelStmt>(Part))
          Labelled.insert(S);
        Work.push_back(Part);
      }
  }
}

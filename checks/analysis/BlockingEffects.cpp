//===--- BlockingEffects.cpp - what may block the thread ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BlockingEffects.h"
#include "EffectNodes.h"
#include "ObjectModes.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

BlockingEffects::BlockingEffects(TranslationUnit &Unit) : Unit(Unit) {}
BlockingEffects::~BlockingEffects() = default;

EffectNodes &BlockingEffects::nodes() {
  if (!Nodes)
    Nodes = std::make_unique<EffectNodes>(Unit);
  return *Nodes;
}

const ObjectModes &BlockingEffects::modes() {
  if (!Modes)
    Modes = std::make_unique<ObjectModes>(Unit);
  return *Modes;
}

//===----------------------------------------------------------------------===//
// Who must not block
//===----------------------------------------------------------------------===//

namespace {
/// Whether a body yields, and whether it awaits.
class SuspensionKinds : public RecursiveASTVisitor<SuspensionKinds> {
public:
  bool Yields = false, Awaits = false;
  bool VisitCoawaitExpr(CoawaitExpr *) { return Awaits = true; }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    Yields = true;
    return TraverseStmt(E->getOperand());
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
};
} // namespace

/// Whether \p F is called by an await, before the coroutine is suspended or
/// after it is resumed. A base may leave await_resume to others.
static bool isAwaiterFunction(const FunctionDecl &F, Roles &R) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  const llvm::StringRef Name =
      Method && F.getIdentifier() ? F.getName() : llvm::StringRef();
  if (Name == "await_suspend")
    return F.getNumParams() == 1;
  return (Name == "await_ready" || Name == "await_resume") &&
         !R.awaitables().methods(*Method->getParent(), "await_suspend").empty();
}

/// Whether \p F runs on a thread that others need as well.
bool BlockingEffects::isOnBorrowedThread(FunctionAnalysis &F) {
  if (!F.isCoroutine())
    return isAwaiterFunction(F.function(), Unit.roles());
  SuspensionKinds Kinds;
  Kinds.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return !Kinds.Yields || Kinds.Awaits;
}

bool BlockingEffects::mustNotBlock(FunctionAnalysis &F) {
  auto [It, New] = MustNotBlock.try_emplace(&F);
  if (New)
    It->second = isOnBorrowedThread(F) && !nodes().isClosed(F.function());
  return It->second;
}

//===----------------------------------------------------------------------===//
// Findings
//===----------------------------------------------------------------------===//

/// Of several findings at one place, the wait, or else the shortest chain.
static void sortAndMerge(std::vector<BlockingFinding> &Found,
                         const SourceManager &SM) {
  llvm::sort(Found, [&](const BlockingFinding &A, const BlockingFinding &B) {
    if (A.Where != B.Where)
      return SM.isBeforeInTranslationUnit(A.Where, B.Where);
    if (A.IsWait != B.IsWait)
      return A.IsWait;
    return A.Chain.size() < B.Chain.size();
  });
  Found.erase(
      std::unique(Found.begin(), Found.end(),
                  [](const BlockingFinding &A, const BlockingFinding &B) {
                    return A.Where == B.Where;
                  }),
      Found.end());
}

llvm::ArrayRef<BlockingFinding> BlockingEffects::findingsIn(FunctionAnalysis &F,
                                                            bool StrictToo) {
  auto &Found = Findings[{&F, StrictToo}];
  if (!Found) {
    Found = std::make_unique<std::vector<BlockingFinding>>(
        nodes().findingsIn(F, StrictToo));
    sortAndMerge(*Found, Unit.context().getSourceManager());
  }
  return *Found;
}

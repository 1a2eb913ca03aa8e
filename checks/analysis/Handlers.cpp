//===--- Handlers.cpp - which handlers an exception enters ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Handlers.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

namespace {

/// Walks a body with the innermost try block around each statement.
class HandlerFinder {
public:
  explicit HandlerFinder(const CFG &Graph) {
    for (const CFGBlock *B : Graph.try_blocks())
      if (const auto *Try =
              dyn_cast_or_null<CXXTryStmt>(B->getTerminatorStmt()))
        Dispatch[Try] = B;
  }

  void find(const Stmt &S, const CXXTryStmt *Innermost) {
    if (Dispatch.empty() || isa<LambdaExpr>(S))
      return;
    if (const auto *Try = dyn_cast<CXXTryStmt>(&S)) {
      find(*Try->getTryBlock(), Try);
      for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
        find(*Try->getHandler(I), Innermost);
      return;
    }
    if (Innermost && isa<CallExpr, CXXConstructExpr, CoroutineSuspendExpr,
                         CXXThrowExpr, CXXNewExpr>(S))
      if (const CFGBlock *Handlers = Dispatch.lookup(Innermost))
        Found[&S] = Handlers;
    for (const Stmt *Child : S.children())
      if (Child)
        find(*Child, Innermost);
  }

  llvm::DenseMap<const Stmt *, const CFGBlock *> Found;

private:
  llvm::DenseMap<const CXXTryStmt *, const CFGBlock *> Dispatch;
};

} // namespace

llvm::DenseMap<const Stmt *, const CFGBlock *>
corolint::handlersOf(const CFG &Graph, const Stmt &Body) {
  HandlerFinder Finder(Graph);
  Finder.find(Body, nullptr);
  return std::move(Finder.Found);
}

const CFGBlock *corolint::handlerOf(const CFG &Graph, const VarDecl &Var) {
  if (!Var.isExceptionVariable())
    return nullptr;
  for (const CFGBlock *B : Graph)
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(B->getLabel());
        Handler && Handler->getExceptionDecl() == &Var)
      return B;
  return nullptr;
}

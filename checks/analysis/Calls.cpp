//===--- Calls.cpp - the calls in a piece of code -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Calls.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

namespace {
class CallFinder : public RecursiveASTVisitor<CallFinder> {
public:
  explicit CallFinder(llvm::function_ref<bool(const CallExpr &)> Is) : Is(Is) {}
  bool Found = false;
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool VisitCallExpr(CallExpr *E) {
    Found = Is(*E);
    return !Found;
  }

private:
  llvm::function_ref<bool(const CallExpr &)> Is;
};
} // namespace

bool corolint::anyCall(const Stmt &Code,
                       llvm::function_ref<bool(const CallExpr &)> Is) {
  CallFinder Finder(Is);
  Finder.TraverseStmt(const_cast<Stmt *>(&Code));
  return Finder.Found;
}

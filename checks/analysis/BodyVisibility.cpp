//===--- BodyVisibility.cpp - which function bodies are looked at ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

/// The members that [expr.await], [dcl.fct.def.coroutine] and the lockable
/// requirements ([thread.req.lockable]) call by name.
static bool isProtocolMember(const CXXMethodDecl &Method) {
  if (Method.getOverloadedOperator() == OO_Coawait)
    return true;
  const IdentifierInfo *Name = Method.getIdentifier();
  return Name && llvm::StringSwitch<bool>(Name->getName())
                     .Case("await_ready", true)
                     .Case("await_suspend", true)
                     .Case("await_resume", true)
                     .Case("await_transform", true)
                     .Case("initial_suspend", true)
                     .Case("final_suspend", true)
                     .Case("lock", true)
                     .Case("unlock", true)
                     .Case("try_lock", true)
                     .Case("lock_shared", true)
                     .Case("unlock_shared", true)
                     .Default(false);
}

bool corolint::bodyMatters(const FunctionDecl &F, const SourceManager &SM) {
  // A body that a macro of a system header writes into user code is user code.
  if (!SM.isInSystemHeader(SM.getExpansionLoc(F.getLocation())))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method && isProtocolMember(*Method);
}

bool corolint::isInSystemHeader(const Decl &D) {
  return D.getASTContext().getSourceManager().isInSystemHeader(D.getLocation());
}

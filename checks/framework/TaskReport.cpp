//===--- TaskReport.cpp - what the rules about lost values say alike ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TaskReport.h"
#include "analysis/AwaitFit.h"
#include "analysis/TranslationUnit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint;

std::string corolint::makerOf(const Expr &Made) {
  auto Named = [](const NamedDecl *D) {
    std::string Name = D ? D->getNameAsString() : "";
    return Name.empty() ? "this call" : "'" + Name + "'";
  };
  auto Object = [&](const Expr &E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
    return Named(Ref ? Ref->getDecl() : nullptr);
  };
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(&Made))
    return makerOf(*Await->getOperand()->IgnoreUnlessSpelledInSource());
  // A closure or another function object goes by the name of its variable.
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Made);
      Operator && Operator->getOperator() == OO_Call)
    return Object(*Operator->getArg(0));
  if (const auto *Constructor = dyn_cast<CXXConstructExpr>(&Made))
    return Named(Constructor->getConstructor()->getParent());
  if (const auto *Call = dyn_cast<CallExpr>(&Made))
    return Call->isCallToStdMove()
               ? Object(*Call->getArg(0))
               : Named(dyn_cast_or_null<NamedDecl>(Call->getCalleeDecl()));
  return Object(Made);
}

/// Where \p Made begins: with its object, also if that is an explicit one,
/// which LLVM 19 leaves out.
static SourceLocation beginOf(const Expr &Made) {
  const auto *Call = dyn_cast<CallExpr>(Made.IgnoreImplicit());
  const auto *Method =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl()) : nullptr;
  return Method && Method->isExplicitObjectMemberFunction() &&
                 !isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() != 0
             ? Call->getArg(0)->getBeginLoc()
             : Made.getBeginLoc();
}

llvm::SmallVector<FixItHint, 2> corolint::awaitFix(FunctionAnalysis &F,
                                                   const Expr &Made) {
  SourceLocation Begin = beginOf(Made), End = Made.getEndLoc();
  if (Begin.isMacroID() || End.isMacroID() || !canAwait(F, Made))
    return {};
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Made.IgnoreImplicit());
  bool Binary = Operator && Operator->isInfixBinaryOp();
  if (!Binary)
    return {FixItHint::CreateInsertion(Begin, "co_await ")};
  const ASTContext &Context = F.unit().context();
  return {FixItHint::CreateInsertion(Begin, "co_await ("),
          FixItHint::CreateInsertion(
              Lexer::getLocForEndOfToken(End, 0, Context.getSourceManager(),
                                         Context.getLangOpts()),
              ")")};
}

llvm::SmallVector<FixItHint, 2>
corolint::awaitFix(FunctionAnalysis &F, const Discard &D, const Expr &Made) {
  // The arms of a choice have one type, unless both are cast to void.
  if (D.Way == Discard::Arm && !D.Explicit)
    return {};
  if (D.Way == Discard::Ignored) {
    Awaitable A = F.unit().roles().awaitables().of(Made.getType());
    if (A.Yields.isNull() || A.Yields->isVoidType())
      return {};
  }
  return awaitFix(F, *D.Value);
}

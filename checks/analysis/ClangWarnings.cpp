//===--- ClangWarnings.cpp - what Clang says by itself --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ClangWarnings.h"
#include "AwaitResults.h"
#include "DanglingTasks.h"
#include "clang/Basic/DiagnosticSema.h"

using namespace clang;
using namespace corolint;

std::optional<ClangWarning> corolint::clangWarningOf(const DanglingTask &Task) {
  const CXXRecordDecl *Record = recordOf(Task.Call->getType());
  const FunctionDecl *Callee = calleeOf(*Task.Call);
  if (!Record || !Callee || !Record->hasAttr<CoroLifetimeBoundAttr>() ||
      !Record->hasAttr<CoroReturnTypeAttr>() ||
      Callee->hasAttr<CoroDisableLifetimeBoundAttr>())
    return std::nullopt;
  if (Task.Fate.K == TaskFate::Returned)
    return ClangWarning{diag::warn_ret_stack_addr_ref, "return-stack-address"};
  const Expr *Init =
      Task.Fate.K == TaskFate::Stored ? Task.Fate.Holder->getInit() : nullptr;
  if (Task.To.K == Referent::Temporary && Init &&
      Init->IgnoreImplicit() == Task.Call)
    return ClangWarning{diag::warn_dangling_variable, "dangling"};
  return std::nullopt;
}

std::optional<ClangWarning>
corolint::clangWarningOf(const DanglingResult &Result) {
  const auto *Var = dyn_cast_or_null<VarDecl>(Result.Target);
  if (!Var || !Var->getInit() || Result.How != DanglingResult::Declared ||
      Var->getType()->isReferenceType() || Result.Member)
    return std::nullopt;
  const auto *Call = dyn_cast<CallExpr>(Var->getInit()->IgnoreImplicit());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return std::nullopt;
  auto IsTheTemporary = [&](const Expr *E) {
    return E && E->IgnoreImpCasts() == Result.Into.Temp;
  };
  // `std::string_view v = co_await f();`
  const Expr *Object = argumentOf(*Call, ThisArgument);
  if (isa<CXXConversionDecl>(Callee) && IsTheTemporary(Object) &&
      recordOf(Var->getType()) && recordOf(Var->getType())->isInStdNamespace())
    return ClangWarning{diag::warn_dangling_lifetime_pointer, "dangling-gsl"};
  for (unsigned I = 0; I != Callee->getNumParams(); ++I)
    if (Callee->getParamDecl(I)->hasAttr<LifetimeBoundAttr>() &&
        IsTheTemporary(argumentOf(*Call, I)))
      return ClangWarning{diag::warn_dangling_variable, "dangling"};
  return std::nullopt;
}

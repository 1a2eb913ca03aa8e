//===--- Check.cpp - corolint-dangling-await-result -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/AwaitResults.h"
#include "analysis/ClangWarnings.h"
#include "analysis/TypeNames.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;
using namespace corolint::lifetime;

void DanglingAwaitResultCheck::checkFunction(FunctionAnalysis &F) {
  if (!F.isCoroutine())
    return;
  for (const DanglingResult &Result : danglingResults(F))
    report(F, Result);
}

/// Where the reader finds what dangles.
static SourceLocation placeOf(const DanglingResult &Result) {
  switch (Result.How) {
  case DanglingResult::Looped:
    return cast<CXXForRangeStmt>(Result.At)->getForLoc();
  case DanglingResult::Assigned:
    return cast<Expr>(Result.At)->getExprLoc();
  case DanglingResult::Returned:
    return Result.At->getBeginLoc();
  case DanglingResult::Declared:
    break;
  }
  return Result.Target->getLocation();
}

/// The edit that makes the reference \p Var a variable of its own; none where a
/// copy is not possible or would refer to the same object.
static std::optional<FixItHint> withoutReference(const VarDecl &Var,
                                                 TranslationUnit &Unit) {
  const TypeSourceInfo *Info = Var.getTypeSourceInfo();
  auto Reference =
      Info ? Info->getTypeLoc().getAs<ReferenceTypeLoc>() : ReferenceTypeLoc();
  if (!Reference || Var.isInitCapture() ||
      Reference.getSigilLoc().isMacroID() || !canBeCopied(Var, Unit.roles()))
    return std::nullopt;
  const SourceManager &SM = Unit.context().getSourceManager();
  SourceLocation Begin = Reference.getSigilLoc();
  unsigned Length = Var.getType()->isRValueReferenceType() ? 2 : 1;
  if (const char *Text = SM.getCharacterData(Begin); Text[0] == '&')
    Length = Text[1] == '&' ? 2 : 1;
  const char *Before = SM.getCharacterData(Begin.getLocWithOffset(-1));
  const char *Behind = SM.getCharacterData(Begin.getLocWithOffset(Length));
  auto Edited =
      CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(Length));
  if (isHorizontalWhitespace(*Before) && isHorizontalWhitespace(*Behind))
    Edited.setEnd(Edited.getEnd().getLocWithOffset(1));
  else if (!isWhitespace(*Before) && isAsciiIdentifierContinue(*Behind))
    return FixItHint::CreateReplacement(Edited, " ");
  return FixItHint::CreateRemoval(Edited);
}

void DanglingAwaitResultCheck::report(FunctionAnalysis &F,
                                      const DanglingResult &Result) {
  SourceLocation Where = placeOf(Result);
  if (isSaidByClang(clangWarningOf(Result), F.unit().context(), Where) ||
      !wants(F, Where))
    return;
  const Origin &Into = Result.Into;
  std::string Dead =
      nameOfType(Into.Temp->getType().getUnqualifiedType(), F.unit().context());
  if (Result.How == DanglingResult::Looped || !Result.Target) {
    diag(Where,
         "%select{this loop goes through a part of|what is returned refers "
         "into}0 %select{the awaited temporary|the awaiter, a temporary|the "
         "result of the await, a temporary|a temporary}1 '%2', which is "
         "destroyed %select{before the first iteration|at the end of this "
         "statement}0")
        << !Result.Target << Into.part() << Dead;
  } else {
    auto Report =
        diag(Where,
             "%0 refers into %select{the awaited temporary|the awaiter, a "
             "temporary|the result of the await, a temporary|a temporary}1 "
             "'%2', which is destroyed at the end of this "
             "%select{declaration|assignment}3")
        << Result.Target << Into.part() << Dead
        << (Result.How == DanglingResult::Assigned);
    const auto *Var = dyn_cast<VarDecl>(Result.Target);
    if (Var && Result.How == DanglingResult::Declared)
      if (std::optional<FixItHint> Fix = withoutReference(*Var, F.unit()))
        Report << *Fix;
  }
  explain(Result, Where);
}

void DanglingAwaitResultCheck::explain(const DanglingResult &Result,
                                       SourceLocation Where) {
  const Origin &Into = Result.Into;
  if (Result.Member)
    diag(Result.Member->getLocation(), "it does so through its member %0",
         DiagnosticIDs::Note)
        << Result.Member;
  if (Into.part() != Origin::Result && Into.Returned)
    diag(Into.Returned->getExprLoc(),
         "the await yields a part of it, or of what it owns",
         DiagnosticIDs::Note);
  bool ByValue = Into.part() == Origin::Result;
  diag(Where,
       "%select{give what is awaited a name, and await that, or copy the "
       "value|give the result a name}0",
       DiagnosticIDs::Note)
      << ByValue;
}

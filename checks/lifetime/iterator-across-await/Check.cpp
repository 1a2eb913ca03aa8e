//===--- Check.cpp - corolint-iterator-across-await -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/InvalidatedElements.h"
#include "framework/HeldReport.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::lifetime;

/// The words for what \p Var is, as indices of the message.
static unsigned kindOf(const VarDecl &Var) {
  QualType T = Var.getType();
  if (T->isReferenceType() || isa<DecompositionDecl>(Var))
    return T->isReferenceType() ? 1 : 0;
  if (T->isPointerType())
    return 2;
  return isIteratorType(T) ? 0 : 3;
}

void IteratorAcrossAwaitCheck::checkFunction(FunctionAnalysis &F) {
  for (const InvalidatedElement &Found : invalidatedElements(F, Strict))
    report(F, Found);
}

void IteratorAcrossAwaitCheck::report(FunctionAnalysis &F,
                                      const InvalidatedElement &Found) {
  const KeptElement &Element = Found.Element;
  const auto *Container = cast<NamedDecl>(Found.Hold.Container.Decl);
  SourceLocation Where = Element.Loop  ? Element.Loop->getForLoc()
                         : Element.Var ? Element.Var->getLocation()
                                       : Element.LookUp->getExprLoc();
  if (!wants(F, Where))
    return;
  if (Element.Loop)
    diag(Where, "the loop over %0 goes on after a suspension during which "
                "others can change %0")
        << Container;
  else if (!Element.Var)
    diag(Where, "the element of %0 is used after a suspension during which "
                "others can change %0")
        << Container;
  else if (Element.Var->getDeclName())
    diag(Where,
         "%select{iterator|reference|pointer|view}0 %1 into %2 is used after "
         "a suspension during which others can change %2")
        << kindOf(*Element.Var) << Element.Var << Container;
  else
    diag(Where, "these names for parts of %0 are used after a suspension "
                "during which others can change %0")
        << Container;
  diag(Found.Used.Suspension->getExprLoc(),
       "the coroutine may be suspended at this '%0'", DiagnosticIDs::Note)
      << spelling(*Found.Used.Suspension);
  if (Element.Loop)
    diag(Element.Loop->getColonLoc(), "the next element is taken here",
         DiagnosticIDs::Note);
  else
    diag(Found.Used.Where, "used here, after it", DiagnosticIDs::Note);
  diag(Found.Change->At->getExprLoc(),
       "%0 %select{may put elements into|may erase elements of|replaces the "
       "content of}1 %2 here",
       DiagnosticIDs::Note)
      << Found.Change->Function << Found.Change->Kind
      << cast<NamedDecl>(Found.Change->Container.Decl);
  if (Element.Loop)
    diag(Where,
         "loop over a copy, or hold an async lock that whoever changes "
         "%0 takes, too",
         DiagnosticIDs::Note)
        << Container;
  else
    diag(Where, "look it up again after the suspension, or keep a copy",
         DiagnosticIDs::Note);
}

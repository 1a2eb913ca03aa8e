//===--- Check.cpp - corolint-declared-after-scope ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/LoanEnds.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::lifetime;

void DeclaredAfterScopeCheck::checkFunction(FunctionAnalysis &F) {
  for (const SpawnedWork &Work : F.unit().spawnedWorks().of(F)) {
    if (!Work.InScope)
      continue; // borrowed-capture
    for (const Loan &L : Work.Loans)
      if (SourceLocation End = diesUnder(F, Work, L); End.isValid())
        report(F, Work, L, End);
  }
}

void DeclaredAfterScopeCheck::report(FunctionAnalysis &F,
                                     const SpawnedWork &Work, const Loan &L,
                                     SourceLocation End) {
  const NamedDecl &Object = nameOf(L);
  bool IsRange = Object.isImplicit(); // the hidden variable of the loop
  SourceLocation Where =
      IsRange ? rangeForOf(F, *L.To.Var) : Object.getLocation();
  if (!wants(F, Where))
    return;
  enum {
    Local,
    Parameter,
    Range,
    Exception
  } What = IsRange                           ? Range
           : isa<ParmVarDecl>(Object)        ? Parameter
           : L.To.Var->isExceptionVariable() ? Exception
                                             : Local;
  const VarDecl *Scope =
      Work.Where.K == Referent::Object ? Work.Where.Var : nullptr;
  diag(Where, "%select{%1|%1|the range of this loop|the exception %1}0 is "
              "destroyed before the work that refers to it is joined")
      << What << &Object;
  diag(L.location(), "the work gets its reference here", DiagnosticIDs::Note);
  diag(Work.Start->getExprLoc(), "the work is started here",
       DiagnosticIDs::Note);
  if (Scope)
    diag(Scope->getLocation(),
         "%0, which waits for it, is declared here and lives longer",
         DiagnosticIDs::Note)
        << Scope;
  diag(End,
       "%select{it|the parameter|the range|the exception}0 is destroyed "
       "here",
       DiagnosticIDs::Note)
      << What;
  diag(
      Where,
      "%select{declare it before the scope, give|join the work before the "
      "function returns, or give|keep the range in a variable that is declared "
      "before the scope, give|give}0 the work a copy%select{, or join it "
      "before||, or join it before|}0",
      DiagnosticIDs::Note)
      << (Scope || What != Local ? What : Parameter);
}

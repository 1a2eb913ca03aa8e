//===--- Check.cpp - corolint-borrowed-capture ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/LoanEnds.h"
#include "analysis/TranslationUnit.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::lifetime;

void BorrowedCaptureCheck::checkFunction(FunctionAnalysis &F) {
  for (const SpawnedWork &Work : F.unit().spawnedWorks().of(F)) {
    if (Work.InScope)
      continue; // declared-after-scope's
    for (const Loan &L : Work.Loans) {
      if (L.To.K == Referent::Object) {
        if (SourceLocation End = diesUnder(F, Work, L); End.isValid()) {
          reportLocal(F, Work, L, End);
          break; // one report for one piece of work
        }
      } else if (Strict && isUnownedThis(F, Work, L)) {
        reportThis(F, Work, L);
      }
    }
  }
}

/// How the messages call an object: the hidden variable of a loop has no name.
static std::string inWords(const NamedDecl &Object) {
  if (Object.isImplicit())
    return "the range of this loop";
  std::string Name;
  llvm::raw_string_ostream Out(Name);
  Object.getNameForDiagnostic(Out, Object.getASTContext().getPrintingPolicy(),
                              /*Qualified=*/false);
  return "'" + Name + "'";
}

void BorrowedCaptureCheck::reportLocal(FunctionAnalysis &F,
                                       const SpawnedWork &Work, const Loan &L,
                                       SourceLocation End) {
  // What a member function starts for its object is at fault there.
  const Loan &By = Work.InnerLoan ? *Work.InnerLoan : L;
  SourceLocation Where = By.location();
  if (!wants(F, Where))
    return;
  const NamedDecl &Declared = nameOf(L);
  std::string Object = inWords(Declared);
  enum {
    ByReference,
    ThroughCopy,
    AsThis,
    ByArgument
  } How = Work.InnerLoan                              ? AsThis
          : !By.Capture                               ? ByArgument
          : By.Capture->getCaptureKind() == LCK_ByRef ? ByReference
                                                      : ThroughCopy;
  diag(
      Where,
      "%select{%1 is captured by reference by work that may outlive it|this "
      "capture refers to %1, and the work that has it may outlive %1|'this' is "
      "captured by work that may outlive the object %1|%1 is lent to work that "
      "may outlive it}0")
      << How << Object;
  diag(Declared.getLocation(),
       "%select{%1 is declared here|the parameter %1 lives until this function "
       "returns}0",
       DiagnosticIDs::Note)
      << isa<ParmVarDecl>(Declared) << Object;
  if (Work.Inner)
    diag(Work.Inner->Start->getExprLoc(), "the work is started here",
         DiagnosticIDs::Note);
  diag(Work.Start->getExprLoc(),
       "the work is started here, and nothing waits for it before %0 is "
       "destroyed",
       DiagnosticIDs::Note)
      << Object;
  diag(End, "%0 is destroyed here", DiagnosticIDs::Note) << Object;
  diag(Where,
       "%select{move or copy it into the closure|give the closure its own "
       "copy|keep the object alive by a shared pointer in the closure|give the "
       "work an object of its own}0, or wait for the work",
       DiagnosticIDs::Note)
      << How;
}

void BorrowedCaptureCheck::reportThis(FunctionAnalysis &F,
                                      const SpawnedWork &Work, const Loan &L) {
  SourceLocation Where = L.location();
  if (!wants(F, Where))
    return;
  diag(Where, "'this' is captured by work that nobody waits for, and nothing "
              "keeps the object alive");
  diag(Work.Start->getExprLoc(), "the work is started here",
       DiagnosticIDs::Note);
  diag(Where,
       "capture an owner as well, such as 'self = shared_from_this()', or wait "
       "for the work before the object is destroyed",
       DiagnosticIDs::Note);
}

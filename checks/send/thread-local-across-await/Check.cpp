//===--- Check.cpp - corolint-thread-local-across-await -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/ThreadLocalUses.h"
#include "framework/HeldReport.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::send;

/// The words for how the coroutine came by it, as indices of the note.
static unsigned wayOf(const ThreadLocalSubject &What) {
  if (What.Shape == ThreadLocalSubject::Reference)
    return 0;
  return What.Shape == ThreadLocalSubject::Saved ? 1 : 2;
}

/// Whether the use gives the variable a value rather than reading it.
static bool putsBack(const ThreadLocalUse &Found) {
  if (Found.What.Shape != ThreadLocalSubject::Set)
    return Found.What.Shape != ThreadLocalSubject::Reference &&
           Found.What.Shape != ThreadLocalSubject::Error;
  return isa_and_nonnull<BinaryOperator>(Found.Used.Use);
}

/// What the model of a getter calls the thing that it returns; empty for
/// variables and where it has no name.
static llvm::StringRef modelledName(const NamedDecl &Owner, Roles &R) {
  const auto *Getter = dyn_cast<FunctionDecl>(&Owner);
  for (CallEffect Effect : {CallEffect::ThreadLocal, CallEffect::ReadsError})
    if (const FunctionModel *Model =
            Getter ? R.functionModel(*Getter, Effect) : nullptr;
        Model && !Model->Reason.empty())
      return Model->Reason;
  return "";
}

void ThreadLocalAcrossAwaitCheck::checkFunction(FunctionAnalysis &F) {
  for (const ThreadLocalUse &Found : threadLocalUses(F))
    if (wants(F, Found.Used.Where))
      report(F, Found);
}

void ThreadLocalAcrossAwaitCheck::report(FunctionAnalysis &F,
                                         const ThreadLocalUse &Found) {
  const ThreadLocalSubject &What = Found.What;
  llvm::StringRef Modelled = modelledName(*What.Owner, F.unit().roles());
  bool IsCall = isa<FunctionDecl>(What.Owner) && Modelled.empty();
  std::string Name = !Modelled.empty() ? Modelled.str()
                     : IsCall          ? What.Owner->getQualifiedNameAsString()
                                       : What.Owner->getNameAsString();
  SourceLocation Where = Found.Used.Where;
  if (What.Shape == ThreadLocalSubject::Error)
    diag(Where,
         "'%0' is read after a suspension that follows the call that set "
         "it")
        << Name;
  else if (putsBack(Found))
    diag(Where, "thread-local '%0' is put back after a suspension, maybe on "
                "another thread")
        << Name;
  else if (What.Shape == ThreadLocalSubject::Set)
    diag(Where, "thread-local '%0' is read after a suspension that follows its "
                "setting")
        << Name;
  else if (What.Holder->getDeclName() && !What.Holder->isImplicit())
    diag(Where, "%0, which refers to %select{thread-local '%2'|what '%2' "
                "returned for the "
                "thread}1, is used after a suspension")
        << What.Holder << IsCall << Name;
  else
    diag(Where, "this refers to thread-local '%0' of the thread before the "
                "suspension")
        << Name;
  diag(What.At->getBeginLoc(),
       "%select{taken|saved|set}0 here, on the thread that runs "
       "before the suspension",
       DiagnosticIDs::Note)
      << wayOf(What);
  diag(Found.Used.Suspension->getExprLoc(),
       "the coroutine may be suspended at this '%0'", DiagnosticIDs::Note)
      << spelling(*Found.Used.Suspension);
  if (What.Shape == ThreadLocalSubject::Reference)
    diag(Where,
         "take it again after the suspension, or copy the value before it",
         DiagnosticIDs::Note);
  else if (What.Shape == ThreadLocalSubject::Error)
    diag(Where, "copy the error into a local before the suspension",
         DiagnosticIDs::Note);
  else
    diag(Where,
         "let the value belong to the coroutine: a local, a parameter or a "
         "member of what it works for",
         DiagnosticIDs::Note);
}

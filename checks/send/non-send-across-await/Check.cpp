//===--- Check.cpp - corolint-non-send-across-await -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/NonSendFrames.h"
#include "framework/ChainReport.h"
#include "framework/HeldReport.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::send;

void NonSendAcrossAwaitCheck::checkFunction(FunctionAnalysis &F) {
  for (const StrandedObject &Object : strandedObjects(F, Strict))
    if (wants(F, Object.What.Where))
      report(F, Object);
}

/// The object, as a programmer calls it.
static std::string inWords(const FrameObject &Object) {
  const std::string Name = Object.Declared && !Object.Declared->isImplicit() &&
                                   Object.Declared->getDeclName()
                               ? "'" + Object.Declared->getNameAsString() + "'"
                               : "";
  switch (Object.Kind) {
  case PartKind::Parameter:
    return Name.empty() ? "this parameter" : "the parameter " + Name;
  case PartKind::Capture:
    return "the capture " + Name;
  default:
    if (isa_and_nonnull<DecompositionDecl>(Object.Declared))
      return "the object of this structured binding";
    return Name.empty() ? "this temporary" : Name;
  }
}

void NonSendAcrossAwaitCheck::report(FunctionAnalysis &F,
                                     const StrandedObject &Object) {
  SourceLocation Where = Object.What.Where;
  diag(Where, "%0 is not Send, and is alive at a suspension after which "
              "another thread may go on")
      << inWords(Object.What);
  diag(Object.At->getExprLoc(),
       "the coroutine may go on on another thread after this '%0'",
       DiagnosticIDs::Note)
      << spelling(*Object.At);
  explain(F, Object);
  for (const ChainNote &Note :
       notesFor(Object.Chain, Where, F.unit().context()))
    diag(Note.Where, "%0", DiagnosticIDs::Note) << Note.Text;
  const std::string &Replacement = Object.Chain.back().Replacement;
  diag(Where,
       "%select{use %1 instead, or end|end}0 its scope before the suspension",
       DiagnosticIDs::Note)
      << Replacement.empty() << Replacement;
}

/// Why another thread may go on.
void NonSendAcrossAwaitCheck::explain(FunctionAnalysis &F,
                                      const StrandedObject &Object) {
  const Migration &Why = Object.Why;
  switch (Why.Why) {
  case Migration::None:
  case Migration::ByAwait:
    return; // what is awaited says it
  case Migration::ByType:
    diag(F.function().getLocation(),
         "coroutines that return '%0' may resume on any thread",
         DiagnosticIDs::Note)
        << F.function().getReturnType().getAsString(
               F.unit().context().getPrintingPolicy());
    return;
  case Migration::BySpawn:
    diag(Why.Start->getExprLoc(),
         "%select{its task|the task of a coroutine that awaits it}0 is given "
         "to an executor with several threads here",
         DiagnosticIDs::Note)
        << Why.IsAwaited;
    return;
  case Migration::BySwitch:
    if (Why.Start != Object.At)
      diag(Why.Start->getExprLoc(),
           "this has moved the coroutine to another executor",
           DiagnosticIDs::Note);
    return;
  }
}

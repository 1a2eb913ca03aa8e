//===--- Check.cpp - corolint-non-send-capture ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Races.h"
#include "analysis/TranslationUnit.h"
#include "framework/ChainReport.h"

using namespace clang;
using namespace corolint;
using namespace corolint::send;

void NonSendCaptureCheck::checkFunction(FunctionAnalysis &F) {
  const llvm::ArrayRef<Crossing> Crossings = F.crossings();
  for (const Race &R : racesIn(F, Crossings))
    reportRace(F, R);
  for (const Crossing &C : Crossings)
    checkValues(F, C);
}

void NonSendCaptureCheck::checkValues(FunctionAnalysis &F, const Crossing &C) {
  for (const Expr *Part : C.Parts) {
    SentValue Sent = sentValue(C, *Part, F);
    const bool Sure = Sent.Answer == Verdict::HardNo;
    // Lent, until the call or the await of it ends.
    if (C.IsScoped && Sent.Answer == Verdict::SharedNo)
      continue;
    if (Sure || (Strict && Sent.Answer >= Verdict::Unknown))
      reportValue(F, C, Sent);
  }
}

/// What goes over, as a programmer calls it.
static std::string inWords(llvm::ArrayRef<TraitStep> Chain) {
  if (Chain.size() > 1 && Chain[1].Kind == PartKind::Capture)
    return Chain[1].Name == "this" ? "'this'"
                                   : "the capture '" + Chain[1].Name + "'";
  if (Chain.size() > 1 && Chain[1].Kind == PartKind::Parameter)
    return "the parameter '" + Chain[1].Name + "' of this task";
  return "this argument";
}

void NonSendCaptureCheck::reportValue(FunctionAnalysis &F, const Crossing &C,
                                      const SentValue &Sent) {
  if (!wants(F, Sent.Where))
    return;
  enum {
    Not,
    NotIfShared,
    Unknown
  } How = isHardNo(Sent.Answer)              ? Not
          : Sent.Answer == Verdict::SharedNo ? NotIfShared
                                             : Unknown;
  diag(Sent.Where,
       "%0 goes to another thread, and %select{is not Send|is not Send if "
       "anybody shares it|may or may not be Send}1")
      << inWords(Sent.Chain) << How;
  diag(C.Start->getExprLoc(), "it is handed to another thread here",
       DiagnosticIDs::Note);
  ASTContext &Context = F.unit().context();
  llvm::ArrayRef<TraitStep> Chain(Sent.Chain);
  for (const ChainNote &Note : notesFor(Chain, Sent.Where, Context))
    diag(Note.Where, "%0", DiagnosticIDs::Note) << Note.Text;
  const std::string &Replacement = Chain.back().Replacement;
  diag(Sent.Where,
       "%select{use %1 instead, or hand|hand}0 over only what the other thread "
       "needs",
       DiagnosticIDs::Note)
      << Replacement.empty() << Replacement;
}

/// The object that both threads use.
static std::string sharedName(const MemoryPlace &Place) {
  if (!Place.Path.empty())
    return "'" + Place.Path.back()->getNameAsString() + "'";
  if (!Place.Root)
    return "this object";
  return (Place.Through ? "what '" : "'") + Place.Root->getNameAsString() +
         (Place.Through ? "' points to" : "'");
}

void NonSendCaptureCheck::reportRace(FunctionAnalysis &F, const Race &R) {
  if (!wants(F, R.Mine.Where))
    return;
  const std::string Object = sharedName(R.Mine.Place);
  diag(R.Mine.Where,
       "this shares %0 with another thread, and both may use it at once")
      << Object;
  diag(R.Work->Start->getExprLoc(), "the work is handed to another thread here",
       DiagnosticIDs::Note);
  diag(R.Mine.At->getExprLoc(), "the work %select{reads|writes}0 it here",
       DiagnosticIDs::Note)
      << R.Mine.Writes;
  if (R.K == Race::WithNext)
    diag(R.Work->Start->getExprLoc(),
         "the loop starts such work again before this one is joined",
         DiagnosticIDs::Note);
  else
    diag(R.Other->getExprLoc(),
         "%select{this function|other work}0 %select{reads|writes}1 it here, "
         "and nothing in view orders the two",
         DiagnosticIDs::Note)
        << (R.K == Race::WithOther) << R.OtherWrites;
  diag(R.Mine.Where,
       "wait for the work first, take a lock on both sides, make it atomic, or "
       "give the work an object of its own",
       DiagnosticIDs::Note);
}

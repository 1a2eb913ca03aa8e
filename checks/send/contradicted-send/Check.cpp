//===--- Check.cpp - corolint-contradicted-send ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Contradictions.h"
#include "analysis/TranslationUnit.h"
#include "framework/ChainReport.h"

using namespace clang;
using namespace corolint;
using namespace corolint::send;

void ContradictedSendCheck::checkClass(TranslationUnit &Unit,
                                       const CXXRecordDecl &Class) {
  for (const TraitClaim &Claim : claimsOf(Class)) {
    std::optional<Contradiction> Found = contradictionOf(Class, Claim, Unit);
    if (!Found || (Found->Strict && !Strict))
      continue;
    if (wants(Unit, Class.getLocation()))
      report(Class, *Found);
    return; // one report for one class
  }
}

/// The part that the class consists of and that the chain goes through.
static std::string partIn(llvm::ArrayRef<TraitStep> Chain) {
  if (Chain.size() < 2)
    return "it";
  const TraitStep &Part = Chain[1];
  return Part.Kind == PartKind::Member ? "its member '" + Part.Name + "'"
                                       : "its base";
}

void ContradictedSendCheck::report(const CXXRecordDecl &Class,
                                   const Contradiction &C) {
  enum {
    Send,
    Sync,
    ThreadSafe
  } What = C.Claim.Claimed == Trait::Send   ? Send
           : C.Claim.Claimed == Trait::Sync ? Sync
                                            : ThreadSafe;
  const bool Inherited = C.Claim.By != &Class;
  diag(Class.getLocation(),
       "%0 %select{claims to be|inherits the claim to be}1 "
       "%select{Send|Sync|thread-safe}2, but %3 "
       "%select{is not|is used without a lock}4")
      << &Class << Inherited << What << partIn(C.Chain)
      << (C.Unlocked != nullptr);
  if (Inherited)
    diag(C.Claim.By->getLocation(),
         "%0 makes the claim for all that is derived "
         "from it",
         DiagnosticIDs::Note)
        << C.Claim.By;
  for (const ChainNote &Note :
       notesFor(C.Chain, Class.getLocation(), Class.getASTContext()))
    diag(Note.Where, "%0", DiagnosticIDs::Note) << Note.Text;
  noteUses(C);
  const std::string &Replacement = C.Chain.back().Replacement;
  if (C.Unlocked)
    diag(Class.getLocation(),
         "take a lock wherever it is used%select{, or use %1 instead|}0",
         DiagnosticIDs::Note)
        << Replacement.empty() << Replacement;
  else
    diag(Class.getLocation(),
         "drop the claim, or vouch for it and say why: "
         "COROLINT_UNCHECKED_%select{SEND|SYNC}0%select{; or use %2 instead|}1",
         DiagnosticIDs::Note)
        << (What != Send) << Replacement.empty() << Replacement;
}

void ContradictedSendCheck::noteUses(const Contradiction &C) {
  if (!C.Unlocked)
    return;
  diag(C.Unlocked->getExprLoc(),
       "%select{it is used here, and no lock is held|two threads may write to "
       "it here, since no lock is held}0",
       DiagnosticIDs::Note)
      << (C.Unlocked == C.Write);
  if (C.Unlocked != C.Write)
    diag(C.Write->getExprLoc(), "another thread may write to it here",
         DiagnosticIDs::Note);
}

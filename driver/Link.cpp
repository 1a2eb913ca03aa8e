//===--- Link.cpp - findings that take a whole program ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Link.h"
#include "EffectRecords.h"
#include "PendingFindings.h"
#include "framework/BlockingChain.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint;
using namespace corolint::driver;

bool Linker::add(const UnitResult &Unit) {
  if (!Unit.Pending.empty())
    Pending.push_back(Unit.Pending);
  return Unit.Effects.empty() ||
         unpackEffects(
             Unit.Effects,
             [&](llvm::StringRef Usr, llvm::StringRef File, uint32_t Offset) {
               return Effects.needs(Usr, File, Offset);
             },
             [&](const FunctionSummary &F) { Effects.add(F); });
}

/// A note at each of \p Links, which has its text.
static std::vector<ProgramNote> notesOf(llvm::ArrayRef<ChainLink> Links,
                                        llvm::ArrayRef<std::string> Texts) {
  std::vector<ProgramNote> Notes;
  for (const auto &[Link, Text] : llvm::zip_equal(Links, Texts))
    Notes.push_back({Link.Where, Text});
  return Notes;
}

/// No notes where the call does not do what is asked.
Linker::Chain Linker::chainOf(const PendingQuestion &Question) {
  const auto &[Asked, Call] = Question;
  if (Asked.Question == PendingCall::Locks ||
      Asked.Question == PendingCall::Orders) {
    // An acquisition has one lock that it is asked about.
    const size_t Number = Asked.Callee.empty() ? 0 : Asked.Held;
    if (Number >= Call.Held.size())
      return {};
    const HeldLock &Held = Call.Held[Number];
    if (Asked.Question == PendingCall::Locks) {
      const std::vector<ChainLink> Links = Effects.lockChain(Call, Held);
      return {notesOf(Links, lockChainTexts(Links)), ""};
    }
    const auto Orders = Effects.oppositeOrders(Asked.Function, Call, Held);
    if (!Orders)
      return {};
    return {orderNotes(Orders->first, Orders->second),
            orderAdvice(Orders->first.IsAsync || Orders->second.IsAsync,
                        !Orders->first.Callee.empty())
                .str()};
  }
  auto Found = Effects.blockingChain(Call, Asked.StrictToo);
  // Of the two rules that ask about a call, the one speaks that is about what
  // the call turns out to do.
  if (!Found || Found->IsWait != (Asked.Question == PendingCall::Waits))
    return {};
  return {notesOf(Found->Links, chainTexts(Found->Links, Found->What)),
          adviceText(Found->What.Replacement)};
}

/// Puts the chain where the note stood that it was waited for with.
static void addNotes(PendingFinding &P, llvm::ArrayRef<ProgramNote> Chain,
                     const std::string &Advice) {
  std::vector<DiagnosticMessage> Notes;
  for (const ProgramNote &Link : Chain) {
    DiagnosticMessage &Note = Notes.emplace_back(Link.Text);
    Note.FilePath = Link.Where.File;
    Note.FileOffset = Link.Where.Offset;
  }
  if (!Advice.empty()) {
    DiagnosticMessage &Note = Notes.emplace_back(Advice);
    Note.FilePath = P.Finding.Message.FilePath;
    Note.FileOffset = P.Finding.Message.FileOffset;
  }
  P.Finding.Notes.insert(P.Finding.Notes.begin() + P.NotePosition,
                         Notes.begin(), Notes.end());
}

bool Linker::link(llvm::function_ref<void(ClangTidyError)> Report) {
  Effects.solve();
  bool Intact = true;
  for (std::string &Packed : Pending) {
    Chain Found;
    // They are in the order of their places, as all findings of a unit are.
    Intact &= unpackPending(
        Packed,
        [&](const PendingQuestion &Question) {
          Found = chainOf(Question);
          return !Found.Notes.empty();
        },
        [&](PendingFinding P) {
          addNotes(P, Found.Notes, Found.Advice);
          Report(std::move(P.Finding));
        });
    Packed = std::string();
  }
  return Intact;
}

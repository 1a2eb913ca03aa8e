//===--- PendingFindings.cpp - findings that wait for the linker --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PendingFindings.h"
#include "EffectFields.h"
#include "FindingFields.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang::tidy;
using namespace corolint;
using namespace corolint::driver;

/// The call of \p Question in \p Unit, whose functions are sorted. Of an
/// acquisition, what makes it comparable with a call: its place and what is
/// held.
static std::optional<CallSummary> findCall(const PendingCall &Question,
                                           const UnitSummary &Unit) {
  auto F = llvm::lower_bound(Unit.Functions, Question.Function,
                             [](const FunctionSummary &F,
                                const std::string &Id) { return F.Id < Id; });
  if (F == Unit.Functions.end() || F->Id != Question.Function)
    return std::nullopt;
  if (Question.Question == PendingCall::Orders && Question.Callee.empty()) {
    if (Question.Held >= F->Orders.size())
      return std::nullopt;
    const OrderSummary &Order = F->Orders[Question.Held];
    CallSummary Acquisition;
    Acquisition.Where = Order.Where;
    Acquisition.Held = {Order.Held};
    return Acquisition;
  }
  auto Call = llvm::find_if(F->Calls, [&](const CallSummary &C) {
    return C.Callee == Question.Callee && C.Where.Offset == Question.Offset;
  });
  if (Call == F->Calls.end())
    return std::nullopt;
  return *Call;
}

std::vector<PendingFinding>
driver::takePending(std::vector<ClangTidyError> &Findings,
                    const UnitSummary &Unit) {
  std::vector<PendingFinding> Pending;
  llvm::erase_if(Findings, [&](ClangTidyError &Finding) {
    for (auto &Note : Finding.Notes) {
      std::optional<PendingCall> Question = readPendingNote(Note.Message);
      if (!Question)
        continue;
      const std::optional<CallSummary> Call = findCall(*Question, Unit);
      // What a chain leads to is told where it ends, what it takes again first.
      uint32_t Position = &Note - Finding.Notes.begin();
      Finding.Notes.erase(&Note);
      if (Question->Question == PendingCall::Locks ||
          Question->Question == PendingCall::Orders)
        Position = Finding.Notes.size();
      if (Call)
        Pending.push_back(
            {{std::move(*Question), *Call}, std::move(Finding), Position});
      return true;
    }
    return false;
  });
  return Pending;
}

template <class IO> static void fields(IO &Stream, PendingQuestion &Question) {
  PendingCall &Asked = Question.Asked;
  Stream.choice(Asked.Question, PendingCall::Orders);
  Stream(Asked.StrictToo);
  Stream(Asked.Held);
  Stream(Asked.Offset);
  Stream(Asked.Function);
  Stream(Asked.Callee);
  driver::fields(Stream, Question.Call);
}

std::string driver::pack(const std::vector<PendingFinding> &Pending) {
  TableWriter Stream;
  size_t Count = Pending.size();
  Stream(Count);
  for (PendingFinding P : Pending) {
    ::fields(Stream, P.Question);
    Stream.sized([&] {
      FlatError Finding = flatten(P.Finding);
      driver::fields(Stream, Finding);
      Stream(P.NotePosition);
    });
  }
  return Stream.finish();
}

/// The finding behind \p Question.
static void unpackOne(TableReader &Stream, PendingQuestion Question,
                      llvm::function_ref<void(PendingFinding)> Visit) {
  FlatError Finding;
  uint32_t NotePosition = 0;
  driver::fields(Stream, Finding);
  Stream(NotePosition);
  if (NotePosition > Finding.Notes.size())
    Stream.reject();
  if (!Stream.failed())
    Visit({std::move(Question), unflatten(std::move(Finding)), NotePosition});
}

bool driver::unpackPending(
    llvm::StringRef Bytes,
    llvm::function_ref<bool(const PendingQuestion &)> Wanted,
    llvm::function_ref<void(PendingFinding)> Visit) {
  TableReader Stream(Bytes);
  size_t Count = 0;
  Stream(Count);
  for (size_t I = 0; I < Count && !Stream.failed(); ++I) {
    Stream.refill();
    PendingQuestion Question;
    ::fields(Stream, Question);
    size_t Size = 0;
    Stream(Size);
    if (Stream.failed())
      break;
    if (Wanted(Question))
      unpackOne(Stream, std::move(Question), Visit);
    else
      Stream.skip(Size);
  }
  return Stream.complete();
}

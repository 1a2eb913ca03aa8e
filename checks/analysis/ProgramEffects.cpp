//===--- ProgramEffects.cpp - the effects of all units of a program -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ProgramEffects.h"
#include "llvm/Support/Path.h"

using namespace corolint;

//===----------------------------------------------------------------------===//
// Numbers for names
//===----------------------------------------------------------------------===//

ProgramEffects::FunctionId ProgramEffects::idOf(llvm::StringRef Usr) {
  auto [It, IsNew] = Ids.try_emplace(Usr, Functions.size());
  if (IsNew) {
    Functions.emplace_back();
    Graph.addFunction();
    Locks.addFunction();
  }
  return It->second;
}

uint32_t ProgramEffects::textId(llvm::StringRef Text) {
  auto [It, IsNew] = TextIds.try_emplace(Text, Texts.size());
  if (IsNew)
    Texts.push_back(It->first());
  return It->second;
}

EffectPlace ProgramEffects::placeId(const SourcePlace &Place) {
  return EffectPlace(textId(Place.File)) << 32 | Place.Offset;
}

std::optional<EffectPlace>
ProgramEffects::knownPlace(const SourcePlace &Place) const {
  auto File = TextIds.find(Place.File);
  if (File == TextIds.end())
    return std::nullopt;
  return EffectPlace(File->second) << 32 | Place.Offset;
}

SourcePlace ProgramEffects::place(EffectPlace Id) const {
  return {Texts[Id >> 32].str(), static_cast<uint32_t>(Id)};
}

//===----------------------------------------------------------------------===//
// Merging
//===----------------------------------------------------------------------===//

bool ProgramEffects::needs(llvm::StringRef Usr, llvm::StringRef File,
                           uint32_t Offset) {
  auto It = Ids.find(Usr);
  if (It == Ids.end() || !Functions[It->second].IsKnown)
    return true;
  const Function &Known = Functions[It->second];
  // One header may be found by several paths.
  if (Known.Offset != Offset ||
      Known.File != textId(llvm::sys::path::filename(File))) {
    Graph.close(It->second);
    Locks.close(It->second);
  }
  return false;
}

void ProgramEffects::add(const FunctionSummary &F) {
  if (!needs(F.Id, F.Where.File, F.Where.Offset))
    return;
  const FunctionId Id = idOf(F.Id);
  Functions[Id] = {textId(F.Name),
                   textId(llvm::sys::path::filename(F.Where.File)),
                   F.Where.Offset, /*IsKnown=*/true};
  // The call of a coroutine runs none or only the beginning of it, and its
  // blocking is reported in itself.
  if (F.IsClosed || F.IsCoroutine)
    Graph.close(Id);
  if (F.IsCoroutine)
    Locks.runsWhenAwaited(Id);
  else if (F.IsClosed)
    Locks.close(Id);
  for (const BlockingSummary &Site : F.Blocking) {
    auto [It, IsNew] = OperationIds.try_emplace(Site.What, Operations.size());
    if (IsNew)
      Operations.push_back(&It->first);
    Graph.addBlocking(
        Id, {Site.IsWait, placeId(Site.Where), Site.Conditions, It->second});
  }
  Locks.define(Id);
  for (const LockSummaryEntry &Lock : F.Locks)
    Locks.addLock(Lock, placeId(Lock.Where), textId(Lock.Name));
  for (const CallSummary &Call : F.Calls) {
    const FunctionId Callee = idOf(Call.Callee);
    const EffectPlace Where = placeId(Call.Where);
    Graph.addCall(Id, Callee, Where, Call.Facts, Call.OnlyIf);
    Locks.addCall(Callee, Where, Call.Objects, Call.IsAwaited);
  }
  Orders.add(
      Id, F, [&](llvm::StringRef Usr) { return idOf(Usr); },
      [&](const SourcePlace &Place) { return placeId(Place); },
      [&](llvm::StringRef Text) { return textId(Text); });
}

void ProgramEffects::solve() {
  Graph.solve();
  Orders.solve([&](EffectPlace A, EffectPlace B) {
    return std::pair(Texts[A >> 32], static_cast<uint32_t>(A)) <
           std::pair(Texts[B >> 32], static_cast<uint32_t>(B));
  });
}

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

ChainLink ProgramEffects::link(FunctionId Caller, FunctionId Callee,
                               EffectPlace Where) const {
  return {Texts[Functions[Caller].Name].str(),
          Texts[Functions[Callee].Name].str(), place(Where)};
}

std::optional<ProgramEffects::BlockingChain>
ProgramEffects::blockingChain(const CallSummary &Call, bool StrictToo) const {
  auto Callee = Ids.find(Call.Callee);
  if (Callee == Ids.end())
    return std::nullopt;
  const BlockingCause *Cause =
      Graph.causeOfCall(Callee->second, Call.Facts, StrictToo);
  if (!Cause)
    return std::nullopt;
  BlockingChain Chain;
  Chain.IsWait = Cause->IsWait;
  Chain.What = *Operations[Cause->What];
  FunctionId In = Callee->second;
  for (; Cause->Length > 0;
       Cause = &Graph.causesOf(Cause->Callee)[Cause->CalleeCause]) {
    Chain.Links.push_back(link(In, Cause->Callee, Cause->Where));
    In = Cause->Callee;
  }
  Chain.Links.push_back(
      {Texts[Functions[In].Name].str(), Chain.What.Name, place(Cause->Where)});
  return Chain;
}

std::vector<ChainLink> ProgramEffects::lockChain(const CallSummary &Call,
                                                 const HeldLock &Held) {
  auto Callee = Ids.find(Call.Callee);
  if (Callee == Ids.end())
    return {};
  const std::vector<LockStep> Steps =
      Locks.reacquisition(Callee->second, Call, Held);
  std::vector<ChainLink> Links;
  for (size_t I = 0; I + 1 < Steps.size(); ++I)
    Links.push_back(
        link(Steps[I].Function, Steps[I + 1].Function, Steps[I].Where));
  if (!Steps.empty())
    Links.push_back({Texts[Functions[Steps.back().Function].Name].str(),
                     Held.Name, place(Steps.back().Where)});
  return Links;
}

ProgramEffects::LockOrder
ProgramEffects::described(const LinkedOrder &Order) const {
  LockOrder Out;
  Out.Function = Texts[Functions[Order.Function].Name].str();
  Out.Held = Texts[Order.Held.Name].str();
  Out.Taken = Texts[Order.Taken.Name].str();
  Out.HeldAt = place(Order.Held.Where);
  Out.Where = place(Order.Where);
  Out.TakenAt = place(Order.Taken.Where);
  Out.IsAsync = Order.Held.IsAsync || Order.Taken.IsAsync;
  if (Order.Way.empty())
    return Out;
  Out.Callee = Texts[Functions[Order.Way.front().Function].Name].str();
  for (size_t I = 0; I + 1 < Order.Way.size(); ++I)
    Out.Way.push_back(link(Order.Way[I].Function, Order.Way[I + 1].Function,
                           Order.Way[I].Where));
  return Out;
}

std::optional<std::pair<ProgramEffects::LockOrder, ProgramEffects::LockOrder>>
ProgramEffects::oppositeOrders(llvm::StringRef Function,
                               const CallSummary &Call,
                               const HeldLock &Held) const {
  const auto By = Ids.find(Function);
  const auto Where = knownPlace(Call.Where), HeldAt = knownPlace(Held.Where);
  if (By == Ids.end() || !Where || !HeldAt)
    return std::nullopt;
  const auto Found = Orders.oppositeOf(By->second, *Where, *HeldAt);
  if (!Found)
    return std::nullopt;
  return std::pair(described(*Found->first), described(*Found->second));
}

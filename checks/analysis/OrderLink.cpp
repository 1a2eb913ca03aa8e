//===--- OrderLink.cpp - opposite lock orders in a whole program ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "OrderLink.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"
#include <unordered_set>

using namespace corolint;

OrderedLock OrderLink::ordered(LockLink::PathId Lock, bool IsShared) const {
  return {Locks.numbered(Lock), IsShared};
}

PlacedLock OrderLink::placed(const HeldLock &Lock, EffectPlace Where,
                             uint32_t Name) {
  return {Locks.intern(Lock.Lock), Lock.IsShared, Lock.IsAsync, Where, Name};
}

void OrderLink::add(
    FunctionId Id, const FunctionSummary &F,
    llvm::function_ref<FunctionId(llvm::StringRef)> IdOf,
    llvm::function_ref<EffectPlace(const SourcePlace &)> PlaceOf,
    llvm::function_ref<uint32_t(llvm::StringRef)> TextOf) {
  if (F.IsAlone)
    return;
  const auto Placed = [&](const HeldLock &Lock) {
    return placed(Lock, PlaceOf(Lock.Where), TextOf(Lock.Name));
  };
  Others Around;
  for (const OuterLock &Outer : F.Around)
    Around.push_back({Locks.intern(Outer.Lock), Outer.IsShared});
  for (const OrderSummary &Order : F.Orders) {
    Others Outer = Around;
    for (const OuterLock &Other : Order.Others)
      Outer.push_back({Locks.intern(Other.Lock), Other.IsShared});
    Direct.push_back({{Id,
                       PlaceOf(Order.Where),
                       Placed(Order.Held),
                       Placed(Order.Taken),
                       {}},
                      std::move(Outer)});
  }
  for (const CallSummary &C : F.Calls) {
    if (C.Held.empty())
      continue;
    Call &Added = Calls.emplace_back();
    Added = {Id, IdOf(C.Callee), PlaceOf(C.Where), C.Objects, C.IsAwaited,
             {}, Around};
    for (const HeldLock &Held : C.Held)
      Added.Held.push_back(Placed(Held));
  }
}

std::optional<CriticalPair> OrderLink::pairOf(const Found &F) const {
  llvm::SmallVector<OrderedLock, 2> Outer;
  for (const auto &[Lock, IsShared] : F.Outer)
    Outer.push_back(ordered(Lock, IsShared));
  return CriticalPair::make(ordered(F.Order.Held.Lock, F.Order.Held.IsShared),
                            ordered(F.Order.Taken.Lock, F.Order.Taken.IsShared),
                            Outer);
}

/// The orders that come about by a call.
void OrderLink::follow(const Call &C, llvm::function_ref<void(Found)> Do) {
  for (const LockLink::Acquired &Inner :
       Locks.acquisitions(C.Callee, C.Objects, C.IsAwaited)) {
    if (llvm::any_of(C.Held, [&](const PlacedLock &Held) {
          return Held.Lock == Inner.Lock;
        }))
      continue; // another rule's
    const PlacedLock Taken{Inner.Lock, Inner.IsShared, Inner.IsAsync,
                           Inner.Way.back().Where, Inner.Name};
    for (const PlacedLock &Held : C.Held) {
      Others Outer = C.Around;
      for (const PlacedLock &Other : C.Held)
        if (Other.Lock != Held.Lock)
          Outer.push_back({Other.Lock, Other.IsShared});
      Do({{C.Function, C.Where, Held, Taken, Inner.Way}, std::move(Outer)});
    }
  }
}

void OrderLink::forEach(
    llvm::function_ref<void(const LinkedOrder &, CriticalPair)> Do) {
  const auto Pass = [&](const Found &F) {
    if (auto Pair = pairOf(F))
      Do(F.Order, std::move(*Pair));
  };
  for (const Found &F : Direct)
    Pass(F);
  Locks.restartWalks();
  for (const Call &C : Calls)
    follow(C, Pass);
}

static uint64_t hashOf(const LockKey &First, const LockKey &Second) {
  return llvm::hash_combine(llvm::hash_combine_range(First),
                            llvm::hash_combine_range(Second));
}

OrderLink::Place OrderLink::placeOf(const LinkedOrder &Order) {
  return {Order.Function, Order.Where, Order.Held.Where};
}

void OrderLink::solve(
    llvm::function_ref<bool(EffectPlace, EffectPlace)> IsBefore) {
  // Hardly any order is opposed: what may be is kept in a second pass.
  std::unordered_set<uint64_t> Orders;
  forEach([&](const LinkedOrder &, const CriticalPair &Pair) {
    for (const auto &[Held, Taken] : Pair.keys())
      Orders.insert(hashOf(Held, Taken));
  });
  forEach([&](const LinkedOrder &Order, CriticalPair Pair) {
    if (llvm::any_of(Pair.keys(), [&](const auto &Keys) {
          return Orders.count(hashOf(Keys.second, Keys.first)) != 0;
        }))
      Entries.push_back({Order, std::move(Pair)});
  });
  llvm::sort(Entries, [&](const Entry &A, const Entry &B) {
    for (auto [InA, InB] :
         {std::pair(A.Order.Where, B.Order.Where),
          std::pair(A.Order.Held.Where, B.Order.Held.Where),
          std::pair(A.Order.Taken.Where, B.Order.Taken.Where)})
      if (InA != InB)
        return IsBefore(InA, InB);
    return std::pair(A.Order.Held.Lock, A.Order.Taken.Lock) <
           std::pair(B.Order.Held.Lock, B.Order.Taken.Lock);
  });
  OrderTable Table;
  for (uint32_t I = 0; I != Entries.size(); ++I)
    if (auto Other = Table.add(Entries[I].Pair, [](uint32_t) { return true; }))
      Opposites.insert({placeOf(Entries[I].Order), {I, *Other}});
}

std::optional<std::pair<const LinkedOrder *, const LinkedOrder *>>
OrderLink::oppositeOf(FunctionId Function, EffectPlace Where,
                      EffectPlace HeldAt) const {
  const auto [Begin, End] = Opposites.equal_range({Function, Where, HeldAt});
  for (const auto &[At, Numbers] : llvm::make_range(Begin, End)) {
    const LinkedOrder &This = Entries[Numbers.first].Order;
    const LinkedOrder &That = Entries[Numbers.second].Order;
    // What a file shows by itself has been decided there.
    if (This.Way.empty() && That.Way.empty() &&
        This.Where >> 32 == That.Where >> 32)
      continue;
    return std::pair(&This, &That);
  }
  return std::nullopt;
}

//===--- OrderLink.cpp - opposite lock orders in a whole program ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "OrderLink.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

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

/// The orders that come about by a call, of what is taken of \p Class.
void OrderLink::follow(const Call &C, LockLink::LockClass Class,
                       llvm::function_ref<void(Found)> Do) {
  for (const LockLink::Acquired &Inner :
       Locks.acquisitions(Class, C.Callee, C.Objects, C.IsAwaited)) {
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

//===----------------------------------------------------------------------===//
// The program
//===----------------------------------------------------------------------===//

/// Which calls take a lock of which class while they hold one of which other:
/// few, compared to all that calls do, and hardly any two are opposed.
OrderLink::ClassOrders OrderLink::ordersByClass() {
  ClassOrders Orders;
  llvm::DenseSet<LockLink::LockClass> Held;
  for (uint32_t I = 0; I != Calls.size(); ++I) {
    ByCallee[Calls[I].Callee].push_back(I);
    for (const PlacedLock &Lock : Calls[I].Held)
      Held.insert(Locks.classOf(Lock.Lock));
  }
  for (const Found &F : Direct) {
    Held.insert(Locks.classOf(F.Order.Held.Lock));
    Orders[{Locks.classOf(F.Order.Held.Lock),
            Locks.classOf(F.Order.Taken.Lock)}];
  }
  for (LockLink::LockClass Taken : Locks.classesTaken()) {
    if (!Held.contains(Taken) || ByCallee.empty())
      continue;
    for (FunctionId F : Locks.takersOf(Taken)) {
      const auto Under = ByCallee.find(F);
      if (Under == ByCallee.end())
        continue;
      for (uint32_t I : Under->second)
        for (const PlacedLock &Lock : Calls[I].Held)
          if (const auto Class = Locks.classOf(Lock.Lock); Class != Taken)
            Orders[{Class, Taken}].push_back(I);
    }
  }
  return Orders;
}

void OrderLink::collect() {
  const auto Add = [&](const Found &F) {
    if (auto Pair = pairOf(F))
      Entries.push_back({F.Order, std::move(*Pair)});
  };
  llvm::for_each(Direct, Add);
  const ClassOrders Orders = ordersByClass();
  // By what is taken, so that its takers are looked for once.
  std::map<LockLink::LockClass, std::set<uint32_t>> Opposed;
  for (const auto &[Classes, Under] : Orders)
    if (!Under.empty() && Orders.count({Classes.second, Classes.first}) != 0)
      Opposed[Classes.second].insert(Under.begin(), Under.end());
  for (const auto &[Taken, Under] : Opposed)
    for (uint32_t I : Under)
      follow(Calls[I], Taken, Add);
}

/// The pair of \p E with the locks that all calls of its function hold.
CriticalPair OrderLink::inProgram(const Entry &E) {
  CriticalPair Pair = E.Pair;
  const auto Under = ByCallee.find(E.Order.Function);
  if (Under == ByCallee.end() ||
      Under->second.size() != Locks.callerCount(E.Order.Function))
    return Pair;
  for (const PlacedLock &Lock : Calls[Under->second.front()].Held) {
    const LockLink::LockClass Class = Locks.classOf(Lock.Lock);
    bool IsShared = false;
    if (llvm::all_of(Under->second, [&](uint32_t I) {
          return llvm::any_of(Calls[I].Held, [&](const PlacedLock &Other) {
            IsShared |= Other.IsShared;
            return Locks.classOf(Other.Lock) == Class;
          });
        }))
      Pair.addOther(ordered(Lock.Lock, IsShared));
  }
  return Pair;
}

OrderLink::Place OrderLink::placeOf(const LinkedOrder &Order) {
  return {Order.Function, Order.Where, Order.Held.Where};
}

void OrderLink::solve(
    llvm::function_ref<bool(EffectPlace, EffectPlace)> IsBefore) {
  collect();
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
    if (auto Other = Table.add(Entries[I].Pair, [&](uint32_t J) {
          return inProgram(Entries[I]).mayMeet(inProgram(Entries[J]));
        }))
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

//===--- OrderLink.h - opposite lock orders in a whole program ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LockOrders' sibling for a program: the critical pairs of all its units. Those
// that a function makes by itself are in its summary; those that it makes by
// calling others while it holds a lock are found by walking what they call.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ORDERLINK_H
#define COROLINT_ANALYSIS_ORDERLINK_H

#include "LockLink.h"
#include <map>

namespace corolint {

/// A lock, where it is taken, and what it is called there.
struct PlacedLock {
  LockLink::PathId Lock = 0;
  bool IsShared = false, IsAsync = false;
  EffectPlace Where = 0;
  uint32_t Name = 0;
};

/// One lock held while another is taken.
struct LinkedOrder {
  LockLink::FunctionId Function = 0;
  /// The acquisition of the second lock, or the call on the way to it.
  EffectPlace Where = 0;
  PlacedLock Held, Taken;
  /// From the function called to the acquisition; empty if there is no call.
  std::vector<LockStep> Way;
};

class OrderLink {
public:
  using FunctionId = LockLink::FunctionId;
  explicit OrderLink(LockLink &Locks) : Locks(Locks) {}

  /// What \p F, which has the number \p Id, says of itself.
  void add(FunctionId Id, const FunctionSummary &F,
           llvm::function_ref<FunctionId(llvm::StringRef)> IdOf,
           llvm::function_ref<EffectPlace(const SourcePlace &)> PlaceOf,
           llvm::function_ref<uint32_t(llvm::StringRef)> TextOf);

  /// Finds what opposes what, when all functions are there. \p IsBefore orders
  /// places by the names of their files and the offsets.
  void solve(llvm::function_ref<bool(EffectPlace, EffectPlace)> IsBefore);

  /// What \p Function does at \p Where with what it has locked at \p HeldAt,
  /// and an earlier order that opposes it; nothing if there is none, or if one
  /// unit shows both.
  std::optional<std::pair<const LinkedOrder *, const LinkedOrder *>>
  oppositeOf(FunctionId Function, EffectPlace Where, EffectPlace HeldAt) const;

private:
  using Others = std::vector<std::pair<LockLink::PathId, bool>>;
  struct Call {
    FunctionId Function, Callee;
    EffectPlace Where;
    std::vector<PassedObject> Objects;
    bool IsAwaited;
    std::vector<PlacedLock> Held;
    Others Around;
  };
  struct Entry {
    LinkedOrder Order;
    CriticalPair Pair;
  };
  using Place = std::tuple<FunctionId, EffectPlace, EffectPlace>;
  static Place placeOf(const LinkedOrder &Order);
  PlacedLock placed(const HeldLock &Lock, EffectPlace Where, uint32_t Name);
  OrderedLock ordered(LockLink::PathId Lock, bool IsShared) const;
  /// An order, and what else is held.
  struct Found {
    LinkedOrder Order;
    Others Outer;
  };
  /// By the classes of what is held and taken, the calls that do that.
  using ClassOrders =
      std::map<std::pair<LockLink::LockClass, LockLink::LockClass>,
               std::vector<uint32_t>>;
  ClassOrders ordersByClass();
  CriticalPair inProgram(const Entry &E);
  void collect();
  void follow(const Call &C, LockLink::LockClass Class,
              llvm::function_ref<void(Found)> Do);
  std::optional<CriticalPair> pairOf(const Found &F) const;

  LockLink &Locks;
  std::vector<Found> Direct;
  std::vector<Call> Calls;
  llvm::DenseMap<FunctionId, llvm::SmallVector<uint32_t, 1>> ByCallee;
  std::vector<Entry> Entries;
  /// Entries that oppose others, with these.
  std::multimap<Place, std::pair<uint32_t, uint32_t>> Opposites;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_ORDERLINK_H

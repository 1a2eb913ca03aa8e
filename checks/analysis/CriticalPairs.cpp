//===--- CriticalPairs.cpp - which lock after which -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CriticalPairs.h"
#include "llvm/ADT/STLExtras.h"

using namespace corolint;

/// Begins the key of a variable; no step has this number.
static constexpr uint32_t VariableMark = ~0U;

static LockKey keyOf(llvm::ArrayRef<NumberedPath::Step> Steps) {
  LockKey Key;
  for (const NumberedPath::Step &Step : Steps)
    Key.push_back(Step.Number);
  return Key;
}

/// The way from the last field on. Empty for what is no field, nor in one.
static llvm::ArrayRef<NumberedPath::Step> fieldOf(const NumberedPath &Path) {
  llvm::ArrayRef<NumberedPath::Step> Steps = Path.Steps;
  for (size_t I = Steps.size(); I != 0; --I)
    if (Steps[I - 1].Class)
      return Steps.drop_front(I - 1);
  return {};
}

/// Of a lock whose object nothing else is reached from.
static LockKey ownKey(const NumberedPath &Path) {
  if (Path.Root == NumberedPath::Object)
    return keyOf(fieldOf(Path));
  LockKey Key{VariableMark, Path.Number};
  Key.append(keyOf(Path.Steps));
  return Key;
}

/// Where the ways of two locks of one object part: at a field, so that the key
/// says of which class. Nothing if they do not part there.
static std::optional<size_t> partingOf(const NumberedPath &A,
                                       const NumberedPath &B) {
  if (A.Root != B.Root || A.Number != B.Number)
    return std::nullopt;
  const size_t Most = std::min(A.Steps.size(), B.Steps.size());
  size_t Parting = 0;
  while (Parting != Most && A.Steps[Parting] == B.Steps[Parting])
    ++Parting;
  if (Parting == Most)
    return std::nullopt; // one is inside the other
  while (Parting != 0 && !(A.Steps[Parting].Class && B.Steps[Parting].Class))
    --Parting;
  if (!A.Steps[Parting].Class || !B.Steps[Parting].Class)
    return std::nullopt;
  return Parting;
}

std::optional<CriticalPair>
CriticalPair::make(const OrderedLock &Held, const OrderedLock &Taken,
                   llvm::ArrayRef<OrderedLock> Others) {
  CriticalPair Pair;
  const NumberedPath &H = Held.Path, &T = Taken.Path;
  if (const std::optional<size_t> Parting = partingOf(H, T))
    Pair.First = {keyOf(llvm::ArrayRef(H.Steps).drop_front(*Parting)),
                  keyOf(llvm::ArrayRef(T.Steps).drop_front(*Parting))};
  else
    Pair.First = {ownKey(H), ownKey(T)};
  if (Pair.First.Held.empty() || Pair.First.Taken.empty() ||
      Pair.First.Held == Pair.First.Taken)
    return std::nullopt;
  const auto HeldField = fieldOf(H), TakenField = fieldOf(T);
  if (!HeldField.empty() && !TakenField.empty() &&
      HeldField.front().Class != TakenField.front().Class)
    Pair.ByField = {keyOf(HeldField), keyOf(TakenField)};
  Pair.IsHeldShared = Held.IsShared;
  Pair.IsTakenShared = Taken.IsShared;
  for (const OrderedLock &Other : Others)
    Pair.addOther(Other);
  return Pair;
}

/// Under each of its names: rather too much in common than too little.
void CriticalPair::addOther(const OrderedLock &Other) {
  for (LockKey Key : {ownKey(Other.Path), keyOf(fieldOf(Other.Path))})
    if (!Key.empty())
      Outers.push_back({std::move(Key), Other.IsShared});
}

bool CriticalPair::opposes(const CriticalPair &Other) const {
  const auto IsReversed = [](const Names &A, const Names &B) {
    return A.Held == B.Taken && A.Taken == B.Held;
  };
  if (!IsReversed(First, Other.First) &&
      !(ByField && Other.ByField && IsReversed(*ByField, *Other.ByField)))
    return false;
  // Readers do not wait for each other.
  return !(IsHeldShared && Other.IsTakenShared) &&
         !(IsTakenShared && Other.IsHeldShared);
}

bool CriticalPair::mayMeet(const CriticalPair &Other) const {
  return llvm::none_of(Outers, [&](const Outer &Mine) {
    return llvm::any_of(Other.Outers, [&](const Outer &Theirs) {
      return Mine.Key == Theirs.Key && !(Mine.IsShared && Theirs.IsShared);
    });
  });
}

llvm::SmallVector<std::pair<LockKey, LockKey>, 2> CriticalPair::keys() const {
  llvm::SmallVector<std::pair<LockKey, LockKey>, 2> Keys{
      {First.Held, First.Taken}};
  if (ByField && (ByField->Held != First.Held || ByField->Taken != First.Taken))
    Keys.push_back({ByField->Held, ByField->Taken});
  return Keys;
}

std::optional<uint32_t>
OrderTable::add(CriticalPair Pair, llvm::function_ref<bool(uint32_t)> MayMeet) {
  const auto Number = static_cast<uint32_t>(Entries.size());
  Entries.push_back({std::move(Pair)});
  Entry &This = Entries.back();
  std::optional<uint32_t> Found;
  unsigned Tried = 0;
  for (auto [Held, Taken] : This.Pair.keys()) {
    for (uint32_t I : ByKeys[{Taken, Held}]) {
      Entry &Other = Entries[I];
      if (Found || Other.IsReported || I == Number ||
          !This.Pair.opposes(Other.Pair) || ++Tried > MaxTried ||
          !This.Pair.mayMeet(Other.Pair) || !MayMeet(I))
        continue;
      This.IsOpposed = This.IsReported = Other.IsOpposed = true;
      Found = I;
    }
    ByKeys[{std::move(Held), std::move(Taken)}].push_back(Number);
  }
  return Found;
}

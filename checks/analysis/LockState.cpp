//===--- LockState.cpp - which locks are held, on one path ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockState.h"

using namespace corolint;

std::optional<bool> World::fact(unsigned Key) const {
  for (auto [K, Value] : Facts)
    if (K == Key)
      return Value;
  return std::nullopt;
}

void World::setFact(unsigned Key, bool Value) {
  dropFact(Key);
  // What was assumed first is the least likely to matter still; without a
  // bound, a function with thousands of conditions would cost their square.
  if (Facts.size() == MaxFacts)
    Facts.erase(Facts.begin());
  Facts.insert(llvm::lower_bound(Facts, std::pair(Key, false)), {Key, Value});
}

void World::dropFact(unsigned Key) {
  llvm::erase_if(Facts, [&](auto &F) { return F.first == Key; });
}

void World::normalize() {
  llvm::sort(Holdings);
  Holdings.erase(llvm::unique(Holdings), Holdings.end());
}

void World::intersectFacts(const World &Other) {
  llvm::erase_if(Facts, [&](auto &F) {
    return Other.fact(F.first) != std::optional<bool>(F.second);
  });
}

bool WorldSet::insert(World W) {
  W.normalize();
  if (Collapsed)
    return collapseWith(std::move(W));
  for (World &Known : Worlds) {
    if (!Known.sameHoldings(W))
      continue;
    size_t Before = Known.Facts.size();
    Known.intersectFacts(W);
    return Known.Facts.size() != Before;
  }
  if (Worlds.size() < Limit) {
    Worlds.push_back(std::move(W));
    return true;
  }
  Collapsed = true;
  std::vector<World> Old = std::move(Worlds);
  Worlds.assign(1, std::move(W));
  for (World &Other : Old)
    collapseWith(std::move(Other));
  return true;
}

bool WorldSet::collapseWith(World W) {
  World &Only = Worlds.front();
  World Before = Only;
  Only.intersectFacts(W);
  auto SameThing = [](const Holding &A, const Holding &B) {
    return A.Owner == B.Owner && A.Lock == B.Lock;
  };
  auto Find = [&](World &In, const Holding &H) -> Holding * {
    for (Holding &Other : In.Holdings)
      if (SameThing(Other, H))
        return &Other;
    return nullptr;
  };
  for (Holding &H : Only.Holdings)
    if (Holding *Other = Find(W, H); !Other || Other->State != H.State)
      H.State = HoldState::Unknown;
  for (Holding &H : W.Holdings)
    if (!Find(Only, H)) {
      H.State = HoldState::Unknown;
      Only.Holdings.push_back(H);
    }
  Only.normalize();
  return !Only.sameHoldings(Before) || Only.Facts != Before.Facts;
}

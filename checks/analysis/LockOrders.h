//===--- LockOrders.h - locks taken in opposite orders --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts the nested acquisitions of all functions of a unit together and finds
// those that are a deadlock when they meet.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKORDERS_H
#define COROLINT_ANALYSIS_LOCKORDERS_H

#include "CriticalPairs.h"
#include "TranslationUnit.h"
#include <map>

namespace corolint {

/// One nested acquisition, and the function that makes it.
struct OrderedPair {
  FunctionAnalysis *By = nullptr;
  const NestedAcquisition *Nested = nullptr;

  const Acquisition &outer() const { return By->locks().Sites[Nested->Outer]; }
  const Acquisition &inner() const { return By->locks().Sites[Nested->Inner]; }
};

/// What a function does with two locks that others take the other way round.
struct OppositeOrder {
  OrderedPair This;
  /// An earlier function's; empty if it is this function's own, called with
  /// two of its arguments exchanged.
  std::optional<OrderedPair> Other;
};

class LockOrders {
public:
  explicit LockOrders(TranslationUnit &Unit);

  /// What is to be said of \p F, in the order of its acquisitions.
  llvm::ArrayRef<OppositeOrder> in(const FunctionAnalysis &F) const;

private:
  /// Others that are looked at for one acquisition.
  static constexpr uint32_t MaxTried = 64;
  struct Entry {
    OrderedPair Pair;
    CriticalPair Critical;
    size_t Order = 0; ///< of those at one place
    bool IsOpposed = false, IsReported = false;
  };
  NumberedPath numbered(const AccessPath &Path);
  OrderedLock ordered(const AccessPath &Path, bool IsShared);
  uint32_t numberOf(const void *Thing);
  void collect(FunctionAnalysis &F);
  bool isSwappedInCallee(const NestedAcquisition &Nested);
  bool meet(const Entry &A, const Entry &B);
  std::optional<std::vector<CriticalPair>> inContexts(const Entry &E);
  bool areConcurrent(const Entry &A, const Entry &B);

  TranslationUnit &Unit;
  llvm::DenseMap<const void *, uint32_t> Numbers;
  std::vector<Entry> Entries;
  std::map<std::pair<LockKey, LockKey>, llvm::SmallVector<uint32_t, 2>> ByKeys;
  llvm::DenseMap<const FunctionAnalysis *, std::vector<OppositeOrder>> Found;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKORDERS_H

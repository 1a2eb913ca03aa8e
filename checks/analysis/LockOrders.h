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
#include "llvm/ADT/DenseSet.h"

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

/// Whether nobody else has the object of \p F yet, or any more: what it locks
/// in which order does not matter.
bool isAlone(const clang::FunctionDecl &F);

class LockOrders {
public:
  explicit LockOrders(TranslationUnit &Unit);

  /// What is to be said of \p F, in the order of its acquisitions.
  llvm::ArrayRef<OppositeOrder> in(const FunctionAnalysis &F) const;

  /// Whether another unit may oppose \p Nested, of which nothing is to be said
  /// in this one.
  bool isOpen(const NestedAcquisition &Nested) const {
    return Open.contains(&Nested);
  }

  /// What is held around \p F by all that call it, if all do that here, and
  /// whether shared.
  llvm::SmallVector<std::pair<const AccessPath *, bool>, 2>
  heldAround(FunctionAnalysis &F);

private:
  struct Entry {
    OrderedPair Pair;
    CriticalPair Critical;
    size_t Order = 0; ///< of those at one place
  };
  NumberedPath numbered(const AccessPath &Path);
  OrderedLock ordered(const AccessPath &Path, bool IsShared);
  uint32_t numberOf(const void *Thing);
  void collect(FunctionAnalysis &F);
  /// Whether \p F is said to take two locks in whatever order it is given them.
  bool takesWhatIsGiven(const clang::FunctionDecl &F);
  bool meet(const Entry &A, const Entry &B);
  std::optional<std::vector<CriticalPair>> inContexts(const Entry &E);
  bool areConcurrent(const Entry &A, const Entry &B);

  TranslationUnit &Unit;
  llvm::DenseMap<const void *, uint32_t> Numbers;
  std::vector<Entry> Entries;
  llvm::DenseMap<const FunctionAnalysis *, bool> Swapping;
  llvm::DenseSet<const NestedAcquisition *> Open;
  llvm::DenseMap<const FunctionAnalysis *, std::vector<OppositeOrder>> Found;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKORDERS_H

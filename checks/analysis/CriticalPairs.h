//===--- CriticalPairs.h - which lock after which -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A critical pair (Gorogiannis and Distefano, "Static deadlock detection, in
// O'Hearn's wake", POPL 2021) is a lock that is waited for, with what is held
// meanwhile. Two of them are a deadlock if each waits for what the other holds
// and nothing held by both keeps one of them out.
//
// Here they are compared across functions, and across units, where one lock has
// several names. So what is compared are keys: locks that are reached from one
// object are called by their way from it, whatever the object is called; others
// by the variable, or by the field that they are, as in the Linux kernel's lock
// classes (Documentation/locking/lockdep-design.rst).
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CRITICALPAIRS_H
#define COROLINT_ANALYSIS_CRITICALPAIRS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace corolint {

/// The path of a lock, with numbers for names.
struct NumberedPath {
  enum RootType : uint8_t { Object, Variable } Root = Object;
  /// Of the variable, if it is one that all functions call by one name; of an
  /// Object whatever tells two of them apart.
  uint32_t Number = 0;
  struct Step {
    uint32_t Number = 0;
    /// Number of the class that has the field; 0 for dereferences and elements.
    uint32_t Class = 0;

    friend auto operator<=>(const Step &, const Step &) = default;
  };
  llvm::SmallVector<Step, 4> Steps;
};

/// Names a lock in all functions alike.
using LockKey = llvm::SmallVector<uint32_t, 4>;

/// A lock that is held or waited for.
struct OrderedLock {
  NumberedPath Path;
  bool IsShared = false;
};

class CriticalPair {
public:
  /// Nothing where no key tells the two apart, or one has none.
  static std::optional<CriticalPair> make(const OrderedLock &Held,
                                          const OrderedLock &Taken,
                                          llvm::ArrayRef<OrderedLock> Others);

  /// Adds what callers hold for all of it.
  void addOther(const OrderedLock &Other);

  /// Whether the two wait for each other.
  bool opposes(const CriticalPair &Other) const;

  /// Whether nothing that both hold keeps one of them out.
  bool mayMeet(const CriticalPair &Other) const;

  /// The keys, for a table: those of a pair that opposes another are among
  /// the other's, exchanged.
  llvm::SmallVector<std::pair<LockKey, LockKey>, 2> keys() const;

private:
  struct Names {
    LockKey Held, Taken;
  };
  /// By the way from the object that both are reached from, or by their
  /// variables and fields; and by the fields alone if these are of two classes.
  Names First;
  std::optional<Names> ByField;
  bool IsHeldShared = false, IsTakenShared = false;
  struct Outer {
    LockKey Key;
    bool IsShared;
  };
  llvm::SmallVector<Outer, 1> Outers;
};

/// Critical pairs in the order in which they are written, and which of them
/// oppose an earlier one. The first order in which two locks are taken is the
/// one that counts: what agrees with it is right, however many do not.
class OrderTable {
public:
  /// Pairs that are compared with one.
  static constexpr unsigned MaxTried = 64;

  /// Adds \p Pair, under the next number. The number of one that it opposes,
  /// and that \p MayMeet, if there is one and nothing was said of it.
  std::optional<uint32_t> add(CriticalPair Pair,
                              llvm::function_ref<bool(uint32_t)> MayMeet);

  /// Whether pair number \p I opposes another, or another opposes it.
  bool isOpposed(uint32_t I) const { return Entries[I].IsOpposed; }

  const CriticalPair &operator[](uint32_t I) const { return Entries[I].Pair; }

private:
  struct Entry {
    CriticalPair Pair;
    bool IsOpposed = false, IsReported = false;
  };
  std::vector<Entry> Entries;
  std::map<std::pair<LockKey, LockKey>, llvm::SmallVector<uint32_t, 2>> ByKeys;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_CRITICALPAIRS_H

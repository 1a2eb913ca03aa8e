//===--- MemoryAccesses.h - reads and writes of plain memory --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function reads and writes, and what it does that may put other threads
// in an order with it: locks, waits, atomics, suspensions. Two threads race
// ([intro.races]) if one of them writes what the other one accesses and nothing
// is between. So an access counts for certain only if nothing before it in the
// function may have waited for another thread. Precision comes first: whatever
// may order is taken to do so, and an access that can't be told is none.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_MEMORYACCESSES_H
#define COROLINT_ANALYSIS_MEMORYACCESSES_H

#include "Handovers.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <optional>
#include <vector>

namespace clang {
class Expr;
class FieldDecl;
class Stmt;
} // namespace clang

namespace corolint {

class FunctionAnalysis;
class TranslationUnit;

/// An object, or a member of one.
struct MemoryPlace {
  /// The variable that it is in or that leads to it; null for *this.
  const clang::VarDecl *Root = nullptr;
  /// Whether it is what Root, a pointer or owner, points to.
  bool Through = false;
  /// The members on the way.
  llvm::SmallVector<const clang::FieldDecl *, 2> Path = {};

  bool sameObject(const MemoryPlace &Other) const {
    return Root == Other.Root && Through == Other.Through;
  }
  /// Whether one is the other or a part of it, or they share memory as members
  /// of a union and neighbouring bit-fields do, if they are of one object.
  bool overlaps(const MemoryPlace &Other) const;
};

struct MemoryAccess {
  MemoryPlace Place;
  bool Writes = false;
  /// The operation, in the function that is asked about.
  const clang::Expr *At = nullptr;
  /// The same in the function called that does it; else as At.
  const clang::Expr *Inner = nullptr;
  /// The function called may leave it out.
  bool MayBeSkipped = false;
};

/// What one function does to memory.
struct MemoryUse {
  /// In the order of the source.
  std::vector<MemoryAccess> Accesses;
  /// What may wait for or synchronise with another thread, in the same order.
  std::vector<const clang::Stmt *> Orders;
  /// What may leave out the rest: return, break, throw.
  std::vector<const clang::Stmt *> Exits;
  Handovers Changed;

  /// Whether \p Pointer may lead to different objects in the function.
  bool isSteered(const clang::VarDecl &Pointer) const;
};

class MemoryAccesses {
public:
  explicit MemoryAccesses(TranslationUnit &Unit) : Unit(Unit) {}

  /// Nothing while \p F itself is being looked at (recursion).
  const MemoryUse &of(FunctionAnalysis &F);

  /// Whether a call of \p F may order. So does what is not known: functions
  /// too deep in a chain of calls, and those whose analysis has led here.
  bool mayOrder(FunctionAnalysis &F);

  /// The accesses of \p F before which nothing may have ordered them.
  llvm::SmallVector<const MemoryAccess *, 4> unordered(FunctionAnalysis &F);

  /// Whether branches or exits of \p F decide if \p A, one of its accesses,
  /// happens; of those, with \p Since, the ones after that.
  bool mayBeSkipped(FunctionAnalysis &F, const MemoryAccess &A,
                    const clang::Stmt *Since = nullptr);

  /// The object that the glvalue \p E names; nothing where that is not certain,
  /// as for elements.
  std::optional<MemoryPlace> placeOf(const clang::Expr &E);

  /// The object that \p E, a pointer or owner, points to.
  std::optional<MemoryPlace> pointeeOf(const clang::Expr &E);

  /// Whether objects of type \p T may be waited for, whatever the operation is
  /// called: threads, futures, and what owns or contains such.
  bool isHandle(clang::QualType T);

private:
  bool computeIsHandle(clang::QualType T);
  std::optional<MemoryPlace> place(const clang::Expr *E, unsigned Depth);
  std::optional<MemoryPlace> pointee(const clang::Expr *E, unsigned Depth);

  struct Entry {
    MemoryUse Use;
    bool IsInProgress = true;
    bool CallsItself = false;
    /// Whether those calls order.
    bool SelfCallsOrder = false;
  };

  TranslationUnit &Unit;
  llvm::DenseMap<const FunctionAnalysis *, std::unique_ptr<Entry>> Known;
  /// The function being looked at, and how many calls led there.
  const Entry *Innermost = nullptr;
  unsigned Depth = 0;
  llvm::DenseMap<void *, bool> Handles;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_MEMORYACCESSES_H

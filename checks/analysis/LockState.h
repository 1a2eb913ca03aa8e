//===--- LockState.h - which locks are held, on one path ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The domain of the lock analysis. A World is what is known on one bundle of
// paths: every guard and lock touched so far, and what branches have assumed.
// A program point has a bounded set of worlds; two that hold the same locks
// are one, so branches that do not matter cost nothing.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKSTATE_H
#define COROLINT_ANALYSIS_LOCKSTATE_H

#include "AccessPath.h"
#include "Roles.h"
#include "clang/Basic/SourceLocation.h"
#include <compare>
#include <optional>
#include <vector>

namespace corolint {

/// The object that owns a lock, or a part of one.
struct LockOwner {
  enum Kind : uint8_t {
    Nobody,      ///< locked by hand
    Variable,    ///< At is a VarDecl
    Temporary,   ///< At is the Expr that makes the object
    ThisObject,  ///< *this
    ReturnValue, ///< what the function returns
  } K = Nobody;
  const void *At = nullptr;
  /// The part, as a path from the object; "*this" stands for all of it.
  const AccessPath *Sub = nullptr;

  explicit operator bool() const { return K != Nobody; }
  const clang::VarDecl *variable() const {
    return K == Variable ? static_cast<const clang::VarDecl *>(At) : nullptr;
  }
  bool sameObject(const LockOwner &O) const { return K == O.K && At == O.At; }
  friend bool operator==(const LockOwner &, const LockOwner &) = default;
  friend auto operator<=>(const LockOwner &, const LockOwner &) = default;
};

/// One call on the way to an acquisition.
struct LockCall {
  clang::SourceLocation Where;
  const clang::FunctionDecl *Callee = nullptr;
};

/// The place and manner in which something was acquired.
struct Acquisition {
  enum Form {
    Guard,     ///< a guard object was constructed or came out of an expression
    ByHand,    ///< lock() and its like
    Parameter, ///< a guard that the function was given
    Helper,    ///< a function that returns with the lock held
    Required,  ///< an attribute says that callers hold it
  } How = Guard;
  clang::SourceLocation Where;
  GuardKind Kind = GuardKind::Thread;
  bool Shared = false;
  bool Recursive = false;
  /// Taken only if nobody else has it, or for so long.
  bool Tried = false;
  /// Not mutual exclusion, so that two of them are no deadlock.
  bool Counting = false;
  /// Whether it is a lock that may not be taken again while it is held.
  bool excludes() const {
    return !Recursive && !Counting && Kind != GuardKind::ThreadBound;
  }
  /// The guard variable, or the lock as it is written; empty for temporaries.
  std::string Name;
  clang::QualType Type;
  llvm::StringRef Reason, Replacement;
  /// What a callee acquires: its calls on the way there.
  llvm::SmallVector<LockCall, 0> Way;
  static constexpr size_t MaxWay = 8;
};

/// Instead of a site: acquired by a caller, or nobody knows where.
inline constexpr uint32_t NoSite = ~0u;

enum class HoldState : uint8_t {
  Held,
  Free,    ///< associated with a lock, not holding it; or given back by hand
  Unknown, ///< left to code that is not visible
};

/// One owner's relation to one lock.
struct Holding {
  LockOwner Owner;
  const AccessPath *Lock = nullptr; // null: which lock is not known
  uint32_t Site = 0;                // index into LockFlow::Sites, or NoSite
  HoldState State = HoldState::Held;
  /// Taken again after the function had released what its caller held.
  bool Restored = false;

  friend bool operator==(const Holding &, const Holding &) = default;
  friend auto operator<=>(const Holding &, const Holding &) = default;
};

struct World {
  static constexpr size_t MaxFacts = 64;
  llvm::SmallVector<Holding, 4> Holdings;                // sorted
  llvm::SmallVector<std::pair<unsigned, bool>, 4> Facts; // sorted by key

  std::optional<bool> fact(unsigned Key) const;
  void setFact(unsigned Key, bool Value);
  void dropFact(unsigned Key);
  void normalize();
  /// Keeps of the facts what \p Other agrees with.
  void intersectFacts(const World &Other);
  bool sameHoldings(const World &Other) const {
    return Holdings == Other.Holdings;
  }
};

/// The worlds of one program point, at most Limit of them. When there would be
/// more, they become one in which whatever differs is unknown: silence, and
/// linear cost, rather than exponential precision.
class WorldSet {
public:
  static constexpr size_t Limit = 24;

  /// Adds a world; true when that changed the set.
  bool insert(World W);
  llvm::ArrayRef<World> worlds() const { return Worlds; }
  bool collapsed() const { return Collapsed; }

private:
  bool collapseWith(World W);
  std::vector<World> Worlds;
  bool Collapsed = false;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKSTATE_H

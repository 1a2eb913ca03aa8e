//===--- LockFlow.h - locks held, acquired and left, per function ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Forward dataflow over Clang's CFG (Kildall, "A unified approach to global
// program optimization", POPL 1973) on the domain of LockState.h. The CFG is
// first compiled into events, so that the iteration looks at no syntax.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKFLOW_H
#define COROLINT_ANALYSIS_LOCKFLOW_H

#include "Conditions.h"
#include "LockState.h"

namespace clang {
class CFG;
class CFGBlock;
} // namespace clang

namespace corolint {

/// One step of a function that matters to locks.
struct LockEvent {
  enum Kind : uint8_t {
    Acquire,       ///< Owner (or nobody) takes Lock, waiting for it
    TryAcquire,    ///< the same without waiting; Key tells whether it worked
    Hold,          ///< Owner holds Lock from here on, however it got it
    HoldUnknown,   ///< Owner may or may not hold a lock
    Associate,     ///< Owner knows Lock and does not hold it
    Adopt,         ///< Owner takes over Lock, which is held by hand
    Relock,        ///< Owner takes its lock again, waiting for it
    TryRelock,     ///< the same without waiting
    Unlock,        ///< Owner gives its lock back
    Release,       ///< Lock is given back by hand
    ForgetLock,    ///< whether Lock is held by hand is not known any more
    Transfer,      ///< what From holds, Owner holds
    Destroy,       ///< Owner is gone and what it held is released
    Forget,        ///< what Owner holds is not known any more
    Disown,        ///< what Owner holds is held by hand, From names it
    Swap,          ///< Owner and From exchange what they hold
    Suspend,       ///< a suspension point
    Return,        ///< the function returns a value, nothing destroyed yet
    Passing,       ///< a callee takes Lock and gives it back
    Nesting,       ///< a callee takes Lock while it holds Held
    Calling,       ///< a call; Decl: of what a linked program may know
    Declare,       ///< Decl, a variable, begins to name a new object
    Assign,        ///< Decl gets another value
    AssignMembers, ///< any member of *this may get another value
    TakeOver,      ///< as Adopt, if Lock is held by hand, else nothing
    Decide,        ///< the value of Key is that of Test
  } K = Assign;
  bool Shared = false;
  bool Recursive = false;
  bool HeldWhen = true;
  uint32_t Site = 0;
  unsigned Key = 0;
  LockOwner Owner, From;
  const AccessPath *Lock = nullptr;
  /// Nesting: the lock, and where the callee has taken it.
  const AccessPath *Held = nullptr;
  uint32_t Outer = 0;
  /// Declare, Assign: the variable or member. Passing, Nesting: the callee.
  const clang::ValueDecl *Decl = nullptr;
  std::optional<Condition> Test;
  /// The expression that does it; for Suspend the suspension, for Return the
  /// value returned.
  const clang::Expr *At = nullptr;
};

/// A lock or thread-bound object is alive at a suspension point.
struct HeldAtSuspension {
  uint32_t Site;
  const clang::CoroutineSuspendExpr *Suspension;
};

/// A lock is held where a function is called, or has been given back there on
/// behalf of the caller of this one (then there is no Site).
struct HeldAtCall {
  uint32_t Site;
  const AccessPath *Lock;
  bool IsReleased;

  friend bool operator==(const HeldAtCall &, const HeldAtCall &) = default;
};

/// What is held where something is called.
struct LocksAtCall {
  /// Thread locks that are held on some path: the site, and the lock where it
  /// is known.
  llvm::SmallVector<std::pair<uint32_t, const AccessPath *>, 1> Held;
  /// The same for async locks.
  llvm::SmallVector<std::pair<uint32_t, const AccessPath *>, 1> HeldAsync;
  /// On some path the function has given back what its caller holds, or may
  /// have.
  bool MayBeReleased = false;
};

/// Something is held by a local object, or parameter by value, of a plain
/// function when that returns a value: it is given up before the caller sees
/// the value.
struct HeldAtReturn {
  uint32_t Site;
  const clang::VarDecl *Owner;
  const clang::Expr *Value; // the operand of the return statement
};

/// A lock is acquired while the same one is held.
struct Reacquisition {
  uint32_t First;
  clang::SourceLocation Second;
  const AccessPath *Lock; // null: a guard locked twice, of an unknown lock
  bool Async = false;
  /// The function called that acquires it; null for a direct acquisition.
  const clang::FunctionDecl *Through = nullptr;
  clang::SourceLocation InCallee;
};

/// One lock is waited for while another is held: a pair of Gorogiannis and
/// Distefano's critical pairs ("Static deadlock detection, in O'Hearn's wake",
/// POPL 2021), with what else is held.
struct NestedAcquisition {
  uint32_t Outer = 0, Inner = 0; ///< sites
  const AccessPath *Held = nullptr, *Taken = nullptr;
  /// The acquisition, or the call of what acquires.
  const clang::Expr *At = nullptr;
  /// The function called that acquires; null for a direct acquisition.
  const clang::FunctionDecl *Through = nullptr;
  /// Whether that function takes both.
  bool IsAllInCallee = false;
  /// What else is held on every path here, and whether shared.
  llvm::SmallVector<std::pair<const AccessPath *, bool>, 1> Others = {};
};

/// What a call of the function does to locks, in terms of its parameters.
struct LockSummary {
  struct Taken {
    const AccessPath *Lock = nullptr;
    bool Shared = false;
    bool Async = false;
    bool Recursive = false;
    clang::SourceLocation Where;
    llvm::SmallVector<LockCall, 0> Way; ///< as of Acquisition
    /// Boolean parameters that decide it: only when each has this value.
    llvm::SmallVector<std::pair<const clang::ParmVarDecl *, bool>, 2> When;
  };
  /// Locks that it acquires on some path, given back or not.
  std::vector<Taken> Acquires;
  /// One lock is taken while another is held, and the caller decides which
  /// locks these are.
  struct Nesting {
    const AccessPath *Held = nullptr, *Taken = nullptr;
    Acquisition Outer, Inner;
  };
  static constexpr size_t MaxNested = 16;
  std::vector<Nesting> Nested;
  /// What is different on return. No owner: a lock held by hand.
  struct Change {
    LockOwner Owner;
    const AccessPath *Lock = nullptr;
    HoldState State = HoldState::Unknown;
    bool Shared = false;
    GuardKind Kind = GuardKind::Thread;
    bool Recursive = false;
  };
  std::vector<Change> AtExit;
  /// What it has released, on behalf of its caller, at each of its suspension
  /// points: the caller does not hold these while it awaits the function.
  std::vector<std::pair<LockOwner, const AccessPath *>> ReleasedAtSuspensions;
  /// For functions that return a guard: what it holds. Unknown when not seen.
  HoldState Returned = HoldState::Unknown;
  const AccessPath *ReturnedLock = nullptr;

  bool empty() const { return Acquires.empty() && AtExit.empty(); }
};

class FunctionAnalysis;

/// The result for one function.
struct LockFlow {
  std::vector<Acquisition> Sites;
  /// Thread locks and thread-bound objects, by site, then suspension.
  std::vector<HeldAtSuspension> Held;
  /// Async locks, which may be held; in no order.
  std::vector<HeldAtSuspension> HeldAsync;
  std::vector<HeldAtReturn> Returned;        // ordered by value, then site
  std::vector<Reacquisition> Reacquisitions; // ordered by place
  std::vector<NestedAcquisition> Nested;     // ordered by the sites
  /// Locks that exclude others or may; in units of a linked program only.
  llvm::DenseMap<const clang::Expr *, llvm::SmallVector<HeldAtCall, 1>>
      HeldAtCalls;
  /// Where nothing is held or given back there is no entry.
  llvm::DenseMap<const clang::Expr *, LocksAtCall> AtCalls;
  LockSummary Summary;
};

/// Runs the analysis. \p F's callees are analysed on the way.
LockFlow analyzeLocks(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKFLOW_H

//===--- LockLink.h - locks that functions take through calls -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// EffectGraph's sibling for locks: whether a call takes a lock that its caller
// holds, somewhere in the functions that it runs, whose syntax trees are gone.
//
// The question is asked top down and on demand (Duesterwald, Gupta and Soffa,
// "Demand-driven computation of interprocedural data flow", POPL 1995): the
// held lock is renamed into the terms of the callee, of what that calls, and so
// on, until a function takes it by itself or has no name for it. Sets of all
// locks of all functions would be much larger than what is ever asked: a lock
// that is held is one object, and few calls pass it on.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKLINK_H
#define COROLINT_ANALYSIS_LOCKLINK_H

#include "CriticalPairs.h"
#include "EffectSummary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

namespace corolint {

/// One function on the way to an acquisition: where it calls the next one, and
/// in the last, where it takes the lock.
struct LockStep {
  uint32_t Function = 0;
  EffectPlace Where = 0;
};

class LockLink {
public:
  using FunctionId = uint32_t;
  /// Calls in a row, and functions looked at for one question; what lies
  /// further away is not found.
  static constexpr size_t MaxLength = 16, MaxVisited = 10000;

  FunctionId addFunction();
  /// What is added from here on is about \p F. A second time: it replaces what
  /// was there.
  void define(FunctionId F);
  void addLock(const LockSummaryEntry &Lock, EffectPlace Where,
               uint32_t Name = 0);
  void addCall(FunctionId Callee, EffectPlace Where,
               llvm::ArrayRef<PassedObject> Objects, bool IsAwaited);
  /// A call of \p F runs nothing; an await of what it returns does.
  void runsWhenAwaited(FunctionId F) { Functions[F].RunsWhenAwaited = true; }
  /// Whoever calls \p F does not see what it does.
  void close(FunctionId F) { Functions[F].IsClosed = true; }

  /// The shortest way on which \p Call of \p Callee takes \p Held again, from
  /// the callee onwards. Empty when there is none.
  std::vector<LockStep> reacquisition(FunctionId Callee,
                                      const CallSummary &Call,
                                      const HeldLock &Held);

  /// An object path: an index into Paths. Its text is the root and, four bytes
  /// each, the numbers of names on the way, so that what lies inside an object
  /// begins with the text of the object.
  using PathId = uint32_t;
  PathId intern(const ObjectPath &Object);
  NumberedPath numbered(PathId Path) const;

  /// What a lock is, whatever object has it: the field, or the variable. 0 for
  /// what is neither.
  using LockClass = uint32_t;
  LockClass classOf(PathId Lock) const;

  /// The classes of all locks that functions take, in ascending order.
  std::vector<LockClass> classesTaken() const;

  /// The functions that take a lock of \p Class, by themselves or through
  /// calls; once all functions are known.
  llvm::ArrayRef<FunctionId> takersOf(LockClass Class);

  /// How many calls in the program run \p F; once all functions are known.
  uint32_t callerCount(FunctionId F);

  /// A lock that a call takes, in terms of its caller.
  struct Acquired {
    PathId Lock = 0;
    bool IsShared = false, IsAsync = false;
    uint32_t Name = 0; ///< as addLock() was given it
    /// From the callee onwards; the last is the acquisition.
    std::vector<LockStep> Way;
  };
  /// Those of \p Class that \p Callee takes when it is given \p Passing,
  /// nearest first; quick when the last question was about the same class. As
  /// for reacquisition(), what lies further away is not found; nor is what
  /// comes after so many functions have been walked for all calls.
  std::vector<Acquired> acquisitions(LockClass Class, FunctionId Callee,
                                     llvm::ArrayRef<PassedObject> Passing,
                                     bool IsAwaited);
  static constexpr size_t MaxWalked = 1000000;

private:
  struct Passed {
    int32_t Argument;
    PathId Object;
  };
  struct Lock {
    PathId Object;
    bool IsShared, IsAsync, IsRecursive;
    EffectPlace Where;
    uint32_t Name;
  };
  struct Call {
    EffectPlace Where;
    FunctionId Callee;
    uint32_t FirstObject;
    uint16_t ObjectCount;
    bool IsAwaited;
  };
  struct Function {
    uint32_t FirstLock = 0, LockCount = 0;
    uint32_t FirstCall = 0, CallCount = 0;
    bool IsClosed = false;
    bool RunsWhenAwaited = false;
  };
  /// A function and the lock in its terms, on the way.
  struct State {
    FunctionId F;
    PathId Lock;
    uint32_t Length, Before; ///< the state that called it, and where
    EffectPlace Where;
  };
  struct Search;
  struct Walk;
  /// The way to number \p Index of \p Visited, functions with those that called
  /// them, which takes a lock at \p Where.
  template <class Visit>
  static std::vector<LockStep> wayTo(llvm::ArrayRef<Visit> Visited,
                                     uint32_t Index, EffectPlace Where) {
    std::vector<LockStep> Steps = {{Visited[Index].F, Where}};
    for (; Visited[Index].Length > 1; Index = Visited[Index].Before)
      Steps.push_back({Visited[Visited[Index].Before].F, Visited[Index].Where});
    std::reverse(Steps.begin(), Steps.end());
    return Steps;
  }

  PathId intern(llvm::StringRef Text);
  uint32_t nameId(llvm::StringRef Name);
  /// Whether all functions that know the object call it by one name.
  bool isNamed(PathId Path) const {
    const char Root = Paths[Path].front();
    return Root == static_cast<char>(ObjectPath::Global) ||
           Root == static_cast<char>(ObjectPath::Local);
  }
  llvm::SmallVector<Passed, 4> intern(llvm::ArrayRef<PassedObject> Objects);
  llvm::SmallVector<PathId, 2> inCallee(PathId Lock,
                                        llvm::ArrayRef<Passed> Objects);
  void index();
  void indexCallers();
  void findTakers(LockClass Class);
  bool runs(FunctionId Callee, bool IsAwaited) const;
  const Lock *taken(const State &S, const HeldLock &Held) const;

  llvm::StringMap<uint32_t> Names;
  llvm::StringMap<PathId> PathIds;
  std::vector<llvm::StringRef> Paths;
  std::vector<Function> Functions;
  std::vector<Lock> Locks;
  std::vector<Call> Calls;
  std::vector<Passed> Objects;
  /// By name: the number of the class whose field it is, or 0.
  std::vector<uint32_t> Classes;
  /// By callee, who calls it so that it runs: the callers of F are from
  /// FirstCaller[F] to FirstCaller[F + 1].
  std::vector<uint32_t> FirstCaller;
  std::vector<FunctionId> Callers;
  /// The class that was asked about last, and by function, whether it takes
  /// one of it.
  LockClass Asked = 0;
  std::vector<FunctionId> Takers;
  llvm::DenseMap<LockClass, llvm::SmallVector<FunctionId, 1>> ByClass;
  std::vector<bool> IsTaker;
  size_t Walked = 0;
  FunctionId Defining = 0;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKLINK_H

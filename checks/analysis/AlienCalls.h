//===--- AlienCalls.h - calls of code that nobody here knows --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An alien call runs code that whoever writes the call can't know: it was
// registered, or suspended, by somebody else (Bloch, "Effective Java", item
// 79; Sutter, "Avoid Calling Unknown Code While Inside a Critical Section",
// Dr. Dobb's 2007). Whether a call is alien depends on where its callable comes
// from, which CallableOrigins follow: what a function is given by its caller is
// the caller's business.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ALIENCALLS_H
#define COROLINT_ANALYSIS_ALIENCALLS_H

#include "CallableOrigins.h"
#include "EffectCalls.h"

namespace corolint {

/// One such call, in the function that makes it.
struct AlienCall {
  enum KindType : uint8_t {
    Resumption, ///< resume() of a coroutine handle
    Completion, ///< runs who waits for a promise, an event, a channel
    Callback,   ///< of a callable that was stored
    Observer,   ///< of a virtual function of an object that was stored
  } Kind = Resumption;
  clang::SourceLocation Where;
  /// The function, or the variable or member that is called; null when it has
  /// no name.
  const clang::NamedDecl *Named = nullptr;
};

/// An alien call that a function reaches.
struct AlienWay {
  AlienCall Call;
  /// Whose code it is, in terms of the function that the way begins in.
  CallableOrigin Origin;
  /// The functions on the way to it, outermost first; lambdas are no step.
  llvm::SmallVector<const clang::FunctionDecl *, 2> Through;
  /// Where each of them is called.
  llvm::SmallVector<clang::SourceLocation, 2> Calls;
};

/// An alien call while a thread lock is held.
struct AlienCallUnderLock {
  AlienWay Way;
  /// Where the function that holds the lock makes the call, or calls what does.
  clang::SourceLocation Where;
  /// The lock that was taken first of those that are held: the index into
  /// LockFlow::Sites of that function, and its name, empty where it has none.
  uint32_t Site = 0;
  std::string Lock;
};

class AlienCalls {
public:
  explicit AlienCalls(TranslationUnit &Unit) : Unit(Unit), Origins(Unit) {}

  /// The alien calls that \p F makes under a lock, directly or through
  /// functions that hold none themselves, in the order of the source.
  std::vector<AlienCallUnderLock> underLocks(FunctionAnalysis &F);

private:
  /// One thing that a function does: an alien call, or a call of Callee.
  struct Step {
    /// The expression at which locks are held.
    const clang::Expr *At = nullptr;
    clang::SourceLocation Where;
    std::optional<AlienWay> Alien;
    const EffectCall *Run = nullptr;
  };
  struct Function {
    std::vector<Step> Steps;
    std::optional<std::vector<AlienWay>> Ways;
    bool IsInProgress = false;
  };
  class Collector;

  Function &function(FunctionAnalysis &F);
  FunctionAnalysis *entered(const EffectCall &Run);
  llvm::ArrayRef<AlienWay> waysFrom(FunctionAnalysis &F, unsigned Depth);
  std::vector<AlienWay> waysAt(const Step &S, FunctionAnalysis &F,
                               unsigned Depth);
  CallableOrigin inCaller(const CallableOrigin &Origin, const EffectCall &Run,
                          FunctionAnalysis &Caller);
  const LocksAtCall *locksAt(const clang::Expr &Call, FunctionAnalysis &F);
  bool isForeign(const AlienWay &Way, const AccessPath *Lock,
                 const FunctionAnalysis &F) const;

  TranslationUnit &Unit;
  CallableOrigins Origins;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Function>> Known;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_ALIENCALLS_H

//===--- ProgramEffects.h - the effects of all units of a program ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts the functions of many units together and answers, for a call in one of
// them, what it does through all others. Functions are known by their USR. An
// inline function or an instantiation is in many units, the same in each: the
// first that has any effect counts, and the others need not even be read.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_PROGRAMEFFECTS_H
#define COROLINT_ANALYSIS_PROGRAMEFFECTS_H

#include "EffectGraph.h"
#include "EffectSummary.h"
#include "OrderLink.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>

namespace corolint {

/// One call on the way to what a finding is about.
struct ChainLink {
  std::string Caller;
  std::string Callee;
  SourcePlace Where;
};

class ProgramEffects {
public:
  /// The way from a call to the operation that makes it block.
  struct BlockingChain {
    /// From the callee of the call onwards; the last "calls" the operation.
    std::vector<ChainLink> Links;
    OperationText What;
    bool IsWait = false;
  };

  /// Whether something is still to be learnt from a definition of \p Usr, which
  /// is at \p Offset in \p File. Two at different places are two functions, of
  /// different programs: then nothing is said of either.
  bool needs(llvm::StringRef Usr, llvm::StringRef File, uint32_t Offset);

  /// Adds the definition of a function, if it needs() one.
  void add(const FunctionSummary &F);

  /// To be called once, after which nothing is added.
  void solve();

  /// How \p Call blocks; nothing when it does not.
  std::optional<BlockingChain> blockingChain(const CallSummary &Call,
                                             bool StrictToo) const;

  /// How \p Call takes \p Held again: the calls from its callee onwards, and in
  /// the last link the acquisition. Empty when it does not.
  std::vector<ChainLink> lockChain(const CallSummary &Call,
                                   const HeldLock &Held);

  /// One of two opposite orders.
  struct LockOrder {
    std::string Function, Held, Taken;
    SourcePlace HeldAt, Where, TakenAt;
    /// What Function calls at Where to take the second; empty if nothing.
    std::string Callee;
    std::vector<ChainLink> Way; ///< from there on
    bool IsAsync = false;
  };

  /// What \p Call with \p Held, or an acquisition at its place, does in one
  /// order, and who does it in the other. Nothing if nobody does.
  std::optional<std::pair<LockOrder, LockOrder>>
  oppositeOrders(llvm::StringRef Function, const CallSummary &Call,
                 const HeldLock &Held) const;

  size_t functionCount() const { return Functions.size(); }

private:
  using FunctionId = uint32_t;
  struct Function {
    uint32_t Name = 0;
    uint32_t File = 0, Offset = 0; ///< of the definition, by its last name
    bool IsKnown = false;
  };

  FunctionId idOf(llvm::StringRef Usr);
  uint32_t textId(llvm::StringRef Text);
  EffectPlace placeId(const SourcePlace &Place);
  std::optional<EffectPlace> knownPlace(const SourcePlace &Place) const;
  LockOrder described(const LinkedOrder &Order) const;
  SourcePlace place(EffectPlace Id) const;
  ChainLink link(FunctionId Caller, FunctionId Callee, EffectPlace Where) const;

  llvm::StringMap<FunctionId> Ids;
  std::vector<Function> Functions;
  llvm::StringMap<uint32_t> TextIds;
  std::vector<llvm::StringRef> Texts;
  std::map<OperationText, uint32_t> OperationIds;
  std::vector<const OperationText *> Operations;
  EffectGraph Graph;
  LockLink Locks;
  OrderLink Orders{Locks};
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_PROGRAMEFFECTS_H

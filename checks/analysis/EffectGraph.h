//===--- EffectGraph.h - what functions do through what they call ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions, what may block in them, and whom they call: the part of the effect
// analysis that needs no syntax tree. One translation unit fills such a graph
// from its functions, a whole program from the summaries of its units; the
// question is the same, and so is the answer: the shortest chain of calls that
// leads to an operation that may block.
//
// The chains are found from the operations upwards, in the order of their
// length (Dijkstra's algorithm with every edge of length one, that is, a
// breadth-first search): a function is settled once for every set of conditions
// that matters, so recursion terminates.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_EFFECTGRAPH_H
#define COROLINT_ANALYSIS_EFFECTGRAPH_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace corolint {

/// What may be known of an argument; the object of a member function is an
/// argument of its own.
struct ArgumentFact {
  enum KindType : uint8_t {
    Zero,
    NonZero,
    Null,
    Named, ///< written with the macro or enumerator called Name
    Ready,
    BlockingDescriptor,
    FileStream,
    Number,    ///< a number or an enumerator that is Value
    Known,     ///< something, and none of these
    Parameter, ///< the caller's own parameter number From, passed on
  };
  /// The implicit object, where an index is expected.
  static constexpr int32_t Object = -1;

  int32_t Argument = Object;
  KindType Kind = Known;
  std::string Name = {}; // of Named
  int32_t From = Object; // of Parameter
  int64_t Value = 0;     // of Number
  /// What is known is known of this part of the argument; of Parameter: it is
  /// this part of the parameter. Written like `.next*.result`.
  std::string Part = {};

  friend bool operator==(const ArgumentFact &, const ArgumentFact &) = default;
  friend auto operator<=>(const ArgumentFact &, const ArgumentFact &) = default;
};

/// What a parameter of the function decides about an operation.
struct EffectCondition {
  int32_t Parameter = ArgumentFact::Object;
  ArgumentFact::KindType Is = ArgumentFact::Zero;
  std::vector<std::string> Names;   // of Named: one of them is enough,
  std::vector<std::string> Without; // and none of these
  /// No effect where it holds; otherwise an effect only where it holds.
  bool IsException = true;
  /// Of Number: it is one of these, both ends included.
  int64_t Least = std::numeric_limits<int64_t>::min();
  int64_t Greatest = std::numeric_limits<int64_t>::max();
  /// Of Ready: it is about this part of the parameter, as ArgumentFact::Part.
  std::string Part = {};

  friend bool operator==(const EffectCondition &,
                         const EffectCondition &) = default;
  friend auto operator<=>(const EffectCondition &,
                          const EffectCondition &) = default;
};

/// A place in the source: whatever whoever fills the graph means by it.
using EffectPlace = uint64_t;

/// Something in a function that may block the thread.
struct BlockingSite {
  /// The thread waits for asynchronous work, which it may have to do itself.
  bool IsWait = false;
  EffectPlace Where = 0;
  /// Conditions on parameters, all of which have to allow it.
  std::vector<EffectCondition> Conditions;
  /// What it is: an index into a table of whoever fills the graph.
  uint32_t What = 0;
};

/// The shortest way from a function to something that may block.
struct BlockingCause {
  bool IsWait = false;
  /// Where the function's own conditions are met only by what nothing is known
  /// of: a finding of strict mode.
  bool IsStrict = false;
  std::vector<EffectCondition> Conditions;
  /// The number of calls on the way; 0: in the function itself.
  uint32_t Length = 0;
  EffectPlace Where = 0; ///< of the call, or of the operation itself
  uint32_t What = 0;     ///< as BlockingSite::What
  /// The function called there, and which of its causes; of length 0: none.
  uint32_t Callee = 0, CalleeCause = 0;
};

class EffectGraph {
public:
  using FunctionId = uint32_t;
  static constexpr FunctionId None = std::numeric_limits<FunctionId>::max();

  FunctionId addFunction();
  void addBlocking(FunctionId F, BlockingSite Site);
  /// \p Facts: what is known of the arguments. \p OnlyIf: what parameters of
  /// the caller decide whether it makes the call.
  void addCall(FunctionId Caller, FunctionId Callee, EffectPlace Where,
               llvm::ArrayRef<ArgumentFact> Facts,
               llvm::ArrayRef<EffectCondition> OnlyIf);
  /// Whoever calls \p F does not see what it does: it is vouched for, or runs
  /// later.
  void close(FunctionId F);

  /// Finds the causes of all functions; to be called once, after which nothing
  /// is added.
  void solve();

  /// Why \p F may block, the shortest way first; empty when it does not. There
  /// is one for each set of conditions and kind that matters.
  llvm::ArrayRef<BlockingCause> causesOf(FunctionId F) const;

  /// Whether \p Cause, of a function whose parameters may be anything, counts
  /// in strict mode only.
  static bool isStrict(const BlockingCause &Cause);

  /// What a call with \p Facts makes of \p Cause, a cause of its callee: what
  /// is left of the conditions is about parameters of the caller. False when
  /// the call does not block.
  static bool applies(BlockingCause &Cause, llvm::ArrayRef<ArgumentFact> Facts);

  /// The cause that a call of \p Callee with \p Facts has: the first, but any
  /// wait before all else, since that is the worse. Strict ones count only with
  /// \p StrictToo. Null when the call does not block; the caller's parameters
  /// may be anything.
  const BlockingCause *causeOfCall(FunctionId Callee,
                                   llvm::ArrayRef<ArgumentFact> Facts,
                                   bool StrictToo) const;

  size_t size() const { return Functions.size(); }

private:
  struct Call {
    FunctionId Caller;
    EffectPlace Where;
    uint32_t FirstFact, FactCount;
    uint32_t FirstCondition, ConditionCount;
  };
  struct Function {
    llvm::SmallVector<BlockingCause, 1> Causes;
    std::vector<Call> Callers;
    bool IsClosed = false;
  };

  bool settle(FunctionId F, BlockingCause Cause);

  std::vector<Function> Functions;
  std::vector<ArgumentFact> AllFacts;
  std::vector<EffectCondition> AllConditions;
  /// Settled, in the order of their length: function and index of the cause.
  std::vector<std::pair<FunctionId, uint32_t>> Queue;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_EFFECTGRAPH_H

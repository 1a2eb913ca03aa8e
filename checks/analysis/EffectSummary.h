//===--- EffectSummary.h - what one unit says to the whole program --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The effects of the functions of one translation unit, in a form that outlives
// its syntax tree: functions are named by their USR (Clang's unified symbol
// resolution), places by file and offset, objects by paths of field names.
// Linking the summaries of a program's units finds what no unit shows alone:
// blocking chains, double locks and lock orders that go through several of
// them.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_EFFECTSUMMARY_H
#define COROLINT_ANALYSIS_EFFECTSUMMARY_H

#include "EffectGraph.h"
#include <string>
#include <vector>

namespace corolint {

/// A place in a file; the offset is in bytes from its beginning.
struct SourcePlace {
  std::string File;
  uint32_t Offset = 0;

  friend auto operator<=>(const SourcePlace &, const SourcePlace &) = default;
};

/// An operation that may block, for messages.
struct OperationText {
  std::string Name;        ///< for a sentence: "'fsync'"
  std::string Reason;      ///< "waits for the disk"; may be empty
  std::string Replacement; ///< may be empty
  std::string Operation;   ///< its spelling in models: `file`

  friend auto operator<=>(const OperationText &,
                          const OperationText &) = default;
};

struct BlockingSummary {
  bool IsWait = false;
  SourcePlace Where;
  OperationText What;
  std::vector<EffectCondition> Conditions;
};

/// An object that two functions may both know: `this->a.b`, `parameter->m`,
/// a global, a local object that lambdas capture.
struct ObjectPath {
  enum RootType : uint8_t { This, Parameter, Global, Local } Root = This;
  uint32_t Index = 0;             ///< of a Parameter
  std::string Name;               ///< USR of a Global or Local
  std::vector<std::string> Steps; ///< USRs of fields; `*` for a dereference

  friend auto operator<=>(const ObjectPath &, const ObjectPath &) = default;
};

/// What an argument of a call names, or points to, in terms of the caller.
struct PassedObject {
  int32_t Argument = ArgumentFact::Object;
  ObjectPath Object;
};

/// A lock that a function takes by itself.
struct LockSummaryEntry {
  ObjectPath Lock;
  bool IsShared = false;
  bool IsAsync = false;
  SourcePlace Where;
  bool IsRecursive = false;
  std::string Name = {}; ///< as the user calls it, for messages
};

/// A lock that is held where a function calls another.
struct HeldLock {
  ObjectPath Lock;
  bool IsShared = false;
  bool IsAsync = false;
  std::string Name; ///< as the user calls it, for messages
  SourcePlace Where;
};

/// A lock that is held around something.
struct OuterLock {
  ObjectPath Lock;
  bool IsShared = false;
};

/// One lock that a function takes by itself while it holds another.
struct OrderSummary {
  HeldLock Held, Taken;
  /// The acquisition of the second, or the call of a function that takes both.
  SourcePlace Where;
  std::vector<OuterLock> Others; ///< what else is held
};

struct CallSummary {
  std::string Callee; ///< USR
  SourcePlace Where;
  std::vector<ArgumentFact> Facts;
  /// Parameters of the caller that decide whether the call is made.
  std::vector<EffectCondition> OnlyIf;
  std::vector<PassedObject> Objects;
  std::vector<HeldLock> Held;
  /// The callee is a lazy coroutine whose result is awaited here: it runs as
  /// far as locks are concerned, and blocks for itself.
  bool IsAwaited = false;
};

struct FunctionSummary {
  std::string Id;   ///< USR
  std::string Name; ///< for a sentence: "'persist'", "this lambda"
  SourcePlace Where;
  bool IsCoroutine = false;
  /// Vouched for: callers do not see what it does.
  bool IsClosed = false;
  std::vector<BlockingSummary> Blocking;
  std::vector<LockSummaryEntry> Locks;
  std::vector<CallSummary> Calls; ///< in the order of the source
  std::vector<OrderSummary> Orders;
  /// What all of its callers hold, as far as they are in the unit.
  std::vector<OuterLock> Around;
  /// Makes or ends its object, which nobody else has.
  bool IsAlone = false;
};

/// The functions of one unit, sorted by Id, each once.
struct UnitSummary {
  std::vector<FunctionSummary> Functions;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_EFFECTSUMMARY_H

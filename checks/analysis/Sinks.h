//===--- Sinks.h - what a callee does with a task or callable -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the work ends up that is given to a function: it is started and left
// alone, it is joined, its callable is kept or dropped. By annotation of the
// parameter, by model, and for scopes by structure: a member function of what
// must be joined that takes a task or callable starts it there.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SINKS_H
#define COROLINT_ANALYSIS_SINKS_H

#include "Tasks.h"
#include <optional>

namespace corolint {

class TranslationUnit;

/// What becomes of one argument, a task, a callable or an argument of one.
struct Sink {
  /// The work goes on after the call, and nobody waits for it there.
  bool Spawns = false;
  /// The work is done when the call returns or, with an awaitable result, when
  /// the await of that ends.
  bool Scoped = false;
  /// The thread waits until the work is done.
  bool WaitsFor = false;
  /// The callable is called before the call returns, and not kept.
  bool InPlace = false;
  /// The callable or object lives for as long as the task that uses it.
  bool KeepsAlive = false;
  /// The callable is destroyed when its call returns, whatever its task does.
  bool DropsCallable = false;
  /// The scope that the work is started in: an argument position, ThisArgument
  /// or, for constructors, ConstructedObject.
  enum : int { ConstructedObject = -3 };
  std::optional<int> Into;

  bool isKnown() const {
    return Spawns || Scoped || WaitsFor || InPlace || KeepsAlive ||
           DropsCallable || Into;
  }
};

/// What the call or construction \p Call does with argument \p Index
/// (ThisArgument: the implicit object).
Sink sinkOf(const clang::Expr &Call, int Index, TranslationUnit &Unit);

/// Whether the destructor of a \p T waits for the work that it has: by model,
/// for classes of the user by a visible destructor that joins.
bool joinsAtEnd(clang::QualType T, TranslationUnit &Unit);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SINKS_H

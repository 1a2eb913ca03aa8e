//===--- Crossings.h - values that go to another thread -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value crosses when it is given to a parameter annotated with SPAWNS or
// SCOPED, to a function of which a model says so (a thread's constructor), to a
// container that makes a thread from it, to an executor that has several
// threads (ExecutorThreads), or to a channel whose receivers may be on others.
// Executors of one thread, and those of which nobody knows, are none.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CROSSINGS_H
#define COROLINT_ANALYSIS_CROSSINGS_H

#include "ExecutorThreads.h"
#include "SendExplanation.h"

namespace clang {
class CallExpr;
class LambdaCapture;
class LambdaExpr;
} // namespace clang

namespace corolint {

class FunctionAnalysis;
class TranslationUnit;

/// One call or construction that hands values to another thread.
struct Crossing {
  const clang::Expr *Start = nullptr;
  /// The callables, tasks and arguments that go over.
  llvm::SmallVector<const clang::Expr *, 2> Parts;
  /// The callable comes back to be destroyed: what it does not copy over there
  /// has been used by one thread at a time.
  bool ComesBack = false;
  /// All of it is done when the call, or the await of its result, ends: what it
  /// refers to is lent, and only its parts may meet.
  bool IsScoped = false;
  /// The parts are values for a channel: whoever receives one is its owner.
  bool IsMessage = false;
  /// Whichever of several threads is free goes on with it: an executor has
  /// them, or an annotation stands for one that does.
  bool RunsOnAny = false;
  /// The executor that it was given to, if it was one.
  ExecutorKind Executor;
};

/// Finds the crossings in \p F, in the order of the source.
/// FunctionAnalysis::crossings() remembers them.
std::vector<Crossing> findCrossings(FunctionAnalysis &F);

/// Those among them that are told by annotations, models and the types of
/// executors, whoever runs these.
std::vector<Crossing> crossingsByType(FunctionAnalysis &F);

/// Whether a value that goes over is Send.
struct SentValue {
  Verdict Answer = Verdict::Yes;
  /// From the value to the part that is to blame, if it is not.
  std::vector<TraitStep> Chain;
  /// The capture, if it is written out; else the argument.
  clang::SourceLocation Where;
};

/// What is known of \p Part, one of the parts of \p C: of a callable whose type
/// is erased, what was put in; of a task, what its parameters are.
SentValue sentValue(const Crossing &C, const clang::Expr &Part,
                    FunctionAnalysis &F);

/// The coroutines whose frames go over with \p C: of tasks and of callables
/// that are coroutines, or return the task of one.
llvm::SmallVector<const clang::FunctionDecl *, 2>
coroutinesIn(const Crossing &C, FunctionAnalysis &F);

/// The function that \p Part, one of the parts of a crossing, names: `run`,
/// `&Worker::run`; null for others.
const clang::FunctionDecl *functionNamed(const clang::Expr &Part);

/// \p Part, or what the temporary is made from that it is.
const clang::Expr &withoutTemporary(const clang::Expr &Part);

/// The object that \p Part is a wrapped reference to, `std::ref(object)`; null
/// for others.
const clang::Expr *wrappedIn(const clang::Expr &Part, const Roles &R);

/// The bodies that a call of \p Closure may run: of a generic one, what it is
/// instantiated to.
llvm::SmallVector<const clang::FunctionDecl *, 2>
operatorsOf(const clang::LambdaExpr &Closure);

/// The call that makes the task that \p Task is; null if that is not known.
const clang::CallExpr *taskCall(const clang::Expr &Task, FunctionAnalysis &F);

/// Where to point for a capture: at itself, if it is written out.
clang::SourceLocation placeOf(const clang::LambdaCapture &Capture,
                              const clang::LambdaExpr &Closure);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CROSSINGS_H

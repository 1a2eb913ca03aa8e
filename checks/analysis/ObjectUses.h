//===--- ObjectUses.h - what a function does with one local object --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tasks, other awaitables, containers of them and scopes that are locals of a
// function, and the operation that each use of them is part of. Collected in
// the one walk over the body that the rules share; the typestate analysis
// (Typestate.h) puts the operations in order.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_OBJECTUSES_H
#define COROLINT_ANALYSIS_OBJECTUSES_H

#include "Tasks.h"
#include "clang/AST/Expr.h"

namespace clang {
class CoroutineSuspendExpr;
}

namespace corolint {

class FunctionAnalysis;

/// One operation on an object.
struct ObjectUse {
  enum Kind {
    Inspects, ///< looks at it, or is part of an operation that does nothing
    Drops,    ///< says that it is not needed: a cast to void, std::ignore
    Tests,    ///< a branch depends on what it looks like
    Assigns,  ///< puts a new value in
    Clears,   ///< leaves it empty
    Adds,     ///< a container gets an element, a scope gets work
    Awaits,   ///< co_await
    Moves,    ///< hands the value to a new owner
    Joins,    ///< waits for a scope's work
    Escapes,  ///< anything else: somebody may do anything with it
  } K;
  /// The operation, an element of the CFG.
  const clang::Stmt *At;
  /// The object's name in it.
  const clang::DeclRefExpr *Name;
};

/// A local object that something has to be done with.
struct TrackedObject {
  /// A variable, or one name of a structured binding.
  const clang::ValueDecl *Declared = nullptr;
  enum Kind {
    Single,    ///< a task, or another awaitable
    Container, ///< of tasks
    Scope,     ///< must be joined
  } K = Single;
  /// What it, or its elements, are; nothing for scopes.
  TaskTraits Traits;
  /// What is lost with it.
  Loss Lost = Loss::None;
  /// The expression that made its first value; null when it begins empty, or
  /// with something that was made elsewhere.
  const clang::Expr *Made = nullptr;
  /// A parameter or capture: it exists when the function begins.
  bool IsGiven = false;
  /// Whether it holds something from its declaration on.
  bool BeginsFull = false;
  /// The local object that it was moved from in its declaration; null if none.
  const clang::ValueDecl *TakenFrom = nullptr;
  /// In the order of the source.
  llvm::SmallVector<ObjectUse, 4> Uses;

  /// The variable that dies with it.
  const clang::VarDecl &variable() const;

  /// Whether it ever holds anything.
  bool isEverFull() const;

  /// Whether any use takes it over, or can't be judged.
  bool isConsumed() const;
};

/// Whether control can reach the declaration of the object.
bool isDeclaredReachably(FunctionAnalysis &F, const TrackedObject &Object);

/// The await whose result the object is: `auto inner = co_await f();`. Null if
/// it is something else.
const clang::CoroutineSuspendExpr *awaitThatMade(const TrackedObject &Object);

/// Whether the prvalue \p Made is a scope with work in it: a task itself, made
/// from a task, by what models and annotations call a spawner, or, if it is a
/// single job that takes no work later, from a callable.
bool startsWork(FunctionAnalysis &F, const clang::Expr &Made);

/// Whether \p S is in a loop that \p Var is declared outside of.
bool isInLoopOf(FunctionAnalysis &F, const clang::Stmt &S,
                const clang::VarDecl &Var);

/// The tracked objects of \p F: its locals, the names of its structured
/// bindings, and, as given, the tasks and scopes among its by-value and
/// rvalue-reference parameters and the tasks among its captures.
std::vector<TrackedObject> trackedObjects(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_OBJECTUSES_H

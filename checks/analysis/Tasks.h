//===--- Tasks.h - what is lost when a value is dropped -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tasks, and the awaitables and scopes that are like them: objects somebody has
// to do something with before they die. A class with a promise_type that can be
// awaited is a task, lazy iff its initial_suspend always suspends
// ([dcl.fct.def.coroutine]); generators, fire-and-forget types, handles that
// detach and types whose destructor joins are none.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_TASKS_H
#define COROLINT_ANALYSIS_TASKS_H

#include "Roles.h"

namespace corolint {

enum class TaskKind {
  None,      ///< may be dropped, or nothing is known of it
  Lazy,      ///< a coroutine whose body starts when it is awaited
  Eager,     ///< a coroutine whose body starts inside the call
  Awaitable, ///< no coroutine, but nothing happens until it is awaited
};

/// A type of which a value must not get lost.
struct TaskTraits {
  TaskKind Kind = TaskKind::None;
  /// Eager, and destroying it ends the work.
  bool CancelsOnDrop = false;
  /// May be awaited once: its `operator co_await` takes an rvalue only.
  bool SingleShot = false;
  /// Eager, and what its destructor does with the work is not known.
  bool DropUnknown = false;

  /// Whether it is a task or another awaitable that counts.
  bool isTask() const { return Kind != TaskKind::None; }
  /// Whether dropping the value loses something.
  explicit operator bool() const { return isTask() && !DropUnknown; }
  /// Whether the work certainly never runs unless somebody awaits the value.
  bool isInert() const {
    return Kind == TaskKind::Lazy || Kind == TaskKind::Awaitable;
  }

  /// What becomes of a value that is dropped, if that loses something. Messages
  /// choose their words by it.
  enum Fate : unsigned {
    NeverRuns,   ///< its body never begins
    Unwatched,   ///< it runs on, and nobody waits for it or sees its exception
    Cancelled,   ///< it ends where it is
    NeverStarts, ///< the operation, no coroutine, is never begun
  };
  Fate fate() const {
    if (Kind == TaskKind::Awaitable)
      return NeverStarts;
    if (Kind == TaskKind::Lazy)
      return NeverRuns;
    return CancelsOnDrop ? Cancelled : Unwatched;
  }
};

/// The one rule that speaks when the value of an expression is lost: the most
/// specific.
enum class Loss {
  None,
  Lock,   ///< awaiting it would have taken a lock
  Switch, ///< awaiting it would have moved the coroutine
  Task,   ///< a task or another awaitable
};

class Tasks {
public:
  Tasks(clang::ASTContext &Context, Roles &R) : Context(Context), R(R) {}

  /// The traits of the class \p T; references are not looked through.
  const TaskTraits &of(clang::QualType T);

  /// The traits of what the prvalue \p Made is, the function that made it
  /// considered: a ready future may be dropped, whatever its type.
  TaskTraits madeBy(const clang::Expr &Made);

  /// What is lost with the value of the prvalue \p Made. With Loss::Task,
  /// madeBy() tells more. Nothing for scopes, which have to be joined.
  Loss lossOf(const clang::Expr &Made);

  /// Whether awaiting \p Made moves the coroutine to another executor.
  bool switchesExecutor(const clang::Expr &Made);

  /// Whether awaiting \p Made takes a lock.
  bool wouldLock(const clang::Expr &Made);

  /// The traits of the tasks that an object of the container, optional, owner,
  /// array, pair or tuple type \p T holds; none for other types.
  TaskTraits elementsOf(clang::QualType T);

  /// Whether objects of type \p T are scopes that have to be joined.
  bool mustJoin(clang::QualType T);

  /// Whether \p T is an optional of a scope, or owns one on the heap.
  bool holdsScope(clang::QualType T);

  /// Whether the scope type \p T is one piece of work, given to its
  /// constructor: none of its members takes any.
  bool isSingleJob(clang::QualType T);

  /// Whether values of type \p T can be run: tasks, other awaitables,
  /// callables.
  bool isWork(clang::QualType T);

  /// Whether \p Call waits for all work of a scope (when awaited, if its result
  /// can be).
  bool joins(const clang::Expr &Call);

  /// Whether objects of class \p T can be moved and not copied.
  static bool isMoveOnly(clang::QualType T);

  /// The coroutine promise of the class: its nested promise_type, or that of a
  /// specialisation of std::coroutine_traits; null when there is none or it is
  /// not complete.
  const clang::CXXRecordDecl *promiseOf(const clang::CXXRecordDecl &Record);

  /// Whether an await_transform of \p Promise names the class \p Awaited.
  bool transforms(const clang::CXXRecordDecl &Promise,
                  const clang::CXXRecordDecl &Awaited) const;

private:
  /// What else is known of a class and its bases, as a bit set.
  enum Mark : unsigned { MustJoin = 1, SwitchesExecutor = 2 };
  unsigned marks(clang::QualType T);
  clang::QualType promiseByTraits(const clang::CXXRecordDecl &Record);
  TaskTraits compute(const clang::CXXRecordDecl &Record);
  bool mayBeDropped(const clang::CXXRecordDecl &Record);
  TaskTraits computeByStructure(const clang::CXXRecordDecl &Record);
  bool isSingleShot(const clang::CXXRecordDecl &Record);

  clang::ASTContext &Context;
  Roles &R;
  llvm::DenseMap<const clang::CXXRecordDecl *, std::unique_ptr<TaskTraits>>
      Known;
  llvm::DenseMap<const clang::CXXRecordDecl *, unsigned> Marks;
  /// The promises that specialisations of std::coroutine_traits name, by the
  /// class or template that is their first argument; nothing before the first
  /// look-up.
  std::optional<llvm::DenseMap<const clang::Decl *, clang::QualType>>
      TraitsPromises;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_TASKS_H

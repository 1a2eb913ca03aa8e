//===--- Publication.h - when others can resume a coroutine ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When await_suspend is called the coroutine counts as suspended
// ([expr.await]/5): from the moment that somebody else can find its handle, it
// may be resumed, run to its end and destroyed, awaiter included, while
// await_suspend is still running. What a single step of the function does
// about that is said here; SuspendFlow.h puts the steps in order.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_PUBLICATION_H
#define COROLINT_ANALYSIS_PUBLICATION_H

#include "HandleNames.h"
#include <optional>

namespace corolint {

class TranslationUnit;

/// What one step does with the handle, or the awaiter that has it; what is
/// further down reaches further.
enum class Reach {
  Nowhere,      ///< looked at, or handed to what keeps nothing
  Passed,       ///< given to somebody of whom nothing is known
  Inside,       ///< stored in the awaiter itself
  Plain,        ///< stored elsewhere, without any synchronisation
  Synchronised, ///< stored where other threads look: atomics, locked queues
  Given,        ///< given to what stores or schedules it
  InPlace,      ///< resumed or destroyed
};

/// One such step.
struct Publication {
  Reach How = Reach::Nowhere;
  const clang::Expr *At = nullptr;
  /// An atomic operation, or a call called so, that publishes only if its
  /// result is true.
  bool OnlyIfTrue = false;
  /// What resumes it is seen, and takes no lock before.
  bool IgnoresLocks = false;
  /// A callable is handed over: something else runs it.
  bool IsPost = false;
  /// The awaiter, and not the handle, is given to code of which not even the
  /// name is known: of no use to it before the handle is in the awaiter.
  bool NeedsHandleInside = false;
};

class Publications {
public:
  Publications(TranslationUnit &Unit, const HandleNames &Names)
      : Publications(Unit, Names, 0) {}

  /// What \p S itself does, its operands apart; nothing if it does not concern
  /// the coroutine.
  std::optional<Publication> stepIn(const clang::Stmt &S) const;

  /// Whether \p S starts a thread or posts a callable, whatever that captures.
  bool startsWork(const clang::Stmt &S) const;

  /// Whether something else than the result of \p S, an atomic
  /// read-modify-write or a function that makes one, is asked: no step of
  /// publishing.
  bool isAtomicExchange(const clang::Expr &S) const;

private:
  Publications(TranslationUnit &Unit, const HandleNames &Names, unsigned Depth)
      : Unit(Unit), Names(Names), Depth(Depth) {}

  std::optional<Publication> assignment(const clang::Expr &At,
                                        const clang::Expr &To,
                                        const clang::Expr &Value) const;
  std::optional<Publication> call(const clang::Expr &Call) const;
  std::optional<Publication> libraryCall(const clang::Expr &Call,
                                         const clang::FunctionDecl &Callee,
                                         const clang::Expr *Object,
                                         Carried What) const;
  Publication opaqueCall(const clang::Expr &Call,
                         const clang::FunctionDecl *Callee, Carried What) const;
  std::optional<Publication> visibleCall(const clang::Expr &Call,
                                         const clang::FunctionDecl &Body,
                                         const clang::Expr *Object) const;
  /// What reaches furthest of what \p Body does, run by \p Call, in which
  /// \p There are the names.
  Publication mostIn(const clang::Stmt &Body, const HandleNames &There,
                     const clang::Expr &Call) const;
  Reach storedIn(const clang::Expr &Place) const;
  Carried passed(const clang::Expr &Call, unsigned Index) const;
  const clang::LambdaExpr *closureIn(const clang::Expr *E) const;
  bool decidesItself(const clang::LambdaExpr &Lambda) const;

  TranslationUnit &Unit;
  const HandleNames &Names;
  unsigned Depth;
};

/// Whether \p S takes or gives back a lock, by a guard or by hand.
bool takesLock(const clang::Stmt &S, TranslationUnit &Unit);

/// Whether objects of type \p T are threads, or contain some.
bool isThreadType(clang::QualType T);

} // namespace corolint

#endif // COROLINT_ANALYSIS_PUBLICATION_H

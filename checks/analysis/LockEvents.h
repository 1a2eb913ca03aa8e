//===--- LockEvents.h - from syntax to lock events ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles the CFG of one function into LockEvents. This is the one place that
// knows how C++ spells acquiring, owning, moving and giving back a lock.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKEVENTS_H
#define COROLINT_ANALYSIS_LOCKEVENTS_H

#include "Producers.h"
#include "TranslationUnit.h"
#include "clang/Analysis/CFG.h"

namespace corolint {

class LockEventBuilder {
public:
  LockEventBuilder(FunctionAnalysis &F, std::vector<Acquisition> &Sites);

  /// What holds when the function is entered: guards among its parameters,
  /// locks that its attributes require.
  std::vector<LockEvent> entry();

  /// Looks at the whole graph first; call it before block().
  void prepare(const clang::CFG &Graph);

  /// The events of one block, in order. Ask for the blocks in evaluation order,
  /// so that a variable finds what its initialiser made.
  std::vector<LockEvent> block(const clang::CFGBlock &B);

  /// The owners that the implicit destructors of temporaries in \p B end.
  llvm::SmallVector<LockOwner, 2>
  temporariesDestroyedIn(const clang::CFGBlock &B) const;

  /// The owner that a guard's or container's name stands for; nobody if none.
  LockOwner ownerNamed(const clang::Expr *E);

private:
  using Events = std::vector<LockEvent>;

  // Syntax, one kind each (LockEvents.cpp).
  void element(const clang::CFGElement &Element);
  void statement(const clang::Stmt &S);
  void construct(const clang::CXXConstructExpr &E);
  void variable(const clang::VarDecl &Var);
  void initializerList(const clang::Expr &E,
                       llvm::ArrayRef<clang::Expr *> Inits);
  void lambda(const clang::LambdaExpr &E);
  void assigned(const clang::Expr *Target, const clang::Expr *Value);
  void returned(const clang::Expr *Value);
  void extendedTemporaries(const clang::Stmt &Init, const clang::VarDecl &Var);
  void destructorEffects(const clang::VarDecl &Var);

  // Awaiting (SuspensionEvents.cpp).
  struct Awaited {
    const clang::Expr *Operand = nullptr;
    const clang::Expr *Origin = nullptr;   // what made the awaitable
    const clang::CallExpr *Call = nullptr; // Origin, if it is a call
    const clang::FunctionDecl *Callee = nullptr;
    FunctionAnalysis *Coroutine = nullptr; // the callee, if visible
  };
  void suspension(const clang::CoroutineSuspendExpr &E);
  void releasedMeanwhile(const clang::CoroutineSuspendExpr &E,
                         const Awaited &A);
  void acquiredByAwaiting(const clang::CoroutineSuspendExpr &E,
                          const Awaited &A);
  void forgetMentioned(const clang::Expr &E);
  const clang::Expr *originOfAwaitable(const clang::Expr &Operand) const;

  // Guards that come into being (GuardEvents.cpp).
  void guardConstruction(const clang::CXXConstructExpr &E,
                         const GuardTraits &Traits);
  void guardFromArguments(const clang::Expr &Made, LockOwner Owner,
                          const GuardTraits &Traits, clang::QualType Type,
                          llvm::ArrayRef<const clang::Expr *> Args);
  void structuralConstruction(const clang::CXXConstructExpr &E,
                              const GuardTraits &Traits);
  void aggregateConstruction(const clang::CXXConstructExpr &E);
  void containedConstruction(const clang::Expr &Made, LockOwner Owner,
                             const GuardComponent &Content,
                             llvm::ArrayRef<const clang::Expr *> Args);
  void guardResult(const clang::Expr &E, const clang::Expr &Made,
                   const LockSummary *Summary, const AccessPath *Lock);

  // Calls (LockCallEvents.cpp).
  void call(const clang::CallExpr &E);
  void callEffects(const clang::CallExpr &E);
  void assignedThrough(const clang::Expr &E, const clang::FunctionDecl *F);
  /// Whether what \p Call yields may release, when it ends, what its callee has
  /// locked. A task does not.
  bool mayOwnLocks(const clang::Expr &Call);
  /// \p Summary, of a function that returns a guard, with the one lock that it
  /// leaves held by nobody in the hands of that guard:
  /// `guard lock() { raw.lock(); return guard(*this); }`.
  static std::optional<LockSummary> heldByResult(const LockSummary &Summary);
  bool guardingCall(const clang::CallExpr &E, const clang::FunctionDecl &F);
  bool modelledCall(const clang::CallExpr &E, const clang::FunctionDecl &F);
  bool assignment(const clang::CallExpr &E, const clang::FunctionDecl &F);
  void lockCall(const clang::CallExpr &E, const LockEffect &Effect,
                const clang::Expr *Target, const AccessPath *Path);
  void guardCall(const clang::CallExpr &E, const LockEffect &Effect,
                 LockOwner Owner, const GuardTraits &Traits);
  void passedArguments(const clang::Expr &E, const clang::FunctionDecl *F,
                       const FunctionAnalysis *Body);

  // What callees do (LockSummaryEvents.cpp).
  void applySummary(const LockSummary &Summary, const clang::FunctionDecl &F,
                    const clang::Expr &Call, bool Maybe);
  void nestings(const LockSummary &Summary, const clang::FunctionDecl &Callee,
                const clang::Expr &Call);
  void applyChange(const LockSummary::Change &Change,
                   const clang::FunctionDecl &F, const clang::Expr &Call,
                   bool Maybe);
  void callables(const clang::Expr &E, const clang::FunctionDecl *F);
  void forgetCaptured(const clang::LambdaExpr &L);

  // Owners (LockOwners.cpp).
  LockOwner temporary(const clang::Expr &E) const {
    return {LockOwner::Temporary, &E, Whole};
  }
  LockOwner variableOwner(const clang::VarDecl &Var) const {
    return {LockOwner::Variable, Var.getCanonicalDecl(), Whole};
  }
  llvm::SmallVector<LockOwner, 2> sources(const clang::Expr *E);
  /// What the value of \p From owns, \p To owns from here on.
  void moveInto(const clang::Expr *From, LockOwner To);
  LockOwner ownerAt(const AccessPath *P);
  LockOwner part(LockOwner Of, llvm::ArrayRef<const clang::FieldDecl *> Path);
  const clang::LambdaExpr *lambdaOf(const clang::Expr *E) const;
  uint32_t site(Acquisition A);
  uint32_t guardSite(clang::SourceLocation Where, const GuardTraits &Traits,
                     clang::QualType Type);
  LockEvent &emit(LockEvent::Kind K, const clang::Expr *At = nullptr);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  AccessPaths &Paths;
  std::vector<Acquisition> &Sites;
  const AccessPath *Whole; // the object itself, as a LockOwner's Sub
  Events *Out = nullptr;
  /// Made from one expression each, so that a site exists once per place.
  llvm::DenseMap<const void *, llvm::SmallVector<uint32_t, 1>> SitesOf;
  /// Calls that are a suspension's own await_ready, await_suspend,
  /// await_resume.
  llvm::SmallPtrSet<const clang::Expr *, 16> Machinery;
  /// Expressions that make a variable. Clang's CFG destroys some of them as
  /// temporaries as well (the declaration in a while's condition).
  llvm::SmallPtrSet<const clang::Expr *, 16> Initializers;
  /// Scope-exit objects: what runs when the variable dies.
  llvm::DenseMap<const clang::VarDecl *, const clang::LambdaExpr *> AtScopeExit;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKEVENTS_H

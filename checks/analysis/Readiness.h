//===--- Readiness.h - waits that are over before they begin --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Waiting for a future that is ready does not block. It is where the code has
// tested it, has waited for it, has fulfilled its promise, or got it from an
// await or from a function that makes ready ones. A forward analysis of what is
// ready on every path ("must", as available expressions: Aho et al.,
// "Compilers", 9.2.6), over the access paths of the objects. Functions and
// awaited coroutines whose bodies are visible are summarised for their callers.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_READINESS_H
#define COROLINT_ANALYSIS_READINESS_H

#include "AccessPath.h"
#include "EffectGraph.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>

namespace clang {
class CFGBlock;
class CoawaitExpr;
class DeclStmt;
} // namespace clang

namespace corolint {

class FunctionAnalysis;
class PolledElements;
class WorkSignals;

class Readiness {
public:
  using Paths = llvm::SmallDenseSet<const AccessPath *, 4>;

  explicit Readiness(FunctionAnalysis &F);
  ~Readiness();

  /// Whether \p Object is certainly ready where \p At, a statement of the
  /// function, is evaluated.
  bool isReady(const clang::Expr &Object, const clang::Stmt &At);

  /// The parts of \p Object that are ready where \p At is evaluated, and the
  /// parameter of which it is a part itself: facts about argument \p Argument.
  void addPartFacts(const clang::Expr &Object, const clang::Stmt &At,
                    int32_t Argument, std::vector<ArgumentFact> &Out);

  /// What a call of the function leaves ready, in its own terms. Empty where it
  /// is recursive.
  struct Outcome {
    Paths Always, IfTrue, IfFalse; ///< by the value of its result, if a bool
    Paths Lost;                    ///< what may have been replaced
    Paths Asked;                   ///< what was asked, whatever the answer
    /// The object whose status is the result; null when there is none.
    const AccessPath *Status = nullptr;
    bool IsResultReady = false;
  };
  const Outcome &outcome();

  /// The containers whose elements the function asks; null while that is found.
  const PolledElements *polledElements();

  /// What the lambdas of the function say when they are done.
  WorkSignals &signals();

private:
  struct Facts {
    /// What is ready; of variables with the results of tests, those that still
    /// tell the truth.
    Paths Ready;
    /// What may have been replaced since the function was entered.
    Paths Lost;
  };
  /// Nothing where control has not been seen to get.
  using State = std::optional<Facts>;

  bool isReadyByOrigin(const clang::Expr *E, unsigned Depth);
  bool isMadeReady(const clang::Expr &E);
  /// Whether \p Object is a local variable that was made with a number, and
  /// lets
  /// \p At through: it has been counted down to zero in the block that declares
  /// it, or it still has a permit.
  bool isCountedDown(const clang::Expr &Object, const clang::Stmt &At);
  bool isSignalled(const clang::Expr &Object, const clang::Stmt &At);
  bool isArrangedByAwaiter(const AccessPath &Object);
  bool isOnlyGivenReady(const clang::Expr &Object);
  bool isReadyWhereGiven(const clang::Expr &Value, const clang::Stmt &At);
  bool isReadyWhereRun(const AccessPath &Object);
  /// The statement that returns, and its operand.
  using ReturnedValue = std::pair<const clang::Stmt *, const clang::Expr *>;
  const AccessPath *statusReturned(llvm::ArrayRef<ReturnedValue> Returns);
  bool isOnlyReady(llvm::ArrayRef<ReturnedValue> Returns);
  const Facts *factsAt(const clang::Stmt &At);
  bool isWithinReady(const clang::Expr *Object, const Paths &Ready);
  void solve();
  void transfer(const clang::Stmt &S, Facts &Known);
  static bool meet(State &Into, const Facts &Out);
  void branch(const clang::CFGBlock &From, const clang::CFGBlock &To,
              Paths &Ready);
  llvm::ArrayRef<const AccessPath *> askedBy(const clang::VarDecl &Answer);
  void forget(const AccessPath *Object, Facts &Known);
  void made(const clang::DeclStmt &S, Facts &Known);
  void called(const clang::CallExpr &Call, Facts &Known);
  void changed(const clang::CallExpr &Call, Facts &Known);
  void ran(const clang::CallExpr &Call, FunctionAnalysis &Callee, Facts &Known);
  void awaited(const clang::CoawaitExpr &Await, Paths &Ready);
  void lentTo(const clang::Expr &Made, bool IsAnswer,
              llvm::SmallVectorImpl<const AccessPath *> &Out);
  void leftByCallables(const clang::Expr &Made, bool IfTrue,
                       llvm::SmallVectorImpl<const AccessPath *> &Out);
  const AccessPath *inCaller(const AccessPath &Path, FunctionAnalysis &Callee,
                             const clang::CallExpr &Call);
  const clang::Expr *awaitedValue(const clang::CoawaitExpr &Await);
  /// The objects that are ready where \p E is \p Value. A variable with the
  /// result of a test counts where \p Known has it, if given.
  void readyIf(const clang::Expr *E, bool Value, const Paths *Known,
               llvm::SmallVectorImpl<const AccessPath *> &Out,
               unsigned Depth = 0);
  void readyIfAny(llvm::ArrayRef<const clang::Expr *> Values, bool Value,
                  const Paths *Known,
                  llvm::SmallVectorImpl<const AccessPath *> &Out,
                  unsigned Depth);
  void readyUnder(const clang::Expr &Value,
                  llvm::SmallVectorImpl<const AccessPath *> &Out,
                  unsigned Depth);
  void askedIn(const clang::CallExpr &Call, Paths &Out);
  void askedFor(const clang::Expr *Answer,
                llvm::SmallVectorImpl<const AccessPath *> &Out);
  void readyIfCall(const clang::CallExpr &Call, bool IsAwaited, bool Value,
                   llvm::SmallVectorImpl<const AccessPath *> &Out);
  bool isCurrent(const clang::VarDecl &Var, const Paths *Known);
  const AccessPath *testedBy(const clang::Expr *E, const Paths *Known,
                             unsigned Depth = 0);
  const clang::Expr *initOf(const clang::Expr *E);

  FunctionAnalysis &F;
  Roles &R;
  AccessPaths &Objects;
  // Made when they are first needed.
  std::unique_ptr<PolledElements> Polled;
  std::unique_ptr<WorkSignals> Signals;
  bool Solved = false;
  bool InProgress = false, Summing = false, Polling = false, Answering = false;
  std::optional<Outcome> Result;
  /// Where the last question was, and what was known there: the next one is
  /// mostly a little further on.
  struct {
    const clang::CFGBlock *Block = nullptr;
    unsigned Index = 0;
    Facts Known;
  } Last;
  llvm::DenseMap<const clang::CFGBlock *, State> In;
  llvm::DenseMap<const clang::VarDecl *,
                 llvm::SmallVector<const AccessPath *, 2>>
      Answers;
  /// Whether all that a variable is given is ready; false while that is found.
  llvm::DenseMap<const clang::VarDecl *, bool> OnlyReady;
};

/// The local variable of a scalar type that \p E names; null for others.
const clang::VarDecl *answerNamedBy(const clang::Expr *E);

/// Whether \p E is a constant other than \p Value.
bool isOther(const clang::Expr &E, bool Value,
             const clang::ASTContext &Context);

/// Whether \p Path is \p Object or a part of it.
bool isWithin(const AccessPath &Path, const AccessPath &Object);

/// The one argument of a copy or move construction; null for other expressions.
const clang::Expr *movedFrom(const clang::Expr &E);

} // namespace corolint

#endif // COROLINT_ANALYSIS_READINESS_H

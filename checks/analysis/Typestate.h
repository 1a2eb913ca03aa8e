//===--- Typestate.h - the life of one object, path by path ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One automaton for tasks, containers of tasks and scopes (Strom and Yemini,
// "Typestate: a programming language concept for enhancing software
// reliability", IEEE TSE 1986): empty, full (a task that nobody has taken over,
// a scope with work in it), taken (awaited or moved), unknown. It is followed
// along the feasible paths of the CFG, from the declaration to the end of the
// object's life: branches on the same unchanged condition agree, and variables
// remember the constants assigned to them.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_TYPESTATE_H
#define COROLINT_ANALYSIS_TYPESTATE_H

#include "Conditions.h"
#include "ObjectUses.h"
#include "clang/Analysis/CFG.h"
#include <set>

namespace corolint {

/// What goes wrong in the life of an object.
struct LifeReport {
  /// The first full object that dies, by no exception: where its life ends.
  /// Invalid when there is none.
  clang::SourceLocation LostAt;
  /// The use that filled it; null for what began full.
  const ObjectUse *FilledBy = nullptr;
  /// The first assignment over a full object; null when there is none.
  const clang::Stmt *Overwritten = nullptr;
  /// A use that awaits or takes what has been taken, and the use that took it;
  /// null when there are none.
  const ObjectUse *TakenAgain = nullptr;
  const ObjectUse *FirstTaken = nullptr;
};

/// Follows the objects of one function.
class Typestate {
public:
  explicit Typestate(FunctionAnalysis &F);

  LifeReport follow(const TrackedObject &Object);

private:
  enum class State : unsigned char { Unborn, Empty, Full, Taken, Unknown };
  /// What is assumed of the conditions that matter: true or false.
  using Assumptions = std::vector<std::pair<unsigned, bool>>;

  struct Point {
    const clang::CFGBlock *Block = nullptr;
    unsigned From = 0;
    State S = State::Unborn;
    /// The use that took it, or the one that filled it.
    const ObjectUse *By = nullptr;
    /// A round of a loop has ended since it was taken.
    bool NextRound = false;
    /// A handler has been entered since the object was made.
    bool Exceptional = false;
    Assumptions Assumed;
  };

  void findElements();
  void findCorrelations();
  void findExits();
  bool findRelevant();
  const clang::Stmt *scopeOf(const TrackedObject &Of);
  void findAhead();
  std::optional<unsigned> correlated(const clang::Expr &E);
  Assumptions knownAt(const clang::CFGBlock &Block, unsigned Before);
  void assume(Assumptions &Assumed, unsigned Key, bool Value) const;
  void learn(const clang::Stmt &S, Assumptions &Assumed);
  void learnConstant(const clang::ValueDecl &Var, const clang::Expr &Value,
                     Assumptions &Assumed);

  bool goThrough(Point &P);
  bool element(const clang::Stmt &S, Point &P);
  void use(const ObjectUse &U, Point &P);
  void mayThrow(const clang::Stmt &S, const Point &P);
  void die(const clang::Stmt *Trigger, clang::SourceLocation Last,
           const Point &P);
  bool isExcused(const ObjectUse *FilledBy);
  void lost(clang::SourceLocation Where, const clang::Stmt *By, const Point &P);
  void takenAgain(const ObjectUse &U, const Point &P);
  void successors(const Point &P);
  void enter(Point P);

  FunctionAnalysis &F;
  clang::CFG *Graph;
  Conditions &Facts;
  /// The handlers of the innermost try block around what may throw.
  llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *> HandlersOf;
  /// The block of each element.
  llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *> BlockOf;
  /// The elements of blocks that declare a variable.
  llvm::DenseMap<
      const clang::VarDecl *,
      llvm::SmallVector<std::pair<const clang::CFGBlock *, unsigned>, 1>>
      Declarations;
  /// The correlated conditions under which control leaves a block before its
  /// end; by null, those of the whole function.
  llvm::DenseMap<const clang::Stmt *, llvm::SmallDenseSet<unsigned, 4>>
      AroundExits;
  /// Conditions that more than one branch, or an assignment, decides.
  llvm::DenseSet<unsigned> Correlated;
  llvm::DenseMap<const clang::CFGBlock *, std::optional<Condition>> Branches;

  // Of the object that is being followed.
  const TrackedObject *Object = nullptr;
  /// The correlated conditions that its life depends on.
  llvm::SmallDenseSet<unsigned, 8> Relevant;
  /// The blocks from which a use may still be reached; nothing when any may.
  std::optional<llvm::SmallPtrSet<const clang::CFGBlock *, 16>> Ahead;
  /// Whether an end of life is excused by how it was filled and emptied, by
  /// the use that filled it.
  llvm::DenseMap<const ObjectUse *, bool> Excused;
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<const ObjectUse *, 1>>
      UsesAt;
  LifeReport Report;
  llvm::SmallVector<Point, 8> Work;
  std::set<std::tuple<const clang::CFGBlock *, State, const ObjectUse *, bool,
                      bool, Assumptions>>
      Seen;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_TYPESTATE_H

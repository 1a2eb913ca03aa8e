//===--- Correlation.cpp - conditions that may depend on each other -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Correlation.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <functional>

using namespace clang;
using namespace corolint;

using Variables = llvm::SmallPtrSet<const ValueDecl *, 8>;

/// Adds the variables and members that \p S mentions, and those that the
/// variables it mentions were made from.
static void mentionedIn(const Stmt *S, Variables &Out, unsigned Depth = 0) {
  constexpr unsigned MaxDepth = 2; // `const bool later = !now;`
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (isa<VarDecl, BindingDecl>(Ref->getDecl()))
      Out.insert(Ref->getDecl());
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->isLocalVarDecl() && Depth != MaxDepth)
      mentionedIn(Var->getInit(), Out, Depth + 1);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    if (isa<FieldDecl>(Member->getMemberDecl()))
      Out.insert(Member->getMemberDecl());
  for (const Stmt *Child : S->children())
    mentionedIn(Child, Out, Depth);
}

/// The variable or member that \p S writes; null if none.
static const ValueDecl *writtenBy(const Stmt &S, bool OnlyCounts) {
  const Expr *Target = nullptr;
  if (const auto *Unary = dyn_cast<UnaryOperator>(&S);
      Unary && Unary->isIncrementDecrementOp())
    Target = Unary->getSubExpr();
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S);
      Binary && (OnlyCounts ? Binary->isCompoundAssignmentOp()
                            : Binary->isAssignmentOp()))
    Target = Binary->getLHS();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&S);
      Call && !OnlyCounts && Call->isAssignmentOp())
    Target = Call->getArg(0);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
      Call && !OnlyCounts && Call->getMethodDecl() &&
      !Call->getMethodDecl()->isConst())
    Target = Call->getImplicitObjectArgument();
  if (!Target)
    return nullptr;
  Target = Target->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Target))
    return Ref->getDecl();
  const auto *Member = dyn_cast<MemberExpr>(Target);
  return Member ? Member->getMemberDecl() : nullptr;
}

static void writtenIn(const Stmt *S, bool OnlyCounts, Variables &Out) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const ValueDecl *D = writtenBy(*S, OnlyCounts))
    Out.insert(D);
  for (const Stmt *Child : S->children())
    writtenIn(Child, OnlyCounts, Out);
}

/// The condition with which \p Parent decides whether \p Child is evaluated.
static const Expr *conditionOf(const Stmt &Parent, const Stmt *Child) {
  if (const auto *If = dyn_cast<IfStmt>(&Parent))
    return Child == If->getThen() || Child == If->getElse() ? If->getCond()
                                                            : nullptr;
  if (const auto *Switch = dyn_cast<SwitchStmt>(&Parent))
    return Child == Switch->getBody() ? Switch->getCond() : nullptr;
  if (const auto *For = dyn_cast<ForStmt>(&Parent))
    return Child == For->getBody() || Child == For->getInc() ? For->getCond()
                                                             : nullptr;
  if (const auto *While = dyn_cast<WhileStmt>(&Parent))
    return Child == While->getBody() ? While->getCond() : nullptr;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Parent))
    return Child == Range->getBody() ? Range->getRangeInit() : nullptr;
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(&Parent))
    return Child != Choice->getCond() ? Choice->getCond() : nullptr;
  const auto *Logical = dyn_cast<BinaryOperator>(&Parent);
  return Logical && Logical->isLogicalOp() && Child == Logical->getRHS()
             ? Logical->getLHS()
             : nullptr;
}

bool corolint::contains(FunctionAnalysis &F, const Stmt &Outer,
                        SourceLocation Where) {
  const SourceManager &SM = F.unit().context().getSourceManager();
  return SM.isPointWithin(SM.getFileLoc(Where),
                          SM.getFileLoc(Outer.getBeginLoc()),
                          SM.getFileLoc(Outer.getEndLoc()));
}

llvm::SmallVector<const Expr *, 4>
corolint::conditionsAround(FunctionAnalysis &F, const Stmt &S,
                           const VarDecl *Var) {
  llvm::SmallVector<const Expr *, 4> Found;
  const Stmt *Child = &S;
  for (const Stmt *Parent = F.parents().getParent(&S); Parent;
       Child = Parent, Parent = F.parents().getParent(Parent)) {
    if (Var && contains(F, *Child, Var->getLocation()))
      break;
    if (const Expr *Condition = conditionOf(*Parent, Child))
      Found.push_back(Condition);
  }
  return Found;
}

/// Whether a condition that reads \p Read, inside of loops with the conditions
/// \p Loops, may ask whether a loop is about to end: `i + 1 == v.size()`.
static bool asksForLastRound(llvm::ArrayRef<const Expr *> Loops,
                             const Variables &Read) {
  return llvm::any_of(Loops, [&](const Expr *Loop) {
    Variables Asked;
    mentionedIn(Loop, Asked);
    return Asked.size() > 1 && llvm::all_of(Asked, [&](const ValueDecl *D) {
             return Read.contains(D);
           });
  });
}

/// Adds what tells later that \p S was evaluated: what is written beside it if
/// that is under a condition, else what is counted beside it.
static void changedWith(FunctionAnalysis &F, const Stmt &S, bool Conditional,
                        Variables &Out) {
  const Stmt *Inner = &S;
  const Stmt *Around = F.parents().getParent(&S);
  while (Around && !isa<CompoundStmt>(Around) && !conditionOf(*Around, Inner)) {
    Inner = Around;
    Around = F.parents().getParent(Around);
  }
  if (!Around)
    return;
  if (!isa<CompoundStmt>(Around))
    return writtenIn(Inner, !Conditional, Out);
  for (const Stmt *Beside : Around->children())
    if (isa_and_nonnull<Expr>(Beside))
      writtenIn(Beside, !Conditional, Out);
}

bool corolint::mayBeCorrelated(FunctionAnalysis &F, const Stmt &First,
                               const Stmt &Second, const VarDecl &Var) {
  Conditions &Facts = F.unit().conditions();
  auto Before = conditionsAround(F, First, &Var);
  auto After = conditionsAround(F, Second, &Var);
  // What both are inside of decides nothing between them.
  llvm::SmallVector<const Expr *, 4> Common;
  while (!Before.empty() && !After.empty() && Before.back() == After.back()) {
    Common.push_back(Before.back());
    Before.pop_back();
    After.pop_back();
  }
  Variables Changed;
  changedWith(F, First, !Before.empty(), Changed);
  auto Shares = [](const Variables &A, const Variables &B) {
    return llvm::any_of(A, [&](const ValueDecl *D) { return B.contains(D); });
  };
  for (const Expr *Later : After) {
    Variables Read;
    mentionedIn(Later, Read);
    if (Shares(Changed, Read) || asksForLastRound(Common, Read))
      return true;
    auto LaterFact = Facts.parse(Later);
    for (const Expr *Earlier : Before) {
      auto EarlierFact = Facts.parse(Earlier);
      if (LaterFact && EarlierFact && LaterFact->K == Condition::Fact &&
          EarlierFact->K == Condition::Fact &&
          LaterFact->Key == EarlierFact->Key)
        continue; // followed path by path
      Variables Asked;
      mentionedIn(Earlier, Asked);
      if (Shares(Asked, Read))
        return true;
    }
  }
  return false;
}

/// Whether \p Condition may have another value in the next round of \p Loop.
static bool varies(const Expr *Condition, const Variables &Written,
                   FunctionAnalysis &F, const Stmt &Loop) {
  if (!Condition)
    return false;
  Variables Read;
  mentionedIn(Condition, Read);
  bool Calls = false;
  std::function<void(const Stmt *)> Look = [&](const Stmt *S) {
    if (!S)
      return;
    Calls |= isa<CallExpr, CoroutineSuspendExpr>(S);
    for (const Stmt *Child : S->children())
      Look(Child);
  };
  Look(Condition);
  return Calls || llvm::any_of(Read, [&](const ValueDecl *D) {
           return isa<FieldDecl>(D) || Written.contains(D) ||
                  contains(F, Loop, D->getLocation());
         });
}

/// Whether \p S is an `if` that may leave the round it is in.
static bool mayEndRound(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<ContinueStmt, BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt>(S))
    return true;
  return llvm::any_of(S->children(), mayEndRound);
}

bool corolint::isInSomeRoundsOnly(FunctionAnalysis &F, const Stmt &S,
                                  const VarDecl &Var) {
  // From the use outwards to the outermost loop that the variable is outside.
  llvm::SmallVector<const Stmt *, 16> Way{&S};
  const Stmt *Loop = nullptr;
  for (const Stmt *At = F.parents().getParent(&S);
       At && !contains(F, *At, Var.getLocation());
       At = F.parents().getParent(At)) {
    Way.push_back(At);
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(At))
      Loop = At;
  }
  if (!Loop)
    return false;
  Variables Written;
  writtenIn(Loop, /*OnlyCounts=*/false, Written);
  for (size_t I = 0; Way[I] != Loop; ++I) {
    const Stmt *Child = Way[I], *Parent = Way[I + 1];
    if (!isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Parent) &&
        varies(conditionOf(*Parent, Child), Written, F, *Loop))
      return true;
    // `if (i != 0) continue;` before it.
    if (const auto *Block = dyn_cast<CompoundStmt>(Parent))
      for (const Stmt *Sibling : Block->body()) {
        if (Sibling == Child)
          break;
        if (const auto *If = dyn_cast<IfStmt>(Sibling);
            If && mayEndRound(If) && varies(If->getCond(), Written, F, *Loop))
          return true;
      }
  }
  return false;
}

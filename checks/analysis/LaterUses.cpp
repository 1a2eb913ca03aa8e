//===--- LaterUses.cpp - what a coroutine uses after it has suspended -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LaterUses.h"
#include "Borrows.h"
#include "Producers.h"
#include "ReturnedTasks.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include <deque>

using namespace clang;
using namespace corolint;

namespace {

/// What is looked for: a parameter, the implicit object, or all captures.
struct Target {
  const ParmVarDecl *Var = nullptr;
  bool Captures = false;
};

/// Finds the uses of a target, and the local references, pointers and views
/// that are made from it.
class UseFinder : public RecursiveASTVisitor<UseFinder> {
public:
  UseFinder(Target T, const Roles &R) : T(T), R(R) {}

  LaterUse First;

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  // `(void)unused;`
  bool TraverseCStyleCastExpr(CStyleCastExpr *E) {
    if (E->getCastKind() == CK_ToVoid &&
        isa<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
      return true;
    return RecursiveASTVisitor::TraverseCStyleCastExpr(E);
  }
  // In the body of a lambda within, names stand for its own captures.
  bool TraverseLambdaExpr(LambdaExpr *E) {
    if (!T.Captures)
      return RecursiveASTVisitor::TraverseLambdaExpr(E);
    for (Expr *Init : E->capture_inits())
      if (Init)
        TraverseStmt(Init);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (names(*E))
      note(E->getExprLoc(), E->getDecl());
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *E) {
    if (!T.Var)
      note(E->getExprLoc(), nullptr);
    return true;
  }
  bool TraverseVarDecl(VarDecl *Local) {
    LaterUse Before = First;
    First = LaterUse();
    bool Result = RecursiveASTVisitor::TraverseVarDecl(Local);
    if (First && remembers(*Local, First))
      Aliases.insert(Local);
    if (Before)
      First = Before;
    return Result;
  }
  /// The use that \p S itself, one element of a CFG, is.
  LaterUse use(const Stmt &S) const {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&S); Ref && names(*Ref))
      return {Ref->getExprLoc(), Ref->getDecl()};
    if (const auto *This = dyn_cast<CXXThisExpr>(&S); This && !T.Var)
      return {This->getExprLoc(), nullptr};
    return {};
  }

private:
  bool names(const DeclRefExpr &E) const {
    const auto *Named = dyn_cast<VarDecl>(E.getDecl());
    if (!Named)
      return false;
    if (Aliases.contains(Named) || (T.Var && Named == T.Var))
      return true;
    return T.Captures && E.refersToEnclosingVariableOrCapture();
  }
  /// Whether \p Local, made with \p Use, refers to the target from then on.
  bool remembers(const VarDecl &Local, const LaterUse &Use) const {
    bool Reference = Local.getType()->isReferenceType();
    if (!T.Captures)
      return Reference || isBorrowingType(Local.getType(), R);
    // What a captured reference or pointer refers to is not in the closure.
    const auto *Var = dyn_cast_or_null<VarDecl>(Use.Captured);
    if (!Var || Var->getType()->isReferenceType())
      return false;
    if (Aliases.contains(Var))
      return true;
    return ByCopy.contains(Var) &&
           (Reference || (isBorrowingType(Local.getType(), R) &&
                          !isBorrowingType(Var->getType(), R)));
  }
  void note(SourceLocation Where, const ValueDecl *Named) {
    if (!First)
      First = {Where, T.Captures ? Named : nullptr};
  }

public:
  /// The variables that the closure has copies of.
  llvm::SmallPtrSet<const VarDecl *, 4> ByCopy;

private:
  Target T;
  const Roles &R;
  llvm::SmallPtrSet<const VarDecl *, 4> Aliases;
};

/// Finds a use that may follow a suspension: forward reachability in the CFG,
/// one bit per point.
class UseAfterSuspension {
public:
  UseAfterSuspension(const UseFinder &Uses, FunctionAnalysis &F)
      : Uses(Uses), F(F), Await(F.unit().roles().awaitables()) {}

  LaterUse in(const CFG &Graph) {
    std::deque<std::pair<const CFGBlock *, bool>> Work{
        {&Graph.getEntry(), false}};
    while (!Work.empty()) {
      auto [B, Suspended] = Work.front();
      Work.pop_front();
      if (!Seen[Suspended].insert(B).second)
        continue;
      for (const CFGElement &Element : *B)
        if (auto S = Element.getAs<CFGStmt>())
          if (LaterUse Use = visit(*S->getStmt(), Suspended))
            return Use;
      for (const CFGBlock::AdjacentBlock &Edge : B->succs())
        if (const CFGBlock *Next = Edge.getReachableBlock())
          Work.push_back({Next, Suspended});
    }
    return {};
  }

private:
  LaterUse visit(const Stmt &S, bool &Suspended) {
    if (Suspended)
      return Uses.use(S);
    const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(&S);
    if (!Suspension || Await.neverSuspends(*Suspension))
      return {};
    Suspended = true;
    return lentToAwaited(*Suspension);
  }

  /// What an awaited task was given keeps in use while it runs.
  LaterUse lentToAwaited(const CoroutineSuspendExpr &S) {
    for (const Expr *P : producers(S.getOperand())) {
      const auto *Call = dyn_cast<CallExpr>(P);
      TaskKind Kind =
          Call ? F.unit().tasks().of(Call->getType()).Kind : TaskKind::None;
      if (Kind != TaskKind::Lazy && Kind != TaskKind::Eager)
        continue;
      for (unsigned I = 0; I != argumentCount(*Call); ++I) {
        const Expr *Argument = argumentOf(*Call, I);
        const VarDecl *Var = Argument && Argument->isGLValue()
                                 ? variableNamed(Argument)
                                 : nullptr;
        LaterUse Use = Var ? Uses.use(*peelForBorrow(Argument)) : LaterUse();
        if (Use &&
            F.unit().returnedTasks().keepsPastSuspension({Call, Kind}, I))
          return Use;
      }
    }
    return {};
  }

  const UseFinder &Uses;
  FunctionAnalysis &F;
  const Awaitables &Await;
  /// Blocks entered before, and after, a suspension.
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen[2];
};

LaterUse find(UseFinder &Uses, FunctionAnalysis &F, UsesFrom From) {
  Uses.TraverseStmt(const_cast<Stmt *>(&F.body()));
  if (From == UsesFrom::Start || !Uses.First || !F.cfg())
    return From == UsesFrom::Start ? Uses.First : LaterUse();
  return UseAfterSuspension(Uses, F).in(*F.cfg());
}

} // namespace

LaterUse corolint::laterUse(FunctionAnalysis &F, const ParmVarDecl *Var,
                            UsesFrom From) {
  UseFinder Uses({Var, false}, F.unit().roles());
  return find(Uses, F, From);
}

LaterUse corolint::laterUseOfCaptures(FunctionAnalysis &F, UsesFrom From) {
  const auto *Operator = dyn_cast<CXXMethodDecl>(&F.function());
  if (!Operator || !Operator->getParent()->isLambda())
    return {};
  UseFinder Uses({nullptr, true}, F.unit().roles());
  for (const LambdaCapture &Capture : Operator->getParent()->captures())
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByCopy)
      if (const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar()))
        Uses.ByCopy.insert(Var);
  return find(Uses, F, From);
}

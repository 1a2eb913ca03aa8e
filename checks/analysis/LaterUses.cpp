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
#include "StmtParents.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/Support/SaveAndRestore.h"
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
  // In the body of a lambda within, names stand for its own captures; a copy
  // among these does not refer to what it was made from.
  bool TraverseLambdaExpr(LambdaExpr *E) {
    auto Init = E->capture_init_begin();
    for (const LambdaCapture &Capture : E->captures()) {
      Expr *Value = *Init++;
      bool Copies = Capture.getCaptureKind() == LCK_ByCopy && Value &&
                    !isBorrowingType(Value->getType(), R);
      llvm::SaveAndRestore Collect(Collected, Copies ? nullptr : Collected);
      if (Value)
        TraverseStmt(Value);
    }
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
    std::vector<LaterUse> Initial;
    llvm::SaveAndRestore Inside(Collected, &Initial);
    bool Result = RecursiveASTVisitor::TraverseVarDecl(Local);
    if (llvm::any_of(Initial, [&](const LaterUse &Use) {
          return remembers(*Local, Use);
        }))
      Aliases.insert(Local);
    return Result;
  }
  // The hidden variables of the loop, too.
  bool TraverseCXXForRangeStmt(CXXForRangeStmt *S) {
    for (DeclStmt *Hidden :
         {S->getRangeStmt(), S->getBeginStmt(), S->getEndStmt()})
      if (Hidden && Hidden->isSingleDecl())
        TraverseVarDecl(cast<VarDecl>(Hidden->getSingleDecl()));
    return RecursiveASTVisitor::TraverseCXXForRangeStmt(S);
  }
  /// The use that \p S itself, one element of a CFG, is.
  LaterUse use(const Stmt &S) const {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&S); Ref && names(*Ref))
      return {Ref->getExprLoc(), Ref->getDecl()};
    if (const auto *This = dyn_cast<CXXThisExpr>(&S); This && !T.Var)
      return {This->getExprLoc(), nullptr};
    return {};
  }
  /// The use that the end of \p Var is: of an object that refers to the target,
  /// with a destructor that does something.
  LaterUse useAtEndOf(const VarDecl &Var) const {
    const CXXRecordDecl *Record = recordOf(Var.getType());
    return Record && Aliases.contains(&Var) && !Record->isLambda() &&
                   Record->hasUserDeclaredDestructor()
               ? LaterUse{Var.getLocation(), &Var}
               : LaterUse();
  }
  /// Whether \p S gives the target, a view or pointer, another value.
  bool isReplacedBy(const Stmt &S) const {
    const Expr *To = nullptr;
    if (const auto *Assign = dyn_cast<BinaryOperator>(&S);
        Assign && Assign->getOpcode() == BO_Assign)
      To = Assign->getLHS();
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&S);
        Call && Call->getOperator() == OO_Equal)
      To = Call->getArg(0);
    return To && T.Var && Aliases.empty() && variableNamed(To) == T.Var &&
           !T.Var->getType()->isReferenceType();
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
  /// Whether objects of type \p T have a reference, a pointer or a view in
  /// them: closures with references, aggregates.
  bool holdsReference(QualType T) const {
    const CXXRecordDecl *Record = recordOf(T);
    return Record &&
           llvm::any_of(Record->fields(),
                        [&](const FieldDecl *Field) {
                          return Field->getType()->isReferenceType() ||
                                 isBorrowingType(Field->getType(), R);
                        }) &&
           (Record->isLambda() || Record->isAggregate());
  }
  /// Whether \p Local, made with \p Use, refers to the target from then on.
  bool remembers(const VarDecl &Local, const LaterUse &Use) const {
    bool Reference =
        Local.getType()->isReferenceType() || holdsReference(Local.getType());
    if (!T.Captures)
      return Reference || isBorrowingType(Local.getType(), R);
    // What a captured reference or pointer refers to is not in the closure.
    const auto *Var = dyn_cast_or_null<VarDecl>(Use.Captured);
    if (!Var || Aliases.contains(Var))
      return Var;
    if (Var->getType()->isReferenceType())
      return false;
    return ByCopy.contains(Var) &&
           (Reference || (isBorrowingType(Local.getType(), R) &&
                          !isBorrowingType(Var->getType(), R)));
  }
  void note(SourceLocation Where, const ValueDecl *Named) {
    if (!First)
      First = {Where, T.Captures ? Named : nullptr};
    if (Collected)
      Collected->push_back({Where, Named});
  }

public:
  /// The variables that the closure has copies of.
  llvm::SmallPtrSet<const VarDecl *, 4> ByCopy;

private:
  Target T;
  const Roles &R;
  llvm::SmallPtrSet<const VarDecl *, 4> Aliases;
  /// The uses in the initialiser that is being traversed.
  std::vector<LaterUse> *Collected = nullptr;
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
      bool Goes = true;
      for (auto Element = B->begin(); Goes && Element != B->end(); ++Element) {
        if (LaterUse Use = visit(*Element, Suspended))
          return Use;
        auto S = Element->getAs<CFGStmt>();
        Goes = !S || !Uses.isReplacedBy(*S->getStmt());
      }
      if (!Goes)
        continue;
      for (const CFGBlock::AdjacentBlock &Edge : B->succs())
        if (const CFGBlock *Next = Edge.getReachableBlock())
          Work.push_back({Next, Suspended});
    }
    return {};
  }

private:
  LaterUse visit(const CFGElement &Element, bool &Suspended) {
    if (auto End = Element.getAs<CFGAutomaticObjDtor>())
      return Suspended ? Uses.useAtEndOf(*End->getVarDecl()) : LaterUse();
    auto S = Element.getAs<CFGStmt>();
    if (!S)
      return {};
    if (Suspended)
      return Uses.use(*S->getStmt());
    const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(S->getStmt());
    if (!Suspension || Await.neverSuspends(*Suspension))
      return {};
    Suspended = true;
    if (LaterUse Use = lentToAwaited(*Suspension))
      return Use;
    return inHandlersAround(*Suspension);
  }

  /// What handlers use that an exception of the await enters.
  LaterUse inHandlersAround(const CoroutineSuspendExpr &S) {
    const Stmt *Inner = &S;
    for (const Stmt *Outer = F.parents().getParent(Inner); Outer;
         Inner = Outer, Outer = F.parents().getParent(Outer)) {
      const auto *Try = dyn_cast<CXXTryStmt>(Outer);
      if (!Try || Inner != Try->getTryBlock())
        continue;
      for (unsigned I = 0; I != Try->getNumHandlers(); ++I) {
        UseFinder InHandler = Uses;
        InHandler.First = LaterUse();
        InHandler.TraverseStmt(const_cast<CXXCatchStmt *>(Try->getHandler(I)));
        if (InHandler.First)
          return InHandler.First;
      }
    }
    return {};
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

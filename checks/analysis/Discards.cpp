//===--- Discards.cpp - values that nobody takes --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Discards.h"
#include "OwnCodeVisitor.h"

using namespace clang;
using namespace corolint;

namespace {

class SurveyVisitor : public OwnCodeVisitor<SurveyVisitor> {
public:
  SurveyVisitor(Roles &R, BodySurvey &Out) : R(R), Out(Out) {}

  bool VisitVarDecl(VarDecl *Var) {
    if (Var->isLocalVarDecl() && !Var->isStaticLocal() &&
        !Var->hasExternalStorage() && !Var->isImplicit())
      Out.Locals.push_back(Var);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    Out.RangeFors.push_back(S);
    return true;
  }
  bool VisitCoreturnStmt(CoreturnStmt *S) {
    Out.Coreturns.push_back(S);
    return true;
  }

  bool VisitStmt(Stmt *S) {
    // The parts of statements that are statements themselves.
    if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
      const Stmt *Value = ValuesOfBlocks.contains(Block) && !Block->body_empty()
                              ? Block->body_back()
                              : nullptr;
      InBlock = llvm::none_of(Block->body(), [](const Stmt *Child) {
        return isa<SwitchCase, LabelStmt>(Child);
      });
      for (const Stmt *Child : Block->body())
        if (Child != Value)
          statement(Child);
      InBlock = false;
    } else if (const auto *If = dyn_cast<IfStmt>(S)) {
      statement(If->getInit());
      statement(If->getThen());
      statement(If->getElse());
    } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
      statement(While->getBody());
    } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
      statement(Do->getBody());
    } else if (const auto *For = dyn_cast<ForStmt>(S)) {
      statement(For->getInit());
      discarded(For->getInc(), For->getInc(), Discard::ForIncrement);
      statement(For->getBody());
    } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
      statement(Switch->getInit());
    } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
      statement(Range->getInit());
      statement(Range->getBody());
    } else if (const auto *Label = dyn_cast<LabelStmt>(S)) {
      statement(Label->getSubStmt());
    } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
      statement(Case->getSubStmt());
    } else if (const auto *Attributed = dyn_cast<AttributedStmt>(S)) {
      statement(Attributed->getSubStmt());
    } else if (const auto *Block = dyn_cast<StmtExpr>(S)) {
      ValuesOfBlocks.insert(Block->getSubStmt());
    }
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Comma)
      discarded(E->getLHS(), E, Discard::LeftOfComma);
    return true;
  }

private:
  void statement(const Stmt *S) {
    if (const auto *E = dyn_cast_or_null<Expr>(S))
      discarded(E, E, Discard::Statement);
  }

  void discarded(const Expr *E, const Expr *Full, Discard::How Way,
                 bool Explicit = false) {
    if (!E)
      return;
    if (const auto *Cleanups = dyn_cast<FullExpr>(E))
      return discarded(Cleanups->getSubExpr(), Full, Way, Explicit);
    const Expr *Bare = E->IgnoreParens();
    if (const auto *Cast = dyn_cast<CastExpr>(Bare);
        Cast && Cast->getCastKind() == CK_ToVoid)
      return discarded(Cast->getSubExpr(), Full,
                       isa<ExplicitCastExpr>(Cast) && Way == Discard::Statement
                           ? Discard::VoidCast
                           : Way,
                       Explicit || isa<ExplicitCastExpr>(Cast));
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Bare)) {
      discarded(Choice->getTrueExpr(), Full, Discard::Arm, Explicit);
      return discarded(Choice->getFalseExpr(), Full, Discard::Arm, Explicit);
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(Bare);
        Binary && Binary->getOpcode() == BO_Comma)
      return discarded(Binary->getRHS(), Full,
                       Way == Discard::Statement ? Discard::RightOfComma : Way,
                       Explicit);
    if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Bare))
      return discarded(Bind->getSubExpr(), Full, Way, Explicit);
    if (const auto *Const = dyn_cast<ImplicitCastExpr>(Bare);
        Const && Const->getCastKind() == CK_NoOp)
      return discarded(Const->getSubExpr(), Full, Way, Explicit);
    // `std::move(f());` returns a reference to the value.
    const auto *Call = dyn_cast<CallExpr>(Bare);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (Callee && Call->getNumArgs() == 1 &&
        (R.functionModel(*Callee, CallEffect::Moves) ||
         R.functionModel(*Callee, CallEffect::Forwards)))
      if (const auto *Temporary =
              dyn_cast<MaterializeTemporaryExpr>(Call->getArg(0)))
        return discarded(Temporary->getSubExpr(), Full, Way, Explicit);
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Bare);
        Assign && Assign->getOperator() == OO_Equal &&
        R.hasRole(Assign->getArg(0)->getType(), TypeRole::IgnoreSink)) {
      const Expr *Value = Assign->getArg(1);
      if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Value))
        Value = Temporary->getSubExpr();
      return discarded(Value, Full, Discard::Ignored, /*Explicit=*/true);
    }
    Out.Discards.push_back({Bare, Full, Way, Explicit, InBlock});
    Out.Discarded.insert(Bare);
  }

  Roles &R;
  BodySurvey &Out;
  llvm::SmallPtrSet<const Stmt *, 2> ValuesOfBlocks;
  bool InBlock = false;
};
} // namespace

BodySurvey corolint::surveyBody(const FunctionDecl &F, const Stmt &Body,
                                Roles &R) {
  BodySurvey Survey;
  SurveyVisitor Visitor(R, Survey);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        Visitor.TraverseStmt(Init->getInit());
  Visitor.TraverseStmt(const_cast<Stmt *>(&Body));
  return Survey;
}

bool corolint::isPlaceholder(const VarDecl &Var) {
  return Var.getIdentifier() && Var.getName() == "_";
}

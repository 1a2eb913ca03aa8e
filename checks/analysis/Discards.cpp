//===--- Discards.cpp - values that nobody takes --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Discards.h"
#include "OwnCode.h"
#include "TranslationUnit.h"
#include "clang/AST/ParentMap.h"
#include "clang/Analysis/CFG.h"
#include <set>

using namespace clang;
using namespace corolint;

namespace {

class DiscardVisitor : public OwnCodeVisitor<DiscardVisitor> {
public:
  DiscardVisitor(Roles &R, llvm::function_ref<void(const Discard &)> Visit)
      : R(R), Visit(Visit) {}

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

  void discarded(const Expr *E, const Expr *Full, Discard::How Way) {
    if (!E)
      return;
    if (const auto *Cleanups = dyn_cast<FullExpr>(E))
      return discarded(Cleanups->getSubExpr(), Full, Way);
    const Expr *Bare = E->IgnoreParens();
    if (const auto *Cast = dyn_cast<CastExpr>(Bare);
        Cast && Cast->getCastKind() == CK_ToVoid)
      return discarded(Cast->getSubExpr(), Full,
                       isa<ExplicitCastExpr>(Cast) && Way == Discard::Statement
                           ? Discard::VoidCast
                           : Way);
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Bare)) {
      discarded(Choice->getTrueExpr(), Full, Discard::Arm);
      return discarded(Choice->getFalseExpr(), Full, Discard::Arm);
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(Bare);
        Binary && Binary->getOpcode() == BO_Comma)
      return discarded(Binary->getRHS(), Full,
                       Way == Discard::Statement ? Discard::Arm : Way);
    if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Bare))
      return discarded(Bind->getSubExpr(), Full, Way);
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Bare);
        Assign && Assign->getOperator() == OO_Equal &&
        R.hasRole(Assign->getArg(0)->getType(), TypeRole::IgnoreSink)) {
      const Expr *Value = Assign->getArg(1);
      if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Value))
        Value = Temporary->getSubExpr();
      return discarded(Value, Full, Discard::Ignored);
    }
    Visit({Bare, Full, Way, InBlock});
  }

  Roles &R;
  llvm::function_ref<void(const Discard &)> Visit;
  llvm::SmallPtrSet<const Stmt *, 2> ValuesOfBlocks;
  bool InBlock = false;
};

class LocalVisitor : public OwnCodeVisitor<LocalVisitor> {
public:
  explicit LocalVisitor(llvm::function_ref<void(const VarDecl &)> Visit)
      : Visit(Visit) {}
  bool VisitVarDecl(VarDecl *Var) {
    if (Var->isLocalVarDecl() && !Var->isStaticLocal() &&
        !Var->hasExternalStorage() && !Var->isImplicit())
      Visit(*Var);
    return true;
  }

private:
  llvm::function_ref<void(const VarDecl &)> Visit;
};

class RangeForVisitor : public OwnCodeVisitor<RangeForVisitor> {
public:
  explicit RangeForVisitor(
      llvm::function_ref<void(const CXXForRangeStmt &)> Visit)
      : Visit(Visit) {}
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    Visit(*S);
    return true;
  }

private:
  llvm::function_ref<void(const CXXForRangeStmt &)> Visit;
};

/// The references to one variable, in lambdas as well.
class UseVisitor : public RecursiveASTVisitor<UseVisitor> {
public:
  explicit UseVisitor(const VarDecl &Var) : Var(Var) {}
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (E->getDecl() == &Var)
      Uses.push_back(E);
    // A structured binding names a part of it.
    if (const auto *Binding = dyn_cast<BindingDecl>(E->getDecl()))
      if (Binding->getDecomposedDecl() == &Var)
        Uses.push_back(E);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *E) {
    for (const LambdaCapture &Capture : E->captures())
      Captured |=
          Capture.capturesVariable() && Capture.getCapturedVar() == &Var;
    return true;
  }
  const VarDecl &Var;
  std::vector<const DeclRefExpr *> Uses;
  bool Captured = false;
};

} // namespace

void corolint::forEachDiscard(FunctionAnalysis &F,
                              llvm::function_ref<void(const Discard &)> Visit) {
  DiscardVisitor(F.unit().roles(), Visit)
      .TraverseStmt(const_cast<Stmt *>(&F.body()));
}

void corolint::forEachLocal(FunctionAnalysis &F,
                            llvm::function_ref<void(const VarDecl &)> Visit) {
  LocalVisitor(Visit).TraverseStmt(const_cast<Stmt *>(&F.body()));
}

void corolint::forEachRangeFor(
    FunctionAnalysis &F,
    llvm::function_ref<void(const CXXForRangeStmt &)> Visit) {
  RangeForVisitor(Visit).TraverseStmt(const_cast<Stmt *>(&F.body()));
}

/// Whether the use at \p Ref leaves the variable as it is: `(void)x`,
/// `std::ignore = x`, `x.ready()`.
static bool merelyInspects(const DeclRefExpr *Ref, const ParentMap &Parents,
                           Roles &R) {
  const Stmt *Child = Ref;
  for (const Stmt *Parent = Parents.getParent(Ref); Parent;
       Child = Parent, Parent = Parents.getParent(Parent)) {
    if (const auto *Cast = dyn_cast<CastExpr>(Parent)) {
      if (Cast->getCastKind() == CK_ToVoid)
        return true;
      continue;
    }
    if (isa<ParenExpr, FullExpr>(Parent))
      continue;
    if (isa<CompoundStmt>(Parent))
      return true; // `x;`
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Parent))
      return Assign->getOperator() == OO_Equal && Assign->getNumArgs() == 2 &&
             Assign->getArg(1) == Child &&
             R.hasRole(Assign->getArg(0)->getType(), TypeRole::IgnoreSink);
    const auto *Member = dyn_cast<MemberExpr>(Parent);
    const auto *Method =
        Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
    if (!Method)
      return false;
    if (R.functionModel(*Method, CallEffect::Consumes))
      return false;
    return R.functionModel(*Method, CallEffect::Inspects) ||
           (Method->getIdentifier() && Method->getName() == "await_ready") ||
           (Method->isConst() && Method->getNumParams() == 0 &&
            Method->getReturnType()->isBooleanType());
  }
  return false;
}

namespace {

/// Looks for a path from the declaration of a variable to the end of its life
/// that avoids every consuming use.
class AvoidingPath {
public:
  AvoidingPath(CFG &Graph, const VarDecl &Var,
               const llvm::SmallPtrSetImpl<const Stmt *> &Consuming,
               Conditions &Facts)
      : Graph(Graph), Var(Var), Consuming(Consuming), Facts(Facts) {}

  bool exists() {
    for (const CFGBlock *B : Graph)
      for (unsigned I = 0; I < B->size(); ++I)
        if (auto S = (*B)[I].getAs<CFGStmt>())
          if (const auto *D = dyn_cast<DeclStmt>(S->getStmt()))
            if (llvm::is_contained(D->decls(), &Var))
              Work.push_back({B, I + 1, {}});
    while (!Work.empty() && Seen.size() < MaxStates) {
      State Next = Work.pop_back_val();
      if (leadsToTheEnd(Next))
        return true;
    }
    return false;
  }

private:
  /// More states than this, and the function is too entangled to judge.
  static constexpr size_t MaxStates = 4096;
  using Assumptions = std::vector<std::pair<unsigned, bool>>;
  struct State {
    const CFGBlock *B;
    unsigned From;
    Assumptions Assumed;
  };
  enum Outcome { Goes, Consumes, Dies };

  Outcome scan(State &S) {
    for (unsigned I = S.From; I < S.B->size(); ++I) {
      const CFGElement Element = (*S.B)[I];
      if (auto Statement = Element.getAs<CFGStmt>()) {
        const Stmt *At = Statement->getStmt();
        // An exception is no path of ours.
        if (Consuming.contains(At) || isa<CXXThrowExpr>(At))
          return Consumes;
        forgetAssigned(*At, S.Assumed);
      } else if (auto Dtor = Element.getAs<CFGAutomaticObjDtor>()) {
        if (Dtor->getVarDecl() == &Var)
          return Dies;
      } else if (auto End = Element.getAs<CFGLifetimeEnds>()) {
        if (End->getVarDecl() == &Var)
          return Dies;
      }
    }
    return Goes;
  }

  void forgetAssigned(const Stmt &S, Assumptions &Assumed) {
    const Expr *Target = nullptr;
    if (const auto *Binary = dyn_cast<BinaryOperator>(&S))
      Target = Binary->isAssignmentOp() ? Binary->getLHS() : nullptr;
    else if (const auto *Unary = dyn_cast<UnaryOperator>(&S))
      Target = Unary->isIncrementDecrementOp() ? Unary->getSubExpr() : nullptr;
    const auto *Ref =
        Target ? dyn_cast<DeclRefExpr>(Target->IgnoreParenImpCasts()) : nullptr;
    if (Ref)
      llvm::erase_if(Assumed, [&](auto &Fact) {
        return Facts.reads(Fact.first, *Ref->getDecl());
      });
  }

  bool leadsToTheEnd(State &S) {
    Outcome O = scan(S);
    if (O == Dies || (O == Goes && S.B == &Graph.getExit()))
      return true;
    if (O == Consumes || S.B->hasNoReturnElement())
      return false;
    std::optional<Condition> Test = Facts.ofBranch(*S.B);
    bool First = true;
    for (const CFGBlock::AdjacentBlock &Edge : S.B->succs()) {
      State Next{Edge.getReachableBlock(), 0, S.Assumed};
      bool Feasible = true;
      if (Test && Test->K == Condition::Fact) {
        bool Value = First != Test->Negated;
        auto Known = llvm::find_if(
            Next.Assumed, [&](auto &Fact) { return Fact.first == Test->Key; });
        if (Known == Next.Assumed.end())
          Next.Assumed.push_back({Test->Key, Value});
        else
          Feasible = Known->second == Value;
      }
      First = false;
      if (Next.B && Feasible && Seen.insert({Next.B, Next.Assumed}).second)
        Work.push_back(std::move(Next));
    }
    return false;
  }

  CFG &Graph;
  const VarDecl &Var;
  const llvm::SmallPtrSetImpl<const Stmt *> &Consuming;
  Conditions &Facts;
  llvm::SmallVector<State, 8> Work;
  std::set<std::pair<const CFGBlock *, Assumptions>> Seen;
};

} // namespace

Consumption corolint::consumptionOf(FunctionAnalysis &F, const VarDecl &Var,
                                    bool WantPaths) {
  UseVisitor Uses(Var);
  Stmt *Body = const_cast<Stmt *>(&F.body());
  Uses.TraverseStmt(Body);
  Consumption Result;
  if (Uses.Captured) {
    Result.Consumed = true; // wherever the closure goes
    return Result;
  }
  if (Uses.Uses.empty()) {
    Result.SomePathDoesNot = true;
    return Result;
  }
  ParentMap Parents(Body);
  llvm::SmallPtrSet<const Stmt *, 8> Consuming;
  for (const DeclRefExpr *Ref : Uses.Uses)
    if (!merelyInspects(Ref, Parents, F.unit().roles()))
      Consuming.insert(Ref);
  Result.Consumed = !Consuming.empty();
  Result.SomePathDoesNot = Consuming.empty();
  if (WantPaths && !Consuming.empty() && F.cfg())
    Result.SomePathDoesNot =
        AvoidingPath(*F.cfg(), Var, Consuming, F.unit().conditions()).exists();
  return Result;
}

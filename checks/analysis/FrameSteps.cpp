//===--- FrameSteps.cpp - what happens to the objects of a frame ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FrameSteps.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "SendTraits.h"
#include "StmtParents.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

namespace {

/// What a mention of an object does to what it holds.
struct Operation {
  enum KindType {
    Looks,   ///< nothing
    Fills,   ///< may put something in
    Empties, ///< takes everything out, or moves it away
    Assigns, ///< puts Value in, in place of what was there
  } Kind = Looks;
  /// What does it.
  const Stmt *By = nullptr;
  const Expr *Value = nullptr;
};

class StepBuilder : public OwnCodeVisitor<StepBuilder> {
public:
  StepBuilder(FunctionAnalysis &F, llvm::ArrayRef<FrameObject> Objects)
      : F(F), R(F.unit().roles()), Parents(F.parents()) {
    for (const FrameObject &Object : Objects)
      if (Object.Declared)
        Named[Object.Declared] = &Object;
  }

  ElementSteps::Additions run() {
    for (auto [Var, Object] : Named)
      declaration(*Var, *Object);
    tests();
    TraverseStmt(const_cast<Stmt *>(&F.body()));
    return std::move(Out);
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const FrameObject *Object = objectNamed(*E))
      mention(*E, *Object);
    return true;
  }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    suspension(*E);
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    suspension(*E);
    return TraverseStmt(E->getOperand());
  }

private:
  void step(const FrameObject &Of, ElementStep::KindType Kind, const Stmt &At) {
    Out.After[&At].push_back({Kind, nullptr, &At, &Of});
  }

  static bool mattersAtEnd(const FrameObject &Object) {
    return Object.Type.isDestructedType() == QualType::DK_cxx_destructor;
  }

  const FrameObject *objectNamed(const DeclRefExpr &E) const {
    const ValueDecl *Decl = E.getDecl();
    if (const auto *Part = dyn_cast<BindingDecl>(Decl))
      Decl = Part->getDecomposedDecl();
    return Named.lookup(dyn_cast<VarDecl>(Decl));
  }

  void suspension(const CoroutineSuspendExpr &E);
  void declaration(const VarDecl &Var, const FrameObject &Object);
  void tests();
  void mention(const DeclRefExpr &Name, const FrameObject &Object);
  Operation operationOn(const DeclRefExpr &Name) const;
  Operation moved(const Stmt &Rvalue) const;
  Operation called(const Expr &Call, const FunctionDecl &Callee,
                   const Stmt &Object) const;
  bool mayTravel(QualType T) const {
    return !isHardNo(F.unit().sendTraits().of(T, Trait::Send));
  }
  bool isNothing(const Expr *E) const;
  template <class Range> bool areNothing(Range Arguments) const {
    return llvm::all_of(Arguments,
                        [&](const Expr *Given) { return isNothing(Given); });
  }
  bool isEmptyValue(const Expr *Value, const FrameObject &Of) const;
  /// Of what a test asks whether it holds anything; null if of nothing that is
  /// followed. When: what the test yields when it holds nothing.
  struct Emptiness {
    const FrameObject *Of = nullptr;
    bool When = false;
  };
  Emptiness emptiness(const Expr *Test) const;
  const Stmt *element(const Stmt *S) const;
  const Stmt *user(const Stmt *S) const;

  FunctionAnalysis &F;
  Roles &R;
  const StmtParents &Parents;
  llvm::MapVector<const VarDecl *, const FrameObject *> Named;
  ElementSteps::Additions Out;
};

} // namespace

/// \p S, or what it is part of, as an element of the graph.
const Stmt *StepBuilder::element(const Stmt *S) const {
  while (S && !F.positionOf(*S))
    S = Parents.getParent(S);
  return S;
}

/// What does something with the value of \p S.
const Stmt *StepBuilder::user(const Stmt *S) const {
  do
    S = Parents.getParent(S);
  while (isa_and_nonnull<ParenExpr, FullExpr, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr>(S));
  return S;
}

//===----------------------------------------------------------------------===//
// Nothing
//===----------------------------------------------------------------------===//

/// A null pointer, `nullopt`, an argument that is not written.
bool StepBuilder::isNothing(const Expr *E) const {
  return isa<CXXDefaultArgExpr>(E) ||
         isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E->IgnoreParenImpCasts()) ||
         R.hasRole(E->getType(), TypeRole::EmptyTag);
}

/// Nothing, `{}`, the default of an owner.
bool StepBuilder::isEmptyValue(const Expr *Value, const FrameObject &Of) const {
  if (!Of.MayBeEmpty)
    return false;
  if (!Value)
    return true;
  return llvm::all_of(producers(Value), [&](const Expr *P) {
    const auto *List = dyn_cast<InitListExpr>(P);
    if (isNothing(P) || (List && List->getNumInits() == 0) ||
        isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(P))
      return true;
    const auto *Made = dyn_cast<CXXConstructExpr>(P);
    if (!Made || !areNothing(Made->arguments()))
      return false;
    // What a class of its own begins with is its own business.
    const CXXConstructorDecl &Constructor = *Made->getConstructor();
    return !Constructor.isUserProvided() || Constructor.isInStdNamespace() ||
           mayHoldNothing(*Constructor.getParent());
  });
}

namespace {
/// `a == b`, or `a != b`.
struct Equality {
  const Expr *Left = nullptr, *Right = nullptr;
  bool IsNegated = false;
};
} // namespace

static Equality equalityIn(const Expr &E) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(&E);
      Binary && Binary->isEqualityOp())
    return {Binary->getLHS(), Binary->getRHS(), Binary->getOpcode() == BO_NE};
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E);
      Operator && (Operator->getOperator() == OO_EqualEqual ||
                   Operator->getOperator() == OO_ExclaimEqual))
    return {Operator->getArg(0), Operator->getArg(1),
            Operator->getOperator() == OO_ExclaimEqual};
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(&E))
    if (const auto Parts = Rewritten->getDecomposedForm();
        Parts.Opcode == BO_EQ || Parts.Opcode == BO_NE)
      return {Parts.LHS, Parts.RHS, Parts.Opcode == BO_NE};
  return {};
}

/// The object that \p Test asks whether it holds anything, and the value of the
/// test when it holds nothing: `p`, `!p`, `p == nullptr`, `p.has_value()`,
/// `p.empty()`.
StepBuilder::Emptiness StepBuilder::emptiness(const Expr *Test) const {
  const Expr *E = Test->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return emptiness(Full->getSubExpr());
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    Emptiness Inner = emptiness(Not->getSubExpr());
    return {Inner.Of, !Inner.When};
  }
  const Expr *Object = E;
  bool WhenEmpty = false;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    WhenEmpty =
        Method && Method->getIdentifier() && Method->getName() == "empty";
    if (!Method || Call->getNumArgs() != 0 ||
        !(WhenEmpty || isa<CXXConversionDecl>(Method) ||
          R.functionModel(*Method, CallEffect::TestsEngaged)))
      return {};
    Object = Call->getImplicitObjectArgument();
  } else if (const Equality With = equalityIn(*E); With.Left) {
    WhenEmpty = !With.IsNegated;
    Object = isNothing(With.Right)  ? With.Left
             : isNothing(With.Left) ? With.Right
                                    : nullptr;
  }
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(
      Object ? Object->IgnoreParenImpCasts() : nullptr);
  const FrameObject *Of = Name ? objectNamed(*Name) : nullptr;
  return {Of && Of->MayBeEmpty ? Of : nullptr, WhenEmpty};
}

/// What a branch has found empty holds nothing where only that branch leads.
void StepBuilder::tests() {
  const CFG *Graph = F.cfg();
  if (!Graph)
    return;
  for (const CFGBlock *B : *Graph) {
    const Expr *Test = B->succ_size() == 2 ? B->getLastCondition() : nullptr;
    const Emptiness Found = Test ? emptiness(Test) : Emptiness();
    if (!Found.Of)
      continue;
    // The first successor is taken when the condition is true.
    const CFGBlock *Next =
        Found.When ? *B->succ_begin() : *std::next(B->succ_begin());
    if (!Next || Next->pred_size() != 1)
      continue;
    for (const CFGElement &Element : *Next)
      if (auto S = Element.getAs<CFGStmt>()) {
        step(*Found.Of, ElementStep::Define, *S->getStmt());
        break;
      }
  }
}

//===----------------------------------------------------------------------===//
// Beginning and end
//===----------------------------------------------------------------------===//

/// Parameters end with the frame, after every suspension.
void StepBuilder::suspension(const CoroutineSuspendExpr &E) {
  for (auto [Var, Object] : Named)
    if (Object->Kind == PartKind::Parameter && mattersAtEnd(*Object))
      step(*Object, ElementStep::Use, E);
}

void StepBuilder::declaration(const VarDecl &Var, const FrameObject &Object) {
  const DeclStmt *At = F.declarationOf(Var);
  if (!At)
    return;
  step(Object, ElementStep::Define, *At);
  if (!isEmptyValue(Var.getInit(), Object))
    step(Object, ElementStep::Renew, *At);
  auto &End = Out.AtEndOf[&Var];
  if (mattersAtEnd(Object))
    End.push_back({ElementStep::Use, nullptr, At, &Object});
  End.push_back({ElementStep::Define, nullptr, At, &Object});
}

//===----------------------------------------------------------------------===//
// Mentions
//===----------------------------------------------------------------------===//

/// `std::move` of an object leaves it empty where a move constructor, a move
/// assignment or a callee that takes an rvalue gets it.
Operation StepBuilder::moved(const Stmt &Rvalue) const {
  const auto *User = dyn_cast_or_null<Expr>(user(&Rvalue));
  const FunctionDecl *Callee = User ? calleeOf(*User) : nullptr;
  for (unsigned I = 0; Callee && I != Callee->getNumParams(); ++I)
    if (const Expr *Given = argumentOf(*User, I);
        Given && Given->IgnoreParenImpCasts() == &Rvalue &&
        Callee->getParamDecl(I)->getType()->isRValueReferenceType())
      return {Operation::Empties, User};
  return {};
}

/// The operation of a call that gets the object, or a part of it, as \p Object.
Operation StepBuilder::called(const Expr &Call, const FunctionDecl &Callee,
                              const Stmt &Object) const {
  const Expr *First = argumentOf(Call, 0);
  if (R.functionModel(Callee, CallEffect::Moves) ||
      (R.functionModel(Callee, CallEffect::Forwards) && Call.isXValue()))
    return moved(Call);
  if (R.functionModel(Callee, CallEffect::Replaces) && First == &Object)
    return {Operation::Assigns, &Call, argumentOf(Call, 1)};
  if (R.functionModel(Callee, CallEffect::Swaps))
    return {Operation::Empties, &Call};
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator && Operator->getOperator() == OO_Equal &&
      Operator->getNumArgs() == 2 && Operator->getArg(0) == &Object)
    return {Operation::Assigns, &Call, Operator->getArg(1)};
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const Expr *This = argumentOf(Call, ThisArgument);
  if (!Method || !This || This->IgnoreParens() != &Object)
    return {Operation::Fills, &Call};
  if (Method->isConst())
    return {};
  const bool Inserts = R.functionModel(Callee, CallEffect::Inserts) ||
                       R.functionModel(Callee, CallEffect::Adds) ||
                       R.functionModel(Callee, CallEffect::Engages);
  const bool TakesOut =
      R.functionModel(Callee, CallEffect::Disengages) ||
      R.functionModel(Callee, CallEffect::Erases) ||
      (Method->getIdentifier() &&
       llvm::is_contained({"reset", "clear", "release", "close", "detach",
                           "drop", "dispose", "unref", "free"},
                          Method->getName()));
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
  if (TakesOut && Member && areNothing(Member->arguments()))
    return {Operation::Empties, &Call};
  if (!R.hasRole(This->getType(), TypeRole::Container))
    return {Operation::Fills, &Call};
  if (Method->getIdentifier() &&
      llvm::is_contained({"reserve", "rehash", "shrink_to_fit"},
                         Method->getName()))
    return {}; // of the room, not of what is in it
  // Some elements may be left. Who takes them out knows that there are any.
  if (TakesOut && !Inserts)
    return {Operation::Empties, &Call};
  return {Inserts || isa<CXXOperatorCallExpr>(Call) ? Operation::Fills
                                                    : Operation::Looks,
          &Call};
}

Operation StepBuilder::operationOn(const DeclRefExpr &Name) const {
  // Outwards, to what is done with the object or a part of it.
  const Expr *Inner = &Name;
  const Stmt *P = user(Inner);
  for (; P; P = user(P)) {
    if (const auto *Cast = dyn_cast<CastExpr>(P)) {
      if (Cast->getCastKind() == CK_LValueToRValue ||
          Cast->getType().isConstQualified())
        return {};
      if (Cast->isXValue())
        return moved(*Cast);
    } else {
      const auto *Member = dyn_cast<MemberExpr>(P);
      if (!Member || isa<CXXMethodDecl>(Member->getMemberDecl()))
        break;
    }
    Inner = cast<Expr>(P);
  }
  if (isa_and_nonnull<MemberExpr>(P)) // of the call of a method
    P = Parents.getParent(P);
  const auto *Whole = dyn_cast_or_null<Expr>(P);
  Operation Found{Operation::Fills, Whole ? Whole : &Name};
  if (const FunctionDecl *Callee = Whole ? calleeOf(*Whole) : nullptr)
    Found = called(*Whole, *Callee, *Inner);
  else if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
           Binary && Binary->isAssignmentOp() && Binary->getLHS() == Inner)
    Found = {Operation::Assigns, Binary, Binary->getRHS()};
  // Of a part that may go anywhere, none of this matters.
  if (isa<MemberExpr>(Inner) && mayTravel(Inner->getType()))
    return {};
  return Found;
}

void StepBuilder::mention(const DeclRefExpr &Name, const FrameObject &Object) {
  const Stmt *Mentioned = element(&Name);
  if (!Mentioned)
    return;
  step(Object, ElementStep::Use, *Mentioned);
  const Operation What = operationOn(Name);
  const Stmt *At = What.By ? element(What.By) : nullptr;
  if (!At)
    At = Mentioned;
  switch (What.Kind) {
  case Operation::Looks:
    return;
  case Operation::Fills:
    step(Object, ElementStep::Renew, *At);
    return;
  case Operation::Empties:
    step(Object, ElementStep::Define, *At);
    return;
  case Operation::Assigns:
    step(Object, ElementStep::Define, *At);
    if (!isEmptyValue(What.Value, Object))
      step(Object, ElementStep::Renew, *At);
    return;
  }
}

ElementSteps::Additions
corolint::frameSteps(FunctionAnalysis &F, llvm::ArrayRef<FrameObject> Objects) {
  return StepBuilder(F, Objects).run();
}

//===--- FrameLiveness.cpp - what a suspended frame keeps -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FrameLiveness.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

namespace {

/// The steps of the objects: what reads or ends one is a use, where it gets
/// another value or loses it is a definition, and where it may have a value
/// from is a renewal, from which it is followed.
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
    TraverseStmt(const_cast<Stmt *>(&F.body()));
    return std::move(Out);
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const ValueDecl *Decl = E->getDecl();
    if (const auto *Part = dyn_cast<BindingDecl>(Decl))
      Decl = Part->getDecomposedDecl();
    if (const FrameObject *Object = Named.lookup(dyn_cast<VarDecl>(Decl)))
      mention(*E, *Object);
    return true;
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    // At the end of the frame, after every suspension.
    for (auto [Var, Object] : Named)
      if (Object->Kind == PartKind::Parameter && mattersAtEnd(*Object))
        step(*Object, ElementStep::Use, *E);
    return true;
  }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return VisitCoroutineSuspendExpr(E) && TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return VisitCoroutineSuspendExpr(E) && TraverseStmt(E->getOperand());
  }

private:
  void step(const FrameObject &Of, ElementStep::KindType Kind, const Stmt &At) {
    Out.After[&At].push_back({Kind, nullptr, &At, &Of});
  }

  static bool mattersAtEnd(const FrameObject &Object) {
    return Object.Type.isDestructedType() == QualType::DK_cxx_destructor;
  }

  void declaration(const VarDecl &Var, const FrameObject &Object);
  void mention(const DeclRefExpr &Name, const FrameObject &Object);
  void moved(const Stmt &Cast, const FrameObject &Object);
  void assigned(const Expr &Value, const Stmt &At, const FrameObject &Object);
  bool isEmptyValue(const Expr *Value, const FrameObject &Of) const;
  bool mayTravel(QualType T) {
    return !isHardNo(F.unit().sendTraits().of(T, Trait::Send));
  }
  const Stmt *element(const Stmt *S) const;
  const Stmt *user(const Stmt *S) const;

  FunctionAnalysis &F;
  Roles &R;
  const ParentMap &Parents;
  llvm::DenseMap<const VarDecl *, const FrameObject *> Named;
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

/// A null pointer, `nullopt`, an argument that is not written.
static bool isNothing(const Expr *E) {
  const CXXRecordDecl *Tag = recordOf(E->getType());
  return isa<CXXDefaultArgExpr>(E) ||
         isa<CXXNullPtrLiteralExpr>(E->IgnoreParenImpCasts()) ||
         (Tag && Tag->getIdentifier() &&
          (Tag->getName() == "nullopt_t" || Tag->getName() == "none_t"));
}

/// Nothing, `{}`, the default of an owner.
bool StepBuilder::isEmptyValue(const Expr *Value, const FrameObject &Of) const {
  if (!Of.MayBeEmpty)
    return false;
  if (!Value)
    return true;
  return llvm::all_of(producers(Value), [](const Expr *P) {
    const auto *List = dyn_cast<InitListExpr>(P);
    if (isNothing(P) || (List && List->getNumInits() == 0) ||
        isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(P))
      return true;
    const auto *Made = dyn_cast<CXXConstructExpr>(P);
    if (!Made || !llvm::all_of(Made->arguments(), isNothing))
      return false;
    // What a class of its own begins with is its own business.
    const CXXConstructorDecl &Constructor = *Made->getConstructor();
    return !Constructor.isUserProvided() || Constructor.isInStdNamespace() ||
           mayHoldNothing(*Constructor.getParent());
  });
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

void StepBuilder::assigned(const Expr &Value, const Stmt &At,
                           const FrameObject &Object) {
  step(Object, ElementStep::Define, At);
  if (!isEmptyValue(&Value, Object))
    step(Object, ElementStep::Renew, At);
}

/// `std::move` of an object leaves it empty where a move constructor, a move
/// assignment or a callee that takes an rvalue gets it.
void StepBuilder::moved(const Stmt &Cast, const FrameObject &Object) {
  const auto *User = dyn_cast_or_null<Expr>(user(&Cast));
  const FunctionDecl *Callee = User ? calleeOf(*User) : nullptr;
  const Stmt *At = User ? element(User) : nullptr;
  if (!Callee || !At)
    return;
  for (unsigned I = 0; I != Callee->getNumParams(); ++I)
    if (const Expr *Given = argumentOf(*User, I);
        Given && Given->IgnoreParenImpCasts() == &Cast &&
        Callee->getParamDecl(I)->getType()->isRValueReferenceType())
      step(Object, ElementStep::Define, *At);
}

/// Whether \p Call, of a member of the object, leaves it empty.
static bool empties(const CXXMemberCallExpr &Call, const Roles &R) {
  const CXXMethodDecl *Method = Call.getMethodDecl();
  if (!Method || Method->isConst() || !Method->getIdentifier() ||
      !llvm::all_of(Call.arguments(), isNothing))
    return false;
  return R.functionModel(*Method, CallEffect::Disengages) ||
         llvm::is_contained({"reset", "clear", "release", "close", "detach",
                             "drop", "dispose", "unref", "free"},
                            Method->getName());
}

void StepBuilder::mention(const DeclRefExpr &Name, const FrameObject &Object) {
  const Stmt *Mentioned = element(&Name);
  if (!Mentioned)
    return;
  step(Object, ElementStep::Use, *Mentioned);
  // Outwards, to what is done with the object or a part of it.
  const Stmt *Inner = &Name;
  const Stmt *P = user(Inner);
  bool IsPart = false;
  for (; P; Inner = P, P = user(P)) {
    if (const auto *Cast = dyn_cast<CastExpr>(P)) {
      if (Cast->getCastKind() == CK_LValueToRValue ||
          Cast->getType().isConstQualified())
        return;
      continue;
    }
    const auto *Member = dyn_cast<MemberExpr>(P);
    if (!Member || isa<CXXMethodDecl>(Member->getMemberDecl()))
      break;
    IsPart = true;
  }
  if (isa_and_nonnull<MemberExpr>(P)) // of the call of a method
    P = Parents.getParent(P);
  const Stmt *At = P ? element(P) : nullptr;
  const auto *Whole = dyn_cast_or_null<Expr>(P);
  const FunctionDecl *Callee = Whole ? calleeOf(*Whole) : nullptr;
  if (!At || !Callee) {
    if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
        At && Binary && Binary->isAssignmentOp() && Binary->getLHS() == Inner)
      return assigned(*Binary->getRHS(), *At, Object);
    step(Object, ElementStep::Renew, *Mentioned);
    return;
  }
  const Expr *First = argumentOf(*Whole, 0);
  if (R.functionModel(*Callee, CallEffect::Moves))
    return moved(*P, Object);
  if (R.functionModel(*Callee, CallEffect::Replaces) && First == Inner)
    return assigned(*argumentOf(*Whole, 1), *At, Object);
  if (R.functionModel(*Callee, CallEffect::Swaps))
    return step(Object, ElementStep::Define, *At);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(P);
      Call && !IsPart && empties(*Call, R))
    return step(Object, ElementStep::Define, *At);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P);
      Operator && Operator->getOperator() == OO_Equal &&
      Operator->getNumArgs() == 2 && Operator->getArg(0) == Inner && !IsPart)
    return assigned(*Operator->getArg(1), *At, Object);
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (const Expr *This = argumentOf(*Whole, ThisArgument);
      This && Method && Method->isConst() && This->IgnoreParens() == Inner)
    return;
  const auto *Part = dyn_cast<MemberExpr>(Inner);
  if (!Part || !mayTravel(Part->getType()))
    step(Object, ElementStep::Renew, *At);
}

FrameLiveness::FrameLiveness(FunctionAnalysis &F,
                             llvm::ArrayRef<FrameObject> Objects)
    : F(F), Steps(F, NoLocals, StepBuilder(F, Objects).run()) {}

/// The first suspension in \p E for which \p Counts.
static const CoroutineSuspendExpr *suspensionIn(const Stmt *E,
                                                SuspensionPredicate Counts) {
  if (!E || isa<LambdaExpr>(E))
    return nullptr;
  const auto *Here = dyn_cast<CoroutineSuspendExpr>(E);
  if (Here && Counts(*Here))
    return Here;
  for (const Stmt *Child : E->children())
    if (const CoroutineSuspendExpr *Found = suspensionIn(Child, Counts))
      return Found;
  return nullptr;
}

/// What the full expression evaluates after the temporary: what the temporary
/// is part of, and what stands to the right of it.
const CoroutineSuspendExpr *
FrameLiveness::acrossTemporary(const Expr &Made, SuspensionPredicate Counts) {
  const Stmt *Inner = &Made;
  for (const Stmt *P = F.parents().getParent(Inner); P;
       Inner = P, P = F.parents().getParent(P)) {
    if (!isa<Expr>(P) || isa<LambdaExpr, ExprWithCleanups>(P))
      return nullptr;
    if (const auto *Whole = dyn_cast<CoroutineSuspendExpr>(P)) {
      if (Counts(*Whole))
        return Whole;
      continue; // its other children stand for the operand
    }
    const auto *Binary = dyn_cast<BinaryOperator>(P);
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P);
    const auto *Choice = dyn_cast<ConditionalOperator>(P);
    // Its right side comes first; of the arms there is only one.
    if ((Binary && Binary->isAssignmentOp()) ||
        (Operator && Operator->isAssignmentOp()) ||
        (Choice && Choice->getCond() != Inner))
      continue;
    bool Later = false;
    for (const Stmt *Child : P->children()) {
      if (Later)
        if (const CoroutineSuspendExpr *Found = suspensionIn(Child, Counts))
          return Found;
      Later |= Child == Inner;
    }
  }
  return nullptr;
}

const CoroutineSuspendExpr *
FrameLiveness::aliveAcross(const FrameObject &Object,
                           SuspensionPredicate Counts) {
  if (!Object.Declared)
    return acrossTemporary(*Object.Made, Counts);
  CFG *Graph = F.cfg();
  if (!Graph)
    return nullptr;
  auto Follow = [&](StepPosition From) {
    return usedAfterSuspension(Steps, F.unit().conditions(), &Object, From,
                               Counts)
        .Suspension;
  };
  if (Object.Kind == PartKind::Parameter || Object.Kind == PartKind::Capture)
    if (const CoroutineSuspendExpr *Found = Follow({&Graph->getEntry(), 0}))
      return Found;
  for (const CFGBlock *B : Steps.blocks())
    for (auto [I, Step] : llvm::enumerate(Steps.of(*B)))
      if (Step.Kind == ElementStep::Renew && Step.Of == &Object)
        if (const CoroutineSuspendExpr *Found = Follow({B, I + 1}))
          return Found;
  return nullptr;
}

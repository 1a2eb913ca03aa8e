//===--- CallableOrigins.cpp - where a callable comes from ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CallableOrigins.h"
#include "HandleNames.h"
#include "StmtParents.h"
#include "VariableUses.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

/// How many values and variables are followed one after the other.
static constexpr unsigned MaxDepth = 24;

static CallableOrigin stronger(CallableOrigin A, CallableOrigin B) {
  return A.Kind < B.Kind ? B : A;
}

static const FunctionType *signatureOf(const CXXRecordDecl &Record,
                                       unsigned Depth) {
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
      Special && Special->getTemplateArgs().size() != 0) {
    const TemplateArgument *First = &Special->getTemplateArgs()[0];
    if (First->getKind() == TemplateArgument::Pack && First->pack_size() != 0)
      First = First->pack_begin();
    if (First->getKind() == TemplateArgument::Type)
      if (const auto *Signature = First->getAsType()->getAs<FunctionType>())
        return Signature;
  }
  if (Depth == 4 || !Record.hasDefinition())
    return nullptr;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()))
      if (const FunctionType *Signature = signatureOf(*B, Depth + 1))
        return Signature;
  return nullptr;
}

const FunctionType *corolint::erasedSignature(QualType T) {
  if (T.isNull() || T->isDependentType())
    return nullptr;
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record ? signatureOf(*Record, 0) : nullptr;
}

/// Whether what a value of type \p T holds can be, or lead to, a callable.
static bool mayCarry(QualType T) {
  T = T.getNonReferenceType();
  return T->isRecordType() || T->isPointerType() || T->isArrayType() ||
         T->isFunctionType() || T->isMemberPointerType();
}

/// The variable that \p E, or the address that it takes, names.
static const ValueDecl *variableNamed(const Expr *E) {
  E = bareValue(E);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    E = bareValue(Unary->getSubExpr());
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(E);
  return Name ? Name->getDecl() : nullptr;
}

CallableOrigin CallableOrigins::ofOperands(const Expr &Call, const Expr *Except,
                                           FunctionAnalysis &F,
                                           unsigned Depth) {
  CallableOrigin Result;
  for (int I = ThisArgument; I != static_cast<int>(argumentCount(Call)); ++I) {
    const Expr *Operand = argumentOf(Call, I);
    if (Operand && Operand != Except && mayCarry(Operand->getType()))
      Result = stronger(Result, of(Operand, F, Depth + 1));
  }
  return Result;
}

CallableOrigin CallableOrigins::ofCall(const Expr &Call, FunctionAnalysis &F,
                                       unsigned Depth) {
  const FunctionDecl *Callee = calleeOf(Call);
  // A function of its own, whatever it is bound to.
  if (Callee && Unit.roles().functionModel(*Callee, CallEffect::BindsCallable))
    return {};
  bool IsNullary = true;
  for (int I = ThisArgument; I != static_cast<int>(argumentCount(Call)); ++I) {
    const Expr *Operand = argumentOf(Call, I);
    IsNullary &= !Operand || isa<CXXDefaultArgExpr>(Operand);
  }
  // `registry()`: something that outlives the call.
  if (IsNullary)
    return {CallableOrigin::Stored};
  return ofOperands(Call, nullptr, F, Depth);
}

/// What is moved, swapped or pushed into \p Var after it was declared.
CallableOrigin CallableOrigins::ofContents(const VarDecl &Var,
                                           FunctionAnalysis &F,
                                           unsigned Depth) {
  CallableOrigin Result;
  auto Add = [&](const Expr &E) {
    Result = stronger(Result, of(&E, F, Depth + 1));
  };
  for (const DeclRefExpr *Mention : F.variables().mentionsOf(Var)) {
    if (Mention->refersToEnclosingVariableOrCapture())
      continue;
    const Stmt *Use = Mention;
    do
      Use = F.parents().getParent(Use);
    while (isa_and_nonnull<Expr>(Use) &&
           variableNamed(cast<Expr>(Use)) == &Var);
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(Use))
      Use = F.parents().getParent(Member);
    if (const auto *Set = dyn_cast_or_null<BinaryOperator>(Use);
        Set && Set->isAssignmentOp() && variableNamed(Set->getLHS()) == &Var)
      Add(*Set->getRHS());
    const auto *Call = dyn_cast_or_null<CallExpr>(Use);
    const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Call);
    if (!Call || (Operator && Operator->getOperator() == OO_Call))
      continue;
    for (int I = ThisArgument; I != int(argumentCount(*Call)); ++I)
      if (const Expr *Operand = argumentOf(*Call, I);
          Operand && variableNamed(Operand) != &Var &&
          mayCarry(Operand->getType()))
        Add(*Operand);
  }
  return Result;
}

CallableOrigin CallableOrigins::ofVariable(const ValueDecl &D,
                                           FunctionAnalysis &F,
                                           unsigned Depth) {
  if (const auto *Binding = dyn_cast<BindingDecl>(&D))
    return ofVariable(*cast<VarDecl>(Binding->getDecomposedDecl()), F,
                      Depth + 1);
  const auto *Var = dyn_cast<VarDecl>(&D);
  if (!Var)
    return {};
  if (const auto *Param = dyn_cast<ParmVarDecl>(Var))
    return {CallableOrigin::Given, Param};
  if (Var->hasGlobalStorage())
    return {Var->isConstexpr() || Var->getType().isConstQualified()
                ? CallableOrigin::Here
                : CallableOrigin::Stored};
  if (auto [It, New] = Locals.try_emplace(Var); !New)
    return It->second;
  return Locals[Var] = ofLocal(*Var, F, Depth);
}

CallableOrigin CallableOrigins::ofLocal(const VarDecl &Var, FunctionAnalysis &F,
                                        unsigned Depth) {
  CallableOrigin Result;
  if (const Expr *Init = Var.getInit())
    Result = of(Init, F, Depth + 1);
  const CXXRecordDecl *Record = recordOf(Var.getType());
  if (Result.Kind != CallableOrigin::Here || Var.getType()->isReferenceType() ||
      Var.getType().isConstQualified() || (Record && Record->isLambda()))
    return Result;
  return ofContents(Var, F, Depth);
}

CallableOrigin CallableOrigins::of(const Expr *E, FunctionAnalysis &F,
                                   unsigned Depth) {
  E = bareValue(E);
  if (!E || Depth > MaxDepth)
    return {};
  if (isa<CXXThisExpr>(E))
    return {CallableOrigin::Object};
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return ofVariable(*Name->getDecl(), F, Depth);
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (isa<VarDecl>(Member->getMemberDecl())) // a static one
      return ofVariable(*Member->getMemberDecl(), F, Depth);
    return of(Member->getBase(), F, Depth + 1);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return of(Unary->getSubExpr(), F, Depth + 1);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return of(Element->getBase(), F, Depth + 1);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E))
    return stronger(of(Choice->getTrueExpr(), F, Depth + 1),
                    of(Choice->getFalseExpr(), F, Depth + 1));
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isPtrMemOp())
      return stronger(of(Binary->getLHS(), F, Depth + 1),
                      of(Binary->getRHS(), F, Depth + 1));
    return Binary->isAssignmentOp() || Binary->isCommaOp()
               ? of(Binary->getRHS(), F, Depth + 1)
               : CallableOrigin();
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return ofOperands(*Made, nullptr, F, Depth);
  if (isa<CallExpr>(E))
    return ofCall(*E, F, Depth);
  return {};
}

//===--- Elements.cpp - values that refer into containers -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Elements.h"
#include "Borrows.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

Elements::Elements(FunctionAnalysis &F) : F(F), R(F.unit().roles()) {}

Borrowed Elements::inFrame(QualType T) {
  Borrowed Result;
  Result.Object.Reach = Place::Frame;
  Result.Object.Type = T.getNonReferenceType();
  return Result;
}

static Borrowed shared(const ValueDecl &D, QualType T) {
  Borrowed Result;
  Result.Object.Reach = Place::Shared;
  Result.Object.Decl = cast<ValueDecl>(D.getCanonicalDecl());
  Result.Object.Type = T.getNonReferenceType();
  Result.Object.Lender = dyn_cast<ParmVarDecl>(&D);
  return Result;
}

/// Whether the closure that runs in this function has a copy of \p Var.
bool Elements::capturedByCopy(const VarDecl &Var) const {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  if (!Method || !Method->getParent()->isLambda())
    return false;
  for (const LambdaCapture &Capture : Method->getParent()->captures())
    if (Capture.capturesVariable() && Capture.getCapturedVar() == &Var)
      return Capture.getCaptureKind() == LCK_ByCopy;
  return true; // of a lambda further out: not known
}

Borrowed Elements::nameOf(const DeclRefExpr &E) {
  if (const auto *Var = dyn_cast<VarDecl>(E.getDecl()))
    return named(*Var, E.refersToEnclosingVariableOrCapture());
  if (const auto *Part = dyn_cast<BindingDecl>(E.getDecl()))
    return binding(*Part);
  return {};
}

/// The object that the name of a variable names.
Borrowed Elements::named(const VarDecl &Var, bool Captured) {
  QualType T = Var.getType();
  if (Var.hasGlobalStorage())
    return shared(Var, T);
  if (Captured && capturedByCopy(Var))
    return inFrame(T);
  if (!T->isReferenceType()) {
    Borrowed Result = Captured ? shared(Var, T) : inFrame(T);
    Result.Object.Decl = cast<ValueDecl>(Var.getCanonicalDecl());
    return Result;
  }
  if (isa<ParmVarDecl>(Var)) {
    // What comes by rvalue reference is meant to be taken over.
    if (T->isRValueReferenceType())
      return inFrame(T);
    Borrowed Result = shared(Var, T);
    Result.Object.ConstParameter = T->getPointeeType().isConstQualified();
    return Result;
  }
  Borrowed Result = ofVariable(Var);
  if (!Result.Holds.empty())
    Result.Via.push_back(&Var);
  return Result;
}

/// What \p Var was bound to or initialised with.
Borrowed Elements::ofVariable(const VarDecl &Var) {
  auto [It, New] = Variables.try_emplace(&Var);
  if (!New || !Var.getInit() || Depth == MaxDepth)
    return It->second;
  Borrowed Result;
  if (!Var.getType()->isReferenceType()) {
    Result = value(Var.getInit());
  } else {
    const Expr *Init = peelForBorrow(Var.getInit());
    const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Init);
    // `auto &&view = span.subspan(1)`: an object of the frame that refers on.
    Result = !Temporary ? object(Init)
             : refersToElements(Var.getType().getNonReferenceType(), R)
                 ? value(Temporary->getSubExpr())
                 : inFrame(Var.getType());
  }
  return Variables[&Var] = Result;
}

/// A structured binding is a part of the object it was made from.
Borrowed Elements::binding(const BindingDecl &Binding) {
  const auto *Whole =
      dyn_cast_or_null<DecompositionDecl>(Binding.getDecomposedDecl());
  if (!Whole)
    return {};
  if (!Whole->getType()->isReferenceType()) {
    Borrowed Copy = inFrame(Binding.getType());
    Copy.Object.Decl = Whole;
    return Copy;
  }
  Borrowed Result = named(*Whole, false);
  Result.Object.Type = Binding.getType().getNonReferenceType();
  if (!Binding.getHoldingVar())
    if (const auto *Part = dyn_cast_or_null<MemberExpr>(Binding.getBinding()))
      Result.Object.Decl = Part->getMemberDecl(), Result.Object.Nesting = 0;
  return Result;
}

/// What the pointer, iterator or view \p Var refers to.
Borrowed Elements::valueOfVariable(const VarDecl &Var, bool Captured) {
  QualType T = Var.getType();
  if (T->isReferenceType() && Var.isLocalVarDecl() && !Captured &&
      !Var.hasGlobalStorage() && Var.getInit() && Depth != MaxDepth)
    return value(Var.getInit());
  if (Var.hasGlobalStorage() || T->isReferenceType()) {
    // A pointer somewhere else: what it points to may be anybody's.
    Borrowed Result = named(Var, Captured);
    if (!T.getNonReferenceType()->isPointerType() || !Result)
      return refersToElements(T.getNonReferenceType(), R) ? Result : Borrowed();
    ++Result.Object.Nesting;
    Result.Object.Reach = Place::Shared;
    Result.Object.Type = T.getNonReferenceType()->getPointeeType();
    return Result;
  }
  if (isa<ParmVarDecl>(Var)) {
    if (R.hasRole(T, TypeRole::ReferenceWrapper))
      return shared(Var, T);
    if (!T->isPointerType())
      return {};
    Borrowed Result = shared(Var, T->getPointeeType());
    Result.Object.ConstParameter = T->getPointeeType().isConstQualified();
    return Result;
  }
  Borrowed Result = ofVariable(Var);
  if (!Result.Holds.empty())
    Result.Via.push_back(&Var);
  return Result;
}

//===----------------------------------------------------------------------===//
// Glvalues
//===----------------------------------------------------------------------===//

Borrowed Elements::member(const MemberExpr &E) {
  if (const auto *Static = dyn_cast<VarDecl>(E.getMemberDecl()))
    return named(*Static, false);
  const auto *Field = dyn_cast<FieldDecl>(E.getMemberDecl());
  if (!Field)
    return {};
  Borrowed Result = E.isArrow() ? value(E.getBase()) : object(E.getBase());
  if (Field->isAnonymousStructOrUnion())
    return Result;
  QualType Whole = pointeeOrSelf(E.getBase()->getType());
  if (Field->getType()->isReferenceType()) {
    Borrowed Other = shared(*Field, Field->getType());
    Other.Object.OfThis = Result.Object.OfThis;
    return Other;
  }
  // The parts of a pair go by the name of the pair.
  Result.Object.Type = E.getType();
  if (!partsOf(Whole, R).empty())
    return Result;
  Result.Object.Decl = cast<ValueDecl>(Field->getCanonicalDecl());
  Result.Object.Nesting = 0;
  return Result;
}

Borrowed Elements::object(const Expr *E) {
  if (!E || Depth == MaxDepth)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  E = peelForBorrow(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return nameOf(*Ref);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return member(*Member);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return value(Element->getBase());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref ? value(Unary->getSubExpr())
                                          : Borrowed();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Borrowed First = object(Choice->getTrueExpr());
    return First ? First : object(Choice->getFalseExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getOpcode() == BO_Comma ? object(Binary->getRHS())
                                           : Borrowed();
  if (isa<MaterializeTemporaryExpr>(E) || E->isPRValue())
    return inFrame(E->getType());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Call->getNumArgs() == 1 &&
        (R.functionModel(*Callee, CallEffect::Moves) ||
         R.functionModel(*Callee, CallEffect::Forwards)))
      return object(Call->getArg(0));
    return resultOf(*Call);
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Pointers, iterators, views
//===----------------------------------------------------------------------===//

/// What a pointer, iterator or view that is stored somewhere refers to.
Borrowed Elements::stored(const Expr &E) {
  const Expr *Bare = peelForBorrow(&E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Bare)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return valueOfVariable(*Var, Ref->refersToEnclosingVariableOrCapture());
    if (const auto *Part = dyn_cast<BindingDecl>(Ref->getDecl()))
      if (const auto *Whole =
              dyn_cast_or_null<DecompositionDecl>(Part->getDecomposedDecl());
          Whole && refersToElements(Part->getType(), R))
        return Whole->getType()->isReferenceType()
                   ? Borrowed()
                   : valueOfVariable(*Whole, false);
    return {};
  }
  const auto *Member = dyn_cast<MemberExpr>(Bare);
  if (!Member)
    return {};
  // The iterator in the pair that a look-up returned.
  QualType Whole = pointeeOrSelf(Member->getBase()->getType());
  if (!partsOf(Whole, R).empty())
    return Member->isArrow() ? Borrowed() : value(Member->getBase());
  if (!E.getType()->isPointerType())
    return {};
  Borrowed Result = object(Bare);
  if (Result) {
    Result.Object.Reach = Place::Shared;
    Result.Object.OfThis = false;
    ++Result.Object.Nesting;
    Result.Object.Type = E.getType()->getPointeeType();
    Result.Holds.clear();
  }
  return Result;
}

Borrowed Elements::value(const Expr *E) {
  if (!E || Depth == MaxDepth)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  E = peelForBorrow(E);
  if (isa<CXXThisExpr>(E)) {
    Borrowed Result;
    Result.Object.Reach = Place::Shared;
    Result.Object.OfThis = true;
    Result.Object.Type = E->getType()->getPointeeType();
    return Result;
  }
  if (isa<DeclRefExpr, MemberExpr>(E))
    return stored(*E);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return value(Temporary->getSubExpr());
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    switch (Cast->getCastKind()) {
    case CK_ArrayToPointerDecay:
      return object(Cast->getSubExpr());
    case CK_LValueToRValue:
      return stored(*Cast->getSubExpr());
    case CK_BitCast:
      return value(Cast->getSubExpr());
    default:
      return {};
    }
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_AddrOf ? object(Unary->getSubExpr())
                                           : Borrowed();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Borrowed First = value(Choice->getTrueExpr());
    return First ? First : value(Choice->getFalseExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Comma)
      return value(Binary->getRHS());
    if (!Binary->isAdditiveOp() || !E->getType()->isPointerType())
      return {};
    return value(Binary->getLHS()->getType()->isPointerType()
                     ? Binary->getLHS()
                     : Binary->getRHS());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Call->isGLValue())
      return resultOf(*Call);
    if (Callee && Call->getNumArgs() == 1 &&
        (R.functionModel(*Callee, CallEffect::Moves) ||
         R.functionModel(*Callee, CallEffect::Forwards)))
      return value(Call->getArg(0));
    // `++it` names an iterator; of one that lies in a container, where it
    // stands is not known.
    const Expr *Object = argumentOf(*Call, ThisArgument);
    return Object && recordOf(Object->getType()) == recordOf(E->getType())
               ? resultOf(*Call)
               : Borrowed();
  }
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
    return constructed(*Construction);
  if (const auto *List = dyn_cast<InitListExpr>(E);
      List && List->getNumInits() != 0 && isBorrowingType(E->getType(), R))
    return lentBy(List->getInit(0), E->getType(), false);
  return {};
}

Borrowed Elements::constructed(const CXXConstructExpr &E) {
  if (E.getNumArgs() == 0 || isa<CXXDefaultArgExpr>(E.getArg(0)))
    return {};
  const Expr *First = E.getArg(0);
  if (isSmartPointer(E.getType(), R))
    return smartPointee(*First);
  if (!partsOf(E.getType(), R).empty() &&
      !E.getConstructor()->isCopyOrMoveConstructor()) {
    for (const Expr *Part : E.arguments())
      if (refersToElements(Part->getType(), R))
        return value(Part);
    return {};
  }
  if (E.getConstructor()->isCopyOrMoveConstructor() &&
      refersToElements(E.getType(), R))
    return value(First);
  return isBorrowingType(E.getType(), R) ? lentBy(First, E.getType(), false)
                                         : Borrowed();
}

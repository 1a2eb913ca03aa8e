//===--- ElementResults.cpp - what calls return of containers -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Borrows.h"
#include "Elements.h"
#include "clang/AST/Attr.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Smart pointers
//===----------------------------------------------------------------------===//

/// What a smart pointer shares with others, as reached through \p Pointer.
static Borrowed sharedThrough(Borrowed Pointer) {
  Pointer.Holds.clear();
  Pointer.Object.Reach = Place::Shared;
  Pointer.Object.OfThis = false;
  Pointer.Object.ConstParameter = false;
  ++Pointer.Object.Nesting;
  return Pointer;
}

/// The class that is the first argument of the template that \p T is of.
static const CXXRecordDecl *firstArgument(QualType T) {
  auto Types = typeArguments(T);
  return Types.empty() ? nullptr : recordOf(Types[0]);
}

/// What the smart pointer that a call returns points to: for
/// `shared_from_this()`, the object itself, for `weak.lock()`, what the weak
/// pointer refers to.
Borrowed Elements::madeBySmartPointer(const CallExpr &E) {
  const Expr *Object = argumentOf(E, ThisArgument);
  const CXXRecordDecl *Pointee = firstArgument(E.getType());
  if (!Object || !Pointee)
    return returnedBy(E);
  const Expr *Whole = Object->IgnoreParenImpCasts();
  const CXXRecordDecl *Own = recordOf(pointeeOrSelf(Whole->getType()));
  if (Own && Own->getCanonicalDecl() == Pointee->getCanonicalDecl())
    return sharedThrough(objectOrPointee(Whole));
  const CXXRecordDecl *Same = firstArgument(pointeeOrSelf(Object->getType()));
  if (Same && Same->getCanonicalDecl() == Pointee->getCanonicalDecl() &&
      !ownsElements(pointeeOrSelf(Object->getType()), R))
    return sharedThrough(objectOrPointee(Object));
  return returnedBy(E);
}

/// What a smart pointer points to.
Borrowed Elements::smartPointee(const Expr &Pointer) {
  QualType T = pointeeOrSelf(Pointer.getType());
  if (!isSmartPointer(T, R))
    return {};
  const Expr *Bare = peelForBorrow(&Pointer);
  bool Owns = R.hasRole(T, TypeRole::Owner);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Bare))
    Bare = peelForBorrow(Temporary->getSubExpr());
  if (Bare->isPRValue()) {
    if (const auto *Construction = dyn_cast<CXXConstructExpr>(Bare))
      return constructed(*Construction);
    const auto *Call = dyn_cast<CallExpr>(Bare);
    return Call && !Owns ? madeBySmartPointer(*Call) : Borrowed();
  }
  // A copy in the frame shares what it was copied from.
  const VarDecl *Var = variableNamed(Bare);
  if (!Owns && Var && Var->isLocalVarDecl() && !Var->hasGlobalStorage() &&
      !Var->getType()->isReferenceType() && Var->getInit())
    return ofVariable(*Var);
  if (Owns)
    return element(Bare, T, true);
  Borrowed Result = object(Bare);
  return Result ? sharedThrough(std::move(Result)) : Result;
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// The type of a member call's object: of the container, where the member is
/// one of a base that does not say what it is a part of.
static QualType containerType(const Expr &Object, const Roles &R) {
  QualType T = pointeeOrSelf(Object.getType());
  const Expr *E = Object.IgnoreParens();
  while (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
    E = Cast->getSubExpr()->IgnoreParens();
    QualType Whole = pointeeOrSelf(E->getType());
    if (ownsElements(Whole, R))
      T = Whole;
  }
  return T;
}

/// An element of the container, or what the owner owns.
Borrowed Elements::element(const Expr *Container, QualType Result,
                           bool Glvalue) {
  Borrowed Base = objectOrPointee(Container);
  if (!Base)
    return {};
  QualType T = containerType(*Container, R);
  if (keepsContentElsewhere(T, R))
    for (ElementHold &Outer : Base.Holds)
      Outer.How = ElementHold::Content;
  Base.Object.Type = T;
  ElementHold Hold;
  Hold.Container = Base.Object;
  bool Pairs = !Glvalue && !partsOf(Result, R).empty();
  Hold.How = !Glvalue && (Pairs || isIteratorType(Result))
                 ? ElementHold::Iterator
                 : ElementHold::Reference;
  Base.Holds.insert(Base.Holds.begin(), Hold);
  ++Base.Object.Nesting;
  Base.Object.Type = Glvalue ? Result : QualType();
  return Base;
}

Borrowed Elements::objectOrPointee(const Expr *E) {
  if (!E)
    return {};
  if (peelForBorrow(E)->getType()->isPointerType())
    return value(E);
  return object(E);
}

/// What something made from \p Argument refers to: an element of a container,
/// the object itself, or what a view or pointer refers to.
Borrowed Elements::lentBy(const Expr *Argument, QualType Result, bool Glvalue) {
  if (!Argument)
    return {};
  QualType T = Argument->getType().getNonReferenceType();
  if (T->isPointerType() && ownsElements(T->getPointeeType(), R))
    return element(Argument, Result, Glvalue);
  if (refersToElements(T, R))
    return value(Argument);
  if (isa<MaterializeTemporaryExpr>(peelForBorrow(Argument)))
    return inFrame(T);
  if (R.hasRole(T, TypeRole::Owner) || isSmartPointer(T, R))
    return smartPointee(*Argument);
  if (ownsElements(T, R) && partsOf(T, R).empty())
    return element(Argument, Result, Glvalue);
  return Argument->isGLValue() ? object(Argument) : Borrowed();
}

/// Dereferenced, an iterator is a reference.
static Borrowed dereferenced(Borrowed B) {
  for (ElementHold &Hold : B.Holds)
    if (Hold.How == ElementHold::Iterator)
      Hold.How = ElementHold::Reference;
  return B;
}

/// Whether \p D is the standard library's, in whichever of its namespaces.
static bool isOfStandardLibrary(const Decl &D) {
  const DeclContext *Context = D.getDeclContext();
  while (Context && !Context->isStdNamespace())
    Context = Context->getParent();
  return Context;
}

/// The container whose elements the range \p Range goes through: the first that
/// was given to the adaptors by name. Null when it is not known.
const Expr *Elements::adapted(const Expr &Range) {
  const Expr *E = &Range;
  for (unsigned Step = 0; Step != MaxDepth; ++Step) {
    E = peelForBorrow(E)->IgnoreImplicit();
    QualType T = E->getType();
    if (ownsElements(T, R))
      return E->isGLValue() ? E : nullptr;
    if (const VarDecl *Var = variableNamed(E)) {
      E = isa<ParmVarDecl>(Var) ? nullptr : Var->getInit();
    } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      E = Made->getNumArgs() != 0 ? Made->getArg(0) : nullptr;
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      E = nullptr;
      for (const Expr *Argument : Call->arguments())
        if (QualType Given = Argument->getType();
            ownsElements(Given, R) || isAdaptor(Given, R)) {
          E = Argument;
          break;
        }
    } else {
      return nullptr;
    }
    if (!E)
      return nullptr;
  }
  return nullptr;
}

/// The result of a member call on \p Object.
Borrowed Elements::memberResult(const CallExpr &E, const Expr &Object) {
  QualType T = containerType(Object, R);
  const FunctionDecl &Callee = *E.getDirectCallee();
  QualType Result = Callee.getReturnType();
  OverloadedOperatorKind Op = Callee.getOverloadedOperator();
  bool Glvalue = E.isGLValue();
  // What is behind a lock is the lock rules' business.
  if (R.isLockedProxy(T))
    return {};
  if (isSmartPointer(T, R))
    return Op == OO_Star || Op == OO_Arrow || E.getType()->isPointerType()
               ? smartPointee(Object)
               : Borrowed();
  if (isBorrowingType(T, R) || isIteratorType(T)) {
    Borrowed Same =
        Object.getType()->isPointerType() ? Borrowed() : value(&Object);
    // Arithmetic and parts are of the same kind; elements are not.
    bool Element = Op == OO_Star || Op == OO_Arrow || Op == OO_Subscript ||
                   (Glvalue && !refersToElements(E.getType(), R));
    return Element ? dereferenced(Same) : Same;
  }
  // `text_ += "x"` names the string.
  if (Glvalue && recordOf(Result) && recordOf(Result) == recordOf(T))
    return objectOrPointee(&Object);
  if (ownsElements(T, R) && partsOf(T, R).empty() &&
      (Glvalue || refersToElements(Result, R)))
    return element(&Object, Result.getNonReferenceType(), Glvalue);
  if (isAdaptor(T, R) && isOfStandardLibrary(Callee) && isIteratorType(Result))
    if (const Expr *Container = adapted(Object))
      return element(Container, Result, false);
  return returnedBy(E);
}

/// The result of an algorithm refers to what its arguments refer to.
Borrowed Elements::algorithmResult(const CallExpr &E) {
  bool Functor = isa<CXXOperatorCallExpr>(E);
  for (const Expr *Argument : llvm::drop_begin(E.arguments(), Functor)) {
    QualType T = Argument->getType().getNonReferenceType();
    if (!refersToElements(T, R) &&
        !(Argument->isGLValue() && ownsElements(T, R)))
      continue;
    Borrowed Lent = lentBy(Argument, E.getType(), E.isGLValue());
    if (Lent)
      return Lent;
  }
  return {};
}

Borrowed Elements::resultOf(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee)
    return {};
  QualType T = E.getType();
  if (!E.isGLValue() && isSmartPointer(T, R))
    return smartPointee(E);
  if (!E.isGLValue() && !refersToElements(T, R))
    return {};
  const Expr *Object = argumentOf(E, ThisArgument);
  const FunctionModel *Lends = R.functionModel(*Callee, CallEffect::Borrows);
  if (Lends && Lends->Argument != ThisArgument)
    return lentBy(argumentOf(E, Lends->Argument), T, E.isGLValue());
  // std::addressof, std::ref.
  if (E.getNumArgs() == 1 && !Object &&
      (R.functionModel(*Callee, CallEffect::Forwards) ||
       R.hasRole(T, TypeRole::ReferenceWrapper)))
    return R.hasRole(E.getArg(0)->getType(), TypeRole::ReferenceWrapper)
               ? value(E.getArg(0))
               : object(E.getArg(0));
  for (unsigned I = 0; I != Callee->getNumParams(); ++I)
    if (Callee->getParamDecl(I)->hasAttr<LifetimeBoundAttr>())
      if (Borrowed Lent = lentBy(argumentOf(E, I), T, E.isGLValue()))
        return Lent;
  bool Functor = Callee->getOverloadedOperator() == OO_Call;
  if (isOfStandardLibrary(*Callee) && (!Object || Functor))
    return algorithmResult(E);
  return Object ? memberResult(E, *Object) : returnedBy(E);
}

/// What a function whose body is visible returns, as its caller sees it.
Borrowed Elements::returnedBy(const CallExpr &E) {
  FunctionAnalysis *Callee = F.unit().calledFunction(E);
  if (!Callee || Callee->isCoroutine() || Depth + 8 >= MaxDepth)
    return {};
  llvm::SmallVector<const Expr *, 4> Results;
  returnsOf(&Callee->body(), Results);
  Elements Inside(*Callee);
  Inside.Depth = Depth + 8;
  for (const Expr *Result : Results) {
    if (!Result)
      continue;
    Borrowed Found =
        E.isGLValue() ? Inside.object(Result) : Inside.value(Result);
    if (Found)
      return inCaller(std::move(Found), E, Callee->function());
  }
  return {};
}

Borrowed Elements::inCaller(Borrowed Inner, const CallExpr &E,
                            const FunctionDecl &Callee) {
  Inner.Via.clear();
  const Expr *Object = argumentOf(E, ThisArgument);
  Borrowed Outside;
  bool Known = true;
  auto Translate = [&](Place &P) {
    const auto *Param = dyn_cast_or_null<ParmVarDecl>(P.Decl);
    if (!Param && P.Lender && P.Lender->getDeclContext() == &Callee) {
      // A field of an argument: the field is known, whose it is, the caller
      // knows.
      Outside = objectOrPointee(argumentFor(E, Callee, *P.Lender));
      P.Reach = Outside ? Outside.Object.Reach : Place::Unknown;
      P.Lender = Outside.Object.Lender;
      Known &= bool(Outside);
    } else if (Param && Param->getDeclContext() == &Callee) {
      Outside = objectOrPointee(argumentFor(E, Callee, *Param));
      Known &= bool(Outside);
      P.Reach = Outside.Object.Reach;
      P.OfThis = Outside.Object.OfThis;
      P.Lender = Outside.Object.Lender;
      P.ConstParameter |= Outside.Object.ConstParameter;
      P.Decl = Outside.Object.Decl;
      P.Nesting += Outside.Object.Nesting;
    } else if (P.OfThis && Object) {
      Outside = objectOrPointee(Object);
      P.Reach = Outside.Object.Reach;
      P.OfThis = Outside.Object.OfThis;
      P.Lender = Outside.Object.Lender;
      P.ConstParameter |= Outside.Object.ConstParameter;
      Known &= bool(Outside);
    }
  };
  Translate(Inner.Object);
  for (ElementHold &Hold : Inner.Holds)
    Translate(Hold.Container);
  if (!Known || Inner.Object.Reach == Place::Frame)
    return Known ? inFrame(E.getType()) : Borrowed();
  Inner.Holds.append(Outside.Holds.begin(), Outside.Holds.end());
  Inner.Via = Outside.Via;
  return Inner;
}

//===--- TemporaryOrigins.cpp - which temporary a value refers to ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TemporaryOrigins.h"
#include "BodyVisibility.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

const Expr *corolint::peelPrvalue(const Expr *E) {
  for (;;) {
    const Expr *Next = peelForBorrow(E);
    if (const auto *List = dyn_cast<InitListExpr>(Next);
        List && List->isTransparent())
      Next = List->getInit(0);
    if (Next == E)
      return E;
    E = Next;
  }
}

Origin::Part Origin::part() const {
  const Expr *Made = peelPrvalue(Temp->getSubExpr());
  if (isa<CoroutineSuspendExpr>(Made))
    return Result;
  if (const auto *Operand = Await->getOperand();
      Operand && peelPrvalue(Operand) == Made)
    return Awaited;
  return peelForBorrow(Await->getCommonExpr()) == Temp ? Awaiter : Other;
}

/// Two values of which the expression is one: either may dangle.
static Origin oneOf(Origin First, Origin Second) {
  return First.diesAfterAwait() ? First : Second;
}

//===----------------------------------------------------------------------===//
// Glvalues
//===----------------------------------------------------------------------===//

Origin TemporaryOrigins::object(const Expr *E, const CallFrame *In) {
  if (!E || Depth >= MaxDepth || ++Steps > MaxSteps)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  E = peelForBorrow(E);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E)) {
    Origin O;
    if (In)
      return O; // dies in the callee
    O.K = Origin::Temporary;
    O.Temp = Temporary;
    O.Await =
        dyn_cast<CoroutineSuspendExpr>(peelPrvalue(Temporary->getSubExpr()));
    return O;
  }
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
    return object(Opaque->getSourceExpr(), In);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return variable(*Ref->getDecl(), In);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return fieldObject(*Member, In);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return beyond(target(Element->getBase(), In));
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_Deref)
      return target(Unary->getSubExpr(), In);
    return Unary->isIncrementDecrementOp() ? object(Unary->getSubExpr(), In)
                                           : Origin();
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Origin First = object(Choice->getTrueExpr(), In);
    Origin Second = object(Choice->getFalseExpr(), In);
    // In a callee, where nobody knows the condition, both have to agree.
    if (In && (First.K != Origin::Temporary || Second.K != Origin::Temporary))
      return {};
    return oneOf(First, Second);
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Comma)
      return object(Binary->getRHS(), In);
    if (Binary->getOpcode() == BO_PtrMemD)
      return beyond(object(Binary->getLHS(), In));
    if (Binary->getOpcode() == BO_PtrMemI)
      return beyond(target(Binary->getLHS(), In));
    return Binary->isAssignmentOp() ? object(Binary->getLHS(), In) : Origin();
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return Cast->getCastKind() == CK_Dynamic ||
                   Cast->getCastKind() == CK_LValueBitCast
               ? object(Cast->getSubExpr(), In)
               : Origin();
  // `{r}` bound to a reference.
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 1 && List->isGLValue()
               ? object(List->getInit(0), In)
               : Origin();
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(E))
    return awaited(*Suspend, In);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return result(*Call, In);
  return {};
}

/// What the await-expression, a glvalue, names or, a prvalue, refers to.
Origin TemporaryOrigins::awaited(const CoroutineSuspendExpr &E,
                                 const CallFrame *In) {
  const auto *Resume = dyn_cast<CallExpr>(peelForBorrow(E.getResumeExpr()));
  Origin O = Resume ? result(*Resume, In) : Origin();
  if (O.K == Origin::Unknown && !In)
    O = inPromise(E);
  O.Await = &E;
  return O;
}

/// The temporary in \p E that is made by \p Made.
static const MaterializeTemporaryExpr *temporaryOf(const Stmt *E,
                                                   const Expr *Made) {
  if (!E)
    return nullptr;
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E);
      Temporary && peelPrvalue(Temporary->getSubExpr()) == Made)
    return Temporary;
  for (const Stmt *Child : E->children())
    if (const auto *Found = temporaryOf(Child, Made))
      return Found;
  return nullptr;
}

/// A lazy task that can't be copied and yields a reference to a T, though its
/// coroutine returns a T by value, has nowhere to keep it but its frame. Asked
/// where the body of await_resume, or what a system header's calls, is not
/// visible.
Origin TemporaryOrigins::inPromise(const CoroutineSuspendExpr &E) {
  Origin O;
  const Expr *Operand = E.getOperand();
  const FunctionDecl *Resume = calleeBehind(E.getResumeExpr());
  if (!E.isGLValue() || !Operand || !Operand->isPRValue() || !Resume ||
      (visibleBody(*Resume) && !isInSystemHeader(*Resume)))
    return O;
  QualType T = Operand->getType();
  const auto *Task =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
  if (!Task || Unit.tasks().of(T).Kind != TaskKind::Lazy ||
      !Tasks::isMoveOnly(T) || Task->getTemplateArgs().size() == 0 ||
      Task->getTemplateArgs()[0].getKind() != TemplateArgument::Type ||
      !Unit.context().hasSameUnqualifiedType(
          Task->getTemplateArgs()[0].getAsType(), E.getType()))
    return O;
  O.Temp = temporaryOf(E.getCommonExpr(), peelPrvalue(Operand));
  O.K = O.Temp ? Origin::Temporary : Origin::Unknown;
  return beyond(O);
}

Origin TemporaryOrigins::variable(const ValueDecl &D, const CallFrame *In) {
  const auto *Var = dyn_cast<VarDecl>(&D);
  // Of the function itself: not temporary, whatever it refers to.
  if (!In || !Var || Var->hasGlobalStorage() ||
      Var->getDeclContext() != In->Callee)
    return {};
  if (!Var->getType()->isReferenceType()) {
    Origin O;
    O.K = Origin::Local;
    O.Var = Var;
    O.Home = In;
    return O;
  }
  const CallFrame *Where = nullptr;
  const Expr *Bound = valueOf(*Var, *In, Where);
  return object(Bound, Where);
}

/// The expression that gave the variable of the callee its value, and where
/// that was evaluated.
const Expr *TemporaryOrigins::valueOf(const VarDecl &Var, const CallFrame &Home,
                                      const CallFrame *&In) {
  if (const auto *Param = dyn_cast<ParmVarDecl>(&Var)) {
    In = Home.Caller;
    return argumentFor(*Home.Call, *Home.Callee, *Param);
  }
  In = &Home;
  return Var.getInit();
}

Origin TemporaryOrigins::fieldObject(const MemberExpr &E, const CallFrame *In) {
  const auto *Field = dyn_cast<FieldDecl>(E.getMemberDecl());
  if (!Field)
    return {};
  Origin O = E.isArrow() ? target(E.getBase(), In) : object(E.getBase(), In);
  if (O.K != Origin::Temporary && O.K != Origin::Local)
    return {};
  if (!Field->isAnonymousStructOrUnion())
    O.Path.push_back(Field);
  return Field->getType()->isReferenceType() ? stored(std::move(O), In) : O;
}

Origin TemporaryOrigins::objectOrPointee(const Expr *E, const CallFrame *In) {
  if (!E)
    return {};
  return E->getType()->isPointerType() ? target(E, In) : object(E, In);
}

/// `*this` in the callee.
Origin TemporaryOrigins::implicitObject(const CallFrame *In) {
  if (!In || isa<CXXConstructExpr>(In->Call))
    return {};
  const auto *Method = dyn_cast<CXXMethodDecl>(In->Callee);
  if (!Method || Method->getParent()->isLambda())
    return {};
  return objectOrPointee(argumentOf(*In->Call, ThisArgument), In->Caller);
}

//===----------------------------------------------------------------------===//
// Pointers, views, handles
//===----------------------------------------------------------------------===//

Origin TemporaryOrigins::target(const Expr *E, const CallFrame *In) {
  if (!E || Depth >= MaxDepth || ++Steps > MaxSteps)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  E = peelPrvalue(E);
  if (isa<CXXThisExpr>(E))
    return implicitObject(In);
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr, ImplicitValueInitExpr,
          CXXScalarValueInitExpr>(E)) {
    Origin O;
    O.K = Origin::Null;
    return O;
  }
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return target(Temporary->getSubExpr(), In);
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(E);
      Suspend && !E->isGLValue())
    return awaited(*Suspend, In);
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
    return constructed(*Construction, In);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    Origin Empty;
    Empty.K = Origin::Null;
    return List->getNumInits() == 0 ? Empty : lent(List->getInit(0), In);
  }
  // An object that holds a pointer: what is in it.
  if (E->isGLValue())
    return stored(object(E, In), In);
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return targetOfCast(*Cast, In);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_AddrOf ? object(Unary->getSubExpr(), In)
                                           : Origin();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Origin First = target(Choice->getTrueExpr(), In);
    Origin Second = target(Choice->getFalseExpr(), In);
    if (In && (First.K != Origin::Temporary || Second.K != Origin::Temporary))
      return {};
    return oneOf(First, Second);
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Comma)
      return target(Binary->getRHS(), In);
    // p + n and n + p point into the same object.
    if (!Binary->isAdditiveOp() || !E->getType()->isPointerType())
      return {};
    return beyond(target(Binary->getLHS()->getType()->isPointerType()
                             ? Binary->getLHS()
                             : Binary->getRHS(),
                         In));
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return result(*Call, In);
  return {};
}

Origin TemporaryOrigins::targetOfCast(const CastExpr &E, const CallFrame *In) {
  switch (E.getCastKind()) {
  case CK_ArrayToPointerDecay:
    return beyond(object(E.getSubExpr(), In));
  case CK_LValueToRValue:
    return stored(object(E.getSubExpr(), In), In);
  case CK_BitCast:
  case CK_Dynamic:
    return target(E.getSubExpr(), In);
  case CK_NullToPointer: {
    Origin O;
    O.K = Origin::Null;
    return O;
  }
  default:
    return {};
  }
}

Origin TemporaryOrigins::constructed(const CXXConstructExpr &E,
                                     const CallFrame *In) {
  if (E.getNumArgs() == 0 || isa<CXXDefaultArgExpr>(E.getArg(0))) {
    Origin O;
    O.K = Origin::Null;
    return O;
  }
  if (E.getConstructor()->isCopyOrMoveConstructor())
    return target(E.getArg(0), In);
  return refers(E.getType()) ? lent(E.getArg(0), In) : Origin();
}

/// What something made from \p Argument refers to: what is in an owner, the
/// object itself, or what a view or pointer refers to.
Origin TemporaryOrigins::lent(const Expr *Argument, const CallFrame *In) {
  if (!Argument)
    return {};
  if (refers(Argument->getType()))
    return target(Argument, In);
  if (!Argument->isGLValue())
    return {};
  Origin O = object(Argument, In);
  // What a smart pointer that shares its object points to may live longer.
  return Owned.isOwner(Argument->getType()) ||
                 Argument->getType()->isArrayType() || O.K == Origin::Unknown
             ? beyond(O)
             : O;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// What the visible body of the called function returns: if it does so at
/// several places, all have to agree, null pointers aside.
Origin TemporaryOrigins::returned(
    const CallExpr &Call, const CallFrame *In,
    llvm::function_ref<Origin(const Expr *, const CallFrame &)> Follow) {
  FunctionAnalysis *Callee = Unit.calledFunction(Call);
  if (!Callee || Callee->isCoroutine())
    return {};
  const CallFrame &Frame =
      Frames.emplace_back(CallFrame{&Callee->function(), &Call, In});
  llvm::SmallVector<const Expr *, 4> Values;
  returnsOf(&Callee->body(), Values);
  Origin Common;
  for (const Expr *Value : Values) {
    Origin O = Follow(Value, Frame);
    // A callee's variable is gone when it has returned.
    if (O.K == Origin::Unknown || (O.K == Origin::Local && O.Home == &Frame))
      return {};
    if (!O.Await)
      O.Returned = Value;
    if (Common.K == Origin::Unknown || Common.K == Origin::Null)
      Common = std::move(O);
  }
  return Common;
}

/// The object that a call names, or what the pointer, view or handle that it
/// returns refers to.
Origin TemporaryOrigins::result(const CallExpr &Call, const CallFrame *In) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || (!Call.isGLValue() && !refers(Call.getType())))
    return {};
  if (Call.getNumArgs() == 1 &&
      (R.functionModel(*Callee, CallEffect::Moves) ||
       R.functionModel(*Callee, CallEffect::Forwards)))
    return object(Call.getArg(0), In);
  if (Origin O = resultByContract(Call, In); O.K != Origin::Unknown)
    return O;
  if (Unit.calledFunction(Call))
    return returned(Call, In, [&](const Expr *Value, const CallFrame &Inner) {
      return Call.isGLValue() ? object(Value, &Inner) : target(Value, &Inner);
    });
  return resultOfObject(Call, In);
}

/// What the view whose member is called refers to.
Origin TemporaryOrigins::viewed(const Expr &Object, const CallFrame *In) {
  return Object.getType()->isPointerType() ? stored(target(&Object, In), In)
                                           : target(&Object, In);
}

/// By model or [[clang::lifetimebound]].
Origin TemporaryOrigins::resultByContract(const CallExpr &Call,
                                          const CallFrame *In) {
  const FunctionDecl &Callee = *Call.getDirectCallee();
  if (yieldsStoredReference(Call))
    return {};
  const Expr *Object = argumentOf(Call, ThisArgument);
  if (const FunctionModel *Model =
          R.functionModel(Callee, CallEffect::Borrows)) {
    const Expr *Lender = argumentOf(Call, Model->Argument);
    if (!Lender)
      return {};
    return refers(pointeeOrSelf(Lender->getType()))
               ? viewed(*Lender, In)
               : beyond(objectOrPointee(Lender, In));
  }
  for (unsigned I = 0; I != Callee.getNumParams(); ++I)
    if (Callee.getParamDecl(I)->hasAttr<LifetimeBoundAttr>())
      if (Origin O = lent(argumentOf(Call, I), In); O.K != Origin::Unknown)
        return O;
  if (Object && objectIsLifetimeBound(Callee))
    return refers(pointeeOrSelf(Object->getType()))
               ? viewed(*Object, In)
               : beyond(objectOrPointee(Object, In));
  return {};
}

/// Of library functions whose bodies are not looked at: by what kind of object
/// they belong to.
Origin TemporaryOrigins::resultOfObject(const CallExpr &Call,
                                        const CallFrame *In) {
  const FunctionDecl &Callee = *Call.getDirectCallee();
  const Expr *Object = argumentOf(Call, ThisArgument);
  if (!Object) {
    // The frame that a promise is in.
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    if (Method && isCoroutineHandle(Call.getType()) && Call.getNumArgs() == 1)
      return beyond(objectOrPointee(Call.getArg(0), In));
    if (!Callee.isInStdNamespace())
      return {};
    // std::ref.
    if (Call.getNumArgs() == 1 &&
        R.hasRole(Call.getType(), TypeRole::ReferenceWrapper))
      return R.hasRole(Call.getArg(0)->getType(), TypeRole::ReferenceWrapper)
                 ? target(Call.getArg(0), In)
                 : object(Call.getArg(0), In);
    return Call.isGLValue() ? oneOfArguments(Call, In) : agreedOn(Call, In);
  }
  QualType T = pointeeOrSelf(Object->getType());
  // The promise in a frame; iterator arithmetic, substr, *it, span[i].
  if (refers(T))
    return beyond(viewed(*Object, In));
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  // value_or() copies what is contained.
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (Call.isPRValue() && Special && Special->getTemplateArgs().size() != 0 &&
      Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
      Unit.context().hasSameUnqualifiedType(
          Special->getTemplateArgs()[0].getAsType(), Call.getType()))
    return {};
  // What an owner's non-const member returns it may have given away.
  if (!Owned.isOwner(T) || !Method ||
      (R.hasRole(T, TypeRole::Owner) && !Method->isConst()))
    return {};
  return beyond(objectOrPointee(Object, In));
}

/// max(a, b), clamp(a, low, high): any of the arguments, where all are
/// references to the type of the result.
Origin TemporaryOrigins::oneOfArguments(const CallExpr &Call,
                                        const CallFrame *In) {
  const FunctionDecl &Callee = *Call.getDirectCallee();
  Origin Found;
  for (const ParmVarDecl *Param : Callee.parameters()) {
    if (!Unit.context().hasSameType(Param->getType(), Callee.getReturnType()))
      return {};
    if (Callee.getNumParams() > 1)
      Found = oneOf(
          Found, object(argumentOf(Call, Param->getFunctionScopeIndex()), In));
  }
  return Found;
}

/// as_bytes(span), next(it): what refers to the same object as the arguments,
/// if those agree.
Origin TemporaryOrigins::agreedOn(const CallExpr &Call, const CallFrame *In) {
  Origin Common;
  for (const ParmVarDecl *Param : Call.getDirectCallee()->parameters())
    if (QualType T = Param->getType(); T->isReferenceType() && refers(T) &&
                                       !T->getPointeeType().isConstQualified())
      return {}; // std::exchange(pointer, nullptr): it may be given away
  for (const Expr *Argument : Call.arguments()) {
    QualType T = Argument->getType();
    if (!refers(T) && !(Argument->isGLValue() && Owned.isOwner(T)))
      continue;
    Origin O = lent(Argument, In);
    if (O.K == Origin::Null)
      continue;
    if (O.K == Origin::Unknown ||
        (Common.K != Origin::Unknown && Common.Temp != O.Temp))
      return {};
    Common = std::move(O);
  }
  return Common;
}

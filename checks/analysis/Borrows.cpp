//===--- Borrows.cpp - which object a value refers to ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Borrows.h"
#include "ThreadLocals.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Chains of references, pointers and views longer than this are given up.
static constexpr unsigned MaxDepth = 16;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// Whether the class or its template carries the attribute.
template <class Attribute> static bool hasClassAttribute(QualType T) {
  const CXXRecordDecl *Record =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (Record->hasAttr<Attribute>())
    return true;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Special && Special->getSpecializedTemplate()
                        ->getTemplatedDecl()
                        ->hasAttr<Attribute>();
}

bool corolint::isBorrowingType(QualType T, const Roles &R) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  return T->isPointerType() || R.hasRole(T, TypeRole::View) ||
         R.hasRole(T, TypeRole::ReferenceWrapper) ||
         hasClassAttribute<PointerAttr>(T);
}

bool corolint::hasOwnerAttribute(QualType T) {
  return hasClassAttribute<OwnerAttr>(T);
}

bool corolint::isOwner(QualType T, const Roles &R) {
  return hasOwnerAttribute(T) || R.hasRole(T, TypeRole::Owner) ||
         R.hasRole(T, TypeRole::Optional) || R.hasRole(T, TypeRole::Container);
}

bool corolint::objectIsLifetimeBound(const FunctionDecl &F) {
  const TypeSourceInfo *Info = F.getTypeSourceInfo();
  if (!Info)
    return false;
  TypeLoc Type = Info->getTypeLoc();
  while (auto Attributed = Type.getAsAdjusted<AttributedTypeLoc>()) {
    if (Attributed.getAttrAs<LifetimeBoundAttr>())
      return true;
    Type = Attributed.getModifiedLoc();
  }
  return false;
}

Borrows::Borrows(FunctionAnalysis &F)
    : F(F), R(F.unit().roles()), Changed(handoversIn(F.body(), R)) {}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

static Referent ofThread(const NamedDecl &Owner) {
  return {Referent::ThreadLocal, nullptr, nullptr, &Owner};
}

/// The object that the name of \p Var names.
Referent Borrows::objectOfVariable(const VarDecl &Var) {
  if (isThreadLocal(Var))
    return Var.getType()->isReferenceType() ? Referent() : ofThread(Var);
  // A captured variable is the closure's or the enclosing function's.
  if (Var.hasGlobalStorage() || Var.isInitCapture() ||
      Var.getDeclContext() != &F.function())
    return {};
  if (!Var.getType()->isReferenceType())
    return {Referent::Object, &Var};
  if (isa<ParmVarDecl>(Var))
    return {Referent::Pointee, &Var};
  if (Var.isExceptionVariable())
    return {Referent::Object, &Var}; // it ends with the handler, [except.throw]
  if (!Var.getInit())
    return {};
  const Expr *Init = peelForBorrow(Var.getInit());
  return object(Init);
}

/// What the name of a temporary names, by who keeps it alive.
static Referent objectOfTemporary(const MaterializeTemporaryExpr &E) {
  if (E.getStorageDuration() == SD_FullExpression)
    return {Referent::Temporary, nullptr, &E};
  const auto *Var = dyn_cast_or_null<VarDecl>(E.getExtendingDecl());
  return Var && Var->hasLocalStorage() ? Referent{Referent::Object, Var}
                                       : Referent();
}

/// What the pointer, view or closure \p Var refers to.
Referent Borrows::valueOfVariable(const VarDecl &Var) {
  // What `new` made once for each thread.
  if (isThreadLocal(Var) && Var.isStaticLocal() &&
      Var.getType()->isPointerType() && Var.getInit() &&
      isa<CXXNewExpr>(Var.getInit()->IgnoreImplicit()) &&
      !Changed.Rebound.contains(&Var))
    return ofThread(Var);
  bool Closure = recordOf(Var.getType()) && recordOf(Var.getType())->isLambda();
  if (Var.hasGlobalStorage() || Var.isInitCapture() ||
      Var.getDeclContext() != &F.function() ||
      (Changed.Rebound.contains(&Var) && !Closure))
    return {};
  if (isa<ParmVarDecl>(Var))
    // What a reference to a pointer points to is one step too far.
    return Var.getType()->isReferenceType() ? Referent()
                                            : Referent{Referent::Pointee, &Var};
  return Var.getInit() ? value(Var.getInit()) : Referent();
}

/// A structured binding is a part of the object it was made from.
Referent Borrows::objectOfBinding(const BindingDecl &Binding) {
  const auto *Whole =
      dyn_cast_or_null<DecompositionDecl>(Binding.getDecomposedDecl());
  if (!Whole || Binding.getType()->isReferenceType())
    return {};
  if (const VarDecl *Holding = Binding.getHoldingVar()) {
    // A tuple's element: a part of the tuple, unless it is a reference itself.
    QualType T = Holding->getType().getNonReferenceType();
    if (T->isReferenceType() || isa<ParmVarDecl>(Holding) ||
        Holding->getType()->isLValueReferenceType() !=
            Whole->getType()->isLValueReferenceType())
      return {};
  } else if (const Expr *Part = Binding.getBinding();
             !Part || Part->getType()->isReferenceType()) {
    return {};
  }
  return objectOfVariable(*Whole);
}

//===----------------------------------------------------------------------===//
// Glvalues
//===----------------------------------------------------------------------===//

Referent Borrows::object(const Expr *E) {
  if (!E || Depth == MaxDepth)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  E = peelForBorrow(E);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return objectOfTemporary(*Temporary);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return objectOfVariable(*Var);
    if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl()))
      return objectOfBinding(*Binding);
    return {};
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (const auto *Static = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return objectOfVariable(*Static);
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field || Field->getType()->isReferenceType())
      return {};
    return Member->isArrow() ? value(Member->getBase())
                             : object(Member->getBase());
  }
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return value(Element->getBase());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref ? value(Unary->getSubExpr())
                                          : Referent();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Referent First = object(Choice->getTrueExpr());
    return First ? First : object(Choice->getFalseExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getOpcode() == BO_Comma ? object(Binary->getRHS())
                                           : Referent();
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
// Pointers, views, closures
//===----------------------------------------------------------------------===//

Referent Borrows::value(const Expr *E) {
  if (!E || Depth == MaxDepth)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  E = peelForBorrow(E);
  if (isa<CXXThisExpr>(E)) {
    // In a lambda, the enclosing function's.
    const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
    return Method && !Method->getParent()->isLambda()
               ? Referent{Referent::Pointee, nullptr}
               : Referent();
  }
  if (const VarDecl *Var = variableNamed(E))
    return valueOfVariable(*Var);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return value(Temporary->getSubExpr());
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    switch (Cast->getCastKind()) {
    case CK_ArrayToPointerDecay:
      return object(Cast->getSubExpr());
    case CK_LValueToRValue:
      return variableNamed(Cast->getSubExpr()) ? value(Cast->getSubExpr())
                                               : Referent();
    case CK_BitCast:
      return value(Cast->getSubExpr());
    default:
      return {};
    }
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_AddrOf ? object(Unary->getSubExpr())
                                           : Referent();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Referent First = value(Choice->getTrueExpr());
    return First ? First : value(Choice->getFalseExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Comma)
      return value(Binary->getRHS());
    // p + n and n + p point into the same object.
    if (!Binary->isAdditiveOp() || !E->getType()->isPointerType())
      return {};
    return value(Binary->getLHS()->getType()->isPointerType()
                     ? Binary->getLHS()
                     : Binary->getRHS());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    // Copied or moved, a view or closure refers to what it referred to.
    const FunctionDecl *Callee = Call->getDirectCallee();
    bool Same = Callee && Call->getNumArgs() == 1 && Call->isGLValue() &&
                (R.functionModel(*Callee, CallEffect::Moves) ||
                 R.functionModel(*Callee, CallEffect::Forwards));
    return Same ? value(Call->getArg(0)) : resultOf(*Call);
  }
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
    return constructed(*Construction);
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return object(List->getSubExpr());
  if (const auto *Closure = dyn_cast<LambdaExpr>(E))
    return captured(*Closure);
  // `{pointer, size}` and the like.
  if (const auto *List = dyn_cast<InitListExpr>(E);
      List && List->getNumInits() != 0 && isBorrowingType(E->getType(), R))
    return lentBy(List->getInit(0));
  return {};
}

/// What something made from \p Argument refers to: the object, or what a view
/// or pointer among such arguments refers to.
Referent Borrows::lentBy(const Expr *Argument) {
  if (!Argument)
    return {};
  if (isBorrowingType(Argument->getType(), R))
    return value(Argument);
  if (!Argument->isGLValue())
    return {};
  return isOwner(Argument->getType(), R) ? contentOf(Argument)
                                         : object(Argument);
}

/// What lies in the object of an owner: a part of it for as long as its content
/// has not moved to another one.
Referent Borrows::contentOf(const Expr *Owner) {
  Referent Where = object(Owner);
  if (Owner->isPRValue() || peelForBorrow(Owner)->getType()->isPointerType())
    Where = value(Owner);
  if (Where.Var && Changed.MovedFrom.contains(Where.Var))
    return {};
  return Where;
}

/// Algorithms and conversions, as_bytes(span), next(it), begin(v), return what
/// refers to the same object as their arguments, if those agree.
Referent Borrows::agreedOn(const CallExpr &Call) {
  Referent Common;
  for (const Expr *Argument : Call.arguments()) {
    Referent Lent;
    if (isBorrowingType(Argument->getType(), R))
      Lent = value(Argument);
    else if (Argument->isGLValue() && isOwner(Argument->getType(), R))
      Lent = contentOf(Argument);
    else
      continue;
    if (!Lent || (Common && Lent != Common))
      return {};
    Common = Lent;
  }
  return Common;
}

bool corolint::yieldsStoredReference(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const TemplateArgumentList *Args =
      Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
              Callee->getName() == "get" && Call.getNumArgs() == 1
          ? Callee->getTemplateSpecializationArgs()
          : nullptr;
  if (!Args)
    return false;
  const TemplateArgument &Which = Args->get(0);
  if (Which.getKind() == TemplateArgument::Type)
    return Which.getAsType()->isReferenceType();
  auto Elements = typeArguments(Call.getArg(0)->getType());
  return Which.getKind() == TemplateArgument::Integral &&
         Which.getAsIntegral() < Elements.size() &&
         Elements[Which.getAsIntegral().getZExtValue()]->isReferenceType();
}

/// The pointer, view or reference that a call returns.
Referent Borrows::resultOf(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || yieldsStoredReference(Call))
    return {};
  QualType T = Call.getType();
  bool Borrowing = Call.isGLValue() || isBorrowingType(T, R);
  if (const FunctionModel *Model =
          R.functionModel(*Callee, CallEffect::Borrows))
    return lentBy(argumentOf(Call, Model->Argument));
  if (!Borrowing)
    return {};
  if (const NamedDecl *Owner = F.unit().threadLocals().returnedBy(Call))
    return ofThread(*Owner);
  // std::addressof, std::ref.
  if (Call.getNumArgs() == 1 &&
      (R.functionModel(*Callee, CallEffect::Forwards) ||
       R.hasRole(T, TypeRole::ReferenceWrapper)) &&
      !isa<CXXMemberCallExpr>(Call))
    return R.hasRole(Call.getArg(0)->getType(), TypeRole::ReferenceWrapper)
               ? value(Call.getArg(0))
               : object(Call.getArg(0));
  for (unsigned I = 0; I != Callee->getNumParams(); ++I)
    if (Callee->getParamDecl(I)->hasAttr<LifetimeBoundAttr>())
      if (Referent Lent = lentBy(argumentOf(Call, I)))
        return Lent;
  const Expr *Object = argumentOf(Call, ThisArgument);
  if (!Object)
    return Callee->isInStdNamespace() && Call.isPRValue() ? agreedOn(Call)
                                                          : Referent();
  QualType ObjectType = pointeeOrSelf(Object->getType());
  // Iterator arithmetic, substr, *it, span[i].
  if (isBorrowingType(ObjectType, R))
    return value(Object);
  if (isOwner(ObjectType, R) || objectIsLifetimeBound(*Callee))
    return contentOf(Object);
  // A getter of a class of ours, whose body says which part it returns.
  if (Call.isPRValue())
    if (Referent Owner = ofObject(*Object);
        Owner.K == Referent::ThreadLocal && refersToItsObject(Call))
      return Owner;
  if (!Call.isGLValue() || !returnsPartOfObject(*Callee))
    return {};
  return ofObject(*Object);
}

/// Whether all that the visible body of a member function returns is `*this` or
/// a part of it.
bool Borrows::returnsPartOfObject(const FunctionDecl &Callee) {
  const FunctionDecl *Body = visibleBody(Callee);
  if (!Body)
    return false;
  llvm::SmallVector<const Expr *, 2> Returned;
  returnsOf(Body->getBody(), Returned);
  return !Returned.empty() && llvm::all_of(Returned, [&](const Expr *E) {
    const AccessPath *Path = E ? F.unit().paths().object(E) : nullptr;
    return Path && Path->startsAtThis() &&
           llvm::all_of(Path->steps(), [](const PathStep &S) {
             return S.K != PathStep::Deref;
           });
  });
}

/// Whether every pointer or view that the visible body of a member function
/// returns refers to `*this`.
bool Borrows::refersToItsObject(const CallExpr &Call) {
  FunctionAnalysis *Callee = F.unit().calledFunction(Call);
  if (!Callee || Callee == &F || Callee->isCoroutine())
    return false;
  llvm::SmallVector<const Expr *, 2> Returned;
  returnsOf(&Callee->body(), Returned);
  return !Returned.empty() && llvm::all_of(Returned, [&](const Expr *E) {
    Referent To = E ? Callee->borrows().ofCopy(*E) : Referent();
    return To.K == Referent::Pointee && !To.Var;
  });
}

Referent Borrows::constructed(const CXXConstructExpr &E) {
  if (E.getNumArgs() == 0)
    return {};
  const Expr *First = E.getArg(0);
  if (E.getConstructor()->isCopyOrMoveConstructor())
    return isBorrowingType(E.getType(), R) || recordOf(E.getType())->isLambda()
               ? value(First)
               : Referent();
  if (isBorrowingType(E.getType(), R))
    return lentBy(First);
  // A closure in a function object.
  if (!R.awaitables().callOperator(*recordOf(E.getType())).empty())
    if (const CXXRecordDecl *Inner = recordOf(First->getType());
        Inner && Inner->isLambda())
      return value(First);
  return {};
}

/// The first of a closure's captures that refers to something known; objects of
/// the function before what parameters refer to.
Referent Borrows::captured(const LambdaExpr &E) {
  Referent Found;
  auto Init = E.capture_init_begin();
  for (const LambdaCapture &Capture : E.captures()) {
    const Expr *Value = *Init++;
    Referent R;
    const auto *Var = Capture.capturesVariable()
                          ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                          : nullptr;
    if (!Var)
      continue;
    if (Capture.getCaptureKind() == LCK_ByRef)
      R = Var->isInitCapture() ? object(Value) : objectOfVariable(*Var);
    else if (isBorrowingType(Var->getType(), this->R))
      R = value(Value);
    if (R.K == Referent::Object || !Found)
      Found = R;
    if (Found.K == Referent::Object)
      break;
  }
  return Found;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

Referent Borrows::ofArgument(const Expr &Argument) {
  const Expr *E = peelForBorrow(&Argument);
  if (isa<CXXDefaultArgExpr>(E))
    return {};
  if (!Argument.isGLValue())
    return value(&Argument);
  // A temporary view of something: both end, and what it refers to matters more
  // often. A reference to a temporary that refers to nothing known is one, too.
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    if (Referent To = value(Temporary->getSubExpr()))
      return To;
  return object(&Argument);
}

Referent Borrows::ofObject(const Expr &Object) {
  if (Object.getType()->isPointerType())
    return value(&Object);
  return Object.isGLValue() ? object(&Object) : Referent();
}

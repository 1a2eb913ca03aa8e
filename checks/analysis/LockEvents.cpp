//===--- LockEvents.cpp - from syntax to lock events ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockEvents.h"
#include "LLVMCompat.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

LockEventBuilder::LockEventBuilder(FunctionAnalysis &F,
                                   std::vector<Acquisition> &Sites)
    : F(F), Unit(F.unit()), R(Unit.roles()), Paths(Unit.paths()), Sites(Sites),
      Whole(Unit.paths().intern(nullptr, {})) {}

LockEvent &LockEventBuilder::emit(LockEvent::Kind K, const Expr *At) {
  Out->emplace_back();
  Out->back().K = K;
  Out->back().At = At;
  return Out->back();
}

uint32_t LockEventBuilder::site(Acquisition A) {
  Sites.push_back(std::move(A));
  return Sites.size() - 1;
}

uint32_t LockEventBuilder::guardSite(SourceLocation Where,
                                     const GuardTraits &Traits, QualType Type) {
  Acquisition A;
  A.Where = Where;
  A.Kind = Traits.Kind;
  A.Shared = Traits.Shared;
  A.Type = Type;
  A.Reason = Traits.Reason;
  A.Replacement = Traits.Replacement;
  return site(std::move(A));
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

std::vector<LockEvent> LockEventBuilder::entry() {
  Events Result;
  Out = &Result;
  for (const ParmVarDecl *Param : F.function().parameters()) {
    // A guard taken by rvalue reference counts once it is moved into the frame.
    bool Moved = Param->getType()->isRValueReferenceType();
    QualType Type =
        Moved ? Param->getType()->getPointeeType() : Param->getType();
    for (const GuardComponent &C : R.components(Type)) {
      const GuardTraits &Traits = R.guard(typeOf(Unit.context(), *C.Type));
      uint32_t Site = guardSite(Param->getLocation(), Traits,
                                typeOf(Unit.context(), *C.Type));
      Sites[Site].How = Acquisition::Parameter;
      Sites[Site].Name = Param->getNameAsString();
      LockOwner Owner = part(variableOwner(*Param), C.Path);
      LockEvent &E =
          emit(C.Contained || Moved ? LockEvent::HoldUnknown : LockEvent::Hold);
      E.Owner = Owner;
      E.Site = Site;
    }
  }
  for (const auto *A : F.function().specific_attrs<RequiresCapabilityAttr>())
    for (const Expr *Named : A->args()) {
      LockTraits Lock = R.lock(Named->getType());
      if (Lock.Kind != LockKind::Thread)
        continue;
      Acquisition Site;
      Site.How = Acquisition::Required;
      Site.Where = A->getLocation();
      Site.Shared = A->isShared();
      Site.Recursive = Lock.Recursive;
      Site.Type = Named->getType();
      const AccessPath *Path = Paths.objectOrPointee(Named);
      Site.Name = Path ? Path->text() : "";
      uint32_t Index = site(std::move(Site));
      LockEvent &E = emit(LockEvent::Hold);
      E.Lock = Path;
      E.Site = Index;
    }
  return Result;
}

void LockEventBuilder::prepare(const CFG &Graph) {
  for (const CFGBlock *B : Graph)
    for (const CFGElement &Element : *B) {
      auto S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(S->getStmt()))
        for (const Expr *Part :
             {Suspension->getReadyExpr(), Suspension->getSuspendExpr(),
              Suspension->getResumeExpr()})
          for (const Expr *P : producers(Part))
            Machinery.insert(P);
      if (const auto *D = dyn_cast<DeclStmt>(S->getStmt()))
        for (const Decl *Declared : D->decls())
          if (const auto *Var = dyn_cast<VarDecl>(Declared))
            if (!Var->getType()->isReferenceType())
              for (const Expr *P : producers(Var->getInit()))
                Initializers.insert(P);
    }
}

std::vector<LockEvent> LockEventBuilder::block(const CFGBlock &B) {
  Events Result;
  Out = &Result;
  for (const CFGElement &Element : B)
    element(Element);
  return Result;
}

llvm::SmallVector<LockOwner, 2>
LockEventBuilder::temporariesDestroyedIn(const CFGBlock &B) const {
  llvm::SmallVector<LockOwner, 2> Owners;
  for (const CFGElement &Element : B)
    if (auto Dtor = Element.getAs<CFGTemporaryDtor>())
      for (const Expr *P : producers(Dtor->getBindTemporaryExpr()))
        Owners.push_back(temporary(*P));
  return Owners;
}

void LockEventBuilder::element(const CFGElement &Element) {
  auto Dies = [&](const VarDecl *Var, bool Destructor) {
    if (!Var)
      return;
    if (Destructor)
      destructorEffects(*Var);
    if (const LambdaExpr *L = AtScopeExit.lookup(Var))
      forgetCaptured(*L);
    emit(LockEvent::Destroy).Owner = variableOwner(*Var);
  };
  if (auto S = Element.getAs<CFGStmt>())
    statement(*S->getStmt());
  else if (auto Dtor = Element.getAs<CFGAutomaticObjDtor>())
    Dies(Dtor->getVarDecl(), /*Destructor=*/true);
  else if (auto End = Element.getAs<CFGLifetimeEnds>())
    Dies(End->getVarDecl(), /*Destructor=*/false);
  else if (auto Dtor = Element.getAs<CFGTemporaryDtor>())
    for (const Expr *P : producers(Dtor->getBindTemporaryExpr()))
      if (!Initializers.contains(P))
        emit(LockEvent::Destroy).Owner = temporary(*P);
  if (auto Init = Element.getAs<CFGInitializer>()) {
    const CXXCtorInitializer *I = Init->getInitializer();
    LockOwner Member{LockOwner::ThisObject, nullptr, Whole};
    if (const FieldDecl *Field = I->getAnyMember())
      Member = part(Member, {Field});
    moveInto(I->getInit(), Member);
  }
}

/// The destructor of an object that is no guard may lock or unlock, too:
/// `struct unlocked { ~unlocked() { lk_.lock(); } };`
void LockEventBuilder::destructorEffects(const VarDecl &Var) {
  const CXXRecordDecl *Record = recordOf(Var.getType());
  if (!Record || Var.getType()->isReferenceType() ||
      !R.components(Var.getType()).empty() || !Record->getDestructor())
    return;
  FunctionAnalysis *Body = Unit.analysisOf(*Record->getDestructor());
  if (!Body || !Body->touchesLocks())
    return;
  const AccessPath *Object = Paths.intern(Var.getCanonicalDecl(), {});
  for (const LockSummary::Change &Change : Body->locks().Summary.AtExit) {
    const AccessPath *Lock =
        Change.Lock ? Paths.inObject(*Change.Lock, Object) : nullptr;
    if (!Change.Owner) {
      if (Lock)
        emit(Change.State == HoldState::Free ? LockEvent::Release
                                             : LockEvent::ForgetLock)
            .Lock = Lock;
      continue;
    }
    LockOwner Owner;
    if (Change.Owner.K == LockOwner::ThisObject)
      Owner = ownerAt(Paths.inObject(*Change.Owner.Sub, Object));
    if (!Owner)
      continue;
    if (Change.State != HoldState::Held) {
      emit(Change.State == HoldState::Free ? LockEvent::Unlock
                                           : LockEvent::Forget)
          .Owner = Owner;
      continue;
    }
    Acquisition A;
    A.How = Acquisition::Helper;
    A.Where = Var.getLocation();
    A.Kind = Change.Kind;
    A.Name = Var.getNameAsString();
    uint32_t Site = site(std::move(A));
    LockEvent &Event = emit(LockEvent::Relock);
    Event.Owner = Owner;
    Event.Site = Site;
  }
}

void LockEventBuilder::statement(const Stmt &S) {
  if (const auto *E = dyn_cast<CXXConstructExpr>(&S))
    construct(*E);
  else if (const auto *E = dyn_cast<CallExpr>(&S)) {
    if (!Machinery.contains(E))
      call(*E);
  } else if (const auto *E = dyn_cast<CoroutineSuspendExpr>(&S))
    suspension(*E);
  else if (const auto *E = dyn_cast<LambdaExpr>(&S))
    lambda(*E);
  else if (const auto *E = dyn_cast<InitListExpr>(&S))
    initializerList(*E, llvm::ArrayRef(const_cast<Expr **>(E->getInits()),
                                       E->getNumInits()));
  else if (const auto *E = dyn_cast<CXXParenListInitExpr>(&S))
    initializerList(*E, const_cast<CXXParenListInitExpr *>(E)->getInitExprs());
  else if (const auto *D = dyn_cast<DeclStmt>(&S)) {
    for (const Decl *Declared : D->decls())
      if (const auto *Var = dyn_cast<VarDecl>(Declared))
        variable(*Var);
  } else if (const auto *E = dyn_cast<BinaryOperator>(&S)) {
    if (E->isAssignmentOp())
      assigned(E->getLHS(),
               E->isCompoundAssignmentOp() ? nullptr : E->getRHS());
  } else if (const auto *E = dyn_cast<UnaryOperator>(&S)) {
    if (E->isIncrementDecrementOp())
      assigned(E->getSubExpr(), nullptr);
  } else if (const auto *E = dyn_cast<CXXNewExpr>(&S)) {
    moveInto(E->getInitializer(), temporary(*E));
  } else if (const auto *E = dyn_cast<CXXDeleteExpr>(&S)) {
    LockOwner Owner = ownerNamed(E->getArgument());
    if (Owner)
      emit(LockEvent::Destroy).Owner = Owner;
  } else if (const auto *Return = dyn_cast<ReturnStmt>(&S))
    returned(Return->getRetValue());
  else if (const auto *Return = dyn_cast<CoreturnStmt>(&S))
    returned(Return->getOperand());
}

void LockEventBuilder::returned(const Expr *Value) {
  if (!Value)
    return;
  if (!R.components(Value->getType()).empty())
    moveInto(Value, {LockOwner::ReturnValue, nullptr, Whole});
  if (!F.isCoroutine())
    emit(LockEvent::Return, Value);
}

void LockEventBuilder::variable(const VarDecl &Var) {
  const VarDecl *Key = Var.getCanonicalDecl();
  // In a loop this is a new object each time.
  emit(LockEvent::Declare).Decl = Key;
  if (const auto *Bindings = dyn_cast<DecompositionDecl>(&Var))
    for (const BindingDecl *Binding : Bindings->bindings())
      if (const VarDecl *Holding = Binding->getHoldingVar())
        emit(LockEvent::Declare).Decl = Holding;
  const Expr *Init = Var.getInit();
  if (!Init)
    return;
  QualType T = Var.getType();
  if (T->isScalarType())
    if (auto VarKey = Unit.conditions().keyOf(Paths.intern(Key, {}))) {
      LockEvent &E = emit(LockEvent::Decide);
      E.Key = *VarKey;
      E.Test = Unit.conditions().parse(Init);
    }
  extendedTemporaries(*Init, Var);
  // A reference to a named object is an alias; one to a temporary owns it.
  if (T->isReferenceType() && Paths.object(Init))
    return;
  if (Var.hasGlobalStorage()) { // not a part of this function's frame
    for (LockOwner From : sources(Init))
      emit(LockEvent::Destroy).Owner = From;
    return;
  }
  for (const Expr *P : producers(Init))
    for (uint32_t Site : SitesOf.lookup(P))
      if (Sites[Site].Name.empty())
        Sites[Site].Name = Var.getNameAsString();
  moveInto(Init, variableOwner(Var));
  // `scope_exit restore([&] { m.unlock(); });`: not before the variable dies.
  if (const CXXRecordDecl *Record = recordOf(T); Record && !Record->isLambda())
    for (const Expr *P : producers(Init))
      for (const Stmt *Child : P->children())
        if (const auto *Argument = dyn_cast_or_null<Expr>(Child))
          if (const LambdaExpr *L = lambdaOf(Argument)) {
            AtScopeExit[Key] = L;
            // A function object may be called any time.
            if (!R.awaitables().callOperator(*Record).empty())
              forgetCaptured(*L);
          }
}

/// Temporaries inside \p Init that live as long as \p Var, because it refers
/// to a part of them or, since C++23, because they make the range of a loop.
void LockEventBuilder::extendedTemporaries(const Stmt &Init,
                                           const VarDecl &Var) {
  if (const auto *T = dyn_cast<MaterializeTemporaryExpr>(&Init);
      T && T->getExtendingDecl() == &Var)
    moveInto(T->getSubExpr(), variableOwner(Var));
  if (isa<LambdaExpr>(Init))
    return;
  for (const Stmt *Child : Init.children())
    if (Child)
      extendedTemporaries(*Child, Var);
}

void LockEventBuilder::initializerList(const Expr &E,
                                       llvm::ArrayRef<Expr *> Inits) {
  const CXXRecordDecl *Record = recordOf(E.getType());
  auto Move = [&](const Expr *Init, LockOwner To) { moveInto(Init, To); };
  if (const auto *List = dyn_cast<InitListExpr>(&E))
    if (List->isTransparent() || (List->isSemanticForm() == false))
      return;
  if (E.getType()->isArrayType()) {
    for (const Expr *Init : Inits)
      if (!R.components(Init->getType()).empty())
        Move(Init, temporary(E));
    return;
  }
  if (!Record || R.components(E.getType()).empty())
    return;
  size_t I = 0;
  for (size_t Bases = Record->getNumBases(); I != Inits.size() && Bases;
       ++I, --Bases)
    Move(Inits[I], temporary(E));
  for (const FieldDecl *Field : Record->fields()) {
    if (I == Inits.size())
      break;
    if (Field->isUnnamedBitField())
      continue;
    if (!R.components(Field->getType()).empty())
      Move(Inits[I], part(temporary(E), {Field}));
    ++I;
  }
}

void LockEventBuilder::lambda(const LambdaExpr &E) {
  auto Field = E.getLambdaClass()->field_begin();
  auto Init = E.capture_init_begin();
  for (const LambdaCapture &Capture : E.captures()) {
    if (Field == E.getLambdaClass()->field_end())
      break;
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByCopy &&
        !R.components(Field->getType()).empty())
      moveInto(*Init, part(temporary(E), {*Field}));
    ++Field;
    ++Init;
  }
}

void LockEventBuilder::assigned(const Expr *Target, const Expr *Value) {
  const AccessPath *Path = Paths.object(Target);
  if (!Path)
    return;
  const ValueDecl *Changed = Path->written();
  if (!Changed)
    return;
  emit(LockEvent::Assign).Decl = Changed;
  if (!Target->getType()->isScalarType() || !Value)
    return;
  if (auto Key = Unit.conditions().keyOf(Path)) {
    LockEvent &E = emit(LockEvent::Decide);
    E.Key = *Key;
    E.Test = Unit.conditions().parse(Value);
  }
}

void LockEventBuilder::construct(const CXXConstructExpr &E) {
  const CXXConstructorDecl *Constructor = E.getConstructor();
  const auto &Components = R.components(E.getType());
  if (Constructor->isCopyOrMoveConstructor() && E.getNumArgs() >= 1) {
    if (!Components.empty())
      moveInto(E.getArg(0), temporary(E));
    return;
  }
  const GuardTraits &Traits =
      R.guard(QualType(E.getType()->getBaseElementTypeUnsafe(), 0));
  if (Traits) {
    guardConstruction(E, Traits);
    return;
  }
  if (!Components.empty())
    aggregateConstruction(E);
  FunctionAnalysis *Body = Unit.calledFunction(E);
  if (Body && Components.empty() && Body->touchesLocks())
    applySummary(Body->locks().Summary, Body->function(), E, /*Maybe=*/false);
  passedArguments(E, Constructor, Body);
  callables(E, Constructor);
  assignedThrough(E, Constructor);
}

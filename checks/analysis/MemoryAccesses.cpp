//===--- MemoryAccesses.cpp - reads and writes of plain memory ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "MemoryAccesses.h"
#include "BodyVisibility.h"
#include "Branches.h"
#include "Orders.h"
#include "OwnCodeVisitor.h"
#include "SendTraits.h"
#include "Sinks.h"
#include "SourceOrder.h"
#include "SpawnedWork.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// What orders
//===----------------------------------------------------------------------===//

bool MemoryAccesses::computeIsHandle(QualType T) {
  if (Unit.spawnedWorks().startsWhenMade(T) || joinsAtEnd(T, Unit) ||
      Unit.tasks().mustJoin(T))
    return true;
  return llvm::any_of(typeArguments(*T->getAsRecordDecl()),
                      [&](QualType Argument) { return isHandle(Argument); });
}

bool MemoryAccesses::isHandle(QualType T) {
  T = pointeeOrSelf(T).getCanonicalType().getUnqualifiedType();
  if (!T->isRecordType())
    return false;
  auto [It, New] = Handles.try_emplace(T.getAsOpaquePtr(), false);
  if (!New)
    return It->second;
  const bool Is = computeIsHandle(T);
  return Handles[T.getAsOpaquePtr()] = Is;
}

namespace {

/// Finds the accesses and orders of one function's own code.
class AccessFinder : public OwnCodeVisitor<AccessFinder> {
public:
  AccessFinder(FunctionAnalysis &F, MemoryUse &Out)
      : F(F), Unit(F.unit()), R(Unit.roles()), Memory(Unit.memoryAccesses()),
        Out(Out) {}

  bool VisitImplicitCastExpr(ImplicitCastExpr *E) {
    if (E->getCastKind() != CK_LValueToRValue)
      return true;
    if (E->getSubExpr()->getType().isVolatileQualified() ||
        E->getSubExpr()->getType()->isAtomicType())
      Out.Orders.push_back(E);
    else
      add(*E->getSubExpr(), false, *E);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp())
      add(*E->getLHS(), true, *E);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      add(*E->getSubExpr(), true, *E);
    return true;
  }
  // Whoever names a thread may wait for it: reset(), clear(), an assignment, an
  // object whose destructor joins it.
  bool VisitDeclRefExpr(DeclRefExpr *E) { return handle(*E); }
  bool VisitMemberExpr(MemberExpr *E) { return handle(*E); }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) { return order(*E); }
  bool VisitAtomicExpr(AtomicExpr *E) { return order(*E); }
  bool VisitAsmStmt(AsmStmt *S) { return order(*S); }
  bool VisitReturnStmt(ReturnStmt *S) { return exit(*S); }
  bool VisitCoreturnStmt(CoreturnStmt *S) { return exit(*S); }
  bool VisitBreakStmt(BreakStmt *S) { return exit(*S); }
  bool VisitContinueStmt(ContinueStmt *S) { return exit(*S); }
  bool VisitGotoStmt(GotoStmt *S) { return exit(*S); }
  bool VisitCXXThrowExpr(CXXThrowExpr *E) { return exit(*E); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (R.guard(E->getType()) || mayOrder(*E))
      return order(*E);
    readArguments(*E, *E->getConstructor());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (!isa<AtomicExpr>(E) && mayOrder(*E))
      Out.Orders.push_back(E);
    else if (const FunctionDecl *Callee = E->getDirectCallee())
      call(*E, *Callee);
    return true;
  }

private:
  bool handle(const Expr &E) {
    if (Memory.isHandle(E.getType()))
      Out.Orders.push_back(&E);
    return true;
  }
  bool order(const Stmt &S) {
    Out.Orders.push_back(&S);
    return true;
  }
  bool exit(const Stmt &S) {
    Out.Exits.push_back(&S);
    return true;
  }
  void add(const Expr &Object, bool Writes, const Expr &At);
  void addOnce(MemoryAccess A, size_t From);
  bool locks(const FunctionDecl &Callee);
  bool mayOrder(const Expr &Call);
  bool mayOrderUnseen(const Expr &Call, const FunctionDecl &Callee);
  bool isLoopCondition(const Expr &Call);
  bool isShareable(QualType T);
  bool givesShareable(const Expr &Call);
  void call(const CallExpr &E, const FunctionDecl &Callee);
  std::optional<MemoryPlace> given(const CallExpr &E, const MemoryPlace &Place,
                                   const MemoryUse &Callee);
  bool takeFrom(const CallExpr &E);
  bool writes(const CXXMethodDecl &Method, const Expr &Object);
  void readArguments(const Expr &Call, const FunctionDecl &Callee);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  MemoryAccesses &Memory;
  MemoryUse &Out;
};

} // namespace

void AccessFinder::add(const Expr &Object, bool Writes, const Expr &At) {
  // As it is declared: the member may come from an internal base.
  QualType T = Object.IgnoreParenImpCasts()->getType().getNonReferenceType();
  if (T.isVolatileQualified() ||
      !isNo(Unit.sendTraits().of(T.getUnqualifiedType(), Trait::Safe)))
    return;
  if (auto Place = Memory.placeOf(Object))
    Out.Accesses.push_back({std::move(*Place), Writes, &At, &At});
}

/// Whether threads may meet at objects of this type.
bool AccessFinder::isShareable(QualType T) {
  T = pointeeOrSelf(T);
  return T->isAtomicType() ||
         (T->isRecordType() &&
          !isNo(Unit.sendTraits().of(T.getUnqualifiedType(), Trait::Safe)));
}

bool AccessFinder::givesShareable(const Expr &Call) {
  for (int I = ThisArgument, N = argumentCount(Call); I != N; ++I)
    if (const Expr *Argument = argumentOf(Call, I);
        Argument && !isa<CXXDefaultArgExpr>(Argument) &&
        isShareable(Argument->getType().getNonReferenceType()))
      return true;
  return false;
}

bool AccessFinder::locks(const FunctionDecl &Callee) {
  return llvm::any_of(R.lockEffects(Callee), [](const LockEffect &E) {
    return E.Effect == CallEffect::Acquire ||
           E.Effect == CallEffect::TryAcquire ||
           E.Effect == CallEffect::Release || E.Effect == CallEffect::KeepsLock;
  });
}

/// Whether the call is given nothing, and so works on what it knows itself.
static bool isGivenNothing(const Expr &Call) {
  for (int I = ThisArgument, N = argumentCount(Call); I != N; ++I)
    if (const Expr *Argument = argumentOf(Call, I);
        Argument && !isa<CXXDefaultArgExpr>(Argument))
      return false;
  return true;
}

/// Whether a loop goes on until \p Call says something else: it may spin.
bool AccessFinder::isLoopCondition(const Expr &Call) {
  const Stmt *Child = &Call;
  for (const Stmt *At = F.parents().getParent(Child); At;
       Child = At, At = F.parents().getParent(At)) {
    if (const auto *While = dyn_cast<WhileStmt>(At))
      return Child != While->getBody();
    if (const auto *Do = dyn_cast<DoStmt>(At))
      return Child == Do->getCond();
    if (const auto *For = dyn_cast<ForStmt>(At))
      return Child == For->getCond();
    if (!isa<Expr, DeclStmt>(At))
      return false;
  }
  return false;
}

/// Whether a function of the user's, of which there is only the
/// declaration, may order. To take each for a lock would leave nothing to
/// find; `load(number)` is given all that it needs.
bool AccessFinder::mayOrderUnseen(const Expr &Call,
                                  const FunctionDecl &Callee) {
  return soundsLikeOrdering(Callee) || givesShareable(Call) ||
         (isGivenNothing(Call) && !Callee.isDefaulted() &&
          !Callee.getBuiltinID()) ||
         isLoopCondition(Call);
}

bool AccessFinder::mayOrder(const Expr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return isa<CallExpr>(Call); // through a pointer: anything
  const auto *AsCall = dyn_cast<CallExpr>(&Call);
  if (locks(*Callee) || R.guard(Call.getType()) ||
      (AsCall && Unit.tasks().joins(*AsCall)) ||
      R.functionModel(*Callee, CallEffect::WaitsFor))
    return true;
  if (FunctionAnalysis *Body = Unit.calledFunction(Call))
    return Memory.mayOrder(*Body);
  if (isInSystemHeader(*Callee) && isa<CXXConstructExpr>(Call))
    return false;
  if (isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call)) {
    const Expr *Object = argumentOf(Call, ThisArgument);
    // As it is declared: an operator may come from an internal base.
    if (Object && isShareable(Object->IgnoreParenImpCasts()->getType()))
      return true;
    // A function object whose call is not visible may wait for anything.
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
        Operator && Operator->getOperator() == OO_Call)
      return true;
    // An invisible member may do anything with what its object has.
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    if (Method && !Method->isConst() && !isInSystemHeader(*Callee))
      return true;
  }
  return isInSystemHeader(*Callee) ? libraryMayOrder(*Callee, R)
                                   : mayOrderUnseen(Call, *Callee);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Whether calling a member function whose body is not visible changes the
/// object itself. What only leads to elements, as begin() does, counts as const
/// ([container.requirements.dataraces]).
bool AccessFinder::writes(const CXXMethodDecl &Method, const Expr &Object) {
  if (Method.isStatic())
    return false;
  // Of what is not Sync, const member functions race with each other.
  if (Method.isConst())
    return Unit.sendTraits().of(
               pointeeOrSelf(Object.getType()).getUnqualifiedType(),
               Trait::Sync) == Verdict::HardNo;
  // reset(), swap(): what leads to the object owned is const.
  if (sharesOwnership(R.models(), Object.IgnoreParenImpCasts()->getType()))
    return true;
  switch (Method.getOverloadedOperator()) {
  case OO_Equal:
  case OO_PlusEqual:
  case OO_MinusEqual:
  case OO_PlusPlus:
  case OO_MinusMinus:
    return true;
  default:
    break;
  }
  return R.functionModel(Method, CallEffect::Adds) ||
         R.functionModel(Method, CallEffect::Inserts) ||
         R.functionModel(Method, CallEffect::Erases) ||
         R.functionModel(Method, CallEffect::Engages) ||
         R.functionModel(Method, CallEffect::Disengages);
}

/// A variable that the closure called has by reference, as its caller knows it.
static bool isCapturedByReference(const VarDecl &Var,
                                  const CXXRecordDecl &Closure) {
  return llvm::any_of(Closure.captures(), [&](const LambdaCapture &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar() == &Var &&
           Capture.getCaptureKind() == LCK_ByRef && !Var.isInitCapture() &&
           !Var.getType()->isReferenceType();
  });
}

/// What the caller knows \p Place, of the function called, by.
std::optional<MemoryPlace> AccessFinder::given(const CallExpr &E,
                                               const MemoryPlace &Place,
                                               const MemoryUse &Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(E.getDirectCallee());
  const bool IsClosure = Method && Method->getParent()->isLambda();
  if (!Place.Root) {
    const Expr *Object = argumentOf(E, ThisArgument);
    if (!Object || IsClosure || Place.Path.empty())
      return std::nullopt;
    return Object->getType()->isPointerType() ? Memory.pointeeOf(*Object)
                                              : Memory.placeOf(*Object);
  }
  if (IsClosure && isCapturedByReference(*Place.Root, *Method->getParent()))
    return MemoryPlace{Place.Root, Place.Through};
  const FunctionDecl *Owner = E.getDirectCallee()->getDefinition();
  const auto *Param = dyn_cast<ParmVarDecl>(Place.Root);
  const unsigned Index = Param ? Param->getFunctionScopeIndex() : 0;
  const Expr *Argument = Param && Owner && Index < Owner->getNumParams() &&
                                 Owner->getParamDecl(Index) == Param
                             ? argumentOf(E, Index)
                             : nullptr;
  if (!Argument)
    return std::nullopt;
  if (!Place.Through)
    return Param->getType()->isReferenceType() ? Memory.placeOf(*Argument)
                                               : std::nullopt;
  return Param->getType()->isPointerType() && !Callee.isSteered(*Param)
             ? Memory.pointeeOf(*Argument)
             : std::nullopt;
}

/// Adds what one call does, unless it has been seen to do that already: the
/// accesses begin at \p From. Else they would double with each level of calls.
void AccessFinder::addOnce(MemoryAccess A, size_t From) {
  for (MemoryAccess &Known :
       llvm::MutableArrayRef(Out.Accesses).drop_front(From))
    if (Known.Writes == A.Writes && Known.Place.sameObject(A.Place) &&
        Known.Place.Path == A.Place.Path) {
      if (Known.MayBeSkipped && !A.MayBeSkipped)
        Known = std::move(A);
      return;
    }
  Out.Accesses.push_back(std::move(A));
}

/// What a function with a visible body does to the object that it is called
/// for, and to what it is given by reference or pointer.
bool AccessFinder::takeFrom(const CallExpr &E) {
  FunctionAnalysis *Body = Unit.calledFunction(E);
  if (!Body)
    return false;
  // Runs when somebody resumes it, who is not known here.
  if (Body->isCoroutine())
    return true;
  const MemoryUse &Callee = Memory.of(*Body);
  const size_t From = Out.Accesses.size();
  for (const MemoryAccess &A : Callee.Accesses) {
    auto Base = given(E, A.Place, Callee);
    if (!Base)
      continue;
    MemoryAccess Mine{*Base, A.Writes, &E, A.Inner,
                      Memory.mayBeSkipped(*Body, A)};
    Mine.Place.Path.append(A.Place.Path.begin(), A.Place.Path.end());
    addOnce(std::move(Mine), From);
  }
  return true;
}

/// A parameter that is a reference to const: the argument is read.
void AccessFinder::readArguments(const Expr &Call, const FunctionDecl &Callee) {
  for (unsigned I = 0; I != Callee.getNumParams(); ++I) {
    QualType T = Callee.getParamDecl(I)->getType();
    const Expr *Argument = argumentOf(Call, I);
    if (Argument && T->isLValueReferenceType() &&
        T->getPointeeType().isConstQualified() && Argument->isGLValue())
      add(*Argument, false, Call);
  }
}

void AccessFinder::call(const CallExpr &E, const FunctionDecl &Callee) {
  if (takeFrom(E))
    return;
  readArguments(E, Callee);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const Expr *Object = Method ? argumentOf(E, ThisArgument) : nullptr;
  if (!Object || Object->getType()->isPointerType())
    return;
  // Leads on to another object, and reads the pointer.
  if (writes(*Method, *Object))
    add(*Object, true, E);
  else if (isInSystemHeader(Callee) || Method->isConst())
    add(*Object, false, E);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// Calls are followed this deep: each link costs stack.
static constexpr unsigned MaxDepth = 1000;

const MemoryUse &MemoryAccesses::of(FunctionAnalysis &F) {
  auto [It, New] = Known.try_emplace(&F);
  if (!New)
    return It->second->Use;
  It->second = std::make_unique<Entry>();
  Entry &E = *It->second;
  llvm::SaveAndRestore Inner(Innermost, static_cast<const Entry *>(&E));
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  auto Find = [&] {
    MemoryUse Found;
    AccessFinder(F, Found).TraverseStmt(const_cast<Stmt *>(&F.body()));
    return Found;
  };
  MemoryUse Found = Find();
  // Once more, so that recursive calls do what the function does.
  E.SelfCallsOrder = !Found.Orders.empty();
  if (E.CallsItself && E.SelfCallsOrder)
    Found = Find();
  Found.Changed = handoversIn(F.body(), Unit.roles());
  E.Use = std::move(Found);
  E.IsInProgress = false;
  return E.Use;
}

bool MemoryAccesses::mayOrder(FunctionAnalysis &F) {
  auto It = Known.find(&F);
  if (It == Known.end())
    return Depth >= MaxDepth || !of(F).Orders.empty();
  Entry &E = *It->second;
  if (!E.IsInProgress)
    return !E.Use.Orders.empty();
  // What a cycle of several functions does is not known before it is closed.
  if (&E != Innermost)
    return true;
  E.CallsItself = true;
  return E.SelfCallsOrder;
}

llvm::SmallVector<const MemoryAccess *, 4>
MemoryAccesses::unordered(FunctionAnalysis &F) {
  const SourceManager &SM = Unit.context().getSourceManager();
  const MemoryUse &Use = of(F);
  SourceLocation First;
  for (const Stmt *Order : Use.Orders)
    if (First.isInvalid() || isBefore(Order->getBeginLoc(), First, SM))
      First = Order->getBeginLoc();
  llvm::SmallVector<const MemoryAccess *, 4> Result;
  for (const MemoryAccess &A : Use.Accesses)
    if (Use.Orders.empty() || isBefore(A.At->getEndLoc(), First, SM))
      Result.push_back(&A);
  return Result;
}

bool MemoryUse::isSteered(const VarDecl &Pointer) const {
  return Changed.Rebound.contains(&Pointer) ||
         Changed.MovedFrom.contains(&Pointer) ||
         llvm::any_of(Accesses, [&](const MemoryAccess &A) {
           return A.Writes && A.Place.Root == &Pointer && !A.Place.Through &&
                  A.Place.Path.empty();
         });
}

bool MemoryAccesses::mayBeSkipped(FunctionAnalysis &F, const MemoryAccess &A,
                                  const Stmt *Since) {
  if (A.MayBeSkipped)
    return true;
  const Stmt *Child = A.At;
  for (const Stmt *Outer = F.parents().getParent(A.At);
       Outer && !(Since && F.isWithin(*Since, *Child));
       Child = Outer, Outer = F.parents().getParent(Outer))
    if (decides(*Outer, Child))
      return true;
  const SourceManager &SM = Unit.context().getSourceManager();
  for (const Stmt *Exit : of(F).Exits) {
    if (isBefore(*A.At, *Exit, SM))
      return false; // they are in order
    if (!F.isWithin(*A.At, *Exit) && !F.isWithin(*Exit, *A.At) &&
        !(Since && isBefore(*Exit, *Since, SM)))
      return true;
  }
  return false;
}

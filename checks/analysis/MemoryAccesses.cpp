//===--- MemoryAccesses.cpp - reads and writes of plain memory ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "MemoryAccesses.h"
#include "BodyVisibility.h"
#include "Handovers.h"
#include "Joins.h"
#include "OwnCodeVisitor.h"
#include "SendTraits.h"
#include "Sinks.h"
#include "SpawnedWork.h"
#include "TranslationUnit.h"
#include "Waits.h"
#include "Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

/// Names for names are followed this deep.
static constexpr unsigned MaxDepth = 8;

bool MemoryPlace::overlaps(const MemoryPlace &Other) const {
  const size_t Common = std::min(Path.size(), Other.Path.size());
  return std::equal(Path.begin(), Path.begin() + Common, Other.Path.begin());
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

std::optional<MemoryPlace> MemoryAccesses::placeOf(const Expr &E) {
  return place(&E, 0);
}

std::optional<MemoryPlace> MemoryAccesses::pointeeOf(const Expr &E) {
  return pointee(&E, 0);
}

/// Through parentheses, and casts that stay in the object.
static const Expr *peelCasts(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    const auto *Cast = dyn_cast<CastExpr>(E);
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (Cast && (Cast->getCastKind() == CK_NoOp ||
                      Cast->getCastKind() == CK_UncheckedDerivedToBase ||
                      Cast->getCastKind() == CK_DerivedToBase))
      E = Cast->getSubExpr();
    else
      return E;
  }
}

std::optional<MemoryPlace> MemoryAccesses::place(const Expr *E,
                                                 unsigned Depth) {
  if (Depth == MaxDepth)
    return std::nullopt;
  E = peelCasts(E);
  if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Binding = dyn_cast<BindingDecl>(Name->getDecl()))
      return Binding->getBinding() ? place(Binding->getBinding(), Depth + 1)
                                   : std::nullopt;
    const auto *Var = dyn_cast<VarDecl>(Name->getDecl());
    if (!Var || isa<DecompositionDecl>(Var))
      return std::nullopt;
    if (Var->getType()->isReferenceType() && !isa<ParmVarDecl>(Var))
      return Var->getInit() ? place(Var->getInit(), Depth + 1) : std::nullopt;
    return MemoryPlace{Var};
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field || Field->getType()->isReferenceType())
      return std::nullopt;
    auto Base = Member->isArrow() ? pointee(Member->getBase(), Depth + 1)
                                  : place(Member->getBase(), Depth + 1);
    if (Base)
      Base->Path.push_back(Field);
    return Base;
  }
  if (const auto *Deref = dyn_cast<UnaryOperator>(E);
      Deref && Deref->getOpcode() == UO_Deref)
    return pointee(Deref->getSubExpr(), Depth + 1);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getOperator() == OO_Star &&
      Operator->getNumArgs() == 1)
    return pointee(Operator->getArg(0), Depth + 1);
  return std::nullopt;
}

std::optional<MemoryPlace> MemoryAccesses::pointee(const Expr *E,
                                                   unsigned Depth) {
  if (Depth == MaxDepth)
    return std::nullopt;
  E = peelCasts(E);
  if (const auto *Load = dyn_cast<ImplicitCastExpr>(E);
      Load && Load->getCastKind() == CK_LValueToRValue)
    E = peelCasts(Load->getSubExpr());
  if (isa<CXXThisExpr>(E))
    return MemoryPlace();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return place(Address->getSubExpr(), Depth + 1);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getOperator() == OO_Arrow)
    return pointee(Operator->getArg(0), Depth + 1);
  auto Pointer = isa<DeclRefExpr>(E) ? place(E, Depth + 1) : std::nullopt;
  // A pointer in an object may be exchanged, and a second step is too far.
  if (!Pointer || !Pointer->Root || Pointer->Through || !Pointer->Path.empty())
    return std::nullopt;
  QualType T = Pointer->Root->getType().getNonReferenceType();
  // What it contains is a part of the object; a proxy has a lock.
  if (!T->isPointerType() && (Unit.roles().hasRole(T, TypeRole::Optional) ||
                              Unit.roles().isLockedProxy(T)))
    return std::nullopt;
  Pointer->Through = true;
  return Pointer;
}

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
      : Unit(F.unit()), R(Unit.roles()), Memory(Unit.memoryAccesses()),
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
  void add(const Expr &Object, bool Writes, const Expr &At);
  bool locks(const FunctionDecl &Callee);
  bool mayOrder(const Expr &Call);
  bool isShareable(QualType T);
  bool givesShareable(const Expr &Call);
  void call(const CallExpr &E, const FunctionDecl &Callee);
  bool takeFrom(const CallExpr &E, const Expr &Object);
  bool writes(const CXXMethodDecl &Method);
  void readArguments(const Expr &Call, const FunctionDecl &Callee);

  TranslationUnit &Unit;
  Roles &R;
  MemoryAccesses &Memory;
  MemoryUse &Out;
};

} // namespace

void AccessFinder::add(const Expr &Object, bool Writes, const Expr &At) {
  QualType T = Object.getType().getNonReferenceType();
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
    return !Memory.of(*Body).Orders.empty();
  if (isInSystemHeader(*Callee) && isa<CXXConstructExpr>(Call))
    return false;
  llvm::StringRef Name =
      Callee->getIdentifier() ? Callee->getName() : llvm::StringRef();
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
  if (isInSystemHeader(*Callee))
    return hasWord(Name, {"wait", "join", "sleep", "yield", "get", "fence"}) &&
           Name != "get_id";
  return soundsLikeWaiting(*Callee) ||
         hasWord(Name, {"sleep", "yield", "barrier", "fence"}) ||
         givesShareable(Call);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Whether calling a member function whose body is not visible changes the
/// object itself. What only leads to elements, as begin() does, counts as const
/// ([container.requirements.dataraces]).
bool AccessFinder::writes(const CXXMethodDecl &Method) {
  if (Method.isConst() || Method.isStatic())
    return false;
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

/// What a function with a visible body does to the object that it is called
/// for.
bool AccessFinder::takeFrom(const CallExpr &E, const Expr &Object) {
  FunctionAnalysis *Body = Unit.calledFunction(E);
  if (!Body)
    return false;
  const bool Arrow = Object.getType()->isPointerType();
  auto Base = Arrow ? Memory.pointeeOf(Object) : Memory.placeOf(Object);
  if (!Base)
    return true;
  for (const MemoryAccess &A : Memory.of(*Body).Accesses) {
    if (A.Place.Root || A.Place.Path.empty())
      continue;
    MemoryAccess Mine{*Base, A.Writes, &E, A.Inner};
    Mine.Place.Path.append(A.Place.Path.begin(), A.Place.Path.end());
    Out.Accesses.push_back(std::move(Mine));
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
  readArguments(E, Callee);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const Expr *Object = Method ? argumentOf(E, ThisArgument) : nullptr;
  if (!Object || takeFrom(E, *Object) || Object->getType()->isPointerType())
    return;
  // Leads on to another object, and reads the pointer.
  if (writes(*Method))
    add(*Object, true, E);
  else if (isInSystemHeader(Callee) || Method->isConst())
    add(*Object, false, E);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

const MemoryUse &MemoryAccesses::of(FunctionAnalysis &F) {
  auto [It, New] = Known.try_emplace(&F);
  if (!New)
    return *It->second;
  It->second = std::make_unique<MemoryUse>();
  MemoryUse Found;
  AccessFinder(F, Found).TraverseStmt(const_cast<Stmt *>(&F.body()));
  MemoryUse &Result = *Known[&F];
  Result = std::move(Found);
  return Result;
}

llvm::SmallVector<const MemoryAccess *, 4>
MemoryAccesses::unordered(FunctionAnalysis &F) {
  const SourceManager &SM = Unit.context().getSourceManager();
  const MemoryUse &Use = of(F);
  llvm::SmallVector<const MemoryAccess *, 4> Result;
  for (const MemoryAccess &A : Use.Accesses)
    if (llvm::none_of(Use.Orders, [&](const Stmt *Order) {
          return SM.isBeforeInTranslationUnit(
              SM.getExpansionLoc(Order->getBeginLoc()),
              SM.getExpansionLoc(A.At->getEndLoc()));
        }))
      Result.push_back(&A);
  return Result;
}

//===--- ContainerChangers.cpp - who changes containers meanwhile ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ContainerChanges.h"
#include "StmtParents.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

/// At most this many callers of callers are looked at.
static constexpr unsigned MaxCallers = 32;

static const CXXRecordDecl *classOf(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method ? Method->getParent() : nullptr;
}

const CXXRecordDecl *corolint::classAround(const FunctionDecl &Function) {
  const DeclContext *In = &Function;
  for (; In; In = In->getParent())
    if (const auto *Class = dyn_cast<CXXRecordDecl>(In);
        Class && !Class->isLambda())
      return Class->getCanonicalDecl();
  return nullptr;
}

/// Whether the object is copied or moved: it gets another identity.
static bool transfers(const FunctionDecl &F) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    return Constructor->isCopyOrMoveConstructor();
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method && (Method->isCopyAssignmentOperator() ||
                    Method->isMoveAssignmentOperator());
}

/// Runs before or after all else that happens to the object; what is called on
/// rvalues, when the object is given away.
bool corolint::beginsOrEnds(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return isa<CXXConstructorDecl, CXXDestructorDecl>(F) || transfers(F) ||
         (Method && Method->getRefQualifier() == RQ_RValue);
}

/// Whether all calls of \p F are in this translation unit, and seen.
bool corolint::hasNoUnseenCallers(const FunctionDecl &F) {
  const CXXRecordDecl *Class = classOf(F);
  if (Class && Class->isLambda())
    return true;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F);
      Method && Method->isVirtual())
    return false;
  return F.getAccess() == AS_private || !F.isExternallyVisible();
}

/// Whether a lambda runs only while the function around it does: no coroutine,
/// defined there.
static bool runsInside(FunctionAnalysis &By, const FunctionDecl &Outer) {
  const CXXRecordDecl *Class = classOf(By.function());
  if (!Class || !Class->isLambda() || By.isCoroutine())
    return false;
  return Class->getDeclContext() == &Outer;
}

/// What \p F is an instantiation of; itself otherwise.
static const FunctionDecl *patternOf(const FunctionDecl &F) {
  const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
  return (Pattern ? Pattern : &F)->getCanonicalDecl();
}

/// Another instantiation of a template that awaits \p C is the same code.
bool ContainerChanges::awaitsTransitively(FunctionAnalysis &By,
                                          FunctionAnalysis &C) {
  llvm::SmallPtrSet<FunctionAnalysis *, 8> Seen{&C};
  llvm::SmallVector<FunctionAnalysis *, 8> Work{&C};
  while (!Work.empty() && Seen.size() <= MaxCallers)
    for (const FunctionUse &Use : usesOf(Work.pop_back_val()->function()))
      if (Use.Awaited && Use.Call && Seen.insert(Use.By).second)
        Work.push_back(Use.By);
  return llvm::any_of(Seen, [&](const FunctionAnalysis *Caller) {
    return patternOf(Caller->function()) == patternOf(By.function());
  });
}

bool ContainerChanges::isSelf(FunctionAnalysis &By, FunctionAnalysis &C) {
  return &By == &C || runsInside(By, C.function()) || awaitsTransitively(By, C);
}

/// Whether \p By is a helper that runs only as a part of \p C, or of the making
/// or unmaking of the object.
bool ContainerChanges::onlyReachedThrough(FunctionAnalysis &By,
                                          FunctionAnalysis &C) {
  llvm::SmallPtrSet<FunctionAnalysis *, 8> Seen{&By};
  llvm::SmallVector<FunctionAnalysis *, 8> Work{&By};
  while (!Work.empty()) {
    FunctionAnalysis &Helper = *Work.pop_back_val();
    llvm::ArrayRef<FunctionUse> Callers = usesOf(Helper.function());
    if (!hasNoUnseenCallers(Helper.function()) || Callers.empty() ||
        Seen.size() > MaxCallers)
      return false;
    for (const FunctionUse &Use : Callers) {
      if (!Use.Call)
        return false;
      if (!isSelf(*Use.By, C) && !beginsOrEnds(Use.By->function()) &&
          Seen.insert(Use.By).second)
        Work.push_back(Use.By);
    }
  }
  return true;
}

bool ContainerChanges::runsMeanwhile(FunctionAnalysis &By,
                                     FunctionAnalysis &C) {
  return !beginsOrEnds(By.function()) && !isSelf(By, C) &&
         !onlyReachedThrough(By, C);
}

/// Whether \p F, which changes what \p Lender refers to, is called, and every
/// time with an object of the caller's own: it fills what it is given.
bool ContainerChanges::onlyGivenFrames(const ParmVarDecl &Lender,
                                       const FunctionDecl &F) const {
  llvm::ArrayRef<FunctionUse> Callers = usesOf(F);
  return !Callers.empty() && llvm::all_of(Callers, [&](const FunctionUse &Use) {
    return Use.Call &&
           Elements(*Use.By)
                   .objectOrPointee(argumentFor(*Use.Call, F, Lender))
                   .Object.Reach == Place::Frame;
  });
}

/// Whether what is looked up, put in or erased depends on a parameter.
static bool mentionsParameter(const Stmt *S) {
  if (!S || isa<CoroutineSuspendExpr, LambdaExpr>(S))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return isa<ParmVarDecl>(Ref->getDecl());
  return llvm::any_of(S->children(), mentionsParameter);
}

/// The same for the arguments, not the object, of a call.
static bool argumentsMentionParameter(const Expr &Call) {
  for (unsigned I = 0, E = argumentCount(Call); I != E; ++I)
    if (mentionsParameter(argumentOf(Call, I)))
      return true;
  return false;
}

/// Whether a private member gives an owner an object: a step of opening what
/// the public members use, which they do not do twice. To close it is another
/// thing.
static bool opens(const ContainerChange &Change, const Roles &R) {
  const auto *Assignment = dyn_cast<CXXOperatorCallExpr>(Change.At);
  return Assignment && Assignment->getOperator() == OO_Equal &&
         Change.Function->getAccess() == AS_private &&
         R.hasRole(Change.Container.Type, TypeRole::Owner) &&
         !Assignment->getArg(1)->getType()->isNullPtrType();
}

/// Whether \p T is a container of characters or bytes: content, not things.
static bool isBuffer(QualType T) {
  auto Types = typeArguments(T);
  return !Types.empty() &&
         (Types[0]->isAnyCharacterType() || Types[0]->isStdByteType());
}

/// `return std::move(body_);`, `return std::exchange(body_, {});` of a buffer,
/// in a function that the class does not call itself: its user takes the result
/// when the object is done.
bool ContainerChanges::handsOut(const ContainerChange &Change) const {
  if (Change.At->isLValue() || !isBuffer(Change.At->getType()) ||
      llvm::any_of(usesOf(*Change.Function), [&](const FunctionUse &Use) {
        return classOf(Use.By->function()) == classOf(*Change.Function);
      }))
    return false;
  const Stmt *Parent = Change.By->parents().getParent(Change.At);
  while (isa_and_nonnull<ImplicitCastExpr, CXXConstructExpr, FullExpr,
                         CXXBindTemporaryExpr>(Parent))
    Parent = Change.By->parents().getParent(Parent);
  return isa_and_nonnull<ReturnStmt>(Parent);
}

bool ContainerChanges::happensMeanwhile(const ContainerChange &Change,
                                        FunctionAnalysis &C,
                                        const Expr *LookUp) {
  if (!Change.By)
    return true;
  const FunctionDecl &By = *Change.Function;
  const auto *Field = dyn_cast<FieldDecl>(Change.Container.Decl);
  bool OwnField =
      Field && Field->getParent()->getCanonicalDecl() ==
                   (classOf(By) ? classOf(By)->getCanonicalDecl() : nullptr);
  if ((Change.Container.OfThis && beginsOrEnds(By)) ||
      (OwnField && transfers(By)) || opens(Change, Unit.roles()) ||
      handsOut(Change))
    return false;
  // A local that a closure refers to is its function's own until it returns.
  if (const auto *Var = dyn_cast<VarDecl>(Change.Container.Decl);
      Var && !Var->hasGlobalStorage() && !isa<ParmVarDecl>(Var) &&
      Var->getDeclContext() == &By)
    return false;
  if (Change.Container.Lender && onlyGivenFrames(*Change.Container.Lender, By))
    return false;
  if (!isSelf(*Change.By, C))
    return !onlyReachedThrough(*Change.By, C);
  // A second one: it erases what it put in itself, and what it replaces it
  // does at its beginning, mostly.
  if (Change.Kind == ContainerChange::Replaces ||
      !canGainElements(Change.Container.Type, Unit.roles()))
    return false;
  const FunctionDecl *Maker = LookUp ? calleeBehind(LookUp) : nullptr;
  if (Maker && Unit.roles().functionModel(*Maker, CallEffect::Inserts))
    return Change.Kind == ContainerChange::Inserts;
  return mentionsParameter(LookUp) || argumentsMentionParameter(*Change.At);
}

bool ContainerChanges::isLentByAwaitingFrames(FunctionAnalysis &C,
                                              const ParmVarDecl &Param) {
  llvm::ArrayRef<FunctionUse> Callers = usesOf(C.function());
  return !Callers.empty() && llvm::all_of(Callers, [&](const FunctionUse &Use) {
    if (!Use.Call || !Use.Awaited)
      return false;
    Borrowed Given = Elements(*Use.By).objectOrPointee(
        argumentFor(*Use.Call, C.function(), Param));
    return Given.Object.Reach == Place::Frame;
  });
}

bool ContainerChanges::happensInPullers(const ContainerChange &Change,
                                        FunctionAnalysis &C) const {
  auto It = Pulls.find(C.function().getCanonicalDecl());
  if (It == Pulls.end())
    return false;
  if (!Change.By)
    return false;
  const SourceManager &SM = Unit.context().getSourceManager();
  auto Within = [&](const Expr *E, const Stmt *Body) {
    return E && SM.isPointWithin(E->getExprLoc(), Body->getBeginLoc(),
                                 Body->getEndLoc());
  };
  return llvm::any_of(It->second, [&](const PullingLoop &Loop) {
    const Stmt *Body = Loop.Loop->getBody();
    if (Change.By == Loop.By)
      return Within(Change.At, Body);
    return llvm::any_of(usesOf(*Change.Function), [&](const FunctionUse &Use) {
      return Use.By == Loop.By && Within(Use.Call, Body);
    });
  });
}

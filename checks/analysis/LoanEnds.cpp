//===--- LoanEnds.cpp - what dies while work refers to it -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LoanEnds.h"
#include "BodyVisibility.h"
#include "Calls.h"
#include "Copies.h"
#include "Joins.h"
#include "SharedState.h"
#include "Sinks.h"
#include "StmtParents.h"
#include "Typestate.h"
#include "Waits.h"
#include "WorkPlaces.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

/// Whether \p First is destroyed before \p Second, two locals that are in scope
/// at one place.
static bool diesBefore(const VarDecl &First, const VarDecl &Second,
                       const SourceManager &SM) {
  if (isa<ParmVarDecl>(First) || isa<ParmVarDecl>(Second))
    return !isa<ParmVarDecl>(First);
  return SM.isBeforeInTranslationUnit(Second.getLocation(),
                                      First.getLocation());
}

/// Whether the scope or executor ends, and its work with it, before \p Var.
static bool placeEndsFirst(FunctionAnalysis &F, const SpawnedWork &Work,
                           const VarDecl &Var) {
  if (Work.Where.K != Referent::Object)
    return false;
  const VarDecl &Place = *Work.Where.Var;
  if (!Work.InScope && isCopyable(Place.getType()))
    return false; // a handle of the executor
  return &Place == &Var ||
         !diesBefore(Var, Place, F.unit().context().getSourceManager());
}

/// Whether the scope itself gets lost, which is another rule's to say.
static bool scopeIsLost(FunctionAnalysis &F, const SpawnedWork &Work) {
  if (!Work.InScope || !Work.Where.Var)
    return false;
  const TrackedObject *Object = F.objectIn(*Work.Where.Var);
  return Object && Object->K == TrackedObject::Scope &&
         F.lifeOf(*Object).LostAt.isValid();
}

/// Whether the destructor of \p T, or of a part of it, may wait, as far as that
/// can be seen. What is not visible may, where \p IfUnseen says so.
static bool endMayWait(QualType T, TranslationUnit &Unit, bool IfUnseen,
                       unsigned Depth = 0) {
  const CXXRecordDecl *Record = recordOf(T);
  constexpr unsigned MaxDepth = 4;
  if (!Record || !Record->hasDefinition() || Depth == MaxDepth)
    return false;
  if (joinsAtEnd(T, Unit))
    return true;
  if (isInSystemHeader(*Record))
    return false;
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  if (Destructor && Destructor->isUserProvided()) {
    const FunctionDecl *Body = visibleBody(*Destructor);
    if (!Body)
      return IfUnseen;
    if (anyCall(*Body->getBody(), [](const CallExpr &Call) {
          return Call.getDirectCallee() &&
                 soundsLikeWaiting(*Call.getDirectCallee());
        }))
      return true;
  }
  return llvm::any_of(Record->fields(),
                      [&](const FieldDecl *Field) {
                        return endMayWait(Field->getType(), Unit, IfUnseen,
                                          Depth + 1);
                      }) ||
         llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
           return endMayWait(Base.getType(), Unit, IfUnseen, Depth + 1);
         });
}

/// Whether the work is what the variable holds: `worker.detach()`.
static bool isPart(const SpawnedWork &Work, const VarDecl &Var) {
  return llvm::any_of(Work.Parts, [&](const Expr *Part) {
    return variableNamed(Part) == &Var;
  });
}

/// Whether the end of a local object, of \p Var itself or of one that dies
/// before it, waits for the work.
static bool anEndWaits(FunctionAnalysis &F, const SpawnedWork &Work,
                       const VarDecl &Var) {
  TranslationUnit &Unit = F.unit();
  const SourceManager &SM = Unit.context().getSourceManager();
  const SharedState &State = Unit.sharedStates().of(Work, F);
  for (const VarDecl *Local : Unit.sharedStates().namesIn(F).Joining)
    if ((Local == &Var || diesBefore(*Local, Var, SM)) && State.has(*Local) &&
        Local != Work.Handle && Local != Work.Where.Var &&
        !isPart(Work, *Local))
      return true;
  return endMayWait(Var.getType(), Unit, /*IfUnseen=*/Work.Inner != nullptr);
}

/// What waits in \p Extent, where an object lives, and not behind its end.
static void keepWithin(llvm::SmallVectorImpl<ObjectUse> &Waits,
                       const Stmt *Extent, const SourceManager &SM) {
  if (Extent)
    llvm::erase_if(Waits, [&](const ObjectUse &Wait) {
      return !SM.isPointWithin(SM.getFileLoc(Wait.At->getBeginLoc()),
                               SM.getFileLoc(Extent->getBeginLoc()),
                               SM.getFileLoc(Extent->getEndLoc()));
    });
}

SourceLocation corolint::diesUnder(FunctionAnalysis &F, const SpawnedWork &Work,
                                   const Loan &L) {
  const VarDecl *Var = L.To.K == Referent::Object ? L.To.Var : nullptr;
  if (!Var || !Var->hasLocalStorage() || Var == Work.Handle ||
      placeEndsFirst(F, Work, *Var) || anEndWaits(F, Work, *Var) ||
      scopeIsLost(F, Work) ||
      (!Work.InScope && !Work.Inner && runsOnlyWithin(*Var, Work, F)))
    return {};
  TrackedObject Lent;
  Lent.Declared = Var;
  Lent.K = TrackedObject::Scope;
  Lent.IsGiven = isa<ParmVarDecl>(Var);
  // Its constructor starts it.
  Lent.BeginsFull =
      Var->getInit() && Var->getInit()->IgnoreImplicit() == Work.Start;
  Lent.Uses = waitsFor(F, Work);
  keepWithin(Lent.Uses, F.extentOf(*Var),
             F.unit().context().getSourceManager());
  Lent.Uses.insert(Lent.Uses.begin(), {ObjectUse::Adds, Work.Start, nullptr});
  SourceLocation End = F.lifeOf(Lent).LostAt;
  // A test that gives up inside of a macro ends its process as well.
  return End.isMacroID() && !Work.Start->getExprLoc().isMacroID()
             ? SourceLocation()
             : End;
}

bool corolint::isUnownedThis(FunctionAnalysis &F, const SpawnedWork &Work,
                             const Loan &L) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  if (L.To.K != Referent::Pointee || L.To.Var || Work.InScope || Work.Handle ||
      !Method)
    return false;
  bool Owned = llvm::any_of(Work.Parts, [&](const Expr *Part) {
    const LambdaExpr *Closure = closureIn(*Part, F);
    return Closure &&
           keepsOwnerOf(*Method->getParent(), *Closure, F.unit().roles());
  });
  return !Owned && waitsFor(F, Work).empty();
}

const NamedDecl &corolint::nameOf(const Loan &L) {
  const ValueDecl *Captured = L.Capture && L.Capture->capturesVariable()
                                  ? L.Capture->getCapturedVar()
                                  : nullptr;
  if (isa_and_nonnull<BindingDecl>(Captured) &&
      isa<DecompositionDecl>(L.To.Var))
    return *Captured;
  return *L.To.Var;
}

SourceLocation corolint::rangeForOf(FunctionAnalysis &F, const VarDecl &Var) {
  for (const CXXForRangeStmt *Loop : F.survey().RangeFors)
    if (Loop->getRangeStmt()->getSingleDecl() == &Var)
      return Loop->getForLoc();
  return Var.getLocation();
}

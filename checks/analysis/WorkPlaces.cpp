//===--- WorkPlaces.cpp - the local objects that run work -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "WorkPlaces.h"
#include "Joins.h"
#include "OwnCodeVisitor.h"
#include "SharedState.h"
#include "Sinks.h"
#include "StmtParents.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace corolint;

namespace {

/// Finds what runs work: the objects by which it was started, what they were
/// made from, and so on.
class PlaceFinder : public OwnCodeVisitor<PlaceFinder> {
public:
  PlaceFinder(FunctionAnalysis &F) : F(F) {}

  /// Everything that may run the work is one of these objects of the function.
  bool AllLocal = true;
  llvm::SmallSetVector<const VarDecl *, 4> Places;

  void add(const Expr &E) {
    TraverseStmt(const_cast<Expr *>(&E));
    for (unsigned I = 0; I != Places.size() && AllLocal; ++I)
      if (const Expr *Init = Places[I]->getInit())
        madeFrom(*Places[I], *Init);
  }

  // What callables have is not what runs them.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitCXXThisExpr(CXXThisExpr *) { return AllLocal = false; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (!Var)
      return AllLocal = AllLocal && !isa<BindingDecl>(E->getDecl());
    if (isPlainData(Var->getType()) || Var->isConstexpr())
      return true;
    if (isa<ParmVarDecl>(Var) || !Var->hasLocalStorage() ||
        Var->getDeclContext() != &F.function())
      return AllLocal = false;
    Places.insert(Var);
    return NamesPlace = true;
  }

private:
  bool isPlainData(QualType T) const {
    return (T->isScalarType() && !T->isPointerType()) || T->isArrayType() ||
           (!T->isReferenceType() && !T->isPointerType() &&
            !isSignal(T, F.unit().roles()));
  }
  /// References, pointers and handles name what exists without them.
  void madeFrom(const VarDecl &Place, const Expr &Init) {
    NamesPlace = false;
    TraverseStmt(const_cast<Expr *>(&Init));
    bool IsObject = !Place.getType()->isReferenceType() &&
                    !Place.getType()->isPointerType();
    if (!NamesPlace && !(IsObject && isMadeHere(Init)))
      AllLocal = false;
  }
  /// By its constructor: what a function returns may be known to others.
  static bool isMadeHere(const Expr &Init) {
    const Expr *E = Init.IgnoreImplicit();
    return isa<CXXConstructExpr, InitListExpr>(E);
  }

  FunctionAnalysis &F;
  /// Something that was traversed is one of the function's objects.
  bool NamesPlace = false;
};

/// Finds the mentions of some variables, in closures, too.
class MentionFinder : public RecursiveASTVisitor<MentionFinder> {
public:
  explicit MentionFinder(llvm::ArrayRef<const VarDecl *> Of) : Of(Of) {}
  llvm::SmallVector<const DeclRefExpr *, 8> Found;
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Var = dyn_cast<VarDecl>(E->getDecl());
        Var && llvm::is_contained(Of, Var))
      Found.push_back(E);
    return true;
  }

private:
  llvm::ArrayRef<const VarDecl *> Of;
};

} // namespace

/// Whether control may come to \p At when \p Var, which lives in \p Extent, is
/// gone, and \p Place is not.
static bool isReachedAfter(const VarDecl &Var, const Stmt &Extent,
                           const Expr &At, const VarDecl &Place,
                           FunctionAnalysis &F) {
  const SourceManager &SM = F.unit().context().getSourceManager();
  auto LiesIn = [&](SourceLocation L, SourceLocation Begin, const Stmt &S) {
    return SM.isPointWithin(SM.getFileLoc(L), SM.getFileLoc(Begin),
                            SM.getFileLoc(S.getEndLoc()));
  };
  SourceLocation Where = At.getBeginLoc();
  if (LiesIn(Where, Var.getLocation(), Extent))
    return false;
  if (SM.isBeforeInTranslationUnit(SM.getFileLoc(Extent.getEndLoc()),
                                   SM.getFileLoc(Where)))
    return true;
  for (const Stmt *Loop = F.parents().getParent(&Extent); Loop;
       Loop = F.parents().getParent(Loop))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Loop) &&
        LiesIn(Where, Loop->getBeginLoc(), *Loop) &&
        !LiesIn(Place.getLocation(), Loop->getBeginLoc(), *Loop))
      return true;
  return false;
}

bool corolint::runsWork(QualType T, const ASTContext &Context) {
  const CXXRecordDecl *Record = recordOf(T.getNonReferenceType());
  return Record && Record->hasDefinition() &&
         Record->hasMemberName(&Context.Idents.get("execute"));
}

/// An executor of a type that is not known as one: `post(executor, work)`.
static const Expr *executorOf(const Expr &Start, const ASTContext &Context) {
  if (isa<CXXConstructExpr>(Start) || argumentCount(Start) < 2)
    return nullptr;
  const Expr *First = argumentOf(Start, 0);
  const VarDecl *Var = First ? variableNamed(First) : nullptr;
  return Var && runsWork(Var->getType(), Context) ? First : nullptr;
}

/// Whether something has waited for \p Other when \p Work starts.
static bool isDoneBefore(const SpawnedWork &Other, const SpawnedWork &Work,
                         FunctionAnalysis &F) {
  const SourceManager &SM = F.unit().context().getSourceManager();
  return llvm::any_of(waitsFor(F, Other), [&](const ObjectUse &Wait) {
    return SM.isBeforeInTranslationUnit(Wait.At->getBeginLoc(),
                                        Work.Start->getBeginLoc());
  });
}

bool corolint::runsOnlyWithin(const VarDecl &Var, const SpawnedWork &Work,
                              FunctionAnalysis &F) {
  PlaceFinder Finder(F);
  if (Work.Place)
    Finder.add(*Work.Place);
  else if (const Expr *First = executorOf(*Work.Start, F.unit().context()))
    Finder.add(*First);
  if (const Expr *Object = argumentOf(*Work.Start, ThisArgument))
    Finder.add(*Object);
  if (!Finder.AllLocal || Finder.Places.empty())
    return false;
  // Threads run by themselves.
  for (const VarDecl *Place : Finder.Places)
    if (joinsAtEnd(Place->getType(), F.unit()) ||
        F.unit().spawnedWorks().startsWhenMade(Place->getType()))
      return false;
  SharedStates &States = F.unit().sharedStates();
  for (const SpawnedWork &Other : F.unit().spawnedWorks().of(F))
    if (&Other != &Work &&
        llvm::any_of(Finder.Places,
                     [&](const VarDecl *P) {
                       return States.of(Other, F).isNamed(*P);
                     }) &&
        !isDoneBefore(Other, Work, F))
      return false;
  const Stmt *Extent = F.extentOf(Var);
  if (!Extent)
    return true;
  MentionFinder Mentions(Finder.Places.getArrayRef());
  Mentions.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return llvm::none_of(Mentions.Found, [&](const DeclRefExpr *At) {
    return isReachedAfter(Var, *Extent, *At, *cast<VarDecl>(At->getDecl()), F);
  });
}

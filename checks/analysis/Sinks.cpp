//===--- Sinks.cpp - what a callee does with a task or callable -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Sinks.h"
#include "Annotations.h"
#include "Calls.h"
#include "Handovers.h"
#include "LLVMCompat.h"
#include "TranslationUnit.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

bool corolint::joinsAtEnd(QualType T, TranslationUnit &Unit) {
  const CXXRecordDecl *Record = T.isNull() ? nullptr : recordOf(T);
  if (!Record || T->isReferenceType())
    return false;
  if (Unit.roles().hasRole(T, TypeRole::SelfJoining))
    return true;
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  const FunctionDecl *Body = Destructor ? visibleBody(*Destructor) : nullptr;
  if (!Body)
    return false;
  return anyCall(*Body->getBody(), [&](const CallExpr &Call) {
    const FunctionDecl *Callee = Call.getDirectCallee();
    return Unit.tasks().joins(Call) ||
           (Callee &&
            Unit.roles().functionModel(*Callee, CallEffect::WaitsFor));
  });
}

/// The parameter that argument \p Index initialises; the last one for the rest
/// of a pack.
static const ParmVarDecl *parameterAt(const FunctionDecl &Callee, int Index) {
  if (Index < 0 || unsigned(Index) >= Callee.getNumParams())
    return nullptr;
  return Callee.getParamDecl(Index);
}

static bool concerns(const FunctionModel &Model, int Index) {
  return Model.Argument == Index ||
         (Model.Argument == AllArguments && Index >= 0);
}

/// Whether somebody can wait for the work in a \p T.
static bool isScope(QualType T, TranslationUnit &Unit) {
  if (Unit.tasks().mustJoin(T) || joinsAtEnd(T, Unit))
    return true;
  const CXXRecordDecl *Record = recordOf(T);
  return Record &&
         llvm::any_of(Record->methods(), [&](const CXXMethodDecl *Method) {
           return findAnnotation(*Method, "joins") ||
                  Unit.roles().functionModel(*Method, CallEffect::Joins);
         });
}

/// Whether \p E is a scope or stands for one, like its executor or token. An
/// executor that comes from elsewhere says nothing of where the work runs.
static bool namesScope(const Expr *E, TranslationUnit &Unit,
                       unsigned Depth = 0) {
  E = E && Depth < 8 ? E->IgnoreParenImpCasts()->IgnoreImplicit() : nullptr;
  if (!E)
    return false;
  if (isScope(pointeeOrSelf(E->getType()), Unit))
    return true;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 1 &&
           namesScope(Construct->getArg(0), Unit, Depth + 1);
  if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Name->getDecl());
    return Var && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var) &&
           namesScope(Var->getInit(), Unit, Depth + 1);
  }
  const FunctionDecl *Callee = calleeOf(*E);
  const FunctionModel *Borrows =
      Callee ? Unit.roles().functionModel(*Callee, CallEffect::Borrows)
             : nullptr;
  return Borrows &&
         namesScope(argumentOf(*E, Borrows->Argument), Unit, Depth + 1);
}

static void addModels(const Expr &Call, const FunctionDecl &Callee, int Index,
                      TranslationUnit &Unit, Sink &S) {
  for (const FunctionModel &Model :
       Unit.roles().models().findFunction(Callee)) {
    // Of these, the argument is the scope: the work is all the others.
    if (Model.Effect == CallEffect::SpawnsInto && Model.Argument != Index &&
        namesScope(argumentOf(Call, Model.Argument), Unit))
      S.Into = Model.Argument;
    if (!concerns(Model, Index))
      continue;
    S.Spawns |= Model.Effect == CallEffect::Spawns;
    S.Scoped |= Model.Effect == CallEffect::Scoped;
    S.WaitsFor |= Model.Effect == CallEffect::WaitsFor;
    S.InPlace |= Model.Effect == CallEffect::InvokesInPlace;
    S.KeepsAlive |= Model.Effect == CallEffect::KeepsAlive;
    S.DropsCallable |= Model.Effect == CallEffect::DropsCallable;
  }
}

static void addAnnotations(const ParmVarDecl &Param, Sink &S) {
  S.Spawns |= hasTypeAnnotation(Param, "spawns");
  S.Scoped |= hasTypeAnnotation(Param, "scoped");
  S.InPlace |= hasTypeAnnotation(Param, "invoked_in_place") ||
               Param.hasAttr<NoEscapeAttr>();
  S.KeepsAlive |= hasTypeAnnotation(Param, "keeps_alive");
}

/// What a member function of a scope does with work, when nobody has said so.
static bool runsArgument(const CXXMethodDecl &Method, const Expr &Argument,
                         TranslationUnit &Unit) {
  llvm::StringRef Name =
      Method.getIdentifier() ? Method.getName() : llvm::StringRef();
  return !Method.isConst() && !Method.isStatic() &&
         !isa<CXXConstructorDecl>(Method) && !beginsWithWord(Name, "set") &&
         !beginsWithWord(Name, "on") && Unit.tasks().isWork(Argument.getType());
}

/// An executor that was asked for special properties may run work at once:
/// `require(ex, blocking.always).execute(work)`.
static bool hasRequiredProperties(const Expr *Executor, const Roles &R) {
  const Expr *E =
      Executor ? peelForBorrow(Executor->IgnoreImplicit()) : nullptr;
  if (const VarDecl *Var = E ? variableNamed(E) : nullptr;
      Var && Var->getInit() && !isa<ParmVarDecl>(Var))
    E = peelForBorrow(Var->getInit()->IgnoreImplicit());
  const FunctionDecl *Callee = E && isa<CallExpr>(E) ? calleeOf(*E) : nullptr;
  return Callee && R.functionModel(*Callee, CallEffect::RequiresProperties);
}

Sink corolint::sinkOf(const Expr &Call, int Index, TranslationUnit &Unit) {
  Sink S;
  const FunctionDecl *Callee = calleeOf(Call);
  const Expr *Argument = argumentOf(Call, Index);
  if (!Callee || !Argument)
    return S;
  addModels(Call, *Callee, Index, Unit, S);
  if (isa<CXXMemberCallExpr>(Call) &&
      hasRequiredProperties(argumentOf(Call, ThisArgument), Unit.roles()))
    S.Spawns = false;
  if (const ParmVarDecl *Param = parameterAt(*Callee, Index))
    addAnnotations(*Param, S);
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (!Method || Index < 0 || S.Into)
    return S;
  QualType Class = typeOf(Unit.context(), *Method->getParent());
  bool Scope = Unit.tasks().mustJoin(Class) || joinsAtEnd(Class, Unit);
  if (isa<CXXConstructorDecl>(Method)) {
    if (Scope && (S.Spawns || S.Scoped))
      S.Into = Sink::ConstructedObject;
  } else if (Scope &&
             (S.Spawns || S.Scoped ||
              (!S.isKnown() && runsArgument(*Method, *Argument, Unit)))) {
    S.Into = ThisArgument;
  }
  // In a scope, the work is neither left alone nor joined by the call.
  if (S.Into)
    S.Spawns = S.Scoped = false;
  return S;
}

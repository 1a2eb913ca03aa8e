//===--- RaceArms.cpp - operations that lose a race -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "RaceArms.h"
#include "Annotations.h"
#include "ElementsAfter.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "TranslationUnit.h"
#include "Words.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

namespace {

/// Finds the races of one function and what takes part in them.
class ArmFinder : public OwnCodeVisitor<ArmFinder> {
public:
  explicit ArmFinder(FunctionAnalysis &F) : F(F), R(F.unit().roles()) {}

  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *Callee = E->getDirectCallee())
      forEachArm(*E, *Callee,
                 [&](const Expr &Arm) { addArm(Arm, *Callee, *E); });
    return true;
  }

  struct Candidate {
    UnsafeArm Arm;
    const Expr *Call;
  };
  std::vector<Candidate> Found;

private:
  void forEachArm(const CallExpr &Call, const FunctionDecl &Callee,
                  llvm::function_ref<void(const Expr &)> Take);
  void addArm(const Expr &Arm, const FunctionDecl &Race, const Expr &Call);
  const Expr *unsafeCall(const Expr &E, std::string &Lost);
  void addParts(const Expr &Arm, const FunctionDecl &Race, const Expr &Call);

  FunctionAnalysis &F;
  Roles &R;
};

} // namespace

void ArmFinder::forEachArm(const CallExpr &Call, const FunctionDecl &Callee,
                           llvm::function_ref<void(const Expr &)> Take) {
  for (const FunctionModel &Model : R.models().findFunction(Callee)) {
    if (Model.Effect != CallEffect::Races)
      continue;
    if (Model.Argument != AllArguments) {
      if (const Expr *Arm = argumentOf(Call, Model.Argument))
        Take(*Arm);
      continue;
    }
    for (unsigned I = 0, End = argumentCount(Call); I != End; ++I)
      Take(*argumentOf(Call, I));
  }
  // A parameter pack is several parameters here, each with its annotation.
  for (const ParmVarDecl *P : Callee.parameters())
    if (hasTypeAnnotation(*P, "races"))
      if (const Expr *Arm = argumentFor(Call, Callee, *P))
        Take(*Arm);
}

/// The call that \p E stands for, if the operation loses something when it is
/// stopped.
const Expr *ArmFinder::unsafeCall(const Expr &E, std::string &Lost) {
  for (const Expr *P : producers(&E)) {
    const auto *Call = dyn_cast<CallExpr>(P);
    const FunctionDecl *Callee = Call ? calleeOf(*Call) : nullptr;
    if (!Callee)
      continue;
    if (const AnnotateAttr *A = findAnnotation(*Callee, "cancel_safe")) {
      bool IsSafe = true;
      if (A->args_size() == 0 ||
          (*A->args_begin())
              ->EvaluateAsBooleanCondition(IsSafe, F.unit().context()))
        if (!IsSafe)
          return P;
      continue;
    }
    const FunctionModel *Model =
        R.functionModel(*Callee, CallEffect::NotCancelSafe);
    if (!Model)
      continue;
    bool Keeps = false;
    for (unsigned I = 0, End = argumentCount(*P); I != End; ++I)
      Keeps |= R.hasRole(argumentOf(*P, I)->getType(), TypeRole::KeepsProgress);
    if (Keeps)
      continue;
    Lost = Model->Reason;
    return P;
  }
  return nullptr;
}

/// The object that \p Call works on: its own, or the first that it is given to
/// change.
static const Expr *objectOf(const Expr &Call) {
  if (isa<CXXMemberCallExpr>(Call))
    return argumentOf(Call, ThisArgument);
  const FunctionDecl *Callee = calleeOf(Call);
  for (unsigned I = 0, End = argumentCount(Call); I != End; ++I) {
    const Expr *Argument = argumentOf(Call, I);
    bool IsLent = Callee && I < Callee->getNumParams() &&
                  (Callee->getParamDecl(I)->getType()->isReferenceType() ||
                   Callee->getParamDecl(I)->getType()->isPointerType());
    if (IsLent && pointeeOrSelf(Argument->getType())->isRecordType())
      return Argument;
  }
  return nullptr;
}

/// The variable that \p Arm moves or copies from and that is made for this
/// race: its first value is all it ever has. Null for others.
static const Expr *madeBefore(const Expr &Arm, Roles &R) {
  const Expr *E = producers(&Arm).front();
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(E);
      Copy && Copy->getConstructor()->isCopyOrMoveConstructor())
    E = Copy->getArg(0)->IgnoreImplicit();
  const FunctionDecl *Callee = isa<CallExpr>(E) ? calleeOf(*E) : nullptr;
  if (!Callee || !R.functionModel(*Callee, CallEffect::Moves))
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(argumentOf(*E, 0)->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var)
             ? Var->getInit()
             : nullptr;
}

void ArmFinder::addArm(const Expr &Arm, const FunctionDecl &Race,
                       const Expr &Call) {
  std::string Lost;
  const Expr *Unsafe = unsafeCall(Arm, Lost), *At = Unsafe;
  if (!Unsafe)
    if (const Expr *Made = madeBefore(Arm, R)) {
      Unsafe = unsafeCall(*Made, Lost);
      At = &Arm;
    }
  if (!Unsafe)
    return addParts(Arm, Race, Call);
  Found.push_back(
      {{At, calleeOf(*Unsafe), &Race, Lost, objectOf(*Unsafe), nullptr},
       &Call});
}

/// What an arm waits for as a whole is given up as a whole.
void ArmFinder::addParts(const Expr &Arm, const FunctionDecl &Race,
                         const Expr &Call) {
  const auto *All = dyn_cast<CallExpr>(producers(&Arm).front());
  const FunctionDecl *Callee = All ? calleeOf(*All) : nullptr;
  if (!Callee)
    return;
  for (const FunctionModel &Model : R.models().findFunction(*Callee))
    if (Model.Effect == CallEffect::Scoped)
      for (unsigned I = 0, End = argumentCount(*All); I != End; ++I)
        if (Model.Argument == AllArguments || Model.Argument == int(I))
          addArm(*argumentOf(*All, I), Race, Call);
}

namespace {

/// What happens after a race to the object that the lost operation worked on.
class Aftermath {
public:
  Aftermath(FunctionAnalysis &F, const AccessPath &Object)
      : F(F), Object(Object) {}

  /// Takes note of what \p S does to the object.
  void see(const Stmt &S);

  bool IsClosed = false;
  const Stmt *UsedAgain = nullptr;

private:
  bool isObject(const Expr *E) const;

  FunctionAnalysis &F;
  const AccessPath &Object;
};

} // namespace

/// Whether \p E names the object, something it is part of, or a part of it.
bool Aftermath::isObject(const Expr *E) const {
  const AccessPath *Path =
      E ? F.unit().paths().objectOrPointee(E->IgnoreParenImpCasts()) : nullptr;
  if (!Path || Path->root() != Object.root())
    return false;
  size_t Common = std::min(Path->steps().size(), Object.steps().size());
  return Path->steps().take_front(Common) == Object.steps().take_front(Common);
}

static bool ends(const FunctionDecl &F) {
  return F.getIdentifier() &&
         hasWord(F.getName(),
                 {"close",     "closed",  "shutdown", "disconnect", "cancel",
                  "abort",     "reset",   "stop",     "release",    "kill",
                  "terminate", "destroy", "drop",     "invalidate", "fail",
                  "clear",     "discard", "erase",    "remove",     "reconnect",
                  "reopen",    "hang"});
}

void Aftermath::see(const Stmt &S) {
  const auto *Call = dyn_cast<CallExpr>(&S);
  if (!Call)
    return;
  const FunctionDecl *Callee = Call->getDirectCallee();
  bool Moves =
      Callee && F.unit().roles().functionModel(*Callee, CallEffect::Moves);
  bool Assigns = isa<CXXOperatorCallExpr>(Call) &&
                 cast<CXXOperatorCallExpr>(Call)->getOperator() == OO_Equal;
  auto Meets = [&](const Expr *E) {
    if (!isObject(E))
      return;
    if (Moves || Assigns || (Callee && ends(*Callee)))
      IsClosed = true;
    else if (!UsedAgain)
      UsedAgain = &S;
  };
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Meets(Member->getImplicitObjectArgument());
  for (const Expr *Argument : Call->arguments())
    Meets(Argument);
}

/// Whether the function itself has the object, so that leaving it ends it.
static bool isOwned(const AccessPath &Object) {
  if (Object.startsAtThis())
    return false;
  const VarDecl &Root = *Object.root();
  return Root.hasLocalStorage() && !Root.getType()->isReferenceType() &&
         !Root.getType()->isPointerType();
}

std::vector<UnsafeArm> corolint::unsafeArms(FunctionAnalysis &F) {
  ArmFinder Finder(F);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  std::vector<UnsafeArm> Arms;
  for (ArmFinder::Candidate &C : Finder.Found) {
    const AccessPath *Object =
        C.Arm.Object ? F.unit().paths().objectOrPointee(C.Arm.Object) : nullptr;
    // A temporary ends with the race.
    if (!Object || !F.cfg())
      continue;
    Aftermath After(F, *Object);
    forEachElementAfter(F, *C.Call, [&](const Stmt &S) {
      After.see(S);
      return true;
    });
    if (After.IsClosed || (isOwned(*Object) && !After.UsedAgain))
      continue;
    C.Arm.UsedAgain = After.UsedAgain;
    Arms.push_back(std::move(C.Arm));
  }
  return Arms;
}

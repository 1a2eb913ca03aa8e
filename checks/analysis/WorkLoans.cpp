//===--- WorkLoans.cpp - what spawned work refers to ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ReturnedTasks.h"
#include "Sinks.h"
#include "SpawnedWork.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Tasks made from tasks are followed this deep.
static constexpr unsigned MaxDepth = 8;

namespace {

/// Takes apart the calls that make a task.
class WorkLoans {
public:
  explicit WorkLoans(FunctionAnalysis &F)
      : F(F), Unit(F.unit()), R(Unit.roles()) {}

  llvm::SmallVector<Loan, 4> Found;

  void value(const Expr &E);

private:
  void call(const Expr &Call);
  void argument(const TaskCreation &Made, int Index);
  void add(llvm::ArrayRef<Loan> Loans) {
    Found.append(Loans.begin(), Loans.end());
  }

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  unsigned Depth = 0;
};

} // namespace

/// A task, or something that stands for one and is made from one.
static bool isTaskLike(QualType T, TranslationUnit &Unit) {
  return static_cast<bool>(Unit.tasks().of(T)) ||
         Unit.roles().awaitables().of(T).Valid;
}

void WorkLoans::value(const Expr &Value) {
  if (Depth == MaxDepth)
    return;
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  const Expr *E = peelForBorrow(&Value);
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return value(*Temporary->getSubExpr());
  if (Callee && Call->getNumArgs() == 1 &&
      (R.functionModel(*Callee, CallEffect::Moves) ||
       R.functionModel(*Callee, CallEffect::Forwards)))
    return value(*Call->getArg(0));
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E);
      Construction && Construction->getNumArgs() == 1 &&
      (Construction->getConstructor()->isCopyOrMoveConstructor() ||
       isTaskLike(E->getType(), Unit) ||
       Unit.spawnedWorks().startsWhenMade(E->getType())))
    return value(*Construction->getArg(0));
  if (const VarDecl *Var = variableNamed(E);
      Var && Var->getInit() && !isa<ParmVarDecl>(Var) &&
      Var->getDeclContext() == &F.function() && !F.borrows().isRebound(*Var) &&
      (isTaskLike(Var->getType(), Unit) ||
       Unit.spawnedWorks().startsWhenMade(Var->getType())))
    return value(*Var->getInit());
  if (Callee && isTaskLike(E->getType(), Unit))
    return call(*Call);
  // `std::thread(write, buffer)`: the array decays.
  if (E->getType()->isArrayType() && E->isGLValue())
    if (Referent To = F.borrows().ofObject(*E))
      Found.push_back({To, E, nullptr, nullptr});
  add(loansOf(*E, F));
}

void WorkLoans::call(const Expr &Call) {
  TaskCreation Made{&Call, Unit.tasks().of(Call.getType()).Kind};
  int Count = argumentCount(Call);
  for (int I = ThisArgument; I != Count; ++I)
    argument(Made, I);
}

void WorkLoans::argument(const TaskCreation &Made, int Index) {
  const Expr *Argument = argumentOf(*Made.Call, Index);
  if (!Argument)
    return;
  if (Index == ThisArgument && callsClosure(*Made.Call)) {
    // The closure is another rule's, unless the frame has a copy of it.
    const FunctionDecl *Callee = calleeOf(*Made.Call);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    if (Method && Method->isExplicitObjectMemberFunction() &&
        !Method->getParamDecl(0)->getType()->isReferenceType())
      add(loansOf(*Argument, F));
    return;
  }
  if (isTaskLike(Argument->getType().getNonReferenceType(), Unit))
    return value(*Argument);
  // What a frame has a copy of, it uses.
  if (sinkOf(*Made.Call, Index, Unit).KeepsAlive)
    return add(loansOf(*Argument, F));
  if (!Unit.returnedTasks().keeps(Made, Index))
    return;
  if (Referent To = Unit.returnedTasks().passed(F, Made, Index))
    Found.push_back({To, Argument, nullptr, nullptr});
  else
    add(loansOf(*Argument, F));
}

llvm::SmallVector<Loan, 4> corolint::loansOfWork(const Expr &Work,
                                                 FunctionAnalysis &F) {
  WorkLoans Finder(F);
  Finder.value(Work);
  return std::move(Finder.Found);
}

/// Whether a \p T, a pointer-like class, has to do with objects of \p Class.
static bool ownsObjectOf(QualType T, const CXXRecordDecl &Class) {
  auto Types = typeArguments(T);
  const CXXRecordDecl *Owned = Types.empty() ? nullptr : recordOf(Types[0]);
  return Owned && (declaresSameEntity(Owned, &Class) ||
                   (Owned->hasDefinition() && Owned->isDerivedFrom(&Class)) ||
                   (Class.hasDefinition() && Class.isDerivedFrom(Owned)));
}

bool corolint::keepsOwnerOf(const CXXRecordDecl &Class,
                            const LambdaExpr &Closure, Roles &R) {
  return llvm::any_of(Closure.captures(), [&](const LambdaCapture &C) {
    if (!C.capturesVariable() || C.getCaptureKind() == LCK_ByRef)
      return false;
    QualType T = C.getCapturedVar()->getType().getNonReferenceType();
    return R.hasRole(T, TypeRole::Holder) || ownsObjectOf(T, Class);
  });
}

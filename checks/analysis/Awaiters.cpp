//===--- Awaiters.cpp - the functions of awaiters and promises ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Awaiters.h"
#include "OwnedPointees.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

bool corolint::isHandleType(QualType T) {
  if (T.isNull() || isCoroutineHandle(T))
    return !T.isNull();
  const CXXRecordDecl *Record = recordOf(T);
  return Record && llvm::any_of(Record->bases(), [](const auto &Base) {
           return isCoroutineHandle(Base.getType());
         });
}

std::optional<AwaitSuspend> corolint::awaitSuspendOf(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || !Method->getIdentifier() ||
      Method->getName() != "await_suspend")
    return std::nullopt;
  AwaitSuspend Found;
  Found.Function = Method;
  const unsigned First = Method->hasCXXExplicitFunctionObjectParameter();
  if (Method->getNumParams() <= First)
    return std::nullopt;
  if (First == 1)
    Found.Self = Method->getParamDecl(0);
  Found.Awaiting = Method->getParamDecl(First);
  const QualType Result = Method->getReturnType();
  if (Result->isBooleanType())
    Found.Result = AwaitSuspend::Decides;
  else if (isHandleType(Result))
    Found.Result = AwaitSuspend::Handle;
  else if (!Result->isVoidType())
    return std::nullopt;
  if (!isHandleType(Found.Awaiting->getType()))
    return std::nullopt;
  return Found;
}

bool corolint::isPromise(const CXXRecordDecl &Record, const Awaitables &Await) {
  return !Await.methods(Record, "initial_suspend").empty() &&
         !Await.methods(Record, "final_suspend").empty();
}

const FunctionDecl &corolint::writtenFunction(const FunctionDecl &F) {
  const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
  return *(Pattern ? Pattern : &F)->getCanonicalDecl();
}

void Awaiters::addAwaiter(const CXXRecordDecl *Awaiter, FunctionSet &Into) {
  if (!Awaiter)
    return;
  for (const FunctionDecl *F :
       Unit.roles().awaitables().methods(*Awaiter, "await_suspend"))
    Into.insert(&writtenFunction(*F));
}

void Awaiters::addReturned(const CXXRecordDecl &Promise, llvm::StringRef Name,
                           FunctionSet &Into) {
  for (const FunctionDecl *F : Unit.roles().awaitables().methods(Promise, Name))
    addAwaiter(recordOrPattern(F->getReturnType()), Into);
}

void Awaiters::collect() {
  if (Collected)
    return;
  Collected = true;
  Awaitables &Await = Unit.roles().awaitables();
  for (const CXXRecordDecl *Class : Unit.classes()) {
    if (Await.hasPromise(*Class))
      addAwaiter(Await.awaiterOf(*Class), OfTasks);
    addReturned(*Class, "final_suspend", Final);
    addReturned(*Class, "initial_suspend", OfOwners);
    addReturned(*Class, "yield_value", OfOwners);
  }
}

bool Awaiters::isOfTask(const AwaitSuspend &Suspend) {
  collect();
  return OfTasks.contains(&writtenFunction(*Suspend.Function));
}

bool Awaiters::isFinal(const AwaitSuspend &Suspend) {
  collect();
  return Final.contains(&writtenFunction(*Suspend.Function));
}

bool Awaiters::isOfOwner(const AwaitSuspend &Suspend) {
  collect();
  return OfOwners.contains(&writtenFunction(*Suspend.Function));
}

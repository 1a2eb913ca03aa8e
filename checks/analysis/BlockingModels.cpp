//===--- BlockingModels.cpp - which functions block by themselves ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BlockingModels.h"
#include "Annotations.h"
#include "ArgumentFacts.h"

using namespace clang;
using namespace corolint;

static constexpr llvm::StringRef OperationSpellings[] = {
#define COROLINT_BLOCKING_OPERATION(Enumerator, Spelling, Meaning) Spelling,
#include "Roles.def"
};

llvm::StringRef corolint::spellingOf(BlockingOperation Operation) {
  return OperationSpellings[static_cast<unsigned>(Operation)];
}

static ArgumentFact::KindType kindOf(ArgumentState State) {
  switch (State) {
  case ArgumentState::Zero:
    return ArgumentFact::Zero;
  case ArgumentState::Null:
    return ArgumentFact::Null;
  case ArgumentState::Named:
    return ArgumentFact::Named;
  case ArgumentState::Ready:
    return ArgumentFact::Ready;
  case ArgumentState::BlockingDescriptor:
    return ArgumentFact::BlockingDescriptor;
  case ArgumentState::FileStream:
    return ArgumentFact::FileStream;
  }
  llvm_unreachable("all states are listed");
}

std::vector<EffectCondition>
corolint::conditionsOf(llvm::ArrayRef<ArgumentCondition> Conditions) {
  std::vector<EffectCondition> Out;
  for (const ArgumentCondition &C : Conditions)
    Out.push_back(
        {C.Argument, kindOf(C.Is), C.Names, C.Without, C.IsException});
  return Out;
}

/// Whether Clang's function effects say that \p F blocks, or that it never
/// does; nothing where they say neither, or depend on a template argument.
static std::optional<bool> blocksByAttribute(const FunctionDecl &F) {
  for (const FunctionEffectWithCondition &Effect : F.getFunctionEffects()) {
    const FunctionEffect::Kind K = Effect.Effect.kind();
    if (!Effect.Cond.getCondition() && (K == FunctionEffect::Kind::Blocking ||
                                        K == FunctionEffect::Kind::NonBlocking))
      return K == FunctionEffect::Kind::Blocking;
  }
  return std::nullopt;
}

static BlockingRole roleOf(const FunctionDecl &F, const Roles &R) {
  BlockingRole Role;
  if (findAnnotation(F, "nonblocking")) {
    Role.IsClosed = true;
    return Role;
  }
  if (const AnnotateAttr *Blocking = findAnnotation(F, "blocking")) {
    OperationModel Operation;
    Operation.Reason = stringArgument(*Blocking, 0);
    Operation.Replacement = stringArgument(*Blocking, 1);
    Role.Operations.push_back(std::move(Operation));
    return Role;
  }
  if (std::optional<bool> Blocks = blocksByAttribute(F)) {
    if (*Blocks)
      Role.Operations.emplace_back();
    Role.IsClosed = !*Blocks;
    return Role;
  }
  // A copy of a stream or future does what neither opens nor waits.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F);
      Constructor && Constructor->isCopyOrMoveConstructor())
    return Role;
  for (const FunctionModel &Model : R.models().findFunction(F)) {
    if (Model.Effect == CallEffect::NonBlocking)
      Role.IsClosed = true;
    const bool IsWait = Model.Effect == CallEffect::Waits ||
                        Model.Effect == CallEffect::WaitsFor;
    if (!IsWait && Model.Effect != CallEffect::Blocks)
      continue;
    Role.Operations.push_back({IsWait, Model.Reason, Model.Replacement,
                               Model.Operation, conditionsOf(Model.Conditions),
                               Model.IsReplaceable});
  }
  return Role;
}

const FunctionModel *corolint::blockingEndOf(const FunctionDecl &F,
                                             const Roles &R) {
  return R.functionModel(F, CallEffect::BlocksAtEnd);
}

const BlockingRole &BlockingRoles::of(const FunctionDecl &F) {
  std::unique_ptr<BlockingRole> &Role = Known[&F];
  if (!Role)
    Role = std::make_unique<BlockingRole>(roleOf(F, R));
  return *Role;
}

bool corolint::isPutOff(const Expr &Call, FunctionAnalysis &F) {
  const FunctionDecl *Callee = calleeOf(Call);
  const FunctionModel *End =
      Callee ? blockingEndOf(*Callee, F.unit().roles()) : nullptr;
  return End && llvm::any_of(End->Conditions, [&](const ArgumentCondition &C) {
           const Expr *Argument = argumentOf(Call, C.Argument);
           return Argument && isWrittenAs(*Argument, C, F);
         });
}

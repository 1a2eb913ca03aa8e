//===--- StateWrites.cpp - who writes which shared state ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StateWrites.h"
#include "ElementTypes.h"

using namespace clang;
using namespace corolint;

/// Whether a call that may change anything certainly changes its object: what
/// the library's own classes do not call const does, a user's class may.
static bool isCertain(const Mutation &M, const Roles &R) {
  if (M.Kind != Mutation::Changes)
    return true;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(M.At);
  return Call && Call->getImplicitObjectArgument() == M.Target &&
         ownsElements(pointeeOrSelf(M.Target->getType()), R);
}

StateWrites::StateWrites(TranslationUnit &Unit) {
  for (FunctionAnalysis *F : Unit.functions())
    for (const Mutation &M : mutationsIn(*F)) {
      if (isa<CXXThisExpr>(M.Target->IgnoreImplicit()))
        if (const FunctionAnalysis *Callee = Unit.calledFunction(*M.At))
          ByFunction[F].Called.push_back(Callee);
      for (const ValueDecl *State : changedBy(*M.Target)) {
        ByFunction[F].Changed.push_back(State);
        if (isCertain(M, Unit.roles()))
          ByState[State].push_back({F, M});
      }
    }
}

llvm::ArrayRef<StateWrite> StateWrites::of(const ValueDecl &State) const {
  auto It = ByState.find(cast<ValueDecl>(State.getCanonicalDecl()));
  return It == ByState.end() ? llvm::ArrayRef<StateWrite>() : It->second;
}

bool StateWrites::mayChange(const FunctionAnalysis &F,
                            const ValueDecl &State) const {
  constexpr size_t MaxFunctions = 64;
  llvm::SmallVector<const FunctionAnalysis *, 8> Work{&F};
  for (size_t Next = 0; Next != Work.size() && Next != MaxFunctions; ++Next) {
    auto It = ByFunction.find(Work[Next]);
    if (It == ByFunction.end())
      continue;
    if (llvm::is_contained(It->second.Changed, &State))
      return true;
    for (const FunctionAnalysis *Callee : It->second.Called)
      if (!llvm::is_contained(Work, Callee))
        Work.push_back(Callee);
  }
  return false;
}

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
    for (const Mutation &M : mutationsIn(*F))
      for (const ValueDecl *State : corolint::changedBy(*M.Target)) {
        ByFunction[F].push_back(State);
        if (isCertain(M, Unit.roles()))
          ByState[State].push_back({F, M});
      }
}

llvm::ArrayRef<StateWrite> StateWrites::of(const ValueDecl &State) const {
  auto It = ByState.find(cast<ValueDecl>(State.getCanonicalDecl()));
  return It == ByState.end() ? llvm::ArrayRef<StateWrite>() : It->second;
}

llvm::ArrayRef<const ValueDecl *>
StateWrites::changedBy(const FunctionAnalysis &F) const {
  auto It = ByFunction.find(&F);
  return It == ByFunction.end() ? llvm::ArrayRef<const ValueDecl *>()
                                : It->second;
}

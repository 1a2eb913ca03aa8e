//===--- ChainReport.cpp - telling why a type is not Send -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ChainReport.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

llvm::SmallVector<ChainNote, 4>
corolint::notesFor(llvm::ArrayRef<TraitStep> Chain, SourceLocation Whole,
                   const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  auto PlaceOf = [&](const TraitStep &Step) {
    return Step.Where.isValid() && !SM.isInSystemHeader(Step.Where) ? Step.Where
                                                                    : Whole;
  };
  llvm::SmallVector<ChainNote, 4> Notes;
  for (const TraitStep &Step : Chain)
    if (Step.Kind != PartKind::Whole)
      Notes.push_back({PlaceOf(Step), describe(Step, Context)});
  if (!Chain.empty() && !Chain.back().Reason.empty())
    Notes.push_back({PlaceOf(Chain.back()), Chain.back().Reason});
  return Notes;
}

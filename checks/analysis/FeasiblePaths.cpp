//===--- FeasiblePaths.cpp - whether branches let control get somewhere ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FeasiblePaths.h"
#include "TranslationUnit.h"
#include "clang/Analysis/CFG.h"
#include <set>

using namespace clang;
using namespace corolint;

/// More facts that decide several branches are not told apart, nor more states
/// of a block on average.
static constexpr size_t MaxFacts = 8, StatesPerBlock = 16;

/// What a path has assumed of the facts that decide several branches.
using Assumptions = std::vector<std::optional<bool>>;

/// The branches that facts decide which never change.
static llvm::DenseMap<const CFGBlock *, Condition> testsIn(const CFG &Graph,
                                                           Conditions &Facts) {
  llvm::DenseMap<const CFGBlock *, Condition> Tests;
  for (const CFGBlock *B : Graph)
    if (auto Test = Facts.ofBranch(*B);
        Test && Test->K == Condition::Fact && Facts.neverChanges(Test->Key))
      Tests[B] = *Test;
  return Tests;
}

FeasiblePaths::FeasiblePaths(FunctionAnalysis &F) {
  CFG *Graph = F.cfg();
  if (!Graph)
    return;
  const auto Tests = testsIn(*Graph, F.unit().conditions());
  llvm::DenseMap<unsigned, unsigned> Count, Index; // by key
  for (const CFGBlock *B : *Graph)
    if (auto Test = Tests.find(B); Test != Tests.end())
      if (++Count[Test->second.Key] == 2 && Index.size() < MaxFacts)
        Index.try_emplace(Test->second.Key, Index.size());
  if (Index.empty())
    return;

  using State = std::pair<const CFGBlock *, Assumptions>;
  std::vector<State> Work{{&Graph->getEntry(), Assumptions(Index.size())}};
  for (const CFGBlock *Try : Graph->try_blocks())
    Work.push_back({Try, Assumptions(Index.size())});
  std::set<std::pair<unsigned, Assumptions>> Seen;
  while (!Work.empty()) {
    const auto [B, Assumed] = Work.back();
    Work.pop_back();
    if (!Seen.insert({B->getBlockID(), Assumed}).second)
      continue;
    if (Seen.size() > StatesPerBlock * Graph->size())
      return;
    Reached.insert(B);
    const auto Test = Tests.find(B);
    const auto Known =
        Test != Tests.end() ? Index.find(Test->second.Key) : Index.end();
    for (const CFGBlock::AdjacentBlock &Next : B->succs()) {
      const CFGBlock *To = Next.getReachableBlock();
      if (!To)
        continue;
      Assumptions Then = Assumed;
      if (Known != Index.end()) {
        // The first successor is taken when the condition is true.
        const bool Value = (&Next == &*B->succ_begin()) != Test->second.Negated;
        std::optional<bool> &Before = Then[Known->second];
        if (Before && *Before != Value)
          continue;
        Before = Value;
      }
      Work.push_back({To, std::move(Then)});
    }
  }
  All = false;
}

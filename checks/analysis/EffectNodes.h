//===--- EffectNodes.h - the functions of a unit as a graph of effects ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fills an EffectGraph from the functions of a translation unit. Operations are
// nodes, too: a call of fsync is an edge to the node of fsync, which blocks. So
// what a call says of the conditions of an operation and of those that a helper
// passes on is decided in one place.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_EFFECTNODES_H
#define COROLINT_ANALYSIS_EFFECTNODES_H

#include "BlockingEffects.h"
#include "EffectCalls.h"
#include "llvm/ADT/PointerIntPair.h"

namespace corolint {

class EffectNodes {
public:
  using Id = EffectGraph::FunctionId;

  explicit EffectNodes(TranslationUnit &Unit);

  /// A call of one node in another.
  struct Edge {
    EffectCall Call;
    Id Callee;
    /// Of the arguments; computed where the callee may block.
    std::vector<ArgumentFact> Facts;
    bool HasFacts = false;
  };
  struct Node {
    /// The definition, where it is visible.
    const clang::FunctionDecl *Function = nullptr;
    /// Not the function, but the end of what it has returned.
    bool IsEndOfWork = false;
    bool IsClosed = false;
    /// It answers for itself, and its body is not run by its call.
    bool IsCoroutine = false;
    /// Another unit may have the body.
    bool IsUnknown = false;
    std::vector<OperationModel> Operations;
    std::vector<Edge> Edges;
  };

  /// As BlockingEffects::findingsIn, several at one place included.
  std::vector<BlockingFinding> findingsIn(FunctionAnalysis &F, bool StrictToo);

  std::vector<UnknownCall> unknownCallsIn(FunctionAnalysis &F);

  /// Whether it is vouched for, or runs where blocking is allowed.
  bool isClosed(const clang::FunctionDecl &F);

  /// Whether control gets to \p E in \p F and, for the end of a variable, the
  /// variable still holds something there.
  static bool isRun(const Edge &E, FunctionAnalysis &F);

  llvm::ArrayRef<Node> nodes() const { return Nodes; }
  llvm::MutableArrayRef<Node> mutableNodes() { return Nodes; }

  llvm::ArrayRef<Edge> edgesOf(const clang::FunctionDecl &F);

  /// Whether a function that another unit may have is reached through \p N.
  bool reachesUnknown(Id N) const { return ReachUnknown[N]; }

  /// The facts of \p E, an edge of \p Caller.
  llvm::ArrayRef<ArgumentFact> factsOf(Node &Caller, Edge &E);

private:
  Id nodeOf(const clang::FunctionDecl &F, bool IsEndOfWork);
  void fill(Id Index);
  void solve();
  std::vector<bool> reaching(llvm::function_ref<bool(const Node &)> Is) const;
  BlockingFinding findingAt(const Edge &E, const BlockingCause &Cause) const;

  TranslationUnit &Unit;
  std::vector<Node> Nodes;
  llvm::DenseMap<llvm::PointerIntPair<const clang::FunctionDecl *, 1>, Id> Ids;
  llvm::SmallPtrSet<const clang::FunctionDecl *, 8> Offloaded, WaitedFor;
  EffectGraph Graph;
  std::vector<bool> ReachUnknown;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_EFFECTNODES_H

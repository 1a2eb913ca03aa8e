//===--- SendTraits.cpp - Send, Sync and Safe of any type -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SendTraits.h"
#include "LLVMCompat.h"
#include "clang/AST/DeclCXX.h"
#include <deque>

using namespace clang;
using namespace corolint;

/// A question that is open, and what its answer hangs on.
struct SendTraits::Node {
  QualType Type;
  Trait Asked;
  TypeView View;
  Verdict Answer = Verdict::Yes;
  /// The open questions whose answers count for this one.
  llvm::SmallVector<std::pair<unsigned, Passing>, 4> Parts;
  /// Those that this one counts for.
  llvm::SmallVector<unsigned, 4> Wholes;
};

/// All open questions that one question leads to.
struct SendTraits::Search {
  std::deque<Node> Nodes;
  llvm::DenseMap<Question, unsigned> Index;

  /// The node of a question, made where there is none.
  unsigned nodeFor(QualType T, Trait Asked, TypeView View) {
    auto [Entry, IsNew] = Index.try_emplace(key(T, Asked, View), Nodes.size());
    if (IsNew)
      Nodes.push_back({T.getCanonicalType(), Asked, View, {}, {}, {}});
    return Entry->second;
  }
};

SendTraits::Question SendTraits::key(QualType T, Trait Asked, TypeView View) {
  return {T.getCanonicalType().getAsOpaquePtr(),
          static_cast<unsigned>(Asked) * 4 + static_cast<unsigned>(View)};
}

std::optional<Verdict> SendTraits::settled(QualType T, Trait Asked,
                                           TypeView View) {
  if (View != TypeView::Structure)
    if (auto Said = Rules.ofAlias(T, Asked))
      return Said->Own;
  auto Found = Known.find(key(T, Asked, View));
  return Found == Known.end() ? std::nullopt : std::optional(Found->second);
}

/// Takes the step from the question \p Index of \p S: what is open among its
/// parts becomes a question of its own.
void SendTraits::expand(Search &S, unsigned Index) {
  const Node &Open = S.Nodes[Index];
  const TraitRule Rule = Rules.of(Open.Type, Open.Asked, Open.View);
  Verdict Own = Rule.Own;
  for (const TraitPart &Part : Rule.Parts) {
    std::optional<Verdict> Answer =
        Part.Fixed ? Part.Fixed : settled(Part.Type, Part.Asked, Part.View);
    if (Answer) {
      Own = std::max(Own, passed(*Answer, Part.How));
      continue;
    }
    const unsigned To = S.nodeFor(Part.Type, Part.Asked, Part.View);
    S.Nodes[Index].Parts.push_back({To, Part.How});
    S.Nodes[To].Wholes.push_back(Index);
  }
  S.Nodes[Index].Answer = Own;
}

Verdict SendTraits::answer(QualType T, Trait Asked, TypeView View) {
  if (std::optional<Verdict> Answer = settled(T, Asked, View))
    return *Answer;
  Search S;
  S.nodeFor(T, Asked, View);
  // Questions are added while they are visited.
  for (unsigned I = 0; I != S.Nodes.size(); ++I)
    expand(S, I);
  settle(S);
  for (const Node &N : S.Nodes)
    Known[key(N.Type, N.Asked, N.View)] = N.Answer;
  return S.Nodes.front().Answer;
}

/// Lets bad news spread until nothing changes: every answer only gets worse,
/// and there are few of them.
void SendTraits::settle(Search &S) {
  std::deque<unsigned> Changed;
  for (unsigned I = 0; I != S.Nodes.size(); ++I)
    if (S.Nodes[I].Answer != Verdict::Yes)
      Changed.push_back(I);
  while (!Changed.empty()) {
    const unsigned From = Changed.front();
    Changed.pop_front();
    for (unsigned Whole : S.Nodes[From].Wholes) {
      Node &N = S.Nodes[Whole];
      Verdict New = N.Answer;
      for (auto [Part, How] : N.Parts)
        if (Part == From)
          New = std::max(New, passed(S.Nodes[Part].Answer, How));
      if (New == N.Answer)
        continue;
      N.Answer = New;
      Changed.push_back(Whole);
    }
  }
}

Verdict SendTraits::of(QualType T, Trait Asked) {
  return answer(T, Asked, TypeView::Value);
}

Verdict SendTraits::byStructure(const CXXRecordDecl &Record, Trait Asked) {
  return answer(typeOf(Rules.context(), Record), Asked, TypeView::Structure);
}

Verdict SendTraits::of(const TraitPart &Part) {
  return passed(Part.Fixed ? *Part.Fixed
                           : answer(Part.Type, Part.Asked, Part.View),
                Part.How);
}

Verdict SendTraits::toVariable(const VarDecl &V, Trait Asked) {
  return of(Rules.toVariable(V, Asked));
}

TraitRule SendTraits::frameRule(llvm::ArrayRef<FramePart> Parts, Trait Asked) {
  TraitRule Rule;
  for (const FramePart &In : Parts) {
    TraitPart Part;
    Part.Kind = In.Kind;
    Part.Type = In.Type;
    Part.Asked = Asked;
    Part.Where = In.Where;
    if (In.Declaration) {
      Part.Name = In.Declaration->getNameAsString();
      Part.Where = In.Declaration->getLocation();
    }
    Rule.Parts.push_back(std::move(Part));
  }
  return Rule;
}

Verdict SendTraits::of(llvm::ArrayRef<FramePart> Parts, Trait Asked) {
  Verdict Worst = Verdict::Yes;
  for (const TraitPart &Part : frameRule(Parts, Asked).Parts)
    Worst = std::max(Worst, of(Part));
  return Worst;
}

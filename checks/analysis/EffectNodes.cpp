//===--- EffectNodes.cpp - the functions of a unit as a graph of effects --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "EffectNodes.h"
#include "ArgumentFacts.h"
#include "BlockingModels.h"
#include "BodyVisibility.h"
#include "Destructors.h"
#include "VariableEnds.h"

using namespace clang;
using namespace corolint;

EffectNodes::EffectNodes(TranslationUnit &Unit) : Unit(Unit) {
  for (FunctionAnalysis *F : Unit.functions())
    nodeOf(F->function(), /*IsEndOfWork=*/false);
  // Callees are added while their callers are filled.
  for (Id I = 0; I != Nodes.size(); ++I)
    fill(I);
  for (Node &N : Nodes)
    N.IsClosed |= N.Function && Offloaded.contains(N.Function);
  solve();
}

//===----------------------------------------------------------------------===//
// Nodes and edges
//===----------------------------------------------------------------------===//

/// The declaration that stands for a function: its visible definition, or the
/// first declaration.
static const FunctionDecl *representative(const FunctionDecl &F) {
  const FunctionDecl *Body = visibleBody(F);
  return Body ? Body : F.getCanonicalDecl();
}

EffectNodes::Id EffectNodes::nodeOf(const FunctionDecl &F, bool IsEndOfWork) {
  const FunctionDecl *Of = representative(F);
  auto [It, New] = Ids.try_emplace({Of, IsEndOfWork}, Nodes.size());
  if (New) {
    Nodes.emplace_back();
    Nodes.back().Function = Of;
    Nodes.back().IsEndOfWork = IsEndOfWork;
  }
  return It->second;
}

/// Whether another unit of the program may have the body of \p F.
static bool mayBeElsewhere(const FunctionDecl &F) {
  return !F.hasBody() && !F.isDeleted() && !F.isImplicit() &&
         !F.isPureVirtual() && F.getBuiltinID() == 0 && !isInSystemHeader(F);
}

void EffectNodes::fill(Id Index) {
  const FunctionDecl &F = *Nodes[Index].Function;
  if (Nodes[Index].IsEndOfWork) {
    const FunctionModel *End = blockingEndOf(F, Unit.roles());
    Nodes[Index].Operations.push_back({/*IsWait=*/false, End->Reason,
                                       End->Replacement, End->Operation,
                                       conditionsOf(End->Conditions), false});
    return;
  }
  const BlockingRole &Role = Unit.blockingRoles().of(F);
  Nodes[Index].IsClosed = Role.IsClosed;
  Nodes[Index].Operations = Role.Operations;
  if (Role.IsClosed || !Nodes[Index].Operations.empty())
    return;
  FunctionAnalysis *Body = Unit.analysisOf(F);
  Nodes[Index].IsCoroutine = Body && Body->isCoroutine();
  Nodes[Index].IsUnknown = !Body && mayBeElsewhere(F);
  EffectCalls Calls;
  if (Body && !isInSystemHeader(F))
    Calls = Body->effectCalls();
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&F);
      Destructor && (Body || !Destructor->isUserProvided()))
    for (const CXXDestructorDecl *Inner :
         destructorsInside(*Destructor, Unit.roles()))
      Calls.Runs.push_back({EffectCall::Ended,
                            Inner,
                            nullptr,
                            nullptr,
                            Destructor->getLocation(),
                            /*IsAwaited=*/false,
                            {}});
  WaitedFor.insert(Calls.WaitedFor.begin(), Calls.WaitedFor.end());
  Offloaded.insert(Calls.Offloaded.begin(), Calls.Offloaded.end());
  for (const EffectCall &Call : Calls.Runs) {
    const Id To = nodeOf(*Call.Callee, Call.Kind == EffectCall::EndOfWork);
    Nodes[Index].Edges.push_back({Call, To, {}, false});
  }
}

/// Which nodes run one of which \p Is holds, however far down.
std::vector<bool>
EffectNodes::reaching(llvm::function_ref<bool(const Node &)> Is) const {
  std::vector<std::vector<Id>> Callers(Nodes.size());
  std::vector<bool> Reached(Nodes.size());
  std::vector<Id> Work;
  for (Id I = 0; I != Nodes.size(); ++I) {
    for (const Edge &E : Nodes[I].Edges)
      if (!Nodes[E.Callee].IsClosed && !Nodes[E.Callee].IsCoroutine)
        Callers[E.Callee].push_back(I);
    if (Is(Nodes[I])) {
      Reached[I] = true;
      Work.push_back(I);
    }
  }
  while (!Work.empty()) {
    const Id Callee = Work.back();
    Work.pop_back();
    for (Id Caller : Callers[Callee])
      if (!Reached[Caller]) {
        Reached[Caller] = true;
        Work.push_back(Caller);
      }
  }
  return Reached;
}

llvm::ArrayRef<ArgumentFact> EffectNodes::factsOf(Node &Caller, Edge &E) {
  if (E.HasFacts)
    return E.Facts;
  E.HasFacts = true;
  FunctionAnalysis *F = Unit.analysisOf(*Caller.Function);
  // The closures and destructors that a call runs are given nothing of it.
  if (!F || !E.Call.Call || isa<LambdaExpr>(E.Call.Call->IgnoreImplicit()) ||
      isa<CXXDestructorDecl>(E.Call.Callee))
    return E.Facts;
  unsigned Count = 0;
  for (const OperationModel &Operation : Nodes[E.Callee].Operations)
    for (const EffectCondition &C : Operation.Conditions)
      Count = std::max<int>(Count, C.Parameter + 1);
  E.Facts = argumentFacts(*E.Call.Call, *F, Count);
  return E.Facts;
}

bool EffectNodes::isRun(const Edge &E, FunctionAnalysis &F) {
  const Expr *Call = E.Call.Call;
  // Default arguments and the like are no elements of the flow graph.
  if (Call && F.positionOf(*Call) && !F.isReachable(*Call))
    return false;
  return !E.Call.Var || keepsToItsEnd(*E.Call.Var, F);
}

void EffectNodes::solve() {
  ReachUnknown = reaching([](const Node &N) { return N.IsUnknown; });
  const std::vector<bool> MayBlock = reaching(
      [](const Node &N) { return !N.Operations.empty() && !N.IsClosed; });
  for (Id I = 0; I != Nodes.size(); ++I)
    Graph.addFunction();
  for (Id I = 0; I != Nodes.size(); ++I) {
    Node &N = Nodes[I];
    for (uint32_t O = 0; O != N.Operations.size(); ++O)
      Graph.addBlocking(
          I, {N.Operations[O].IsWait, 0, N.Operations[O].Conditions, O});
    if (N.IsClosed)
      Graph.close(I);
    for (Edge &E : N.Edges) {
      if (!MayBlock[E.Callee] || Nodes[E.Callee].IsCoroutine)
        continue;
      FunctionAnalysis *F = Unit.analysisOf(*N.Function);
      if (F && !isRun(E, *F))
        continue;
      Graph.addCall(I, E.Callee, E.Call.Where.getRawEncoding(), factsOf(N, E),
                    E.Call.OnlyIf);
    }
  }
  Graph.solve();
}

llvm::ArrayRef<EffectNodes::Edge> EffectNodes::edgesOf(const FunctionDecl &F) {
  return Nodes[nodeOf(F, /*IsEndOfWork=*/false)].Edges;
}

bool EffectNodes::isClosed(const FunctionDecl &F) {
  return Nodes[nodeOf(F, /*IsEndOfWork=*/false)].IsClosed;
}

//===----------------------------------------------------------------------===//
// Findings
//===----------------------------------------------------------------------===//

BlockingFinding EffectNodes::findingAt(const Edge &E,
                                       const BlockingCause &Cause) const {
  BlockingFinding Found;
  Found.IsWait = Cause.IsWait;
  Found.Call = E.Call.Var ? nullptr : E.Call.Call;
  Found.Ended = E.Call.Var;
  Found.Where = E.Call.Where;
  Id At = E.Callee;
  const BlockingCause *Next = &Cause;
  Found.Chain.push_back(
      {Nodes[At].Function, E.Call.Where, E.Call.Kind != EffectCall::Plain});
  while (Next->Length != 0) {
    At = Next->Callee;
    Found.Chain.push_back(
        {Nodes[At].Function,
         SourceLocation::getFromRawEncoding(static_cast<unsigned>(Next->Where)),
         Nodes[At].IsEndOfWork || isa<CXXDestructorDecl>(Nodes[At].Function)});
    Next = &Graph.causesOf(At)[Next->CalleeCause];
  }
  Found.Operation = Nodes[At].Operations[Next->What];
  return Found;
}

std::vector<BlockingFinding> EffectNodes::findingsIn(FunctionAnalysis &F,
                                                     bool StrictToo) {
  std::vector<BlockingFinding> Found;
  Node &N = Nodes[nodeOf(F.function(), /*IsEndOfWork=*/false)];
  for (Edge &E : N.Edges) {
    if (Graph.causesOf(E.Callee).empty() || Nodes[E.Callee].IsCoroutine)
      continue;
    const BlockingCause *Cause =
        Graph.causeOfCall(E.Callee, factsOf(N, E), StrictToo);
    if (!Cause || !isRun(E, F) || (E.Call.Call && !F.isFeasible(*E.Call.Call)))
      continue;
    Found.push_back(findingAt(E, *Cause));
    // Who waits for it lends it the thread to run a loop on.
    if (Found.back().Operation.Operation == BlockingOperation::Loop &&
        WaitedFor.contains(&F.function()))
      Found.pop_back();
  }
  return Found;
}

std::vector<UnknownCall> EffectNodes::unknownCallsIn(FunctionAnalysis &F) {
  std::vector<UnknownCall> Found;
  Node &N = Nodes[nodeOf(F.function(), /*IsEndOfWork=*/false)];
  for (Edge &E : N.Edges)
    if (ReachUnknown[E.Callee] && E.Call.Kind != EffectCall::EndOfWork &&
        !Nodes[E.Callee].IsClosed && !Nodes[E.Callee].IsCoroutine &&
        !Graph.causeOfCall(E.Callee, factsOf(N, E), /*StrictToo=*/false) &&
        isRun(E, F))
      Found.push_back({Nodes[E.Callee].Function, E.Call.Call, E.Call.Where,
                       E.Call.Kind != EffectCall::Plain, E.Call.Var});
  return Found;
}

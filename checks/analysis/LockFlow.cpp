//===--- LockFlow.cpp - locks held, acquired and left, per function -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockFlow.h"
#include "LockEvents.h"
#include "LockRecorder.h"
#include "TranslationUnit.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"
#include <deque>
#include <set>

using namespace clang;
using namespace corolint;

namespace {

/// Where exceptions go: Clang's CFG has no edges into handlers.
class TryBlocks : public RecursiveASTVisitor<TryBlocks> {
public:
  bool VisitCXXTryStmt(CXXTryStmt *S) {
    Tries.push_back(S);
    return true;
  }
  std::vector<const CXXTryStmt *> Tries;
};

class Analyzer {
public:
  explicit Analyzer(FunctionAnalysis &F)
      : F(F), Facts(F.unit().conditions()), Builder(F, Result.Sites),
        Transfer(Facts, Result.Sites) {
    Transfer.setOwnerOf(
        [this](const Expr *E) { return Builder.ownerNamed(E); });
  }

  LockFlow run() {
    CFG *Graph = F.cfg();
    if (!Graph)
      return LockFlow();
    compile(*Graph);
    iterate(*Graph);
    record(*Graph);
    return std::move(Result);
  }

private:
  struct Block {
    std::vector<LockEvent> Events;
    std::optional<Condition> Test;
    LockOwner TestObject;
    /// A loop's test: it uses what is known and teaches nothing.
    bool Loop = false;
    /// Successor of a temporaries' branch that skips their destructors.
    llvm::SmallVector<LockOwner, 2> SkippedTemporaries;
    /// Ends by throwing or by a function that does not return.
    bool Ends = false;
    /// Handlers that an exception from here reaches.
    llvm::SmallVector<const CFGBlock *, 1> Handlers;
    WorldSet In;
    unsigned Visits = 0;
    static constexpr unsigned MaxVisits = 64;
  };

  void compile(CFG &Graph);
  void unwind(World &W, const CXXTryStmt &Try) const;
  void compileTest(const CFGBlock &B, Block &Into);
  void connectHandlers(CFG &Graph);
  void iterate(CFG &Graph);
  void record(CFG &Graph);
  void summarize(llvm::ArrayRef<World> Exits);
  void summarizeReturn(llvm::ArrayRef<World> Exits);
  std::vector<World> through(const Block &B, const World &In,
                             LockObserver *Observer);
  template <class Callback>
  void toSuccessors(const CFGBlock &B, const World &W, Callback Reach);

  FunctionAnalysis &F;
  Conditions &Facts;
  LockFlow Result;
  LockEventBuilder Builder;
  LockTransfer Transfer;
  std::vector<Block> Blocks;
  std::vector<LockEvent> Entry;
};

static bool endsByThrowing(const CFGBlock &B) {
  for (const CFGElement &Element : llvm::reverse(B))
    if (auto S = Element.getAs<CFGStmt>())
      return isa<CXXThrowExpr>(S->getStmt()) ||
             (isa<ExprWithCleanups>(S->getStmt()) &&
              isa<CXXThrowExpr>(
                  cast<ExprWithCleanups>(S->getStmt())->getSubExpr()));
  return false;
}

/// What unwinding has destroyed when a handler of \p Try is reached.
void Analyzer::unwind(World &W, const CXXTryStmt &Try) const {
  const SourceManager &SM = F.unit().context().getSourceManager();
  SourceRange Range = Try.getTryBlock()->getSourceRange();
  llvm::erase_if(W.Holdings, [&](const Holding &H) {
    const VarDecl *Var = H.Owner.variable();
    return H.Owner.K == LockOwner::Temporary ||
           (Var && SM.isPointWithin(Var->getLocation(), Range.getBegin(),
                                    Range.getEnd()));
  });
}

void Analyzer::compile(CFG &Graph) {
  Blocks.resize(Graph.getNumBlockIDs());
  Builder.prepare(Graph);
  Entry = Builder.entry();
  PostOrderCFGView Order(&Graph);
  for (const CFGBlock *B : Order) {
    Block &Into = Blocks[B->getBlockID()];
    Into.Events = Builder.block(*B);
    Into.Ends = B->hasNoReturnElement() || endsByThrowing(*B);
    compileTest(*B, Into);
  }
  connectHandlers(Graph);
}

void Analyzer::compileTest(const CFGBlock &B, Block &Into) {
  CFGTerminator Terminator = B.getTerminator();
  if (!Terminator.isValid() || B.succ_size() != 2)
    return;
  if (Terminator.isTemporaryDtorsBranch()) {
    if (const CFGBlock *Destroying = *B.succ_begin())
      Into.SkippedTemporaries = Builder.temporariesDestroyedIn(*Destroying);
    return;
  }
  std::optional<Condition> Test = Facts.ofBranch(B);
  if (!Test)
    return;
  // A loop's condition is about the next round, not about this one.
  Into.Loop = isa<WhileStmt, ForStmt, DoStmt>(Terminator.getStmt());
  Into.Test = Test;
  if (Test->Object)
    Into.TestObject = Builder.ownerNamed(Test->Object);
}

void Analyzer::connectHandlers(CFG &Graph) {
  TryBlocks Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  if (Finder.Tries.empty())
    return;
  const SourceManager &SM = F.unit().context().getSourceManager();
  for (const CFGBlock *Dispatch : Graph) {
    const auto *Try =
        dyn_cast_or_null<CXXTryStmt>(Dispatch->getTerminatorStmt());
    if (!Try)
      continue;
    SourceRange Range = Try->getTryBlock()->getSourceRange();
    for (const CFGBlock *B : Graph)
      for (const CFGElement &Element : *B) {
        auto S = Element.getAs<CFGStmt>();
        if (!S)
          continue;
        SourceLocation Loc = S->getStmt()->getBeginLoc();
        if (!SM.isBeforeInTranslationUnit(Loc, Range.getBegin()) &&
            !SM.isBeforeInTranslationUnit(Range.getEnd(), Loc)) {
          Blocks[B->getBlockID()].Handlers.push_back(Dispatch);
          break;
        }
      }
  }
}

std::vector<World> Analyzer::through(const Block &B, const World &In,
                                     LockObserver *Observer) {
  std::vector<World> Worlds{In};
  for (const LockEvent &Event : B.Events)
    for (size_t I = 0, End = Worlds.size(); I != End; ++I)
      if (auto Failed = Transfer.apply(Worlds[I], Event, Observer))
        if (Worlds.size() < 2 * WorldSet::Limit)
          Worlds.push_back(std::move(*Failed));
  return Worlds;
}

template <class Callback>
void Analyzer::toSuccessors(const CFGBlock &B, const World &W, Callback Reach) {
  const Block &Info = Blocks[B.getBlockID()];
  unsigned Index = 0;
  for (const CFGBlock::AdjacentBlock &Edge : B.succs()) {
    bool First = Index++ == 0;
    const CFGBlock *To = Edge.getReachableBlock();
    // A path that ends in an exception or in abort() is no return.
    if (!To || (To->succ_empty() && Info.Ends))
      continue;
    World Next = W;
    bool Teaches =
        Info.Test && !(Info.Loop && Info.Test->K == Condition::Fact &&
                       !Facts.isCall(Info.Test->Key));
    if (Teaches && !Transfer.assume(Next, *Info.Test, First, Info.TestObject))
      continue;
    if (Info.Test && !Teaches &&
        Transfer.evaluate(Next, *Info.Test, Info.TestObject) == !First)
      continue;
    // The temporary exists, so its destructor runs.
    if (!First && llvm::any_of(Next.Holdings, [&](const Holding &H) {
          return llvm::any_of(Info.SkippedTemporaries, [&](LockOwner T) {
            return isPartOf(H.Owner, T);
          });
        }))
      continue;
    Reach(*To, std::move(Next));
  }
}

void Analyzer::iterate(CFG &Graph) {
  World Start;
  for (const LockEvent &Event : Entry)
    Transfer.apply(Start, Event, nullptr);
  std::deque<const CFGBlock *> Work;
  llvm::DenseSet<const CFGBlock *> Queued;
  auto Reach = [&](const CFGBlock &To, World W) {
    Block &Info = Blocks[To.getBlockID()];
    if (const auto *Try = dyn_cast_or_null<CXXTryStmt>(To.getTerminatorStmt()))
      unwind(W, *Try);
    if (Info.In.insert(std::move(W)) && Queued.insert(&To).second)
      Work.push_back(&To);
  };
  Reach(Graph.getEntry(), Start);
  while (!Work.empty()) {
    const CFGBlock *B = Work.front();
    Work.pop_front();
    Queued.erase(B);
    Block &Info = Blocks[B->getBlockID()];
    // Every insertion grows or coarsens the set, so this ends; the bound is
    // for functions whose cost would not be worth it.
    if (++Info.Visits > Block::MaxVisits)
      continue;
    std::vector<World> Entering(Info.In.worlds());
    for (const World &In : Entering) {
      for (const CFGBlock *Handler : Info.Handlers)
        Reach(*Handler, In);
      for (const World &Leaving : through(Info, In, nullptr))
        toSuccessors(*B, Leaving, Reach);
    }
  }
}

void Analyzer::record(CFG &Graph) {
  LockRecorder Observer(Result, F.function(), Facts);
  for (const CFGBlock *B : Graph) {
    const Block &Info = Blocks[B->getBlockID()];
    for (const World &In : Info.In.worlds())
      through(Info, In, &Observer);
  }
  Observer.finish(F.unit().context().getSourceManager());
  llvm::ArrayRef<World> Exits =
      Blocks[Graph.getExit().getBlockID()].In.worlds();
  summarize(Exits);
  summarizeReturn(Exits);
}

void Analyzer::summarize(llvm::ArrayRef<World> Exits) {
  auto Visible = [&](const LockOwner &Owner) {
    if (!Owner || Owner.K == LockOwner::ThisObject)
      return true;
    // Parameters by reference, captured variables; the others are gone.
    const VarDecl *Var = Owner.variable();
    if (!Var)
      return false;
    return Var->getDeclContext() != &F.function() ||
           (isa<ParmVarDecl>(Var) && (Var->getType()->isReferenceType() ||
                                      Var->getType()->isPointerType()));
  };
  auto Find = [](const World &W, const Holding &H) -> const Holding * {
    for (const Holding &Other : W.Holdings)
      if (Other.Owner == H.Owner && Other.Lock == H.Lock)
        return &Other;
    return nullptr;
  };
  std::set<std::pair<LockOwner, const AccessPath *>> Seen;
  for (const World &Exit : Exits)
    for (const Holding &H : Exit.Holdings) {
      if (!Visible(H.Owner) || !Seen.insert({H.Owner, H.Lock}).second)
        continue;
      LockSummary::Change Change;
      Change.Owner = H.Owner;
      Change.Lock = H.Lock;
      Change.State = H.State;
      bool Restored = true;
      for (const World &Other : Exits) {
        const Holding *There = Find(Other, H);
        if (!There || There->State != H.State)
          Change.State = HoldState::Unknown;
        Restored &=
            !There || (There->Restored && There->State == HoldState::Held);
      }
      if (Restored)
        continue;
      if (H.Site != NoSite) {
        Change.Shared = Result.Sites[H.Site].Shared;
        Change.Kind = Result.Sites[H.Site].Kind;
        Change.Recursive = Result.Sites[H.Site].Recursive;
      }
      Result.Summary.AtExit.push_back(Change);
    }
}

void Analyzer::summarizeReturn(llvm::ArrayRef<World> Exits) {
  bool First = true;
  for (const World &Exit : Exits) {
    HoldState State = HoldState::Free;
    const AccessPath *Lock = nullptr;
    for (const Holding &H : Exit.Holdings)
      if (H.Owner.K == LockOwner::ReturnValue) {
        State = H.State;
        Lock = H.Lock;
      }
    if (First) {
      Result.Summary.Returned = State;
      Result.Summary.ReturnedLock = Lock;
    } else if (Result.Summary.Returned != State) {
      Result.Summary.Returned = HoldState::Unknown;
    }
    if (Result.Summary.ReturnedLock != Lock)
      Result.Summary.ReturnedLock = nullptr;
    First = false;
  }
}

} // namespace

LockFlow corolint::analyzeLocks(FunctionAnalysis &F) {
  return Analyzer(F).run();
}

//===--- Reentry.cpp - coroutines that run twice at a time ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Reentry.h"
#include "ContainerChanges.h"
#include "EndlessLoops.h"
#include "Handovers.h"
#include "StmtParents.h"
#include "Words.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace corolint;

/// Callers of callers are followed this far.
static constexpr unsigned MaxDepth = 8;

/// Whether its name says that an object runs it once in its life.
static bool isNamedAsLife(const FunctionDecl &F) {
  static constexpr llvm::StringLiteral Names[] = {"run", "main", "serve",
                                                  "listen", "work"};
  return F.getIdentifier() &&
         (llvm::is_contained(Names, F.getName()) ||
          hasWord(F.getName(),
                  {"main", "loop", "worker", "routine", "daemon", "forever"}));
}

/// The same of one that begins its life.
static bool isNamedAsBeginning(const FunctionDecl &F) {
  return F.getIdentifier() &&
         hasWord(F.getName(), {"start", "init", "initialize", "open", "begin",
                               "setup", "launch", "create", "boot"});
}

/// Whether control never gets to the end of \p F.
static bool neverEnds(FunctionAnalysis &F) {
  const CFG *Graph = F.cfg();
  if (!Graph)
    return false;
  llvm::SmallPtrSet<const CFGBlock *, 32> Seen{&Graph->getEntry()};
  llvm::SmallVector<const CFGBlock *, 32> Work{&Graph->getEntry()};
  while (!Work.empty())
    for (const CFGBlock::AdjacentBlock &Edge : Work.pop_back_val()->succs())
      if (const CFGBlock *Next = Edge.getReachableBlock())
        if (Seen.insert(Next).second)
          Work.push_back(Next);
  return !Seen.contains(&Graph->getExit());
}

static const CXXRecordDecl *closureOf(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method && Method->getParent()->isLambda() ? Method->getParent()
                                                   : nullptr;
}

/// Whether the innermost loop around \p S runs it again and again on what \p
/// Var, if there is one, is all the time.
static bool isRepeated(FunctionAnalysis &F, const Stmt &S, const VarDecl *Var) {
  const Stmt *Declared = Var ? F.declarationOf(*Var) : nullptr;
  const Stmt *Loop = loopAround(S, F);
  return Loop && !(Declared && F.isWithin(*Declared, *Loop));
}

/// The await that \p Call and others are given to together; null if it is
/// awaited alone, or not at all.
static const Stmt *sharedAwaitOf(FunctionAnalysis &F, const Expr &Call) {
  bool IsGiven = false;
  for (const Stmt *P = F.parents().getParent(&Call); P;
       P = F.parents().getParent(P)) {
    if (isa<CoawaitExpr>(P))
      return IsGiven ? P : nullptr;
    IsGiven |= isa<CallExpr, InitListExpr>(P);
  }
  return nullptr;
}

namespace {

class Callers {
public:
  Callers(TranslationUnit &Unit, const Place &State)
      : Unit(Unit), Changes(Unit.containerChanges()), State(State) {}

  bool overlap(FunctionAnalysis &F, unsigned Depth) {
    auto [It, New] = Known.try_emplace(&F, false); // in progress: a cycle
    return New ? Known[&F] = decide(F, Depth) : It->second;
  }

private:
  /// What the calls of a function do with it.
  struct Sites {
    llvm::SmallSetVector<FunctionAnalysis *, 4> By;
    bool Repeated = false; ///< started again while it may run
  };
  bool decide(FunctionAnalysis &F, unsigned Depth);
  bool areSeen(const FunctionDecl &F) const;
  const VarDecl *ownObject(const FunctionUse &Use, const FunctionDecl &F) const;
  Sites sitesOf(FunctionAnalysis &F) const;
  bool closureOverlaps(FunctionAnalysis &F, const CXXRecordDecl &Closure,
                       unsigned Depth);

  TranslationUnit &Unit;
  ContainerChanges &Changes;
  const Place &State;
  llvm::DenseMap<const FunctionAnalysis *, bool> Known;
};

} // namespace

/// Whether no other unit calls \p F: it can't, or all of it stands in the main
/// file, where somebody calls it.
bool Callers::areSeen(const FunctionDecl &F) const {
  if (hasNoUnseenCallers(F))
    return true;
  const SourceManager &SM = Unit.context().getSourceManager();
  const FunctionDecl &First = *F.getCanonicalDecl();
  return SM.isInMainFile(SM.getFileLoc(First.getLocation())) &&
         !Changes.usesOf(F).empty();
}

/// The local variable of the caller that is, or leads to, the object that
/// \p Use lets \p F work on; null for an object that was there before.
const VarDecl *Callers::ownObject(const FunctionUse &Use,
                                  const FunctionDecl &F) const {
  const Expr *Object = State.Lender ? argumentFor(*Use.Call, F, *State.Lender)
                                    : argumentOf(*Use.Call, ThisArgument);
  while (Object) {
    const Expr *Bare = peelForBorrow(Object);
    if (const auto *Cast = dyn_cast<CastExpr>(Bare))
      Object = Cast->getSubExpr();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(Bare))
      Object = Unary->getSubExpr();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Bare);
             Operator && Operator->getNumArgs() == 1)
      Object = Operator->getArg(0);
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Bare))
      Object = Temporary->getSubExpr();
    else if (const auto *Member = dyn_cast<MemberExpr>(Bare);
             Member && !Member->isArrow())
      Object = Member->getBase();
    else {
      const auto *Ref = dyn_cast<DeclRefExpr>(Bare);
      const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      return Var && Var->hasLocalStorage() ? Var : nullptr;
    }
  }
  return nullptr;
}

Callers::Sites Callers::sitesOf(FunctionAnalysis &F) const {
  Sites Result;
  llvm::SmallPtrSet<const VarDecl *, 4> Started;
  llvm::SmallPtrSet<const Stmt *, 4> Together;
  for (const FunctionUse &Use : Changes.usesOf(F.function())) {
    if (!Use.Call) {
      Result.By.insert(Use.By);
      continue;
    }
    const VarDecl *Own = ownObject(Use, F.function());
    if (!Use.Awaited && (isRepeated(*Use.By, *Use.Call, Own) ||
                         (Own && !Started.insert(Own).second)))
      Result.Repeated = true;
    if (Own)
      continue;
    if (const Stmt *Await = sharedAwaitOf(*Use.By, *Use.Call))
      Result.Repeated |= !Together.insert(Await).second;
    Result.By.insert(Use.By);
  }
  return Result;
}

/// A closure that nobody calls by name was given to somebody, by the function
/// around it.
bool Callers::closureOverlaps(FunctionAnalysis &F, const CXXRecordDecl &Closure,
                              unsigned Depth) {
  const auto *Outer = dyn_cast<FunctionDecl>(Closure.getDeclContext());
  FunctionAnalysis *Around = Outer ? Unit.analysisOf(*Outer) : nullptr;
  return Around && Closure.getLambdaCallOperator()->param_empty() &&
         overlap(*Around, Depth + 1);
}

bool Callers::decide(FunctionAnalysis &F, unsigned Depth) {
  const FunctionDecl &Function = F.function();
  if (Depth == MaxDepth || Function.isMain() || beginsOrEnds(Function) ||
      isNamedAsLife(Function) || neverEnds(F) ||
      (!F.isCoroutine() && isNamedAsBeginning(Function)))
    return false;
  const CXXRecordDecl *Closure = closureOf(Function);
  if (!Closure && !areSeen(Function))
    return true;
  const Sites Found = sitesOf(F);
  if (Found.Repeated)
    return true;
  if (Closure && Found.By.empty())
    return closureOverlaps(F, *Closure, Depth);
  if (Found.By.size() == 1)
    return Found.By.front() != &F && overlap(*Found.By.front(), Depth + 1);
  if (llvm::any_of(Found.By, [&](FunctionAnalysis *By) {
        return overlap(*By, Depth + 1);
      }))
    return true;
  // Several functions: they run at the same time if they are several in the
  // end, too.
  unsigned Roots = 0;
  for (FunctionAnalysis *By : Found.By) {
    if (By->function().isMain() || beginsOrEnds(By->function()) ||
        llvm::any_of(Found.By, [&](FunctionAnalysis *Other) {
          return Other != By && !Changes.runsMeanwhile(*By, *Other) &&
                 !beginsOrEnds(Other->function());
        }))
      continue;
    if (++Roots == 2)
      return true;
  }
  return false;
}

bool corolint::mayOverlapItself(FunctionAnalysis &C, const Place &State) {
  return Callers(C.unit(), State).overlap(C, 0);
}

//===--- TranslationUnit.h - everything known of one translation unit -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The shared brain's memory. A TranslationUnit finds the functions of user
// code and owns what is computed about them; each result is computed at most
// once, on demand, whichever rule asks first.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_TRANSLATIONUNIT_H
#define COROLINT_ANALYSIS_TRANSLATIONUNIT_H

#include "Conditions.h"
#include "Discards.h"
#include "LockFlow.h"
#include "ObjectUses.h"
#include "Tasks.h"
#include "UnitContents.h"
#include "clang/AST/ASTContext.h"
#include <memory>
#include <vector>

namespace clang {
class CFG;
class CFGBlock;
class DeclStmt;
class CoroutineBodyStmt;
template <bool IsPostDom> class CFGDominatorTreeImpl;
} // namespace clang

namespace corolint {

class AlienCalls;
class Awaiters;
class BlockingEffects;
class BlockingRoles;
struct EffectCalls;
struct Crossing;
struct DanglingTask;
struct LifeReport;
class Borrows;
class CallableSinks;
class ContainerChanges;
class Descriptors;
class ExecutorThreads;
class FeasiblePaths;
class LockOrders;
class MemoryAccesses;
class Migrations;
class Readiness;
class ReturnedTasks;
class SendTraits;
class SharedStates;
class StmtParents;
class SpawnedWorks;
class StateWrites;
class ThreadLocals;
class TranslationUnit;
class Typestate;
class VariableUses;

/// One function, lambda or instantiation with a body.
class FunctionAnalysis {
public:
  FunctionAnalysis(TranslationUnit &Unit, const clang::FunctionDecl &F);
  ~FunctionAnalysis();

  TranslationUnit &unit() { return Unit; }
  const clang::FunctionDecl &function() const { return F; }

  bool isCoroutine() const { return Coroutine != nullptr; }
  /// The body as the user wrote it, without the coroutine's machinery.
  const clang::Stmt &body() const { return *Body; }

  /// Whether the body starts only when the result is awaited. False for plain
  /// functions and for coroutines whose initial suspension is not known to
  /// suspend always.
  bool isLazyCoroutine();

  /// The control flow graph of body(); null when Clang can't build it.
  clang::CFG *cfg();

  /// Where \p S is among the elements of cfg(): the block, and the index in it;
  /// nothing for what is no element.
  std::optional<std::pair<const clang::CFGBlock *, unsigned>>
  positionOf(const clang::Stmt &S);

  /// The statement of cfg() that declares \p Var; null for parameters.
  const clang::DeclStmt *declarationOf(const clang::VarDecl &Var);

  /// Whether every path to \p Second leads through \p First, both elements of
  /// cfg().
  bool dominates(const clang::Stmt &First, const clang::Stmt &Second);

  /// The block, loop or condition at whose end the local variable \p Var ends;
  /// null for parameters and handlers.
  const clang::Stmt *extentOf(const clang::VarDecl &Var);

  /// Whether \p Inner is \p Outer or a part of it.
  bool isWithin(const clang::Stmt &Inner, const clang::Stmt &Outer);

  /// Where the body names its local variables.
  VariableUses &variables();

  /// Whether branches on unchanged variables let control get to \p S, an
  /// element of cfg().
  bool isFeasible(const clang::Stmt &S);

  /// Whether the body, or a lambda in it, calls what waits by its name.
  bool waitsByName();

  /// What the body holds, found in one walk.
  const BodySurvey &survey();

  /// Whether control can reach \p S, an element of cfg(); true when there is
  /// no graph to tell.
  bool isReachable(const clang::Stmt &S);

  /// The parents of the body's statements, those of its lambdas included.
  const StmtParents &parents();

  /// The tasks, containers of tasks and scopes among the locals and
  /// parameters.
  llvm::ArrayRef<TrackedObject> objects();

  /// The one of objects() that dies with \p Var, the last one where there are
  /// several (structured bindings); null if there is none.
  const TrackedObject *objectIn(const clang::VarDecl &Var);

  /// What goes wrong in the life of \p Object, one of objects().
  LifeReport lifeOf(const TrackedObject &Object);

  /// What the values in the body refer to.
  Borrows &borrows();

  /// The tasks made in the body that outlive what they refer to.
  llvm::ArrayRef<DanglingTask> danglingTasks();

  /// What goes from the body to another thread.
  llvm::ArrayRef<Crossing> crossings();

  /// The descriptors in its local variables.
  Descriptors &descriptors();

  /// What the function may wait for without blocking.
  Readiness &readiness();

  /// What the function runs before it returns.
  const EffectCalls &effectCalls();

  /// Whether the function, or one it calls, has to do with locks, guards or
  /// thread-bound objects at all. Cheap: most functions end here.
  bool touchesLocks();

  /// Empty while the function itself is being analysed (recursion), and at the
  /// end of a call chain too long to follow.
  const LockFlow &locks();

private:
  TranslationUnit &Unit;
  const clang::FunctionDecl &F;
  const clang::CoroutineBodyStmt *Coroutine = nullptr;
  const clang::Stmt *Body = nullptr;
  std::unique_ptr<clang::CFG> Graph;
  bool GraphTried = false;
  std::unique_ptr<clang::CFGDominatorTreeImpl</*IsPostDom=*/false>> Dominators;
  std::optional<llvm::DenseSet<const clang::Stmt *>> Reached;
  /// The elements of the graph, and the declarations among them.
  struct Elements {
    llvm::DenseMap<const clang::Stmt *,
                   std::pair<const clang::CFGBlock *, unsigned>>
        Positions;
    llvm::DenseMap<const clang::VarDecl *, const clang::DeclStmt *>
        Declarations;
  };
  const Elements &elements();
  std::optional<Elements> Indexed;
  std::optional<bool> Waits;
  std::optional<BodySurvey> Survey;
  std::unique_ptr<StmtParents> Parents;
  std::optional<std::vector<TrackedObject>> Objects;
  llvm::DenseMap<const clang::VarDecl *, const TrackedObject *> ObjectsByVar;
  std::unique_ptr<Typestate> Lives;
  std::unique_ptr<Borrows> Referents;
  std::unique_ptr<std::vector<DanglingTask>> Dangling;
  std::unique_ptr<std::vector<Crossing>> Crossed;
  std::unique_ptr<Readiness> Ready;
  std::unique_ptr<FeasiblePaths> Feasible;
  std::unique_ptr<Descriptors> Files;
  std::unique_ptr<VariableUses> Variables;
  std::unique_ptr<EffectCalls> Runs;
  std::optional<bool> Touches;
  std::unique_ptr<LockFlow> Locks;
  bool LocksInProgress = false;
  bool CallsItself = false;
};

class TranslationUnit {
public:
  /// \p IsLinked: the unit is one of a program, so that what other units have
  /// to know of it is of interest as well (UnitEffects.h).
  TranslationUnit(clang::ASTContext &Context, const ModelSet &Models,
                  bool IsLinked = false);
  ~TranslationUnit();

  clang::ASTContext &context() { return Context; }
  bool isLinked() const { return IsLinked; }
  Roles &roles() { return R; }
  Tasks &tasks() { return T; }
  ReturnedTasks &returnedTasks() { return *Returned; }
  AccessPaths &paths() { return Paths; }
  /// For whoever follows what happens to containers: their first and last
  /// elements are objects, too. Not to be mixed with paths().
  AccessPaths &pathsWithEnds() { return PathsWithEnds; }
  Conditions &conditions() { return Facts; }
  CallableSinks &callableSinks() { return *Sinks; }
  SpawnedWorks &spawnedWorks() { return *Spawned; }
  SendTraits &sendTraits() { return *Traits; }
  SharedStates &sharedStates() { return *Shared; }
  MemoryAccesses &memoryAccesses() { return *Accesses; }
  Migrations &migrations() { return *Moves; }
  BlockingEffects &blockingEffects() { return *Blocking; }
  BlockingRoles &blockingRoles() { return *WhatBlocks; }
  /// Found when first asked for.
  ContainerChanges &containerChanges();
  StateWrites &stateWrites();
  LockOrders &lockOrders();
  ExecutorThreads &executorThreads() { return *Executors; }
  ThreadLocals &threadLocals() { return *OfThreads; }
  Awaiters &awaiters() { return *AwaiterKinds; }
  AlienCalls &alienCalls() { return *Aliens; }

  /// The functions of user code in the traversal scope: members, lambdas,
  /// instantiations; no uninstantiated templates, nothing in system headers.
  /// In the order of the source.
  llvm::ArrayRef<FunctionAnalysis *> functions();

  /// What user code evaluates outside of functions: initialisers of variables
  /// at namespace and class scope, default member initialisers, default
  /// arguments. The rest as for functions().
  llvm::ArrayRef<const clang::Expr *> initializers();

  /// The classes that user code defines, instantiations included; no closures.
  /// The rest as for functions().
  llvm::ArrayRef<const clang::CXXRecordDecl *> classes();

  /// The definitions of class templates, and of classes in templates, that user
  /// code writes. Nothing in them that depends on a parameter has a meaning.
  llvm::ArrayRef<const clang::CXXRecordDecl *> classPatterns();

  /// The analysis of any function whose body is visible; null for others.
  FunctionAnalysis *analysisOf(const clang::FunctionDecl &F);

  /// The function that \p Call runs, if that is certain and its body visible:
  /// no virtual call that could go elsewhere.
  FunctionAnalysis *calledFunction(const clang::Expr &Call);

  /// One more function that is being analysed for its caller's sake, as long
  /// as this exists. False where the chain of callers is longer than any stack
  /// has room for: that is generated code, and left alone.
  class Descent {
  public:
    explicit Descent(TranslationUnit &Unit) : Depth(Unit.Depth) { ++Depth; }
    Descent(const Descent &) = delete;
    Descent &operator=(const Descent &) = delete;
    ~Descent() { --Depth; }
    explicit operator bool() const { return Depth <= Deepest; }

  private:
    static constexpr unsigned Deepest = 1000;
    unsigned &Depth;
  };

  /// Whether `[[gsl::suppress("corolint-<rule>", ...)]]` on an enclosing
  /// statement or declaration silences \p Rule ("corolint-...") at \p Where.
  bool isSuppressed(clang::SourceLocation Where, llvm::StringRef Rule);

private:
  void collect();

  clang::ASTContext &Context;
  bool IsLinked;
  Roles R;
  Tasks T;
  AccessPaths Paths;
  AccessPaths PathsWithEnds;
  Conditions Facts;
  std::unique_ptr<ReturnedTasks> Returned;
  std::unique_ptr<CallableSinks> Sinks;
  std::unique_ptr<SpawnedWorks> Spawned;
  std::unique_ptr<SharedStates> Shared;
  std::unique_ptr<ContainerChanges> Changes;
  std::unique_ptr<StateWrites> Writes;
  std::unique_ptr<LockOrders> Orders;
  std::unique_ptr<SendTraits> Traits;
  std::unique_ptr<MemoryAccesses> Accesses;
  std::unique_ptr<Migrations> Moves;
  std::unique_ptr<ExecutorThreads> Executors;
  std::unique_ptr<BlockingRoles> WhatBlocks;
  std::unique_ptr<BlockingEffects> Blocking;
  std::unique_ptr<ThreadLocals> OfThreads;
  std::unique_ptr<Awaiters> AwaiterKinds;
  std::unique_ptr<AlienCalls> Aliens;
  /// The functions that are being analysed for a caller's sake.
  unsigned Depth = 0;
  std::optional<UnitContents> Contents;
  std::vector<FunctionAnalysis *> Functions;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<FunctionAnalysis>>
      Known;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_TRANSLATIONUNIT_H

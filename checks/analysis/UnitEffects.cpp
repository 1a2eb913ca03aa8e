//===--- UnitEffects.cpp - what other units have to know of this one ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "UnitEffects.h"
#include "BlockingModels.h"
#include "BodyVisibility.h"
#include "EffectNodes.h"
#include "FunctionWords.h"
#include "LockOrders.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Names and places
//===----------------------------------------------------------------------===//

static SourcePlace placeOf(SourceLocation Where, const SourceManager &SM) {
  const auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(Where));
  const OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  return {Entry ? Entry->getName().str() : std::string(), Offset};
}

/// The absolute path of the unit.
static std::string unitOf(const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  llvm::SmallString<256> Path;
  if (const OptionalFileEntryRef Main =
          SM.getFileEntryRefForID(SM.getMainFileID()))
    Path = Main->getName();
  SM.getFileManager().makeAbsolutePath(Path);
  return Path.str().str();
}

/// Names \p D, the same in all units that have it. What has no external linkage
/// is another thing in every unit, which Clang's USR does not say.
static std::string usrOf(const NamedDecl &D) {
  llvm::SmallString<128> Usr;
  std::string Id =
      index::generateUSRForDecl(&D, Usr) ? std::string() : Usr.str().str();
  const auto *Owner =
      isa<FieldDecl>(D) ? cast<NamedDecl>(cast<FieldDecl>(D).getParent()) : &D;
  if (!Owner->isExternallyVisible())
    Id += "@" + unitOf(D.getASTContext());
  return Id;
}

std::string corolint::idOf(const FunctionDecl &F) {
  std::string Id = usrOf(F);
  // Closures have no names, and one function may have many.
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (Id.empty() || (Method && Method->getParent()->isLambda()))
    Id += ":" + std::to_string(placeOf(F.getLocation(),
                                       F.getASTContext().getSourceManager())
                                   .Offset);
  return Id;
}

/// \p Path as other units may name it. Locals have names that nobody else uses.
static std::optional<ObjectPath> portable(const AccessPath &Path,
                                          const FunctionDecl &In) {
  ObjectPath Out;
  if (const VarDecl *Root = Path.root()) {
    const auto *Param = dyn_cast<ParmVarDecl>(Root);
    if (Param && Param->getDeclContext() == &In) {
      Out.Root = ObjectPath::Parameter;
      Out.Index = Param->getFunctionScopeIndex();
    } else {
      const bool IsLocal = Root->isLocalVarDeclOrParm();
      Out.Root = IsLocal && !Root->hasGlobalStorage() ? ObjectPath::Local
                                                      : ObjectPath::Global;
      Out.Name = usrOf(*Root);
      if (IsLocal)
        Out.Name +=
            "@" + std::to_string(placeOf(Root->getLocation(),
                                         In.getASTContext().getSourceManager())
                                     .Offset);
    }
  }
  for (const PathStep &Step : Path.steps())
    switch (Step.K) {
    case PathStep::Field:
      Out.Steps.push_back(usrOf(*Step.Decl));
      break;
    case PathStep::Deref:
      Out.Steps.push_back("*");
      break;
    case PathStep::Element:
      Out.Steps.push_back("[" + std::to_string(Step.Index) + "]");
      break;
    case PathStep::ElementAt:
      return std::nullopt; // the index means nothing elsewhere
    }
  return Out;
}

//===----------------------------------------------------------------------===//
// Open calls
//===----------------------------------------------------------------------===//

static OpenCall openCall(const UnknownCall &Call, const SourceManager &SM) {
  return {Call.Callee, Call.Call, Call.Where, placeOf(Call.Where, SM).Offset,
          Call.IsEnd,  Call.Ended};
}

std::vector<OpenCall> corolint::callsThatMayBlock(FunctionAnalysis &F) {
  std::vector<OpenCall> Open;
  const SourceManager &SM = F.unit().context().getSourceManager();
  for (const UnknownCall &U :
       F.unit().blockingEffects().nodes().unknownCallsIn(F))
    Open.push_back(openCall(U, SM));
  return Open;
}

/// Whether a guard is given to the callee of \p Call, which may release it.
static bool handsGuardOver(const Expr &Call, Roles &R) {
  for (unsigned I = 0; I != argumentCount(Call); ++I)
    if (const Expr *Argument = argumentOf(Call, I);
        Argument && !R.components(pointeeOrSelf(Argument->getType())).empty())
      return true;
  return false;
}

/// The locks held at \p Call, as they are numbered in its summary.
static std::vector<const HeldAtCall *> heldAt(const Expr &Call,
                                              FunctionAnalysis &F) {
  std::vector<const HeldAtCall *> Held;
  auto Known = F.locks().HeldAtCalls.find(&Call);
  if (Known == F.locks().HeldAtCalls.end() ||
      handsGuardOver(Call, F.unit().roles()))
    return Held;
  for (const HeldAtCall &H : Known->second)
    if (!H.IsReleased && portable(*H.Lock, F.function()))
      Held.push_back(&H);
  return Held;
}

/// The locks held at the calls in \p F that may take one: in another unit, or
/// if they are \p KnownToo, in this one.
static std::vector<OpenLock> heldAtCalls(FunctionAnalysis &F, bool KnownToo) {
  std::vector<OpenLock> Open;
  const LockFlow &Flow = F.locks();
  if (Flow.HeldAtCalls.empty())
    return Open;
  EffectNodes &Nodes = F.unit().blockingEffects().nodes();
  const SourceManager &SM = F.unit().context().getSourceManager();
  for (const EffectNodes::Edge &E : Nodes.edgesOf(F.function())) {
    if (!E.Call.Call)
      continue;
    FunctionAnalysis *Callee =
        KnownToo ? F.unit().analysisOf(*Nodes.nodes()[E.Callee].Function)
                 : nullptr;
    if (!Nodes.reachesUnknown(E.Callee) &&
        !(Callee && Callee->touchesLocks() &&
          !Callee->locks().Summary.Acquires.empty()))
      continue;
    const auto Held = heldAt(*E.Call.Call, F);
    for (uint32_t I = 0; I != Held.size(); ++I) {
      const Acquisition &A = Flow.Sites[Held[I]->Site];
      Open.push_back({openCall({Nodes.nodes()[E.Callee].Function, E.Call.Call,
                                E.Call.Where},
                               SM),
                      I, Held[I]->Lock->text(), A.Kind == GuardKind::Async,
                      A.Where});
    }
  }
  return Open;
}

std::vector<OpenLock> corolint::locksHeldAtOpenCalls(FunctionAnalysis &F) {
  return heldAtCalls(F, /*KnownToo=*/false);
}

std::vector<OpenLock> corolint::locksHeldAtLockingCalls(FunctionAnalysis &F) {
  return heldAtCalls(F, /*KnownToo=*/true);
}

/// Whether \p Nested is in the summary of \p F: what calls make of a lock that
/// is held, the linker sees.
static bool isSummarised(const NestedAcquisition &Nested,
                         const FunctionDecl &F) {
  return (!Nested.Through || Nested.IsAllInCallee) &&
         portable(*Nested.Held, F) && portable(*Nested.Taken, F);
}

std::vector<OpenOrder> corolint::openOrders(FunctionAnalysis &F) {
  std::vector<OpenOrder> Open;
  uint32_t Index = 0;
  for (const NestedAcquisition &Nested : F.locks().Nested)
    if (isSummarised(Nested, F.function())) {
      if (F.unit().lockOrders().isOpen(Nested))
        Open.push_back({&Nested, Index});
      ++Index;
    }
  return Open;
}

//===----------------------------------------------------------------------===//
// Summaries
//===----------------------------------------------------------------------===//

namespace {

/// Writes the summaries of one unit.
class Summariser {
public:
  explicit Summariser(TranslationUnit &Unit)
      : Unit(Unit), SM(Unit.context().getSourceManager()),
        Nodes(Unit.blockingEffects().nodes()) {}

  UnitSummary run();

private:
  FunctionSummary function(EffectNodes::Node &N);
  void operation(EffectNodes::Node &Caller, EffectNodes::Edge &E,
                 FunctionSummary &Out);
  void call(EffectNodes::Node &Caller, EffectNodes::Edge &E,
            FunctionAnalysis &F, FunctionSummary &Out);
  void locks(FunctionAnalysis &F, FunctionSummary &Out);
  void orders(FunctionAnalysis &F, FunctionSummary &Out);
  HeldLock lock(const AccessPath &Path, const Acquisition &At,
                const FunctionDecl &F);

  TranslationUnit &Unit;
  const SourceManager &SM;
  EffectNodes &Nodes;
};

} // namespace

/// The operation that \p E runs, where what is known of its arguments does not
/// rule it out. What only strict mode reports is left out.
void Summariser::operation(EffectNodes::Node &Caller, EffectNodes::Edge &E,
                           FunctionSummary &Out) {
  const EffectNodes::Node &Callee = Nodes.nodes()[E.Callee];
  for (const OperationModel &Operation : Callee.Operations) {
    BlockingCause Cause;
    Cause.Conditions = Operation.Conditions;
    if (!EffectGraph::applies(Cause, Nodes.factsOf(Caller, E)) ||
        Cause.IsStrict)
      continue;
    BlockingSummary Site;
    Site.IsWait = Operation.IsWait;
    Site.Where = placeOf(E.Call.Where, SM);
    Site.What = {Callee.IsEndOfWork ? endInWords(*Callee.Function)
                                    : inWords(*Callee.Function),
                 Operation.Reason, Operation.Replacement,
                 spellingOf(Operation.Operation).str()};
    Site.Conditions = std::move(Cause.Conditions);
    Site.Conditions.insert(Site.Conditions.end(), E.Call.OnlyIf.begin(),
                           E.Call.OnlyIf.end());
    Out.Blocking.push_back(std::move(Site));
  }
}

/// Whether a lock in \p Object has been given back at \p Call on behalf of the
/// caller of \p F.
static bool holdsReleased(const AccessPath &Object, const Expr &Call,
                          FunctionAnalysis &F) {
  auto Known = F.locks().HeldAtCalls.find(&Call);
  if (Known == F.locks().HeldAtCalls.end())
    return false;
  return llvm::any_of(Known->second, [&](const HeldAtCall &H) {
    const auto Steps = Object.steps();
    return H.IsReleased && H.Lock->root() == Object.root() &&
           H.Lock->steps().size() >= Steps.size() &&
           H.Lock->steps().take_front(Steps.size()) == Steps;
  });
}

void Summariser::call(EffectNodes::Node &Caller, EffectNodes::Edge &E,
                      FunctionAnalysis &F, FunctionSummary &Out) {
  CallSummary Call;
  Call.Callee = idOf(*Nodes.nodes()[E.Callee].Function);
  Call.Where = placeOf(E.Call.Where, SM);
  Call.Facts = Nodes.factsOf(Caller, E);
  Call.OnlyIf = E.Call.OnlyIf;
  Call.IsAwaited = E.Call.IsAwaited;
  const Expr *At = E.Call.Call;
  for (int I = ThisArgument; At && I != int(argumentCount(*At)); ++I) {
    const Expr *Argument = argumentOf(*At, I);
    const AccessPath *Path =
        Argument ? Unit.paths().objectOrPointee(Argument) : nullptr;
    // What was released for the caller may be taken again there: no name leads
    // to it.
    if (Path && holdsReleased(*Path, *At, F))
      continue;
    if (auto Object = Path ? portable(*Path, F.function()) : std::nullopt)
      Call.Objects.push_back({I, std::move(*Object)});
  }
  const LockFlow &Flow = F.locks();
  if (At && !Flow.HeldAtCalls.empty())
    for (const HeldAtCall *H : heldAt(*At, F)) {
      const Acquisition &A = Flow.Sites[H->Site];
      Call.Held.push_back(lock(*H->Lock, A, F.function()));
    }
  Out.Calls.push_back(std::move(Call));
}

void Summariser::locks(FunctionAnalysis &F, FunctionSummary &Out) {
  for (const LockSummary::Taken &Taken : F.locks().Summary.Acquires) {
    // What depends on an argument is not followed into other units.
    auto Lock =
        Taken.When.empty() ? portable(*Taken.Lock, F.function()) : std::nullopt;
    if (Lock)
      Out.Locks.push_back({std::move(*Lock), Taken.Shared, Taken.Async,
                           placeOf(Taken.Where, SM), Taken.Recursive,
                           Taken.Lock->text()});
  }
}

HeldLock Summariser::lock(const AccessPath &Path, const Acquisition &At,
                          const FunctionDecl &F) {
  return {*portable(Path, F), At.Shared, At.Kind == GuardKind::Async,
          Path.text(), placeOf(At.Where, SM)};
}

void Summariser::orders(FunctionAnalysis &F, FunctionSummary &Out) {
  const LockFlow &Flow = F.locks();
  const FunctionDecl &Function = F.function();
  for (const NestedAcquisition &Nested : Flow.Nested) {
    if (!isSummarised(Nested, Function))
      continue;
    OrderSummary &Order = Out.Orders.emplace_back();
    Order.Held = lock(*Nested.Held, Flow.Sites[Nested.Outer], Function);
    Order.Taken = lock(*Nested.Taken, Flow.Sites[Nested.Inner], Function);
    Order.Where = placeOf(Nested.At->getExprLoc(), SM);
    for (const auto &[Lock, IsShared] : Nested.Others)
      if (auto Other = portable(*Lock, Function))
        Order.Others.push_back({std::move(*Other), IsShared});
  }
  // Of what its callers hold, what has the same name in it.
  if (!Flow.Nested.empty() || !Flow.HeldAtCalls.empty())
    for (const auto &[Lock, IsShared] : Unit.lockOrders().heldAround(F))
      if (auto Outer = portable(*Lock, Function))
        Out.Around.push_back({std::move(*Outer), IsShared});
}

FunctionSummary Summariser::function(EffectNodes::Node &N) {
  FunctionSummary Out;
  Out.Id = idOf(*N.Function);
  Out.Name = inWords(*N.Function);
  Out.Where = placeOf(N.Function->getLocation(), SM);
  Out.IsCoroutine = N.IsCoroutine;
  Out.IsClosed = N.IsClosed;
  Out.IsAlone = isAlone(*N.Function);
  FunctionAnalysis *F = Unit.analysisOf(*N.Function);
  if (!F)
    return Out;
  locks(*F, Out);
  orders(*F, Out);
  for (EffectNodes::Edge &E : N.Edges) {
    const EffectNodes::Node &Callee = Nodes.nodes()[E.Callee];
    if (!EffectNodes::isRun(E, *F))
      continue;
    if (!Callee.Operations.empty())
      operation(N, E, Out);
    else if (!Callee.IsClosed && !isInSystemHeader(*Callee.Function))
      call(N, E, *F, Out);
  }
  return Out;
}

UnitSummary Summariser::run() {
  UnitSummary Out;
  llvm::StringSet<> Seen;
  for (EffectNodes::Node &N : Nodes.mutableNodes()) {
    // What blocks is written where it is called; what is elsewhere, there.
    if (N.IsEndOfWork || N.IsUnknown || isInSystemHeader(*N.Function) ||
        (!N.Operations.empty() && !Unit.analysisOf(*N.Function)))
      continue;
    FunctionSummary Summary = function(N);
    if (Seen.insert(Summary.Id).second)
      Out.Functions.push_back(std::move(Summary));
  }
  llvm::sort(Out.Functions,
             [](const FunctionSummary &A, const FunctionSummary &B) {
               return A.Id < B.Id;
             });
  return Out;
}

UnitSummary corolint::summarise(TranslationUnit &Unit) {
  return Summariser(Unit).run();
}

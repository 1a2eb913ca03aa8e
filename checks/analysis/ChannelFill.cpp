//===--- ChannelFill.cpp - sends that wait for themselves -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counts, along the body of a coroutine, the messages that it has sent into a
// channel of its own and not received: at joins the smaller number, in loops
// whose number of turns is a constant turn by turn, and in all others as if the
// smallest number that a turn may begin with were there. From where anybody
// else may have the channel, it is not counted any more.
//
//===----------------------------------------------------------------------===//
#include "ChannelFill.h"
#include "Channels.h"
#include "Producers.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "VariableUses.h"
#include "Waits.h"
#include "Words.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace corolint;

namespace {

struct Fill {
  uint64_t Messages = 0;
  /// Others may receive, or it does not exist yet.
  bool IsShared = true;
};

/// What is known where control is.
struct State {
  llvm::SmallVector<Fill, 2> Fills;
  bool IsReached = true;

  void join(const State &O) {
    if (!O.IsReached)
      return;
    if (!IsReached) {
      *this = O;
      return;
    }
    for (auto [Mine, Theirs] : llvm::zip(Fills, O.Fills)) {
      Mine.Messages = std::min(Mine.Messages, Theirs.Messages);
      Mine.IsShared |= Theirs.IsShared;
    }
  }
};

class FillWalk {
public:
  explicit FillWalk(FunctionAnalysis &F) : F(F), R(F.unit().roles()) {}

  std::vector<StuckSend> run();

private:
  struct OwnChannel {
    const VarDecl *Var;
    uint64_t Capacity;
  };
  struct Jumps {
    State Breaks, Continues;
  };

  void addChannels();
  std::optional<unsigned> channelOf(const Expr *E) const;
  void walk(const Stmt *S);
  void evaluate(const Expr &E);
  void walkChildren(const Stmt &S);
  void choose(const Stmt *First, const Stmt *Second);
  void loop(llvm::function_ref<void()> Turn);
  void countedLoop(const ForStmt &S, uint64_t Turns);
  void switchOver(const SwitchStmt &S);
  void attempt(const CXXTryStmt &S);
  void declare(const DeclStmt &S);
  bool operate(const CXXMemberCallExpr &Call, bool IsAwaited);
  void send(unsigned Index, const CXXMemberCallExpr &Call);
  void share(unsigned Index);
  bool isBounded(const CXXMemberCallExpr &Call) const;
  std::optional<uint64_t> turnsOf(const ForStmt &S) const;
  State nowhere() const {
    State Out = Now;
    Out.IsReached = false;
    return Out;
  }

  FunctionAnalysis &F;
  Roles &R;
  std::vector<OwnChannel> Channels;
  /// The largest capacity of them.
  uint64_t Largest = 0;
  llvm::DenseMap<const ValueDecl *, unsigned> Indices;
  State Now;
  /// Which others have got, on some way through the innermost block whose
  /// exceptions are caught.
  llvm::SmallBitVector Escaped;
  std::vector<Jumps> Enclosing;
  bool Reports = true;
  /// Statements that may still be walked: loops in loops multiply.
  unsigned Steps = 20000;
  std::vector<StuckSend> Found;
};

} // namespace

void FillWalk::addChannels() {
  for (const VarDecl *Var : F.survey().Locals) {
    if (!Var->getInit() || !Var->hasLocalStorage() || isa<ParmVarDecl>(Var))
      continue;
    std::optional<uint64_t> Capacity =
        capacityOf(*producers(Var->getInit()).front(), F.unit());
    if (!Capacity)
      continue;
    Indices[Var] = Channels.size();
    if (const auto *Parts = dyn_cast<DecompositionDecl>(Var))
      for (const BindingDecl *B : Parts->bindings())
        Indices[B] = Channels.size();
    Channels.push_back({Var, *Capacity});
    Largest = std::max(Largest, *Capacity);
  }
}

/// The channel that \p E names: itself, through its owner, or as an end of it.
std::optional<unsigned> FillWalk::channelOf(const Expr *E) const {
  E = E->IgnoreParenImpCasts();
  if (const auto *Deref = dyn_cast<CXXOperatorCallExpr>(E);
      Deref && (Deref->getOperator() == OO_Arrow ||
                (Deref->getOperator() == OO_Star && Deref->getNumArgs() == 1)))
    E = Deref->getArg(0)->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E);
      Member && isa<FieldDecl>(Member->getMemberDecl()) && !Member->isArrow())
    E = Member->getBase()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  auto Known = Ref ? Indices.find(Ref->getDecl()) : Indices.end();
  if (Known == Indices.end())
    return std::nullopt;
  return Known->second;
}

/// Whether something that \p Call is given may end the wait: a time limit, a
/// cancellation slot.
bool FillWalk::isBounded(const CXXMemberCallExpr &Call) const {
  auto SoundsBounded = [](llvm::StringRef Name) {
    return hasWord(Name, {"cancel", "cancellation", "timeout", "deadline",
                          "after", "for", "until", "within", "slot", "stop"});
  };
  if (const CXXMethodDecl *Callee = Call.getMethodDecl();
      Callee && SoundsBounded(identifierOf(*Callee)))
    return true;
  std::vector<const Stmt *> Work(Call.arg_begin(), Call.arg_end());
  while (!Work.empty()) {
    const Stmt *S = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    Work.insert(Work.end(), S->child_begin(), S->child_end());
    const auto *E = dyn_cast<Expr>(S);
    if (!E)
      continue;
    const CXXRecordDecl *Class = recordOf(E->getType());
    const auto *Inner = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = Inner ? Inner->getDirectCallee() : nullptr;
    if ((Class && (SoundsBounded(Class->getName()) ||
                   R.hasRole(E->getType(), TypeRole::StopToken) ||
                   R.hasRole(E->getType(), TypeRole::TimeLimit))) ||
        (Callee && SoundsBounded(identifierOf(*Callee))))
      return true;
  }
  return false;
}

void FillWalk::send(unsigned Index, const CXXMemberCallExpr &Call) {
  Fill &Known = Now.Fills[Index];
  const OwnChannel &C = Channels[Index];
  if (Known.IsShared || isBounded(Call))
    return;
  if (Known.Messages < C.Capacity) {
    ++Known.Messages;
    return;
  }
  if (!Reports)
    return;
  Found.push_back({&Call, C.Var, C.Capacity});
  // One report is enough.
  Known.IsShared = true;
}

/// Others may have the channel from here on.
void FillWalk::share(unsigned Index) {
  Now.Fills[Index].IsShared = true;
  Escaped.set(Index);
}

/// What \p Call does to a channel of the coroutine; false if it has none.
bool FillWalk::operate(const CXXMemberCallExpr &Call, bool IsAwaited) {
  std::optional<unsigned> Index = channelOf(Call.getImplicitObjectArgument());
  const CXXMethodDecl *Callee = Call.getMethodDecl();
  if (!Index || !Callee)
    return false;
  for (const Expr *Argument : Call.arguments())
    walk(Argument);
  Fill &Known = Now.Fills[*Index];
  const bool Tries =
      Callee->getIdentifier() && beginsWithWord(Callee->getName(), "try");
  const bool Sends =
      isSend(Call, R) || R.functionModel(*Callee, CallEffect::Sends);
  if (isReceive(Call, R)) {
    if (IsAwaited || Tries)
      Known.Messages -= Known.Messages != 0;
    else
      share(*Index);
  } else if (Sends) {
    if (IsAwaited && !Tries)
      send(*Index, Call);
  } else if (!Callee->isConst()) {
    share(*Index);
  }
  return true;
}

void FillWalk::declare(const DeclStmt &S) {
  for (const Decl *D : S.decls())
    if (const auto *Var = dyn_cast<VarDecl>(D)) {
      walk(Var->getInit());
      if (auto Known = Indices.find(Var); Known != Indices.end())
        Now.Fills[Known->second] = {0, false};
    }
}

void FillWalk::choose(const Stmt *First, const Stmt *Second) {
  State Before = Now;
  walk(First);
  std::swap(Now, Before);
  walk(Second);
  Now.join(Before);
}

/// A loop of any number of turns, none included.
void FillWalk::loop(llvm::function_ref<void()> Turn) {
  const bool Outer = Reports;
  State After = Now;
  // What a turn leaves behind is what the next one may begin with. A turn that
  // receives may be run until nothing is left.
  for (unsigned Pass = 0; Pass != 3; ++Pass) {
    Reports = Outer && Pass == 2;
    State Before = Now;
    Enclosing.push_back({nowhere(), nowhere()});
    Turn();
    Jumps Left = std::move(Enclosing.back());
    Enclosing.pop_back();
    Now.join(Left.Continues);
    Now.join(Before);
    for (auto [Known, First] : llvm::zip(Now.Fills, Before.Fills))
      if (Known.Messages < First.Messages)
        Known.Messages = 0;
    After = Now;
    After.join(Left.Breaks);
  }
  Reports = Outer;
  Now = std::move(After);
}

void FillWalk::countedLoop(const ForStmt &S, uint64_t Turns) {
  State After = nowhere();
  // After as many turns as fit messages, nothing changes any more.
  Turns = std::min(Turns, llvm::SaturatingAdd(Largest, uint64_t(2)));
  for (uint64_t Turn = 0; Turn != Turns && Now.IsReached && Steps; ++Turn) {
    Enclosing.push_back({nowhere(), nowhere()});
    walk(S.getBody());
    Jumps Left = std::move(Enclosing.back());
    Enclosing.pop_back();
    Now.join(Left.Continues);
    After.join(Left.Breaks);
  }
  Now.join(After);
}

void FillWalk::switchOver(const SwitchStmt &S) {
  walk(S.getInit());
  walk(S.getConditionVariableDeclStmt());
  walk(S.getCond());
  const State Before = Now;
  Enclosing.push_back({nowhere(), nowhere()});
  Now.IsReached = false;
  for (const Stmt *Child : S.getBody()->children()) {
    if (isa_and_nonnull<SwitchCase>(Child))
      Now.join(Before);
    walk(Child);
  }
  Jumps Left = std::move(Enclosing.back());
  Enclosing.pop_back();
  Now.join(Left.Breaks);
  Now.join(Before);
  // The continues are the loop's around it.
  if (!Enclosing.empty())
    Enclosing.back().Continues.join(Left.Continues);
}

void FillWalk::attempt(const CXXTryStmt &S) {
  llvm::SmallBitVector Before(Channels.size());
  std::swap(Before, Escaped);
  walk(S.getTryBlock());
  const llvm::SmallBitVector InBlock = Escaped;
  Escaped |= Before;
  const State After = Now;
  State Left = After;
  for (unsigned I = 0, End = S.getNumHandlers(); I != End; ++I) {
    Now = After;
    Now.IsReached = true;
    for (auto [Index, Known] : llvm::enumerate(Now.Fills)) {
      Known.Messages = 0;
      Known.IsShared |= InBlock[Index];
    }
    walk(S.getHandler(I)->getHandlerBlock());
    Left.join(Now);
  }
  Now = std::move(Left);
}

/// How often the body of `for (int i = 0; i < 10; ++i)` is run, where that is a
/// constant.
std::optional<uint64_t> FillWalk::turnsOf(const ForStmt &S) const {
  const auto *Declared = dyn_cast_or_null<DeclStmt>(S.getInit());
  const auto *Var = Declared && Declared->isSingleDecl()
                        ? dyn_cast<VarDecl>(Declared->getSingleDecl())
                        : nullptr;
  const auto *Step = dyn_cast_or_null<UnaryOperator>(S.getInc());
  const auto *Test = dyn_cast_or_null<BinaryOperator>(S.getCond());
  if (!Var || !Var->getInit() || !Var->getType()->isIntegerType() || !Step ||
      !Step->isIncrementOp() || !Test)
    return std::nullopt;
  auto IsVar = [&](const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref && Ref->getDecl() == Var;
  };
  Expr::EvalResult First, Last;
  const ASTContext &Context = F.unit().context();
  if (!IsVar(Step->getSubExpr()) || !IsVar(Test->getLHS()) ||
      (Test->getOpcode() != BO_LT && Test->getOpcode() != BO_LE &&
       Test->getOpcode() != BO_NE) ||
      Var->getInit()->isValueDependent() ||
      Test->getRHS()->isValueDependent() ||
      !Var->getInit()->EvaluateAsInt(First, Context) ||
      !Test->getRHS()->EvaluateAsInt(Last, Context))
    return std::nullopt;
  for (const DeclRefExpr *Mention : F.variables().mentionsOf(*Var)) {
    const auto *Read =
        dyn_cast_or_null<ImplicitCastExpr>(F.parents().getParent(Mention));
    if (F.isWithin(*Mention, *S.getBody()) &&
        (!Read || Read->getCastKind() != CK_LValueToRValue))
      return std::nullopt;
  }
  const std::optional<int64_t> Begin = First.Val.getInt().tryExtValue();
  const std::optional<int64_t> Limit = Last.Val.getInt().tryExtValue();
  int64_t Turns = 0;
  if (!Begin || !Limit || llvm::SubOverflow(*Limit, *Begin, Turns) ||
      llvm::AddOverflow<int64_t>(Turns, Test->getOpcode() == BO_LE, Turns))
    return std::nullopt;
  return std::max<int64_t>(Turns, 0);
}

void FillWalk::walkChildren(const Stmt &S) {
  for (const Stmt *Child : S.children())
    walk(Child);
}

/// Runs \p E, whose parts are evaluated first.
void FillWalk::evaluate(const Expr &E) {
  if (const auto *Await = dyn_cast<CoawaitExpr>(&E)) {
    const auto *Call =
        dyn_cast<CXXMemberCallExpr>(producers(Await->getOperand()).front());
    if (!Call || !operate(*Call, true))
      walk(Await->getOperand());
  } else if (const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(&E)) {
    walk(Suspension->getOperand());
  } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
             Call && operate(*Call, false)) {
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    walk(Choice->getCond());
    choose(Choice->getTrueExpr(), Choice->getFalseExpr());
  } else if (const auto *Both = dyn_cast<BinaryOperator>(&E);
             Both && Both->isLogicalOp()) {
    walk(Both->getLHS());
    choose(Both->getRHS(), nullptr);
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(&E)) {
    for (const Expr *Init : Lambda->capture_inits())
      walk(Init);
  } else if (isa<DeclRefExpr>(E)) {
    if (std::optional<unsigned> Index = channelOf(&E))
      share(*Index);
  } else {
    walkChildren(E);
    if (isa<CXXThrowExpr>(E))
      Now.IsReached = false;
  }
}

void FillWalk::walk(const Stmt *S) {
  if (!S || !Now.IsReached || !Steps)
    return;
  --Steps;
  if (const auto *E = dyn_cast<Expr>(S))
    return evaluate(*E);
  if (const auto *Declared = dyn_cast<DeclStmt>(S))
    return declare(*Declared);
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    walk(If->getInit());
    walk(If->getConditionVariableDeclStmt());
    walk(If->getCond());
    return choose(If->getThen(), If->getElse());
  }
  if (const auto *For = dyn_cast<ForStmt>(S)) {
    walk(For->getInit());
    if (std::optional<uint64_t> Turns = turnsOf(*For))
      return countedLoop(*For, *Turns);
    return loop([&] {
      walk(For->getConditionVariableDeclStmt());
      walk(For->getCond());
      walk(For->getBody());
      walk(For->getInc());
    });
  }
  if (isa<WhileStmt, DoStmt>(S))
    return loop([&] { walkChildren(*S); });
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    walk(Range->getInit());
    walk(Range->getRangeInit());
    return loop([&] { walk(Range->getBody()); });
  }
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return switchOver(*Switch);
  if (const auto *Try = dyn_cast<CXXTryStmt>(S))
    return attempt(*Try);
  if (const auto *Return = dyn_cast<CoreturnStmt>(S))
    walk(Return->getOperand());
  else
    walkChildren(*S);
  if (isa<BreakStmt, ContinueStmt>(S) && !Enclosing.empty())
    (isa<BreakStmt>(S) ? Enclosing.back().Breaks : Enclosing.back().Continues)
        .join(Now);
  if (isa<BreakStmt, ContinueStmt, ReturnStmt, CoreturnStmt>(S))
    Now.IsReached = false;
}

std::vector<StuckSend> FillWalk::run() {
  addChannels();
  if (Channels.empty() || F.parents().holdsLabel(F.body()))
    return {};
  Now.Fills.resize(Channels.size());
  Escaped.resize(Channels.size());
  walk(&F.body());
  return std::move(Found);
}

std::vector<StuckSend> corolint::stuckSends(FunctionAnalysis &F) {
  return FillWalk(F).run();
}

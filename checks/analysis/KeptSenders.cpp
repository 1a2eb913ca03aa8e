//===--- KeptSenders.cpp - senders that keep a channel open ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ends of a channel are told by what makes them: one call that returns both
// or a member of one end that gives the other. A sender is kept where nothing
// that is done with it, from which control can get to the loop, could end it,
// move it away or let others do so.
//
//===----------------------------------------------------------------------===//
#include "KeptSenders.h"
#include "Channels.h"
#include "EndlessLoops.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

namespace {

/// A variable or binding that is an end of a channel, or the member \p Part of
/// a variable.
struct End {
  const ValueDecl *Name = nullptr;
  const FieldDecl *Part = nullptr;

  bool operator==(const End &O) const {
    return Name == O.Name && Part == O.Part;
  }
};

struct Channel {
  llvm::SmallVector<End, 2> Senders, Receivers;
};

class MentionFinder : public OwnCodeVisitor<MentionFinder> {
public:
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Mentions[E->getDecl()].push_back(E);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    Calls.push_back(E);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp())
      Assignments.emplace_back(E->getLHS(), E->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->isAssignmentOp() && E->getNumArgs() == 2)
      Assignments.emplace_back(E->getArg(0), E->getArg(1));
    return true;
  }

  llvm::DenseMap<const ValueDecl *, llvm::SmallVector<const DeclRefExpr *, 4>>
      Mentions;
  std::vector<const CXXMemberCallExpr *> Calls;
  std::vector<std::pair<const Expr *, const Expr *>> Assignments;
};

/// Finds the channels of one function, and what becomes of their ends.
class ChannelFinder {
public:
  explicit ChannelFinder(FunctionAnalysis &F) : F(F), R(F.unit().roles()) {}

  std::vector<KeptSender> find();

private:
  void addChannels();
  bool addMadeTogether(const VarDecl &Var, const Expr &Made);
  void addDerived(const VarDecl &Var, const Expr &Made);
  std::optional<End> endOf(const Expr &E) const;
  const Channel *channelOf(const CXXMemberCallExpr &Receive) const;
  bool endsOnlyWhenClosed(const Stmt &Loop, const CXXMemberCallExpr &Receive);
  std::optional<bool> saysValue(const Expr &E,
                                const CXXMemberCallExpr &Receive) const;
  bool isKept(const End &Sender, const Stmt &Loop,
              const CXXMemberCallExpr &Receive) const;
  bool isLeftAlone(const DeclRefExpr &Mention, const End &Sender) const;
  bool leadsTo(const Stmt &From, const Stmt &To, const DeclStmt *Anew) const;

  FunctionAnalysis &F;
  Roles &R;
  MentionFinder Found;
  std::vector<Channel> Channels;
  std::optional<EndlessLoops> Loops;
};

} // namespace

static const VarDecl *variableOf(const ValueDecl &D) {
  if (const auto *B = dyn_cast<BindingDecl>(&D))
    return cast<VarDecl>(B->getDecomposedDecl());
  return dyn_cast<VarDecl>(&D);
}

/// The end that \p E names, moved or not, if it is a part of this frame.
std::optional<End> ChannelFinder::endOf(const Expr &E) const {
  const Expr *Named = producers(&E).front();
  if (const auto *Call = dyn_cast<CallExpr>(Named))
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && R.functionModel(*Callee, CallEffect::Moves))
      Named = argumentOf(*Call, 0)->IgnoreParenImpCasts();
  const FieldDecl *Part = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(Named)) {
    Part = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Part || Member->isArrow())
      return std::nullopt;
    Named = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Named);
  const VarDecl *Var = Ref ? variableOf(*Ref->getDecl()) : nullptr;
  if (!Var || !Var->hasLocalStorage())
    return std::nullopt;
  return End{Ref->getDecl(), Part};
}

/// `auto [tx, rx] = channel();` and `auto both = channel();`
bool ChannelFinder::addMadeTogether(const VarDecl &Var, const Expr &Made) {
  if (!isa<CallExpr>(Made) || !Made.isPRValue())
    return false;
  Channel New;
  auto Add = [&](QualType T, End E) {
    if (isSender(T, R))
      New.Senders.push_back(E);
    else if (isReceiver(T, R))
      New.Receivers.push_back(E);
  };
  if (const auto *Parts = dyn_cast<DecompositionDecl>(&Var)) {
    for (const BindingDecl *B : Parts->bindings())
      Add(B->getType(), {B});
  } else if (const CXXRecordDecl *Record = recordOf(Var.getType());
             Record && Record->hasDefinition()) {
    for (const FieldDecl *Field : Record->fields())
      Add(Field->getType(), {&Var, Field});
  }
  if (New.Senders.size() != 1 || New.Receivers.size() != 1)
    return false;
  Channels.push_back(std::move(New));
  return true;
}

/// `auto more = tx;`, `auto rx = std::move(both.second);`,
/// `auto rx = tx.subscribe();`
void ChannelFinder::addDerived(const VarDecl &Var, const Expr &Made) {
  const bool Sends = isSender(Var.getType(), R);
  if (!Sends && !isReceiver(Var.getType(), R))
    return;
  const Expr *From = nullptr;
  const auto *Construction = dyn_cast<CXXConstructExpr>(&Made);
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&Made);
  if (Construction && Construction->getConstructor()->isCopyOrMoveConstructor())
    From = Construction->getArg(0);
  else if (Call)
    From = Call->getImplicitObjectArgument();
  std::optional<End> Source = From ? endOf(*From) : std::nullopt;
  if (!Source)
    return;
  for (Channel &C : Channels)
    if (llvm::is_contained(C.Senders, *Source) ||
        llvm::is_contained(C.Receivers, *Source)) {
      (Sends ? C.Senders : C.Receivers).push_back({&Var});
      return;
    }
  if (Call && !Sends && !Source->Part && isSender(From->getType(), R) &&
      !Source->Name->getType()->isReferenceType() &&
      !Source->Name->getType()->isPointerType())
    Channels.push_back({{*Source}, {{&Var}}});
}

void ChannelFinder::addChannels() {
  for (const VarDecl *Var : F.survey().Locals) {
    if (!Var->getInit() || !Var->hasLocalStorage())
      continue;
    const Expr &Made = *producers(Var->getInit()).front();
    if (!addMadeTogether(*Var, Made) && !Var->getType()->isReferenceType())
      addDerived(*Var, Made);
  }
}

const Channel *
ChannelFinder::channelOf(const CXXMemberCallExpr &Receive) const {
  std::optional<End> By = endOf(*Receive.getImplicitObjectArgument());
  if (!By)
    return nullptr;
  for (const Channel &C : Channels)
    if (llvm::is_contained(C.Receivers, *By))
      return &C;
  return nullptr;
}

/// Whether \p E, when it is true, says that \p Receive has brought a message;
/// false: that the channel is closed. Nothing when it says something else.
std::optional<bool>
ChannelFinder::saysValue(const Expr &E,
                         const CXXMemberCallExpr &Receive) const {
  const Expr *Bare = E.IgnoreImplicit()->IgnoreParenImpCasts();
  // `r != nullopt` is `!(r == nullopt)` in C++20.
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Bare))
    return saysValue(*Rewritten->getSemanticForm(), Receive);
  if (const auto *Not = dyn_cast<UnaryOperator>(Bare);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = saysValue(*Not->getSubExpr(), Receive);
    return Inner ? std::optional<bool>(!*Inner) : std::nullopt;
  }
  auto IsReceived = [&](const Expr *Value) {
    return Value && F.isWithin(Receive, *Value);
  };
  auto IsVariable = [&](const Expr *Named) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Named->IgnoreParenImpCasts());
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Var && (IsReceived(Var->getInit()) ||
                   llvm::any_of(Found.Assignments, [&](const auto &A) {
                     const auto *To =
                         dyn_cast<DeclRefExpr>(A.first->IgnoreParenImpCasts());
                     return To && To->getDecl() == Var && IsReceived(A.second);
                   }));
  };
  if (Bare == &Receive || IsVariable(Bare))
    return true;
  if (const auto *Await = dyn_cast<CoawaitExpr>(Bare))
    return IsReceived(Await) ? std::optional<bool>(true) : std::nullopt;
  for (const auto &[To, Value] : Found.Assignments)
    if (F.isWithin(*To, *Bare) && IsReceived(Value) &&
        F.parents().getParent(To) == Bare)
      return true;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Bare);
      Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
    return saysValue(*Call->getImplicitObjectArgument(), Receive);
  if (const auto *Equal = dyn_cast<CXXOperatorCallExpr>(Bare);
      Equal && Equal->getOperator() == OO_EqualEqual &&
      R.hasRole(Equal->getArg(1)->getType(), TypeRole::EmptyTag)) {
    std::optional<bool> Value = saysValue(*Equal->getArg(0), Receive);
    return Value ? std::optional<bool>(!*Value) : std::nullopt;
  }
  std::optional<Condition> Test = F.unit().conditions().parse(Bare);
  if (Test && Test->K == Condition::Engaged && IsVariable(Test->Object))
    return !Test->Negated;
  return std::nullopt;
}

/// Whether every way out of \p Loop is taken when \p Receive says that the
/// channel is closed, and there is one.
bool ChannelFinder::endsOnlyWhenClosed(const Stmt &Loop,
                                       const CXXMemberCallExpr &Receive) {
  bool HasWay = false;
  if (Loops->around(Receive) != &Loop) {
    const Expr *Condition = nullptr;
    if (const auto *While = dyn_cast<WhileStmt>(&Loop))
      Condition = While->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(&Loop))
      Condition = For->getCond();
    else if (const auto *Do = dyn_cast<DoStmt>(&Loop))
      Condition = Do->getCond();
    HasWay = Condition && saysValue(*Condition, Receive) == true;
    if (!HasWay)
      return false;
  }
  for (const Stmt *Exit : Loops->exitsOf(Loop)) {
    bool IsClosed = false;
    const Stmt *Inner = Exit;
    for (const Stmt *At = F.parents().getParent(Exit); At && At != &Loop;
         Inner = At, At = F.parents().getParent(At))
      if (const auto *If = dyn_cast<IfStmt>(At);
          If && (Inner == If->getThen() || Inner == If->getElse()))
        IsClosed |=
            saysValue(*If->getCond(), Receive) == (Inner == If->getElse());
    if (!IsClosed)
      return false;
    HasWay = true;
  }
  return HasWay;
}

/// Whether what is done with the sender at \p Mention leaves it where it is,
/// and open.
bool ChannelFinder::isLeftAlone(const DeclRefExpr &Mention,
                                const End &Sender) const {
  auto Parent = [&](const Stmt *S) {
    const Stmt *At = F.parents().getParent(S);
    while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(At))
      At = F.parents().getParent(S = At);
    return std::pair(At, S);
  };
  auto [Use, At] = Parent(&Mention);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Use);
      Sender.Part && Member && isa<FieldDecl>(Member->getMemberDecl())) {
    if (Member->getMemberDecl() != Sender.Part)
      return true;
    std::tie(Use, At) = Parent(Member);
  }
  if (const auto *Cast = dyn_cast_or_null<ExplicitCastExpr>(Use))
    return Cast->getType()->isVoidType();
  if (const auto *Construction = dyn_cast_or_null<CXXConstructExpr>(Use))
    return Construction->getConstructor()->isCopyConstructor();
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Use)) {
    const auto *Call =
        dyn_cast_or_null<CXXMemberCallExpr>(F.parents().getParent(Member));
    const CXXMethodDecl *Callee = Call ? Call->getMethodDecl() : nullptr;
    return Callee && !closesSender(*Call, R) &&
           (Callee->isConst() || isSend(*Call, R) ||
            isReceiver(Call->getType(), R) || isSender(Call->getType(), R));
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(Use);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || R.functionModel(*Callee, CallEffect::Moves))
    return false;
  for (const ParmVarDecl *Param : Callee->parameters())
    if (argumentFor(*Call, *Callee, *Param) == At)
      return Param->getType()->isReferenceType() &&
             Param->getType()->getPointeeType().isConstQualified();
  return false;
}

/// Whether control gets from \p From to \p To, and not by way of \p Anew, where
/// the variable begins another life.
bool ChannelFinder::leadsTo(const Stmt &From, const Stmt &To,
                            const DeclStmt *Anew) const {
  const Stmt *Element = &From;
  auto Start = F.positionOf(*Element);
  while (!Start && (Element = F.parents().getParent(Element)))
    Start = F.positionOf(*Element);
  if (!Start)
    return true;
  llvm::SmallVector<std::pair<const CFGBlock *, unsigned>, 16> Work{
      {Start->first, Start->second + 1}};
  llvm::SmallPtrSet<const CFGBlock *, 16> Entered;
  while (!Work.empty()) {
    auto [Block, Index] = Work.pop_back_val();
    bool Ends = false;
    for (; Index != Block->size() && !Ends; ++Index)
      if (auto At = (*Block)[Index].getAs<CFGStmt>()) {
        if (At->getStmt() == &To)
          return true;
        Ends = At->getStmt() == Anew;
      }
    if (Ends)
      continue;
    for (const CFGBlock::AdjacentBlock &Next : Block->succs())
      if (const CFGBlock *B = Next.getReachableBlock();
          B && Entered.insert(B).second)
        Work.emplace_back(B, 0);
  }
  return false;
}

bool ChannelFinder::isKept(const End &Sender, const Stmt &Loop,
                           const CXXMemberCallExpr &Receive) const {
  const VarDecl &Var = *variableOf(*Sender.Name);
  const SourceManager &Sources = F.unit().context().getSourceManager();
  const Stmt *Extent = F.extentOf(Var);
  if (!isa<ParmVarDecl>(Var) &&
      (!Extent || !F.isWithin(Loop, *Extent) ||
       !Sources.isBeforeInTranslationUnit(
           Sources.getExpansionLoc(Var.getLocation()),
           Sources.getExpansionLoc(Loop.getBeginLoc()))))
    return false;
  const DeclStmt *Anew = F.declarationOf(Var);
  auto Known = Found.Mentions.find(Sender.Name);
  return Known == Found.Mentions.end() ||
         llvm::none_of(Known->second, [&](const DeclRefExpr *Mention) {
           return !isLeftAlone(*Mention, Sender) &&
                  leadsTo(*Mention, Receive, Anew);
         });
}

std::vector<KeptSender> ChannelFinder::find() {
  std::vector<KeptSender> Kept;
  addChannels();
  if (Channels.empty() || !F.cfg())
    return Kept;
  Found.TraverseStmt(const_cast<Stmt *>(&F.body()));
  Loops.emplace(F);
  for (const CXXMemberCallExpr *Receive : Found.Calls) {
    const Channel *C = isReceive(*Receive, R) ? channelOf(*Receive) : nullptr;
    if (!C)
      continue;
    const Stmt *Loop = F.parents().getParent(Receive);
    while (Loop && !isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Loop))
      Loop = F.parents().getParent(Loop);
    if (!Loop || !endsOnlyWhenClosed(*Loop, *Receive))
      continue;
    for (const End &Sender : C->Senders)
      if (isKept(Sender, *Loop, *Receive)) {
        Kept.push_back({Loop, Receive, Sender.Name});
        break;
      }
  }
  return Kept;
}

std::vector<KeptSender> corolint::keptSenders(FunctionAnalysis &F) {
  return ChannelFinder(F).find();
}

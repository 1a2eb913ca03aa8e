//===--- KeptSenders.cpp - senders that keep a channel open ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sender is kept where nothing that is done with it, from which control can
// get to the loop, could end it, move it away or let others do so. The same
// goes for the receiver: who may close it, may end the loop.
//
//===----------------------------------------------------------------------===//
#include "KeptSenders.h"
#include "Channels.h"
#include "ElementsAfter.h"
#include "EndlessLoops.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "Waits.h"
#include "Words.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

namespace {

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

/// Finds, for the channels of one function, what becomes of their ends.
class SenderFinder {
public:
  explicit SenderFinder(FunctionAnalysis &F) : F(F), R(F.unit().roles()) {}

  std::vector<KeptSender> find();

private:
  std::optional<size_t> channelOf(const CXXMemberCallExpr &Receive) const;
  bool isReceived(const Expr &E) const;
  bool endsOnlyWhenClosed(const Stmt &Loop,
                          const CXXMemberCallExpr &Receive) const;
  bool changesAnswer(const DeclRefExpr &Mention) const;
  bool isAnswer(const Expr &Named) const;
  std::optional<bool> saysValue(const Expr &E) const;
  bool isKept(const ChannelEnd &Sender, const Stmt &Loop,
              const CXXMemberCallExpr &Receive) const;
  bool mayBeClosed(const LocalChannel &C,
                   const CXXMemberCallExpr &Receive) const;
  bool isLeftAlone(const DeclRefExpr &Mention, const ChannelEnd &End) const;
  bool leadsTo(const Stmt &From, const Stmt &To, const DeclStmt *Anew) const;

  FunctionAnalysis &F;
  Roles &R;
  MentionFinder Found;
  std::vector<LocalChannel> Channels;
  std::optional<EndlessLoops> Loops;
  /// Those of the channel that is looked at.
  llvm::ArrayRef<const CXXMemberCallExpr *> Receives;
};

} // namespace

/// The number of the channel that \p Receive is a member call of a receiver of.
std::optional<size_t>
SenderFinder::channelOf(const CXXMemberCallExpr &Receive) const {
  std::optional<ChannelEnd> By =
      channelEnd(*Receive.getImplicitObjectArgument(), F);
  if (By)
    for (const auto &[Number, C] : llvm::enumerate(Channels))
      if (llvm::is_contained(C.Receivers, *By))
        return Number;
  return std::nullopt;
}

/// Whether \p E is what a receive has brought. What is made of it, a choice
/// between it and something else, is not.
bool SenderFinder::isReceived(const Expr &E) const {
  const auto *Await = dyn_cast<CoawaitExpr>(E.IgnoreImplicit()->IgnoreParens());
  return llvm::is_contained(
      Receives, producers(Await ? Await->getOperand() : &E).front());
}

/// The smallest expression or statement that \p S is a part of, beside
/// parentheses and implicit casts, and the part of it that \p S is.
static std::pair<const Stmt *, const Stmt *> useOf(const Stmt &S,
                                                   FunctionAnalysis &F) {
  const Stmt *Part = &S;
  const Stmt *Use = F.parents().getParent(Part);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Use))
    Use = F.parents().getParent(Part = Use);
  return {Use, Part};
}

/// The parameter of \p Call that takes \p Argument; null where there is none.
static const ParmVarDecl *parameterFor(const CallExpr &Call,
                                       const Stmt &Argument) {
  if (const FunctionDecl *Callee = Call.getDirectCallee())
    for (const ParmVarDecl *Param : Callee->parameters())
      if (argumentFor(Call, *Callee, *Param) == &Argument)
        return Param;
  return nullptr;
}

/// Whether \p Mention of what has been received may change whether it says that
/// something has.
bool SenderFinder::changesAnswer(const DeclRefExpr &Mention) const {
  auto [Use, Part] = useOf(Mention, F);
  if (const auto *Set = dyn_cast_or_null<BinaryOperator>(Use);
      Set && Set->isAssignmentOp())
    return Part == Set->getLHS() && !isReceived(*Set->getRHS());
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Use))
    return Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Use)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    return Method && hasWord(identifierOf(*Method),
                             {"reset", "emplace", "swap", "assign", "clear"});
  }
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Use))
    return Operator->isAssignmentOp() && Part == Operator->getArg(0) &&
           !isReceived(*Operator->getArg(1));
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Use)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const ParmVarDecl *Param = parameterFor(*Call, *Part);
    return !Callee ||
           (!R.functionModel(*Callee, CallEffect::Moves) &&
            (!Param ||
             (Param->getType()->isReferenceType() &&
              !Param->getType()->getPointeeType().isConstQualified())));
  }
  return isa_and_nonnull<LambdaExpr>(Use);
}

/// Whether \p Named is a variable that has what receives have brought, and
/// nothing else.
bool SenderFinder::isAnswer(const Expr &Named) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(Named.IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var)
    return false;
  auto Known = Found.Mentions.find(Var);
  if (Known != Found.Mentions.end() &&
      llvm::any_of(Known->second, [&](const DeclRefExpr *Mention) {
        return changesAnswer(*Mention);
      }))
    return false;
  return (Var->getInit() && isReceived(*Var->getInit())) ||
         llvm::any_of(Found.Assignments, [&](const auto &A) {
           const auto *To =
               dyn_cast<DeclRefExpr>(A.first->IgnoreParenImpCasts());
           return To && To->getDecl() == Var && isReceived(*A.second);
         });
}

/// Whether \p E, when it is true, says that a receive has brought a message;
/// false: that the channel is closed. Nothing when it says something else.
std::optional<bool> SenderFinder::saysValue(const Expr &E) const {
  const Expr *Bare = E.IgnoreImplicit()->IgnoreParenImpCasts();
  // `r != nullopt` is `!(r == nullopt)` in C++20.
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Bare))
    return saysValue(*Rewritten->getSemanticForm());
  if (const auto *Not = dyn_cast<UnaryOperator>(Bare);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = saysValue(*Not->getSubExpr());
    return Inner ? std::optional<bool>(!*Inner) : std::nullopt;
  }
  if (isReceived(*Bare) || isAnswer(*Bare))
    return true;
  for (const auto &[To, Value] : Found.Assignments)
    if (F.parents().getParent(To) == Bare && isAnswer(*To) &&
        isReceived(*Value))
      return true;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Bare);
      Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
    return saysValue(*Call->getImplicitObjectArgument());
  if (const auto *Equal = dyn_cast<CXXOperatorCallExpr>(Bare);
      Equal && Equal->getOperator() == OO_EqualEqual &&
      R.hasRole(Equal->getArg(1)->getType(), TypeRole::EmptyTag)) {
    std::optional<bool> Value = saysValue(*Equal->getArg(0));
    return Value ? std::optional<bool>(!*Value) : std::nullopt;
  }
  std::optional<Condition> Test = F.unit().conditions().parse(Bare);
  if (Test && Test->K == Condition::Engaged && isAnswer(*Test->Object))
    return !Test->Negated;
  return std::nullopt;
}

/// Whether every way out of \p Loop, the innermost around \p Receive, is taken
/// when a receive says that the channel is closed, and there is one.
bool SenderFinder::endsOnlyWhenClosed(const Stmt &Loop,
                                      const CXXMemberCallExpr &Receive) const {
  bool HasWay = false;
  if (Loops->around(Receive) != &Loop) {
    const Expr *Condition = conditionOf(Loop);
    HasWay = Condition && saysValue(*Condition) == true;
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
        IsClosed |= saysValue(*If->getCond()) == (Inner == If->getElse());
    if (!IsClosed)
      return false;
    HasWay = true;
  }
  return HasWay;
}

/// Whether what is done with the end at \p Mention leaves it where it is, and
/// open.
bool SenderFinder::isLeftAlone(const DeclRefExpr &Mention,
                               const ChannelEnd &End) const {
  auto [Use, At] = useOf(Mention, F);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Use);
      End.Part && Member && isa<FieldDecl>(Member->getMemberDecl())) {
    if (Member->getMemberDecl() != End.Part)
      return true;
    std::tie(Use, At) = useOf(*Member, F);
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
           (Callee->isConst() || isSend(*Call, R) || isReceive(*Call, R) ||
            isReceiver(Call->getType(), R) || isSender(Call->getType(), R));
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(Use);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || R.functionModel(*Callee, CallEffect::Moves))
    return false;
  const ParmVarDecl *Param = parameterFor(*Call, *At);
  return Param && Param->getType()->isReferenceType() &&
         Param->getType()->getPointeeType().isConstQualified();
}

/// Whether control gets from \p From to \p To, and not by way of \p Anew, where
/// the variable begins another life.
bool SenderFinder::leadsTo(const Stmt &From, const Stmt &To,
                           const DeclStmt *Anew) const {
  bool Leads = false;
  const bool IsPlaced = forEachElementAfter(F, From, [&](const Stmt &S) {
    Leads |= &S == &To;
    return !Leads && &S != Anew;
  });
  return Leads || !IsPlaced;
}

/// Whether somebody may end the loop by what is done with a receiver of it. A
/// receiver may be moved from one variable to another.
bool SenderFinder::mayBeClosed(const LocalChannel &C,
                               const CXXMemberCallExpr &Receive) const {
  for (const ChannelEnd &Receiver : C.Receivers) {
    auto Known = Found.Mentions.find(Receiver.Name);
    if (Known == Found.Mentions.end())
      continue;
    for (const DeclRefExpr *Mention : Known->second)
      if (!isLeftAlone(*Mention, Receiver) &&
          llvm::none_of(C.Receivers,
                        [&](const ChannelEnd &Next) {
                          const Expr *Init = Next.variable().getInit();
                          return Init && F.isWithin(*Mention, *Init);
                        }) &&
          leadsTo(*Mention, Receive, F.declarationOf(Receiver.variable())))
        return true;
  }
  return false;
}

bool SenderFinder::isKept(const ChannelEnd &Sender, const Stmt &Loop,
                          const CXXMemberCallExpr &Receive) const {
  const VarDecl &Var = Sender.variable();
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

std::vector<KeptSender> SenderFinder::find() {
  std::vector<KeptSender> Kept;
  Channels = localChannels(F);
  if (Channels.empty() || !F.cfg())
    return Kept;
  Found.TraverseStmt(const_cast<Stmt *>(&F.body()));
  Loops.emplace(F);
  std::vector<std::vector<const CXXMemberCallExpr *>> ByChannel(
      Channels.size());
  std::vector<std::pair<const CXXMemberCallExpr *, size_t>> All;
  for (const CXXMemberCallExpr *Call : Found.Calls)
    if (std::optional<size_t> Number =
            isReceive(*Call, R) ? channelOf(*Call) : std::nullopt) {
      ByChannel[*Number].push_back(Call);
      All.emplace_back(Call, *Number);
    }
  llvm::SmallPtrSet<const Stmt *, 4> Reported;
  for (const auto &[Receive, Number] : All) {
    Receives = ByChannel[Number];
    const LocalChannel &C = Channels[Number];
    const Stmt *Loop = loopAround(*Receive, F);
    if (!Loop || Reported.contains(Loop) ||
        !endsOnlyWhenClosed(*Loop, *Receive) || mayBeClosed(C, *Receive))
      continue;
    for (const ChannelEnd &Sender : C.Senders)
      if (isKept(Sender, *Loop, *Receive)) {
        Reported.insert(Loop);
        Kept.push_back({Loop, Receive, Sender});
        break;
      }
  }
  return Kept;
}

std::vector<KeptSender> corolint::keptSenders(FunctionAnalysis &F) {
  return SenderFinder(F).find();
}

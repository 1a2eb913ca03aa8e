//===--- ChannelEnds.cpp - the channels a function makes ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What returns a thing to send with and one to receive with need not have made
// a channel of them: those of a connection belong to two, one for each way. The
// names of functions tell what types do not.
//
//===----------------------------------------------------------------------===//
#include "ChannelEnds.h"
#include "Channels.h"
#include "Producers.h"
#include "TranslationUnit.h"
#include "Words.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

const VarDecl &ChannelEnd::variable() const {
  if (const auto *B = dyn_cast<BindingDecl>(Name))
    return *cast<VarDecl>(B->getDecomposedDecl());
  return *cast<VarDecl>(Name);
}

std::string ChannelEnd::text() const {
  std::string Text = Name->getNameAsString();
  if (Part)
    Text += "." + Part->getNameAsString();
  return Text;
}

std::optional<ChannelEnd> corolint::channelEnd(const Expr &E,
                                               FunctionAnalysis &F) {
  const Expr *Named = producers(&E).front();
  if (const auto *Call = dyn_cast<CallExpr>(Named))
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && F.unit().roles().functionModel(*Callee, CallEffect::Moves))
      Named = argumentOf(*Call, 0)->IgnoreParenImpCasts();
  const FieldDecl *Part = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(Named)) {
    Part = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Part || Member->isArrow())
      return std::nullopt;
    Named = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Named);
  if (!Ref || !isa<VarDecl, BindingDecl>(Ref->getDecl()))
    return std::nullopt;
  ChannelEnd End{Ref->getDecl(), Part};
  if (!End.variable().hasLocalStorage())
    return std::nullopt;
  return End;
}

/// Whether messages of one end may be those of the other: nothing in their
/// types says otherwise.
static bool carrySame(QualType One, QualType Other) {
  const auto Sent = typeArguments(pointeeOrSelf(One));
  const auto Received = typeArguments(pointeeOrSelf(Other));
  return Sent.empty() || Received.empty() ||
         Sent.front().getNonReferenceType().getCanonicalType() ==
             Received.front().getNonReferenceType().getCanonicalType();
}

/// Whether \p Made calls what can be the maker of a channel. A member returns
/// what its object has, unless the object makes channels.
static bool makesChannel(const Expr &Made) {
  const auto *Call = dyn_cast<CallExpr>(&Made);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() ||
      hasWord(Callee->getName(),
              {"connect", "accept", "split", "duplex", "dial", "open", "socket",
               "session", "stream", "connection"}))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return !Method || Method->isStatic() ||
         hasWord(Callee->getName(), {"channel", "queue", "mpsc", "spsc", "mpmc",
                                     "oneshot", "pipe"});
}

/// `auto [tx, rx] = channel();` and `auto both = channel();`
static bool addMadeTogether(const VarDecl &Var, const Expr &Made,
                            const Roles &R,
                            std::vector<LocalChannel> &Channels) {
  if (!makesChannel(Made) || !Made.isPRValue() ||
      isa<CoawaitExpr>(Var.getInit()->IgnoreImplicit()))
    return false;
  LocalChannel New;
  QualType Sent, Received;
  auto Add = [&](QualType T, ChannelEnd E) {
    if (isSender(T, R)) {
      New.Senders.push_back(E);
      Sent = T;
    } else if (isReceiver(T, R)) {
      New.Receivers.push_back(E);
      Received = T;
    }
  };
  if (const auto *Parts = dyn_cast<DecompositionDecl>(&Var)) {
    for (const BindingDecl *B : Parts->bindings())
      Add(B->getType(), {B});
  } else if (const CXXRecordDecl *Record = recordOf(Var.getType());
             Record && Record->hasDefinition()) {
    for (const FieldDecl *Field : Record->fields())
      Add(Field->getType(), {&Var, Field});
  }
  if (New.Senders.size() != 1 || New.Receivers.size() != 1 ||
      !carrySame(Sent, Received))
    return false;
  Channels.push_back(std::move(New));
  return true;
}

/// Whether the member \p Callee gives one more end of the channel that its
/// object is an end of: one that sends, or one that receives.
static bool givesEnd(const CXXMethodDecl *Callee, bool Sends) {
  if (!Callee || !Callee->getIdentifier())
    return false;
  return hasWord(Callee->getName(), {"clone", "copy"}) ||
         (Sends ? hasWord(Callee->getName(), {"sender", "producer", "writer"})
                : hasWord(Callee->getName(),
                          {"subscribe", "resubscribe", "subscriber",
                           "subscription", "receiver", "listen", "listener",
                           "reader", "consumer"}));
}

/// `auto more = tx;`, `auto rx = std::move(both.second);`,
/// `auto rx = tx.subscribe();`
static void addDerived(const VarDecl &Var, const Expr &Made,
                       FunctionAnalysis &F,
                       std::vector<LocalChannel> &Channels) {
  const Roles &R = F.unit().roles();
  const bool Sends = isSender(Var.getType(), R);
  if (!Sends && !isReceiver(Var.getType(), R))
    return;
  const Expr *From = nullptr;
  const auto *Construction = dyn_cast<CXXConstructExpr>(&Made);
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&Made);
  if (Construction && Construction->getConstructor()->isCopyOrMoveConstructor())
    From = Construction->getArg(0);
  else if (Call && givesEnd(Call->getMethodDecl(), Sends))
    From = Call->getImplicitObjectArgument();
  std::optional<ChannelEnd> Source = From ? channelEnd(*From, F) : std::nullopt;
  if (!Source || !carrySame(From->getType(), Var.getType()))
    return;
  for (LocalChannel &C : Channels)
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

std::vector<LocalChannel> corolint::localChannels(FunctionAnalysis &F) {
  std::vector<LocalChannel> Channels;
  for (const VarDecl *Var : F.survey().Locals) {
    if (!Var->getInit() || !Var->hasLocalStorage())
      continue;
    const Expr &Made = *producers(Var->getInit()).front();
    if (!addMadeTogether(*Var, Made, F.unit().roles(), Channels) &&
        !Var->getType()->isReferenceType())
      addDerived(*Var, Made, F, Channels);
  }
  return Channels;
}

//===--- VariableEnds.cpp - variables destroyed with what they hold -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "VariableEnds.h"
#include "BodyVisibility.h"
#include "Copies.h"
#include "Readiness.h"
#include "StmtParents.h"
#include "VariableUses.h"
#include "Waits.h"
#include "Words.h"
#include "WorkSignals.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

/// What one mention does to the variable.
enum class MentionKind { Looks, Fills, MayTake };

/// Whether \p Call hands its object to a library, which can't take anything out
/// of it because it can't be moved: `post(pool, ...)`.
static bool isOnlyUsedBy(const CallExpr &Call, const DeclRefExpr &Object) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  return Callee && isInSystemHeader(*Callee) && !isMovable(Object.getType());
}

/// Whether \p Method, of a library's container of a library's objects, makes at
/// most empty ones: `threads.reserve(n)`, `threads.resize(n)`.
static bool isReservation(const CXXMethodDecl &Method) {
  const auto *Container =
      dyn_cast<ClassTemplateSpecializationDecl>(Method.getParent());
  if (!Container || !isInSystemHeader(Method) ||
      !Method.getReturnType()->isVoidType() || Method.getNumParams() == 0 ||
      Container->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Element =
      Container->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  return Element && isInSystemHeader(*Element) &&
         llvm::all_of(Method.parameters(), [](const ParmVarDecl *Param) {
           return Param->getType()->isIntegerType();
         });
}

static MentionKind kindOf(const DeclRefExpr &Mention, FunctionAnalysis &F) {
  const Stmt *P = F.parents().getParent(&Mention);
  const Stmt *Inner = &Mention;
  while (P && isa<ImplicitCastExpr, ParenExpr>(P)) {
    Inner = P;
    P = F.parents().getParent(P);
  }
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P))
    return Operator->isAssignmentOp() && Operator->getArg(0) == Inner
               ? MentionKind::Fills
               : MentionKind::MayTake;
  if (const auto *Call = dyn_cast_or_null<CallExpr>(P);
      Call && isOnlyUsedBy(*Call, Mention))
    return MentionKind::Fills;
  const auto *Member = dyn_cast_or_null<MemberExpr>(P);
  const auto *Method =
      Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
  if (!Method)
    return MentionKind::MayTake;
  // What was there before is destroyed, and something else is there.
  if (F.unit().roles().functionModel(*Method, CallEffect::Engages))
    return MentionKind::Fills;
  if (mayTake(*Method, F.unit().roles()) ||
      (Method->getReturnType()->isPointerType() && Method->getIdentifier()))
    return MentionKind::MayTake; // others may own what they are shown
  return Method->isConst() || isReservation(*Method) ? MentionKind::Looks
                                                     : MentionKind::Fills;
}

bool corolint::mayTake(const CXXMethodDecl &Method, const Roles &R) {
  for (const FunctionModel &Model : R.models().findFunction(Method))
    switch (Model.Effect) {
    case CallEffect::Joins:
    case CallEffect::Spawns: // detach
    case CallEffect::Consumes:
    case CallEffect::Waits:
    case CallEffect::WaitsFor:
    case CallEffect::Blocks:
    case CallEffect::Disengages:
    case CallEffect::Disown:
    case CallEffect::Swaps:
    case CallEffect::Erases:
      return true;
    default:
      break;
    }
  // To ask for its end is not to wait for it.
  return !Method.isConst() && soundsLikeWaiting(Method) &&
         !beginsWithWord(identifierOf(Method), "request");
}

/// Whether an object that is default-initialised holds something: a member has
/// an initialiser, or is of such a class.
static bool fillsItself(const CXXRecordDecl &Record, unsigned Depth = 0) {
  if (Record.hasInClassInitializer())
    return true;
  return Depth < 4 &&
         llvm::any_of(
             Record.fields(),
             [&](const FieldDecl *F) {
               const CXXRecordDecl *Inner = F->getType()->getAsCXXRecordDecl();
               return Inner && Inner->hasDefinition() &&
                      !isInSystemHeader(*Inner) &&
                      (Inner->hasUserProvidedDefaultConstructor() ||
                       fillsItself(*Inner, Depth + 1));
             });
}

bool corolint::standsForNothing(const Expr &E, const Roles &R) {
  const Expr *Bare = E.IgnoreImplicit()->IgnoreParenImpCasts();
  while (const auto *Made = dyn_cast<CXXConstructExpr>(Bare)) {
    if (Made->getNumArgs() != 1)
      break;
    Bare = Made->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts();
  }
  return isa<CXXNullPtrLiteralExpr>(Bare) ||
         R.hasRole(Bare->getType(), TypeRole::EmptyTag);
}

/// Whether the user has written a destructor that acts whatever its object
/// holds: it asks for nothing first.
static bool endsUnasked(const CXXRecordDecl &Record) {
  const CXXDestructorDecl *Destructor = Record.getDestructor();
  const FunctionDecl *Body = Destructor && Destructor->isUserProvided()
                                 ? visibleBody(*Destructor)
                                 : nullptr;
  if (!Body)
    return Destructor && Destructor->isUserProvided();
  const auto *Block = dyn_cast<CompoundStmt>(Body->getBody());
  return Block && llvm::none_of(Block->body(), llvm::IsaPred<IfStmt>);
}

/// Whether an object of \p Record that is made from nothing may hold something.
static bool startsFilled(const CXXRecordDecl &Record) {
  return endsUnasked(Record) || fillsItself(Record);
}

/// `T{}` of an aggregate whose members are made from nothing.
static bool isEmptyList(const Expr &E) {
  const auto *List = dyn_cast<InitListExpr>(E.IgnoreImplicit());
  const CXXRecordDecl *Record = List ? recordOf(List->getType()) : nullptr;
  return Record && !startsFilled(*Record) &&
         llvm::all_of(List->inits(), [](const Expr *Init) {
           const Expr *Bare = Init->IgnoreImplicit();
           const auto *Construct = dyn_cast<CXXConstructExpr>(Bare);
           return isa<ImplicitValueInitExpr>(Bare) || isEmptyList(*Bare) ||
                  (Construct && Construct->getNumArgs() == 0 &&
                   isInSystemHeader(*Construct->getConstructor()));
         });
}

/// `std::make_unique<T>()` of a class that starts empty.
static bool ownsWhatIsEmpty(const Expr &E, const Roles &R) {
  const auto *Call = dyn_cast<CallExpr>(E.IgnoreImplicit());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || Call->getNumArgs() != 0 ||
      !R.functionModel(*Callee, CallEffect::MakesOwned))
    return false;
  const auto Made = typeArguments(Call->getType());
  const CXXRecordDecl *Record = Made.empty() ? nullptr : recordOf(Made[0]);
  return Record && Record->hasDefinition() &&
         !Record->hasUserProvidedDefaultConstructor() && !startsFilled(*Record);
}

/// Whether the variable may hold something from the start: not if a class of a
/// system header is made of nothing, or one of the user's just contains such.
static bool startsFilled(const VarDecl &Var, const Roles &R) {
  const Expr *Init = Var.getInit();
  const auto *Construct =
      Init ? dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit()) : nullptr;
  if (!Construct)
    return Init && !isEmptyList(*Init) && !ownsWhatIsEmpty(*Init, R);
  if (Construct->getNumArgs() != 0)
    return !(Construct->getNumArgs() == 1 &&
             standsForNothing(*Construct->getArg(0), R));
  const CXXConstructorDecl &Constructor = *Construct->getConstructor();
  if (isInSystemHeader(Constructor))
    return false;
  return Constructor.isUserProvided() || startsFilled(*Constructor.getParent());
}

namespace {
/// What is done with a variable, in the flow graph.
struct Uses {
  llvm::SmallPtrSet<const Stmt *, 4> Fills, Takes;
  /// What waits for its work, which has nothing left to do then.
  llvm::ArrayRef<const WorkSignals::Waiting *> Signals;

  bool areTakenBy(const Stmt *S) const {
    return Takes.contains(S) ||
           llvm::any_of(Signals, [&](const WorkSignals::Waiting *W) {
             return W->At.contains(S);
           });
  }
};
} // namespace

/// Whether control can get from behind \p Index in \p From to the end of the
/// variable, by none of what takes from it.
static bool reachesEnd(const CFGBlock &From, unsigned Index, const VarDecl &Var,
                       const Uses &All) {
  llvm::SmallVector<std::pair<const CFGBlock *, unsigned>, 8> Work{
      {&From, Index}};
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
  while (!Work.empty()) {
    auto [B, I] = Work.pop_back_val();
    bool IsTaken = false;
    for (; I != B->size() && !IsTaken; ++I) {
      if (auto End = (*B)[I].getAs<CFGAutomaticObjDtor>();
          End && End->getVarDecl() == &Var)
        return true;
      auto S = (*B)[I].getAs<CFGStmt>();
      IsTaken = S && All.areTakenBy(S->getStmt());
    }
    if (IsTaken)
      continue;
    for (const CFGBlock::AdjacentBlock &Next : B->succs())
      if (const CFGBlock *To = Next.getReachableBlock();
          To && Seen.insert(To).second)
        Work.push_back({To, 0});
  }
  return false;
}

/// Tests on whose outcome something is taken: `if (t.joinable()) t.join();`.
/// Where they say no, there is nothing to take.
static void addTests(Uses &All, llvm::ArrayRef<const DeclRefExpr *> Mentions,
                     FunctionAnalysis &F) {
  llvm::SmallPtrSet<const IfStmt *, 4> Deciding;
  for (const Stmt *Take : All.Takes)
    for (const Stmt *S = Take; S; S = F.parents().getParent(S))
      if (const auto *If = dyn_cast<IfStmt>(S);
          If && !Deciding.insert(If).second)
        break;
  for (const DeclRefExpr *Mention : Mentions) {
    const Stmt *Part = Mention;
    while (Part && isa<Expr>(Part) && F.parents().getParent(Part) &&
           isa<Expr>(F.parents().getParent(Part)))
      Part = F.parents().getParent(Part);
    const auto *If = dyn_cast_or_null<IfStmt>(F.parents().getParent(Part));
    if (If && If->getCond() == Part && Deciding.contains(If))
      All.Takes.insert(Mention);
  }
}

bool corolint::keepsToItsEnd(const VarDecl &Var, FunctionAnalysis &F) {
  const llvm::ArrayRef<const DeclRefExpr *> Mentions =
      F.variables().mentionsOf(Var);
  if (llvm::any_of(Mentions, [](const DeclRefExpr *Mention) {
        return Mention->refersToEnclosingVariableOrCapture();
      }))
    return false; // when a lambda runs, nobody knows
  Uses All;
  for (const DeclRefExpr *Mention : Mentions) {
    const MentionKind Kind = kindOf(*Mention, F);
    if (Kind == MentionKind::MayTake)
      All.Takes.insert(Mention);
    else if (Kind == MentionKind::Fills)
      All.Fills.insert(Mention);
  }
  addTests(All, Mentions, F);
  All.Signals = F.readiness().signals().of(Var);
  llvm::SmallVector<const Stmt *, 4> Starts(All.Fills.begin(), All.Fills.end());
  if (startsFilled(Var, F.unit().roles()))
    Starts.push_back(F.declarationOf(Var));
  return llvm::any_of(Starts, [&](const Stmt *Start) {
    auto Position = Start ? F.positionOf(*Start) : std::nullopt;
    return Position &&
           reachesEnd(*Position->first, Position->second + 1, Var, All);
  });
}

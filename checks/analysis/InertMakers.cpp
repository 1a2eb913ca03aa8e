//===--- InertMakers.cpp - work that begins later, or ends by itself ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "InertMakers.h"
#include "AccessPath.h"
#include "Words.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

/// A cast of the standard library, written as a call ([utility]).
static bool isCast(const CallExpr &Call) {
  return Call.isCallToStdMove() || Call.getBuiltinCallee() != 0;
}

bool corolint::hasCalls(const Stmt &S) {
  if (isa<LambdaExpr>(S))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(&S); Call && !isCast(*Call))
    return true;
  if (isa<CXXUnresolvedConstructExpr, CXXNewExpr, AtomicExpr>(S))
    return true;
  return llvm::any_of(S.children(), [](const Stmt *Child) {
    return Child && hasCalls(*Child);
  });
}

/// A statement that leaves everything to others: `return true;`, `return h;`.
static bool doesNothing(const Stmt &S) {
  const auto *Return = dyn_cast<ReturnStmt>(&S);
  if (!Return)
    return isa<NullStmt>(S);
  const Expr *Value = Return->getRetValue();
  if (!Value)
    return true;
  Value = Value->IgnoreUnlessSpelledInSource();
  const auto *Name = dyn_cast<DeclRefExpr>(Value);
  return isa<CXXBoolLiteralExpr>(Value) ||
         (Name && isa<ParmVarDecl>(Name->getDecl()));
}

bool corolint::startsWhenAwaited(Awaitables &Await,
                                 const CXXRecordDecl &Record) {
  const CXXRecordDecl *Awaiter = Await.awaiterOf(Record);
  if (!Awaiter)
    return false;
  for (const FunctionDecl *Suspend : Await.methods(*Awaiter, "await_suspend")) {
    const FunctionDecl *Body = visibleBody(*Suspend, /*AllowPattern=*/true);
    const auto *Block =
        Body ? dyn_cast<CompoundStmt>(Body->getBody()) : nullptr;
    if (Block && !llvm::all_of(Block->body(),
                               [](const Stmt *S) { return doesNothing(*S); }))
      return true;
  }
  return false;
}

static bool makesInert(const Expr &Made, unsigned Depth);

/// A constructor that only keeps its arguments.
static bool onlyKeeps(const CXXConstructorDecl &Constructor) {
  if (Constructor.isImplicit() || Constructor.isDefaulted() ||
      Constructor.isTrivial())
    return true;
  const FunctionDecl *Body = visibleBody(Constructor);
  if (!Body)
    return false;
  const auto *Defined = cast<CXXConstructorDecl>(Body);
  for (const CXXCtorInitializer *Init : Defined->inits())
    if (Init->getInit() && hasCalls(*Init->getInit()))
      return false;
  return !hasCalls(*Defined->getBody());
}

static bool returnsInert(const Stmt &S, unsigned Depth) {
  if (isa<LambdaExpr>(S))
    return true;
  if (const auto *Return = dyn_cast<ReturnStmt>(&S))
    return Return->getRetValue() && makesInert(*Return->getRetValue(), Depth);
  if (isa<CallExpr, CXXNewExpr, AtomicExpr>(S))
    return false;
  return llvm::all_of(S.children(), [&](const Stmt *Child) {
    return !Child || returnsInert(*Child, Depth);
  });
}

static bool makesInert(const Expr &Made, unsigned Depth) {
  constexpr unsigned MaxDepth = 4; // functions that wrap functions
  const Expr *E = Made.IgnoreImplicit();
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    E = Cast->getSubExpr()->IgnoreImplicit();
  if (isa<InitListExpr, CXXParenListInitExpr>(E))
    return true;
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E)) {
    if (Construction->isElidable() && Construction->getNumArgs() == 1)
      return makesInert(*Construction->getArg(0), Depth);
    return onlyKeeps(*Construction->getConstructor());
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || Depth == MaxDepth)
    return false;
  if (const FunctionDecl *Body = visibleBody(*Callee))
    return !isa<CoroutineBodyStmt>(Body->getBody()) &&
           returnsInert(*Body->getBody(), Depth + 1);
  const auto *Type = E->getType()->getAsCXXRecordDecl();
  return Callee->hasAttr<WarnUnusedResultAttr>() ||
         (Type && Type->hasAttr<WarnUnusedResultAttr>());
}

bool corolint::returnsStoredCopy(const Expr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  const FunctionDecl *Body = Callee ? visibleBody(*Callee) : nullptr;
  if (!Body || isa<CoroutineBodyStmt>(Body->getBody()) ||
      isa<CXXConstructorDecl>(Body))
    return false;
  llvm::SmallVector<const Expr *, 4> Returned;
  returnsOf(Body->getBody(), Returned);
  return !Returned.empty() && llvm::all_of(Returned, [](const Expr *Value) {
    const auto *Copy = dyn_cast_or_null<CXXConstructExpr>(
        Value ? Value->IgnoreImplicit() : nullptr);
    return Copy && Copy->getNumArgs() == 1 &&
           Copy->getConstructor()->isCopyConstructor() &&
           Copy->getArg(0)->isLValue();
  });
}

bool corolint::makesInert(const Expr &Made) { return ::makesInert(Made, 0); }

namespace {

/// Collects what a destructor does, through member functions it calls.
class DestructorReader {
public:
  DropEffect Effect = DropEffect::Destroys;

  void read(const Stmt &S, unsigned Depth) {
    if (isa<LambdaExpr>(S))
      return;
    if (const auto *Call = dyn_cast<CallExpr>(&S))
      this->call(*Call, Depth);
    for (const Stmt *Child : S.children())
      if (Child)
        read(*Child, Depth);
  }

private:
  void atLeast(DropEffect E) {
    if (Effect == DropEffect::Joins || E == DropEffect::Destroys)
      return;
    if (Effect == DropEffect::Destroys || E != DropEffect::Unknown)
      Effect = E;
  }

  void call(const CallExpr &Call, unsigned Depth) {
    constexpr unsigned MaxDepth = 3;
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
    if (Operator && Operator->getOperator() == OO_Call)
      return atLeast(DropEffect::Joins); // handle(): resumes
    const FunctionDecl *Callee = Call.getDirectCallee();
    std::string Name;
    if (Callee)
      Name = Callee->getNameAsString();
    else if (const auto *Member =
                 dyn_cast<CXXDependentScopeMemberExpr>(Call.getCallee()))
      Name = Member->getMember().getAsString();
    else if (const auto *Member =
                 dyn_cast<UnresolvedMemberExpr>(Call.getCallee()))
      Name = Member->getMemberName().getAsString();
    else
      return atLeast(DropEffect::Unknown);
    if (Operator || isCast(Call) || (Callee && isa<CXXConversionDecl>(Callee)))
      return;
    if (hasWord(Name,
                {"resume", "join", "wait", "run", "sync", "detach", "start",
                 "schedule", "spawn", "block", "drain", "post", "drive"}))
      return atLeast(DropEffect::Joins);
    if (hasWord(Name, {"cancel", "stop", "abort", "interrupt"}))
      return atLeast(DropEffect::Cancels);
    if (hasWord(Name, {"destroy", "exchange", "swap", "done", "move", "address",
                       "promise", "handle", "forward", "from", "terminate",
                       "assert", "fail", "valid", "empty"}))
      return;
    const FunctionDecl *Body =
        Callee ? visibleBody(*Callee, /*AllowPattern=*/true) : nullptr;
    if (Body && Depth < MaxDepth)
      return read(*Body->getBody(), Depth + 1);
    atLeast(DropEffect::Unknown);
  }
};

} // namespace

bool corolint::mayActWhenDropped(const CXXRecordDecl &Record) {
  const CXXDestructorDecl *Destructor = Record.getDestructor();
  if (!Destructor || !Destructor->isUserProvided())
    return false;
  const FunctionDecl *Body = visibleBody(*Destructor, /*AllowPattern=*/true);
  return !Body || hasCalls(*Body->getBody());
}

DropEffect corolint::effectOfDropping(const CXXRecordDecl &Record) {
  const CXXDestructorDecl *Destructor = Record.getDestructor();
  if (!Destructor || !Destructor->isUserProvided())
    return DropEffect::Destroys;
  const FunctionDecl *Body = visibleBody(*Destructor, /*AllowPattern=*/true);
  if (!Body)
    return DropEffect::Unknown;
  DestructorReader Reader;
  Reader.read(*Body->getBody(), 0);
  return Reader.Effect;
}

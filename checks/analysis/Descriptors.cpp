//===--- Descriptors.cpp - whether input and output can block -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Descriptors.h"
#include "ArgumentFacts.h"
#include "BlockingEffects.h"
#include "Calls.h"
#include "ObjectModes.h"
#include "Offloading.h"
#include "StmtParents.h"
#include "VariableUses.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint;

/// Standard input, which waits for whoever writes; output is read by somebody
/// who is there.
static constexpr int StandardInput = 0, StandardError = 2;

//===----------------------------------------------------------------------===//
// What happens to a variable
//===----------------------------------------------------------------------===//

/// Whether \p Callee, which may be anybody's, may set the mode of a descriptor,
/// or wait until it is ready: unless its visible body hands it to nobody else.
bool Descriptors::maySetMode(const FunctionDecl &Callee) {
  const Roles &R = F.unit().roles();
  FunctionAnalysis *Body = F.unit().analysisOf(Callee);
  if (!Body)
    return true;
  return anyCall(Body->body(), [&](const CallExpr &Inner) {
    const FunctionDecl *Called = Inner.getDirectCallee();
    return !Called || R.functionModel(*Called, CallEffect::SetsMode) ||
           R.models().findFunction(*Called).empty();
  });
}

void Descriptors::noteCall(const CallExpr &Call, History &Of) {
  const Roles &R = F.unit().roles();
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (const FunctionModel *Sets =
          Callee ? R.functionModel(*Callee, CallEffect::SetsMode) : nullptr) {
    if (const DescriptorMode Mode = modeSetBy(Call, *Sets);
        Mode != DescriptorMode::Unknown)
      Of.Modes.push_back({&Call, Mode});
    return;
  }
  const bool IsLent = !Callee || (R.models().findFunction(*Callee).empty() &&
                                  maySetMode(*Callee));
  if (IsLent && Of.Lent.isInvalid())
    Of.Lent = Call.getBeginLoc();
}

namespace {
/// How flags are written: with a flag, or with what takes it away (`& ~flag`).
class FlagFinder : public RecursiveASTVisitor<FlagFinder> {
public:
  FlagFinder(const ArgumentCondition &C, FunctionAnalysis &F) : C(C), F(F) {}
  bool IsCleared = false, IsSet = false;

  bool TraverseUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() != UO_Not)
      return RecursiveASTVisitor::TraverseUnaryOperator(E);
    IsCleared |= isWrittenAs(*E->getSubExpr(), C, F);
    return true;
  }
  bool VisitIntegerLiteral(IntegerLiteral *E) {
    IsSet |= isWrittenAs(*E, C, F);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (Var && !isa<ParmVarDecl>(Var) && Visited.insert(Var).second)
      for (const Expr *Value : F.variables().valuesOf(*Var))
        TraverseStmt(const_cast<Expr *>(Value));
    return true;
  }

private:
  const ArgumentCondition &C;
  FunctionAnalysis &F;
  llvm::SmallPtrSet<const VarDecl *, 4> Visited;
};
} // namespace

/// The mode that \p Call gives a descriptor; unknown where it leaves it as it
/// is. What nobody sees is taken not to block.
DescriptorMode Descriptors::modeSetBy(const CallExpr &Call,
                                      const FunctionModel &Sets) {
  for (const ArgumentCondition &C : Sets.Conditions) {
    const Expr *Flags = argumentOf(Call, C.Argument);
    if (!Flags)
      return DescriptorMode::Unknown; // it asks for them: F_GETFL
    FlagFinder Finder(C, F);
    Finder.TraverseStmt(const_cast<Expr *>(Flags));
    if (Finder.IsSet)
      return DescriptorMode::NonBlocking;
    if (Finder.IsCleared)
      return DescriptorMode::Blocking;
    if (Flags->isEvaluatable(F.unit().context()))
      return DescriptorMode::Unknown; // other flags: FD_CLOEXEC
  }
  return DescriptorMode::NonBlocking;
}

void Descriptors::note(const DeclRefExpr &Mention, History &Of) {
  const Stmt *E = &Mention;
  const Stmt *P = F.parents().getParent(E);
  const bool IsArray = Mention.getType()->isArrayType();
  bool IsElement = false;
  while (P && (isa<CastExpr, ParenExpr>(P) ||
               (IsArray && isa<ArraySubscriptExpr>(P)))) {
    IsElement |= isa<ArraySubscriptExpr>(P);
    E = P;
    P = F.parents().getParent(P);
  }
  auto IsLent = [&] {
    if (Of.Lent.isInvalid())
      Of.Lent = Mention.getBeginLoc();
  };
  if (const auto *Call = dyn_cast_or_null<CallExpr>(P)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (IsArray && !IsElement && Callee &&
        ObjectModes::openedArgument(*Callee, F.unit().roles())) {
      Of.IsUnclear |= Of.Value != nullptr;
      Of.Value = Call;
      return;
    }
    return noteCall(*Call, Of);
  }
  // To an object, or where it is polled and found to be ready.
  if (isa_and_nonnull<CXXConstructExpr, InitListExpr, LambdaExpr>(P))
    return IsLent();
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(P)) {
    Of.IsUnclear |=
        Unary->getOpcode() == UO_AddrOf || Unary->isIncrementDecrementOp();
    return;
  }
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P)) {
    if (Binary->isAssignmentOp() && Binary->getLHS() == E) {
      Of.IsUnclear |= Of.Value || Binary->getOpcode() != BO_Assign;
      Of.Value = Binary->getRHS();
      return;
    }
    if (Binary->isAssignmentOp())
      return IsLent();
  }
  // FD_SET computes with it.
  for (; P && isa<Expr>(P); P = F.parents().getParent(P))
    if (isa<ArraySubscriptExpr>(P))
      return IsLent();
}

const Descriptors::History &Descriptors::historyOf(const VarDecl &Var) {
  auto [It, New] = Known.try_emplace(&Var);
  if (!New)
    return It->second;
  History Of;
  for (const DeclRefExpr *Mention : F.variables().mentionsOf(Var))
    note(*Mention, Of);
  if (const Expr *Init = isa<ParmVarDecl>(Var) ? nullptr : Var.getInit()) {
    // What an array of descriptors is filled with before it is opened.
    if (!Var.getType()->isArrayType()) {
      Of.IsUnclear |= Of.Value != nullptr;
      Of.Value = Init;
    }
  }
  return Known[&Var] = Of;
}

//===----------------------------------------------------------------------===//
// Modes
//===----------------------------------------------------------------------===//

/// The mode in which \p Call opens the descriptor that it returns.
DescriptorMode Descriptors::modeOpenedBy(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const FunctionModel *Opens =
      Callee ? F.unit().roles().functionModel(*Callee, CallEffect::Opens)
             : nullptr;
  if (!Opens)
    return DescriptorMode::Unknown;
  for (const ArgumentCondition &C : Opens->Conditions) {
    const Expr *Argument = argumentOf(Call, C.Argument);
    if (C.Is != ArgumentState::Named || !Argument)
      continue;
    if (passedOn(*Argument, F))
      return DescriptorMode::Unknown;
    if (isWrittenAs(*Argument, C, F) == C.IsException)
      return DescriptorMode::NonBlocking;
    if (!Argument->isEvaluatable(F.unit().context()))
      return DescriptorMode::Unknown; // flags that nobody sees
  }
  return DescriptorMode::Blocking;
}

/// The mode of what the variable \p Var has been given before \p At.
DescriptorMode Descriptors::modeOf(const VarDecl &Var, const Expr &At,
                                   unsigned Depth) {
  if (!Var.hasLocalStorage() || Depth > 4)
    return DescriptorMode::Unknown;
  const History Of = historyOf(Var);
  const SourceManager &SM = F.unit().context().getSourceManager();
  auto IsBefore = [&](SourceLocation Where) {
    return Where.isValid() &&
           SM.isBeforeInTranslationUnit(Where, At.getBeginLoc());
  };
  for (const auto &[Call, Mode] : llvm::reverse(Of.Modes))
    if (IsBefore(Call->getBeginLoc()))
      return Mode == DescriptorMode::NonBlocking || isAlwaysBefore(*Call, At)
                 ? Mode
                 : DescriptorMode::Unknown;
  if (IsBefore(Of.Lent) || Of.IsUnclear || !Of.Value)
    return DescriptorMode::Unknown;
  const Expr *Value = Of.Value->IgnoreParenCasts();
  if (const auto *Call = dyn_cast<CallExpr>(Value))
    return modeOpenedBy(*Call);
  const auto *Name = dyn_cast<DeclRefExpr>(Value);
  const auto *Other = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Other ? modeOf(*Other, At, Depth + 1) : DescriptorMode::Unknown;
}

DescriptorMode Descriptors::modeOf(const Expr &E, const Expr &At) {
  const Expr *Value = E.IgnoreParenCasts();
  if (!Value->getType()->isIntegerType() || Value->isValueDependent())
    return DescriptorMode::Unknown;
  if (expectsNoWait(At))
    return DescriptorMode::NonBlocking;
  Expr::EvalResult Result;
  if (Value->EvaluateAsInt(Result, F.unit().context())) {
    const llvm::APSInt &Number = Result.Val.getInt();
    if (Number == StandardInput)
      return DescriptorMode::Blocking;
    return Number > 0 && Number <= StandardError ? DescriptorMode::NonBlocking
                                                 : DescriptorMode::Unknown;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Value))
    return modeOpenedBy(*Call);
  // One of those that pipe() has opened.
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(Value))
    Value = Element->getBase()->IgnoreParenImpCasts();
  const auto *Name = dyn_cast<DeclRefExpr>(Value);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Var ? modeOf(*Var, At, 0) : DescriptorMode::Unknown;
}

/// Whether \p Call is evaluated wherever control gets to \p At behind it: it
/// is no part of a branch or loop that \p At is no part of.
bool Descriptors::isAlwaysBefore(const Stmt &Call, const Expr &At) {
  const Stmt *Part = &Call;
  for (const Stmt *P = F.parents().getParent(Part); P;
       Part = P, P = F.parents().getParent(P)) {
    const auto *If = dyn_cast<IfStmt>(P);
    const bool IsBranch =
        (If && Part != If->getCond() && Part != If->getInit()) ||
        isa<ForStmt, WhileStmt, CXXForRangeStmt, SwitchStmt, CXXCatchStmt,
            AbstractConditionalOperator, LambdaExpr>(P);
    if (IsBranch && !F.isWithin(At, *P))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// What the code around says
//===----------------------------------------------------------------------===//

/// Whether an error of this name says that an operation would have had to wait:
/// `EAGAIN`, `WSAEWOULDBLOCK`, `would_block`, `resource_unavailable_try_again`.
/// A name server that asks for another try is something else.
static bool meansWouldBlock(llvm::StringRef Name) {
  std::string Letters;
  for (char C : Name)
    if (C != '_')
      Letters += llvm::toLower(C);
  const llvm::StringRef All = Letters;
  return All == "eagain" || All.ends_with("wouldblock") ||
         (All.ends_with("tryagain") && !All.contains("host"));
}

namespace {
class WouldBlockFinder : public RecursiveASTVisitor<WouldBlockFinder> {
public:
  WouldBlockFinder(const ASTContext &Context,
                   llvm::SmallVectorImpl<SourceLocation> &Out)
      : SM(Context.getSourceManager()), Language(Context.getLangOpts()),
        Out(Out) {}

  bool VisitIntegerLiteral(IntegerLiteral *E) {
    for (SourceLocation At = E->getExprLoc(); At.isMacroID();
         At = SM.getImmediateMacroCallerLoc(At))
      note(Lexer::getImmediateMacroName(At, SM, Language), *E);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (isa<EnumConstantDecl, VarDecl>(E->getDecl()) &&
        E->getDecl()->getIdentifier())
      note(E->getDecl()->getName(), *E);
    return true;
  }

private:
  const SourceManager &SM;
  const LangOptions &Language;
  llvm::SmallVectorImpl<SourceLocation> &Out;

  void note(llvm::StringRef Name, const Expr &E) {
    if (meansWouldBlock(Name))
      Out.push_back(SM.getFileLoc(E.getExprLoc()));
  }
};
} // namespace

/// Whether a test behind \p At, or in a loop around it, asks whether it would
/// have blocked.
bool Descriptors::expectsNoWait(const Expr &At) {
  const ASTContext &Context = F.unit().context();
  const SourceManager &SM = Context.getSourceManager();
  if (!Tests) {
    Tests.emplace();
    WouldBlockFinder(Context, *Tests)
        .TraverseStmt(const_cast<Stmt *>(&F.body()));
  }
  if (Tests->empty())
    return false;
  SourceLocation From = SM.getFileLoc(At.getBeginLoc());
  for (const Stmt *P = F.parents().getParent(&At); P;
       P = F.parents().getParent(P))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(P))
      From = SM.getFileLoc(P->getBeginLoc());
  return llvm::any_of(*Tests, [&](SourceLocation Test) {
    return SM.isBeforeInTranslationUnit(From, Test);
  });
}

/// Whether \p Object was asked how much there is to read, `available()`, or an
/// await waited until there was something.
bool Descriptors::isAskedBefore(const Expr &Object, const Expr &At) {
  AccessPaths &Paths = F.unit().paths();
  const SourceManager &SM = F.unit().context().getSourceManager();
  const AccessPath *Path = Paths.objectOrPointee(&Object);
  // What reads until it has all waits again: `read(socket, buffer)`.
  const bool IsOneStep = isa<CXXMemberCallExpr>(At);
  return Path && anyCall(F.body(), [&](const CallExpr &Call) {
           const FunctionDecl *Callee = Call.getDirectCallee();
           const FunctionModel *Asks =
               Callee && (Call.getType()->isIntegerType() ||
                          (IsOneStep && isAwaited(Call, F)))
                   ? F.unit().roles().functionModel(*Callee,
                                                    CallEffect::TestsReady)
                   : nullptr;
           const Expr *Asked =
               Asks ? argumentOf(Call, Asks->Argument) : nullptr;
           return Asked && Paths.objectOrPointee(Asked) == Path &&
                  SM.isBeforeInTranslationUnit(Call.getBeginLoc(),
                                               At.getExprLoc());
         });
}

/// Whether the variable \p Handle points to what was opened in memory, or was
/// made from that: a statement from its database.
bool Descriptors::isInMemory(const Expr &Handle, unsigned Depth) {
  const auto *Name = dyn_cast<DeclRefExpr>(Handle.IgnoreParenCasts());
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (!Var || !Var->hasLocalStorage() || Depth > 2)
    return false;
  for (const DeclRefExpr *Mention : F.variables().mentionsOf(*Var)) {
    const auto *AddressOf =
        dyn_cast_or_null<UnaryOperator>(F.parents().getParent(Mention));
    const Stmt *P = AddressOf ? F.parents().getParent(AddressOf) : nullptr;
    while (isa_and_nonnull<CastExpr, ParenExpr>(P))
      P = F.parents().getParent(P);
    const auto *Call = dyn_cast_or_null<CallExpr>(P);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee)
      continue;
    if (ObjectModes::openedArgument(*Callee, F.unit().roles()))
      return modeOpenedBy(*Call) == DescriptorMode::NonBlocking;
    for (const Expr *Source : Call->arguments())
      if (Source->getType()->isPointerType() && isInMemory(*Source, Depth + 1))
        return true;
  }
  return false;
}

bool Descriptors::neverWaits(const Expr &Object, const Expr &At) {
  const ObjectModes &Modes = F.unit().blockingEffects().modes();
  if (Object.getType()->isPointerType())
    return Modes.isOpenedWithoutWaiting(Object) || isInMemory(Object, 0);
  return Object.getType()->isRecordType() &&
         hasMode(Object, F.unit().roles()) &&
         (expectsNoWait(At) || Modes.mayBeNonBlocking(Object) ||
          isAskedBefore(Object, At));
}

StreamKind corolint::streamKind(const Expr &E, FunctionAnalysis &F) {
  const Roles &R = F.unit().roles();
  const Expr *Object = E.IgnoreParenImpCasts();
  // `in >> a >> b`: each operator returns its stream.
  while (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Object)) {
    if (Call->getNumArgs() != 2 || !Call->isGLValue())
      break;
    Object = Call->getArg(0)->IgnoreParenImpCasts();
  }
  if (const auto *Name = dyn_cast<DeclRefExpr>(Object))
    if (const TypeModel *Model = R.models().findType(*Name->getDecl());
        Model && Model->has(TypeRole::FileStream))
      return StreamKind::File;
  const QualType T = Object->getType();
  if (R.hasRole(T, TypeRole::FileStream))
    return StreamKind::File;
  return T->isRecordType() && !R.hasRole(T, TypeRole::Stream)
             ? StreamKind::Memory
             : StreamKind::Unknown;
}

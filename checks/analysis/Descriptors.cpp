//===--- Descriptors.cpp - whether input and output can block -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Descriptors.h"
#include "ArgumentFacts.h"
#include "Calls.h"
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
  SourceLocation *First = nullptr;
  if (Callee && R.functionModel(*Callee, CallEffect::SetsMode))
    First = &Of.Set;
  else if (!Callee ||
           (R.models().findFunction(*Callee).empty() && maySetMode(*Callee)))
    First = &Of.Lent;
  if (First && First->isInvalid())
    *First = Call.getBeginLoc();
}

void Descriptors::note(const DeclRefExpr &Mention, History &Of) {
  const Stmt *E = &Mention;
  const Stmt *P = F.parents().getParent(E);
  while (P && isa<CastExpr, ParenExpr>(P)) {
    E = P;
    P = F.parents().getParent(P);
  }
  auto IsLent = [&] {
    if (Of.Lent.isInvalid())
      Of.Lent = Mention.getBeginLoc();
  };
  if (const auto *Call = dyn_cast_or_null<CallExpr>(P))
    return noteCall(*Call, Of);
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
    Of.IsUnclear |= Of.Value != nullptr;
    Of.Value = Init;
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
  if (IsBefore(Of.Set))
    return DescriptorMode::NonBlocking;
  if (IsBefore(Of.Lent) || Of.IsUnclear || !Of.Value)
    return DescriptorMode::Unknown;
  const Expr *Value = Of.Value->IgnoreParenCasts();
  if (const auto *Call = dyn_cast<CallExpr>(Value))
    return modeOpenedBy(*Call);
  const auto *Name = dyn_cast<DeclRefExpr>(Value);
  const auto *Other = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Other ? modeOf(*Other, At, Depth + 1) : DescriptorMode::Unknown;
}

namespace {
/// Finds the last name of an error that says that nothing was there yet.
class RetryFinder : public RecursiveASTVisitor<RetryFinder> {
public:
  explicit RetryFinder(const ASTContext &Context) : Context(Context) {}
  SourceLocation Last;

  bool VisitIntegerLiteral(IntegerLiteral *E) {
    const SourceManager &SM = Context.getSourceManager();
    for (SourceLocation At = E->getExprLoc(); At.isMacroID();
         At = SM.getImmediateMacroCallerLoc(At))
      found(Lexer::getImmediateMacroName(At, SM, Context.getLangOpts()),
            SM.getFileLoc(At));
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Constant = dyn_cast<EnumConstantDecl>(E->getDecl()))
      found(Constant->getName(), E->getLocation());
    return true;
  }

private:
  void found(llvm::StringRef Name, SourceLocation Where) {
    const bool IsRetry = llvm::is_contained(
        {"EAGAIN", "EWOULDBLOCK", "EINPROGRESS", "would_block", "try_again",
         "operation_would_block", "resource_unavailable_try_again"},
        Name);
    if (IsRetry &&
        (Last.isInvalid() ||
         Context.getSourceManager().isBeforeInTranslationUnit(Last, Where)))
      Last = Where;
  }

  const ASTContext &Context;
};
} // namespace

bool Descriptors::isTriedAgain(const Expr &At) {
  const ASTContext &Context = F.unit().context();
  if (!LastRetry) {
    RetryFinder Finder(Context);
    Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
    LastRetry = Finder.Last;
  }
  return LastRetry->isValid() &&
         Context.getSourceManager().isBeforeInTranslationUnit(At.getBeginLoc(),
                                                              *LastRetry);
}

DescriptorMode Descriptors::modeOf(const Expr &E, const Expr &At) {
  if (isTriedAgain(At))
    return DescriptorMode::Unknown;
  const Expr *Value = E.IgnoreParenCasts();
  if (!Value->getType()->isIntegerType() || Value->isValueDependent())
    return DescriptorMode::Unknown;
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
  const auto *Name = dyn_cast<DeclRefExpr>(Value);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Var ? modeOf(*Var, At, 0) : DescriptorMode::Unknown;
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

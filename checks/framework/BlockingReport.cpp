//===--- BlockingReport.cpp - saying what blocks a thread, and through what ==//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BlockingReport.h"
#include "BlockingChain.h"
#include "analysis/AwaitFit.h"
#include "analysis/FunctionWords.h"
#include "analysis/StmtParents.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

/// Who is called there.
static std::string calleeInWords(const BlockingLink &Link) {
  return Link.IsEnd && !isa<CXXDestructorDecl>(Link.Callee)
             ? endInWords(*Link.Callee)
             : inWords(*Link.Callee);
}

std::string corolint::endOf(const VarDecl *Var) {
  if (isa_and_nonnull<DecompositionDecl>(Var))
    return "the end of these bindings";
  return Var ? "the end of '" + Var->getNameAsString() + "'"
             : std::string("the end of this object");
}

std::string corolint::actionOf(const BlockingFinding &Found) {
  const BlockingLink &First = Found.Chain.front();
  return Found.Ended || First.IsEnd ? endOf(Found.Ended)
                                    : inWords(*First.Callee);
}

std::string corolint::victimOf(FunctionAnalysis &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  if (!F.isCoroutine())
    return "whoever awaits '" + Method->getParent()->getNameAsString() + "'";
  if (Method && Method->getParent()->isLambda())
    return "this coroutine";
  return "coroutine '" + F.function().getNameAsString() + "'";
}

//===----------------------------------------------------------------------===//
// What to do instead
//===----------------------------------------------------------------------===//

/// What the library of the coroutine's task has for the operation.
static const InsteadModel *insteadOf(const BlockingFinding &Found,
                                     FunctionAnalysis &F) {
  const CXXRecordDecl *Task = recordOf(F.function().getReturnType());
  const ModelSet &Models = F.unit().roles().models();
  const TypeModel *Model =
      Task && F.isCoroutine() ? Models.findType(*Task) : nullptr;
  return Model ? Models.findInstead(Model->Library, Found.Operation.Operation)
               : nullptr;
}

/// What to do about it. An end has no asynchronous version; what it waits for
/// can be over before.
static std::string adviceFor(const BlockingFinding &Found,
                             FunctionAnalysis &F) {
  if (const InsteadModel *Instead = insteadOf(Found, F))
    return adviceText(Instead->Use);
  if (Found.Operation.Replacement.empty() && Found.Chain.front().IsEnd)
    return "see to it that what it waits for is over before, or let it end on "
           "a thread that may block";
  return adviceText(Found.Operation.Replacement);
}

llvm::SmallVector<ChainNote, 4> corolint::notesFor(const BlockingFinding &Found,
                                                   FunctionAnalysis &F) {
  llvm::SmallVector<ChainNote, 4> Notes;
  const std::string &Reason = Found.Operation.Reason;
  const size_t Last = Found.Chain.size() - 1;
  if (Last == 0 && !Reason.empty())
    Notes.push_back({Found.Where, "it " + Reason});
  std::vector<ChainLink> Links;
  for (size_t I = 1; I <= Last; ++I)
    Links.push_back({calleeInWords(Found.Chain[I - 1]),
                     calleeInWords(Found.Chain[I]), SourcePlace()});
  OperationText What;
  What.Reason = Reason;
  const std::vector<std::string> Texts = chainTexts(Links, What);
  for (size_t I = 0; I != Texts.size(); ++I)
    Notes.push_back({Found.Chain[I + 1].Where, Texts[I]});
  Notes.push_back({Found.Where, adviceFor(Found, F)});
  return Notes;
}

//===----------------------------------------------------------------------===//
// Fixes
//===----------------------------------------------------------------------===//

/// Whether the text of \p E is what the programmer wrote at one place of a
/// coroutine where an await may stand.
static bool maySuspendAt(const Expr &E, FunctionAnalysis &F) {
  // What a default argument evaluates is no element of the flow graph.
  return F.isCoroutine() && !E.getBeginLoc().isMacroID() &&
         !E.getEndLoc().isMacroID() && F.positionOf(E) && !isInHandler(F, E);
}

/// Whether the code declares a function, or a function object, called
/// \p Qualified.
static bool isDeclared(llvm::StringRef Qualified, const ASTContext &Context) {
  const DeclContext *In = Context.getTranslationUnitDecl();
  llvm::SmallVector<llvm::StringRef, 4> Names;
  Qualified.split(Names, "::");
  for (llvm::StringRef Name : llvm::ArrayRef(Names).drop_back()) {
    const auto Found = In->lookup(&Context.Idents.get(Name));
    const auto *Space =
        Found.empty() ? nullptr : dyn_cast<DeclContext>(Found.front());
    if (!Space)
      return false;
    In = Space;
  }
  return !In->lookup(&Context.Idents.get(Names.back())).empty();
}

/// Whether \p Qualified may be the name of \p F itself.
static bool names(llvm::StringRef Qualified, const FunctionDecl &F) {
  return F.getIdentifier() && Qualified.ends_with(F.getName());
}

llvm::SmallVector<FixItHint, 2>
corolint::insteadFix(const BlockingFinding &Found, FunctionAnalysis &F) {
  const InsteadModel *Instead = insteadOf(Found, F);
  const auto *Call = dyn_cast_or_null<CallExpr>(Found.Call);
  const auto *Name =
      Call ? dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts())
           : nullptr;
  if (!Instead || Instead->Call.empty() || !Name ||
      !Found.Operation.IsReplaceable || Found.Chain.size() != 1 ||
      !maySuspendAt(*Call, F) || names(Instead->Call, F.function()) ||
      !isDeclared(Instead->Call, F.unit().context()))
    return {};
  return {FixItHint::CreateReplacement(Name->getSourceRange(),
                                       "co_await " + Instead->Call)};
}

/// Whether \p E is followed by what binds tighter than an await: `.size()`.
static bool isPostfixOperand(const Expr &E, FunctionAnalysis &F) {
  const Stmt *P = F.parents().getParent(&E);
  while (
      P &&
      isa<ImplicitCastExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(P))
    P = F.parents().getParent(P);
  return isa_and_nonnull<MemberExpr, ArraySubscriptExpr, CXXOperatorCallExpr>(
      P);
}

/// Whether awaiting \p Made yields what \p Call returns.
static bool sameResult(const CallExpr &Call, const Expr &Made,
                       FunctionAnalysis &F) {
  const QualType Yields =
      F.unit().roles().awaitables().of(Made.getType()).Yields;
  return !Yields.isNull() && Yields.getNonReferenceType().getCanonicalType() ==
                                 Call.getType().getCanonicalType();
}

llvm::SmallVector<FixItHint, 2> corolint::awaitFix(const BlockingFinding &Found,
                                                   FunctionAnalysis &F) {
  const auto *Call = dyn_cast_or_null<CallExpr>(Found.Call);
  if (!Call || Found.Chain.size() != 1 || !maySuspendAt(*Call, F) ||
      isPostfixOperand(*Call, F))
    return {};
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const Expr *Awaited = Member ? Member->getImplicitObjectArgument()
                        : Call->getNumArgs() == 1 ? Call->getArg(0)
                                                  : nullptr;
  // What has a name would have to be moved, which may break what follows.
  const Expr *Made = Awaited ? Awaited->IgnoreImplicit() : nullptr;
  if (!Made || !isa<CallExpr>(Made) || !Made->isPRValue() ||
      !canAwait(F, *Made) || !sameResult(*Call, *Made, F))
    return {};
  const SourceManager &SM = F.unit().context().getSourceManager();
  const LangOptions &Language = F.unit().context().getLangOpts();
  const SourceLocation AfterMade =
      Lexer::getLocForEndOfToken(Made->getEndLoc(), 0, SM, Language);
  const SourceLocation AfterCall =
      Lexer::getLocForEndOfToken(Call->getEndLoc(), 0, SM, Language);
  if (AfterMade.isInvalid() || AfterCall.isInvalid())
    return {};
  return {FixItHint::CreateReplacement(
              CharSourceRange::getCharRange(Call->getBeginLoc(),
                                            Made->getBeginLoc()),
              "co_await "),
          FixItHint::CreateRemoval(
              CharSourceRange::getCharRange(AfterMade, AfterCall))};
}

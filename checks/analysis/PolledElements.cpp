//===--- PolledElements.cpp - containers whose elements were asked --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PolledElements.h"
#include "Calls.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Elements are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

namespace {
/// A test of whether something is ready, and where it is made: the test itself
/// or, where that is in a generic lambda, the call that the lambda is given to.
struct Poll {
  const CallExpr *Test;
  const Expr *Where;
};
} // namespace

/// Collects, in a function and its lambdas, what elements are called and who
/// asks them.
class PolledElements::Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(PolledElements &Out, llvm::SmallVectorImpl<Poll> &Polls)
      : Out(Out), Polls(Polls) {}

  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    if (S->getLoopVariable() && S->getRangeInit())
      Out.Sources[S->getLoopVariable()] = S->getRangeInit();
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (Callee &&
        Out.F.unit().roles().functionModel(*Callee, CallEffect::TestsReady))
      Polls.push_back({E, Where ? Where : E});
    for (const Expr *Arg : E->arguments())
      if (const auto *L = dyn_cast<LambdaExpr>(Arg->IgnoreImplicit()))
        handsElementsTo(*E, *L);
    return true;
  }

private:
  /// An algorithm hands the elements of its first argument to its function.
  void handsElementsTo(const CallExpr &Algorithm, const LambdaExpr &L) {
    for (const ParmVarDecl *Param : L.getCallOperator()->parameters())
      Out.Sources[Param] = Algorithm.getArg(0);
    const FunctionTemplateDecl *Generic = L.getDependentCallOperator();
    if (!Generic)
      return;
    llvm::SaveAndRestore Inside(Where, Where ? Where : &Algorithm);
    for (const FunctionDecl *Made : Generic->specializations()) {
      for (const ParmVarDecl *Param : Made->parameters())
        Out.Sources[Param] = Algorithm.getArg(0);
      TraverseStmt(Made->getBody());
    }
  }

  PolledElements &Out;
  llvm::SmallVectorImpl<Poll> &Polls;
  const Expr *Where = nullptr;
};

/// The innermost loop around \p E; null when there is none.
static const Stmt *loopAround(const Expr &E, const StmtParents &Parents) {
  const Stmt *At = &E;
  while (At && !isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(At))
    At = Parents.getParent(At);
  return At;
}

PolledElements::PolledElements(FunctionAnalysis &F) : F(F) {
  llvm::SmallVector<Poll, 4> Polls;
  Finder(*this, Polls).TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (const auto &[Test, Where] : Polls) {
    const FunctionModel *Tests = F.unit().roles().functionModel(
        *Test->getDirectCallee(), CallEffect::TestsReady);
    const Expr *Object = argumentOf(*Test, Tests->Argument);
    const ValueDecl *Whole = Object ? wholeOf(*Object) : nullptr;
    const Stmt *Loop = Whole ? loopAround(*Where, F.parents()) : nullptr;
    if (Loop)
      Loops[Whole].push_back(Loop);
  }
}

/// Whether objects of type \p T stand for others: references, and what can be
/// counted up.
static bool standsForElement(QualType T, ASTContext &Context) {
  if (T->isReferenceType() || T->isPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() &&
         !Record
              ->lookup(Context.DeclarationNames.getCXXOperatorName(OO_PlusPlus))
              .empty();
}

const ValueDecl *PolledElements::wholeOf(const Expr &E) const {
  const Expr *At = &E;
  bool IsElement = false;
  for (unsigned Depth = 0; At && Depth != MaxDepth; ++Depth) {
    At = At->IgnoreParenCasts()->IgnoreImplicit()->IgnoreParenCasts();
    const ValueDecl *Named = nullptr;
    if (const auto *Name = dyn_cast<DeclRefExpr>(At))
      Named = Name->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(At))
      Named = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (Named) {
      const Expr *Source = Sources.lookup(Named);
      const auto *Var = dyn_cast<VarDecl>(Named);
      if (!Source && Var && !isa<ParmVarDecl>(Var) &&
          standsForElement(Var->getType(), F.unit().context()))
        Source = Var->getInit();
      if (!Source)
        return IsElement ? Named : nullptr;
      IsElement |= Sources.contains(Named);
      At = Source;
      continue;
    }
    IsElement = true;
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(At))
      At = Element->getBase();
    else if (const auto *Deref = dyn_cast<UnaryOperator>(At);
             Deref && Deref->getOpcode() == UO_Deref)
      At = Deref->getSubExpr();
    else if (const Expr *Object = argumentOf(*At, ThisArgument))
      At = Object;
    else
      At = argumentCount(*At) != 0 ? argumentOf(*At, 0) : nullptr;
  }
  return nullptr;
}

bool PolledElements::arePolledBefore(const Expr &Element,
                                     const Stmt &At) const {
  if (Loops.empty())
    return false;
  const ValueDecl *Whole = wholeOf(Element);
  const auto Found = Whole ? Loops.find(Whole) : Loops.end();
  if (Found == Loops.end())
    return false;
  const SourceManager &SM = F.unit().context().getSourceManager();
  return llvm::any_of(Found->second, [&](const Stmt *Loop) {
    return SM.isBeforeInTranslationUnit(Loop->getEndLoc(), At.getBeginLoc());
  });
}

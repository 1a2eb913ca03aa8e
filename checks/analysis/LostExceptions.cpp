//===--- LostExceptions.cpp - handlers that do nothing with an exception --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LostExceptions.h"
#include "OwnCodeVisitor.h"
#include "StandardLibrary.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// The function of the standard library that \p E calls or, in a template,
/// would call, if nothing better is found; empty for others.
static llvm::StringRef standardCallee(const CallExpr &E) {
  const Decl *Callee = E.getCalleeDecl();
  if (!Callee)
    if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(
            E.getCallee()->IgnoreParenImpCasts());
        Lookup && Lookup->decls_begin() != Lookup->decls_end())
      Callee = *Lookup->decls_begin();
  const auto *F = dyn_cast_or_null<NamedDecl>(Callee);
  return F && F->getIdentifier() && isOfStandardLibrary(*F) ? F->getName() : "";
}

namespace {

class TraceFinder : public OwnCodeVisitor<TraceFinder> {
public:
  bool Found = false;

  bool VisitCallExpr(CallExpr *E) {
    llvm::StringRef Name = standardCallee(*E);
    // Naming the exception does nothing with it; nor does taking or comparing
    // what was named, or throwing it to oneself.
    if (Name == "current_exception" || Name == "move" ||
        Name == "uncaught_exceptions" ||
        (CatchesAll && Name == "rethrow_exception") || isToLocal(*E))
      return true;
    return !(Found = true);
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    Found |= E->isAssignmentOp() && !isLocal(E->getLHS());
    return !Found;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    Found |= E->isIncrementDecrementOp() && !isLocal(E->getSubExpr());
    return !Found;
  }
  bool VisitCXXThrowExpr(CXXThrowExpr *) {
    Found |= !CatchesAll;
    return !Found;
  }
  bool TraverseCXXTryStmt(CXXTryStmt *Try) {
    {
      const unsigned Last = Try->getNumHandlers() - 1;
      const bool All = !Try->getHandler(Last)->getExceptionDecl();
      llvm::SaveAndRestore Inside(CatchesAll, CatchesAll || All);
      if (!TraverseStmt(Try->getTryBlock()))
        return false;
    }
    for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
      if (!TraverseStmt(Try->getHandler(I)->getHandlerBlock()))
        return false;
    return true;
  }
  /// An object whose construction may do anything: a log line, a reporter.
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const CXXConstructorDecl *Made = E->getConstructor();
    Found |= !Made->isTrivial() && !isOfStandardLibrary(*Made);
    return !Found;
  }
  bool VisitCXXUnresolvedConstructExpr(CXXUnresolvedConstructExpr *) {
    return !(Found = true);
  }
  bool VisitCXXNewExpr(CXXNewExpr *) { return !(Found = true); }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *) { return !(Found = true); }
  bool VisitAsmStmt(AsmStmt *) { return !(Found = true); }

private:
  /// A variable of the body, or what takes every value to ignore it.
  static bool isLocal(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Var &&
           ((Var->hasLocalStorage() && !Var->getType()->isReferenceType()) ||
            (Var->isInStdNamespace() && Var->getName() == "ignore"));
  }
  /// `e = std::current_exception()`, `if (e == nullptr)`, `if (e)`.
  static bool isToLocal(const CallExpr &E) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
      return (Operator->isAssignmentOp() || Operator->isComparisonOp()) &&
             isLocal(Operator->getArg(0));
    const auto *Member = dyn_cast<CXXMemberCallExpr>(&E);
    return Member && isa_and_nonnull<CXXConversionDecl>(E.getCalleeDecl()) &&
           isLocal(Member->getImplicitObjectArgument());
  }

  bool CatchesAll = false;
};

} // namespace

bool corolint::losesException(const Stmt &Body) {
  TraceFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&Body));
  return !Finder.Found;
}

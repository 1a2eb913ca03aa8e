//===--- UnitContents.cpp - the code that a unit's user has written -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "UnitContents.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace corolint;

namespace {

/// Visits user code only, and everything of it that has a body.
class FunctionCollector : public RecursiveASTVisitor<FunctionCollector> {
public:
  explicit FunctionCollector(UnitContents &Out) : Out(Out) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }
  bool shouldWalkTypesOfTypeLocs() const { return false; }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody())
      Out.Functions.push_back(F);
    addDefaultArguments(*F);
    return true;
  }
  bool VisitCXXRecordDecl(CXXRecordDecl *Class) {
    if (Class->isThisDeclarationADefinition() && !Class->isLambda())
      (Class->isDependentType() ? Out.Patterns : Out.Classes).push_back(Class);
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    if (Var->hasInit() && !Var->isLocalVarDeclOrParm() && !Var->isInitCapture())
      addInitializer(*Var->getInit());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *Field) {
    if (const Expr *Init = Field->getInClassInitializer())
      addInitializer(*Init);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    const CXXRecordDecl *Closure = L->getLambdaClass();
    if (FunctionTemplateDecl *Generic =
            Closure->getDependentLambdaCallOperator()) {
      for (FunctionDecl *F : Generic->specializations())
        addInstantiation(F);
    } else if (const CXXMethodDecl *Call = L->getCallOperator()) {
      Out.Functions.push_back(Call);
      addDefaultArguments(*Call);
    }
    return true;
  }
  bool VisitDecl(Decl *D) {
    for (const auto *A : D->specific_attrs<SuppressAttr>())
      suppress(*A, D->getSourceRange());
    return true;
  }
  bool VisitAttributedStmt(AttributedStmt *S) {
    for (const Attr *A : S->getAttrs())
      if (const auto *Suppress = dyn_cast<SuppressAttr>(A))
        suppress(*Suppress, S->getSourceRange());
    return true;
  }
  // Types hold no bodies of their own; expressions in them never run here.
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseAttr(Attr *) { return true; }

private:
  void addInstantiation(FunctionDecl *F) {
    if (!F->doesThisDeclarationHaveABody())
      return;
    Out.Functions.push_back(F);
    TraverseStmt(F->getBody()); // lambdas inside
  }
  void addInitializer(const Expr &Init) {
    if (!Init.isInstantiationDependent())
      Out.Initializers.push_back(&Init);
  }
  /// Types, and with them parameters, are not walked otherwise.
  void addDefaultArguments(const FunctionDecl &F) {
    for (const ParmVarDecl *Param : F.parameters())
      if (Param->hasDefaultArg() && !Param->hasInheritedDefaultArg() &&
          !Param->hasUninstantiatedDefaultArg() &&
          !Param->hasUnparsedDefaultArg()) {
        addInitializer(*Param->getDefaultArg());
        TraverseStmt(const_cast<Expr *>(Param->getDefaultArg()));
      }
  }
  /// The rule comes first, the reason after it.
  void suppress(const SuppressAttr &A, SourceRange Extent) {
    if (A.diagnosticIdentifiers_size() != 0)
      Out.Suppressions.push_back({Extent, *A.diagnosticIdentifiers_begin()});
  }
  UnitContents &Out;
};

} // namespace

UnitContents corolint::contentsOf(ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  UnitContents Contents;
  FunctionCollector Collector(Contents);
  auto Visit = [&](Decl *D) {
    if (!SM.isInSystemHeader(D->getLocation()))
      Collector.TraverseDecl(D);
  };
  for (Decl *Scope : Context.getTraversalScope()) {
    if (auto *TU = dyn_cast<TranslationUnitDecl>(Scope))
      for (Decl *D : TU->decls())
        Visit(D);
    else
      Visit(Scope);
  }
  llvm::DenseSet<const FunctionDecl *> Seen;
  llvm::erase_if(Contents.Functions, [&](const FunctionDecl *F) {
    return F->isDependentContext() || !Seen.insert(F).second ||
           SM.isInSystemHeader(F->getLocation());
  });
  return Contents;
}

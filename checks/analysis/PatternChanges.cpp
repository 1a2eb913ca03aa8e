//===--- PatternChanges.cpp - changes by members nobody instantiates ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PatternChanges.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

namespace {

/// Finds calls of members of fields in a body that depends on parameters, where
/// nothing tells more than their names.
class PatternFinder : public RecursiveASTVisitor<PatternFinder> {
public:
  PatternFinder(const CXXRecordDecl &Record, const CXXMethodDecl &By,
                const Roles &R, std::vector<PatternChange> &Out)
      : Record(Record), By(By), R(R), Out(Out) {}

  bool VisitCallExpr(CallExpr *E) {
    const Expr *Callee = E->getCallee()->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
      if (!Member->isImplicitAccess())
        called(Member->getBase(), Member->getMember(), *E);
    } else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee)) {
      if (!Member->isImplicitAccess())
        called(Member->getBase(), Member->getMemberName(), *E);
    } else if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
      called(Member->getBase(), Member->getMemberDecl()->getDeclName(), *E);
    }
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign)
      called(E->getLHS(), operatorName(OO_Equal), *E);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    called(E->getArg(0), operatorName(E->getOperator()), *E);
    return true;
  }
  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) {
    called(E->getLHS(), operatorName(OO_Subscript), *E);
    return true;
  }

private:
  DeclarationName operatorName(OverloadedOperatorKind Op) const {
    return Record.getASTContext().DeclarationNames.getCXXOperatorName(Op);
  }

  /// The field of the specialisation that \p Object, in the template, names.
  const FieldDecl *field(const Expr *Object) const {
    const auto *Member = dyn_cast<MemberExpr>(Object->IgnoreParenImpCasts());
    const auto *Field =
        Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    if (!Field || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
      return nullptr;
    for (const FieldDecl *Mine : Record.fields())
      if (Mine->getFieldIndex() == Field->getFieldIndex() &&
          Mine->getDeclName() == Field->getDeclName())
        return Mine;
    return nullptr;
  }

  void called(const Expr *Object, DeclarationName Name, const Expr &At) {
    const FieldDecl *Field = field(Object);
    const CXXRecordDecl *Type = Field ? recordOf(Field->getType()) : nullptr;
    if (!Type)
      return;
    for (CallEffect Effect : {CallEffect::Inserts, CallEffect::Erases})
      if (llvm::any_of(Type->lookup(Name), [&](const NamedDecl *D) {
            const FunctionDecl *F = D->getAsFunction();
            return F && R.functionModel(*F, Effect);
          }))
        Out.push_back({Effect, Field, &By, &At});
  }

  const CXXRecordDecl &Record;
  const CXXMethodDecl &By;
  const Roles &R;
  std::vector<PatternChange> &Out;
};

} // namespace

std::vector<PatternChange> corolint::patternChanges(const CXXRecordDecl &Record,
                                                    const Roles &R) {
  std::vector<PatternChange> Out;
  for (const CXXMethodDecl *Method : Record.methods()) {
    const FunctionDecl *Pattern = Method->getTemplateInstantiationPattern();
    bool Skipped = Method->hasBody() || Method->getAccess() == AS_private ||
                   isa<CXXConstructorDecl, CXXDestructorDecl>(Method) ||
                   Method->isCopyAssignmentOperator() ||
                   Method->isMoveAssignmentOperator();
    if (Pattern && Pattern->hasBody() && !Skipped)
      PatternFinder(Record, *Method, R, Out).TraverseStmt(Pattern->getBody());
  }
  return Out;
}

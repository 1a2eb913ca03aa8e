//===--- FrameObjects.cpp - the objects of a coroutine's frame ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FrameObjects.h"
#include "OwnCodeVisitor.h"
#include "StmtParents.h"

using namespace clang;
using namespace corolint;

namespace {

class Collector : public OwnCodeVisitor<Collector> {
public:
  Collector(FunctionAnalysis &F, std::vector<FrameObject> &Out)
      : F(F), Out(Out) {}

  void parameters();
  void captures();
  void locals();
  bool VisitMaterializeTemporaryExpr(MaterializeTemporaryExpr *E);

private:
  void add(PartKind Kind, const VarDecl &Var, SourceLocation Where) {
    if (!isTask(Var.getType()))
      Out.push_back({Kind, Var.getType(), &Var, nullptr, Where});
  }
  bool isTask(QualType T) { return F.unit().tasks().of(T).isTask(); }
  bool isAwaited(const Expr &Temporary);
  bool isTakenOver(const Expr &Temporary);

  FunctionAnalysis &F;
  std::vector<FrameObject> &Out;
};

} // namespace

void Collector::parameters() {
  for (const ParmVarDecl *Param : F.function().parameters())
    if (!Param->getType()->isReferenceType())
      add(PartKind::Parameter, *Param, Param->getLocation());
}

/// Copies belong to the closure, not to the frame, unless that has the closure
/// itself (`this auto`), which then is one object.
void Collector::captures() {
  const auto *Operator = dyn_cast<CXXMethodDecl>(&F.function());
  if (!Operator || !Operator->getParent()->isLambda() ||
      (Operator->isExplicitObjectMemberFunction() &&
       !Operator->getParamDecl(0)->getType()->isReferenceType()))
    return;
  const CXXRecordDecl &Closure = *Operator->getParent();
  for (const LambdaCapture &Capture : Closure.captures()) {
    const auto *Var = Capture.capturesVariable()
                          ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                          : nullptr;
    if (Var && Capture.getCaptureKind() == LCK_ByCopy &&
        !Var->getType()->isReferenceType())
      add(PartKind::Capture, *Var,
          Capture.isExplicit() ? Capture.getLocation() : Closure.getLocation());
  }
}

/// Of a coroutine that is a lambda, the captures are judged where they are
/// used.
static bool isCoroutineClosure(QualType T, TranslationUnit &Unit) {
  const CXXRecordDecl *Record = recordOf(T);
  const CXXMethodDecl *Operator =
      Record && Record->isLambda() && !Record->isGenericLambda()
          ? Record->getLambdaCallOperator()
          : nullptr;
  FunctionAnalysis *Body = Operator ? Unit.analysisOf(*Operator) : nullptr;
  return Body && Body->isCoroutine();
}

void Collector::locals() {
  for (const VarDecl *Var : F.survey().Locals)
    if (!Var->getType()->isReferenceType() && F.declarationOf(*Var) &&
        !isCoroutineClosure(Var->getType(), F.unit()))
      add(PartKind::Local, *Var, Var->getLocation());
}

/// Whether it is what an await is for.
bool Collector::isAwaited(const Expr &Temporary) {
  const Stmt *P = F.parents().getParent(&Temporary);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr, CXXBindTemporaryExpr>(P))
    P = F.parents().getParent(P);
  if (const auto *Call = dyn_cast_or_null<CallExpr>(P))
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && Callee->getOverloadedOperator() == OO_Coawait)
      return true;
  return isa_and_nonnull<CoroutineSuspendExpr>(P);
}

/// Whether a callee gets it to move from.
bool Collector::isTakenOver(const Expr &Temporary) {
  const auto *User = dyn_cast_or_null<Expr>(F.parents().getParent(&Temporary));
  const FunctionDecl *Callee = User ? calleeOf(*User) : nullptr;
  for (unsigned I = 0; Callee && I != Callee->getNumParams(); ++I)
    if (const Expr *Argument = argumentOf(*User, I);
        Argument && Argument->IgnoreParens() == &Temporary)
      return Callee->getParamDecl(I)->getType()->isRValueReferenceType();
  return false;
}

bool Collector::VisitMaterializeTemporaryExpr(MaterializeTemporaryExpr *E) {
  if (isTask(E->getType()) || !recordOf(E->getType()))
    return true;
  const auto *Name = dyn_cast_or_null<VarDecl>(E->getExtendingDecl());
  if (Name && F.declarationOf(*Name))
    Out.push_back({Name->isImplicit() ? PartKind::Temporary : PartKind::Local,
                   E->getType(), Name, E,
                   Name->isImplicit() ? E->getExprLoc() : Name->getLocation()});
  else if (E->getStorageDuration() == SD_FullExpression && !isAwaited(*E) &&
           !isTakenOver(*E))
    Out.push_back(
        {PartKind::Temporary, E->getType(), nullptr, E, E->getExprLoc()});
  return true;
}

bool corolint::mayHoldNothing(const CXXRecordDecl &Record) {
  auto Tells = [](const CXXMethodDecl *Method) {
    const auto *Conversion = dyn_cast<CXXConversionDecl>(Method);
    return Method->getOverloadedOperator() == OO_Arrow ||
           (Method->getOverloadedOperator() == OO_Star &&
            Method->getNumParams() == 0) ||
           (Conversion && Conversion->getConversionType()->isBooleanType());
  };
  return llvm::any_of(Record.methods(), Tells) ||
         llvm::any_of(Record.bases(), [](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *Of = recordOf(Base.getType());
           return Of && Of->hasDefinition() && mayHoldNothing(*Of);
         });
}

std::vector<FrameObject> corolint::frameObjects(FunctionAnalysis &F) {
  std::vector<FrameObject> Found;
  Collector Objects(F, Found);
  Objects.parameters();
  Objects.captures();
  Objects.locals();
  Objects.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return Found;
}

//===--- ReadinessValues.cpp - variables given only what is ready ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pointer to what was found ready, a list that what is ready is moved into, a
// closure that is called when what it fetches is ready.
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "Readiness.h"
#include "StmtParents.h"
#include "VariableEnds.h"
#include "VariableUses.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

/// Values are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

/// The local variable that \p E is, is a part of, or is what it points to.
static const VarDecl *holderOf(const Expr *E, FunctionAnalysis &F) {
  for (unsigned Depth = 0; E && Depth != MaxDepth; ++Depth) {
    E = E->IgnoreParenCasts()->IgnoreImplicit()->IgnoreParenCasts();
    if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
      const auto *Var = dyn_cast<VarDecl>(Name->getDecl());
      if (!Var || !Var->isLocalVarDecl() || !Var->hasLocalStorage())
        return nullptr;
      if (!Var->isCXXForRangeDecl())
        return Var;
      E = nullptr;
      for (const CXXForRangeStmt *Loop : F.survey().RangeFors)
        if (Loop->getLoopVariable() == Var)
          E = Loop->getRangeInit();
    } else if (const auto *Deref = dyn_cast<UnaryOperator>(E)) {
      E = Deref->getOpcode() == UO_Deref ? Deref->getSubExpr() : nullptr;
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Element->getBase();
    } else {
      E = isa<CallExpr>(E) && (E->isGLValue() || E->getType()->isPointerType())
              ? argumentOf(*E, ThisArgument)
              : nullptr;
    }
  }
  return nullptr;
}

/// What \p E is made from, where it is converted: `std::optional(f)`.
static const Expr *convertedFrom(const Expr &E) {
  const Expr *Bare = E.IgnoreImplicit()->IgnoreParenImpCasts();
  const auto *Made = dyn_cast<CXXConstructExpr>(Bare);
  return Made && Made->getNumArgs() == 1
             ? Made->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts()
             : Bare;
}

/// Whether \p Value, which \p At gives to a variable, is, points to or is made
/// from what is ready there.
bool Readiness::isReadyWhereGiven(const Expr &Value, const Stmt &At) {
  const Expr *Given = convertedFrom(Value);
  if (isReady(*Given, At))
    return true;
  // An iterator.
  const Facts *Known = factsAt(At);
  const AccessPath *Path = Known ? Objects.objectOrPointee(Given) : nullptr;
  return Path && Known->Ready.contains(Objects.extend(Path, {PathStep::Deref}));
}

/// Whether \p Object is, or is a part of, a local variable that is only ever
/// given what is ready.
bool Readiness::isOnlyGivenReady(const Expr &Object) {
  const VarDecl *Var = holderOf(&Object, F);
  if (!Var || Var->getType()->isReferenceType() || InProgress)
    return false;
  if (auto [It, New] = OnlyReady.try_emplace(Var, false); !New)
    return It->second;
  bool IsAnyReady = false;
  auto IsReadyGift = [&](const Expr &Value, const Stmt &At) {
    if (standsForNothing(Value, R))
      return true;
    const bool Ready = isReadyWhereGiven(Value, At);
    IsAnyReady |= Ready;
    return Ready;
  };
  const auto *Construct =
      Var->getInit()
          ? dyn_cast<CXXConstructExpr>(Var->getInit()->IgnoreImplicit())
          : nullptr;
  // An empty future has nothing to wait for, an empty list no elements.
  const bool StartsEmpty = Construct && Construct->getNumArgs() == 0 &&
                           isInSystemHeader(*Construct->getConstructor());
  if (const Expr *Init = StartsEmpty ? nullptr : Var->getInit()) {
    const Stmt *Made = F.declarationOf(*Var);
    if (!Made || !IsReadyGift(*Init, *Made))
      return false;
  }
  for (const DeclRefExpr *Mention : F.variables().mentionsOf(*Var)) {
    const Stmt *P = F.parents().getParent(Mention);
    while (isa_and_nonnull<MemberExpr, ImplicitCastExpr, ParenExpr>(P))
      P = F.parents().getParent(P);
    const Expr *Value = nullptr;
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(P);
        Assign && Assign->isAssignmentOp() &&
        Assign->getLHS()->IgnoreParens() == Mention)
      Value = Assign->getRHS();
    const auto *Call = dyn_cast_or_null<CallExpr>(P);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P);
    if (Operator && Operator->isAssignmentOp() && Operator->getNumArgs() == 2 &&
        Operator->getArg(0)->IgnoreParenImpCasts() == Mention)
      Value = Operator->getArg(1);
    else if (Callee && !Operator &&
             (R.functionModel(*Callee, CallEffect::Adds) ||
              R.functionModel(*Callee, CallEffect::Inserts)))
      Value = argumentCount(*Call) == 0 ? nullptr : argumentOf(*Call, 0);
    else if (Callee && R.functionModel(*Callee, CallEffect::Engages))
      Value = argumentCount(*Call) == 1 ? argumentOf(*Call, 0) : nullptr;
    if (Value && !IsReadyGift(*Value, *P))
      return false;
  }
  return OnlyReady[Var] = IsAnyReady;
}

namespace {
/// Where a closure is made, and the variable that it is kept in.
class ClosureFinder : public RecursiveASTVisitor<ClosureFinder> {
public:
  explicit ClosureFinder(const CXXRecordDecl &Class) : Class(Class) {}
  const LambdaExpr *Made = nullptr;
  const VarDecl *Kept = nullptr;
  bool VisitLambdaExpr(LambdaExpr *E) {
    if (E->getLambdaClass() == &Class)
      Made = E;
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    if (Var->getType()->getAsCXXRecordDecl() == &Class &&
        !isa<ParmVarDecl>(Var))
      Kept = Var;
    return true;
  }

private:
  const CXXRecordDecl &Class;
};
} // namespace

/// Whether the function is a closure that refers to \p Object, which is ready
/// where the closure is made or wherever it is called.
bool Readiness::isReadyWhereRun(const AccessPath &Object) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  const CXXRecordDecl *Class = Method ? Method->getParent() : nullptr;
  if (!Class || !Class->isLambda() ||
      (Object.root() && Object.root()->getDeclContext() == Method))
    return false;
  const auto *Outer = dyn_cast_or_null<FunctionDecl>(
      Class->getDeclContext()->getNonClosureAncestor());
  FunctionAnalysis *Around = Outer ? F.unit().analysisOf(*Outer) : nullptr;
  if (!Around || Around == &F)
    return false;
  ClosureFinder Finder(*Class);
  Finder.TraverseStmt(const_cast<Stmt *>(&Around->body()));
  auto IsReadyAt = [&](const Stmt *At) {
    const Facts *Known = At ? Around->readiness().factsAt(*At) : nullptr;
    return Known && llvm::any_of(Known->Ready, [&](const AccessPath *Of) {
             return isWithin(Object, *Of);
           });
  };
  if (IsReadyAt(Finder.Made))
    return true;
  if (!Finder.Kept)
    return false;
  llvm::ArrayRef<const DeclRefExpr *> Calls =
      Around->variables().mentionsOf(*Finder.Kept);
  return !Calls.empty() && llvm::all_of(Calls, IsReadyAt);
}

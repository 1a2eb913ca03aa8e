//===--- AwaitResults.cpp - who keeps what an await yields ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AwaitResults.h"
#include "Copies.h"
#include "OwnCodeVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

namespace {

/// Whether there is an await in what a statement evaluates itself.
class AwaitFinder : public OwnCodeVisitor<AwaitFinder> {
public:
  bool Found = false;
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *) {
    Found = true;
    return false;
  }
};

/// A place where something gets a value that comes from an await.
struct Binding {
  DanglingResult::Way How;
  const ValueDecl *Target;
  const Expr *Value;
  const Stmt *At = nullptr;
  /// The local whose later uses matter, the closure for a capture; null where
  /// others may look.
  const VarDecl *Holder = nullptr;
};

/// Finds them.
class BindingFinder : public OwnCodeVisitor<BindingFinder> {
public:
  std::vector<Binding> Bindings;
  /// The members that are assigned, once for each time.
  std::vector<const FieldDecl *> AssignedFields;

  bool VisitVarDecl(VarDecl *Var) {
    if (!Var->getInit() || isa<ParmVarDecl>(Var) || Var->isImplicit() ||
        Var->isInitCapture())
      return true;
    add({DanglingResult::Declared, Var, Var->getInit(), nullptr, Var});
    const Expr *Init = Var->getInit()->IgnoreImplicit();
    if (const auto *Closure = dyn_cast<LambdaExpr>(Init))
      for (const LambdaCapture &Capture : Closure->captures())
        if (Closure->isInitCapture(&Capture))
          if (const auto *Inner = dyn_cast<VarDecl>(Capture.getCapturedVar()))
            add({DanglingResult::Declared, Inner, Inner->getInit(), nullptr,
                 Var});
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    if (const auto *Range =
            dyn_cast_or_null<VarDecl>(Loop->getRangeStmt()->getSingleDecl()))
      add({DanglingResult::Looped, Range, Range->getInit(), Loop});
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign)
      assigned(*peelForBorrow(E->getLHS()), E->getRHS(), *E);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Equal && E->getNumArgs() == 2)
      assigned(*peelForBorrow(E->getArg(0)), E->getArg(1), *E);
    return true;
  }
  bool VisitCoreturnStmt(CoreturnStmt *Return) {
    // As the promise gets it, converted to what the coroutine returns.
    const auto *Call = dyn_cast_or_null<CallExpr>(
        Return->getPromiseCall() ? Return->getPromiseCall()->IgnoreImplicit()
                                 : nullptr);
    if (Return->getOperand() && Call && Call->getNumArgs() == 1)
      add({DanglingResult::Returned, nullptr, Call->getArg(0), Return});
    return true;
  }

private:
  void assigned(const Expr &To, const Expr *Value, const Expr &Assignment) {
    if (const auto *Member = dyn_cast<MemberExpr>(&To)) {
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (!Field || Field->getType()->isReferenceType())
        return;
      AssignedFields.push_back(Field);
      const VarDecl *Whole = variableNamed(Member->getBase());
      bool Local = Whole && Whole->hasLocalStorage() &&
                   !Whole->getType()->isReferenceType() && !Member->isArrow();
      return add({DanglingResult::Assigned, Field, Value, &Assignment,
                  Local ? Whole : nullptr});
    }
    const VarDecl *Var = variableNamed(&To);
    if (Var && !Var->getType()->isReferenceType())
      add({DanglingResult::Assigned, Var, Value, &Assignment,
           Var->hasLocalStorage() ? Var : nullptr});
  }
  void add(Binding B) {
    AwaitFinder Await;
    Await.TraverseStmt(const_cast<Expr *>(B.Value));
    if (Await.Found)
      Bindings.push_back(B);
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Later uses
//===----------------------------------------------------------------------===//

/// Whether \p E names the variable or, of a structured binding, a part of it.
static bool names(const Stmt &S, const VarDecl &Var) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&S);
  if (!Ref)
    return false;
  const auto *Part = dyn_cast<BindingDecl>(Ref->getDecl());
  return Ref->getDecl() == &Var || (Part && Part->getDecomposedDecl() == &Var);
}

/// The reference to \p Var on the left of an assignment to it; null if \p S is
/// none.
static const Stmt *assignedIn(const Stmt &S, const VarDecl &Var) {
  const Expr *To = nullptr;
  if (const auto *Assignment = dyn_cast<BinaryOperator>(&S);
      Assignment && Assignment->getOpcode() == BO_Assign)
    To = Assignment->getLHS();
  else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&S);
           Call && Call->getOperator() == OO_Equal)
    To = Call->getArg(0);
  if (!To || variableNamed(To) != &Var)
    return nullptr;
  return peelForBorrow(To);
}

static bool declares(const Stmt &S, const VarDecl &Var) {
  const auto *Declaration = dyn_cast<DeclStmt>(&S);
  return Declaration && llvm::is_contained(Declaration->decls(), &Var);
}

/// What a path meets first after the variable got its value.
enum class Meets { Nothing, Use, NewValue };

static Meets firstOf(const CFGBlock &Block, size_t From, const VarDecl &Var,
                     const llvm::SmallPtrSetImpl<const Stmt *> &Targets) {
  for (size_t I = From; I < Block.size(); ++I) {
    auto Element = Block[I].getAs<CFGStmt>();
    if (!Element)
      continue;
    const Stmt &S = *Element->getStmt();
    if (names(S, Var) && !Targets.contains(&S))
      return Meets::Use;
    if (assignedIn(S, Var) || declares(S, Var))
      return Meets::NewValue;
  }
  return Meets::Nothing;
}

/// Whether some path reads \p Var after its declaration or \p Assignment, to it
/// or to a member of it, and before it gets another value.
static bool isUsedAfter(FunctionAnalysis &F, const VarDecl &Var,
                        const Stmt *Assignment) {
  CFG *Graph = F.cfg();
  if (!Graph)
    return false;
  llvm::SmallPtrSet<const Stmt *, 4> Targets;
  const CFGBlock *Start = nullptr;
  size_t After = 0;
  for (const CFGBlock *Block : *Graph)
    for (size_t I = 0; I != Block->size(); ++I) {
      auto Element = (*Block)[I].getAs<CFGStmt>();
      if (!Element)
        continue;
      const Stmt &S = *Element->getStmt();
      if (const Stmt *Target = assignedIn(S, Var))
        Targets.insert(Target);
      if (Assignment ? &S == Assignment : declares(S, Var)) {
        Start = Block;
        After = I + 1;
      }
    }
  if (!Start)
    return false;
  llvm::SmallVector<std::pair<const CFGBlock *, size_t>, 8> Work{
      {Start, After}};
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
  while (!Work.empty()) {
    auto [Block, From] = Work.pop_back_val();
    Meets First = firstOf(*Block, From, Var, Targets);
    if (First == Meets::Use)
      return true;
    if (First == Meets::NewValue)
      continue;
    for (const CFGBlock *Next : Block->succs())
      if (Next && Seen.insert(Next).second)
        Work.push_back({Next, 0});
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Dangling results
//===----------------------------------------------------------------------===//

/// What a reference refers to once the full-expression is over: the object, or
/// what a view that lives on with the reference refers to.
static Origin boundTo(const Expr &Init, TemporaryOrigins &Origins) {
  Origin O = Origins.ofObject(Init);
  if (O.K != Origin::Temporary || O.diesAfterAwait() || !O.Path.empty() ||
      O.Beyond || !Origins.refers(O.Temp->getType()))
    return O;
  return Origins.ofTarget(*O.Temp->getSubExpr());
}

/// The first member of the class that goes on to refer to something dead.
static Origin memberBoundTo(const Expr &Made, QualType T,
                            TemporaryOrigins &Origins,
                            const FieldDecl *&Member) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || Record->isUnion() || Record->isLambda())
    return {};
  for (const FieldDecl *Field : Record->fields()) {
    if (!Field->getType()->isReferenceType() &&
        (!Origins.refers(Field->getType()) || Origins.owns(*Record, *Field)))
      continue;
    Origin O = Origins.ofMember(Made, *Field);
    if (O.diesAfterAwait()) {
      Member = Field;
      return O;
    }
  }
  return {};
}

/// Whether awaiting what the coroutine returns yields a view or pointer: then
/// it keeps no copy of what that refers to.
static bool returnsView(FunctionAnalysis &F, TemporaryOrigins &Origins) {
  QualType Yields =
      F.unit().roles().awaitables().of(F.function().getReturnType()).Yields;
  return !Yields.isNull() && !Yields->isReferenceType() &&
         Origins.refers(Yields);
}

static DanglingResult resultOf(const Binding &B, TemporaryOrigins &Origins) {
  DanglingResult Result{B.How, B.Target, nullptr, B.At, {}};
  QualType T = B.Target ? B.Target->getType() : B.Value->getType();
  if (B.How == DanglingResult::Returned)
    Result.Into = Origins.refers(T) ? Origins.ofTarget(*B.Value) : Origin();
  else if (T->isReferenceType())
    Result.Into = boundTo(*B.Value, Origins);
  else if (Origins.refers(T))
    Result.Into = Origins.ofTarget(*B.Value);
  else if (B.How == DanglingResult::Declared) {
    Result.Into = memberBoundTo(*B.Value, T, Origins, Result.Member);
    if (!Result.Member)
      Result.Into = Origins.ofContent(*B.Value);
  }
  return Result;
}

/// Whether somebody may come to use what the binding refers to.
static bool mayBeUsed(const Binding &B, const BindingFinder &All,
                      FunctionAnalysis &F, TemporaryOrigins &Origins) {
  // A member may get another value before anybody looks.
  if (const auto *Field = dyn_cast_or_null<FieldDecl>(B.Target);
      Field && llvm::count(All.AssignedFields, Field) > 1)
    return false;
  if (B.How == DanglingResult::Returned)
    return returnsView(F, Origins);
  return !B.Holder ||
         isUsedAfter(F, *B.Holder,
                     B.How == DanglingResult::Assigned ? B.At : nullptr);
}

std::vector<DanglingResult> corolint::danglingResults(FunctionAnalysis &F) {
  std::vector<DanglingResult> Found;
  BindingFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  if (Finder.Bindings.empty())
    return Found;
  TemporaryOrigins Origins(F.unit());
  for (const Binding &B : Finder.Bindings) {
    DanglingResult Result = resultOf(B, Origins);
    if (Result.Into.diesAfterAwait() && mayBeUsed(B, Finder, F, Origins))
      Found.push_back(std::move(Result));
  }
  return Found;
}

bool corolint::canBeCopied(const VarDecl &Var, const Roles &R) {
  // The reference may add a const that the copy's initialiser does not have.
  const Expr *Init = peelForBorrow(Var.getInit());
  QualType T = Init->getType();
  // A copy of a base is not the object; one arm of a choice may live on, and
  // must not be moved from.
  const CXXRecordDecl *Record = recordOf(T);
  bool MayBeBase = Init->isGLValue() && Record && Record->hasDefinition() &&
                   Record->isPolymorphic() && !Record->isEffectivelyFinal();
  if (isa<ConditionalOperator>(Init) || MayBeBase || isBorrowingType(T, R) ||
      !Var.getASTContext().hasSameUnqualifiedType(
          T, Var.getType().getNonReferenceType()))
    return false;
  return Init->isXValue() && !T.isConstQualified() ? isMovable(T)
                                                   : isCopyable(T);
}

//===--- TaskRetention.cpp - what a task keeps of its arguments -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Annotations.h"
#include "BodyVisibility.h"
#include "ReturnedTasks.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include <deque>

using namespace clang;
using namespace corolint;

/// Functions that hand a parameter on are followed this deep.
static constexpr unsigned MaxDepth = 16;

//===----------------------------------------------------------------------===//
// Uses in coroutines
//===----------------------------------------------------------------------===//

namespace {

/// Finds the uses of one parameter, or of `this`, and the local references,
/// pointers and views that are made from it.
class UseFinder : public RecursiveASTVisitor<UseFinder> {
public:
  UseFinder(const VarDecl *Var, const Roles &R) : Var(Var), R(R) {}

  SourceLocation First;
  llvm::SmallPtrSet<const VarDecl *, 4> Aliases;

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  // `(void)unused;`
  bool TraverseCStyleCastExpr(CStyleCastExpr *E) {
    if (E->getCastKind() == CK_ToVoid &&
        isa<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
      return true;
    return RecursiveASTVisitor::TraverseCStyleCastExpr(E);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (Var && names(*E))
      note(E->getExprLoc());
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *E) {
    if (!Var)
      note(E->getExprLoc());
    return true;
  }
  bool TraverseVarDecl(VarDecl *Local) {
    SourceLocation Before = First;
    First = SourceLocation();
    bool Result = RecursiveASTVisitor::TraverseVarDecl(Local);
    bool Refers = Local->getType()->isReferenceType() ||
                  isBorrowingType(Local->getType(), R);
    if (First.isValid() && Refers)
      Aliases.insert(Local);
    if (Before.isValid())
      First = Before;
    return Result;
  }
  /// Whether \p S itself, one element of a CFG, is a use.
  bool isUse(const Stmt &S) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(&S);
    return (Ref && names(*Ref)) || (!Var && isa<CXXThisExpr>(S));
  }

private:
  bool names(const DeclRefExpr &E) const {
    const auto *Named = dyn_cast<VarDecl>(E.getDecl());
    return Named && (Named == Var || Aliases.contains(Named));
  }
  void note(SourceLocation Where) {
    if (First.isInvalid())
      First = Where;
  }
  const VarDecl *Var;
  const Roles &R;
};

/// Finds a use that may follow a suspension: forward reachability in the CFG,
/// one bit per point.
class UseAfterSuspension {
public:
  UseAfterSuspension(const UseFinder &Uses, const Awaitables &Await)
      : Uses(Uses), Await(Await) {}

  SourceLocation in(const CFG &Graph) {
    std::deque<std::pair<const CFGBlock *, bool>> Work{
        {&Graph.getEntry(), false}};
    while (!Work.empty()) {
      auto [B, Suspended] = Work.front();
      Work.pop_front();
      if (!Seen[Suspended].insert(B).second)
        continue;
      for (const CFGElement &Element : *B) {
        auto S = Element.getAs<CFGStmt>();
        if (!S)
          continue;
        const Stmt &At = *S->getStmt();
        if (Suspended && Uses.isUse(At))
          return cast<Expr>(At).getExprLoc();
        const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(&At);
        Suspended |= Suspension && !Await.neverSuspends(*Suspension);
      }
      for (const CFGBlock::AdjacentBlock &Edge : B->succs())
        if (const CFGBlock *Next = Edge.getReachableBlock())
          Work.push_back({Next, Suspended});
    }
    return {};
  }

private:
  const UseFinder &Uses;
  const Awaitables &Await;
  /// Blocks entered before, and after, a suspension.
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen[2];
};

} // namespace

Retention ReturnedTasks::keepsCoroutine(FunctionAnalysis &Callee, bool Lazy,
                                        Referent Kept) {
  UseFinder Uses(Kept.Var, Unit.roles());
  Uses.TraverseStmt(const_cast<Stmt *>(&Callee.body()));
  if (Lazy)
    return {Uses.First.isValid(), Uses.First};
  if (Uses.First.isInvalid() || !Callee.cfg())
    return {};
  SourceLocation Use =
      UseAfterSuspension(Uses, Unit.roles().awaitables()).in(*Callee.cfg());
  return {Use.isValid(), Use};
}

//===----------------------------------------------------------------------===//
// Other callees
//===----------------------------------------------------------------------===//

/// What a plain function hands on to the tasks that it makes and returns.
Retention ReturnedTasks::keepsPlain(FunctionAnalysis &Callee, Referent Kept) {
  for (const TaskReturn &Return : of(Callee))
    for (const TaskCreation &Made : Return.Created) {
      int Count = argumentCount(*Made.Call);
      for (int I = ThisArgument; I != Count; ++I) {
        if (passed(Callee, Made, I) == Kept)
          if (Retention Inner = keeps(Made, I))
            return Inner;
      }
    }
  return {};
}

/// A parameter `T &&` of a template, which binds to anything.
static bool isForwarding(const FunctionDecl &F, unsigned Index) {
  const FunctionTemplateDecl *Template = F.getPrimaryTemplate();
  if (!Template)
    return false;
  const FunctionDecl *Pattern = Template->getTemplatedDecl();
  if (Pattern->getNumParams() == 0)
    return false;
  QualType T =
      Pattern->getParamDecl(std::min(Index, Pattern->getNumParams() - 1))
          ->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  const auto *Reference = T->getAs<RValueReferenceType>();
  const auto *Parameter =
      Reference ? Reference->getPointeeType()->getAs<TemplateTypeParmType>()
                : nullptr;
  return Parameter &&
         Parameter->getDepth() == Template->getTemplateParameters()->getDepth();
}

/// Whether the function says that it keeps no reference, or that it keeps the
/// argument itself alive.
static bool keepsAlive(const FunctionDecl &F, int Index) {
  if (F.hasAttr<CoroDisableLifetimeBoundAttr>() || F.hasAttr<CoroWrapperAttr>())
    return true;
  return Index >= 0 && unsigned(Index) < F.getNumParams() &&
         hasTypeAnnotation(*F.getParamDecl(Index), "keeps_alive");
}

/// An operation of a library whose body stands in a header: it is known by its
/// declaration. It copies what it takes by const reference or as a string, and
/// refers to buffers and objects. A std::function hands everything on.
static bool isLibraryOperation(const FunctionDecl &F) {
  return isInSystemHeader(F) && F.getOverloadedOperator() != OO_Call;
}

/// A lazy task whose body is not visible uses all it was given, later.
Retention ReturnedTasks::keepsUnseen(const TaskCreation &Made,
                                     const FunctionDecl *Callee, int Index) {
  if (Made.Kind != TaskKind::Lazy)
    return {};
  if (!Callee)
    return {true, {}};
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Index == ThisArgument &&
      (!Method || Method->getRefQualifier() == RQ_RValue ||
       Method->getOverloadedOperator() == OO_Call))
    return {};
  if (Index >= 0 && isForwarding(*Callee, Index))
    return {};
  if (Index >= 0 && unsigned(Index) < Callee->getNumParams() &&
      isLibraryOperation(*Callee)) {
    QualType T = Callee->getParamDecl(Index)->getType();
    bool Changes =
        T->isLValueReferenceType() && !T->getPointeeType().isConstQualified();
    if (!Changes && !Unit.roles().hasRole(T, TypeRole::View))
      return {};
  }
  return {true, {}};
}

Retention ReturnedTasks::keeps(const TaskCreation &Made, int Index) {
  const FunctionDecl *Callee = calleeOf(*Made.Call);
  if (Callee && keepsAlive(*Callee, Index))
    return {};
  FunctionAnalysis *Body = Unit.calledFunction(*Made.Call);
  if (!Body)
    return keepsUnseen(Made, Callee, Index);
  const FunctionDecl &Definition = Body->function();
  Referent Kept{Referent::Pointee, nullptr};
  if (Index == ThisArgument) {
    // The captures of a closure are another rule's.
    const auto *Method = dyn_cast<CXXMethodDecl>(&Definition);
    if (!Method || Method->getParent()->isLambda())
      return {};
  } else {
    if (unsigned(Index) >= Definition.getNumParams() ||
        keepsAlive(Definition, Index))
      return {};
    Kept.Var = Definition.getParamDecl(Index);
  }
  if (Depth == MaxDepth)
    return {};
  auto [It, New] = KnownRetention.try_emplace({Body, Kept.Var});
  if (!New)
    return It->second; // while in progress: nothing
  ++Depth;
  Retention Result =
      Body->isCoroutine()
          ? keepsCoroutine(*Body, Made.Kind == TaskKind::Lazy, Kept)
          : keepsPlain(*Body, Kept);
  --Depth;
  return KnownRetention[{Body, Kept.Var}] = Result;
}

Referent ReturnedTasks::passed(FunctionAnalysis &F, const TaskCreation &Made,
                               int Index) {
  const Expr *Argument = argumentOf(*Made.Call, Index);
  if (!Argument)
    return {};
  if (Index == ThisArgument)
    return borrows(F).ofObject(*Argument);
  const FunctionDecl *Callee = calleeOf(*Made.Call);
  bool Copies = Callee && isLibraryOperation(*Callee) &&
                isBorrowingType(Argument->getType(), Unit.roles());
  return Copies ? borrows(F).ofCopy(*Argument)
                : borrows(F).ofArgument(*Argument);
}

/// Whether something is lost with an object: not the state of an empty class,
/// and a task or another awaitable hands on what it is.
static bool matters(const VarDecl &Var, Roles &R) {
  const CXXRecordDecl *Record = recordOf(Var.getType());
  return !Record ||
         (!Record->isEmpty() && !R.awaitables().of(Var.getType()).Valid);
}

DanglingArgument ReturnedTasks::danglingArgument(FunctionAnalysis &F,
                                                 const TaskReturn &Return) {
  for (const TaskCreation &Made : Return.Created) {
    int Count = argumentCount(*Made.Call);
    for (int I = ThisArgument; I != Count; ++I) {
      Referent To = passed(F, Made, I);
      if (To.K != Referent::Object || !matters(*To.Var, Unit.roles()))
        continue;
      if (Retention Kept = keeps(Made, I))
        return {To.Var, argumentOf(*Made.Call, I), Kept.Use};
    }
  }
  return {};
}

Borrows &ReturnedTasks::borrows(FunctionAnalysis &F) {
  std::unique_ptr<Borrows> &Entry = KnownBorrows[&F];
  if (!Entry)
    Entry = std::make_unique<Borrows>(F);
  return *Entry;
}

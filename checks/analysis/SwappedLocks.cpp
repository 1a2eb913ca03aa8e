//===--- SwappedLocks.cpp - locks whose order the caller decides ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SwappedLocks.h"
#include "LLVMCompat.h"
#include "Mutations.h"
#include "OwnCodeVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

namespace {

/// Two things that a caller can exchange: parameters, or one and the object,
/// which is null.
struct Exchanged {
  const VarDecl *First = nullptr, *Second = nullptr;
};

} // namespace

static bool isThroughPointer(const AccessPath &Path) {
  return Path.root() && !Path.steps().empty() &&
         Path.steps().front().K == PathStep::Deref;
}

/// What \p Path begins at: a reference or pointer to an object, of a class or
/// to be had from an owner; null for what a caller has no part in.
static QualType originOf(const AccessPath &Path, const FunctionDecl &F) {
  const VarDecl *Root = Path.root();
  if (!Root) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    return Method && Method->isInstance() && !Method->getParent()->isLambda()
               ? typeOf(F.getASTContext(), *Method->getParent())
               : QualType();
  }
  const QualType T = Root->getType();
  if (!isa<ParmVarDecl>(Root) || Root->getDeclContext() != &F ||
      (!T->isReferenceType() && !isThroughPointer(Path)))
    return QualType();
  return pointeeOrSelf(T);
}

static bool isIndex(const PathStep &Step, const FunctionDecl &F) {
  return Step.K == PathStep::ElementAt && isa<ParmVarDecl>(Step.Decl) &&
         Step.Decl->getDeclContext() == &F;
}

/// The way from the object, which a pointer is not.
static llvm::ArrayRef<PathStep> inObject(const AccessPath &Path) {
  return Path.steps().drop_front(isThroughPointer(Path));
}

/// The one thing in which the two paths differ, if it can be exchanged.
static std::optional<Exchanged>
differenceOf(const AccessPath &A, const AccessPath &B, const FunctionDecl &F) {
  const auto InA = inObject(A), InB = inObject(B);
  // What is given as a mere lock, the callers have in their order.
  if (InA.size() != InB.size() || InA.empty())
    return std::nullopt;
  std::optional<Exchanged> Found;
  if (A.root() != B.root()) {
    const QualType OriginA = originOf(A, F), OriginB = originOf(B, F);
    if (OriginA.isNull() || OriginB.isNull() ||
        OriginA.getCanonicalType().getUnqualifiedType() !=
            OriginB.getCanonicalType().getUnqualifiedType())
      return std::nullopt;
    Found = {A.root(), B.root()};
  }
  for (const auto &[StepA, StepB] : llvm::zip_equal(InA, InB)) {
    if (StepA == StepB)
      continue;
    if (Found || !isIndex(StepA, F) || !isIndex(StepB, F))
      return std::nullopt;
    Found = {cast<VarDecl>(StepA.Decl), cast<VarDecl>(StepB.Decl)};
  }
  return Found;
}

namespace {

/// Looks for what tells an order of the two, before the second is locked.
class OrderFinder : public OwnCodeVisitor<OrderFinder> {
public:
  OrderFinder(const Exchanged &Both, SourceLocation Before,
              const SourceManager &SM)
      : Both(Both), Before(Before), SM(SM) {}

  bool VisitBinaryOperator(BinaryOperator *E) {
    if ((E->isRelationalOp() || E->getOpcode() == BO_Cmp) && isBefore(*E))
      compare(*E->getLHS(), *E->getRHS());
    return !IsFound;
  }
  /// Comparisons by name or operator, and whatever else answers a question
  /// about both.
  bool VisitCallExpr(CallExpr *E) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
        Operator && (Operator->getOperator() == OO_EqualEqual ||
                     Operator->getOperator() == OO_ExclaimEqual))
      return true;
    if (!answers(E->getType()) || !isBefore(*E))
      return true;
    bool HasFirst = false, HasSecond = false;
    for (const Expr *Argument : E->arguments()) {
      HasFirst |= mentions(*Argument, Both.First);
      HasSecond |= mentions(*Argument, Both.Second);
    }
    IsFound |= HasFirst && HasSecond;
    return !IsFound;
  }
  bool IsFound = false;

private:
  static bool answers(QualType T) {
    const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
    return T->isBooleanType() || T->isIntegerType() || T->isReferenceType() ||
           T->isPointerType() ||
           (Record && Record->getIdentifier() &&
            (Record->getName() == "pair" || Record->getName() == "tuple" ||
             Record->getName().ends_with("ordering")));
  }
  bool isBefore(const Expr &E) const {
    return SM.isBeforeInTranslationUnit(E.getExprLoc(), Before);
  }
  void compare(const Expr &Left, const Expr &Right) {
    IsFound |= (mentions(Left, Both.First) && mentions(Right, Both.Second)) ||
               (mentions(Left, Both.Second) && mentions(Right, Both.First));
  }
  static bool mentions(const Stmt &S, const VarDecl *Var) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&S); Ref && Var)
      return Ref->getDecl() == Var;
    if (isa<CXXThisExpr>(S))
      return !Var;
    return llvm::any_of(S.children(), [&](const Stmt *Child) {
      return Child && mentions(*Child, Var);
    });
  }
  const Exchanged &Both;
  const SourceLocation Before;
  const SourceManager &SM;
};

} // namespace

static bool beginsWith(const AccessPath &Path,
                       llvm::ArrayRef<PathStep> Beginning) {
  return Path.steps().size() >= Beginning.size() &&
         Path.steps().take_front(Beginning.size()) == Beginning;
}

/// Whether one of \p Mutations is of the object that has \p Lock, other than
/// of the lock.
static bool changesOwnerOf(const AccessPath &Lock,
                           llvm::ArrayRef<Mutation> Mutations,
                           AccessPaths &Paths) {
  const auto Owner = Lock.steps().drop_back();
  return llvm::any_of(Mutations, [&](const Mutation &M) {
    const AccessPath *Changed = Paths.objectOrPointee(M.Target);
    return Changed && Changed->root() == Lock.root() &&
           beginsWith(*Changed, Owner) && !beginsWith(*Changed, Lock.steps());
  });
}

bool corolint::isSwapped(const NestedAcquisition &Nested, FunctionAnalysis &F) {
  const std::optional<Exchanged> Both =
      differenceOf(*Nested.Held, *Nested.Taken, F.function());
  if (!Both || Nested.Held->steps().back().K != PathStep::Field)
    return false;
  const std::vector<Mutation> Mutations = mutationsIn(F);
  AccessPaths &Paths = F.unit().paths();
  if (!changesOwnerOf(*Nested.Held, Mutations, Paths) ||
      !changesOwnerOf(*Nested.Taken, Mutations, Paths))
    return false;
  OrderFinder Finder(*Both, Nested.At->getExprLoc(),
                     F.unit().context().getSourceManager());
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return !Finder.IsFound;
}

//===--- ReferenceCounts.cpp - handles whose count is no atomic -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ReferenceCounts.h"
#include "Awaitables.h"
#include "Roles.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace corolint;

namespace {

using Counts = llvm::SmallPtrSet<const ValueDecl *, 2>;

enum class Direction { Up, Down };

/// Collects the plain integers behind pointers that a function raises or
/// lowers.
class CountFinder {
public:
  CountFinder(Roles &R, Direction Way) : R(R), Way(Way) {}

  /// \p ObjectIsShared: the function was called on an object behind a pointer,
  /// so its own members are what is behind it.
  void function(const FunctionDecl &F, bool ObjectIsShared, unsigned Depth);

  Counts Found;
  bool Locks = false;
  /// What is counted may belong to the new object alone.
  bool CopiesDeeply = false;

private:
  void statement(const Stmt *S, bool ObjectIsShared, unsigned Depth);
  void counted(const Expr &E, bool ObjectIsShared);
  void called(const CallExpr &Call, bool ObjectIsShared, unsigned Depth);

  Roles &R;
  Direction Way;
  /// The members that parameters of the functions called refer or point to.
  llvm::SmallDenseMap<const ValueDecl *, const ValueDecl *, 4> Given;
};

} // namespace

/// Whether \p Object is another object than this one, which a pointer or a
/// reference leads to.
static bool isBehindPointer(const Expr &Object, bool IsArrow,
                            bool ObjectIsShared) {
  const Expr *E = Object.IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(E))
    return ObjectIsShared;
  if (IsArrow)
    return true;
  if (const auto *Deref = dyn_cast<UnaryOperator>(E))
    return Deref->getOpcode() == UO_Deref &&
           !isa<CXXThisExpr>(Deref->getSubExpr()->IgnoreParenImpCasts());
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isBehindPointer(*Member->getBase(), Member->isArrow(),
                           ObjectIsShared);
  return false;
}

/// The member that \p E, in a template that nothing has instantiated, names.
static const FieldDecl *memberOf(const CXXDependentScopeMemberExpr &E) {
  QualType Base = E.getBaseType();
  if (E.isArrow() && Base->isPointerType())
    Base = Base->getPointeeType();
  const CXXRecordDecl *Record = Base->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return nullptr;
  const auto Found = Record->getDefinition()->lookup(E.getMember());
  return Found.isSingleResult() ? dyn_cast<FieldDecl>(Found.front()) : nullptr;
}

void CountFinder::counted(const Expr &Operand, bool ObjectIsShared) {
  const Expr *E = Operand.IgnoreParens();
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E)) {
    const FieldDecl *Field = Member->isArrow() ? memberOf(*Member) : nullptr;
    if (Field && Field->getType()->isIntegerType())
      Found.insert(Field);
    return;
  }
  if (!E->getType()->isIntegerType() || E->getType()->isBooleanType())
    return;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (isBehindPointer(*Member->getBase(), Member->isArrow(), ObjectIsShared))
      Found.insert(Member->getMemberDecl());
    return;
  }
  if (const auto *Deref = dyn_cast<UnaryOperator>(E);
      Deref && Deref->getOpcode() == UO_Deref) {
    E = Deref->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Pointer = dyn_cast<MemberExpr>(E))
      Found.insert(Pointer->getMemberDecl());
  }
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    if (const ValueDecl *Count = Given.lookup(Name->getDecl()))
      Found.insert(Count);
}

void CountFinder::called(const CallExpr &Call, bool ObjectIsShared,
                         unsigned Depth) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
    Locks |= R.lock(Member->getObjectType()).Kind != LockKind::None;
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee)
    return;
  if (const IdentifierInfo *Name = Callee->getIdentifier())
    Locks |= Name->getName().contains("atomic") ||
             Name->getName().starts_with("__sync_") ||
             Name->getName().starts_with("Interlocked");
  for (unsigned I = 0, N = std::min(Call.getNumArgs(), Callee->getNumParams());
       I != N; ++I) {
    const Expr *Argument = Call.getArg(I)->IgnoreParenImpCasts();
    const auto *Address = dyn_cast<UnaryOperator>(Argument);
    if (Address && Address->getOpcode() == UO_AddrOf)
      Argument = Address->getSubExpr()->IgnoreParens();
    else if (!Callee->getParamDecl(I)->getType()->isReferenceType())
      continue;
    if (const auto *Member = dyn_cast<MemberExpr>(Argument);
        Member &&
        isBehindPointer(*Member->getBase(), Member->isArrow(), ObjectIsShared))
      Given[Callee->getDefinition() ? Callee->getDefinition()->getParamDecl(I)
                                    : Callee->getParamDecl(I)] =
          Member->getMemberDecl();
  }
  bool Shared = false;
  if (const auto *Member =
          dyn_cast<MemberExpr>(Call.getCallee()->IgnoreParens()))
    Shared =
        isBehindPointer(*Member->getBase(), Member->isArrow(), ObjectIsShared);
  function(*Callee, Shared, Depth + 1);
}

void CountFinder::statement(const Stmt *S, bool ObjectIsShared,
                            unsigned Depth) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Way == Direction::Up ? Unary->isIncrementOp() : Unary->isDecrementOp())
      counted(*Unary->getSubExpr(), ObjectIsShared);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->getOpcode() ==
        (Way == Direction::Up ? BO_AddAssign : BO_SubAssign))
      counted(*Binary->getLHS(), ObjectIsShared);
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    called(*Call, ObjectIsShared, Depth);
  } else if (isa<AtomicExpr>(S)) {
    Locks = true; // and the other branch is for programs of one thread
  } else if (isa<CXXNewExpr>(S)) {
    CopiesDeeply = true;
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(S)) {
    Locks |= static_cast<bool>(R.guard(Construct->getType()));
  }
  for (const Stmt *Child : S->children())
    statement(Child, ObjectIsShared, Depth);
}

void CountFinder::function(const FunctionDecl &F, bool ObjectIsShared,
                           unsigned Depth) {
  constexpr unsigned MaxDepth = 3; // helpers of helpers
  const FunctionDecl *Definition =
      Depth > MaxDepth ? nullptr : visibleBody(F, /*AllowPattern=*/true);
  if (!Definition)
    return;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      statement(Init->getInit(), ObjectIsShared, Depth);
  statement(Definition->getBody(), ObjectIsShared, Depth);
}

static const CXXConstructorDecl *copyConstructor(const CXXRecordDecl &Record) {
  for (const CXXConstructorDecl *C : Record.ctors())
    if (C->isCopyConstructor() && C->isUserProvided() && !C->isDeleted())
      return C;
  return nullptr;
}

bool corolint::countsWithoutAtomics(const CXXRecordDecl &Record, Roles &R) {
  if (Record.hasTrivialDestructor() || Record.isDependentType())
    return false;
  const CXXConstructorDecl *Copy = copyConstructor(Record);
  const CXXDestructorDecl *Destructor = Record.getDestructor();
  if (!Copy || !Destructor || !Destructor->isUserProvided())
    return false;
  CountFinder Raised(R, Direction::Up), Lowered(R, Direction::Down);
  Raised.function(*Copy, /*ObjectIsShared=*/false, 0);
  if (Raised.Found.empty())
    return false;
  Lowered.function(*Destructor, /*ObjectIsShared=*/false, 0);
  return !Raised.Locks && !Raised.CopiesDeeply && !Lowered.Locks &&
         llvm::any_of(Raised.Found, [&](const ValueDecl *Up) {
           // One of the two functions may be a template's.
           return llvm::any_of(Lowered.Found, [&](const ValueDecl *Down) {
             return Up->getLocation() == Down->getLocation();
           });
         });
}

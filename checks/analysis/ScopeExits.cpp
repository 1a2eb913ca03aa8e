//===--- ScopeExits.cpp - objects whose end others can notice -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ScopeExits.h"
#include "Borrows.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

/// Members in members, and destructors that call members, go this deep.
static constexpr unsigned MaxDepth = 3;

namespace {

/// What a destructor does to things that are not part of the object.
class EffectFinder : public RecursiveASTVisitor<EffectFinder> {
public:
  explicit EffectFinder(const CXXRecordDecl &Owner) : Owner(Owner) {}

  /// The members through which something is changed; a null one for globals
  /// and callables.
  llvm::SmallPtrSet<const FieldDecl *, 4> Through, Deleted;

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp())
      changes(*E->getLHS(), /*Globals=*/true);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      changes(*E->getSubExpr(), /*Globals=*/true);
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *E) {
    if (const FieldDecl *Field = member(*E->getArgument()))
      Deleted.insert(Field);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const CXXMethodDecl *Method = E->getMethodDecl();
    const Expr *Object = E->getImplicitObjectArgument();
    if (!Method || Method->isStatic() || isa<CXXDestructorDecl>(Method))
      return true;
    if (isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
      follow(*Method);
    else if (!Method->isConst())
      changes(*Object, /*Globals=*/false);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(E->getDirectCallee());
    if (E->getOperator() == OO_Call) {
      if (E->getNumArgs() != 0 && member(*E->getArg(0)))
        Through.insert(nullptr);
    } else if (E->isAssignmentOp() || E->getOperator() == OO_PlusPlus ||
               E->getOperator() == OO_MinusMinus) {
      if (Method && !Method->isConst())
        changes(*E->getArg(0), /*Globals=*/true);
    }
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    // A stored pointer to a function.
    if (!E->getDirectCallee() && !isa<CXXMemberCallExpr>(E))
      if (member(*E->getCallee()))
        Through.insert(nullptr);
    return true;
  }

private:
  /// The member of `*this` that \p E is, or the value of which it is.
  static const FieldDecl *member(const Expr &E) {
    const auto *Member = dyn_cast<MemberExpr>(E.IgnoreParenImpCasts());
    if (!Member || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
      return nullptr;
    return dyn_cast<FieldDecl>(Member->getMemberDecl());
  }

  /// Notes the pointer or reference member through which \p E is reached.
  void changes(const Expr &E, bool Globals) {
    const Expr *At = E.IgnoreParenImpCasts();
    // The object of a call by arrow is the pointer.
    bool Dereferenced = E.getType()->isPointerType() && E.isPRValue();
    for (;;) {
      if (const FieldDecl *Field = member(*At)) {
        QualType T = Field->getType();
        if (T->isReferenceType() || (Dereferenced && T->isPointerType()))
          Through.insert(Field);
        return;
      }
      if (const auto *Unary = dyn_cast<UnaryOperator>(At)) {
        if (Unary->getOpcode() != UO_Deref)
          return;
        Dereferenced = true;
        At = Unary->getSubExpr()->IgnoreParenImpCasts();
      } else if (const auto *Member = dyn_cast<MemberExpr>(At)) {
        if (const auto *Static = dyn_cast<VarDecl>(Member->getMemberDecl())) {
          if (Globals && Static->hasGlobalStorage())
            Through.insert(nullptr);
          return;
        }
        Dereferenced = Member->isArrow();
        At = Member->getBase()->IgnoreParenImpCasts();
      } else if (const auto *Ref = dyn_cast<DeclRefExpr>(At)) {
        const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        if (Globals && Var && Var->hasGlobalStorage())
          Through.insert(nullptr);
        return;
      } else {
        return;
      }
    }
  }

  void follow(const CXXMethodDecl &Method) {
    if (Depth == MaxDepth ||
        Method.getParent()->getCanonicalDecl() != Owner.getCanonicalDecl())
      return;
    const FunctionDecl *Body = visibleBody(Method);
    if (!Body)
      return;
    ++Depth;
    TraverseStmt(Body->getBody());
    --Depth;
  }

  const CXXRecordDecl &Owner;
  unsigned Depth = 0;
};

} // namespace

/// Whether the class owns or refers to something, rather than standing for a
/// state: smart pointers, containers, handles with a copy of their own.
static bool isValueLike(const CXXRecordDecl &Record, TranslationUnit &Unit) {
  const Awaitables &Await = Unit.roles().awaitables();
  // A lease of an object knows whose it is as well.
  bool Lease = llvm::count_if(Record.fields(), [](const FieldDecl *Field) {
                 return Field->getType()->isAnyPointerType() ||
                        Field->getType()->isReferenceType();
               }) > 1;
  for (const CXXMethodDecl *Method : Record.methods())
    if (!Lease && (Method->getOverloadedOperator() == OO_Arrow ||
                   (Method->getOverloadedOperator() == OO_Star &&
                    Method->getNumParams() == 0)))
      return true;
  for (const CXXConstructorDecl *Constructor : Record.ctors())
    if (Constructor->isCopyConstructor() && Constructor->isUserProvided() &&
        !Constructor->isDeleted())
      return true;
  if (!Await.methods(Record, "begin").empty() ||
      !Await.methods(Record, "data").empty())
    return true;
  return Record.hasAttr<OwnerAttr>() || Await.hasPromise(Record);
}

static bool endsState(const CXXRecordDecl &Record, TranslationUnit &Unit,
                      unsigned Depth) {
  if (isValueLike(Record, Unit))
    return false;
  const CXXDestructorDecl *Destructor = Record.getDestructor();
  if (const FunctionDecl *Body = Destructor && Destructor->isUserProvided()
                                     ? visibleBody(*Destructor)
                                     : nullptr) {
    EffectFinder Finder(Record);
    Finder.TraverseStmt(Body->getBody());
    if (llvm::any_of(Finder.Through, [&](const FieldDecl *Field) {
          return !Field || !Finder.Deleted.contains(Field);
        }))
      return true;
  }
  if (Depth == MaxDepth)
    return false;
  auto Inside = [&](QualType T) {
    const CXXRecordDecl *Part = T->isReferenceType() ? nullptr : recordOf(T);
    return Part && endsState(*Part, Unit, Depth + 1);
  };
  return llvm::any_of(Record.bases(),
                      [&](const CXXBaseSpecifier &Base) {
                        return Inside(Base.getType());
                      }) ||
         llvm::any_of(Record.fields(), [&](const FieldDecl *Field) {
           return Inside(Field->getType());
         });
}

bool corolint::endsStateOutside(QualType T, TranslationUnit &Unit) {
  Roles &R = Unit.roles();
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || T->isReferenceType() || Record->isLambda() ||
      !R.components(T).empty() || R.awaitables().of(T).Valid ||
      Unit.tasks().mustJoin(T) || R.hasRole(T, TypeRole::AcrossSuspendOk) ||
      R.hasRole(T, TypeRole::Container) || R.hasRole(T, TypeRole::Owner) ||
      isBorrowingType(T, R))
    return false;
  return endsState(*Record, Unit, 0);
}

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

namespace {

/// Counts how often a variable is named, and how often it is only looked at.
class LookCounter : public RecursiveASTVisitor<LookCounter> {
public:
  explicit LookCounter(const VarDecl &Var) : Var(Var) {}

  unsigned Names = 0, Looks = 0;

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Names += E->getDecl() == &Var;
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const CXXMethodDecl *Method = E->getMethodDecl();
    Looks +=
        Method && Method->isConst() && isNamed(*E->getImplicitObjectArgument());
    return true;
  }
  bool VisitImplicitCastExpr(ImplicitCastExpr *E) {
    const auto *Member = dyn_cast<MemberExpr>(E->getSubExpr()->IgnoreParens());
    Looks += E->getCastKind() == CK_LValueToRValue && Member &&
             isNamed(*Member->getBase());
    return true;
  }
  bool VisitCStyleCastExpr(CStyleCastExpr *E) {
    Looks += E->getCastKind() == CK_ToVoid && isNamed(*E->getSubExpr());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (!isa<CXXMemberCallExpr, CXXOperatorCallExpr>(E))
      for (const Expr *Argument : E->arguments())
        Looks += Argument->isGLValue() &&
                 Argument->getType().isConstQualified() && isNamed(*Argument);
    return true;
  }

private:
  bool isNamed(const Expr &E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
    return Ref && Ref->getDecl() == &Var;
  }
  const VarDecl &Var;
};

} // namespace

bool corolint::staysAsMade(FunctionAnalysis &F, const VarDecl &Var) {
  LookCounter Counter(Var);
  Counter.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return Counter.Names == Counter.Looks;
}

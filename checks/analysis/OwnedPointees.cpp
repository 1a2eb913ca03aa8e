//===--- OwnedPointees.cpp - what dies together with an object ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "OwnedPointees.h"
#include "Borrows.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

bool corolint::isCoroutineHandle(QualType T) {
  const CXXRecordDecl *Record =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         Record->getName() == "coroutine_handle";
}

//===----------------------------------------------------------------------===//
// Destructors
//===----------------------------------------------------------------------===//

namespace {

/// Finds out whether a body destroys what a member, or a parameter that is a
/// copy of it, refers to.
class DestructionFinder : public RecursiveASTVisitor<DestructionFinder> {
public:
  /// \p Depth counts the calls on the way.
  DestructionFinder(const ValueDecl &Pointer, unsigned Depth)
      : Names{&Pointer}, Depth(Depth) {}

  bool Found = false;

  bool VisitVarDecl(VarDecl *Var) {
    if (Var->getInit() && mentions(Var->getInit()))
      Names.insert(Var);
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *E) {
    Found |= mentions(E->getArgument());
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee)
      return true;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
      const Expr *Object = Member->getImplicitObjectArgument();
      if (isCoroutineHandle(Object->getType()) && Callee->getIdentifier() &&
          Callee->getName() == "destroy")
        Found |= mentions(Object);
      else if (isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
        for (const ValueDecl *Name : Names)
          if (isa<FieldDecl>(Name))
            follow(*Callee, *Name);
    }
    for (unsigned I = 0; I != E->getNumArgs() && I < Callee->getNumParams();
         ++I)
      if (!isa<CXXOperatorCallExpr>(E) && mentions(E->getArg(I)))
        follow(*Callee, *Callee->getParamDecl(I));
    return !Found;
  }

private:
  static constexpr unsigned MaxDepth = 4;

  bool mentions(const Stmt *S) {
    if (!S)
      return false;
    if (const auto *Member = dyn_cast<MemberExpr>(S);
        Member && Names.contains(Member->getMemberDecl()))
      return true;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
        Ref && Names.contains(Ref->getDecl()))
      return true;
    // `handle().destroy()`, where handle() makes one of the member.
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
        Call && Depth < MaxDepth &&
        isa<CXXThisExpr>(
            Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
      if (const FunctionDecl *Getter = calleeOf(*Call))
        if (const FunctionDecl *Body = visibleBody(*Getter)) {
          llvm::SmallVector<const Expr *, 2> Values;
          returnsOf(Body->getBody(), Values);
          llvm::SaveAndRestore Deeper(Depth, Depth + 1);
          if (llvm::any_of(Values,
                           [&](const Expr *Value) { return mentions(Value); }))
            return true;
        }
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return mentions(Child); });
  }
  void follow(const FunctionDecl &Callee, const ValueDecl &Name) {
    const FunctionDecl *Body = visibleBody(Callee);
    if (Found || Depth == MaxDepth || !Body)
      return;
    const ValueDecl *Inside = &Name;
    if (const auto *Param = dyn_cast<ParmVarDecl>(&Name))
      Inside = Body->getParamDecl(Param->getFunctionScopeIndex());
    DestructionFinder Inner(*Inside, Depth + 1);
    Inner.TraverseStmt(Body->getBody());
    Found = Inner.Found;
  }

  llvm::SmallPtrSet<const ValueDecl *, 4> Names;
  unsigned Depth;
};

/// Finds the members that are given new values, or given away.
class AssignmentFinder : public RecursiveASTVisitor<AssignmentFinder> {
public:
  explicit AssignmentFinder(llvm::SmallPtrSetImpl<const FieldDecl *> &Out)
      : Out(Out) {}

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp())
      assigned(E->getLHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf || E->isIncrementDecrementOp())
      assigned(E->getSubExpr());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->isAssignmentOp())
      assigned(E->getArg(0));
    return true;
  }
  /// std::exchange(handle, nullptr), swap(handle, other.handle).
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    unsigned Count = Callee && !isa<CXXOperatorCallExpr>(E)
                         ? std::min(E->getNumArgs(), Callee->getNumParams())
                         : 0;
    for (unsigned I = 0; I != Count; ++I) {
      QualType T = Callee->getParamDecl(I)->getType();
      if (T->isReferenceType() && !T->getPointeeType().isConstQualified())
        assigned(E->getArg(I));
    }
    return true;
  }

private:
  void assigned(const Expr *E) {
    if (const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts()))
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Out.insert(Field);
  }
  llvm::SmallPtrSetImpl<const FieldDecl *> &Out;
};

} // namespace

/// Whether somebody thought of copies, which have one pointee together. With an
/// implicit copy constructor, a copy would be destroyed twice: there is none.
static bool hasCopies(const CXXRecordDecl &Record) {
  return llvm::any_of(Record.ctors(), [](const CXXConstructorDecl *C) {
    return C->isCopyConstructor() && C->isUserProvided();
  });
}

/// Whether the destructor of \p Record itself, not of its bases, destroys what
/// \p Field refers to.
static bool destructorDestroys(const CXXRecordDecl &Record,
                               const FieldDecl &Field) {
  const CXXDestructorDecl *Destructor = Record.getDestructor();
  if (!Destructor || !Destructor->isUserProvided())
    return false;
  const FunctionDecl *Body = visibleBody(*Destructor);
  // Not visible: the handle of a task's own promise is there to be destroyed.
  if (!Body) {
    const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Field.getType()->getAsCXXRecordDecl());
    const CXXRecordDecl *Promise =
        Special && Special->getTemplateArgs()[0].getKind() ==
                       TemplateArgument::Type
            ? recordOf(Special->getTemplateArgs()[0].getAsType())
            : nullptr;
    return Promise && isCoroutineHandle(Field.getType());
  }
  DestructionFinder Finder(Field, 0);
  Finder.TraverseStmt(Body->getBody());
  return Finder.Found;
}

/// The same for the bases that have the member.
static bool anyDestructorDestroys(const CXXRecordDecl &Record,
                                  const FieldDecl &Field) {
  if (destructorDestroys(Record, Field))
    return true;
  return llvm::any_of(Record.bases(), [&](const CXXBaseSpecifier &Base) {
    const CXXRecordDecl *B = recordOf(Base.getType());
    return B && anyDestructorDestroys(*B, Field);
  });
}

bool OwnedPointees::destroys(const CXXRecordDecl &Whole,
                             const FieldDecl &Field) {
  if (!Field.getType()->isPointerType() && !isCoroutineHandle(Field.getType()))
    return false;
  auto [It, New] = Destroyed.try_emplace({&Whole, &Field});
  if (New)
    It->second = !hasCopies(Whole) && anyDestructorDestroys(Whole, Field);
  return It->second;
}

bool OwnedPointees::isAssignedIn(const FunctionDecl &F,
                                 const FieldDecl &Field) {
  auto [It, New] = Assigned.try_emplace(F.getCanonicalDecl());
  if (New) {
    llvm::SmallPtrSet<const FieldDecl *, 4> Found;
    if (const FunctionDecl *Body = visibleBody(F))
      AssignmentFinder(Found).TraverseStmt(Body->getBody());
    It->second = std::move(Found);
  }
  return It->second.contains(&Field);
}

bool OwnedPointees::isReassigned(const FieldDecl &Field) {
  const auto *Record = dyn_cast<CXXRecordDecl>(Field.getParent());
  if (!Record || Field.getType()->isReferenceType() ||
      Field.getType().isConstQualified())
    return false;
  auto Assigns = [&](const FunctionDecl &F) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    // Assigned as a whole, an object is another one.
    return Method && !isa<CXXConstructorDecl, CXXDestructorDecl>(Method) &&
           !Method->isCopyAssignmentOperator() &&
           !Method->isMoveAssignmentOperator() && isAssignedIn(F, Field);
  };
  return llvm::any_of(Record->decls(), [&](const Decl *D) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      return llvm::any_of(Template->specializations(),
                          [&](const FunctionDecl *F) { return Assigns(*F); });
    const auto *F = dyn_cast<FunctionDecl>(D);
    return F && Assigns(*F);
  });
}

//===----------------------------------------------------------------------===//
// Owners
//===----------------------------------------------------------------------===//

bool OwnedPointees::deletes(QualType T) {
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
  if (!Special || Special->getTemplateArgs().size() < 2 ||
      Special->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return true;
  const CXXRecordDecl *Deleter =
      recordOf(Special->getTemplateArgs()[1].getAsType());
  if (!Deleter || Deleter->isInStdNamespace())
    return Deleter != nullptr;
  for (const NamedDecl *D : R.awaitables().callOperator(*Deleter)) {
    const auto *Call = dyn_cast<CXXMethodDecl>(D);
    const FunctionDecl *Body = Call ? visibleBody(*Call) : nullptr;
    if (!Body || Body->getNumParams() != 1)
      continue;
    DestructionFinder Finder(*Body->getParamDecl(0), 0);
    Finder.TraverseStmt(Body->getBody());
    return Finder.Found;
  }
  return false;
}

bool OwnedPointees::isOwner(QualType T) {
  if (T.isNull() || !recordOf(T))
    return false;
  if (R.hasRole(T, TypeRole::Owner))
    return deletes(T);
  return corolint::isOwner(T, R);
}

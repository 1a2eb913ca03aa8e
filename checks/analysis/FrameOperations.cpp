//===--- FrameOperations.cpp - what functions do to a handle member -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FrameOperations.h"
#include "Awaiters.h"
#include "OwnCodeVisitor.h"
#include "OwnedPointees.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

bool corolint::isHandleAsWritten(QualType T) {
  if (T.isNull() || isCoroutineHandle(T))
    return !T.isNull();
  const auto *Special =
      T.getNonReferenceType()->getAs<TemplateSpecializationType>();
  const TemplateDecl *Template =
      Special ? Special->getTemplateName().getAsTemplateDecl() : nullptr;
  return Template && Template->isInStdNamespace() &&
         Template->getName() == "coroutine_handle";
}

/// The name and the object of a member that \p E accesses, also where both
/// depend on template parameters.
static std::pair<llvm::StringRef, const Expr *> memberAccess(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const NamedDecl *D = Member->getMemberDecl();
    return {D->getIdentifier() ? D->getName() : "", Member->getBase()};
  }
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E)) {
    const IdentifierInfo *Name = Member->getMember().getAsIdentifierInfo();
    return {Name ? Name->getName() : "",
            Member->isImplicitAccess() ? nullptr : Member->getBase()};
  }
  if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(E)) {
    const IdentifierInfo *Name = Member->getMemberName().getAsIdentifierInfo();
    return {Name ? Name->getName() : "",
            Member->isImplicitAccess() ? nullptr : Member->getBase()};
  }
  return {};
}

/// The name of the function that \p Call calls, as it is written.
static llvm::StringRef calledName(const CallExpr &Call) {
  if (const FunctionDecl *F = Call.getDirectCallee())
    return F->getIdentifier() ? F->getName() : "";
  const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
  if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(Callee)) {
    const IdentifierInfo *Name = Lookup->getName().getAsIdentifierInfo();
    return Name ? Name->getName() : "";
  }
  return memberAccess(Callee).first;
}

static bool isOwnObject(const Expr *Base) {
  if (!Base)
    return true;
  Base = Base->IgnoreParenImpCasts();
  if (const auto *Deref = dyn_cast<UnaryOperator>(Base);
      Deref && Deref->getOpcode() == UO_Deref)
    Base = Deref->getSubExpr()->IgnoreParenImpCasts();
  return isa<CXXThisExpr>(Base);
}

namespace {

class OperationFinder : public OwnCodeVisitor<OperationFinder> {
public:
  OperationFinder(FrameOperations &Out, const FieldDecl &Handle,
                  const ParmVarDecl *Other, unsigned Depth)
      : Out(Out), Handle(Handle), Other(Other), Depth(Depth) {}

  bool VisitVarDecl(VarDecl *Var) {
    if (Var->getInit() && names(Var->getInit(), /*Own=*/true))
      Copies.insert(Var);
    // `X old(std::move(other));` and then a swap: the local one destroys.
    const CXXRecordDecl *Class = Var->getType()->getAsCXXRecordDecl();
    Out.UsesWhole |= Class && Class->getCanonicalDecl() ==
                                  Handle.getParent()->getCanonicalDecl();
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    if (isa<CXXOperatorCallExpr>(E))
      return visitOperator(*cast<CXXOperatorCallExpr>(E));
    const llvm::StringRef Name = calledName(*E);
    auto [Member, Base] = memberAccess(E->getCallee());
    if (!Member.empty() || isa<CXXMemberCallExpr>(E)) {
      if (Base && refersToHandle(*Base)) {
        Out.Destroys |= Name == "destroy";
        Out.Resumes |= Name == "resume";
        return true;
      }
      if (isOwnObject(Base)) {
        follow(*E);
        return true;
      }
      if (isOther(Base))
        Out.ClearsOther = true; // release() and the like
    }
    if (Name == "move" || Name == "forward" || Name == "addressof")
      return true;
    for (const Expr *Arg : E->arguments()) {
      if (names(Arg, /*Own=*/true))
        Out.Exchanges = true;
      if (names(Arg, /*Own=*/false) || isOther(Arg))
        Out.ClearsOther = true;
      if (isOwnObject(Arg))
        Out.UsesWhole = true;
    }
    Out.DoesMore = true;
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (!E->isAssignmentOp())
      return true;
    assigned(*E->getLHS(), *E->getRHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    Out.DoesMore |= E->isIncrementDecrementOp();
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (names(E, /*Own=*/false))
      Out.TakesFromOther = true;
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    // A base or delegated constructor takes the whole object.
    for (const Expr *Arg : E->arguments())
      Out.ClearsOther |= isOther(Arg);
    return true;
  }
  bool VisitIfStmt(IfStmt *S) { return decided(S->getCond()); }
  bool VisitConditionalOperator(ConditionalOperator *E) {
    return decided(E->getCond());
  }
  bool VisitWhileStmt(WhileStmt *S) { return decided(S->getCond()); }

private:
  static constexpr unsigned MaxDepth = 3;

  bool isHandleField(const Decl *D) const {
    const auto *Field = dyn_cast_or_null<FieldDecl>(D);
    return Field && Field->getCanonicalDecl() == Handle.getCanonicalDecl();
  }
  bool isOther(const Expr *E) const {
    if (!E || !Other)
      return false;
    E = E->IgnoreParenImpCasts();
    if (const auto *Call = dyn_cast<CallExpr>(E);
        Call && Call->getNumArgs() == 1 &&
        (calledName(*Call) == "move" || calledName(*Call) == "forward"))
      E = Call->getArg(0)->IgnoreParenImpCasts();
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      E = Cast->getSubExpr()->IgnoreParenImpCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    return Ref && Ref->getDecl() == Other;
  }
  /// Whether \p E accesses the member of the own, or of the other object,
  /// directly or under a std::move.
  bool names(const Expr *E, bool Own) const {
    E = E->IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts();
    if (const auto *Call = dyn_cast<CallExpr>(E);
        Call && Call->getNumArgs() == 1 && calledName(*Call) == "move")
      return names(Call->getArg(0), Own);
    const auto *Member = dyn_cast<MemberExpr>(E);
    if (!Member || !isHandleField(Member->getMemberDecl()))
      return false;
    return Own ? isOwnObject(Member->getBase()) : isOther(Member->getBase());
  }
  /// The member of the own object, a copy of it, or what is taken out of it.
  bool refersToHandle(const Expr &E) const {
    const Expr *Bare = E.IgnoreParenImpCasts();
    if (names(Bare, /*Own=*/true))
      return true;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Bare))
      return Copies.contains(Ref->getDecl());
    if (const auto *Call = dyn_cast<CallExpr>(Bare))
      return Call->getNumArgs() != 0 && names(Call->getArg(0), /*Own=*/true);
    return false;
  }
  bool visitOperator(const CXXOperatorCallExpr &E) {
    if (E.isAssignmentOp() && E.getNumArgs() == 2)
      assigned(*E.getArg(0), *E.getArg(1));
    else if (E.getOperator() == OO_Call && refersToHandle(*E.getArg(0)))
      Out.Resumes = true;
    else if (!E.isComparisonOp())
      Out.DoesMore = true;
    return true;
  }
  void assigned(const Expr &To, const Expr &Value) {
    if (names(&To, /*Own=*/true))
      Out.Assigns = true;
    else if (names(&To, /*Own=*/false))
      Out.ClearsOther = true;
    else if (isOwnObject(&To))
      Out.UsesWhole = Out.ClearsOther = true; // *this = std::move(other)
    else
      Out.DoesMore |= !isa<DeclRefExpr>(To.IgnoreParenImpCasts());
    Out.ClearsOther |= isOther(&Value);
  }
  bool decided(const Expr *Condition) {
    struct Finder : OwnCodeVisitor<Finder> {
      OperationFinder &Outer;
      explicit Finder(OperationFinder &Outer) : Outer(Outer) {}
      bool Foreign = false;
      bool VisitMemberExpr(MemberExpr *E) {
        if (const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl()))
          Foreign |= !Outer.isHandleField(Field);
        else
          visitName(memberAccess(E).first);
        return true;
      }
      bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
        visitName(memberAccess(E).first);
        return true;
      }
      bool VisitDeclRefExpr(DeclRefExpr *E) {
        Foreign |= isa<VarDecl>(E->getDecl()) && E->getDecl() != Outer.Other &&
                   !Outer.Copies.contains(E->getDecl());
        return true;
      }
      void visitName(llvm::StringRef Name) {
        Foreign |= !Name.empty() && Name != "done" && Name != "address" &&
                   !Name.starts_with("operator");
      }
    } Find(*this);
    if (Condition)
      Find.TraverseStmt(const_cast<Expr *>(Condition));
    Out.IsConditional |= Find.Foreign;
    return true;
  }
  void follow(const CallExpr &Call) {
    const auto *Callee =
        dyn_cast_or_null<CXXMethodDecl>(Call.getDirectCallee());
    const FunctionDecl *Body =
        Callee ? visibleBody(*Callee, /*AllowPattern=*/true) : nullptr;
    if (!Body || Depth == MaxDepth) {
      Out.UsesWhole = true;
      return;
    }
    for (const Expr *Arg : Call.arguments())
      Out.ClearsOther |= isOther(Arg);
    // The member called sees the other object as a parameter of its own.
    const ParmVarDecl *Inner = nullptr;
    for (unsigned I = 0; I != Call.getNumArgs() && I < Body->getNumParams();
         ++I)
      if (isOther(Call.getArg(I)))
        Inner = Body->getParamDecl(I);
    OperationFinder Inside(Out, Handle, Inner, Depth + 1);
    Inside.TraverseStmt(Body->getBody());
  }

  FrameOperations &Out;
  const FieldDecl &Handle;
  const ParmVarDecl *Other;
  unsigned Depth;
  llvm::SmallPtrSet<const ValueDecl *, 2> Copies;
};

} // namespace

FrameOperations corolint::frameOperations(const FunctionDecl &F,
                                          const FieldDecl &Handle) {
  FrameOperations Found;
  const FunctionDecl *Body = visibleBody(F, /*AllowPattern=*/true);
  if (!Body) {
    Found.IsConditional = Found.UsesWhole = Found.ClearsOther = Found.DoesMore =
        true;
    return Found;
  }
  const ParmVarDecl *Other =
      Body->getNumParams() == 1 ? Body->getParamDecl(0) : nullptr;
  OperationFinder Finder(Found, Handle, Other, 0);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Body))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        Finder.TraverseStmt(Init->getInit());
  Finder.TraverseStmt(Body->getBody());
  return Found;
}

//===----------------------------------------------------------------------===//
// A whole unit
//===----------------------------------------------------------------------===//

static const NamespaceDecl *namespaceOf(const Decl &D) {
  const DeclContext *In = D.getDeclContext();
  while (In && !In->isFileContext())
    In = In->getParent();
  return dyn_cast_or_null<NamespaceDecl>(In);
}

namespace {

class TrafficFinder : public RecursiveASTVisitor<TrafficFinder> {
public:
  TrafficFinder(FrameTraffic &Out, const FieldDecl &Handle)
      : Out(Out), Handle(Handle) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  bool TraverseFunctionDecl(FunctionDecl *F) {
    return enter(*F,
                 [&] { return RecursiveASTVisitor::TraverseFunctionDecl(F); });
  }
  bool TraverseCXXMethodDecl(CXXMethodDecl *F) {
    return enter(*F,
                 [&] { return RecursiveASTVisitor::TraverseCXXMethodDecl(F); });
  }
  bool TraverseCXXConversionDecl(CXXConversionDecl *F) {
    return enter(
        *F, [&] { return RecursiveASTVisitor::TraverseCXXConversionDecl(F); });
  }
  bool TraverseCXXConstructorDecl(CXXConstructorDecl *F) {
    return enter(
        *F, [&] { return RecursiveASTVisitor::TraverseCXXConstructorDecl(F); });
  }
  bool TraverseCXXDestructorDecl(CXXDestructorDecl *F) {
    return enter(
        *F, [&] { return RecursiveASTVisitor::TraverseCXXDestructorDecl(F); });
  }

  bool VisitCallExpr(CallExpr *E) {
    auto [Name, Base] = memberAccess(E->getCallee());
    if (Name == "destroy" && (!Base || mayBeCopy(*Base)))
      Out.IsDestroyed = true;
    if ((Name == "resume" && Base && isMember(*Base)))
      Out.IsResumed = true;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
      if (Operator->getOperator() == OO_Call && isMember(*Operator->getArg(0)))
        Out.IsResumed = true;
      if (Operator->isAssignmentOp() && isMember(*Operator->getArg(0)))
        assigned();
      return true;
    }
    for (const Expr *Arg : E->arguments())
      if (isMember(*Arg)) {
        llvm::StringRef Called = calledName(*E);
        if (Called == "exchange" || Called == "swap")
          assigned();
        else if (Called != "move" && Called != "forward")
          Out.Escapes = true;
      }
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp() && isMember(*E->getLHS()))
      assigned();
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *S) {
    if (S->getRetValue() && isMember(*S->getRetValue()))
      Out.Escapes = true;
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf && isMember(*E->getSubExpr()))
      Out.Escapes = true;
    return true;
  }

private:
  template <class Function> bool enter(const FunctionDecl &F, Function Walk) {
    const FunctionDecl *Before = std::exchange(Current, &F);
    bool Result = Walk();
    Current = Before;
    return Result;
  }
  bool isMember(const Expr &E) const {
    const Expr *Bare = E.IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts();
    auto Name = memberAccess(Bare).first;
    if (Name.empty() || Name != Handle.getName())
      return false;
    const auto *Member = dyn_cast<MemberExpr>(Bare);
    const auto *Class =
        Member
            ? dyn_cast<CXXRecordDecl>(Member->getMemberDecl()->getDeclContext())
            : nullptr;
    if (!Class)
      return true;
    if (const CXXRecordDecl *Pattern = Class->getTemplateInstantiationPattern())
      Class = Pattern;
    return Class->getCanonicalDecl() == Handle.getParent()->getCanonicalDecl();
  }
  /// A handle of the same promise; one whose promise is not told, if it is used
  /// near the class.
  bool mayBeCopy(const Expr &E) const {
    QualType T = E.IgnoreParenImpCasts()->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    if (T.getCanonicalType().getUnqualifiedType() ==
        Handle.getType().getCanonicalType().getUnqualifiedType())
      return true;
    return Current && namespaceOf(*Current) == namespaceOf(Handle);
  }
  void assigned() {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Current);
    if (!Method || !(isa<CXXConstructorDecl, CXXDestructorDecl>(Method) ||
                     Method->isMoveAssignmentOperator() ||
                     Method->isCopyAssignmentOperator()))
      Out.IsLetGo = true;
  }

  FrameTraffic &Out;
  const FieldDecl &Handle;
  const FunctionDecl *Current = nullptr;
};

} // namespace

FrameTraffic corolint::trafficOf(const FieldDecl &Handle,
                                 TranslationUnit &Unit) {
  FrameTraffic Found;
  TrafficFinder Finder(Found, Handle);
  const SourceManager &SM = Unit.context().getSourceManager();
  for (Decl *D : Unit.context().getTranslationUnitDecl()->decls())
    if (!SM.isInSystemHeader(D->getLocation()))
      Finder.TraverseDecl(D);
  return Found;
}

//===--- AccessPath.cpp - which object an expression names ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AccessPath.h"
#include "BodyVisibility.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

/// Chains of aliases and getters longer than this are given up.
static constexpr unsigned MaxDepth = 8;

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

void AccessPath::profile(llvm::FoldingSetNodeID &ID, const VarDecl *Root,
                         llvm::ArrayRef<PathStep> Steps) {
  ID.AddPointer(Root);
  for (const PathStep &S : Steps) {
    ID.AddInteger(unsigned(S.K));
    ID.AddPointer(S.Decl);
    ID.AddInteger(S.Index);
  }
}

bool AccessPath::reads(const ValueDecl &D) const {
  if (Root == &D && !Steps.empty() && Steps.front().K == PathStep::Deref)
    return true;
  for (size_t I = 0; I != Steps.size(); ++I) {
    if (Steps[I].K == PathStep::ElementAt && Steps[I].Decl == &D)
      return true;
    if (Steps[I].K == PathStep::Field && Steps[I].Decl == &D &&
        I + 1 != Steps.size() && Steps[I + 1].K == PathStep::Deref)
      return true;
  }
  return false;
}

bool AccessPath::readsSharedPointer() const {
  if (Root && Root->hasGlobalStorage() && !Steps.empty() &&
      Steps.front().K == PathStep::Deref && !Root->getType().isConstQualified())
    return true;
  for (size_t I = 0; I + 1 < Steps.size(); ++I)
    if (Steps[I].K == PathStep::Field && Steps[I + 1].K == PathStep::Deref &&
        !Steps[I].Decl->getType().isConstQualified())
      return true;
  return false;
}

std::string AccessPath::text() const {
  std::string Text = Root ? Root->getNameAsString() : "";
  bool Pointer = false; // a dereference waits to be written as `->` or `*`
  for (const PathStep &S : Steps) {
    switch (S.K) {
    case PathStep::Field:
      if (!Text.empty())
        Text += Pointer ? "->" : ".";
      Text += S.Decl->getNameAsString();
      Pointer = false;
      break;
    case PathStep::Deref:
      if (Pointer)
        Text = "*" + Text;
      Pointer = true;
      break;
    case PathStep::Element:
      Text += "[" + std::to_string(S.Index) + "]";
      break;
    case PathStep::ElementAt:
      Text += "[" + S.Decl->getNameAsString() + "]";
      break;
    }
  }
  if (Pointer)
    Text = "*" + Text;
  return Text.empty() ? "*this" : Text;
}

const AccessPath *AccessPaths::intern(const VarDecl *Root,
                                      llvm::ArrayRef<PathStep> Steps) {
  if (Root)
    Root = Root->getCanonicalDecl();
  llvm::FoldingSetNodeID ID;
  AccessPath::profile(ID, Root, Steps);
  void *Where = nullptr;
  if (AccessPath *Known = Interned.FindNodeOrInsertPos(ID, Where))
    return Known;
  auto *Kept = Memory.Allocate<PathStep>(Steps.size());
  std::uninitialized_copy(Steps.begin(), Steps.end(), Kept);
  auto *Made = new (Memory.Allocate<AccessPath>())
      AccessPath(Root, llvm::ArrayRef<PathStep>(Kept, Steps.size()));
  Interned.InsertNode(Made, Where);
  return Made;
}

const AccessPath *AccessPaths::extend(const AccessPath *P, PathStep Step) {
  if (!P || P->steps().size() == 16)
    return nullptr;
  llvm::SmallVector<PathStep, 8> Steps(P->steps());
  Steps.push_back(Step);
  return intern(P->root(), Steps);
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

static const Expr *peel(const Expr *E) {
  for (;;) {
    const Expr *Next = E->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Next))
      Next = M->getSubExpr();
    else if (const auto *C = dyn_cast<ExprWithCleanups>(Next))
      Next = C->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Next))
      Next = B->getSubExpr();
    else if (const auto *C = dyn_cast<ConstantExpr>(Next))
      Next = C->getSubExpr();
    else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Next);
             Cast && (Cast->getCastKind() == CK_NoOp ||
                      Cast->getCastKind() == CK_DerivedToBase ||
                      Cast->getCastKind() == CK_UncheckedDerivedToBase ||
                      Cast->getCastKind() == CK_BaseToDerived))
      Next = Cast->getSubExpr();
    if (Next == E)
      return E;
    E = Next;
  }
}

const AccessPath *AccessPaths::variable(const ValueDecl &D, unsigned Depth) {
  if (const auto *Binding = dyn_cast<BindingDecl>(&D)) {
    const Expr *Bound = Binding->getBinding();
    return Bound ? object(Bound, Depth + 1) : nullptr;
  }
  const auto *Var = dyn_cast<VarDecl>(&D);
  if (!Var)
    return nullptr;
  // A local reference is another name for what it was bound to; a captured
  // variable with an initialiser is a variable of its own.
  if (Var->getType()->isReferenceType() && Var->getInit() &&
      !Var->hasGlobalStorage() && Depth < MaxDepth) {
    if (auto It = Aliases.find(Var); It != Aliases.end())
      return It->second;
    Aliases[Var] = nullptr;
    const AccessPath *Bound = object(Var->getInit(), Depth + 1);
    // Bound through a pointer that moves on, it stays where it was.
    if (Bound && Bound->root() && !Bound->steps().empty() &&
        Bound->steps().front().K == PathStep::Deref &&
        !keepsItsValue(*Bound->root()))
      Bound = nullptr;
    return Aliases[Var] = Bound ? Bound : intern(Var, {});
  }
  return intern(Var, {});
}

const AccessPath *AccessPaths::member(const MemberExpr &E, unsigned Depth) {
  if (const auto *Static = dyn_cast<VarDecl>(E.getMemberDecl()))
    return intern(Static, {});
  const auto *Field = dyn_cast<FieldDecl>(E.getMemberDecl());
  if (!Field)
    return nullptr;
  const AccessPath *Base = E.isArrow() ? pointee(E.getBase(), Depth + 1)
                                       : object(E.getBase(), Depth + 1);
  if (Field->isAnonymousStructOrUnion())
    return Base;
  PathStep Step{PathStep::Field, Field->getCanonicalDecl()};
  return follow(Base, Step);
}

/// What a constructor bound its reference or pointer member to, as the one who
/// constructs sees it: the argument for a parameter.
const AccessPath *AccessPaths::boundBy(const CXXConstructExpr &Construction,
                                       const FieldDecl &Field) {
  const FunctionDecl *Body = visibleBody(*Construction.getConstructor());
  const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Body);
  if (!Constructor)
    return nullptr;
  for (const CXXCtorInitializer *Init : Constructor->inits()) {
    if (Init->getAnyMember() != &Field)
      continue;
    const AccessPath *Bound = Field.getType()->isPointerType()
                                  ? pointee(Init->getInit())
                                  : object(Init->getInit());
    if (!Bound || Bound->startsAtThis())
      return nullptr;
    return inCaller(*Bound, *Constructor, Construction);
  }
  return nullptr;
}

/// Appends steps. `guard.mutex_` of a local whose constructor bound the
/// reference `mutex_` to its argument is that argument.
const AccessPath *AccessPaths::follow(const AccessPath *Base,
                                      llvm::ArrayRef<PathStep> Steps) {
  if (Base && Base->root() && Base->steps().empty() && !Steps.empty() &&
      Steps.front().K == PathStep::Field) {
    const auto *Field = cast<FieldDecl>(Steps.front().Decl);
    bool Reference = Field->getType()->isReferenceType();
    bool Pointer = Field->getType()->isPointerType() && Steps.size() > 1 &&
                   Steps[1].K == PathStep::Deref;
    const Expr *Init = Base->root()->getInit();
    const auto *Construction = Init && (Reference || Pointer)
                                   ? dyn_cast<CXXConstructExpr>(peel(Init))
                                   : nullptr;
    if (Construction)
      if (const AccessPath *Bound = boundBy(*Construction, *Field)) {
        Base = Bound;
        Steps = Steps.drop_front(Pointer ? 2 : 1);
      }
  }
  for (const PathStep &Step : Steps) {
    Base = extend(Base, Step);
  }
  return Base;
}

const AccessPath *AccessPaths::element(const AccessPath *Base,
                                       const Expr *Index) {
  if (!Base || !Index || Index->isValueDependent())
    return nullptr;
  Expr::EvalResult Value;
  if (Index->getType()->isIntegralOrEnumerationType() &&
      Index->EvaluateAsInt(Value, Context)) {
    const std::optional<int64_t> Number = Value.Val.getInt().tryExtValue();
    if (!Number)
      return nullptr;
    PathStep Step{PathStep::Element};
    Step.Index = *Number;
    return extend(Base, Step);
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Index->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || Var->getType()->isReferenceType())
    return nullptr;
  return extend(Base, {PathStep::ElementAt, Var->getCanonicalDecl()});
}

/// The return of a getter: `std::mutex &mutex() { return m_; }`, or of one that
/// declares what it returns, with static storage.
static const ReturnStmt *returnOfGetter(const CompoundStmt &Body) {
  if (Body.body_empty())
    return nullptr;
  auto DeclaresStatic = [](const Stmt *S) {
    const auto *Declaration = dyn_cast<DeclStmt>(S);
    const auto *Var = Declaration && Declaration->isSingleDecl()
                          ? dyn_cast<VarDecl>(Declaration->getSingleDecl())
                          : nullptr;
    return Var && Var->isStaticLocal();
  };
  return std::all_of(Body.body_begin(), Body.body_end() - 1, DeclaresStatic)
             ? dyn_cast<ReturnStmt>(Body.body_back())
             : nullptr;
}

/// The element of a container that a member gives: `at(i)`, `front()`,
/// `back()`.
const AccessPath *AccessPaths::elementOf(const CXXMemberCallExpr &E,
                                         unsigned Depth) {
  const Expr *Whole = E.getImplicitObjectArgument();
  const CXXMethodDecl *Method = E.getMethodDecl();
  if (!Method || !Method->getIdentifier() ||
      !R.hasRole(pointeeOrSelf(Whole->getType()), TypeRole::Container))
    return nullptr;
  auto Of = [&] {
    return Whole->getType()->isPointerType() ? pointee(Whole, Depth + 1)
                                             : object(Whole, Depth + 1);
  };
  if (Method->getName() == "at" && E.getNumArgs() == 1)
    return element(Of(), E.getArg(0));
  if (E.getNumArgs() != 0 || Which != ElementPaths::AtEndsToo)
    return nullptr;
  if (Method->getName() == "front")
    return extend(Of(), {PathStep::Element});
  return Method->getName() == "back"
             ? extend(Of(), {PathStep::Element, nullptr, LastElement})
             : nullptr;
}

/// `optional.value()`, `std::get<0>(tuple)`.
const AccessPath *AccessPaths::partGivenBy(const CallExpr &E,
                                           const FunctionDecl &Callee,
                                           unsigned Depth) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&E);
  if (Member && E.getNumArgs() == 0 && Callee.getName() == "value")
    return extend(object(Member->getImplicitObjectArgument(), Depth + 1),
                  {PathStep::Deref});
  const TemplateArgumentList *Given = Callee.getTemplateSpecializationArgs();
  if (Member || Callee.getName() != "get" || E.getNumArgs() != 1 || !Given ||
      Given->size() == 0 ||
      Given->get(0).getKind() != TemplateArgument::Integral)
    return nullptr;
  const std::optional<int64_t> Number =
      Given->get(0).getAsIntegral().tryExtValue();
  if (!Number)
    return nullptr;
  PathStep Step{PathStep::Element};
  Step.Index = *Number;
  return extend(object(E.getArg(0), Depth + 1), Step);
}

const AccessPath *AccessPaths::call(const CallExpr &E, unsigned Depth) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee || Depth >= MaxDepth)
    return nullptr;
  if (R.functionModel(*Callee, CallEffect::Moves) ||
      R.functionModel(*Callee, CallEffect::Forwards))
    return E.getNumArgs() == 0 ? nullptr : objectOrPointee(E.getArg(0));
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E)) {
    if (Operator->getOperator() == OO_Star && E.getNumArgs() == 1)
      return pointee(E.getArg(0), Depth + 1);
    if (Operator->getOperator() == OO_Subscript && E.getNumArgs() == 2)
      return element(object(E.getArg(0), Depth + 1), E.getArg(1));
  }
  if (!E.isGLValue())
    return nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&E))
    if (const AccessPath *Element = elementOf(*Member, Depth))
      return Element;
  if (isInSystemHeader(*Callee) && Callee->getIdentifier())
    if (const AccessPath *Part = partGivenBy(E, *Callee, Depth))
      return Part;
  const FunctionDecl *Definition = visibleBody(*Callee);
  const auto *Body =
      Definition ? dyn_cast<CompoundStmt>(Definition->getBody()) : nullptr;
  const ReturnStmt *Return = Body ? returnOfGetter(*Body) : nullptr;
  if (!Return || !Return->getRetValue())
    return nullptr;
  const AccessPath *Inner = object(Return->getRetValue(), Depth + 1);
  return Inner ? inCaller(*Inner, *Definition, E) : nullptr;
}

const AccessPath *AccessPaths::object(const Expr *E, unsigned Depth) {
  if (!E || Depth >= MaxDepth)
    return nullptr;
  E = peel(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return variable(*Ref->getDecl(), Depth);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return member(*Member, Depth);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_Deref)
    return pointee(Unary->getSubExpr(), Depth + 1);
  if (const auto *Array = dyn_cast<ArraySubscriptExpr>(E)) {
    const AccessPath *Base = pointee(Array->getBase(), Depth + 1);
    return element(Base, Array->getIdx());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return call(*Call, Depth);
  return nullptr;
}

/// Whether a pointer's initial value names an object, rather than being read
/// from another pointer that may change.
static bool namesAnObject(const Expr *E) {
  E = peel(E);
  const auto *Unary = dyn_cast<UnaryOperator>(E);
  return isa<CXXThisExpr, CallExpr>(E) || E->getType()->isArrayType() ||
         (Unary && Unary->getOpcode() == UO_AddrOf);
}

const AccessPath *AccessPaths::pointee(const Expr *E, unsigned Depth) {
  if (!E || Depth >= MaxDepth)
    return nullptr;
  E = peel(E);
  if (isa<CXXThisExpr>(E))
    return intern(nullptr, {});
  if (E->getType()->isArrayType())
    return object(E, Depth);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    return object(Unary->getSubExpr(), Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->getInit() && !Var->getType()->isReferenceType() &&
        namesAnObject(Var->getInit()) && keepsItsValue(*Var))
      if (const AccessPath *P = pointee(Var->getInit(), Depth + 1))
        return P;
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && R.functionModel(*Callee, CallEffect::Forwards) &&
        Call->getNumArgs() != 0)
      return object(Call->getArg(0), Depth + 1); // std::addressof
    // `owner.get()` and `owner.operator->()`.
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      if (Callee && Callee->getNumParams() == 0 && Callee->getIdentifier() &&
          Callee->getName() == "get")
        return extend(object(Member->getImplicitObjectArgument(), Depth + 1),
                      {PathStep::Deref});
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
      if (Operator->getOperator() == OO_Arrow)
        return extend(object(Operator->getArg(0), Depth + 1),
                      {PathStep::Deref});
    return nullptr;
  }
  return extend(object(E, Depth + 1), {PathStep::Deref});
}

const AccessPath *AccessPaths::objectOrPointee(const Expr *E) {
  if (!E)
    return nullptr;
  return peel(E)->getType()->isPointerType() ? pointee(E) : object(E);
}

const AccessPath *AccessPaths::inCaller(const AccessPath &P,
                                        const FunctionDecl &Callee,
                                        const Expr &Call) {
  auto Append = [&](const AccessPath *Base, llvm::ArrayRef<PathStep> Rest) {
    // An index variable of the callee means nothing here.
    bool Foreign = llvm::any_of(
        Rest, [](const PathStep &S) { return S.K == PathStep::ElementAt; });
    return Foreign ? nullptr : follow(Base, Rest);
  };
  llvm::ArrayRef<PathStep> Steps = P.steps();
  if (P.startsAtThis()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    if (Method && Method->getParent()->isLambda())
      return &P; // the enclosing function's `this`
    // A constructor's reference members stand for what they were bound to.
    if (const auto *Construction = dyn_cast<CXXConstructExpr>(&Call)) {
      const auto *Field =
          Steps.empty() ? nullptr : dyn_cast_or_null<FieldDecl>(Steps[0].Decl);
      const AccessPath *Bound =
          Field ? boundBy(*Construction, *Field) : nullptr;
      bool Pointer = Field && Field->getType()->isPointerType();
      return Append(Bound, Steps.drop_front(std::min<size_t>(Steps.size(),
                                                             Pointer ? 2 : 1)));
    }
    return Append(objectOrPointee(argumentOf(Call, ThisArgument)), Steps);
  }
  const VarDecl *Root = P.root();
  if (const auto *Param = dyn_cast<ParmVarDecl>(Root);
      Param && Param->getDeclContext() == &Callee) {
    const Expr *Argument = argumentFor(Call, Callee, *Param);
    if (!Argument)
      return nullptr;
    if (!Steps.empty() && Steps.front().K == PathStep::Deref)
      return Append(objectOrPointee(Argument), Steps.drop_front());
    if (!Param->getType()->isReferenceType())
      return nullptr; // a copy
    return Append(object(Argument), Steps);
  }
  // Globals; variables of an enclosing function, captured by a lambda.
  return Root->hasGlobalStorage() || Root->getDeclContext() != &Callee
             ? &P
             : nullptr;
}

const AccessPath *AccessPaths::inObject(const AccessPath &P,
                                        const AccessPath *Object) {
  if (!P.startsAtThis())
    return P.root()->hasGlobalStorage() ? &P : nullptr;
  return follow(Object, P.steps());
}

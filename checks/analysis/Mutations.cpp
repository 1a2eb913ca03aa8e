//===--- Mutations.cpp - what a function does to objects ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Mutations.h"
#include "BodyVisibility.h"
#include "ElementTypes.h"
#include "OwnCodeVisitor.h"
#include "TranslationUnit.h"

using namespace clang;
using namespace corolint;

namespace {

class MutationFinder : public OwnCodeVisitor<MutationFinder> {
public:
  explicit MutationFinder(FunctionAnalysis &F) : R(F.unit().roles()) {}

  std::vector<Mutation> Found;

  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (!E->isAssignmentOp())
      return true;
    switch (E->getOpcode()) {
    case BO_Assign:
      assigned(*E, *E->getLHS(), E->getRHS());
      break;
    case BO_AddAssign:
    case BO_OrAssign:
    case BO_AndAssign:
      add(Mutation::Adds, *E, E->getLHS(), E->getRHS());
      break;
    case BO_SubAssign:
      add(Mutation::Takes, *E, E->getLHS(), E->getRHS());
      break;
    default:
      add(Mutation::Changes, *E, E->getLHS());
    }
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      add(E->isIncrementOp() ? Mutation::Adds : Mutation::Takes, *E,
          E->getSubExpr());
    else if (E->getOpcode() == UO_AddrOf &&
             !E->getSubExpr()->getType().isConstQualified())
      add(Mutation::Changes, *E, E->getSubExpr());
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    for (unsigned I = 0; I != E->getNumArgs(); ++I)
      given(*E, *E->getConstructor(), I, E->getArg(I));
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee)
      return true;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
      operation(*Operator);
    else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      member(*Member);
    const bool IsMove = R.functionModel(*Callee, CallEffect::Moves);
    if (IsMove && E->getNumArgs() == 1)
      add(Mutation::Changes, *E, E->getArg(0));
    else if (!R.functionModel(*Callee, CallEffect::Forwards) &&
             !isa<CXXOperatorCallExpr>(E))
      for (unsigned I = 0; I != E->getNumArgs(); ++I)
        given(*E, *Callee, I, E->getArg(I));
    return true;
  }

private:
  void add(Mutation::KindType Kind, const Expr &At, const Expr *Target,
           const Expr *Value = nullptr, const Expr *Key = nullptr) {
    Mutation M;
    M.Kind = Kind;
    M.At = &At;
    M.Target = Target;
    M.Value = Value;
    M.Key = Key;
    Found.push_back(M);
  }
  void given(const Expr &Call, const FunctionDecl &Callee, unsigned Index,
             const Expr *Argument);
  void assigned(const Expr &At, const Expr &Target, const Expr *Value);
  void operation(const CXXOperatorCallExpr &E);
  void member(const CXXMemberCallExpr &E);

  Roles &R;
};

} // namespace

/// What is given by a reference that is not const, may be changed.
void MutationFinder::given(const Expr &Call, const FunctionDecl &Callee,
                           unsigned Index, const Expr *Argument) {
  if (Index >= Callee.getNumParams())
    return;
  QualType T = Callee.getParamDecl(Index)->getType();
  if (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified() &&
      Argument->isLValue())
    add(Mutation::Changes, Call, Argument);
}

void MutationFinder::assigned(const Expr &At, const Expr &Target,
                              const Expr *Value) {
  // `table[key] = value;`, `table.at(key) = value;`
  const auto *Element =
      dyn_cast<CallExpr>(Target.IgnoreParenImpCasts()->IgnoreImplicit());
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Element);
      Operator && Operator->getOperator() == OO_Subscript &&
      Operator->getNumArgs() == 2)
    return add(Mutation::Puts, At, Operator->getArg(0), Value,
               Operator->getArg(1));
  if (const auto *Member = dyn_cast_or_null<CXXMemberCallExpr>(Element))
    if (const CXXMethodDecl *Method = Member->getMethodDecl();
        Method && Method->getIdentifier() && Method->getName() == "at" &&
        Member->getNumArgs() == 1)
      return add(Mutation::Puts, At, Member->getImplicitObjectArgument(), Value,
                 Member->getArg(0));
  add(Value && isEmptyValue(*Value, R) ? Mutation::Clears : Mutation::Assigns,
      At, &Target, Value);
}

void MutationFinder::operation(const CXXOperatorCallExpr &E) {
  switch (E.getOperator()) {
  case OO_Equal:
    if (E.getNumArgs() == 2)
      assigned(E, *E.getArg(0), E.getArg(1));
    break;
  case OO_PlusPlus:
  case OO_PlusEqual:
  case OO_PipeEqual:
  case OO_AmpEqual:
    add(Mutation::Adds, E, E.getArg(0));
    break;
  case OO_MinusMinus:
  case OO_MinusEqual:
    add(Mutation::Takes, E, E.getArg(0),
        E.getNumArgs() == 2 ? E.getArg(1) : nullptr);
    break;
  default:
    break;
  }
}

/// Whether a member function that is not const only leads to what is there.
static bool onlyLeadsOn(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Names[] = {
      "begin",       "end",         "rbegin",
      "rend",        "find",        "at",
      "front",       "back",        "data",
      "get",         "value",       "lower_bound",
      "upper_bound", "equal_range", "top",
      "has_value",   "size",        "empty",
      "count",       "contains",    "shared_from_this"};
  return llvm::is_contained(Names, Name);
}

void MutationFinder::member(const CXXMemberCallExpr &E) {
  const CXXMethodDecl *Method = E.getMethodDecl();
  const Expr *Object = E.getImplicitObjectArgument();
  if (!Method || Method->isConst() || Method->isStatic() ||
      !Method->getIdentifier() || onlyLeadsOn(Method->getName()))
    return;
  const llvm::StringRef Name = Method->getName();
  QualType T = pointeeOrSelf(Object->getType());
  const unsigned Given = E.getNumArgs();
  const Expr *First = Given == 0 ? nullptr : E.getArg(0);
  const bool IsHolder =
      R.hasRole(T, TypeRole::Optional) || isSmartPointer(T, R);
  if (First && isa<CXXDefaultArgExpr>(First))
    First = nullptr;
  if (IsHolder && Name == "reset")
    return add(First ? Mutation::Assigns : Mutation::Clears, E, Object, First);
  if (IsHolder && Name == "emplace")
    return add(Mutation::Assigns, E, Object, First);
  if (First && Name == "store" && isInSystemHeader(*Method))
    return add(Mutation::Assigns, E, Object, First);
  if (!R.hasRole(T, TypeRole::Container))
    return add(Mutation::Changes, E, Object);
  if (Name == "insert_or_assign" && Given == 2)
    return add(Mutation::Puts, E, Object, E.getArg(1), First);
  if (First && (Name == "push_back" || Name == "emplace_back" ||
                Name == "push_front" || Name == "emplace_front"))
    return add(Mutation::Appends, E, Object, First, First);
  add(Mutation::Changes, E, Object);
}

std::vector<Mutation> corolint::mutationsIn(FunctionAnalysis &F) {
  MutationFinder Finder(F);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return std::move(Finder.Found);
}

//===----------------------------------------------------------------------===//
// Objects and values
//===----------------------------------------------------------------------===//

/// The object that \p E, an element of it, is reached through without following
/// a pointer; null for others.
static const Expr *containerOf(const Expr *E) {
  if (const auto *Array = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Array->getBase()->IgnoreParenImpCasts();
    return Base->getType()->isArrayType() ? Base : nullptr;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return Operator->getOperator() == OO_Subscript ? Operator->getArg(0)
                                                   : nullptr;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  return Method && Method->getIdentifier() && E->isLValue() &&
                 onlyLeadsOn(Method->getName())
             ? Member->getImplicitObjectArgument()
             : nullptr;
}

llvm::SmallVector<const ValueDecl *, 2>
corolint::changedBy(const Expr &Target) {
  llvm::SmallVector<const ValueDecl *, 2> Result;
  for (const Expr *E = &Target; E;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      Result.push_back(
          cast<ValueDecl>(Member->getMemberDecl()->getCanonicalDecl()));
      E = Member->isArrow() ? nullptr : Member->getBase();
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      if (Var && Var->hasGlobalStorage())
        Result.push_back(cast<ValueDecl>(Var->getCanonicalDecl()));
      else if (Var && !Var->getType()->isReferenceType() &&
               !Ref->refersToEnclosingVariableOrCapture())
        return {};
      E = nullptr;
    } else {
      E = containerOf(E);
    }
  }
  return Result;
}

/// \p E under what makes one object of it.
static const Expr *bareValue(const Expr &E) {
  const Expr *Bare = E.IgnoreParenImpCasts()->IgnoreImplicit();
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(Bare))
    Bare = Cast->getSubExpr()->IgnoreParenImpCasts()->IgnoreImplicit();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Bare);
      Construct && Construct->getNumArgs() == 1)
    return bareValue(*Construct->getArg(0));
  if (const auto *List = dyn_cast<InitListExpr>(Bare);
      List && List->getNumInits() == 1)
    return bareValue(*List->getInit(0));
  return Bare;
}

bool corolint::isConstantValue(const Expr &E, const Roles &R) {
  const Expr *Bare = bareValue(E);
  if (isEmptyValue(E, R) ||
      isa<CXXBoolLiteralExpr, IntegerLiteral, CharacterLiteral, FloatingLiteral,
          StringLiteral, CXXNullPtrLiteralExpr>(Bare))
    return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(Bare);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Ref &&
         (isa<EnumConstantDecl>(Ref->getDecl()) || (Var && Var->isConstexpr()));
}

bool corolint::isEmptyValue(const Expr &E, const Roles &R) {
  const Expr *Bare = bareValue(E);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Bare))
    return Construct->getNumArgs() == 0;
  if (const auto *List = dyn_cast<InitListExpr>(Bare))
    return List->getNumInits() == 0;
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(Bare))
    return !Bool->getValue();
  if (const auto *Number = dyn_cast<IntegerLiteral>(Bare))
    return Number->getValue() == 0;
  if (isa<DeclRefExpr>(Bare))
    return R.hasRole(Bare->getType(), TypeRole::EmptyTag);
  return isa<CXXNullPtrLiteralExpr, ImplicitValueInitExpr,
             CXXScalarValueInitExpr>(Bare);
}

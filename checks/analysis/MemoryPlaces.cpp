//===--- MemoryPlaces.cpp - which object an expression names --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "MemoryAccesses.h"
#include "TranslationUnit.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

/// Names for names are followed this deep.
static constexpr unsigned MaxDepth = 8;

/// Whether two members of one class are in one memory location: those of a
/// union, and bit-fields with nothing between them ([intro.memory]).
static bool shareMemory(const FieldDecl &A, const FieldDecl &B) {
  const RecordDecl *Record = A.getParent();
  if (Record != B.getParent())
    return false;
  if (Record->isUnion())
    return true;
  const unsigned First = std::min(A.getFieldIndex(), B.getFieldIndex());
  const unsigned Last = std::max(A.getFieldIndex(), B.getFieldIndex());
  return llvm::all_of(Record->fields(), [&](const FieldDecl *Field) {
    return Field->getFieldIndex() < First || Field->getFieldIndex() > Last ||
           (Field->isBitField() && !Field->isUnnamedBitField());
  });
}

bool MemoryPlace::overlaps(const MemoryPlace &Other) const {
  for (const auto [Mine, Its] : llvm::zip(Path, Other.Path))
    if (Mine != Its)
      return shareMemory(*Mine, *Its);
  return true;
}

std::optional<MemoryPlace> MemoryAccesses::placeOf(const Expr &E) {
  return place(&E, 0);
}

std::optional<MemoryPlace> MemoryAccesses::pointeeOf(const Expr &E) {
  return pointee(&E, 0);
}

/// Through parentheses, and casts that stay in the object.
static const Expr *peelCasts(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    const auto *Cast = dyn_cast<CastExpr>(E);
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (Cast && (Cast->getCastKind() == CK_NoOp ||
                      Cast->getCastKind() == CK_UncheckedDerivedToBase ||
                      Cast->getCastKind() == CK_DerivedToBase))
      E = Cast->getSubExpr();
    else
      return E;
  }
}

std::optional<MemoryPlace> MemoryAccesses::place(const Expr *E,
                                                 unsigned Depth) {
  if (Depth == MaxDepth)
    return std::nullopt;
  E = peelCasts(E);
  if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
    // What a closure has may be a copy: SharedAccesses know.
    const bool Captured = Name->refersToEnclosingVariableOrCapture();
    if (const auto *Binding = dyn_cast<BindingDecl>(Name->getDecl()))
      return Binding->getBinding() && !Captured
                 ? place(Binding->getBinding(), Depth + 1)
                 : std::nullopt;
    const auto *Var = dyn_cast<VarDecl>(Name->getDecl());
    if (!Var)
      return std::nullopt;
    if (Var->getType()->isReferenceType() && !isa<ParmVarDecl>(Var) &&
        !Captured)
      return Var->getInit() ? place(Var->getInit(), Depth + 1) : std::nullopt;
    return MemoryPlace{Var};
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field || Field->getType()->isReferenceType())
      return std::nullopt;
    auto Base = Member->isArrow() ? pointee(Member->getBase(), Depth + 1)
                                  : place(Member->getBase(), Depth + 1);
    if (Base)
      Base->Path.push_back(Field);
    return Base;
  }
  if (const auto *Deref = dyn_cast<UnaryOperator>(E);
      Deref && Deref->getOpcode() == UO_Deref)
    return pointee(Deref->getSubExpr(), Depth + 1);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getOperator() == OO_Star &&
      Operator->getNumArgs() == 1)
    return pointee(Operator->getArg(0), Depth + 1);
  return std::nullopt;
}

std::optional<MemoryPlace> MemoryAccesses::pointee(const Expr *E,
                                                   unsigned Depth) {
  if (Depth == MaxDepth)
    return std::nullopt;
  E = peelCasts(E);
  if (const auto *Load = dyn_cast<ImplicitCastExpr>(E);
      Load && Load->getCastKind() == CK_LValueToRValue)
    E = peelCasts(Load->getSubExpr());
  if (isa<CXXThisExpr>(E))
    return MemoryPlace();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return place(Address->getSubExpr(), Depth + 1);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getOperator() == OO_Arrow)
    return pointee(Operator->getArg(0), Depth + 1);
  auto Pointer = isa<DeclRefExpr>(E) ? place(E, Depth + 1) : std::nullopt;
  // A pointer in an object may be exchanged, and a second step is too far.
  if (!Pointer || !Pointer->Root || Pointer->Through || !Pointer->Path.empty())
    return std::nullopt;
  QualType T = Pointer->Root->getType().getNonReferenceType();
  // What it contains is a part of the object; a proxy has a lock.
  if (!T->isPointerType() && (Unit.roles().hasRole(T, TypeRole::Optional) ||
                              Unit.roles().isLockedProxy(T)))
    return std::nullopt;
  Pointer->Through = true;
  return Pointer;
}

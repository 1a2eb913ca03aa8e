//===--- Annotations.cpp - corolint annotations in the AST ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Annotations.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

static bool names(llvm::StringRef Text, llvm::StringRef Name) {
  return Text.consume_front("corolint::") && Text == Name;
}

const AnnotateAttr *corolint::findAnnotation(const Decl &D,
                                             llvm::StringRef Name) {
  for (const auto *A : D.specific_attrs<AnnotateAttr>())
    if (names(A->getAnnotation(), Name))
      return A;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&D))
    for (const CXXMethodDecl *Base : Method->overridden_methods())
      if (const AnnotateAttr *A = findAnnotation(*Base, Name))
        return A;
  return nullptr;
}

bool corolint::hasTypeAnnotation(const ParmVarDecl &P, llvm::StringRef Name) {
  const TypeSourceInfo *Info = P.getTypeSourceInfo();
  if (!Info)
    return false;
  for (TypeLoc TL = Info->getTypeLoc(); !TL.isNull(); TL = TL.getNextTypeLoc())
    if (auto Attributed = TL.getAs<AttributedTypeLoc>())
      if (const auto *A = Attributed.getAttrAs<AnnotateTypeAttr>())
        if (names(A->getAnnotation(), Name))
          return true;
  return false;
}

bool corolint::takesWork(const ParmVarDecl &Param) {
  return hasTypeAnnotation(Param, "spawns") ||
         hasTypeAnnotation(Param, "scoped") ||
         hasTypeAnnotation(Param, "keeps_alive");
}

std::string corolint::stringArgument(const AnnotateAttr &A, unsigned Index) {
  if (Index >= A.args_size())
    return "";
  const Expr *E = A.args_begin()[Index];
  if (const auto *Literal = dyn_cast<StringLiteral>(E->IgnoreParenImpCasts()))
    return Literal->getString().str();
  if (const auto *Constant = dyn_cast<ConstantExpr>(E))
    if (const auto *Literal = dyn_cast<StringLiteral>(
            Constant->getSubExpr()->IgnoreParenImpCasts()))
      return Literal->getString().str();
  return "";
}

//===--- FunctionWords.cpp - functions in sentences -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FunctionWords.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

std::string corolint::inWords(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (Method && Method->getParent()->isLambda())
    return "this lambda";
  if (isa<CXXConstructorDecl>(F))
    return "the constructor of '" + Method->getParent()->getNameAsString() +
           "'";
  if (isa<CXXDestructorDecl>(F))
    return "the destructor of '" + Method->getParent()->getNameAsString() + "'";
  return "'" + F.getNameAsString() + "'";
}

std::string corolint::endInWords(const FunctionDecl &F) {
  return "the destructor of the result of " + inWords(F);
}

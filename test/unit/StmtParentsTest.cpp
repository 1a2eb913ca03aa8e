//===--- StmtParentsTest.cpp - what each statement is part of -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/StmtParents.h"
#include "Code.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

/// The awaits around \p S, and around these.
unsigned awaitsAround(const StmtParents &Parents, const Stmt *S) {
  unsigned Count = 0;
  for (S = Parents.getParent(S); S; S = Parents.getParent(S))
    Count += isa<CoawaitExpr>(S);
  return Count;
}

const Stmt *find(const Stmt *S, llvm::function_ref<bool(const Stmt &)> Is) {
  if (!S || Is(*S))
    return S;
  for (const Stmt *Child : S->children())
    if (const Stmt *Found = find(Child, Is))
      return Found;
  return nullptr;
}

TEST(StmtParents, LeadOutOfNestedAwaits) {
  std::string Nested = "42";
  for (int I = 0; I != 20; ++I)
    Nested = "co_await f(" + Nested + ")";
  Code C("#include \"mini.h\"\nmini::task<int> f(int);\n"
         "mini::task<int> g() { co_return " +
         Nested + "; }");
  const Stmt &Body = C.analysis("g").body();
  const Stmt *Innermost =
      find(&Body, [](const Stmt &S) { return isa<IntegerLiteral>(S); });
  ASSERT_TRUE(Innermost);
  EXPECT_EQ(awaitsAround(StmtParents(Body), Innermost), 20u);
}

TEST(StmtParents, KnowWhatWasAdded) {
  Code C("struct s { int n; s(int m) : n(m + 1) {} };");
  const auto &Constructor =
      cast<CXXConstructorDecl>(C.analysis("s::s").function());
  const Expr &Init = *(*Constructor.init_begin())->getInit();
  StmtParents Parents(*Constructor.getBody());
  const Stmt *Sum =
      find(&Init, [](const Stmt &S) { return isa<BinaryOperator>(S); });
  ASSERT_TRUE(Sum);
  const Stmt *Part = *Sum->child_begin();
  EXPECT_EQ(Parents.getParent(Part), nullptr);
  Parents.add(Init);
  EXPECT_EQ(Parents.getParent(Part), Sum);
  EXPECT_EQ(Parents.getParent(&Init), nullptr);
}

} // namespace

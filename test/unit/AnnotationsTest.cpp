//===--- AnnotationsTest.cpp - corolint annotations in the AST ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Annotations.h"
#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

TEST(Annotations, AreFoundByTheNameAfterThePrefix) {
  Code C(R"cpp(
struct [[clang::annotate("corolint::first"), clang::annotate("second"),
         clang::annotate("corolint::third", 1)]] s {};
[[clang::annotate("corolint::f")]] void f();
void f() {}
)cpp");
  const CXXRecordDecl &S = C.record("s");
  EXPECT_NE(findAnnotation(S, "first"), nullptr);
  EXPECT_NE(findAnnotation(S, "third"), nullptr);
  EXPECT_EQ(findAnnotation(S, "second"), nullptr);
  EXPECT_EQ(findAnnotation(S, "fir"), nullptr);
  EXPECT_EQ(findAnnotation(S, "corolint::first"), nullptr);
  // A redeclaration inherits them.
  EXPECT_NE(findAnnotation(C.analysis("f").function(), "f"), nullptr);
}

TEST(Annotations, OverridersInheritThem) {
  Code C(R"cpp(
struct base {
  [[clang::annotate("corolint::blocking")]] virtual void f();
  virtual void g();
};
struct middle : base { void f() override; };
struct derived : middle { void f() override; void g() override; };
struct unrelated { void f(); };
)cpp");
  EXPECT_NE(findAnnotation(C.function("middle::f"), "blocking"), nullptr);
  EXPECT_NE(findAnnotation(C.function("derived::f"), "blocking"), nullptr);
  EXPECT_EQ(findAnnotation(C.function("derived::g"), "blocking"), nullptr);
  EXPECT_EQ(findAnnotation(C.function("unrelated::f"), "blocking"), nullptr);
}

TEST(Annotations, InstantiationsHaveThemAndExplicitSpecialisationsDoNot) {
  Code C(R"cpp(
template <class T> struct [[clang::annotate("corolint::mark")]] box {};
template <> struct box<char> {};
using instantiated = box<int>;
using specialised = box<char>;
static_assert(sizeof(instantiated) && sizeof(specialised));
)cpp");
  EXPECT_NE(findAnnotation(C.record("instantiated"), "mark"), nullptr);
  EXPECT_EQ(findAnnotation(C.record("specialised"), "mark"), nullptr);
}

TEST(Annotations, OnTypesOfParameters) {
  Code C(R"cpp(
void f(int [[clang::annotate_type("corolint::spawns"),
             clang::annotate_type("corolint::scoped")]] both,
       int &[[clang::annotate_type("corolint::spawns")]] reference,
       int [[clang::annotate_type("spawns")]] other, int none);
template <class F>
void g(F &&[[clang::annotate_type("corolint::invoked_in_place")]] callable) {}
void use() { g([] {}); }
)cpp");
  auto Parameter = [&](unsigned Index) -> const ParmVarDecl & {
    return *C.function("f").getParamDecl(Index);
  };
  EXPECT_TRUE(hasTypeAnnotation(Parameter(0), "spawns"));
  EXPECT_TRUE(hasTypeAnnotation(Parameter(0), "scoped"));
  EXPECT_TRUE(hasTypeAnnotation(Parameter(1), "spawns"));
  EXPECT_FALSE(hasTypeAnnotation(Parameter(1), "scoped"));
  EXPECT_FALSE(hasTypeAnnotation(Parameter(2), "spawns"));
  EXPECT_FALSE(hasTypeAnnotation(Parameter(3), "spawns"));
  const FunctionDecl *Instantiated = C.calls("g").front()->getDirectCallee();
  EXPECT_TRUE(
      hasTypeAnnotation(*Instantiated->getParamDecl(0), "invoked_in_place"));
}

TEST(Annotations, StringArgumentsAreRead) {
  Code C(R"cpp(
#define WHY "be" "cause"
struct [[clang::annotate("corolint::mark", "first", WHY, 3)]] s {};
template <class T>
struct [[clang::annotate("corolint::mark", "text")]] box {};
using instantiated = box<int>;
static_assert(sizeof(instantiated));
)cpp");
  const AnnotateAttr *A = findAnnotation(C.record("s"), "mark");
  ASSERT_NE(A, nullptr);
  EXPECT_EQ(stringArgument(*A, 0), "first");
  EXPECT_EQ(stringArgument(*A, 1), "because");
  EXPECT_EQ(stringArgument(*A, 2), "");
  EXPECT_EQ(stringArgument(*A, 3), "");
  const AnnotateAttr *Instantiated =
      findAnnotation(C.record("instantiated"), "mark");
  ASSERT_NE(Instantiated, nullptr);
  EXPECT_EQ(stringArgument(*Instantiated, 0), "text");
}

} // namespace

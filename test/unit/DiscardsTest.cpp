//===--- DiscardsTest.cpp - values that nobody takes ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Discards.h"
#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

const char *nameOf(Discard::How Way) {
  switch (Way) {
  case Discard::Statement:
    return "statement";
  case Discard::VoidCast:
    return "void";
  case Discard::Ignored:
    return "ignored";
  case Discard::LeftOfComma:
    return "comma";
  case Discard::RightOfComma:
    return "right";
  case Discard::ForIncrement:
    return "increment";
  case Discard::Arm:
    return "arm";
  }
  return "";
}

/// The calls that \p Function drops: "statement f()".
Lines discards(const Code &C, llvm::StringRef Function) {
  Lines Out;
  for (const Discard &D : C.analysis(Function).survey().Discards)
    if (isa<CallExpr, CoroutineSuspendExpr>(D.Value->IgnoreImplicit()))
      Out.push_back(std::string(nameOf(D.Way)) + " " + C.text(*D.Value));
  return Out;
}

constexpr char Prelude[] = R"cpp(
#include <initializer_list>
struct value { ~value(); explicit operator bool() const; };
value f(); value g(); value h();
void use(value);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

//===----------------------------------------------------------------------===//
// Dropped values
//===----------------------------------------------------------------------===//

TEST(Discards, AreStatementsWhereverTheyStand) {
  Code C(withPrelude(R"cpp(
void blocks(int n) {
  f();
  (g());
  { h(); }
}
void branches(int n) {
  if (n) f(); else g();
  while (n) f();
  do g(); while (n);
  for (;;) h();
  for (int i : {1, 2}) f();
}
void inits(int n) {
  if (f(); n) {}
  switch (g(); n) { case 1: h(); break; default: f(); }
  for (f(); n; g()) {}
  for (h(); int i : {1}) {}
}
void labels(int n) {
  if (n) goto out;
out:
  f();
  [[likely]] g();
}
)cpp"));
  EXPECT_EQ(discards(C, "blocks"),
            (Lines{"statement f()", "statement g()", "statement h()"}));
  EXPECT_EQ(discards(C, "branches").size(), 6u);
  EXPECT_EQ(
      discards(C, "inits"),
      (Lines{"statement f()", "statement g()", "statement h()", "statement f()",
             "statement f()", "increment g()", "statement h()"}));
  EXPECT_EQ(discards(C, "labels"), (Lines{"statement f()", "statement g()"}));
}

TEST(Discards, KnowHowTheyWereDropped) {
  Code C(withPrelude(R"cpp(
#include <tuple>
void dropped(bool b) {
  (void)f();
  static_cast<void>(g());
  int{}, h();
  std::ignore = f();
  f(), g();
  b ? f() : g();
  (void)(b ? f() : g());
  for (;; f(), g()) {}
}
)cpp"));
  EXPECT_EQ(discards(C, "dropped"),
            (Lines{"void f()", "void g()", "right h()", "ignored f()",
                   "right g()", "arm f()", "arm g()", "arm f()", "arm g()",
                   "comma f()", "increment g()", "comma f()"}));
}

TEST(Discards, UsedValuesAreNone) {
  Code C(withPrelude(R"cpp(
#include <utility>
value returned() { return f(); }
void used() {
  value v = f();
  auto &&r = g();
  use(h());
  if (f()) {}
  while (g()) {}
  (void)sizeof(f());
  decltype(f()) *p;
  value last = ({ f(); });
}
value last_of_comma() { return 1, f(); }
)cpp"));
  EXPECT_EQ(discards(C, "returned"), Lines{});
  EXPECT_EQ(discards(C, "used"), (Lines{"statement use(h())"}));
  EXPECT_EQ(discards(C, "last_of_comma"), Lines{});
}

TEST(Discards, OfLambdasAreTheLambdas) {
  Code C(withPrelude(R"cpp(
void outer() {
  auto inner = [] { f(); };
  auto capture = [x = (f(), 1)] {};
  struct local { void member() { g(); } };
}
)cpp"));
  EXPECT_EQ(discards(C, "outer"), (Lines{"comma f()"}));
  EXPECT_EQ(discards(C, "local::member"), (Lines{"statement g()"}));
}

TEST(Discards, IncludeWhatAnAwaitYields) {
  Code C(R"cpp(
#include "mini.h"
mini::async_mutex m;
mini::task<> coroutine() {
  co_await m.lock();
  m.lock();
  (void)co_await m.lock();
}
)cpp");
  EXPECT_EQ(discards(C, "coroutine"),
            (Lines{"statement co_await m.lock()", "statement m.lock()",
                   "void co_await m.lock()"}));
}

//===----------------------------------------------------------------------===//
// What the survey collects besides
//===----------------------------------------------------------------------===//

Lines locals(const Code &C, llvm::StringRef Function) {
  Lines Names;
  for (const VarDecl *Var : C.analysis(Function).survey().Locals)
    Names.push_back(Var->getNameAsString());
  return Names;
}

TEST(Discards, InABlockCouldBeDeclarations) {
  Code C(withPrelude(R"cpp(
void block() { f(); { g(); } }
void branches(int n) { if (n) f(); else { g(); } }
void loop() { for (;;) h(); }
void cases(int n) {
  switch (n) {
  case 1: f();
    g();
  case 2: { h(); }
  }
}
void labelled() {
  { f(); }
  { again: g(); h(); }
}
)cpp"));
  auto InBlocks = [&](llvm::StringRef Function) {
    Lines Out;
    for (const Discard &D : C.analysis(Function).survey().Discards)
      if (D.InBlock)
        Out.push_back(C.text(*D.Value));
    return Out;
  };
  EXPECT_EQ(InBlocks("block"), (Lines{"f()", "g()"}));
  EXPECT_EQ(InBlocks("branches"), Lines{"g()"});
  EXPECT_EQ(InBlocks("loop"), Lines{});
  EXPECT_EQ(InBlocks("cases"), Lines{"h()"});
  EXPECT_EQ(InBlocks("labelled"), Lines{"f()"});
}

TEST(Discards, KnowTheWholeExpressionAndWhetherItIsExplicit) {
  Code C(withPrelude(R"cpp(
#include <tuple>
void function(bool b) {
  (void)(b ? f() : g());
  std::ignore = f();
  b ? (void)f() : (void)g(), h();
  f();
}
)cpp"));
  Lines Out;
  for (const Discard &D : C.analysis("function").survey().Discards)
    if (isa<CallExpr>(D.Value->IgnoreImplicit()))
      Out.push_back(C.text(*D.Value) + (D.Explicit ? " explicit" : "") +
                    " of " + C.text(*D.Full));
  EXPECT_EQ(Out, (Lines{"f() explicit of (void)(b ? f() : g())",
                        "g() explicit of (void)(b ? f() : g())",
                        "f() explicit of std::ignore = f()",
                        "h() of b ? (void)f() : (void)g(), h()", "f() of f()",
                        "f() explicit of b ? (void)f() : (void)g(), h()",
                        "g() explicit of b ? (void)f() : (void)g(), h()"}));
}

TEST(Survey, LocalsAreThoseOfTheFunctionItself) {
  Code C(R"cpp(
struct two { int x, y; };
void function(int parameter) {
  int a, b;
  static int kept;
  if (int c = 1) { int d; }
  for (int e = 0; e; ) {}
  auto l = [](int inner) { int hidden; };
  auto m = [captured = 1] {};
  struct local { void f() { int other; } };
  try { int f; } catch (int caught) { int g; }
  auto [first, second] = two();
}
void globals() { extern int global; thread_local int of_thread; }
)cpp");
  EXPECT_EQ(locals(C, "function"),
            (Lines{"a", "b", "c", "d", "e", "l", "m", "f", "caught", "g", ""}));
  EXPECT_EQ(locals(C, "globals"), Lines{});
}

TEST(Survey, RangeForsAndCoreturnsAreThoseOfTheFunctionItself) {
  Code C(R"cpp(
#include "mini.h"
mini::task<int> function() {
  for (int i : {1, 2})
    for (int j : {3}) {}
  auto l = []() -> mini::task<> { for (int k : {4}) {} co_return; };
  if (l)
    co_return 1;
  co_return 2;
}
)cpp");
  const BodySurvey &Survey = C.analysis("function").survey();
  EXPECT_EQ(Survey.RangeFors.size(), 2u);
  Lines Returned;
  for (const CoreturnStmt *S : Survey.Coreturns)
    Returned.push_back(C.text(*S->getOperand()));
  EXPECT_EQ(Returned, (Lines{"1", "2"}));
}

TEST(Survey, InitialisersOfAConstructorBelongToIt) {
  Code C(withPrelude(R"cpp(
struct object {
  int member = (g(), 2);
  object() : member((f(), 1)) {}
};
)cpp"));
  EXPECT_EQ(discards(C, "object::object"), Lines{"comma f()"});
}

TEST(Survey, PlaceholdersAreNamedSo) {
  Code C("void function() { int _ = 1; int _2; }\n");
  EXPECT_TRUE(isPlaceholder(C.variable("_")));
  EXPECT_FALSE(isPlaceholder(C.variable("_2")));
}

} // namespace

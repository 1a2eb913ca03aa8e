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
  forEachDiscard(C.analysis(Function), [&](const Discard &D) {
    if (isa<CallExpr, CoroutineSuspendExpr>(D.Value->IgnoreImplicit()))
      Out.push_back(std::string(nameOf(D.Way)) + " " + C.text(*D.Value));
  });
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
            (Lines{"void f()", "void g()", "arm h()", "ignored f()", "arm g()",
                   "arm f()", "arm g()", "arm f()", "arm g()", "comma f()",
                   "increment g()", "comma f()"}));
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
// Locals and range-fors
//===----------------------------------------------------------------------===//

TEST(Locals, AreThoseOfTheFunctionItself) {
  Code C(R"cpp(
void function(int parameter) {
  int a, b;
  static int kept;
  if (int c = 1) { int d; }
  for (int e = 0; e; ) {}
  auto l = [](int inner) { int hidden; };
  struct local { void f() { int other; } };
}
)cpp");
  Lines Names;
  forEachLocal(C.analysis("function"), [&](const VarDecl &Var) {
    Names.push_back(Var.getNameAsString());
  });
  EXPECT_EQ(Names, (Lines{"a", "b", "c", "d", "e", "l"}));
}

TEST(Locals, AreNotDeclarationsOfGlobals) {
  Code C("void function() { extern int global; }\n");
  forEachLocal(C.analysis("function"), [&](const VarDecl &Var) {
    ADD_FAILURE() << Var.getNameAsString();
  });
}

TEST(RangeFors, AreThoseOfTheFunctionItself) {
  Code C(R"cpp(
#include <initializer_list>
void function() {
  for (int i : {1, 2})
    for (int j : {3}) {}
  auto l = [] { for (int k : {4}) {} };
}
)cpp");
  unsigned Count = 0;
  forEachRangeFor(C.analysis("function"),
                  [&](const CXXForRangeStmt &) { ++Count; });
  EXPECT_EQ(Count, 2u);
}

//===----------------------------------------------------------------------===//
// Consumption
//===----------------------------------------------------------------------===//

/// What each function of \p C does with its variable `v`, in order: "never",
/// "sometimes" or "always" consumed.
Lines consumptions(const Code &C) {
  Lines Out;
  for (FunctionAnalysis *F : C.unit().functions())
    forEachLocal(*F, [&](const VarDecl &Var) {
      if (Var.getName() != "v")
        return;
      Consumption With = consumptionOf(*F, Var, /*WantPaths=*/true);
      Consumption Without = consumptionOf(*F, Var, /*WantPaths=*/false);
      std::string Name = F->function().getNameAsString() + ": ";
      EXPECT_EQ(With.Consumed, Without.Consumed) << Name;
      Out.push_back(Name + (!With.Consumed         ? "never"
                            : With.SomePathDoesNot ? "sometimes"
                                                   : "always"));
      EXPECT_TRUE(With.Consumed || With.SomePathDoesNot) << Name;
    });
  return Out;
}

constexpr char Awaited[] = R"cpp(
#include <coroutine>
#include <tuple>
#include <utility>
struct awaitable {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  bool done() const;
  int count() const;
  void start();
};
awaitable make();
void take(awaitable);
void look(const awaitable &);
struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
)cpp";

TEST(ConsumptionOf, UsesThatOnlyLookDoNotCount) {
  Code C(std::string(Awaited) + R"cpp(
void unused() { auto v = make(); }
void inspected() { auto v = make(); if (v.done()) {} }
void cast() { auto v = make(); (void)v; }
void ignored() { auto v = make(); std::ignore = v; }
void named() { auto v = make(); v; }
void readied() { auto v = make(); v.await_ready(); }
void measured() { auto v = make(); (void)sizeof(v); }
)cpp");
  for (const std::string &Line : consumptions(C))
    EXPECT_TRUE(llvm::StringRef(Line).ends_with("never")) << Line;
  EXPECT_EQ(consumptions(C).size(), 7u);
}

TEST(ConsumptionOf, UsesThatTakeOrMayTakeDo) {
  Code C(std::string(Awaited) + R"cpp(
job awaits() { auto v = make(); co_await v; }
void moves() { auto v = make(); take(std::move(v)); }
awaitable returns() { auto v = make(); return v; }
void passes() { auto v = make(); look(v); }
void points() { auto v = make(); auto *p = &v; }
void refers() { auto v = make(); auto &r = v; }
void starts() { auto v = make(); v.start(); }
void captures() { auto v = make(); auto l = [&] { take(v); }; }
void captures_moved() { auto v = make(); auto l = [w = std::move(v)] {}; }
)cpp");
  for (const std::string &Line : consumptions(C))
    EXPECT_TRUE(llvm::StringRef(Line).ends_with("always")) << Line;
  EXPECT_EQ(consumptions(C).size(), 9u);
}

TEST(ConsumptionOf, SomePathMayNotTakeIt) {
  Code C(std::string(Awaited) + R"cpp(
job one_branch(bool b) { auto v = make(); if (b) co_await v; }
job both_branches(bool b) {
  auto v = make();
  if (b) co_await v; else take(v);
}
job early_return(bool b) {
  auto v = make();
  if (b) co_return;
  co_await v;
}
job throws(bool b) {
  auto v = make();
  if (b) throw 1;
  co_await v;
}
job ends_program(bool b) {
  auto v = make();
  if (b) __builtin_abort();
  co_await v;
}
job in_loop(int n) { auto v = make(); while (n--) co_await v; }
job each_round(int n) {
  for (int i = 0; i != n; ++i) { auto v = make(); if (i == 1) continue; co_await v; }
}
job branches_agree(bool b) {
  auto v = make();
  if (b) co_await v;
  if (!b) take(v);
}
job branches_change(bool b) {
  auto v = make();
  if (b) co_await v;
  b = true;
  if (!b) take(v);
}
job dead_branch() { auto v = make(); if (false) co_return; co_await v; }
)cpp");
  EXPECT_EQ(consumptions(C),
            (Lines{"one_branch: sometimes", "both_branches: always",
                   "early_return: sometimes", "throws: always",
                   "ends_program: always", "in_loop: sometimes",
                   "each_round: sometimes", "branches_agree: always",
                   "branches_change: sometimes", "dead_branch: always"}));
}

TEST(ConsumptionOf, FollowsModels) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: 'awaitable::done', effect: consumes}
  - {name: 'awaitable::count', effect: inspects}
)yaml",
                            std::string(Awaited) + R"cpp(
void consumed() { auto v = make(); v.done(); }
void inspected() { auto v = make(); v.count(); }
)cpp");
  EXPECT_EQ(consumptions(C), (Lines{"consumed: always", "inspected: never"}));
}

} // namespace

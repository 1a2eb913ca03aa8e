//===--- AwaitablesTest.cpp - what can be awaited, and what it yields -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include "clang/AST/StmtCXX.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

/// What awaiting the type \p Name of \p C yields: a type as written, "?" when
/// that can't be told, "no awaitable".
std::string yields(const Code &C, llvm::StringRef Name) {
  Awaitable A = C.roles().awaitables().of(C.type(Name));
  if (!A.Valid)
    return "no awaitable";
  return A.Yields.isNull() ? "?"
                           : A.Yields.getCanonicalType().getAsString(
                                 C.context().getPrintingPolicy());
}

/// A minimal runtime; mini.h is slower to parse and has more than needed here.
constexpr char Runtime[] = R"cpp(
#include <coroutine>
struct awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    std::suspend_never yield_value(int);
    std::suspend_always yield_value(char);
    void return_void();
    void unhandled_exception();
  };
};
)cpp";

std::string runtimeAnd(const char *More) { return std::string(Runtime) + More; }

//===----------------------------------------------------------------------===//
// Awaitables
//===----------------------------------------------------------------------===//

TEST(Awaitables, AnAwaiterYieldsWhatAwaitResumeReturns) {
  Code C(runtimeAnd(R"cpp(
struct derived : awaiter {};
struct reference : awaiter { double &await_resume(); };
template <class T> struct value {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
using boolean = value<bool>;
using by_reference = const awaiter &;
static_assert(sizeof(boolean) != 0); // complete, and so instantiated
)cpp"));
  EXPECT_EQ(yields(C, "awaiter"), "int");
  EXPECT_EQ(yields(C, "derived"), "int");
  EXPECT_EQ(yields(C, "reference"), "double &");
  EXPECT_EQ(yields(C, "boolean"), "bool");
  EXPECT_EQ(yields(C, "by_reference"), "int");
}

TEST(Awaitables, MostTypesAreNone) {
  Code C(runtimeAnd(R"cpp(
struct plain {};
struct half { bool await_ready(); };
struct declared;
using number = int;
using pointer = awaiter *;
using routine = void();
template <class T> struct pattern { T t; };
)cpp"));
  for (const char *Name :
       {"plain", "half", "declared", "number", "pointer", "routine", "job"})
    EXPECT_EQ(yields(C, Name), "no awaitable") << Name;
  EXPECT_FALSE(C.roles().awaitables().of(QualType()).Valid);
}

TEST(Awaitables, AMemberOperatorIsAsked) {
  Code C(runtimeAnd(R"cpp(
struct direct { awaiter operator co_await(); };
struct once { awaiter operator co_await() &&; };
struct inherited : direct {};
struct twice { direct operator co_await(); };
struct itself { itself &operator co_await(); };
struct local {
  auto operator co_await() {
    struct hidden : awaiter { char await_resume(); };
    return hidden{};
  }
};
)cpp"));
  EXPECT_EQ(yields(C, "direct"), "int");
  EXPECT_EQ(yields(C, "once"), "int");
  EXPECT_EQ(yields(C, "inherited"), "int");
  EXPECT_EQ(yields(C, "local"), "char");
  // Neither is an awaiter behind the operator; it counts as awaitable anyway.
  EXPECT_EQ(yields(C, "itself"), "?");
}

TEST(Awaitables, AFreeOperatorIsLookedForAroundTheClass) {
  Code C(runtimeAnd(R"cpp(
namespace lib {
struct by_value {};
awaiter operator co_await(by_value);
struct by_reference {};
awaiter operator co_await(const by_reference &);
struct by_rvalue {};
awaiter operator co_await(by_rvalue &&);
struct outer { struct inner {}; };
awaiter operator co_await(outer::inner);
template <class T> struct box {};
template <class T> struct box_awaiter : awaiter { T await_resume(); };
template <class T> box_awaiter<T> operator co_await(box<T>);
template <class T> struct other {};
inline namespace v1 {
struct versioned {};
awaiter operator co_await(versioned);
}
}
struct global {};
awaiter operator co_await(global);
using char_box = lib::box<char>;
char_box use_box; lib::other<char> use_other;
using other_box = lib::other<char>;
)cpp"));
  for (const char *Name : {"by_value", "lib::by_reference", "by_rvalue",
                           "inner", "versioned", "global"})
    EXPECT_EQ(yields(C, Name), "int") << Name;
  EXPECT_EQ(yields(C, "char_box"), "char");
  EXPECT_EQ(yields(C, "other_box"), "no awaitable");
}

TEST(Awaitables, ATaskYieldsItsArgumentWhenNothingWasInstantiated) {
  Code C(R"cpp(
#include "mini.h"
using number = mini::task<int>;
using nothing = mini::task<>;
using nested = mini::task<mini::task<char>>;
using eager = mini::eager<>;
using lock = mini::async_mutex::lock_awaiter;
using pulled = mini::generator<int>;
static_assert(sizeof(number) && sizeof(nothing) && sizeof(nested) &&
              sizeof(eager) && sizeof(pulled));
)cpp");
  EXPECT_EQ(yields(C, "number"), "int");
  EXPECT_EQ(yields(C, "nothing"), "void");
  EXPECT_EQ(yields(C, "nested"), "mini::task<char>");
  EXPECT_EQ(yields(C, "eager"), "void");
  EXPECT_EQ(yields(C, "lock"), "mini::async_mutex::guard");
  EXPECT_EQ(yields(C, "pulled"), "no awaitable");
  EXPECT_EQ(yields(C, "mini::forget"), "no awaitable");
}

TEST(Awaitables, PromisesAreFoundInBases) {
  Code C(runtimeAnd(R"cpp(
struct derived : job {};
template <class T> struct named { using promise_type = job::promise_type; };
using alias = named<int>;
alias use;
)cpp"));
  const Awaitables &A = C.roles().awaitables();
  EXPECT_TRUE(A.hasPromise(C.record("job")));
  EXPECT_TRUE(A.hasPromise(C.record("derived")));
  EXPECT_TRUE(A.hasPromise(C.record("alias")));
  EXPECT_FALSE(A.hasPromise(C.record("awaiter")));
}

TEST(Awaitables, MethodsComeFromTheMostDerivedClassThatHasAny) {
  Code C(R"cpp(
struct base { void f(); void f(int); void g(); };
struct derived : base { template <class T> void f(T); };
struct using_base : base { using base::f; };
)cpp");
  const Awaitables &A = C.roles().awaitables();
  EXPECT_EQ(A.methods(C.record("base"), "f").size(), 2u);
  EXPECT_EQ(A.methods(C.record("derived"), "f").size(), 1u);
  EXPECT_EQ(A.methods(C.record("derived"), "g").size(), 1u);
  EXPECT_EQ(A.methods(C.record("using_base"), "f").size(), 2u);
  EXPECT_TRUE(A.methods(C.record("base"), "h").empty());
}

//===----------------------------------------------------------------------===//
// Suspension points that never suspend
//===----------------------------------------------------------------------===//

/// Of every suspension in `never` expects that it can't suspend, of every one
/// in `may` that it can.
void expectNever(const Code &C) {
  const Awaitables &A = C.roles().awaitables();
  auto Never = C.suspensions("never"), May = C.suspensions("may");
  EXPECT_FALSE(Never.empty() && May.empty());
  for (const CoroutineSuspendExpr *S : Never)
    EXPECT_TRUE(A.neverSuspends(*S)) << C.where(*S);
  for (const CoroutineSuspendExpr *S : May)
    EXPECT_FALSE(A.neverSuspends(*S)) << C.where(*S);
}

TEST(NeverSuspends, ByTheBodiesOfTheAwaiter) {
  Code C(runtimeAnd(R"cpp(
constexpr bool Inline = true;
void asked();
struct ready : awaiter { bool await_ready() { return true; } };
struct named : awaiter { bool await_ready() { return Inline && true; } };
struct refused : awaiter {
  bool await_suspend(std::coroutine_handle<>) { return false; }
};
struct busy : awaiter { bool await_ready() { asked(); return true; } };
struct derived : ready {};
template <bool B> struct sometimes : awaiter {
  bool await_ready() { return B; }
};
struct operated { ready operator co_await(); };
job never() {
  co_await ready{};
  co_await (ready{});
  ready r;
  co_await r;
  co_await named{};
  co_await refused{};
  co_await busy{};
  co_await derived{};
  co_await sometimes<true>{};
  co_await operated{};
}
struct unready : awaiter { bool await_ready() { return false; } };
struct depends : awaiter { bool here; bool await_ready() { return here; } };
struct twofold : awaiter {
  bool here;
  bool await_ready() { if (here) return true; return false; }
};
struct suspends : awaiter {
  bool await_suspend(std::coroutine_handle<>) { return true; }
};
struct transfers : awaiter {
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) { return h; }
};
job may() {
  co_await awaiter{}; // no bodies
  co_await unready{};
  co_await depends{};
  co_await twofold{};
  co_await suspends{};
  co_await transfers{};
  co_await sometimes<false>{};
  co_await std::suspend_always{};
}
)cpp"));
  expectNever(C);
}

TEST(NeverSuspends, YieldsAreSuspensionsToo) {
  Code C(runtimeAnd(R"cpp(
job never() { co_yield 1; }
job may() { co_yield 'c'; }
)cpp"));
  expectNever(C);
}

TEST(NeverSuspends, ByModelsOfTypesAndFunctions) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: quick, roles: [never-suspends]}
functions:
  - {name: peek, effect: never-suspends}
)yaml",
                            runtimeAnd(R"cpp(
struct quick : awaiter {};
struct operated { quick operator co_await(); };
awaiter peek();
awaiter look();
job never() {
  co_await std::suspend_never{};
  co_await quick{};
  co_await operated{};
  co_await peek();
}
job may() { co_await look(); }
)cpp"));
  expectNever(C);
}

TEST(NeverSuspends, WhereverTheParenthesesAre) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: peek, effect: never-suspends}
)yaml",
                            runtimeAnd(R"cpp(
awaiter peek();
job never() { int n = co_await (peek()); }
job may() { co_await (awaiter{}); }
)cpp"));
  expectNever(C);
}

TEST(NeverSuspends, ByAnnotation) {
  Code C(runtimeAnd(R"cpp(
struct [[clang::annotate("corolint::across_suspend_ok")]] quick : awaiter {};
struct operated { quick operator co_await(); };
struct channel {
  [[clang::annotate("corolint::across_suspend_ok")]] awaiter peek();
  awaiter take();
};
job never(channel c) {
  co_await quick{};
  co_await operated{};
  co_await c.peek();
}
job may(channel c) { co_await c.take(); }
)cpp"));
  expectNever(C);
}

TEST(NeverSuspends, AsTheTransformedOperandSays) {
  Code C(R"cpp(
#include <coroutine>
struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    std::suspend_never await_transform(int);
    std::suspend_always await_transform(char);
    void return_void();
    void unhandled_exception();
  };
};
job never() { co_await 1; }
job may() { co_await 'c'; }
)cpp");
  expectNever(C);
}

TEST(NeverSuspends, BodiesInSystemHeadersCountForTheProtocol) {
  Code C(runtimeAnd(R"cpp(
#include <system.h>
job never() { co_await lib::ready{}; }
job may() { co_await lib::unready{}; }
)cpp"),
         R"cpp(
#include <coroutine>
namespace lib {
struct ready {
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
struct unready : ready { bool await_ready() { return false; } };
}
)cpp");
  expectNever(C);
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

TEST(VisibleBody, IsTheDefinitionThatTakesPart) {
  Code C(R"cpp(
#include <system.h>
void declared();
void defined();
void defined() {}
template <class T> struct box { void unused() {} };
box<int> b;
)cpp",
         R"cpp(
struct lib {
  bool await_ready() { return true; }
  void other() {}
};
inline void lib_free() {}
)cpp");
  EXPECT_EQ(visibleBody(C.function("declared")), nullptr);
  const FunctionDecl *Body = visibleBody(C.function("defined"));
  ASSERT_NE(Body, nullptr);
  EXPECT_TRUE(Body->isThisDeclarationADefinition());
  EXPECT_NE(visibleBody(C.function("lib::await_ready")), nullptr);
  EXPECT_EQ(visibleBody(C.function("lib::other")), nullptr);
  EXPECT_EQ(visibleBody(C.function("lib_free")), nullptr);

  // What nobody called is not instantiated; only its pattern has a body.
  const CXXRecordDecl *Box = recordOf(C.variable("b").getType());
  const FunctionDecl *Unused =
      C.roles().awaitables().methods(*Box, "unused").front();
  EXPECT_EQ(visibleBody(*Unused), nullptr);
  EXPECT_NE(visibleBody(*Unused, /*AllowPattern=*/true), nullptr);
}

} // namespace

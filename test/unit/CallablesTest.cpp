//===--- CallablesTest.cpp - what a call makes, and who drops it ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include "analysis/CallableSinks.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include "mini.h"
mini::task<void> store(int);
mini::eager<> begin(int);
void log_line(int);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

const char *nameOf(const TaskCallable &Called) {
  switch (Called.Task.Kind) {
  case TaskKind::None:
    return "none";
  case TaskKind::Lazy:
    return "lazy";
  case TaskKind::Eager:
    return "eager";
  case TaskKind::Awaitable:
    return "awaitable";
  }
  return "";
}

/// What a call of the value of \p Variable makes.
std::string calls(const Code &C, llvm::StringRef Variable) {
  Callables &Of = C.unit().callableSinks().callables();
  return nameOf(Of.of(*C.variable(Variable).getInit()));
}

/// The same by the type of \p Variable alone.
std::string callsByType(const Code &C, llvm::StringRef Variable) {
  Callables &Of = C.unit().callableSinks().callables();
  return nameOf(Of.of(C.variable(Variable).getType()));
}

/// The callables that \p Function hands to somebody who drops their tasks:
/// "std::function: store".
Lines dropped(const Code &C, llvm::StringRef Function) {
  Lines Out;
  C.unit().callableSinks().forEachDropped(
      C.analysis(Function).function(), [&](const DroppedCallable &D) {
        std::string Line =
            D.Dropper->getQualifiedNameAsString() + ": " + C.text(*D.Argument);
        if (D.Inside)
          Line += " by " + C.text(*D.Inside);
        Out.push_back(Line);
      });
  return Out;
}

//===----------------------------------------------------------------------===//
// What a call makes
//===----------------------------------------------------------------------===//

TEST(Callables, FunctionsAndPointersMakeWhatTheyReturn) {
  Code C(withPrelude(R"cpp(
struct server {
  mini::task<void> serve(int);
  mini::task<void> &current();
};
auto *function = store;
auto &reference = store;
auto eagerly = &begin;
auto plain = &log_line;
auto member = &server::serve;
auto by_reference = &server::current;
int number = 1;
)cpp"));
  EXPECT_EQ(calls(C, "function"), "lazy");
  EXPECT_EQ(callsByType(C, "function"), "lazy");
  EXPECT_EQ(calls(C, "reference"), "lazy");
  EXPECT_EQ(calls(C, "eagerly"), "eager");
  EXPECT_EQ(calls(C, "plain"), "none");
  EXPECT_EQ(calls(C, "member"), "lazy");
  EXPECT_EQ(callsByType(C, "member"), "lazy");
  EXPECT_EQ(calls(C, "by_reference"), "none");
  EXPECT_EQ(calls(C, "number"), "none");
}

TEST(Callables, ClosuresMakeWhatTheirCallOperatorReturns) {
  Code C(withPrelude(R"cpp(
auto coroutine = []() -> mini::task<void> { co_await store(1); };
auto passes_on = [](int n) { return store(n); };
auto drops_itself = []() -> mini::forget { co_await store(1); };
auto declared = [](auto n) -> mini::task<void> { co_await store(n); };
auto deduced = [](auto n) { return store(n); };
auto never_called = [](auto n) { return store(n); };
void use() { deduced(1); }
)cpp"));
  EXPECT_EQ(calls(C, "coroutine"), "lazy");
  EXPECT_EQ(calls(C, "passes_on"), "lazy");
  EXPECT_EQ(calls(C, "drops_itself"), "none");
  EXPECT_EQ(calls(C, "declared"), "lazy");
  EXPECT_EQ(calls(C, "deduced"), "lazy");
  EXPECT_EQ(calls(C, "never_called"), "none");
}

TEST(Callables, OfSeveralCallOperatorsAllHaveToMakeTasks) {
  Code C(withPrelude(R"cpp(
struct all { mini::task<void> operator()(); mini::task<int> operator()(int); };
struct some { mini::task<void> operator()(); void operator()(int); };
struct derived : all {};
auto both = all();
auto one = some();
auto inherited = derived();
)cpp"));
  EXPECT_EQ(calls(C, "both"), "lazy");
  EXPECT_EQ(calls(C, "one"), "none");
  EXPECT_EQ(calls(C, "inherited"), "lazy");
}

TEST(Callables, BindersAndWrappersAreWhatTheyHold) {
  Code C(withPrelude(R"cpp(
struct server { mini::task<void> serve(int); } s;
auto bound = std::bind(&server::serve, &s, 1);
auto again = bound;
auto moved = std::move(again);
auto bound_plain = std::bind(log_line, 1);
auto given_a_callable = std::bind([](mini::task<void> (*)(int)) {}, store);
auto wrapped = std::function<mini::task<void>(int)>(store);
auto referred = std::ref(wrapped);
)cpp"));
  EXPECT_EQ(calls(C, "bound"), "lazy");
  EXPECT_EQ(calls(C, "moved"), "lazy");
  EXPECT_EQ(calls(C, "bound_plain"), "none");
  EXPECT_EQ(calls(C, "given_a_callable"), "none");
  EXPECT_EQ(calls(C, "wrapped"), "lazy");
  EXPECT_EQ(calls(C, "referred"), "lazy");
}

TEST(Callables, AnAwaitableCountsOnlyIfNothingBeganBefore) {
  Code C(withPrelude(R"cpp(
mini::tick started();
auto unknown = [] { return started(); };
auto unknown_pointer = &started;
)cpp"));
  EXPECT_EQ(calls(C, "unknown"), "none");
  EXPECT_EQ(calls(C, "unknown_pointer"), "none");
}

TEST(Callables, AVoidWrapperHasASignatureAndACallOperatorThatReturnVoid) {
  Code C(R"cpp(
#include <functional>
template <class S> struct unnamed;
template <class R, class... A> struct unnamed<R(A...)> { void call(A...); };
template <class S> struct starts;
template <class... A> struct starts<void(A...)> { int operator()(A...); };
struct inherits : std::function<void()> {};
using returns_void = std::function<void(int)>;
using returns_int = std::function<int()>;
using no_operator = unnamed<void()>;
using returns_handle = starts<void()>;
using derived = inherits;
using never_completed = std::function<void(char)>;
using never_completed_int = std::function<int(char)>;
constexpr bool complete = sizeof(returns_void) && sizeof(returns_int) &&
                          sizeof(no_operator) && sizeof(returns_handle);
)cpp");
  Callables &Of = C.unit().callableSinks().callables();
  EXPECT_TRUE(Of.voidWrapper(C.type("returns_void")));
  EXPECT_TRUE(Of.voidWrapper(C.type("derived")));
  EXPECT_TRUE(Of.voidWrapper(C.type("never_completed")));
  EXPECT_FALSE(Of.voidWrapper(C.type("never_completed_int")));
  EXPECT_FALSE(Of.voidWrapper(C.type("returns_int")));
  EXPECT_FALSE(Of.voidWrapper(C.type("no_operator")));
  EXPECT_FALSE(Of.voidWrapper(C.type("returns_handle")));
}

//===----------------------------------------------------------------------===//
// Who drops it
//===----------------------------------------------------------------------===//

TEST(CallableSinks, WrappersTakeByConstructionAndAssignment) {
  Code C(withPrelude(R"cpp(
struct options { std::function<void(int)> on_data, on_end; };
void constructs() {
  std::function<void(int)> f = store;
  std::function<mini::task<void>(int)> keeps = store;
  std::function<void(int)> copy = f;
  options o{.on_data = begin, .on_end = log_line};
}
void assigns(options &o) {
  o.on_end = store;
  o.on_end = nullptr;
}
std::function<void(int)> returns() { return store; }
struct initializes {
  std::function<void(int)> f;
  initializes() : f(store) {}
};
)cpp"));
  EXPECT_EQ(dropped(C, "constructs"),
            (Lines{"std::function: store", "std::function: begin"}));
  EXPECT_EQ(dropped(C, "assigns"), Lines{"std::function: store"});
  EXPECT_EQ(dropped(C, "returns"), Lines{"std::function: store"});
  EXPECT_EQ(dropped(C, "initializes::initializes"),
            Lines{"std::function: store"});
}

TEST(CallableSinks, WhatALibraryConstructsIsToldFromItsType) {
  Code C(withPrelude(R"cpp(
#include <map>
#include <optional>
using handler = std::function<void(int)>;
struct entry { entry(int, handler); };
void emplaces(std::vector<handler> &v, std::map<int, handler> &m,
              std::vector<entry> &e) {
  v.emplace_back(store);
  m.emplace(1, store);
  e.emplace_back(1, store);
}
void owns() {
  std::optional<handler> o = store;
  std::pair<int, handler> p{1, store};
  auto u = std::make_unique<handler>(store);
}
void keeps(std::vector<std::function<mini::task<void>(int)>> &v) {
  v.emplace_back(store);
}
)cpp"));
  EXPECT_EQ(dropped(C, "emplaces"),
            (Lines{"std::function: store", "std::function: store",
                   "std::function: store"}));
  EXPECT_EQ(dropped(C, "owns"),
            (Lines{"std::function: store", "std::function: store",
                   "std::function: store"}));
  EXPECT_EQ(dropped(C, "keeps"), Lines{});
}

TEST(CallableSinks, ModelsNameTheOthers) {
  auto C = Code::withModels(R"yaml(
library: acme
functions:
  - name: [acme::each, acme::timer::on_tick, acme::worker::worker]
    effect: ignores-result
    argument: 0
)yaml",
                            withPrelude(R"cpp(
namespace acme {
template <class F, class G> void each(F f, G g);
struct timer { template <class F> void on_tick(F [[clang::annotate_type("corolint::spawns")]] f); };
struct worker { template <class F> worker(F f); };
}
void calls(acme::timer &t) {
  acme::each(store, store);
  t.on_tick(store);
  acme::worker w(store);
}
)cpp"));
  EXPECT_EQ(dropped(C, "calls"),
            (Lines{"acme::each: store", "acme::worker: store"}));
}

TEST(CallableSinks, ATemplateIsJudgedWhereItIsCalled) {
  Code C(withPrelude(R"cpp(
std::vector<std::function<void()>> jobs;
template <class F> void later(F f) { jobs.push_back(std::move(f)); }
template <class F> void much_later(F f) { later(std::forward<F>(f)); }
template <class F, class... A> void with(F f, A... a) { jobs.push_back(std::bind(f, a...)); }
template <class F> void started(F f) { jobs.push_back([f] { log_line(0); }); }
void caller() {
  later([] { return store(1); });
  later([] { log_line(1); });
  much_later([] { return store(2); });
  with(store, 3);
  started([] { return store(4); });
}
)cpp"));
  EXPECT_EQ(
      dropped(C, "caller"),
      (Lines{"std::function: [] { return store(1); } by std::move(f)",
             "std::function: [] { return store(2); } by std::forward<F>(f)",
             "std::function: store by std::bind(f, a...)"}));
}

TEST(CallableSinks, AWrapperOfUserCodeMayLookAtTheResult) {
  Code C(withPrelude(R"cpp(
void run(mini::task<void>);
namespace adapts {
template <class S> class fn;
template <class... A> class fn<void(A...)> {
public:
  template <class F> fn(F f) : held([f](A... a) { run(f(a...)); }) {}
  void operator()(A... a) { held(a...); }
private:
  std::function<void(A...)> held;
};
void caller() { fn<void(int)> f = store; }
}
namespace drops {
template <class S> class fn;
template <class... A> class fn<void(A...)> {
public:
  template <class F> fn(F f) : held([f](A... a) { (void)f(a...); }) {}
  void operator()(A... a) { held(a...); }
private:
  std::function<void(A...)> held;
};
void caller() { fn<void(int)> f = store; }
}
)cpp"));
  EXPECT_EQ(dropped(C, "adapts::caller"), Lines{});
  EXPECT_EQ(dropped(C, "drops::caller"), Lines{"drops::fn: store"});
}

TEST(CallableSinks, NothingHappensInUnevaluatedAndUninstantiatedCode) {
  Code C(withPrelude(R"cpp(
void unevaluated() {
  (void)sizeof(std::function<void(int)>(store));
  static_assert(noexcept(std::function<void(int)>(store)) || true);
  using type = decltype(std::function<void(int)>(store));
  static_assert(requires { std::function<void(int)>(store); });
}
template <class T> void never(T t) {
  std::function<void()> f = [t]() -> mini::task<void> { co_await store(t); };
}
)cpp"));
  EXPECT_EQ(dropped(C, "unevaluated"), Lines{});
}

TEST(CallableSinks, InitializersOutsideOfFunctionsAreCollected) {
  Code C(withPrelude(R"cpp(
std::function<void(int)> global = store;
struct options {
  std::function<void(int)> member = store;
  static inline std::function<void(int)> shared = store;
};
void run(std::function<void(int)> argument = store);
void redeclared(std::function<void(int)> argument = store);
void redeclared(std::function<void(int)> argument);
void local() { static std::function<void(int)> f = store; }
)cpp"));
  unsigned Found = 0;
  for (const Expr *Init : C.unit().initializers())
    C.unit().callableSinks().forEachDropped(
        *Init, [&](const DroppedCallable &) { ++Found; });
  EXPECT_EQ(Found, 5u);
  EXPECT_EQ(dropped(C, "local"), Lines{"std::function: store"});
}

} // namespace

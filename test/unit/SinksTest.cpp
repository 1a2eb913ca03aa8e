//===--- SinksTest.cpp - what a callee does with a task or callable -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Sinks.h"
#include "LifetimeText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include "mini.h"
#include <algorithm>
#include <future>
#include <thread>
using mini::task; using mini::tick;
using callback = std::function<void()>;
#define TYPE(What) [[clang::annotate_type("corolint::" What)]]
#define JOINS [[clang::annotate("corolint::joins")]]
struct [[clang::annotate("corolint::must_join")]] scope {
  scope(); scope(callback TYPE("spawns")); scope(int, callback);
  void spawn(task<>); void add(callback, int); void add_scoped(callback TYPE("scoped"));
  void apply(callback TYPE("invoked_in_place"));
  void set_handler(callback); void on_error(callback); void count(int);
  bool owns(const callback &) const; static void elsewhere(callback);
  JOINS tick join();
};
void work();
)cpp";

std::string withPrelude(const std::string &Text) { return Prelude + Text; }

std::string text(const Sink &S) {
  std::string Out;
  for (auto [Set, Name] : {std::pair(S.Spawns, " spawns"),
                           {S.Scoped, " scoped"},
                           {S.WaitsFor, " waits"},
                           {S.InPlace, " in place"},
                           {S.KeepsAlive, " keeps alive"},
                           {S.DropsCallable, " drops callable"}})
    if (Set)
      Out += Name;
  if (S.Into)
    Out += *S.Into == ThisArgument ? " into this"
           : *S.Into == Sink::ConstructedObject
               ? " into itself"
               : " into argument " + std::to_string(*S.Into);
  EXPECT_EQ(S.isKnown(), !Out.empty());
  return Out.empty() ? "unknown" : Out.substr(1);
}

/// What the first call of \p Callee does with argument \p Index.
std::string given(const Code &C, llvm::StringRef Callee, int Index = 0) {
  return text(sinkOf(*C.calls(Callee).front(), Index, C.unit()));
}

/// What the construction of the variable \p Name does with argument \p Index.
std::string givenTo(const Code &C, llvm::StringRef Name, int Index = 0) {
  const Expr *Init = C.variable(Name).getInit()->IgnoreImplicit();
  return text(sinkOf(*Init, Index, C.unit()));
}

TEST(Sinks, SayWhatTheirParametersAreAnnotatedWith) {
  Code C(withPrelude(R"cpp(
void spawn(callback TYPE("spawns"), int); void kept(callback TYPE("spawns") TYPE("keeps_alive"));
tick all(callback TYPE("scoped")); void call_now(callback TYPE("invoked_in_place"));
void plain(callback);
void f() { spawn(work, 1); kept(work); all(work); call_now(work); plain(work); }
)cpp"));
  EXPECT_EQ(given(C, "spawn"), "spawns");
  EXPECT_EQ(given(C, "spawn", 1), "unknown");
  EXPECT_EQ(given(C, "kept"), "spawns keeps alive");
  EXPECT_EQ(given(C, "all"), "scoped");
  EXPECT_EQ(given(C, "call_now"), "in place");
  EXPECT_EQ(given(C, "plain"), "unknown");
}

TEST(Sinks, SayWhatTheModelsSay) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: post, effect: [drops-callable, spawns], argument: 1}
  - {name: block_on, effect: waits-for, argument: 0}
  - {name: run_all, effect: scoped, argument: all}
  - {name: each, effect: invokes-in-place, argument: 0}
)yaml",
                            withPrelude(R"cpp(
void post(int, callback); void block_on(task<>); task<> make();
void run_all(callback, callback); void each(callback);
void f() { post(1, work); block_on(make()); run_all(work, work); each(work); }
)cpp"));
  EXPECT_EQ(given(C, "post", 0), "unknown");
  EXPECT_EQ(given(C, "post", 1), "spawns drops callable");
  EXPECT_EQ(given(C, "block_on"), "waits");
  EXPECT_EQ(given(C, "run_all", 0), "scoped");
  EXPECT_EQ(given(C, "run_all", 1), "scoped");
  EXPECT_EQ(given(C, "run_all", ThisArgument), "unknown");
  EXPECT_EQ(given(C, "each"), "in place");
}

TEST(Sinks, OfTheStandardLibraryAreModelled) {
  Code C(withPrelude(R"cpp(
void f(std::vector<int> v, int n) {
  std::thread t([] {}); std::jthread j([](int) {}, n);
  std::async([](int) {}, n);
  std::for_each(v.begin(), v.end(), [](int) {});
}
)cpp"));
  EXPECT_EQ(givenTo(C, "t"), "spawns");
  EXPECT_EQ(givenTo(C, "j", 0), "into itself");
  EXPECT_EQ(givenTo(C, "j", 1), "into itself");
  EXPECT_EQ(given(C, "async", 1), "spawns");
  EXPECT_EQ(given(C, "for_each", 2), "in place");
}

// A member function of what must be joined that takes work starts it there,
// unless its name says that it only keeps it.
TEST(Sinks, ScopesStartTheWorkThatTheyAreGiven) {
  Code C(withPrelude(R"cpp(
task<> make();
void f(scope &s) {
  s.spawn(make()); s.add(work, 1); s.add_scoped(work); s.apply(work);
  s.set_handler(work); s.on_error(work); s.count(1); s.owns(work);
  s.elsewhere(work);
  scope started(callback([] {})), numbered(1, callback([] {}));
}
)cpp"));
  EXPECT_EQ(given(C, "spawn"), "into this");
  EXPECT_EQ(given(C, "add"), "into this");
  EXPECT_EQ(given(C, "add", 1), "unknown");
  EXPECT_EQ(given(C, "add_scoped"), "into this");
  EXPECT_EQ(given(C, "apply"), "in place");
  for (const char *Other :
       {"set_handler", "on_error", "count", "owns", "elsewhere"})
    EXPECT_EQ(given(C, Other), "unknown") << Other;
  EXPECT_EQ(given(C, "spawn", ThisArgument), "unknown");
  EXPECT_EQ(givenTo(C, "started"), "into itself");
  EXPECT_EQ(givenTo(C, "numbered", 1), "unknown");
}

// An executor is a scope only where somebody can wait for its work.
TEST(Sinks, WorkIsStartedInTheScopeThatAnotherArgumentNames) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: spawn_on, effect: spawns, argument: 1}
  - {name: spawn_on, effect: spawns-into, argument: 0}
  - {name: executor_of, effect: borrows, argument: 0}
)yaml",
                            withPrelude(R"cpp(
struct pool { ~pool(); JOINS void join(); };
struct executor {}; executor executor_of(pool &), unknown_executor();
template <class E> void spawn_on(E &&, callback);
void f(pool &p, executor given) {
  auto local = executor_of(p);
  spawn_on(p, work);
  spawn_on(executor_of(p), work);
  spawn_on(local, work);
  spawn_on(given, work);
  spawn_on(unknown_executor(), work);
}
)cpp"));
  Lines Found;
  for (const CallExpr *Call : C.calls("spawn_on"))
    Found.push_back(text(sinkOf(*Call, 1, C.unit())));
  EXPECT_EQ(Found, (Lines{"spawns into argument 0", "spawns into argument 0",
                          "spawns into argument 0", "spawns", "spawns"}));
}

TEST(Sinks, DestructorsThatJoinAreSeen) {
  Code C(withPrelude(R"cpp(
struct joins { std::thread t; ~joins() { if (t.joinable()) t.join(); } };
struct joins_scope { scope s; ~joins_scope() { s.join(); } };
struct detaches { std::thread t; ~detaches() { t.detach(); } };
struct unseen { std::thread t; ~unseen(); };
struct plain { int n; };
using future = std::future<int>; using jthread = std::jthread; using thread = std::thread;
using reference = joins &;
future complete();
void use() { complete(); }
)cpp"));
  for (const char *Joins : {"joins", "joins_scope", "::future", "::jthread"})
    EXPECT_TRUE(joinsAtEnd(C.type(Joins), C.unit())) << Joins;
  for (const char *Other :
       {"detaches", "unseen", "plain", "::thread", "::reference", "scope"})
    EXPECT_FALSE(joinsAtEnd(C.type(Other), C.unit())) << Other;
}

} // namespace

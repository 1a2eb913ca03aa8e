//===--- ObjectUsesTest.cpp - what a function does with a task ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ObjectUsesText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

//===----------------------------------------------------------------------===//
// Uses of tasks
//===----------------------------------------------------------------------===//

TEST(UsesOfTasks, ThatOnlyLook) {
  Code C(miniTasks(R"cpp(
struct job : mini::task<int> {
  bool done() const;
  int count() const;
  bool await_ready() const;
  operator bool() const;
  int with(int) const; const job &self() const; const char *name() const;
};
job start();
void report(int);
namespace drops_ {
void cast() { auto t = make(); (void)t; }
void cast_in_words() { auto t = make(); static_cast<void>(t); }
void ignored() { auto t = make(); std::ignore = t; }
void moved_to_nothing() { auto t = make(); (void)std::move(t); }
}
namespace inspects_ {
void named() { auto t = make(); t; }
void comma() { auto t = make(); t, 1; }
void state() { auto t = start(); report(t.count()); }
void statement() { auto t = start(); t.done(); }
void ready() { auto t = start(); t.await_ready(); }
void name() { auto t = start(); t.name(); }
}
namespace tests_ {
void in_if() { auto t = start(); if (t.done()) {} }
void negated() { auto t = start(); if (!t.done()) {} }
void in_while() { auto t = start(); while (!t.done()) {} }
void in_do() { auto t = start(); do {} while (t.done()); }
void in_for() { auto t = start(); for (; t.count() > 1;) {} }
void in_switch() { auto t = start(); switch (t.count()) {} }
void named() { auto t = start(); bool b = t.done(); if (b) {} }
void chosen() { auto t = start(); report(t.done() ? 1 : 2); }
void part() { auto t = start(); if (t.done() && t.count()) {} }
}
namespace escapes_ {
void with() { auto t = start(); t.with(1); }
void refers() { auto t = start(); t.self(); }
}
)cpp"));
  expectKind(C, "drops", 4);
  expectKind(C, "inspects", 6);
  // Two uses in `part` are two tests.
  EXPECT_EQ(uses(C, "tests_::part").size(), 2u);
  for (const char *Name : {"in_if", "negated", "in_while", "in_do", "in_for",
                           "in_switch", "named", "chosen", "part"})
    for (const std::string &Use : uses(C, std::string("tests_::") + Name))
      EXPECT_TRUE(llvm::StringRef(Use).starts_with("tests ")) << Name << Use;
  expectKind(C, "escapes", 2);
}

TEST(UsesOfTasks, ThatWaitOrHandOn) {
  Code C(miniTasks(R"cpp(
struct keeper { explicit keeper(task<int>); };
struct aggregate { task<int> member; };
struct job : mini::task<int> { void run() &&; void start(); };
job begin(); mini::eager<> running();
template <class... T> void all(T...);
namespace awaits_ {
task<> moved() { auto t = make(); co_await std::move(t); }
task<> cast() { auto t = make(); co_await static_cast<task<int> &&>(t); }
task<> parens() { auto t = make(); co_await (std::move((t))); }
task<> lvalue() { auto t = running(); co_await t; }
task<> value() { auto t = make(); int n = 1 + co_await std::move(t); }
task<int> in_return() { auto t = make(); co_return co_await std::move(t); }
task<> branch(bool b) { auto t = make(); if (b) co_await std::move(t); }
}
namespace moves_ {
void by_value() { auto t = make(); take(std::move(t)); }
void by_rvalue() { auto t = make(); take_moved(std::move(t)); }
task<int> returned() { auto t = make(); return t; }
task<int> returned_moved() { auto t = make(); return std::move(t); }
task<task<int>> co_returned() { auto t = make(); co_return t; }
void declared() { auto t = make(); auto u = std::move(t); }
void assigned(task<int> &u) { auto t = make(); u = std::move(t); }
void constructor() { auto t = make(); keeper k(std::move(t)); }
void temporary() { auto t = make(); keeper(std::move(t)); }
void list() { auto t = make(); aggregate a{std::move(t)}; }
void captured() { auto t = make(); auto l = [u = std::move(t)] {}; }
void heap() { auto t = make(); auto *p = new task<int>(std::move(t)); }
void pushed(std::vector<task<int>> v) {
  auto t = make();
  v.push_back(std::move(t));
}
void emplaced(std::vector<task<int>> v) {
  auto t = make();
  v.emplace_back(std::move(t));
}
void deduced() { auto t = make(); all(1, std::move(t)); }
void rvalue_member() { auto t = begin(); std::move(t).run(); }
void thrown() { auto t = make(); throw std::move(t); }
void arm(bool b) { auto t = make(); take(b ? std::move(t) : make()); }
void comma() { auto t = make(); take((1, std::move(t))); }
}
namespace escapes_ {
void by_reference() { auto t = make(); look(t); }
void address() { auto t = make(); auto *p = &t; }
void chosen_reference(bool b, task<int> &u) {
  auto t = make();
  auto &r = b ? t : u;
}
void captured() { auto t = make(); auto l = [&t] {}; }
void captured_by_default() { auto t = make(); auto l = [&] { look(t); }; }
void offered() { auto t = make(); try_take(std::move(t)); }
void forwarded() { auto t = make(); look(std::as_const(t)); }
void wrapped() { auto t = make(); auto r = std::ref(t); }
void started() { auto t = begin(); t.start(); }
void swapped(task<int> &u) { auto t = make(); std::swap(t, u); }
void listed() { auto t = make(); task<int> *all[] = {&t}; }
}
namespace assigns_ {
void made() { auto t = make(); t = other(); }
void moved(task<int> &u) { auto t = make(); t = std::move(u); }
void chosen(bool b) { auto t = make(); t = b ? make() : other(); }
}
struct blank : mini::task<int> { blank(); };
blank fill();
namespace clears_ {
void list() { auto t = fill(); t = {}; }
void object() { auto t = fill(); t = blank(); }
}
void unevaluated() {
  auto t = make();
  (void)sizeof(t);
  decltype(t) *p;
  (void) noexcept(look(t));
}
)cpp"));
  expectKind(C, "awaits", 7);
  expectKind(C, "moves", 19);
  expectKind(C, "escapes", 11);
  expectKind(C, "assigns", 3);
  expectKind(C, "clears", 2);
  EXPECT_EQ(uses(C, "unevaluated"), Lines{});
  EXPECT_EQ(uses(C, "awaits_::value"), Lines{"awaits co_await std::move(t)"});
  EXPECT_EQ(uses(C, "moves_::by_value"), Lines{"moves take(std::move(t))"});
  EXPECT_EQ(uses(C, "moves_::arm"), Lines{"moves std::move(t)"});
  EXPECT_EQ(uses(C, "moves_::returned"), Lines{"moves return t"});
  EXPECT_EQ(uses(C, "assigns_::made"), Lines{"assigns t = other()"});
}

TEST(UsesOfTasks, AreInTheOrderOfTheSource) {
  Code C(miniTasks(R"cpp(
task<> function(task<int> t) {
  (void)t;
  if (true)
    take(std::move(t));
  auto l = [&t] { look(t); };
  co_await std::move(t);
}
task<> bindings() {
  auto [t, n] = std::pair(make(), 1);
  n = 2;
  co_await std::move(t);
}
)cpp"));
  EXPECT_EQ(
      uses(C, "function"),
      (Lines{"drops (void)t", "moves take(std::move(t))",
             "escapes [&t] { look(t); }", "awaits co_await std::move(t)"}));
  EXPECT_EQ(uses(C, "bindings"), Lines{"awaits co_await std::move(t)"});
}

TEST(UsesOfTasks, GoByOtherNamesAsWell) {
  Code C(miniTasks(R"cpp(
task<> reference() { auto t = make(); auto &r = t; co_await std::move(r); }
task<> rvalue() {
  auto t = make();
  auto &&r = std::move(t);
  co_await std::move(r);
}
task<> constant() { auto t = make(); const auto &r = t; (void)r; co_return; }
task<> twice() {
  auto t = make();
  auto &r = t;
  auto &s = r;
  co_await std::move(s);
}
task<> own_value() {
  auto t = make();
  auto r = std::move(t);
  co_await std::move(r);
}
)cpp"));
  EXPECT_EQ(uses(C, "reference"),
            (Lines{"inspects auto &r = t;", "awaits co_await std::move(r)"}));
  EXPECT_EQ(uses(C, "rvalue"), (Lines{"inspects auto &&r = std::move(t);",
                                      "awaits co_await std::move(r)"}));
  EXPECT_EQ(uses(C, "constant"),
            (Lines{"inspects const auto &r = t;", "drops (void)r"}));
  EXPECT_EQ(uses(C, "own_value"), Lines{"moves auto r = std::move(t);"});
  // A name for a name: what is bound to it can't be judged.
  EXPECT_EQ(uses(C, "twice"),
            (Lines{"inspects auto &r = t;", "escapes auto &s = r;",
                   "awaits co_await std::move(s)"}));
}

TEST(UsesOfTasks, FollowModels) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: 'job::get', effect: consumes}
  - {name: 'job::detach', effect: consumes}
  - {name: 'job::state', effect: inspects}
  - {name: hand_on, effect: moves}
)yaml",
                            miniTasks(R"cpp(
struct state {};
struct job : mini::task<int> {
  void get();
  void detach() &&;
  struct state state();
};
job begin();
job &&hand_on(job &);
namespace moves_ {
void detached() { auto t = begin(); std::move(t).detach(); }
task<> moved() { auto t = begin(); take(hand_on(t)); co_return; }
}
namespace escapes_ { void waited() { auto t = begin(); t.get(); } }
namespace inspects_ { void asked() { auto t = begin(); t.state(); } }
)cpp"));
  expectKind(C, "moves", 2);
  expectKind(C, "escapes", 1);
  expectKind(C, "inspects", 1);
}

TEST(UsesOfTasks, DecideWhetherItIsConsumed) {
  Code C(miniTasks(R"cpp(
task<> awaited() { auto t = make(); co_await std::move(t); }
void moved() { auto t = make(); take(std::move(t)); }
void escapes() { auto t = make(); look(t); }
void inspected() { auto t = make(); (void)t; }
void assigned() { auto t = make(); t = make(); }
void unused() { auto t = make(); }
)cpp"));
  auto Consumed = [&](llvm::StringRef Function) {
    return C.analysis(Function).objects().front().isConsumed();
  };
  for (const char *Name : {"awaited", "moved", "escapes"})
    EXPECT_TRUE(Consumed(Name)) << Name;
  for (const char *Name : {"inspected", "assigned", "unused"})
    EXPECT_FALSE(Consumed(Name)) << Name;
}

//===----------------------------------------------------------------------===//
// isInLoopOf
//===----------------------------------------------------------------------===//

TEST(IsInLoopOf, LoopsAroundTheUseAndNotTheVariable) {
  Code C(miniTasks(R"cpp(
task<> outside(int n) { auto t = make(); while (n) co_await std::move(t); }
task<> inside(int n) { while (n) { auto t = make(); co_await std::move(t); } }
task<> inner(int n) {
  while (n) { auto t = make(); for (;;) co_await std::move(t); }
}
task<> no_loop(int n) { auto t = make(); if (n) co_await std::move(t); }
task<> range(std::vector<int> v) {
  auto t = make();
  for (int i : v) co_await std::move(t);
}
task<> do_while(int n) { auto t = make(); do co_await std::move(t); while (n); }
task<> parameter(task<int> t, int n) { while (n) co_await std::move(t); }
task<> jump(int n) {
  auto t = make();
again:
  co_await std::move(t);
  if (n) goto again;
}
)cpp"));
  auto InLoop = [&](llvm::StringRef Function) {
    FunctionAnalysis &F = C.analysis(Function);
    const TrackedObject &Object = F.objects().front();
    return isInLoopOf(F, *Object.Uses.front().At, Object.variable());
  };
  for (const char *Name :
       {"outside", "inner", "range", "do_while", "parameter", "jump"})
    EXPECT_TRUE(InLoop(Name)) << Name;
  for (const char *Name : {"inside", "no_loop"})
    EXPECT_FALSE(InLoop(Name)) << Name;
}

} // namespace

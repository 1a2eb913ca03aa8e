//===--- TypestateTest.cpp - the life of one object, path by path ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Typestate.h"
#include "Code.h"
#include "clang/Basic/SourceManager.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

std::string runtimeAnd(llvm::StringRef Text) {
  return R"cpp(
#include "mini.h"
using mini::task;
task<int> make(); task<int> other();
void take(task<int>); void look(const task<int> &); void work();
[[noreturn]] void die();
)cpp" + Text.str();
}

/// The line of code at \p Where, without its indentation.
std::string lineAt(const Code &C, SourceLocation Where) {
  const SourceManager &SM = C.context().getSourceManager();
  auto [File, Offset] = SM.getDecomposedLoc(Where);
  llvm::StringRef Text = SM.getBufferData(File);
  size_t Begin = Text.rfind('\n', Offset) + 1;
  return Text.slice(Begin, Text.find('\n', Offset)).trim().str();
}

/// What goes wrong in the life of `t` in \p Function; empty when nothing does:
/// "lost at }", "overwritten by t = other()", "taken by a after b".
Lines life(const Code &C, llvm::StringRef Function,
           llvm::StringRef Name = "t") {
  FunctionAnalysis &F = C.analysis(Function);
  Lines Out;
  for (const TrackedObject &Object : F.objects()) {
    if (Object.Declared->getName() != Name)
      continue;
    LifeReport Life = Typestate(F).follow(Object);
    if (Life.LostAt.isValid())
      Out.push_back("lost at " + lineAt(C, Life.LostAt));
    if (Life.Overwritten)
      Out.push_back("overwritten by " + C.text(*Life.Overwritten));
    EXPECT_EQ(Life.TakenAgain == nullptr, Life.FirstTaken == nullptr);
    if (Life.TakenAgain)
      Out.push_back("taken by " + C.text(*Life.TakenAgain->At) + " after " +
                    C.text(*Life.FirstTaken->At));
  }
  return Out;
}

/// Expects that `t` is lost in some way in every function whose name begins
/// with bad_, and in none whose name begins with good_.
void expectNames(const Code &C, unsigned Count) {
  unsigned Found = 0;
  for (FunctionAnalysis *F : C.unit().functions()) {
    std::string Name = F->function().getNameAsString();
    bool Bad = llvm::StringRef(Name).starts_with("bad_");
    if (!Bad && !llvm::StringRef(Name).starts_with("good_"))
      continue;
    ++Found;
    Lines Life = life(C, Name);
    EXPECT_EQ(!Life.empty(), Bad)
        << Name << ": " << (Life.empty() ? "" : Life.front());
  }
  EXPECT_EQ(Found, Count);
}

//===----------------------------------------------------------------------===//
// Lost
//===----------------------------------------------------------------------===//

TEST(Lost, WhereTheLifeOfAFullObjectEnds) {
  Code C(runtimeAnd(R"cpp(
void unused() {
  auto t = make();
}
task<> early_return(bool b) {
  auto t = make();
  if (b)
    co_return;
  co_await std::move(t);
}
void inner_block() {
  {
    auto t = make();
    work();
  } // inner
  work();
}
void loop(int n) {
  while (n) {
    auto t = make();
    if (n == 1)
      break; // out
    if (n == 2)
      continue; // again
    take(std::move(t));
  }
}
void jump(bool b) {
  {
    auto t = make();
    if (b)
      goto out;
    take(std::move(t));
  }
out:
  work();
}
int conditional(bool b) {
  if (auto t = make(); b)
    return 1;
  return 2;
}
)cpp"));
  EXPECT_EQ(life(C, "unused"), Lines{"lost at }"});
  EXPECT_EQ(life(C, "early_return"), Lines{"lost at co_return;"});
  EXPECT_EQ(life(C, "inner_block"), Lines{"lost at } // inner"});
  EXPECT_EQ(life(C, "loop"), Lines{"lost at break; // out"});
  EXPECT_EQ(life(C, "jump"), Lines{"lost at goto out;"});
  EXPECT_EQ(life(C, "conditional"), Lines{"lost at return 1;"});
}

TEST(Lost, OnSomePathOfBranches) {
  Code C(runtimeAnd(R"cpp(
void bad_one_branch(bool b) { auto t = make(); if (b) take(std::move(t)); }
void good_both(bool b) { auto t = make(); if (b) take(std::move(t)); else look(t); }
void bad_else_if(int n) {
  auto t = make();
  if (n == 1) take(std::move(t));
  else if (n == 2) take(std::move(t));
}
void bad_switch(int n) {
  auto t = make();
  switch (n) {
  case 1: take(std::move(t)); break;
  case 2: break;
  default: take(std::move(t));
  }
}
void good_switch(int n) {
  auto t = make();
  switch (n) {
  case 1:
  case 2: take(std::move(t)); break;
  default: take(std::move(t));
  }
}
void good_fall_through(int n) {
  auto t = make();
  switch (n) {
  case 1: work();
  default: take(std::move(t));
  }
}
enum class color { red, green };
void good_covered(color c) {
  auto t = make();
  switch (c) {
  case color::red: take(std::move(t)); break;
  case color::green: take(std::move(t)); break;
  }
}
void bad_ternary(bool b) { auto t = make(); b ? take(std::move(t)) : work(); }
void good_ternary(bool b) { auto t = make(); take(b ? std::move(t) : std::move(t)); }
void bad_arm(bool b) { auto t = make(); take(b ? std::move(t) : make()); }
void bad_and(bool b) { auto t = make(); b && (take(std::move(t)), true); }
void bad_or(bool b) { auto t = make(); b || (take(std::move(t)), true); }
void bad_early(bool b) { auto t = make(); if (b) return; take(std::move(t)); }
void good_late(bool b) { if (b) return; auto t = make(); take(std::move(t)); }
)cpp"));
  expectNames(C, 14);
}

TEST(Lost, InLoops) {
  Code C(runtimeAnd(R"cpp(
bool next();
void bad_maybe_never(int n) { auto t = make(); while (n--) take(std::move(t)); }
void good_at_least_once() { auto t = make(); do take(std::move(t)); while (false); }
void good_each_round(int n) { for (int i = 0; i != n; ++i) { auto t = make(); take(std::move(t)); } }
void bad_continue(int n) {
  for (int i = 0; i != n; ++i) { auto t = make(); if (next()) continue; take(std::move(t)); }
}
void bad_break(int n) {
  for (;;) { auto t = make(); if (next()) break; take(std::move(t)); }
}
void good_forever() { auto t = make(); for (;;) work(); }
void good_until_taken() {
  auto t = make();
  for (;;) { if (next()) { take(std::move(t)); break; } }
}
void bad_range(std::vector<int> v) {
  auto t = make();
  for (int i : v) { take(std::move(t)); break; }
}
)cpp"));
  expectNames(C, 8);
}

TEST(Lost, NotByExceptionsNorAtTheEndOfTheProgram) {
  Code C(runtimeAnd(R"cpp(
void good_throw(bool b) { auto t = make(); if (b) throw 1; take(std::move(t)); }
void good_noreturn(bool b) { auto t = make(); if (b) die(); take(std::move(t)); }
void good_abort(bool b) { auto t = make(); if (b) __builtin_abort(); take(std::move(t)); }
void good_unreachable(bool b) { auto t = make(); if (b) __builtin_unreachable(); take(std::move(t)); }
void good_handler() {
  auto t = make();
  try { work(); } catch (...) { return; }
  take(std::move(t));
}
void bad_beside_handler(bool b) {
  auto t = make();
  try { work(); } catch (...) { return; }
  if (b) take(std::move(t));
}
void good_taken_in_handler() {
  auto t = make();
  try { work(); take(std::move(t)); } catch (...) { look(t); }
}
void bad_made_in_handler() {
  try { work(); } catch (...) { auto t = make(); work(); }
}
void bad_thrown_within() {
  try {
    auto t = make();
    if (work(), true) work();
  } catch (...) {}
}
void good_rethrown(bool b) {
  try { work(); } catch (...) { auto t = make(); if (b) throw; take(std::move(t)); }
}
)cpp"));
  expectNames(C, 10);
}

TEST(Lost, NotOnceItsStateIsUnknown) {
  Code C(runtimeAnd(R"cpp(
struct job : mini::task<int> { bool done() const; void start(); };
job begin();
bool offer(task<int> &&);
void good_referred(bool b) { auto t = make(); look(t); if (b) take(std::move(t)); }
void good_started() { auto t = begin(); t.start(); }
void good_tested() { auto t = begin(); if (!t.done()) take(std::move(t)); }
void good_offered() { auto t = make(); if (!offer(std::move(t))) work(); }
void good_captured() { auto t = make(); auto l = [&] { take(std::move(t)); }; l(); }
void bad_cast() { auto t = make(); (void)t; }
void bad_inspected() { auto t = begin(); t.done(); }
)cpp"));
  expectNames(C, 7);
}

//===----------------------------------------------------------------------===//
// Feasible paths
//===----------------------------------------------------------------------===//

TEST(Paths, BranchesOnTheSameConditionAgree) {
  Code C(runtimeAnd(R"cpp(
void good_twice(bool b) {
  auto t = make();
  if (b) take(std::move(t));
  if (!b) take(std::move(t));
}
void good_comparison(int n) {
  auto t = make();
  if (n == 3) take(std::move(t));
  work();
  if (n != 3) take(std::move(t));
}
void bad_changed(bool b) {
  auto t = make();
  if (b) take(std::move(t));
  b = true;
  if (!b) take(std::move(t));
}
void bad_incremented(int n) {
  auto t = make();
  if (n == 3) take(std::move(t));
  ++n;
  if (n != 3) take(std::move(t));
}
void bad_other(bool b, bool c) {
  auto t = make();
  if (b) take(std::move(t));
  if (!c) take(std::move(t));
}
void good_decided_before(bool b) {
  if (!b) return;
  auto t = make();
  if (b) take(std::move(t));
}
void bad_decided_before(bool b) {
  if (b) return;
  auto t = make();
  if (b) take(std::move(t));
}
void good_nested(bool b) {
  if (b) { auto t = make(); if (b) take(std::move(t)); }
}
void good_while(bool b) { auto t = make(); while (b) work(); if (!b) take(std::move(t)); }
void good_three(bool b, bool c) {
  auto t = make();
  if (b) take(std::move(t));
  else if (c) take(std::move(t));
  if (!b && !c) take(std::move(t));
}
void good_pointer(int *p) {
  auto t = make();
  if (p) take(std::move(t));
  if (!p) take(std::move(t));
}
)cpp"));
  expectNames(C, 11);
}

TEST(Paths, VariablesRememberConstants) {
  Code C(runtimeAnd(R"cpp(
bool test();
void good_flag(bool b) {
  auto t = make();
  bool taken = false;
  if (b) { take(std::move(t)); taken = true; }
  if (!taken) take(std::move(t));
}
void bad_flag(bool b) {
  auto t = make();
  bool taken = false;
  if (b) { take(std::move(t)); taken = true; }
  if (taken) work();
}
void good_constant() { auto t = make(); bool yes = true; if (yes) take(std::move(t)); }
void bad_constant() { auto t = make(); bool no = false; if (no) take(std::move(t)); }
void bad_unknown() { auto t = make(); bool b = test(); if (b) take(std::move(t)); }
void good_literal() { auto t = make(); if (true) take(std::move(t)); }
void good_dead(bool b) { auto t = make(); if (false) return; take(std::move(t)); }
void good_once(int n) {
  auto t = make();
  bool done = false;
  while (!done) { take(std::move(t)); done = true; }
}
void good_pointer() {
  auto t = make();
  int *p = nullptr;
  if (!p) take(std::move(t));
}
constexpr bool always = true;
void good_constexpr() { auto t = make(); if constexpr (always) take(std::move(t)); }
void bad_reset_in_loop(int n) {
  bool taken = true;
  while (n--) {
    auto t = make();
    taken = test();
    if (taken) take(std::move(t));
  }
}
)cpp"));
  expectNames(C, 11);
}

//===----------------------------------------------------------------------===//
// Overwritten
//===----------------------------------------------------------------------===//

TEST(Overwritten, WhatWasFull) {
  Code C(runtimeAnd(R"cpp(
void at_once() { auto t = make(); t = other(); take(std::move(t)); }
void taken_first() { auto t = make(); take(std::move(t)); t = other(); take(std::move(t)); }
void one_branch(bool b) { auto t = make(); if (b) take(std::move(t)); t = other(); take(std::move(t)); }
void loop(int n) { auto t = make(); while (n--) t = other(); take(std::move(t)); }
void taken_in_loop(int n) {
  auto t = make();
  while (n--) { take(std::move(t)); t = other(); }
  take(std::move(t));
}
void optional() {
  std::optional<task<int>> t;
  t = make();
  t = other();
  take(*std::move(t));
}
void optional_reset() {
  std::optional<task<int>> t = make();
  t.reset();
  t = other();
  take(*std::move(t));
}
void looked_at() { auto t = make(); look(t); t = other(); take(std::move(t)); }
void lost_after() { auto t = make(); t = other(); }
)cpp"));
  EXPECT_EQ(life(C, "at_once"), Lines{"overwritten by t = other()"});
  EXPECT_EQ(life(C, "taken_first"), Lines{});
  EXPECT_EQ(life(C, "one_branch"), Lines{"overwritten by t = other()"});
  EXPECT_EQ(life(C, "loop"), Lines{"overwritten by t = other()"});
  EXPECT_EQ(life(C, "taken_in_loop"), Lines{});
  EXPECT_EQ(life(C, "optional"), Lines{"overwritten by t = other()"});
  EXPECT_EQ(life(C, "optional_reset"), Lines{});
  EXPECT_EQ(life(C, "looked_at"), Lines{});
  EXPECT_EQ(life(C, "lost_after").size(), 2u);
}

//===----------------------------------------------------------------------===//
// Taken again
//===----------------------------------------------------------------------===//

TEST(TakenAgain, OnOnePath) {
  Code C(runtimeAnd(R"cpp(
task<> twice() { auto t = make(); co_await std::move(t); co_await std::move(t); }
task<> moved_first() { auto t = make(); take(std::move(t)); co_await std::move(t); }
void moved_twice() { auto t = make(); take(std::move(t)); take(std::move(t)); }
task<> loop(int n) { auto t = make(); while (n--) co_await std::move(t); }
task<> parameter(task<int> t) { co_await std::move(t); co_await std::move(t); }
task<> binding() { auto [t, n] = std::pair(make(), 1); co_await std::move(t); co_await std::move(t); }
)cpp"));
  const Lines Twice{
      "taken by co_await std::move(t) after co_await std::move(t)"};
  EXPECT_EQ(life(C, "twice"), Twice);
  EXPECT_EQ(life(C, "moved_first"),
            Lines{"taken by co_await std::move(t) after take(std::move(t))"});
  EXPECT_EQ(life(C, "moved_twice"),
            Lines{"taken by take(std::move(t)) after take(std::move(t))"});
  EXPECT_EQ(life(C, "parameter"), Twice);
  EXPECT_EQ(life(C, "binding"), Twice);
  Lines Loop = life(C, "loop");
  ASSERT_EQ(Loop.size(), 2u); // and lost when there is no round
  EXPECT_EQ(Loop[1], Twice.front());
}

TEST(TakenAgain, NotOnDifferentPathsNorRefilled) {
  Code C(runtimeAnd(R"cpp(
task<> good_branches(bool b) { auto t = make(); if (b) co_await std::move(t); else take(std::move(t)); }
task<> good_returned(bool b) { auto t = make(); if (b) { take(std::move(t)); co_return; } co_await std::move(t); }
task<> good_correlated(bool b) { auto t = make(); if (b) co_await std::move(t); if (!b) take(std::move(t)); }
task<> bad_correlated(bool b) { auto t = make(); if (b) co_await std::move(t); if (b) take(std::move(t)); else look(t); }
task<> good_refilled() { auto t = make(); co_await std::move(t); t = other(); co_await std::move(t); }
task<> good_each_round(int n) { while (n--) { auto t = make(); co_await std::move(t); } }
task<> good_break(int n) { auto t = make(); for (;;) { co_await std::move(t); break; } }
task<> good_switch(int n) {
  auto t = make();
  switch (n) {
  case 1: co_await std::move(t); break;
  default: co_await std::move(t);
  }
}
task<> bad_fall_through(int n) {
  auto t = make();
  switch (n) {
  case 1: co_await std::move(t);
  default: co_await std::move(t);
  }
}
task<> bad_goto(int n) {
  auto t = make();
again:
  co_await std::move(t);
  if (n--) goto again;
}
task<> bad_handler() {
  auto t = make();
  try { co_await std::move(t); } catch (...) { take(std::move(t)); }
}
task<> good_throws(bool b) {
  auto t = make();
  if (b) { take(std::move(t)); throw 1; }
  co_await std::move(t);
}
task<> good_noreturn(bool b) { auto t = make(); if (b) { take(std::move(t)); die(); } co_await std::move(t); }
task<> good_asked() { auto t = make(); co_await std::move(t); (void)t; co_await std::move(t); }
task<> good_unknown() { auto t = make(); look(t); co_await std::move(t); co_await std::move(t); }
)cpp"));
  expectNames(C, 15);
}

// What may be awaited any number of times is not used up by it.
TEST(TakenAgain, OnlyIfAwaitingUsesItUp) {
  Code C(runtimeAnd(R"cpp(
mini::eager<> begin();
void hand_over(mini::eager<> &&);
task<> good_again() { auto t = begin(); co_await t; co_await t; }
task<> bad_after_move() { auto t = begin(); hand_over(std::move(t)); co_await t; }
)cpp"));
  expectNames(C, 2);
}

//===----------------------------------------------------------------------===//
// Containers and scopes
//===----------------------------------------------------------------------===//

TEST(Lives, OfContainers) {
  Code C(runtimeAnd(R"cpp(
using tasks = std::vector<task<int>>;
void all(tasks);
void good_empty() { tasks t; }
void bad_filled() { tasks t; t.push_back(make()); }
void bad_sometimes(bool b) { tasks t; t.push_back(make()); if (b) all(std::move(t)); }
void good_nothing_yet(bool b) { tasks t; if (b) return; t.push_back(make()); all(std::move(t)); }
void bad_filled_in_loop(int n, bool b) { tasks t; while (n--) t.push_back(make()); if (b) all(std::move(t)); }
task<> good_iterated() { tasks t; t.push_back(make()); for (auto &u : t) co_await std::move(u); }
void good_reset() { std::optional<task<int>> t = make(); t.reset(); }
)cpp"));
  expectNames(C, 7);
}

TEST(Lives, OfScopes) {
  Code C(runtimeAnd(R"cpp(
struct [[clang::annotate("corolint::must_join")]] scope {
  void spawn(task<int>); int pending() const;
  [[clang::annotate("corolint::joins")]] mini::tick join();
  [[clang::annotate("corolint::joins")]] void join_now();
};
void visit(scope &);
task<> bad_never() { scope t; t.spawn(make()); co_return; }
task<> good_joined() { scope t; t.spawn(make()); co_await t.join(); }
void good_at_once() { scope t; t.spawn(make()); t.join_now(); }
task<> good_empty() { scope t; co_return; }
task<> good_before_work(bool b) { scope t; if (b) co_return; t.spawn(make()); co_await t.join(); }
task<> bad_early(bool b) { scope t; t.spawn(make()); if (b) co_return; co_await t.join(); }
task<> bad_not_awaited() { scope t; t.spawn(make()); t.join(); co_return; }
task<> bad_spawned_after() { scope t; co_await t.join(); t.spawn(make()); }
task<> good_twice() { scope t; t.spawn(make()); co_await t.join(); t.spawn(make()); co_await t.join(); }
task<> good_visited() { scope t; t.spawn(make()); visit(t); co_return; }
task<> bad_inner(int n) { while (n--) { scope t; t.spawn(make()); } co_return; }
task<> good_exception() {
  scope t;
  t.spawn(make());
  try { work(); } catch (...) { co_return; }
  co_await t.join();
}
task<> good_correlated(bool b) { scope t; if (b) t.spawn(make()); if (b) co_await t.join(); }
task<> good_asked() { scope t; t.spawn(make()); if (t.pending()) co_await t.join(); }
task<> bad_spawn_in_loop(int n) { scope t; while (n--) t.spawn(make()); co_return; }
task<> bad_lambda() { scope t; auto l = [&t] { t.spawn(make()); }; l(); co_return; }
)cpp"));
  expectNames(C, 16);
}

TEST(Lives, InInstantiationsAndLambdas) {
  Code C(runtimeAnd(R"cpp(
template <class T> void bad_generic(T n) { auto t = make(); if (n) take(std::move(t)); }
template <class T> void good_generic(T n) { auto t = make(); take(std::move(t)); }
void instances() { bad_generic(1); good_generic(1); }
void outer() { auto l = [](bool b) { auto t = make(); if (b) take(std::move(t)); }; }
)cpp"));
  expectNames(C, 2);
  EXPECT_EQ(life(C, "operator()").size(), 1u);
}

// Too many paths for a judgement: no report, and no end of time.
TEST(Lives, EntangledFunctionsAreLeftAlone) {
  std::string Text = "void function(int n";
  for (int I = 0; I != 20; ++I)
    Text += ", bool b" + std::to_string(I);
  Text += ") {\n  auto t = make();\n";
  for (int Round = 0; Round != 2; ++Round)
    for (int I = 0; I != 20; ++I)
      Text += "  if (b" + std::to_string(I) + ") work();\n";
  Text += "  if (n) take(std::move(t));\n  else take(std::move(t));\n}\n";
  Code C(runtimeAnd(Text));
  EXPECT_EQ(life(C, "function"), Lines{});
}

} // namespace

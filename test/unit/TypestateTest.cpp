//===--- TypestateTest.cpp - the life of one object -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TypestateText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

//===----------------------------------------------------------------------===//
// Overwritten
//===----------------------------------------------------------------------===//

TEST(Overwritten, WhatWasFull) {
  Code C(miniTasks(R"cpp(
void at_once() { auto t = make(); t = other(); take(std::move(t)); }
void taken_first() {
  auto t = make();
  take(std::move(t));
  t = other();
  take(std::move(t));
}
void one_branch(bool b) {
  auto t = make();
  if (b) take(std::move(t));
  t = other();
  take(std::move(t));
}
void loop(int n) {
  auto t = make();
  while (n--) t = other();
  take(std::move(t));
}
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
  Code C(miniTasks(R"cpp(
task<> twice() {
  auto t = make();
  co_await std::move(t);
  co_await std::move(t);
}
task<> moved_first() {
  auto t = make();
  take(std::move(t));
  co_await std::move(t);
}
void moved_twice() { auto t = make(); take(std::move(t)); take(std::move(t)); }
task<> loop(int n) { auto t = make(); while (n--) co_await std::move(t); }
task<> parameter(task<int> t) { co_await std::move(t); co_await std::move(t); }
task<> binding() {
  auto [t, n] = std::pair(make(), 1);
  co_await std::move(t);
  co_await std::move(t);
}
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
  Code C(miniTasks(R"cpp(
task<> good_branches(bool b) {
  auto t = make();
  if (b) co_await std::move(t);
  else take(std::move(t));
}
task<> good_returned(bool b) {
  auto t = make();
  if (b) {
    take(std::move(t));
    co_return;
  }
  co_await std::move(t);
}
task<> good_correlated(bool b) {
  auto t = make();
  if (b) co_await std::move(t);
  if (!b) take(std::move(t));
}
task<> bad_correlated(bool b) {
  auto t = make();
  if (b) co_await std::move(t);
  if (b) take(std::move(t));
  else look(t);
}
task<> good_refilled() {
  auto t = make();
  co_await std::move(t);
  t = other();
  co_await std::move(t);
}
task<> good_each_round(int n) {
  while (n--) {
    auto t = make();
    co_await std::move(t);
  }
}
task<> good_break(int n) {
  auto t = make();
  for (;;) {
    co_await std::move(t);
    break;
  }
}
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
task<> good_noreturn(bool b) {
  auto t = make();
  if (b) {
    take(std::move(t));
    die();
  }
  co_await std::move(t);
}
task<> good_asked() {
  auto t = make();
  co_await std::move(t);
  (void)t;
  co_await std::move(t);
}
task<> good_unknown() {
  auto t = make();
  look(t);
  co_await std::move(t);
  co_await std::move(t);
}
)cpp"));
  expectNames(C, 15);
}

// What may be awaited any number of times is not used up by it.
TEST(TakenAgain, OnlyIfAwaitingUsesItUp) {
  Code C(miniTasks(R"cpp(
mini::eager<> begin();
void hand_over(mini::eager<> &&);
task<> good_again() { auto t = begin(); co_await t; co_await t; }
task<> bad_after_move() {
  auto t = begin();
  hand_over(std::move(t));
  co_await t;
}
)cpp"));
  expectNames(C, 2);
}

//===----------------------------------------------------------------------===//
// Containers and scopes
//===----------------------------------------------------------------------===//

TEST(Lives, OfContainers) {
  Code C(miniTasks(R"cpp(
using tasks = std::vector<task<int>>;
void all(tasks);
void good_empty() { tasks t; }
void bad_filled() { tasks t; t.push_back(make()); }
void bad_sometimes(bool b) {
  tasks t;
  t.push_back(make());
  if (b) all(std::move(t));
}
void good_nothing_yet(bool b) {
  tasks t;
  if (b) return;
  t.push_back(make());
  all(std::move(t));
}
void bad_filled_in_loop(int n, bool b) {
  tasks t;
  while (n--) t.push_back(make());
  if (b) all(std::move(t));
}
task<> good_iterated() {
  tasks t;
  t.push_back(make());
  for (auto &u : t) co_await std::move(u);
}
void good_reset() { std::optional<task<int>> t = make(); t.reset(); }
)cpp"));
  expectNames(C, 7);
}

TEST(Lives, OfScopes) {
  Code C(miniTasks(R"cpp(
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
task<> good_before_work(bool b) {
  scope t;
  if (b) co_return;
  t.spawn(make());
  co_await t.join();
}
task<> bad_early(bool b) {
  scope t;
  t.spawn(make());
  if (b) co_return;
  co_await t.join();
}
task<> bad_not_awaited() { scope t; t.spawn(make()); t.join(); co_return; }
task<> bad_spawned_after() { scope t; co_await t.join(); t.spawn(make()); }
task<> good_twice() {
  scope t;
  t.spawn(make());
  co_await t.join();
  t.spawn(make());
  co_await t.join();
}
task<> good_visited() { scope t; t.spawn(make()); visit(t); co_return; }
task<> bad_inner(int n) { while (n--) { scope t; t.spawn(make()); } co_return; }
task<> good_exception() {
  scope t;
  t.spawn(make());
  try { work(); } catch (...) { co_return; }
  co_await t.join();
}
task<> good_correlated(bool b) {
  scope t;
  if (b) t.spawn(make());
  if (b) co_await t.join();
}
task<> good_asked() {
  scope t;
  t.spawn(make());
  if (t.pending()) co_await t.join();
}
task<> bad_spawn_in_loop(int n) {
  scope t;
  while (n--) t.spawn(make());
  co_return;
}
task<> bad_lambda() {
  scope t;
  auto l = [&t] { t.spawn(make()); };
  l();
  co_return;
}
)cpp"));
  expectNames(C, 16);
}

TEST(Lives, InInstantiationsAndLambdas) {
  Code C(miniTasks(R"cpp(
template <class T> void bad_generic(T n) {
  auto t = make();
  if (n) take(std::move(t));
}
template <class T> void good_generic(T n) {
  auto t = make();
  take(std::move(t));
}
void instances() { bad_generic(1); good_generic(1); }
void outer() {
  auto l = [](bool b) {
    auto t = make();
    if (b) take(std::move(t));
  };
}
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
  Code C(miniTasks(Text));
  EXPECT_EQ(life(C, "function"), Lines{});
}

} // namespace

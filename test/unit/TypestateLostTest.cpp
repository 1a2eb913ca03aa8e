//===--- TypestateLostTest.cpp - objects that die full --------------------===//
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
// Lost
//===----------------------------------------------------------------------===//

TEST(Lost, WhereTheLifeOfAFullObjectEnds) {
  Code C(miniTasks(R"cpp(
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
  EXPECT_EQ(life(C, "conditional"), Lines{"lost at if (auto t = make(); b)"});
}

TEST(Lost, OnSomePathOfBranches) {
  Code C(miniTasks(R"cpp(
void bad_one_branch(bool b) { auto t = make(); if (b) take(std::move(t)); }
void good_both(bool b) {
  auto t = make();
  if (b) take(std::move(t));
  else look(t);
}
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
void good_ternary(bool b) {
  auto t = make();
  take(b ? std::move(t) : std::move(t));
}
void bad_arm(bool b) { auto t = make(); take(b ? std::move(t) : make()); }
void bad_and(bool b) { auto t = make(); b && (take(std::move(t)), true); }
void bad_or(bool b) { auto t = make(); b || (take(std::move(t)), true); }
void bad_early(bool b) { auto t = make(); if (b) return; take(std::move(t)); }
void good_late(bool b) { if (b) return; auto t = make(); take(std::move(t)); }
)cpp"));
  expectNames(C, 14);
}

TEST(Lost, InLoops) {
  Code C(miniTasks(R"cpp(
bool next();
void bad_maybe_never(int n) { auto t = make(); while (n--) take(std::move(t)); }
void good_at_least_once() {
  auto t = make();
  do take(std::move(t));
  while (false);
}
void good_each_round(int n) {
  for (int i = 0; i != n; ++i) {
    auto t = make();
    take(std::move(t));
  }
}
void bad_continue(int n) {
  for (int i = 0; i != n; ++i) {
    auto t = make();
    if (next()) continue;
    take(std::move(t));
  }
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
  Code C(miniTasks(R"cpp(
void good_throw(bool b) { auto t = make(); if (b) throw 1; take(std::move(t)); }
void good_noreturn(bool b) {
  auto t = make();
  if (b) die();
  take(std::move(t));
}
void good_abort(bool b) {
  auto t = make();
  if (b) __builtin_abort();
  take(std::move(t));
}
void good_unreachable(bool b) {
  auto t = make();
  if (b) __builtin_unreachable();
  take(std::move(t));
}
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
  try {
    work();
  } catch (...) {
    auto t = make();
    if (b) throw;
    take(std::move(t));
  }
}
)cpp"));
  expectNames(C, 10);
}

TEST(Lost, NotOnceItsStateIsUnknown) {
  Code C(miniTasks(R"cpp(
struct job : mini::task<int> { bool done() const; void start(); };
job begin();
bool offer(task<int> &&);
void good_referred(bool b) {
  auto t = make();
  look(t);
  if (b) take(std::move(t));
}
void good_started() { auto t = begin(); t.start(); }
void good_tested() { auto t = begin(); if (!t.done()) take(std::move(t)); }
void good_offered() { auto t = make(); if (!offer(std::move(t))) work(); }
void good_captured() {
  auto t = make();
  auto l = [&] { take(std::move(t)); };
  l();
}
void bad_cast() { auto t = make(); (void)t; }
void bad_inspected() { auto t = begin(); t.done(); }
)cpp"));
  expectNames(C, 7);
}

//===----------------------------------------------------------------------===//
// Feasible paths
//===----------------------------------------------------------------------===//

TEST(FeasiblePaths, BranchesOnTheSameConditionAgree) {
  Code C(miniTasks(R"cpp(
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
void good_while(bool b) {
  auto t = make();
  while (b) work();
  if (!b) take(std::move(t));
}
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

// However many other conditions there are.
TEST(FeasiblePaths, ManyConditionsDoNotHideThatTwoAgree) {
  std::string Parameters = "bool b", Others;
  for (int I = 0; I != 12; ++I) {
    std::string Other = "b" + std::to_string(I);
    Parameters += ", bool " + Other;
    Others += "  if (" + Other + ") (void)t;\n  if (!" + Other + ") work();\n";
  }
  Code C(miniTasks("void good_agree(" + Parameters + ") {\n" +
                   "  auto t = make();\n" + Others +
                   "  if (b) take(std::move(t));\n"
                   "  if (!b) take(std::move(t));\n}\n"
                   "void bad_disagree(" +
                   Parameters + ") {\n" + "  auto t = make();\n" + Others +
                   "  if (b) take(std::move(t));\n}\n"));
  expectNames(C, 2);
}

TEST(FeasiblePaths, VariablesRememberConstants) {
  Code C(miniTasks(R"cpp(
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
void good_constant() {
  auto t = make();
  bool yes = true;
  if (yes) take(std::move(t));
}
void bad_constant() {
  auto t = make();
  bool no = false;
  if (no) take(std::move(t));
}
void bad_unknown() {
  auto t = make();
  bool b = test();
  if (b) take(std::move(t));
}
void good_literal() { auto t = make(); if (true) take(std::move(t)); }
void good_dead(bool b) {
  auto t = make();
  if (false) return;
  take(std::move(t));
}
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
void good_constexpr() {
  auto t = make();
  if constexpr (always) take(std::move(t));
}
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

} // namespace

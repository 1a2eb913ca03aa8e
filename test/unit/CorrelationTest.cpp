//===--- CorrelationTest.cpp - conditions that may depend on each other ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Correlation.h"
#include "Code.h"
#include "analysis/StmtParents.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

std::string prelude(llvm::StringRef Text) {
  return R"cpp(
#include <optional>
#include <vector>
void first(); void second(); bool test(); bool other(int);
struct state { bool ready, done; int count; bool has_value() const; };
)cpp" + Text.str();
}

/// The function, the one call of \p Callee in it and its variable `t`.
struct Place {
  FunctionAnalysis &F;
  const Stmt &Call;
  const VarDecl &Var;

  Place(const Code &C, llvm::StringRef Function, llvm::StringRef Callee)
      : F(C.analysis(Function)), Call(callIn(C, Callee)), Var(local()) {}

private:
  const Stmt &callIn(const Code &C, llvm::StringRef Callee) {
    for (const CallExpr *Call : C.calls(Callee))
      for (const Stmt *S = Call; S; S = F.parents().getParent(S))
        if (S == &F.body())
          return *Call;
    llvm::report_fatal_error("no such call in the function");
  }
  const VarDecl &local() {
    for (const VarDecl *Var : F.survey().Locals)
      if (Var->getName() == "t")
        return *Var;
    llvm::report_fatal_error("no variable t in the function");
  }
};

//===----------------------------------------------------------------------===//
// conditionsAround
//===----------------------------------------------------------------------===//

/// The conditions around the call of first().
Lines around(const Code &C, llvm::StringRef Function) {
  Place P(C, Function, "first");
  Lines Out;
  for (const Expr *Condition : conditionsAround(P.F, P.Call, &P.Var))
    Out.push_back(C.text(*Condition));
  return Out;
}

TEST(ConditionsAround, InnermostFirst) {
  Code C(prelude(R"cpp(
void none(bool a) { int t; if (a) {} first(); }
void nested(bool a, bool b, int c, bool d) {
  int t;
  if (a) {
    while (b)
      for (; c < 3;)
        switch (c) { case 1: if (d) {} else first(); }
  }
}
void in_expression(bool a, bool b) {
  int t;
  a ? second() : (void)(b || (first(), true));
}
)cpp"));
  EXPECT_EQ(around(C, "none"), Lines{});
  EXPECT_EQ(around(C, "nested"), (Lines{"d", "c", "c < 3", "b", "a"}));
  EXPECT_EQ(around(C, "in_expression"), (Lines{"b", "a"}));
}

TEST(ConditionsAround, StopWhereTheVariableIsDeclared) {
  Code C(prelude(R"cpp(
void inside(bool a, bool b) { if (a) { int t; if (b) first(); } }
void of_the_loop(bool a) { for (int t = 0; a;) first(); }
void range(std::vector<int> v) { int t; for (int i : v) first(); }
void logical(bool a, bool b) { int t; a && b && (first(), true); }
void in_condition(bool a) { int t; if (first(), a) {} }
void do_while(bool a) { int t; do first(); while (a); }
)cpp"));
  EXPECT_EQ(around(C, "inside"), Lines{"b"});
  EXPECT_EQ(around(C, "of_the_loop"), Lines{"a"});
  EXPECT_EQ(around(C, "range"), Lines{"v"});
  EXPECT_EQ(around(C, "logical"), Lines{"a && b"});
  EXPECT_EQ(around(C, "in_condition"), Lines{});
  // Evaluated at least once, whatever the condition.
  EXPECT_EQ(around(C, "do_while"), Lines{});
}

//===----------------------------------------------------------------------===//
// mayBeCorrelated
//===----------------------------------------------------------------------===//

TEST(MayBeCorrelated, ConditionsOnTheSameThingInOtherWords) {
  Code C(prelude(R"cpp(
void yes_optional(std::optional<int> o) {
  int t;
  if (o) first();
  if (o.has_value()) second();
}
void yes_ranges(int n) { int t; if (n > 3) first(); if (n > 5) second(); }
void yes_member(state s) {
  int t;
  if (s.count > 1) first();
  if (s.count != 0) second();
}
void yes_argument(int n) { int t; if (other(n)) first(); if (n == 2) second(); }
void yes_size(std::vector<int> v) {
  int t;
  for (int i : v) first();
  if (!v.empty()) second();
}
void yes_counter(int n) {
  int t, count = 0;
  if (n) {
    first();
    ++count;
  }
  if (count) second();
}
void yes_sum(int n) {
  int t, count = 0;
  if (n) {
    first();
    count += 2;
  }
  while (count > 0) second();
}

void no_assigned_always(bool a) {
  int t;
  bool done = a;
  first();
  done = true;
  if (done) second();
}
void no_conditions() { int t; first(); second(); }
void no_other(bool a, bool b) { int t; if (a) first(); if (b) second(); }
void no_same(bool a) { int t; if (a) first(); if (a) second(); }
void no_negated(bool a) { int t; if (a) first(); if (!a) second(); }
void no_one_only(bool a) { int t; if (a) first(); second(); }
void no_both_inside(int n) { int t; if (n > 3) { first(); second(); } }
void no_call(state s) {
  int t;
  if (s.ready) first();
  if (test()) second();
}
void yes_assigned(bool a) {
  int t;
  bool done = false;
  if (a) {
    first();
    done = true;
  }
  if (done) second();
}
)cpp"));
  unsigned Count = 0;
  for (FunctionAnalysis *F : C.unit().functions()) {
    std::string Name = F->function().getNameAsString();
    bool Yes = llvm::StringRef(Name).starts_with("yes_");
    if (!Yes && !llvm::StringRef(Name).starts_with("no_"))
      continue;
    ++Count;
    Place First(C, Name, "first"), Second(C, Name, "second");
    EXPECT_EQ(mayBeCorrelated(*F, First.Call, Second.Call, First.Var), Yes)
        << Name;
  }
  EXPECT_EQ(Count, 16u);
}

//===----------------------------------------------------------------------===//
// isInSomeRoundsOnly
//===----------------------------------------------------------------------===//

TEST(IsInSomeRoundsOnly, UnderOrBehindAConditionThatChanges) {
  Code C(prelude(R"cpp(
void yes_index(int n) {
  int t;
  for (int i = 0; i != n; ++i)
    if (i == 0) first();
}
void yes_flag(int n) {
  int t;
  bool once = true;
  while (n--) {
    if (once) first();
    once = false;
  }
}
void yes_call(int n) { int t; while (n--) if (test()) first(); }
void yes_member(state &s, int n) { int t; while (n--) if (s.ready) first(); }
void yes_continue(int n) {
  int t;
  for (int i = 0; i != n; ++i) {
    if (i != 0) continue;
    first();
  }
}
void yes_break(int n) { int t; while (n--) { if (test()) break; first(); } }
void yes_switch(int n) { int t; while (n--) switch (n) { case 1: first(); } }
void yes_ternary(int n) { int t; while (n--) n == 1 ? first() : second(); }
void yes_outer_loop(int n) { int t; while (n--) if (test()) for (;;) first(); }
void yes_own_local(int n) {
  int t;
  while (n--) {
    bool b = test();
    if (b) first();
  }
}

void no_loop(bool a) { int t; if (a) first(); }
void no_condition(int n) { int t; while (n--) first(); }
void no_constant(int n, bool a) { int t; while (n--) if (a) first(); }
void no_loop_of_its_own(int n) { while (n--) { int t; if (test()) first(); } }
void no_behind(int n) { int t; while (n--) { first(); if (test()) break; } }
void no_harmless_branch(int n) {
  int t;
  while (n--) {
    if (test()) second();
    first();
  }
}
)cpp"));
  unsigned Count = 0;
  for (FunctionAnalysis *F : C.unit().functions()) {
    std::string Name = F->function().getNameAsString();
    bool Yes = llvm::StringRef(Name).starts_with("yes_");
    if (!Yes && !llvm::StringRef(Name).starts_with("no_"))
      continue;
    ++Count;
    Place First(C, Name, "first");
    EXPECT_EQ(isInSomeRoundsOnly(*F, First.Call, First.Var), Yes) << Name;
  }
  EXPECT_EQ(Count, 16u);
}

} // namespace

//===--- DanglingTasksTest.cpp - tasks that outlive what they refer to ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/DanglingTasks.h"
#include "LifetimeText.h"
#include "llvm/ADT/StringExtras.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include "mini.h"
using mini::task; using mini::eager; using mini::tick;
task<> lazily(const std::string &s); task<> copies(std::string s); task<> make();
eager<> unseen(const std::string &s);
eager<> late(const std::string &s) { co_await tick(); std::string t = s; }
eager<> early(const std::string &s) { std::string t = s; co_await tick(); }
std::string text(); void work(); void take(task<>);
std::vector<task<>> all;
#define SPAWNS [[clang::annotate_type("corolint::spawns")]]
void spawn(task<> SPAWNS);
struct [[clang::annotate("corolint::must_join")]] scope {
  void spawn(task<>);
  [[clang::annotate("corolint::joins")]] tick join();
};
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

/// "lazily(text()): temporary, stored t, runs at co_await std::move(t)".
std::string textOf(const Code &C, const DanglingTask &Task) {
  std::string Out = C.text(*Task.Call) + ": ";
  if (Task.Closure)
    Out += "closure, ";
  Out += Task.DroppedByCallee ? "dropped by callee"
                              : text(Task.To) + ", " + text(Task.Fate);
  if (Task.RunsAt.isValid())
    Out += ", runs at " + statementAt(C, Task.RunsAt);
  return Out;
}

Lines dangling(const Code &C, llvm::StringRef Function) {
  Lines Out;
  for (const DanglingTask &Task : findDanglingTasks(C.analysis(Function)))
    Out.push_back(textOf(C, Task));
  return Out;
}

TEST(DanglingTasks, ReferToTemporariesOfAnEarlierStatement) {
  Code C(withPrelude(R"cpp(
task<> stored() { auto t = lazily(text()); co_await std::move(t); }
task<> kept() { all.push_back(lazily(text())); co_return; }
task<> started() { auto t = late(text()); co_await tick(); }
task<> spawned() { spawn(lazily(text())); co_return; }
task<> returned() { return lazily(text()); }
task<> scoped(scope &s) { s.spawn(lazily(text())); co_await s.join(); }
)cpp"));
  EXPECT_EQ(dangling(C, "stored"),
            Lines{"lazily(text()): temporary, stored t, runs at "
                  "co_await std::move(t)"});
  EXPECT_EQ(dangling(C, "kept"), Lines{"lazily(text()): temporary, kept"});
  EXPECT_EQ(dangling(C, "started"), Lines{"late(text()): temporary, stored t"});
  EXPECT_EQ(dangling(C, "spawned"),
            Lines{"lazily(text()): temporary, spawned"});
  EXPECT_EQ(dangling(C, "returned"),
            Lines{"lazily(text()): temporary, returned"});
  EXPECT_EQ(dangling(C, "scoped"),
            Lines{"lazily(text()): temporary, in scope"});
}

TEST(DanglingTasks, AreNotThoseThatEndFirstOrKeepCopies) {
  Code C(withPrelude(R"cpp(
task<> awaited() { co_await lazily(text()); }
task<> dropped() { lazily(text()); co_return; }
task<> copied() { auto t = copies(text()); co_await std::move(t); }
task<> extended() { auto &&s = text(); auto t = lazily(s); co_await std::move(t); }
task<> replaced() { auto t = lazily(text()); t = make(); co_await std::move(t); }
task<> not_used() { auto t = lazily(text()); co_return; }
task<> used_at_once() { auto t = early(text()); co_await tick(); }
task<> not_seen() { auto t = unseen(text()); co_await tick(); }
task<> lent(std::string &s) { auto t = lazily(s); co_await std::move(t); }
)cpp"));
  for (const char *Silent :
       {"awaited", "dropped", "copied", "extended", "replaced", "not_used",
        "used_at_once", "not_seen", "lent"})
    EXPECT_EQ(dangling(C, Silent), Lines()) << Silent;
}

TEST(DanglingTasks, ReferToLocalsOfAnInnerBlock) {
  Code C(withPrelude(R"cpp(
task<> inner(bool b) {
  auto t = make();
  if (b) { std::string s; t = lazily(s); }
  co_await std::move(t);
}
task<> rounds() {
  std::vector<task<>> v;
  for (int n = 0; n != 3; ++n) { std::string s; v.push_back(lazily(s)); }
  for (auto &t : v) co_await std::move(t);
}
void kept() { std::string s; all.push_back(lazily(s)); }
task<> coroutine(bool b) { if (b) co_return; std::string s; all.push_back(lazily(s)); }
task<> same() { std::string s; auto t = lazily(s); co_await std::move(t); }
task<> within(bool b) {
  auto t = make();
  if (b) { std::string s; t = lazily(s); co_await std::move(t); }
}
task<> waits() { std::string s; all.push_back(lazily(s)); co_await tick(); }
)cpp"));
  EXPECT_EQ(dangling(C, "inner"),
            Lines{"lazily(s): object s, stored t, runs at co_await "
                  "std::move(t)"});
  EXPECT_EQ(dangling(C, "rounds"),
            Lines{"lazily(s): object s, stored v, runs at for (auto &t : v) "
                  "co_await std::move(t)"});
  EXPECT_EQ(dangling(C, "kept"), Lines{"lazily(s): object s, kept"});
  EXPECT_EQ(dangling(C, "coroutine"), Lines{"lazily(s): object s, kept"});
  for (const char *Silent : {"same", "within", "waits"})
    EXPECT_EQ(dangling(C, Silent), Lines()) << Silent;
}

TEST(DanglingTasks, ReadTheClosureThatIsGone) {
  Code C(withPrelude(R"cpp(
task<> temporary(int n) {
  auto t = [n]() -> task<> { co_await tick(); take(n ? make() : make()); }();
  co_await std::move(t);
}
task<> awaited(int n) {
  co_await [n]() -> task<> { co_await tick(); take(n ? make() : make()); }();
}
task<> parameter(int n) {
  auto t = [](int n) -> task<> { co_await tick(); take(n ? make() : make()); }(n);
  co_await std::move(t);
}
task<> named(int n) {
  auto l = [n]() -> task<> { co_await tick(); take(n ? make() : make()); };
  auto t = l(); co_await std::move(t);
}
)cpp"));
  Lines Found = dangling(C, "temporary");
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_TRUE(llvm::StringRef(Found[0]).ends_with(
      ": closure, temporary, stored t, runs at co_await std::move(t)"))
      << Found[0];
  for (const char *Silent : {"awaited", "parameter", "named"})
    EXPECT_EQ(dangling(C, Silent), Lines()) << Silent;
}

// What a callee does with a closure is told by model; what it keeps of its own
// call, by its body.
TEST(DanglingTasks, ReadTheClosureThatTheCalleeDrops) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: drop, effect: [drops-callable, spawns], argument: 0}
  - {name: hold, effect: [keeps-alive, spawns], argument: 0}
)yaml",
                            withPrelude(R"cpp(
template <class F> void drop(F) {}
template <class F> void hold(F) {}
template <class F> void keep(F &&f) { all.push_back(f()); }
void f(int n) {
  auto reads = [n]() -> task<> { co_await tick(); take(n ? make() : make()); };
  auto empty = []() -> task<> { co_await tick(); };
  drop(reads); drop(empty); hold(reads); keep(reads);
}
void g(int n) {
  keep([n]() -> task<> { co_await tick(); take(n ? make() : make()); });
}
)cpp"));
  EXPECT_EQ(dangling(C, "f"), Lines{"drop(reads): closure, dropped by callee"});
  ASSERT_EQ(dangling(C, "g").size(), 1u);
}

/// The use of the variable `t` after the end of \p Dies, "" being a temporary,
/// and the names by which it was moved on before.
std::string after(const Code &C, llvm::StringRef Function,
                  llvm::StringRef Dies) {
  FunctionAnalysis &F = C.analysis(Function);
  const CallExpr &Made = *callsIn(C, "lazily", Function).front();
  const VarDecl *Holder = fateOf(Made, F).Holder;
  if (!Holder)
    return "no holder";
  HolderUses Uses = usesOfHolder(Dies.empty() ? nullptr : &C.variable(Dies),
                                 Made, *Holder, F);
  std::string Out =
      Uses.AfterEnd ? statementAt(C, Uses.AfterEnd->getBeginLoc()) : "none";
  for (const Expr *Name : Uses.MovedBy)
    Out += ", moved by " + C.text(*Name);
  return Out;
}

TEST(DanglingTasks, HoldersAreUsedAfterTheEndOrMovedOnBefore) {
  Code C(withPrelude(R"cpp(
task<> at_once() { auto t = lazily(text()); take(std::move(t)); co_return; }
task<> cleared() { std::vector<task<>> v; v.push_back(lazily(text())); v.clear(); co_return; }
task<> looked_at() { auto t = lazily(text()); (void)t; co_return; }
task<> branches(bool b) { auto t = lazily(text()); if (b) t = make(); co_await std::move(t); }
task<> block(bool b) { auto t = make(); { std::string s1; t = lazily(s1); work(); } take(std::move(t)); }
task<> moved() { auto t = make(); { std::string s2; t = lazily(s2); take(std::move(t)); } co_return; }
task<> round(int n) { auto t = make(); while (--n) { take(std::move(t)); std::string s3; t = lazily(s3); } }
)cpp"));
  EXPECT_EQ(after(C, "at_once", ""), "take(std::move(t))");
  EXPECT_EQ(after(C, "cleared", ""), "none");
  EXPECT_EQ(after(C, "looked_at", ""), "none");
  EXPECT_EQ(after(C, "branches", ""), "co_await std::move(t)");
  EXPECT_EQ(after(C, "block", "s1"), "take(std::move(t))");
  EXPECT_EQ(after(C, "moved", "s2"), "none, moved by t");
  EXPECT_EQ(after(C, "round", "s3"), "take(std::move(t))");
}

TEST(DanglingTasks, AreFollowedFromVariableToVariable) {
  Code C(withPrelude(R"cpp(
task<> moved_out() {
  auto outer = make();
  { std::string s; auto t = lazily(s); outer = std::move(t); }
  co_await std::move(outer);
}
task<> stays() {
  std::string s; auto t = lazily(s); auto u = std::move(t);
  co_await std::move(u);
}
)cpp"));
  EXPECT_EQ(dangling(C, "moved_out"),
            Lines{"lazily(s): object s, stored t, runs at co_await "
                  "std::move(outer)"});
  EXPECT_EQ(dangling(C, "stays"), Lines());
}

TEST(DanglingTasks, InInitialisersOutsideOfFunctionsReadTheirClosures) {
  Code C(withPrelude(R"cpp(
int number();
auto reads = [n = number()]() -> task<> { co_await tick(); take(n ? make() : make()); }();
auto empty = []() -> task<> { co_await tick(); }();
auto callable = [n = number()]() -> task<> { co_await tick(); take(n ? make() : make()); };
)cpp"));
  auto Count = [&](const char *Variable) {
    return findDanglingTasks(*C.variable(Variable).getInit(), C.unit()).size();
  };
  EXPECT_EQ(Count("reads"), 1u);
  EXPECT_EQ(Count("empty"), 0u);
  EXPECT_EQ(Count("callable"), 0u);
}

} // namespace

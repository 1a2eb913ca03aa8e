//===--- TaskFatesTest.cpp - where a task goes that a call has made -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TaskFates.h"
#include "LifetimeText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include "mini.h"
#include <future>
#include <tuple>
using mini::task; using mini::tick;
task<> make(); void work(); void take(task<>);
tick both(task<>, task<>);
task<> wrap(task<>);
#define SPAWNS [[clang::annotate_type("corolint::spawns")]]
#define SCOPED [[clang::annotate_type("corolint::scoped")]]
#define JOINS [[clang::annotate("corolint::joins")]]
struct [[clang::annotate("corolint::must_join")]] scope {
  void spawn(task<>);
  JOINS tick join();
};
struct [[clang::annotate("corolint::detachable")]] job { JOINS tick join(); };
void spawn(task<> SPAWNS); job start(task<> SPAWNS);
void run_all(task<> SCOPED);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

/// Where each task goes that a call of `make` in \p Function makes.
Lines fates(const Code &C, llvm::StringRef Function) {
  Lines Out;
  for (const CallExpr *Call : callsIn(C, "make", Function))
    Out.push_back(text(fateOf(*Call, C.analysis(Function))));
  return Out;
}

TEST(TaskFates, AreDoneWhenSomebodyWaitsInTheExpression) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: sync_wait, effect: waits-for, argument: 0}
)yaml",
                            withPrelude(R"cpp(
void sync_wait(task<>);
task<> awaited(bool b) {
  co_await make();
  co_await (b ? make() : make());
  co_await std::move(make());
  co_await both(make(), make());
  co_await wrap(make());
  co_await start(make()).join();
}
void waited() {
  sync_wait(make());
  sync_wait(wrap(make()));
  run_all(make());
}
)cpp"));
  EXPECT_EQ(fates(C, "awaited"), Lines(8, "done"));
  EXPECT_EQ(fates(C, "waited"), Lines(3, "done"));
}

TEST(TaskFates, AreDroppedWithTheFullExpression) {
  Code C(withPrelude(R"cpp(
void f(bool b) {
  make();
  (void)make();
  std::ignore = make();
  make(), work();
  wrap(make());
  if (b) make();
}
)cpp"));
  EXPECT_EQ(fates(C, "f"), Lines(6, "dropped"));
}

TEST(TaskFates, AreStoredInTheLocalThatHasThem) {
  Code C(withPrelude(R"cpp(
struct box {
  std::vector<task<>> all; task<> one = make();
  box(); box(task<> t) : one(std::move(t)) {}
  void add(task<> t) { all.push_back(std::move(t)); }
};
void f(bool b, task<> p) {
  auto t = make(); auto &&r = make(); auto w = wrap(make());
  auto choice = b ? make() : make();
  t = make();
  p = make();
  std::vector<task<>> v; v.push_back(make()); v.emplace_back(make());
  std::optional<task<>> o = make(); o.emplace(make());
  auto u = std::make_unique<task<>>(make());
  std::pair<task<>, int> q(make(), 1);
  box made(make()), filled; filled.add(make());
}
)cpp"));
  EXPECT_EQ(fates(C, "f"),
            (Lines{"stored t", "stored r", "stored w", "stored choice",
                   "stored choice", "stored t", "stored p", "stored v",
                   "stored v", "stored o", "stored o", "stored u", "stored q",
                   "stored made", "stored filled"}));
}

TEST(TaskFates, AreKeptByWhatIsNoLocal) {
  Code C(withPrelude(R"cpp(
std::vector<task<>> all;
struct s {
  task<> one; std::vector<task<>> many;
  s() : one(make()) {}
  void member() { one = make(); many.push_back(make()); this->one = make(); }
  void put(task<> t) { many.push_back(std::move(t)); }
  void handed_on() { put(make()); }
};
void keep(task<> t) { all.push_back(std::move(t)); }
void outside(task<> &out, s &other) {
  all.push_back(make()); static auto lasting = make(); new task<>(make());
  keep(make()); out = make(); other.one = make(); other.put(make());
}
)cpp"));
  EXPECT_EQ(fates(C, "s::s"), Lines{"kept in this"});
  EXPECT_EQ(fates(C, "member"), Lines(3, "kept in this"));
  EXPECT_EQ(fates(C, "handed_on"), Lines{"kept in this"});
  EXPECT_EQ(fates(C, "outside"), Lines(7, "kept"));
}

TEST(TaskFates, AreReturnedByPlainFunctionsAndCoroutines) {
  Code C(withPrelude(R"cpp(
task<> plain(bool b) { if (b) return wrap(make()); return b ? make() : make(); }
task<task<>> result() { co_return make(); }
)cpp"));
  EXPECT_EQ(fates(C, "plain"), Lines(3, "returned"));
  EXPECT_EQ(fates(C, "result"), Lines{"returned"});
}

// A handle that somebody has is where the work is; without one, it is alone.
TEST(TaskFates, AreSpawnedOrInTheScopeThatJoins) {
  Code C(withPrelude(R"cpp(
void hands_on(task<> t) { spawn(std::move(t)); }
task<> alone() {
  spawn(make()); start(make()); hands_on(make());
  co_return;
}
struct s { scope member; void f() { member.spawn(make()); } };
task<> joined(scope &lent) {
  scope local; local.spawn(make()); lent.spawn(make());
  auto handle = start(make());
  auto future = std::async([](task<>) {}, make());
  co_await local.join(); co_await handle.join();
}
)cpp"));
  EXPECT_EQ(fates(C, "alone"), Lines(3, "spawned"));
  EXPECT_EQ(fates(C, "joined"), (Lines{"in scope local", "in scope",
                                       "stored handle", "in scope future"}));
  EXPECT_EQ(fates(C, "s::f"), Lines{"in scope in this"});
}

TEST(TaskFates, AreUnknownInWhatNobodySees) {
  Code C(withPrelude(R"cpp(
struct opaque { opaque(task<>); };
int inspect(const task<> &);
void looks_twice(task<> t) { inspect(t); spawn(std::move(t)); }
void f(void (*pointer)(task<>)) {
  take(make()); pointer(make()); opaque o(make()); inspect(make());
  auto l = [t = make()] {}; looks_twice(make());
}
)cpp"));
  EXPECT_EQ(fates(C, "f"), Lines(6, "unknown"));
}

TEST(TaskFates, FullExpressionsEndAtStatements) {
  Code C(withPrelude(R"cpp(
bool ready(task<>);
task<> f() {
  auto t = wrap(make());
  take(make());
  if (ready(make())) work();
  while (ready(make())) take(make());
  co_await wrap(make());
  co_return co_await make();
}
)cpp"));
  Lines Whole;
  for (const CallExpr *Call : callsIn(C, "make", "f"))
    Whole.push_back(C.text(fullExpressionOf(*Call, C.analysis("f"))));
  EXPECT_EQ(Whole,
            (Lines{"auto t = wrap(make());", "take(make())", "ready(make())",
                   "ready(make())", "take(make())", "co_await wrap(make())",
                   "co_return co_await make()"}));
}

} // namespace

//===--- LaterUsesTest.cpp - what a coroutine uses after it has suspended -===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/LaterUses.h"
#include "LifetimeText.h"
#include "clang/AST/DeclCXX.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include "mini.h"
using mini::task; using mini::tick; using mini::ready;
struct item { int n; std::string name; };
struct lender { const item &to; };
struct at_end { const item &to; ~at_end(); };
template <class T> void sink(const T &);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

/// The statement that uses what the first parameter of \p Function refers to.
std::string used(const Code &C, llvm::StringRef Function, UsesFrom From) {
  FunctionAnalysis &F = C.analysis(Function);
  return statementAt(C, laterUse(F, F.function().getParamDecl(0), From).Where);
}

std::string afterSuspension(const Code &C, llvm::StringRef Function) {
  return used(C, Function, UsesFrom::FirstSuspension);
}

TEST(LaterUses, FollowASuspensionOrBelongToALazyBody) {
  Code C(withPrelude(R"cpp(
task<> before(const int &n) { sink(n); co_await tick(); }
task<> after(const int &n) { co_await tick(); sink(n); }
task<> never(const int &n) { co_await ready(); sink(n); }
task<> other_branch(const int &n, bool b) { if (b) co_await tick(); else sink(n); }
task<> next_round(const int &n) { for (;;) { sink(n); co_await tick(); } }
task<> operand(const int &n) { co_await mini::sleep_for(std::chrono::milliseconds(n)); }
task<> handler(const int &n) { try { co_await tick(); } catch (...) { sink(n); } }
task<> unused(const int &n) { co_await tick(); (void)n; sink(sizeof(n)); }
)cpp"));
  struct {
    const char *Function, *FromStart, *FromSuspension;
  } Cases[] = {
      {"before", "sink(n)", "none"},
      {"after", "sink(n)", "sink(n)"},
      {"never", "sink(n)", "none"},
      {"other_branch", "else sink(n)", "none"},
      {"next_round", "sink(n)", "sink(n)"},
      {"operand", "co_await mini::sleep_for(std::chrono::milliseconds(n))",
       "none"},
      {"handler", "sink(n)", "sink(n)"},
      {"unused", "none", "none"},
  };
  for (auto [Function, FromStart, FromSuspension] : Cases) {
    EXPECT_EQ(used(C, Function, UsesFrom::Start), FromStart) << Function;
    EXPECT_EQ(afterSuspension(C, Function), FromSuspension) << Function;
  }
}

TEST(LaterUses, GoThroughReferencesPointersViewsAndWhatHoldsThem) {
  Code C(withPrelude(R"cpp(
task<> reference(const item &p) { auto &r = p.name; co_await tick(); sink(r); }
task<> pointer(const item &p) { auto *q = &p; co_await tick(); sink(*q); }
task<> view(const std::string &p) { std::string_view v = p; co_await tick(); sink(v); }
task<> closure(const item &p) { auto l = [&p] {}; co_await tick(); l(); }
task<> aggregate(const item &p) { lender l{p}; co_await tick(); sink(l); }
task<> second(const item &p) { auto &r = p; auto &s = r; co_await tick(); sink(s); }
task<> range(const std::vector<int> &p) { for (int n : p) co_await tick(); }
task<> destructor(const item &p) { at_end e{p}; co_await tick(); }
)cpp"));
  EXPECT_EQ(afterSuspension(C, "reference"), "sink(r)");
  EXPECT_EQ(afterSuspension(C, "pointer"), "sink(*q)");
  EXPECT_EQ(afterSuspension(C, "view"), "sink(v)");
  EXPECT_EQ(afterSuspension(C, "closure"), "l()");
  EXPECT_EQ(afterSuspension(C, "aggregate"), "sink(l)");
  EXPECT_EQ(afterSuspension(C, "second"), "sink(s)");
  EXPECT_EQ(afterSuspension(C, "range"), "for (int n : p) co_await tick()");
  EXPECT_EQ(afterSuspension(C, "destructor"), "at_end e{p}");
}

TEST(LaterUses, AreNotThoseOfCopies) {
  Code C(withPrelude(R"cpp(
task<> copy(const item &p) { item c = p; co_await tick(); sink(c); }
task<> element(const std::vector<int> &p) { int n = p[0]; co_await tick(); sink(n); }
task<> closure(const item &p) { auto l = [p] {}; co_await tick(); l(); }
task<> argument(const item &p) { sink(p); std::string s(p.name); co_await tick(); sink(s); }
task<> replaced(std::string_view p) { p = "own"; co_await tick(); sink(p); }
task<> pointer(const int *p) { sink(*p); p = nullptr; co_await tick(); sink(p); }
)cpp"));
  for (const char *Silent :
       {"copy", "element", "closure", "argument", "replaced", "pointer"})
    EXPECT_EQ(afterSuspension(C, Silent), "none") << Silent;
}

// The callee's coroutine goes on while its caller is suspended in the await.
TEST(LaterUses, AreAlsoThoseOfAnAwaitedTask) {
  Code C(withPrelude(R"cpp(
task<> reads_late(const int &n) { co_await tick(); sink(n); }
task<> reads_first(const int &n) { sink(n); co_await tick(); }
task<> late(const int &n) { co_await reads_late(n); }
task<> first(const int &n) { co_await reads_first(n); }
task<> through(const int &n) { co_await late(n); }
)cpp"));
  EXPECT_EQ(afterSuspension(C, "late"), "co_await reads_late(n)");
  EXPECT_EQ(afterSuspension(C, "first"), "none");
  EXPECT_EQ(afterSuspension(C, "through"), "co_await late(n)");
}

TEST(LaterUses, OfTheImplicitObject) {
  Code C(withPrelude(R"cpp(
struct s {
  int member; static int shared;
  task<> reads() { co_await tick(); sink(member); }
  task<> before() { sink(member); co_await tick(); }
  task<> alias() { int &r = member; co_await tick(); sink(r); }
  task<> copies() { int n = member; co_await tick(); sink(n); }
  task<> own(int n) { co_await tick(); sink(n + shared); }
};
)cpp"));
  auto Used = [&](const char *Function) {
    return statementAt(
        C, laterUse(C.analysis(Function), nullptr, UsesFrom::FirstSuspension)
               .Where);
  };
  EXPECT_EQ(Used("reads"), "sink(member)");
  EXPECT_EQ(Used("alias"), "sink(r)");
  for (const char *Silent : {"before", "copies", "own"})
    EXPECT_EQ(Used(Silent), "none") << Silent;
}

/// The captures that the coroutine lambdas read after a suspension, and where.
Lines capturesUsed(const Code &C, UsesFrom From) {
  Lines Out;
  for (FunctionAnalysis *F : C.unit().functions()) {
    const auto *Operator = dyn_cast<CXXMethodDecl>(&F->function());
    if (!Operator || !Operator->getParent()->isLambda() || !F->isCoroutine())
      continue;
    LaterUse Use = laterUseOfCaptures(*F, From);
    std::string Line = statementAt(C, Use.Where);
    if (Use)
      Line = (Use.Captured ? Use.Captured->getNameAsString() : "this") + ": " +
             Line;
    Out.push_back(Line);
  }
  return Out;
}

TEST(LaterUses, OfCapturesReadTheClosure) {
  Code C(withPrelude(R"cpp(
struct s { int member; void f(int n) {
  auto a = [n]() -> task<> { co_await tick(); sink(n); };
  auto b = [&n]() -> task<> { co_await tick(); sink(n); };
  auto c = [p = &n]() -> task<> { co_await tick(); sink(*p); };
  auto d = [this]() -> task<> { co_await tick(); sink(member); };
  auto e = [n]() -> task<> { auto &r = n; co_await tick(); sink(r); };
} };
)cpp"));
  EXPECT_EQ(capturesUsed(C, UsesFrom::FirstSuspension),
            (Lines{"n: sink(n)", "n: sink(n)", "p: sink(*p)",
                   "this: sink(member)", "r: sink(r)"}));
}

// What a captured reference or pointer refers to is not in the closure.
TEST(LaterUses, OfCapturesEndWithTheReferencesMadeFromThem) {
  Code C(withPrelude(R"cpp(
struct s { int member; void f(int n) {
  auto a = [n]() -> task<> { sink(n); co_await tick(); };
  auto b = [n]() -> task<> { int m = n; co_await tick(); sink(m); };
  auto c = [&n]() -> task<> { int &r = n; co_await tick(); sink(r); };
  auto d = [p = &n]() -> task<> { auto *q = p; co_await tick(); sink(*q); };
  auto e = [this]() -> task<> { auto *self = this; co_await tick(); sink(self->member); };
  auto g = [](int n) -> task<> { co_await tick(); sink(n); };
} };
)cpp"));
  EXPECT_EQ(capturesUsed(C, UsesFrom::FirstSuspension), Lines(6, "none"));
  EXPECT_EQ(capturesUsed(C, UsesFrom::Start),
            (Lines{"n: sink(n)", "n: int m = n", "n: int &r = n",
                   "p: auto *q = p", "this: auto *self = this", "none"}));
}

} // namespace

//===--- ThreadLocalsTest.cpp - what is done to thread-local variables ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ThreadLocals.h"
#include "LifetimeText.h"
#include "analysis/ThreadAffinity.h"
#include "analysis/ThreadLocalUses.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include "mini.h"
using mini::task; using mini::tick; using mini::ready;
struct item { int n = 0; int m = 0; };
thread_local int count; thread_local item one; thread_local std::string text;
int plain; bool flip(); void sink(int);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

constexpr const char *Kinds[] = {"read", "set", "raise", "lower", "other"};

std::string textOf(const std::vector<ThreadLocalAccess> &All) {
  std::string Text;
  for (const ThreadLocalAccess &A : All)
    Text += (Text.empty() ? "" : ", ") + std::string(Kinds[A.Kind]) + " " +
            A.Object->text();
  return Text.empty() ? "nothing" : Text;
}

std::string accesses(const Code &C, llvm::StringRef Function) {
  FunctionAnalysis &F = C.analysis(Function);
  return textOf(F.unit().threadLocals().accessesIn(F));
}

std::string summary(const Code &C, llvm::StringRef Function) {
  FunctionAnalysis &F = C.analysis(Function);
  return textOf(F.unit().threadLocals().summaryOf(F));
}

TEST(ThreadLocals, AccessesOfOneBody) {
  Code C(withPrelude(R"cpp(
void reads() { sink(count); sink(one.n); }
void sets() { count = 1; one.m = 2; one = item(); }
void counts() { ++count; count--; count += 2; count -= 3; count *= 2; }
void calls() { text.size(); text.clear(); std::swap(count, plain); std::exchange(count, 3); }
void global() { plain = 1; ++plain; }
void unevaluated() { sink(sizeof(count)); }
void in_a_lambda() { auto f = [] { ++count; }; }
void on_demand() { if (text.empty()) text = "a"; }
void element() { thread_local int many[4]; many[2] = 1; sink(many[2]); }
)cpp"));
  EXPECT_EQ(accesses(C, "reads"), "read count, read one.n");
  EXPECT_EQ(accesses(C, "sets"), "set count, set one.m, set one");
  EXPECT_EQ(accesses(C, "counts"),
            "raise count, lower count, raise count, lower count, other count");
  EXPECT_EQ(accesses(C, "calls"),
            "read text, other text, set count, set count");
  EXPECT_EQ(accesses(C, "global"), "nothing");
  EXPECT_EQ(accesses(C, "unevaluated"), "nothing");
  EXPECT_EQ(accesses(C, "in_a_lambda"), "nothing");
  EXPECT_EQ(accesses(C, "on_demand"), "other text, set text");
  EXPECT_EQ(accesses(C, "element"), "set many[2], read many[2]");
}

TEST(ThreadLocals, SummariesKeepWhatHappensOnEveryPath) {
  Code C(withPrelude(R"cpp(
void set(int n) { count = n; }
void through() { set(3); }
void maybe() { if (flip()) count = 1; }
void twice() { ++count; --count; }
int get() { return count + one.n; }
int next() { return ++count; }
void look_and_set(int n) { if (n != one.n) sink(n); count = n; }
void itself() { count = 1; itself(); }
task<> later() { count = 1; co_return; }
void makes_one() { auto t = later(); }
)cpp"));
  EXPECT_EQ(summary(C, "set"), "set count");
  EXPECT_EQ(summary(C, "through"), "set count");
  EXPECT_EQ(summary(C, "maybe"), "other count");
  EXPECT_EQ(summary(C, "twice"), "other count");
  EXPECT_EQ(summary(C, "get"), "read count, read one.n");
  EXPECT_EQ(summary(C, "next"), "raise count");
  EXPECT_EQ(summary(C, "look_and_set"), "read one.n, set count");
  EXPECT_EQ(summary(C, "itself"), "set count");
  EXPECT_EQ(summary(C, "makes_one"), "nothing");
}

/// What the coroutine \p Function uses after a suspension: the statements, each
/// with the variable or getter it is about.
std::string used(const Code &C, llvm::StringRef Function) {
  std::string Text;
  for (const ThreadLocalUse &Use : threadLocalUses(C.analysis(Function)))
    Text += (Text.empty() ? "" : "; ") + Use.What.Owner->getNameAsString() +
            ": " + statementAt(C, Use.Used.Where);
  return Text.empty() ? "nothing" : Text;
}

TEST(ThreadLocals, UsesAfterASuspension) {
  Code C(withPrelude(R"cpp(
item &mine() { thread_local item it; return it; }
item &either(bool b) { static item shared; return b ? mine() : shared; }
item &cycle(int n) { return n ? cycle(n - 1) : mine(); }
task<> reference() { item &i = one; co_await tick(); sink(i.n); }
task<> getter() { item &i = mine(); co_await tick(); sink(i.n); }
task<> recursive() { item &i = cycle(2); co_await tick(); sink(i.n); }
task<> never() { item &i = one; co_await ready(); sink(i.n); }
task<> two() { item &i = one; int &n = count; co_await tick(); sink(i.n); sink(n); }
task<> two_names() { item &i = one; item &j = i; co_await tick(); sink(i.n); sink(j.n); }
task<> twice() { ++count; co_await tick(); --count; ++count; co_await tick(); --count; }
task<> set_and_read() { count = 1; co_await tick(); sink(count); }
task<> set_again() { count = 1; co_await tick(); count = 2; sink(count); }
item plain_function() { item &i = one; return i; }
)cpp"));
  EXPECT_EQ(used(C, "reference"), "one: sink(i.n)");
  EXPECT_EQ(used(C, "getter"), "it: sink(i.n)");
  EXPECT_EQ(used(C, "recursive"), "it: sink(i.n)");
  EXPECT_EQ(used(C, "never"), "nothing");
  EXPECT_EQ(used(C, "two"), "one: sink(i.n); count: sink(n)");
  EXPECT_EQ(used(C, "two_names"), "one: sink(i.n)");
  EXPECT_EQ(used(C, "twice"), "count: --count; count: --count");
  EXPECT_EQ(used(C, "set_and_read"), "count: sink(count)");
  EXPECT_EQ(used(C, "set_again"), "nothing");
  EXPECT_EQ(used(C, "plain_function"), "nothing");
}

TEST(ThreadLocals, PinnedCoroutines) {
  Code C(withPrelude(R"cpp(
template <class T> struct [[clang::annotate("corolint::pinned")]] shard : task<T> {
  struct promise_type : task<T>::promise_type { shard get_return_object(); };
};
template <class T> struct derived : shard<T> {
  struct promise_type : task<T>::promise_type { derived get_return_object(); };
};
shard<void> stays() { co_await tick(); }
derived<void> inherits() { co_await tick(); }
[[clang::annotate("corolint::pinned")]] task<> says_so() { co_await tick(); }
task<> moves() { co_await tick(); }
mini::generator<int> pulled() { co_yield 1; }
)cpp"));
  EXPECT_TRUE(isPinned(C.analysis("stays")));
  EXPECT_TRUE(isPinned(C.analysis("inherits")));
  EXPECT_TRUE(isPinned(C.analysis("says_so")));
  EXPECT_FALSE(isPinned(C.analysis("moves")));
  EXPECT_TRUE(isPulled(C.analysis("pulled")));
  EXPECT_FALSE(isPulled(C.analysis("moves")));
}

} // namespace

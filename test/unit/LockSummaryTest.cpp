//===--- LockSummaryTest.cpp - what callers know of a function's locks ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LockFlowText.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

const Lines Nothing;

std::string withLocks(const char *Text) {
  return std::string(R"cpp(
#include <mutex>
#include <shared_mutex>
std::mutex m, n;
std::shared_mutex readers;
)cpp") + Text;
}

TEST(LockSummary, NamesTheLocksThatItTakes) {
  Code C(withLocks(R"cpp(
struct table {
  std::mutex m_;
  void mine() { std::lock_guard g(m_); }
  void other(table &t) { std::lock_guard g(t.m_); }
};
void both() { std::scoped_lock g(m, n); }
void reads() { std::shared_lock g(readers); }
void given(std::mutex &p, std::mutex *q) { p.lock(); p.unlock(); q->lock(); q->unlock(); }
void of_its_own() { std::mutex local; std::lock_guard g(local); }
void attempts() { if (m.try_lock()) m.unlock(); }
void again(std::recursive_mutex &r) { r.lock(); r.unlock(); }
)cpp"));
  EXPECT_EQ(summary(C, "mine"), (Lines{"takes m_"}));
  EXPECT_EQ(summary(C, "other"), (Lines{"takes t.m_"}));
  EXPECT_EQ(summary(C, "both"), (Lines{"takes m", "takes n"}));
  EXPECT_EQ(summary(C, "reads"), (Lines{"takes readers shared"}));
  EXPECT_EQ(summary(C, "given"), (Lines{"takes p", "takes *q"}));
  EXPECT_EQ(summary(C, "attempts"), Nothing);
  EXPECT_EQ(summary(C, "again"), (Lines{"takes r recursively"}));
}

TEST(LockSummary, LeavesLocksHeldOrFree) {
  Code C(withLocks(R"cpp(
void enter() { m.lock(); }
void leave() { m.unlock(); }
void enter_given(std::mutex &p) { p.lock(); }
void enter_pointed(std::mutex *p) { p->lock(); }
void perhaps(bool b) { if (b) m.lock(); }
void through() { enter(); leave(); }
void enter_through() { enter(); }
struct table {
  std::mutex m_;
  void begin() { m_.lock(); }
  void end() { m_.unlock(); }
};
)cpp"));
  EXPECT_EQ(summary(C, "enter"), (Lines{"takes m", "leaves m held"}));
  EXPECT_EQ(summary(C, "leave"), (Lines{"leaves m free"}));
  EXPECT_EQ(summary(C, "enter_given"), (Lines{"takes p", "leaves p held"}));
  EXPECT_EQ(summary(C, "enter_pointed"), (Lines{"takes *p", "leaves *p held"}));
  EXPECT_EQ(summary(C, "perhaps"),
            (Lines{"takes m when b", "leaves m unknown"}));
  EXPECT_EQ(summary(C, "through"), (Lines{"takes m"}));
  EXPECT_EQ(summary(C, "enter_through"), (Lines{"takes m", "leaves m held"}));
  EXPECT_EQ(summary(C, "begin"), (Lines{"takes m_", "leaves m_ held"}));
  EXPECT_EQ(summary(C, "end"), (Lines{"leaves m_ free"}));
}

TEST(LockSummary, WhatIsTakenAgainIsRestored) {
  Code C(withLocks(R"cpp(
void work();
void outside() { m.unlock(); work(); m.lock(); }
void outside_given(std::unique_lock<std::mutex> &g) { g.unlock(); work(); g.lock(); }
)cpp"));
  // The caller held it before and holds it again: no acquisition of its own.
  EXPECT_EQ(summary(C, "outside"), Nothing);
  EXPECT_EQ(held(C, "outside"), Nothing);
}

TEST(LockSummary, ChangesGuardsOfTheCaller) {
  Code C(withLocks(R"cpp(
using guard = std::unique_lock<std::mutex>;
void unlock_it(guard &g) { g.unlock(); }
void lock_it(guard &g) { g.lock(); }
void by_pointer(guard *g) { g->unlock(); }
void by_value(guard g) { g.unlock(); }
void maybe(guard &g, bool b) { if (b) g.unlock(); }
struct owner {
  guard g_;
  void stop() { g_.unlock(); }
};
)cpp"));
  EXPECT_EQ(summary(C, "unlock_it"), (Lines{"leaves g of ? free"}));
  EXPECT_EQ(summary(C, "lock_it"), (Lines{"leaves g of ? held"}));
  EXPECT_EQ(summary(C, "by_pointer"), (Lines{"leaves g of ? free"}));
  EXPECT_EQ(summary(C, "by_value"), Nothing);
  EXPECT_EQ(summary(C, "maybe"), (Lines{"leaves g of ? unknown"}));
  EXPECT_EQ(summary(C, "stop"), (Lines{"leaves g_ of ? free"}));
}

TEST(LockSummary, BooleanParametersDecide) {
  Code C(withLocks(R"cpp(
struct table {
  std::mutex m_;
  bool locked_;
  void update(bool locked) {
    if (!locked)
      m_.lock();
    if (!locked)
      m_.unlock();
  }
  void flag() {
    if (!locked_)
      m_.lock();
    if (!locked_)
      m_.unlock();
  }
  void caller() {
    std::lock_guard g(m_);
    update(true);
  }
  void wrong_caller() {
    std::lock_guard g(m_);
    update(false);
  }
  void free_caller() { update(false); }
};
)cpp"));
  EXPECT_EQ(summary(C, "update"), (Lines{"takes m_ when !locked"}));
  EXPECT_EQ(summary(C, "flag"), Nothing);
  EXPECT_EQ(reacquired(C, "table::caller"), Nothing);
  EXPECT_EQ(reacquired(C, "wrong_caller").size(), 1u);
  EXPECT_EQ(reacquired(C, "free_caller"), Nothing);
}

TEST(LockSummary, ConditionsOnOtherParametersDoNotHideALock) {
  Code C(withLocks(R"cpp(
void f(bool verbose) {
  if (verbose)
    n.lock(), n.unlock();
  m.lock();
  m.unlock();
}
void caller(bool b) {
  std::lock_guard g(m);
  f(b);
}
)cpp"));
  EXPECT_EQ(reacquired(C, "caller").size(), 1u);
}

TEST(LockSummary, ReturnedGuards) {
  Code C(withLocks(R"cpp(
using guard = std::unique_lock<std::mutex>;
guard locked() { return guard(m); }
guard named() { guard g(m); return g; }
guard deferred() { return guard(m, std::defer_lock); }
guard unlocked() { guard g(m); g.unlock(); return g; }
guard either(bool b) { if (b) return guard(m); return guard(); }
guard passed(guard g) { return g; }
guard of(std::mutex &p) { return guard(p); }
guard wrapped() { return locked(); }
)cpp"));
  EXPECT_EQ(returned(C, "locked"), "held m");
  EXPECT_EQ(returned(C, "named"), "held m");
  EXPECT_EQ(returned(C, "deferred"), "free m");
  EXPECT_EQ(returned(C, "unlocked"), "free m");
  EXPECT_EQ(returned(C, "either"), "unknown");
  EXPECT_EQ(returned(C, "passed"), "held");
  EXPECT_EQ(returned(C, "of"), "held p");
  EXPECT_EQ(llvm::StringRef(returned(C, "wrapped")).take_front(4), "held");
}

TEST(LockSummary, CallersSeeWhatHelpersDo) {
  Code C(R"cpp(
#include "mini.h"
#include <mutex>
mini::tick one(), two();
std::mutex m;
using guard = std::unique_lock<std::mutex>;
void enter() { m.lock(); }
void leave() { m.unlock(); }
void drop(guard &g) { g.unlock(); }
guard make() { return guard(m); }
guard make_unlocked() { return guard(m, std::defer_lock); }
mini::task<> helpers() {
  enter();
  co_await one();
  leave();
  co_await two();
}
mini::task<> dropped() {
  guard g(m);
  drop(g);
  co_await one();
}
mini::task<> made() {
  auto g = make();
  co_await one();
}
mini::task<> made_unlocked() {
  auto g = make_unlocked();
  co_await one();
}
mini::task<> in_place() {
  m.lock();
  [&] { m.unlock(); }();
  co_await one();
}
)cpp");
  EXPECT_EQ(held(C, "helpers"), (Lines{"m at co_await one()"}));
  EXPECT_EQ(held(C, "dropped"), Nothing);
  EXPECT_EQ(held(C, "made"), (Lines{"g at co_await one()"}));
  EXPECT_EQ(held(C, "made_unlocked"), Nothing);
  EXPECT_EQ(held(C, "in_place"), Nothing);
}

//===----------------------------------------------------------------------===//
// Recursion
//===----------------------------------------------------------------------===//

TEST(LockSummary, OfRecursiveFunctionsEnds) {
  Code C(withLocks(R"cpp(
void itself(int d) {
  m.lock();
  if (d)
    itself(d - 1);
  m.unlock();
}
void odd(int d);
void even(int d) { if (d) odd(d - 1); n.lock(); n.unlock(); }
void odd(int d) { if (d) even(d - 1); m.lock(); m.unlock(); }
)cpp"));
  EXPECT_TRUE(llvm::is_contained(summary(C, "itself"), "takes m"));
  EXPECT_EQ(reacquired(C, "itself").size(), 1u);
  Lines Even = summary(C, "even");
  EXPECT_TRUE(llvm::is_contained(Even, "takes n"));
  EXPECT_TRUE(llvm::is_contained(Even, "takes m when d"));
  EXPECT_TRUE(llvm::is_contained(summary(C, "odd"), "takes m"));
}

constexpr char Cycle[] = R"cpp(
void second();
void first() { second(); }
void second() { std::lock_guard g(m); first(); }
)cpp";

TEST(LockSummary, OfACycleDoesNotDependOnWhoAsksFirst) {
  GTEST_SKIP() << "first() keeps what it found while second() was in "
                  "progress: it takes m only when it is asked first";
  Code A(withLocks(Cycle)), B(withLocks(Cycle));
  Lines FirstOfA = summary(A, "first"), SecondOfA = summary(A, "second");
  Lines SecondOfB = summary(B, "second"), FirstOfB = summary(B, "first");
  EXPECT_EQ(FirstOfA, FirstOfB);
  EXPECT_EQ(SecondOfA, SecondOfB);
}

TEST(LockSummary, ACycleTouchesLocksWhoeverAsksFirst) {
  GTEST_SKIP() << "second() keeps the no that first() had while in progress";
  Code C(withLocks(R"cpp(
void second();
void first() { second(); m.lock(); m.unlock(); }
void second() { first(); }
)cpp"));
  EXPECT_TRUE(C.analysis("first").touchesLocks());
  EXPECT_TRUE(C.analysis("second").touchesLocks());
}

} // namespace

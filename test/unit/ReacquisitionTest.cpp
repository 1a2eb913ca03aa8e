//===--- ReacquisitionTest.cpp - locks that are taken twice ---------------===//
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

std::string withRuntime(const char *Text) {
  return std::string(R"cpp(
#include "mini.h"
#include <mutex>
#include <shared_mutex>
mini::tick one(), two(), three();
std::mutex m, n;
)cpp") + Text;
}

TEST(Reacquisitions, OfTheSameObject) {
  Code C(withRuntime(R"cpp(
struct table { std::mutex m_; int rows; };
void guards() {
  std::lock_guard a(m);
  std::unique_lock b(m);
}
void by_hand() {
  m.lock();
  m.lock();
}
void others(table &s, table &t) {
  std::lock_guard a(s.m_);
  std::lock_guard b(t.m_);
  std::lock_guard c(m);
  std::lock_guard d(n);
}
void by_alias(table *p) {
  std::lock_guard a(p->m_);
  table &same = *p;
  std::lock_guard b(same.m_);
}
void pointer_moves(table *p) {
  p->m_.lock();
  ++p;
  p->m_.lock();
}
void again() {
  std::unique_lock g(m);
  g.lock();
}
void after_unlock() {
  std::unique_lock g(m);
  g.unlock();
  std::lock_guard h(m);
}
void tried() {
  m.lock();
  if (m.try_lock())
    m.unlock();
}
void each_round() {
  for (int i = 0; i != 3; ++i) {
    m.lock();
  }
}
)cpp"));
  EXPECT_EQ(reacquired(C, "guards"),
            (Lines{"m: std::unique_lock b(m); after std::lock_guard a(m);"}));
  EXPECT_EQ(reacquired(C, "by_hand"), (Lines{"m: m.lock(); after m.lock();"}));
  EXPECT_EQ(reacquired(C, "others"), Nothing);
  EXPECT_EQ(reacquired(C, "by_alias").size(), 1u);
  EXPECT_EQ(reacquired(C, "pointer_moves"), Nothing);
  EXPECT_EQ(reacquired(C, "again"),
            (Lines{"m: g.lock(); after std::unique_lock g(m);"}));
  EXPECT_EQ(reacquired(C, "after_unlock"), Nothing);
  EXPECT_EQ(reacquired(C, "tried"), Nothing);
  EXPECT_EQ(reacquired(C, "each_round"),
            (Lines{"m: m.lock(); after m.lock();"}));
}

TEST(Reacquisitions, DependOnTheKindOfLock) {
  Code C(withRuntime(R"cpp(
void recursive(std::recursive_mutex &r) {
  r.lock();
  r.lock();
}
void readers(std::shared_mutex &s) {
  std::shared_lock a(s);
  std::shared_lock b(s);
}
mini::task<> async(mini::async_mutex &a) {
  auto g = co_await a.lock();
  auto h = co_await a.lock();
}
)cpp"));
  EXPECT_EQ(reacquired(C, "recursive"), Nothing);
  EXPECT_EQ(reacquired(C, "readers").size(), 1u);
  ASSERT_EQ(reacquired(C, "async").size(), 1u);
  EXPECT_TRUE(C.analysis("async").locks().Reacquisitions.front().Async);
}

TEST(Reacquisitions, ThroughCalls) {
  Code C(withRuntime(R"cpp(
void take() {
  std::lock_guard g(m);
}
void take_given(std::mutex &given) {
  std::lock_guard g(given);
}
struct table {
  std::mutex m_;
  int size() {
    std::lock_guard g(m_);
    return 0;
  }
  int indirect() { return size(); }
  void twice() {
    std::lock_guard g(m_);
    size();
  }
  void deeper() {
    std::lock_guard g(m_);
    indirect();
  }
  void of_another(table &other) {
    std::lock_guard g(m_);
    other.size();
  }
};
void global() {
  m.lock();
  take();
}
void parameter() {
  std::lock_guard g(m);
  take_given(m);
  take_given(n);
}
mini::task<> lazy() {
  std::lock_guard g(m);
  co_return;
}
mini::task<> awaited() {
  std::lock_guard g(m);
  co_await lazy();
}
mini::task<> only_made() {
  std::lock_guard g(m);
  auto t = lazy();
  co_return;
}
)cpp"));
  EXPECT_EQ(reacquired(C, "twice"),
            (Lines{"m_: size(); after std::lock_guard g(m_); in size"}));
  EXPECT_EQ(reacquired(C, "deeper").size(), 1u);
  EXPECT_EQ(reacquired(C, "of_another"), Nothing);
  EXPECT_EQ(reacquired(C, "global"),
            (Lines{"m: take(); after m.lock(); in take"}));
  EXPECT_EQ(reacquired(C, "parameter").size(), 1u);
  EXPECT_EQ(reacquired(C, "awaited").size(), 1u);
  EXPECT_EQ(reacquired(C, "only_made"), Nothing);
}

} // namespace

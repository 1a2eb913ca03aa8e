//===--- LockFlowAliasTest.cpp - one lock under several names -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Locks that are reached through pointers, references and callables that
// change meanwhile: what is true before must not be believed afterwards.
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
mini::tick one(), two();
std::mutex m, n;
struct node { std::mutex m; node *next; };
)cpp") + Text;
}

TEST(LockAliases, AReferenceStaysWhereThePointerWas) {
  Code C(withRuntime(R"cpp(
void hand_over_hand(node *p) {
  std::mutex &old = p->m;
  old.lock();
  p = p->next;
  p->m.lock();
  old.unlock();
  p->m.unlock();
}
)cpp"));
  EXPECT_EQ(reacquired(C, "hand_over_hand"), Nothing);
}

TEST(LockAliases, AReferenceBoundBeforeThePointerMovedIsAnotherObject) {
  Code C(withRuntime(R"cpp(
void bound_before(node *p) {
  std::mutex &old = p->m;
  p = p->next;
  old.lock();
  p->m.lock();
}
)cpp"));
  EXPECT_EQ(reacquired(C, "bound_before"), Nothing);
}

TEST(LockAliases, HandOverHandReleasesTheOldOne) {
  Code C(withRuntime(R"cpp(
mini::task<> walk(node *p) {
  p->m.lock();
  while (p->next) {
    node *next = p->next;
    next->m.lock();
    p->m.unlock();
    p = next;
  }
  p->m.unlock();
  co_await one();
}
mini::task<> guards(node *p) {
  std::unique_lock g(p->m);
  while (p->next) {
    std::unique_lock h(p->next->m);
    g = std::move(h);
    p = p->next;
  }
  g.unlock();
  co_await one();
}
)cpp"));
  EXPECT_EQ(reacquired(C, "walk"), Nothing);
  EXPECT_EQ(held(C, "walk"), Nothing);
  EXPECT_EQ(reacquired(C, "guards"), Nothing);
  EXPECT_EQ(held(C, "guards"), Nothing);
}

TEST(LockAliases, AnIndexOrIteratorThatMoves) {
  Code C(withRuntime(R"cpp(
#include <vector>
void each(std::vector<std::mutex> &all) {
  for (size_t i = 0; i != all.size(); ++i)
    all[i].lock();
  for (size_t i = 0; i != all.size(); ++i)
    all[i].unlock();
}
void ranged(std::vector<node *> &all) {
  for (node *p : all)
    p->m.lock();
  for (node *p : all)
    p->m.unlock();
}
mini::task<> then_suspended(std::vector<node *> &all) {
  for (node *p : all)
    p->m.lock();
  for (node *p : all)
    p->m.unlock();
  co_await one();
}
)cpp"));
  EXPECT_EQ(reacquired(C, "each"), Nothing);
  EXPECT_EQ(reacquired(C, "ranged"), Nothing);
  EXPECT_EQ(held(C, "then_suspended"), Nothing);
}

TEST(LockAliases, PointersChangedBehindTheBack) {
  Code C(withRuntime(R"cpp(
void advance(node *&p);
void step(node **p);
void by_reference(node *p) {
  p->m.lock();
  advance(p);
  p->m.lock();
}
void by_pointer(node *p) {
  p->m.lock();
  step(&p);
  p->m.lock();
}
void by_lambda(node *p) {
  auto next = [&] { p = p->next; };
  p->m.lock();
  next();
  p->m.lock();
}
struct list {
  node *head;
  void pop();
  void member() {
    head->m.lock();
    pop();
    head->m.lock();
  }
};
void by_swap(node *p, node *q) {
  p->m.lock();
  std::swap(p, q);
  p->m.lock();
}
void by_exchange(node *p) {
  p->m.lock();
  std::exchange(p, p->next);
  p->m.lock();
}
)cpp"));
  EXPECT_EQ(reacquired(C, "by_reference"), Nothing);
  EXPECT_EQ(reacquired(C, "by_pointer"), Nothing);
  EXPECT_EQ(reacquired(C, "by_lambda"), Nothing);
  EXPECT_EQ(reacquired(C, "member"), Nothing);
  EXPECT_EQ(reacquired(C, "by_swap"), Nothing);
  EXPECT_EQ(reacquired(C, "by_exchange"), Nothing);
}

TEST(LockAliases, ConditionsChangedBehindTheBack) {
  GTEST_SKIP() << "missed: calls that are given the variable or object do not "
                  "end what was assumed of it";
  Code C(withRuntime(R"cpp(
void change(bool &b);
struct queue { bool empty() const; void push(); };
mini::task<> flag(bool b) {
  if (b)
    m.lock();
  change(b);
  if (!b)
    co_await one();
}
mini::task<> looked_at(queue q) {
  if (q.empty())
    m.lock();
  q.push();
  if (!q.empty())
    co_await one();
}
)cpp"));
  EXPECT_EQ(held(C, "flag"), (Lines{"m at co_await one()"}));
  EXPECT_EQ(held(C, "looked_at"), (Lines{"m at co_await one()"}));
}

TEST(LockAliases, ConditionsThatStayTheSameAgree) {
  Code C(withRuntime(R"cpp(
struct queue { bool empty() const; void push(); };
mini::task<> unchanged(queue q) {
  if (q.empty())
    m.lock();
  if (!q.empty())
    co_await one();
}
mini::task<> after_suspension(queue &q) {
  if (q.empty())
    m.lock();
  co_await one();
  if (!q.empty())
    co_await two();
}
)cpp"));
  EXPECT_EQ(held(C, "unchanged"), Nothing);
  EXPECT_EQ(held(C, "after_suspension").size(), 2u);
}

TEST(LockAliases, GuardsInContainersAndVariants) {
  Code C(withRuntime(R"cpp(
#include <optional>
#include <variant>
#include <vector>
using guard = std::unique_lock<std::mutex>;
mini::task<> pushed() {
  std::vector<guard> all;
  all.push_back(guard(m));
  all.clear();
  co_await one();
}
mini::task<> moved_into(std::vector<guard> &all) {
  guard g(m);
  all.push_back(std::move(g));
  co_await one();
}
mini::task<> assigned_empty() {
  guard g(m);
  g = {};
  co_await one();
}
mini::task<> swapped() {
  guard g(m), h;
  g.swap(h);
  h.unlock();
  co_await one();
}
mini::task<> nulled() {
  std::optional<guard> g(std::in_place, m);
  g = std::nullopt;
  co_await one();
}
mini::task<> pointer_reset() {
  auto g = std::make_unique<guard>(m);
  g = nullptr;
  co_await one();
}
mini::task<> pointer_deleted() {
  auto *g = new guard(m);
  delete g;
  co_await one();
}
mini::task<> conditional(bool b) {
  guard g = b ? guard(m) : guard();
  if (!g)
    co_await one();
}
)cpp"));
  for (const char *Name :
       {"pushed", "moved_into", "assigned_empty", "swapped", "nulled",
        "pointer_reset", "pointer_deleted", "conditional"})
    EXPECT_EQ(held(C, Name), Nothing) << Name;
}

TEST(LockAliases, ControlFlowOfEveryKind) {
  Code C(withRuntime(R"cpp(
[[noreturn]] void fail();
mini::task<> jumps(int k) {
  m.lock();
  if (k) goto out;
  k = 2;
out:
  m.unlock();
  co_await one();
}
mini::task<> switches(int k) {
  switch (k) {
  case 0: { std::lock_guard g(m); break; }
  case 1: m.lock(); [[fallthrough]];
  case 2: m.unlock(); break;
  default: break;
  }
  co_await one();
}
mini::task<> fails(int k) {
  m.lock();
  if (k) fail();
  m.unlock();
  co_await one();
}
mini::task<> short_circuit(bool b) {
  if (b && m.try_lock()) {
    m.unlock();
    co_return;
  }
  co_await one();
}
mini::task<> until_taken() {
  while (!m.try_lock())
    co_await one();
  m.unlock();
  co_await two();
}
mini::task<> negated_flag() {
  bool failed = !m.try_lock();
  if (failed) {
    co_await one();
    co_return;
  }
  m.unlock();
  co_await two();
}
mini::task<> declared_in_while() {
  while (std::unique_lock g{m, std::try_to_lock})
    g.unlock();
  co_await one();
}
)cpp"));
  for (const char *Name : {"jumps", "fails", "short_circuit", "until_taken",
                           "negated_flag", "declared_in_while"})
    EXPECT_EQ(held(C, Name), Nothing) << Name;
  EXPECT_EQ(held(C, "switches"), Nothing);
}

TEST(LockAliases, CallablesThatRunLater) {
  Code C(withRuntime(R"cpp(
struct at_exit {
  template <class F> at_exit(F f) {}
  ~at_exit();
};
void post(std::function<void()>);
mini::task<> scope_exit() {
  {
    m.lock();
    at_exit unlock([&] { m.unlock(); });
  }
  co_await one();
}
mini::task<> posted() {
  post([&] { m.lock(); });
  co_await one();
}
mini::task<> kept() {
  auto later = [&] { m.lock(); };
  co_await one();
  later();
  m.unlock();
}
void only_defined() {
  std::lock_guard g(m);
  auto later = [&] { std::lock_guard h(m); };
}
void called() {
  std::lock_guard g(m);
  auto now = [&] { std::lock_guard h(m); };
  now();
}
)cpp"));
  EXPECT_EQ(held(C, "scope_exit"), Nothing);
  EXPECT_EQ(held(C, "posted"), Nothing);
  EXPECT_EQ(held(C, "kept"), Nothing);
  EXPECT_EQ(reacquired(C, "only_defined"), Nothing);
  EXPECT_EQ(reacquired(C, "called").size(), 1u);
}

} // namespace

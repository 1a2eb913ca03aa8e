//===--- LockFlowTest.cpp - what is held where the coroutine suspends -----===//
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

//===----------------------------------------------------------------------===//
// Held at a suspension
//===----------------------------------------------------------------------===//

TEST(HeldAtSuspension, AsLongAsTheGuardLives) {
  Code C(withRuntime(R"cpp(
mini::task<> scoped() {
  co_await one();
  std::lock_guard g(m);
  co_await two();
  co_await three();
}
mini::task<> block_ends() {
  { std::lock_guard<std::mutex> g(m); }
  co_await one();
}
mini::task<> in_init(bool b) {
  if (std::unique_lock g(m); b)
    co_await one();
  co_await two();
}
mini::task<> in_loop() {
  for (int i = 0; i != 3; ++i) {
    co_await one();
    std::scoped_lock g(m, n);
    if (i == 1)
      continue;
    co_await two();
  }
}
mini::task<int> whole_expression() {
  co_return (std::unique_lock(m), co_await one(), 1);
}
mini::task<> after_temporary() {
  std::unique_lock<std::mutex>{m};
  co_await one();
}
mini::generator<int> yields() {
  std::lock_guard g(m);
  co_yield 1;
}
)cpp"));
  EXPECT_EQ(held(C, "scoped"),
            (Lines{"g at co_await two()", "g at co_await three()"}));
  EXPECT_EQ(held(C, "block_ends"), Nothing);
  EXPECT_EQ(held(C, "in_init"), (Lines{"g at co_await one()"}));
  EXPECT_EQ(held(C, "in_loop"), (Lines{"g at co_await two()"}));
  EXPECT_EQ(held(C, "whole_expression"),
            (Lines{"a temporary at co_await one()"}));
  EXPECT_EQ(held(C, "after_temporary"), Nothing);
  EXPECT_EQ(held(C, "yields"), (Lines{"g at co_yield 1"}));
}

TEST(HeldAtSuspension, LocksTakenByHand) {
  Code C(withRuntime(R"cpp(
mini::task<> by_hand() {
  m.lock();
  co_await one();
  m.unlock();
  co_await two();
}
mini::task<> never_given_back() {
  m.lock();
  n.lock();
  n.unlock();
  co_await one();
}
mini::task<> on_one_path(bool b) {
  m.lock();
  if (b) {
    m.unlock();
    co_await one();
    co_return;
  }
  co_await two();
  m.unlock();
}
mini::task<> branches_agree(bool b) {
  if (b)
    m.lock();
  co_await one();
  if (b)
    m.unlock();
  co_await two();
}
mini::task<> both_locks() {
  std::lock(m, n);
  co_await one();
}
)cpp"));
  EXPECT_EQ(held(C, "by_hand"), (Lines{"m at co_await one()"}));
  EXPECT_EQ(held(C, "never_given_back"), (Lines{"m at co_await one()"}));
  EXPECT_EQ(held(C, "on_one_path"), (Lines{"m at co_await two()"}));
  EXPECT_EQ(held(C, "branches_agree"), (Lines{"m at co_await one()"}));
  EXPECT_EQ(held(C, "both_locks"),
            (Lines{"m at co_await one()", "n at co_await one()"}));
}

TEST(HeldAtSuspension, GuardsThatAreNotLocked) {
  Code C(withRuntime(R"cpp(
mini::task<> unlocked() {
  std::unique_lock g(m);
  g.unlock();
  co_await one();
  g.lock();
  co_await two();
}
mini::task<> deferred() {
  std::unique_lock g(m, std::defer_lock);
  co_await one();
  g.lock();
  co_await two();
}
mini::task<> adopted() {
  m.lock();
  {
    std::lock_guard g(m, std::adopt_lock);
    co_await one();
  }
  co_await two();
}
mini::task<> empty() {
  std::unique_lock<std::mutex> g;
  co_await one();
  g = std::unique_lock(m);
  co_await two();
}
mini::task<> released() {
  std::unique_lock g(m);
  auto *raw = g.release();
  co_await one();
  raw->unlock();
  co_await two();
}
mini::task<> moved() {
  std::unique_lock g(m);
  {
    std::unique_lock inner(std::move(g));
    co_await one();
  }
  co_await two();
}
)cpp"));
  EXPECT_EQ(held(C, "unlocked"), (Lines{"g at co_await two()"}));
  EXPECT_EQ(held(C, "deferred"), (Lines{"g at co_await two()"}));
  EXPECT_EQ(held(C, "adopted"), (Lines{"m at co_await one()"}));
  EXPECT_EQ(held(C, "empty").size(), 1u);
  EXPECT_EQ(held(C, "released"), (Lines{"g at co_await one()"}));
  EXPECT_EQ(held(C, "moved"), (Lines{"g at co_await one()"}));
}

TEST(HeldAtSuspension, AttemptsAreHeldWhereTheySucceeded) {
  Code C(withRuntime(R"cpp(
mini::task<> tried() {
  if (m.try_lock()) {
    co_await one();
    m.unlock();
  } else {
    co_await two();
  }
  co_await three();
}
mini::task<> in_a_variable() {
  bool ok = m.try_lock();
  if (!ok)
    co_return co_await one();
  co_await two();
}
mini::task<> by_tag() {
  std::unique_lock g(m, std::try_to_lock);
  if (!g) {
    co_await one();
    co_return;
  }
  co_await two();
}
mini::task<> asked() {
  std::unique_lock g(m, std::defer_lock);
  if (g.try_lock() && g.owns_lock())
    co_await one();
  else
    co_await two();
}
)cpp"));
  EXPECT_EQ(held(C, "tried"), (Lines{"m at co_await one()"}));
  EXPECT_EQ(held(C, "in_a_variable"), (Lines{"m at co_await two()"}));
  EXPECT_EQ(held(C, "by_tag"), (Lines{"g at co_await two()"}));
  EXPECT_EQ(held(C, "asked"), (Lines{"g at co_await one()"}));
}

TEST(HeldAtSuspension, OnlyWhatBelongsToAThread) {
  Code C(withRuntime(R"cpp(
mini::async_mutex am;
mini::task<> async_guard() {
  auto g = co_await am.lock();
  co_await one();
}
mini::task<> over_async() {
  std::unique_lock g(am, std::adopt_lock);
  co_await one();
}
mini::task<> never_suspends() {
  std::lock_guard g(m);
  co_await mini::ready{};
}
struct [[clang::annotate("corolint::not_across_suspend", "r")]] bound {
  bound();
  ~bound();
};
mini::task<> thread_bound() {
  bound b;
  co_await one();
}
mini::task<> shared(std::shared_mutex &s) {
  std::shared_lock g(s);
  co_await one();
}
)cpp"));
  EXPECT_EQ(held(C, "async_guard"), Nothing);
  EXPECT_EQ(held(C, "over_async"), Nothing);
  EXPECT_EQ(held(C, "never_suspends"), Nothing);
  EXPECT_EQ(held(C, "thread_bound"), (Lines{"b at co_await one()"}));
  EXPECT_EQ(held(C, "shared"), (Lines{"g at co_await one()"}));
  const LockFlow &Flow = C.analysis("shared").locks();
  EXPECT_TRUE(Flow.Sites[Flow.Held.front().Site].Shared);
}

TEST(HeldAtSuspension, GuardsInsideOtherObjects) {
  Code C(withRuntime(R"cpp(
#include <memory>
#include <optional>
using guard = std::unique_lock<std::mutex>;
struct session { int id; guard g; };
mini::task<> member() {
  session s{1, guard(m)};
  co_await one();
  s.g.unlock();
  co_await two();
}
mini::task<> maybe(bool b) {
  std::optional<guard> g;
  co_await one();
  g.emplace(m);
  co_await two();
  g.reset();
  co_await three();
}
mini::task<> owned() {
  auto g = std::make_unique<guard>(m);
  co_await one();
  g.reset();
  co_await two();
}
mini::task<> captured() {
  auto l = [g = guard(m)] {};
  co_await one();
}
mini::task<> paired() {
  std::pair<int, guard> p(1, guard(m));
  co_await one();
}
)cpp"));
  EXPECT_EQ(held(C, "member").size(), 1u);
  EXPECT_EQ(held(C, "maybe").size(), 1u);
  EXPECT_EQ(held(C, "owned").size(), 1u);
  EXPECT_EQ(held(C, "captured").size(), 1u);
  EXPECT_EQ(held(C, "paired").size(), 1u);
}

TEST(HeldAtSuspension, GuardsThatArriveHeld) {
  Code C(withRuntime(R"cpp(
using guard = std::unique_lock<std::mutex>;
mini::task<> by_value(guard g) {
  co_await one();
}
mini::task<> by_reference(guard &g) {
  co_await one();
}
guard make();
mini::task<> returned_here() {
  guard g = make();
  co_await one();
}
mini::task<> given_away(void (*sink)(guard)) {
  guard g(m);
  sink(std::move(g));
  co_await one();
}
mini::task<> out_of_sight(void (*peek)(guard &)) {
  guard g(m);
  peek(g);
  co_await one();
}
class __attribute__((capability("mutex"))) cap {};
cap c;
mini::task<> required() __attribute__((requires_capability(c))) {
  co_await one();
}
)cpp"));
  EXPECT_EQ(held(C, "by_value"), (Lines{"g at co_await one()"}));
  EXPECT_EQ(held(C, "by_reference"), Nothing);
  EXPECT_EQ(held(C, "returned_here"), (Lines{"g at co_await one()"}));
  EXPECT_EQ(held(C, "given_away"), Nothing);
  EXPECT_EQ(held(C, "out_of_sight"), Nothing);
  EXPECT_EQ(held(C, "required"), (Lines{"c at co_await one()"}));
}

TEST(HeldAtSuspension, HandlersAreReachedFromInsideTheTry) {
  Code C(withRuntime(R"cpp(
void work();
mini::task<> guarded() {
  try {
    std::lock_guard g(m);
    work();
  } catch (...) {
    work();
  }
  co_await one();
}
mini::task<> by_hand() {
  m.lock();
  try {
    work();
    m.unlock();
  } catch (...) {
    m.unlock();
  }
  co_await one();
}
)cpp"));
  EXPECT_EQ(held(C, "guarded"), Nothing);
  EXPECT_EQ(held(C, "by_hand"), Nothing);
}

} // namespace

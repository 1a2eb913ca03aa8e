//===--- RacesTest.cpp - accesses of two threads that nothing orders ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RacesText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>
template <class F>
void go(F [[clang::annotate_type("corolint::spawns")]] f) {}
struct totals { long rows = 0, bytes = 0; };
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

/// Each of \p Functions has no race.
void expectNone(const Code &C, std::initializer_list<const char *> Functions) {
  for (const char *F : Functions)
    EXPECT_EQ(races(C, F), Lines()) << F;
}

TEST(Races, AreWithTheStarterUntilItJoins) {
  Code C(withPrelude(R"cpp(
void writes_both(int n) { std::thread t([&] { n = 1; }); n = 2; t.join(); }
void work_reads(int n) { std::thread t([&] { int m = n; }); n = 2; t.join(); }
void both_read(int n) { std::thread t([&] { int m = n; }); int m = n; t.join(); }
void joined(int n) { std::thread t([&] { n = 1; }); t.join(); n = 2; }
void before(int n) { n = 2; std::thread t([&] { n = 1; }); t.join(); }
void scope_ends(int n) { { std::jthread t([&] { n = 1; }); } n = 2; }
void scope_goes_on(int n) { std::jthread t([&] { n = 1; }); n = 2; }
int got(int n) { auto f = std::async(std::launch::async, [&] { n = 1; }); f.get(); return n; }
int not_got(int n) { auto f = std::async(std::launch::async, [&] { n = 1; }); n = 2; f.get(); return n; }
void dropped_future(int n) { (void)std::async(std::launch::async, [&] { n = 1; }); n = 2; }
void temporary(int n) { std::jthread([&] { n = 1; }); n = 2; }
)cpp"));
  EXPECT_EQ(races(C, "writes_both"), (Lines{"starter writes n, work writes"}));
  EXPECT_EQ(races(C, "work_reads"), (Lines{"starter writes n, work reads"}));
  EXPECT_EQ(races(C, "scope_goes_on"),
            (Lines{"starter writes n, work writes"}));
  EXPECT_EQ(races(C, "not_got"), (Lines{"starter writes n, work writes"}));
  expectNone(C, {"both_read", "joined", "before", "scope_ends", "got",
                 "dropped_future", "temporary"});
}

TEST(Races, AreNoneWhereTheAwaitOrCallJoins) {
  Code C(withPrelude(R"cpp(
#include "mini.h"
template <class... F>
mini::tick all(F [[clang::annotate_type("corolint::scoped")]]... f) { return {}; }
struct [[clang::annotate("corolint::must_join")]] scope {
  template <class F> void start(F [[clang::annotate_type("corolint::scoped")]] f) {}
  [[clang::annotate("corolint::joins")]] mini::tick join();
};
mini::task<int> awaited(int n) { co_await all([&] { n = 1; }); n = 2; co_return n; }
mini::task<int> scoped(scope &s, int n) { s.start([&] { n = 1; }); co_await s.join(); co_return n; }
mini::task<int> two(int n) { co_await all([&] { n = 1; }, [&] { n = 2; }); co_return n; }
mini::task<int> different(int n, int m) { co_await all([&] { n = 1; }, [&] { m = 2; }); co_return n + m; }
mini::task<int> spawned(int n) { go([&] { n = 1; }); co_await mini::tick(); co_return n; }
)cpp"));
  expectNone(C, {"awaited", "scoped", "different", "spawned"});
  EXPECT_EQ(races(C, "two"), (Lines{"other work writes n, work writes",
                                    "other work writes n, work writes"}));
}

TEST(Races, AreNoneWithAtomicsAndLocks) {
  Code C(withPrelude(R"cpp(
std::mutex a, b;
void atomic(std::atomic<int> n) { std::thread t([&] { ++n; }); ++n; t.join(); }
void both(int n) {
  std::thread t([&] { std::lock_guard g(a); ++n; });
  { std::lock_guard g(a); ++n; }
  t.join();
}
void by_hand(int n) {
  std::thread t([&] { a.lock(); ++n; a.unlock(); });
  a.lock(); ++n; a.unlock();
  t.join();
}
void flag(int n) {
  static std::atomic_flag f;
  std::thread t([&] { while (std::atomic_flag_test_and_set(&f)) {} ++n; std::atomic_flag_clear(&f); });
  while (std::atomic_flag_test_and_set(&f)) {}
  ++n;
  std::atomic_flag_clear(&f);
  t.join();
}
// What a lock orders is not looked into.
void one_side(int n) { std::thread t([&] { std::lock_guard g(a); ++n; }); ++n; t.join(); }
void other_lock(int n) {
  std::thread t([&] { std::lock_guard g(a); ++n; });
  { std::lock_guard g(b); ++n; }
  t.join();
}
void after(int n) { std::thread t([&] { ++n; std::lock_guard g(a); }); ++n; t.join(); }
)cpp"));
  expectNone(C,
             {"atomic", "both", "by_hand", "flag", "one_side", "other_lock"});
  EXPECT_EQ(races(C, "after"), (Lines{"starter writes n, work writes"}));
}

TEST(Races, TellMembersAndElementsApart) {
  Code C(withPrelude(R"cpp(
void members(totals t) { std::thread a([&] { t.rows = 1; }); t.bytes = 2; a.join(); }
void same_member(totals t) { std::thread a([&] { t.rows = 1; }); t.rows = 2; a.join(); }
void whole(totals t) { std::thread a([&] { t.rows = 1; }); t = {}; a.join(); }
void elements() { int n[2]; std::thread a([&] { n[0] = 1; }); n[1] = 2; a.join(); }
void of_vector(std::vector<int> v) { std::thread a([&] { v[0] = 1; }); v[1] = 2; a.join(); }
void grows(std::vector<int> v) { std::thread a([&] { v[0] = 1; }); v.push_back(2); a.join(); }
struct bits { unsigned a : 4; unsigned b : 4; };
void bit_fields(bits x) { std::thread a([&] { x.a = 1; }); x.b = 2; a.join(); }
void bindings(totals t) { auto &[rows, bytes] = t; std::thread a([&] { t.rows = 1; }); bytes = 2; rows = 2; a.join(); }
long read_one(const totals &t) { return t.bytes; }
void read_by_a_function(totals t) { std::thread a([&] { t.rows = 1; }); read_one(t); a.join(); }
)cpp"));
  expectNone(C, {"members", "elements", "of_vector", "read_by_a_function"});
  EXPECT_EQ(races(C, "same_member"),
            (Lines{"starter writes t.rows, work writes"}));
  EXPECT_EQ(races(C, "whole"), (Lines{"starter writes t.rows, work writes"}));
  EXPECT_EQ(races(C, "grows"), (Lines{"starter writes v, work reads"}));
  EXPECT_EQ(races(C, "bit_fields"), (Lines{"starter writes x.a, work writes"}));
  EXPECT_EQ(races(C, "bindings"),
            (Lines{"starter writes t.rows, work writes"}));
}

TEST(Races, FollowReferencesAndPointersToOneObject) {
  Code C(withPrelude(R"cpp(
void reference(totals t) { auto &rows = t.rows; std::thread a([&rows] { rows = 1; }); t.rows = 2; a.join(); }
void init_reference(totals t) { std::thread a([&rows = t.rows] { rows = 1; }); t.rows = 2; a.join(); }
void copied_reference(totals t) { auto &rows = t.rows; std::thread a([rows, &t] { long m = rows + t.bytes; }); t.rows = 2; a.join(); }
void pointer(int *p) { std::thread a([p] { *p = 1; }); *p = 2; a.join(); }
void address(int n) { std::thread a([p = &n] { *p = 1; }); n = 2; a.join(); }
void owner(std::shared_ptr<totals> p) { go([p] { p->rows = 1; }); p->rows = 2; }
void copy_of_owner(std::shared_ptr<totals> p) { go([q = p] { q->rows = 1; }); p->rows = 2; }
void value(totals t) { std::thread a([t]() mutable { t.rows = 1; }); t.rows = 2; a.join(); }
)cpp"));
  EXPECT_EQ(races(C, "reference"),
            (Lines{"starter writes t.rows, work writes"}));
  EXPECT_EQ(races(C, "init_reference"),
            (Lines{"starter writes t.rows, work writes"}));
  EXPECT_EQ(races(C, "pointer"), (Lines{"starter writes (*p), work writes"}));
  EXPECT_EQ(races(C, "address"), (Lines{"starter writes n, work writes"}));
  EXPECT_EQ(races(C, "owner"),
            (Lines{"starter writes (*p).rows, work writes"}));
  EXPECT_EQ(races(C, "copy_of_owner"),
            (Lines{"starter writes (*p).rows, work writes"}));
  expectNone(C, {"copied_reference", "value"});
}

TEST(Races, AreNoneThroughPointersThatLeadElsewhere) {
  Code C(withPrelude(R"cpp(
void renew(std::shared_ptr<totals> &);
void assigned(int *p, int *q) { std::thread a([p] { *p = 1; }); p = q; *p = 2; a.join(); }
void stepped(int *p) { std::thread a([p] { *p = 1; }); ++p; *p = 2; a.join(); }
void advanced(int *p) { std::thread a([p] { *p = 1; }); p += 4; *p = 2; a.join(); }
void reset(std::shared_ptr<totals> p) { go([p] { p->rows = 1; }); p.reset(new totals); p->rows = 2; }
void swapped(std::shared_ptr<totals> p, std::shared_ptr<totals> q) { go([p] { p->rows = 1; }); p.swap(q); p->rows = 2; }
void renewed(std::shared_ptr<totals> p) { go([p] { p->rows = 1; }); renew(p); p->rows = 2; }
void moved(std::shared_ptr<totals> p) { go([p = std::move(p)] { p->rows = 1; }); }
void moved_argument(std::unique_ptr<totals> p) { std::thread a([](auto q) { q->rows = 1; }, std::move(p)); a.join(); }
void in_rounds(int *p, int n) {
  std::vector<std::thread> all;
  for (int i = 0; i != n; ++i) { all.emplace_back([p] { *p = 1; }); ++p; }
  for (auto &t : all) t.join();
}
void work_steps(int *p, int *q) { std::thread a([p, q]() mutable { p = q; *p = 1; }); *p = 2; a.join(); }
void fill(int *p) { int own; p = &own; *p = 1; }
void function_steps(int n) { std::thread a(fill, &n); n = 2; a.join(); }
)cpp"));
  expectNone(C, {"assigned", "stepped", "advanced", "reset", "swapped",
                 "renewed", "moved", "moved_argument", "in_rounds",
                 "work_steps", "function_steps"});
}

TEST(Races, AreBetweenTwoPiecesOfWork) {
  Code C(withPrelude(R"cpp(
void two(int n) { std::thread a([&] { n = 1; }), b([&] { int m = n; }); a.join(); b.join(); }
void in_turn(int n) { std::thread a([&] { n = 1; }); a.join(); std::thread b([&] { n = 2; }); b.join(); }
void apart(totals t) { std::thread a([&] { t.rows = 1; }), b([&] { t.bytes = 1; }); a.join(); b.join(); }
void either(int n, bool fast) {
  std::thread a;
  if (fast) a = std::thread([&] { n = 1; }); else a = std::thread([&] { n = 2; });
  a.join();
}
// What each is given decides what it does.
void by_number(int left, int right) {
  auto half = [&](int part) { if (part == 0) left = 1; else right = 1; };
  std::thread a(half, 0), b(half, 1);
  a.join(); b.join();
}
void by_mode(int n, bool mode) {
  std::thread a([&, mode] { if (mode) n = 1; }), b([&, mode] { if (mode) return; n = 2; });
  a.join(); b.join();
}
void one_always(int n, bool mode) {
  std::thread a([&, mode] { if (mode) n = 1; }), b([&] { n = 2; });
  a.join(); b.join();
}
void step(totals &t, int part) { if (part) t.rows = 1; else t.bytes = 1; }
void by_argument(totals t) {
  std::thread a(step, std::ref(t), 0), b(step, std::ref(t), 1);
  a.join(); b.join();
}
void starter_takes_a_part(totals t) { std::thread a(step, std::ref(t), 0); step(t, 1); a.join(); }
)cpp"));
  EXPECT_EQ(races(C, "two"), (Lines{"other work reads n, work writes",
                                    "other work writes n, work reads"}));
  EXPECT_EQ(races(C, "one_always"),
            (Lines{"other work writes n, work writes",
                   "other work writes n, work writes"}));
  expectNone(C, {"in_turn", "apart", "either", "by_number", "by_mode",
                 "by_argument", "starter_takes_a_part"});
}

TEST(Races, AreBetweenTheRoundsOfALoop) {
  Code C(withPrelude(R"cpp(
void adds(int &sum) { ++sum; }
void loops(int n) {
  std::vector<std::thread> all;
  for (int i = 0; i < 4; ++i) all.emplace_back([&] { ++n; });
  for (auto &t : all) t.join();
}
void calls(int n) {
  std::vector<std::thread> all;
  for (int i = 0; i < 4; ++i) all.emplace_back(adds, std::ref(n));
  for (auto &t : all) t.join();
}
void reads(int n) {
  std::vector<std::jthread> all;
  for (int i = 0; i < 4; ++i) all.emplace_back([&] { int m = n; });
}
void joins(int n) { for (int i = 0; i < 4; ++i) { std::thread t([&] { ++n; }); t.join(); } }
void own_object() {
  std::vector<std::jthread> all;
  for (int i = 0; i < 4; ++i) { auto n = std::make_shared<int>(); all.emplace_back([n] { ++*n; }); }
}
void own_element(std::vector<totals> v) {
  std::vector<std::jthread> all;
  for (totals &t : v) all.emplace_back([&t] { t.rows = 1; });
}
void one_of_them(int n) {
  std::vector<std::jthread> all;
  for (int i = 0; i < 4; ++i) all.emplace_back([&n, i] { if (i != 0) return; n = 1; });
}
void short_circuit(int n) {
  std::vector<std::jthread> all;
  for (int i = 0; i < 4; ++i) all.emplace_back([&n, i] { (void)(i == 0 && (n = 1)); });
}
void once(int n) { std::thread t; for (;;) { t = std::thread([&] { ++n; }); break; } t.join(); }
)cpp"));
  EXPECT_EQ(races(C, "loops"), (Lines{"next round writes n, work writes"}));
  EXPECT_EQ(races(C, "calls"), (Lines{"next round writes n, work writes"}));
  expectNone(C, {"reads", "joins", "own_object", "own_element", "one_of_them",
                 "short_circuit", "once"});
}

TEST(Races, AreSeenThroughVisibleFunctions) {
  Code C(withPrelude(R"cpp(
void bump(int &n) { ++n; }
void set(totals *t) { t->rows = 1; }
int peek(const int &n) { return n; }
void parameter(int n) { std::thread t([&] { bump(n); }); bump(n); t.join(); }
void pointer(totals n) { std::thread t([&] { set(&n); }); n.rows = 2; t.join(); }
void constant(int n) { std::thread t([&] { peek(n); }); peek(n); t.join(); }
void closure(int n) { auto add = [&] { ++n; }; std::thread t(add); add(); t.join(); }
struct worker {
  std::mutex m; std::thread t; totals sum;
  void add(long n) { sum.rows += n; }
  void add_locked(long n) { std::lock_guard g(m); sum.rows += n; }
  void object() { t = std::thread([this] { add(1); }); add(2); t.join(); }
  void locked() { t = std::thread([this] { add_locked(1); }); add_locked(2); t.join(); }
  void by_name() { t = std::thread(&worker::add, this, 1); sum.rows = 2; t.join(); }
  worker() : t([this] { add(1); }) { sum.rows = 1; }
};
void referred(worker &w) { std::thread t(&worker::add, std::ref(w), 1); w.sum.rows = 1; t.join(); }
)cpp"));
  const Lines OfThis{"starter writes this.sum.rows, work writes"};
  EXPECT_EQ(races(C, "parameter"), (Lines{"starter writes n, work writes"}));
  EXPECT_EQ(races(C, "pointer"), (Lines{"starter writes n.rows, work writes"}));
  EXPECT_EQ(races(C, "closure"), (Lines{"starter writes n, work writes"}));
  EXPECT_EQ(races(C, "object"), OfThis);
  EXPECT_EQ(races(C, "by_name"), OfThis);
  EXPECT_EQ(races(C, "worker"), OfThis);
  EXPECT_EQ(races(C, "referred"),
            (Lines{"starter writes w.sum.rows, work writes"}));
  expectNone(C, {"constant", "locked"});
}

TEST(Races, AreWithTasksThatStartLater) {
  Code C(withPrelude(R"cpp(
#include "mini.h"
mini::task<> count(int &n) { ++n; co_return; }
mini::task<> later(int &n) { co_await mini::tick(); ++n; }
mini::task<> copy(int n) { ++n; co_return; }
mini::eager<> at_once(int &n) { ++n; co_return; }
struct worker { int rows = 0; mini::task<> run() { ++rows; co_return; } };
void parameter(int n) { go(count(n)); ++n; }
void two_tasks(int n) { go(count(n)); go(count(n)); }
void object(worker w) { go(w.run()); ++w.rows; }
void captured(int n) { auto c = [&n]() -> mini::task<> { ++n; co_return; }; go(c()); ++n; }
void after_a_suspension(int n) { go(later(n)); ++n; }
void by_value(int n) { go(copy(n)); ++n; }
void runs_here(int n) { go(at_once(n)); ++n; }
mini::task<> awaited(int n) { co_await count(n); ++n; }
void only_made(int n) { std::thread t([&] { n = 1; }); auto c = count(n); t.join(); }
)cpp"));
  EXPECT_EQ(races(C, "parameter"), (Lines{"starter writes n, work writes"}));
  EXPECT_EQ(races(C, "two_tasks"), (Lines{"other work writes n, work writes",
                                          "other work writes n, work writes"}));
  EXPECT_EQ(races(C, "object"), (Lines{"starter writes w.rows, work writes"}));
  EXPECT_EQ(races(C, "captured"), (Lines{"starter writes n, work writes"}));
  expectNone(C, {"after_a_suspension", "by_value", "runs_here", "awaited",
                 "only_made"});
}

TEST(Races, AreFoundInTemplatesAndGenericLambdas) {
  Code C(withPrelude(R"cpp(
template <class T> void half(T &n) { std::thread t([&] { n = 1; }); n = 2; t.join(); }
void instance(int n) { half(n); }
void generic(int n) { std::thread t([&](auto m) { n = m; }, 1); n = 2; t.join(); }
void generic_joined(int n) { std::thread t([&](auto m) { n = m; }, 1); t.join(); n = 2; }
)cpp"));
  EXPECT_EQ(races(C, "half"), (Lines{"starter writes n, work writes"}));
  EXPECT_EQ(races(C, "generic"), (Lines{"starter writes n, work writes"}));
  expectNone(C, {"generic_joined"});
}

} // namespace

//===--- MemoryAccessesTest.cpp - reads and writes of plain memory --------===//
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
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
struct totals { long rows = 0, bytes = 0; };
struct report { totals all; totals *shared; long width() const; };
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

TEST(MemoryAccesses, AreReadsAndWritesOfVariablesAndTheirMembers) {
  Code C(withPrelude(R"cpp(
void f(int n, report r, report *p) {
  int copy = n;
  copy = 1;
  ++copy;
  copy += n;
  r.all.rows = 2;
  p->all.bytes++;
  long m = p->all.rows;
}
)cpp"));
  EXPECT_EQ(accessesIn(C, "f"),
            (Lines{"reads n", "writes copy", "writes copy", "writes copy",
                   "reads n", "writes r.all.rows", "writes (*p).all.bytes",
                   "reads p", "reads (*p).all.rows", "reads p"}));
}

TEST(MemoryAccesses, NameTheObjectBehindReferencesAndPointers) {
  Code C(withPrelude(R"cpp(
void names(totals t, totals *p, totals &r, std::unique_ptr<totals> owner) {
  totals &same = t;
  same.rows = 1;
  long &bytes = same.bytes;
  bytes = 1;
  (*&t).rows = 2;
  (*p).rows = 3;
  r.rows = 4;
  owner->rows = 5;
  (*owner).bytes = 6;
}
struct s {
  long n;
  void member() { n = 1; this->n = 2; (*this).n = 3; }
};
)cpp"));
  EXPECT_EQ(accessesIn(C, "names"),
            (Lines{"writes t.rows", "writes t.bytes", "writes t.rows",
                   "writes (*p).rows", "reads p", "writes r.rows",
                   "writes (*owner).rows", "reads owner",
                   "writes (*owner).bytes", "reads owner"}));
  EXPECT_EQ(accessesIn(C, "member"),
            (Lines{"writes this.n", "writes this.n", "writes this.n"}));
}

TEST(MemoryAccesses, AreNoneWhereTheObjectIsNotCertain) {
  Code C(withPrelude(R"cpp(
totals &pick(int);
void elements(int (&plain)[2], std::array<int, 2> &array, totals *p) {
  plain[0] = 1;
  p[1].rows = 2;
  pick(0).rows = 3;
}
void second_step(report &r) { r.shared->rows = 1; }
void container(std::vector<int> &v) { v[0] = 1; }
void not_evaluated(int n) { (void)sizeof(n = 1); }
)cpp"));
  EXPECT_EQ(accessesIn(C, "elements"), (Lines{"reads p"}));
  EXPECT_EQ(accessesIn(C, "second_step"), (Lines{"reads r.shared"}));
  // Which element is not known, but that the container stays as it is.
  EXPECT_EQ(accessesIn(C, "container"), (Lines{"reads v"}));
  EXPECT_EQ(accessesIn(C, "not_evaluated"), Lines());
}

TEST(MemoryAccesses, SeeThroughStructuredBindings) {
  Code C(withPrelude(R"cpp(
void f(totals t) {
  auto &[rows, bytes] = t;
  rows = 1;
  auto [mine, too] = t;
  too = 2;
}
)cpp"));
  EXPECT_EQ(accessesIn(C, "f"),
            (Lines{"writes t.rows", "reads t", "writes .bytes"}));
}

TEST(MemoryAccesses, KnowWhichStandardMembersChangeTheirObject) {
  Code C(withPrelude(R"cpp(
void f(std::vector<int> &v, std::string &s, std::shared_ptr<int> &p) {
  v.push_back(1);
  (void)v.size();
  (void)v.begin();
  v.clear();
  s += "x";
  p.reset();
}
)cpp"));
  EXPECT_EQ(accessesIn(C, "f"), (Lines{"writes v", "reads v", "reads v",
                                       "writes v", "writes s", "writes p"}));
}

TEST(MemoryAccesses, IncludeWhatVisibleFunctionsDoToTheirObject) {
  Code C(withPrelude(R"cpp(
struct meter {
  totals sum;
  void add(long n) { sum.rows += n; }
  void twice() { add(1); add(1); }
  long rows() const { return sum.rows; }
  virtual void open() { sum.rows = 0; }
};
void f(meter &m, meter *p) { m.twice(); p->add(2); (void)m.rows(); m.open(); }
)cpp"));
  EXPECT_EQ(accessesIn(C, "f"),
            (Lines{"writes m.sum.rows", "writes (*p).sum.rows", "reads p",
                   "reads m.sum.rows"}));
}

TEST(MemoryAccesses, IncludeWhatVisibleFunctionsDoToTheirArguments) {
  Code C(withPrelude(R"cpp(
void bump(long &n) { ++n; }
void set(totals *t, long n) { t->rows = n; }
long rows(const totals &t) { return t.rows; }
void own(int n) { n = 1; }
void walk(int *p) { ++p; *p = 1; }
void pass(totals &t) { bump(t.bytes); }
void again(int &n) { n = 1; again(n); }
void f(totals &t, int &n, int *p) {
  pass(t);
  set(&t, 1);
  (void)rows(t);
  own(n);
  walk(p);
  again(n);
}
void closures(int &n) {
  int sum = 0, copy = 0;
  auto add = [&sum, copy](int &to) mutable { ++sum; ++copy; ++to; };
  add(n);
}
)cpp"));
  EXPECT_EQ(accessesIn(C, "f"),
            (Lines{"writes t.bytes", "writes t.rows", "reads t.rows", "reads n",
                   "reads p", "writes n"}));
  EXPECT_EQ(accessesIn(C, "closures"),
            (Lines{"reads copy", "writes sum", "writes n"}));
}

TEST(MemoryAccesses, OfAtomicsAreNone) {
  Code C(withPrelude(R"cpp(
void f(std::atomic<int> &a, _Atomic int &b, volatile int &v) {
  a = 1;
  ++a;
  b = 1;
  v = 1;
}
)cpp"));
  EXPECT_EQ(accessesIn(C, "f"), Lines());
}

TEST(MemoryAccesses, AreOrderedByWhatComesBeforeThem) {
  Code C(withPrelude(R"cpp(
#include "mini.h"
void wait_for(int); void log(int); void (*hook)();
void locked(int &n, int &m, std::mutex &mutex) { n = 1; std::lock_guard g(mutex); m = 1; }
void by_hand(int &n, std::mutex &mutex) { mutex.lock(); n = 1; mutex.unlock(); }
void atomics(int &n, std::atomic<bool> &ready) { while (!ready) {} n = 1; }
void flags(int &n, std::atomic_flag &flag) { while (std::atomic_flag_test_and_set(&flag)) {} n = 1; }
void joins(int &n, std::thread &t) { t.join(); n = 1; }
void waits(int &n) { wait_for(1); n = 1; }
void called_by_pointer(int &n) { hook(); n = 1; }
mini::task<> suspends(int &n, int &m) { n = 1; co_await mini::tick(); m = 1; }
void in_a_callee(int &n, std::mutex &mutex) { by_hand(n, mutex); n = 2; }
void logs(int &n) { log(n); n = 1; }
)cpp"));
  EXPECT_EQ(unorderedIn(C, "locked"), (Lines{"writes n"}));
  for (const char *F : {"by_hand", "atomics", "flags", "joins", "waits",
                        "called_by_pointer", "in_a_callee"})
    EXPECT_EQ(unorderedIn(C, F), Lines()) << F;
  EXPECT_EQ(unorderedIn(C, "suspends"), (Lines{"writes n"}));
  EXPECT_EQ(unorderedIn(C, "logs"), (Lines{"reads n", "writes n"}));
}

TEST(MemoryAccesses, AreOrderedByFunctionsThatNobodyCanLookInto) {
  Code C(withPrelude(R"cpp(
void enter(); void leave_section(int); bool ready(int); void log(int);
struct event { int fd; bool is_set() const; };
void nothing_given(int &n) { enter(); n = 1; }
void by_name(int &n) { leave_section(1); n = 1; }
void spins(int &n) { while (!ready(1)) {} n = 1; }
void spins_on_an_object(int &n, event &e) { do { log(1); } while (!e.is_set()); n = 1; }
void once(int &n, std::once_flag &f) { std::call_once(f, [] {}); n = 1; }
void looks_once(int &n) { if (ready(1)) n = 1; }
)cpp"));
  for (const char *F :
       {"nothing_given", "by_name", "spins", "spins_on_an_object", "once"})
    EXPECT_EQ(unorderedIn(C, F), Lines()) << F;
  EXPECT_EQ(unorderedIn(C, "looks_once"), (Lines{"writes n"}));
}

TEST(MemoryAccesses, AreOrderedInTheMacroThatLocks) {
  Code C(withPrelude(R"cpp(
#define GUARDED(m, s) do { std::lock_guard<std::mutex> g(m); s; } while (0)
#define TOO_LATE(m, s) do { s; std::lock_guard<std::mutex> g(m); } while (0)
void first(int &n, std::mutex &m) { GUARDED(m, ++n); }
void late(int &n, std::mutex &m) { TOO_LATE(m, ++n); }
)cpp"));
  EXPECT_EQ(unorderedIn(C, "first"), Lines());
  EXPECT_EQ(unorderedIn(C, "late"), (Lines{"writes n"}));
}

// What is found while the cycle is open must not be kept for good.
TEST(MemoryAccesses, OfFunctionsThatCallEachOtherAreOrderedByTheLocksOfAll) {
  const char *Text = R"cpp(
void even(int &n, std::mutex &m);
void odd(int &n, std::mutex &m) { even(n, m); n = 1; }
void even(int &n, std::mutex &m) { odd(n, m); m.lock(); n = 1; m.unlock(); }
void again(int &n, std::mutex &m) { again(n, m); n = 1; std::lock_guard g(m); }
)cpp";
  for (auto [First, Second] :
       {std::pair("odd", "even"), std::pair("even", "odd")}) {
    Code C(withPrelude(Text));
    EXPECT_EQ(unorderedIn(C, First), Lines());
    EXPECT_EQ(unorderedIn(C, Second), Lines());
    EXPECT_EQ(unorderedIn(C, "again"), Lines());
  }
}

TEST(MemoryAccesses, OfOneSideOnlyWhatSharesMemory) {
  Code C(R"cpp(
struct flags { int a : 1; int b : 2; int : 0; int c : 1; long d; };
union number { long whole; double part; };
struct both { flags f; number n; };
void first(both &x) { x.f.a = 1; x.n.whole = 1; }
void second(both &x) { x.f.b = 1; x.f.c = 1; x.f.d = 1; x.n.part = 1; }
)cpp");
  MemoryAccesses &Memory = C.unit().memoryAccesses();
  std::string Overlaps;
  for (const MemoryAccess &A : Memory.of(C.analysis("first")).Accesses)
    for (const MemoryAccess &B : Memory.of(C.analysis("second")).Accesses)
      Overlaps += A.Place.overlaps(B.Place) ? 'y' : 'n';
  EXPECT_EQ(Overlaps, "ynnn"
                      "nnny");
}

// Each function calls the one before it twice: what they do is known once.
TEST(MemoryAccesses, DoNotDoubleWithEachCall) {
  std::string Text = "inline void f0(int &n) { n = 1; }\n";
  for (unsigned I = 1; I != 64; ++I) {
    const std::string Call = "f" + std::to_string(I - 1) + "(n); ";
    Text += "inline void f" + std::to_string(I) + "(int &n) { " + Call + Call +
            "}\n";
  }
  Code C(Text);
  EXPECT_EQ(C.unit().memoryAccesses().of(C.analysis("f63")).Accesses.size(),
            2u);
}

/// How many accesses are known through a chain of calls to the one that writes.
static size_t accessesThrough(unsigned Length) {
  std::string Text = "inline void f0(int &n) { n = 1; }\n";
  for (unsigned I = 1; I != Length; ++I)
    Text += "inline void f" + std::to_string(I) + "(int &n) { f" +
            std::to_string(I - 1) + "(n); }\n";
  Code C(Text);
  return C.unit()
      .memoryAccesses()
      .of(C.analysis("f" + std::to_string(Length - 1)))
      .Accesses.size();
}

TEST(MemoryAccesses, AreFollowedAsDeepAsLocks) {
  EXPECT_EQ(accessesThrough(900), 1u);
  EXPECT_EQ(accessesThrough(20000), 0u);
}

} // namespace

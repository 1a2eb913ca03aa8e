//===--- SpawnedWorkTest.cpp - work that a function starts ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/SpawnedWork.h"
#include "Code.h"
#include "analysis/Joins.h"
#include "analysis/LoanEnds.h"
#include "analysis/SharedState.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
template <class F>
void go(F [[clang::annotate_type("corolint::spawns")]] f) {}
struct [[clang::annotate("corolint::must_join")]] scope {
  template <class F> void start(F [[clang::annotate_type("corolint::scoped")]] f) {}
  [[clang::annotate("corolint::joins")]] void join();
};
struct event { event(); void set(); void wait(); };
void use(const std::string &);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

std::string nameOfObject(Referent To) {
  std::string Name = To.Var ? To.Var->getNameAsString() : "this";
  return To.K == Referent::Pointee ? "*" + Name : Name;
}

/// The work that \p Function starts: who has it, and what it refers to.
Lines started(const Code &C, llvm::StringRef Function) {
  Lines Out;
  for (const SpawnedWork &W :
       C.unit().spawnedWorks().of(C.analysis(Function))) {
    std::string Line = W.InScope ? "in scope" : W.Handle ? "handled" : "alone";
    if (W.Handle)
      Line += " by " + W.Handle->getNameAsString();
    else if (W.Where.Var)
      Line += " " + W.Where.Var->getNameAsString();
    for (const Loan &L : W.Loans)
      Line += " &" + nameOfObject(L.To);
    Out.push_back(Line);
  }
  return Out;
}

/// The local objects of \p Function that die under the work that has them.
Lines dying(const Code &C, llvm::StringRef Function) {
  FunctionAnalysis &F = C.analysis(Function);
  Lines Out;
  for (const SpawnedWork &W : C.unit().spawnedWorks().of(F))
    for (const Loan &L : W.Loans)
      if (diesUnder(F, W, L).isValid())
        Out.push_back(nameOfObject(L.To));
  return Out;
}

TEST(SpawnedWork, IsFoundWithWhatItRefersTo) {
  Code C(withPrelude(R"cpp(
void spawns(std::string by_value, std::string &by_reference, std::string *pointer) {
  std::string a; std::string_view view = a;
  go([&by_value, &by_reference, pointer] {});
  go([view, copy = a] {});
  auto named = [&a] {};
  go(std::move(named));
}
struct s { void member() { go([this] {}); } };
)cpp"));
  EXPECT_EQ(started(C, "spawns"),
            (Lines{"alone &by_value &*by_reference &*pointer", "alone &a",
                   "alone &a"}));
  EXPECT_EQ(started(C, "member"), (Lines{"alone &*this"}));
}

TEST(SpawnedWork, KnowsWhoMayWaitForIt) {
  Code C(withPrelude(R"cpp(
void spawns() {
  std::string a; scope s; std::vector<std::thread> threads;
  std::thread t([&a] {});
  threads.emplace_back([&a] {});
  threads.push_back(std::thread([&a] {}));
  std::jthread j([&a] {});
  auto future = std::async([&a] {});
  s.start([&a] {});
  std::thread([&a] {}).detach();
  t.detach();
}
struct s { std::thread t; void member(std::string a) { t = std::thread([&a] {}); } };
)cpp"));
  EXPECT_EQ(started(C, "spawns"),
            (Lines{"handled by t &a", "handled by threads &a",
                   "handled by threads &a", "in scope by j &a",
                   "in scope by future &a", "in scope s &a", "alone &a",
                   "alone &a", "alone &a"}));
  EXPECT_EQ(started(C, "member"), (Lines{"handled by t &a"}));
}

TEST(SpawnedWork, IsNoneWhereTheExpressionWaits) {
  Code C(withPrelude(R"cpp(
void spawns() {
  std::string a;
  std::async([&a] {}).get();
  std::async([&a] {});
  std::jthread([&a] {});
  std::thread t; t = std::thread(); std::thread other(std::move(t));
}
)cpp"));
  EXPECT_EQ(started(C, "spawns"), Lines{});
}

TEST(SpawnedWork, IsStartedInFunctionsWithAVisibleBody) {
  Code C(withPrelude(R"cpp(
template <class F> void launch(F &&f) { go(std::forward<F>(f)); }
template <class F> void launch_and_wait(F f) { std::thread t(f); t.join(); }
struct ticker { int n; ticker(int) {} void start() { go([this] { ++n; }); } };
struct autostart { int n; autostart() { go([this] { ++n; }); } };
void spawns() {
  std::string a;
  launch([&a] {});
  ticker c(1); c.start();
  autostart s;
}
void waits() { std::string a; launch_and_wait([&a] {}); }
)cpp"));
  EXPECT_EQ(dying(C, "spawns"), (Lines{"a", "c", "s"}));
  EXPECT_EQ(started(C, "waits"), Lines{});
}

TEST(LoanEnds, AreSilentWhereSomethingMayWait) {
  Code C(withPrelude(R"cpp(
void waits() {
  std::string a; event done;
  go([&a, &done] { use(a); done.set(); });
  done.wait();
}
void joins() { std::string a; std::thread t([&a] {}); t.join(); }
void loops(int n) {
  std::string a; std::vector<std::thread> all;
  for (int i = 0; i < n; ++i) all.emplace_back([&a] {});
  for (int i = 0; i < n; ++i) all[i].join();
}
void never() { std::string a; go([&a] {}); for (;;) use(a); }
void forgets() { std::string a; event other; go([&a] {}); other.wait(); }
void only_uses() { std::string a; go([&a] {}); use(a); }
void some(bool b) {
  std::string a; std::thread t([&a] {});
  if (b) t.join(); else t.detach();
}
)cpp"));
  for (llvm::StringRef Silent : {"waits", "joins", "loops", "never"})
    EXPECT_EQ(dying(C, Silent), Lines{}) << Silent.str();
  EXPECT_EQ(dying(C, "only_uses"), Lines{"a"});
  EXPECT_EQ(dying(C, "some"), (Lines{"a", "a"}));
}

TEST(LoanEnds, KnowWhichScopeLivesLonger) {
  Code C(withPrelude(R"cpp(
void before() { std::string a; scope s; s.start([&a] {}); s.join(); }
void joined() { scope s; std::string a; s.start([&a] {}); s.join(); }
void inner() { scope s; { std::string a; s.start([&a] {}); } s.join(); }
void threads() {
  std::vector<std::jthread> all; std::string a; all.emplace_back([&a] {});
}
void callers(scope &s) { std::string a; s.start([&a] {}); }
void lost() { scope s; std::string a; s.start([&a] {}); }
)cpp"));
  for (llvm::StringRef Silent : {"before", "joined", "lost"})
    EXPECT_EQ(dying(C, Silent), Lines{}) << Silent.str();
  for (llvm::StringRef Dies : {"inner", "threads", "callers"})
    EXPECT_EQ(dying(C, Dies), Lines{"a"}) << Dies.str();
}

TEST(SharedState, TellsSignalsFromData) {
  Code C(withPrelude(R"cpp(
#include <atomic>
#include <map>
#include <mutex>
struct data { int n; std::string s; std::vector<data> more; };
struct with_event { int n; event e; };
struct opaque; struct holder { std::shared_ptr<opaque> p; };
using number = int; using text = std::string; using texts = std::vector<std::string>;
using flag = std::atomic<bool>; using mutex = std::mutex;
std::map<int, std::string> m; using table = decltype(m);
data d; with_event w; holder h; flag f; texts t;
)cpp"));
  for (llvm::StringRef Data : {"number", "text", "texts", "data"})
    EXPECT_FALSE(isSignal(C.type(Data), C.roles())) << Data.str();
  for (llvm::StringRef Signal : {"event", "with_event", "flag", "mutex"})
    EXPECT_TRUE(isSignal(C.type(Signal), C.roles())) << Signal.str();
}

} // namespace

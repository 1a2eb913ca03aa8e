//===--- BorrowsTest.cpp - which object a value refers to -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Borrows.h"
#include "LifetimeText.h"
#include "analysis/ReturnedTasks.h"
#include "analysis/ScopeExits.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

/// What the first argument of each call of `use` in \p Function refers to.
Lines borrowed(const Code &C, llvm::StringRef Function) {
  FunctionAnalysis &F = C.analysis(Function);
  Borrows B(F);
  Lines Out;
  for (const CallExpr *Call : callsIn(C, "use", Function))
    Out.push_back(text(B.ofArgument(*Call->getArg(0))));
  return Out;
}

constexpr char Prelude[] = R"cpp(
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
struct item { int n; std::string name; item &self(); int &count() { return n; } };
void use(const item &); void use(const item *); void use(std::string_view);
void use(const int &); void use(const char *);
void use(std::vector<int>::iterator);
template <class F> void use(F f) {}
const item &global(); item *made();
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

TEST(Borrows, FollowReferencesToTheObjectThatOwnsThePart) {
  Code C(withPrelude(R"cpp(
void locals(item p) {
  item i; item a[2]; item &r = i; const item &extended = item{};
  use(i); use(p); use(a[1]); use(r); use(i.n); use(extended); use(i.count());
}
void unknowns(bool b) {
  static item s; item i; const item &g = global();
  use(s); use(g); use(i.self()); use(item{}); use(*made());
}
)cpp"));
  EXPECT_EQ(borrowed(C, "locals"),
            (Lines{"object i", "object p", "object a", "object i", "object i",
                   "object extended", "object i"}));
  EXPECT_EQ(borrowed(C, "unknowns"),
            (Lines{"unknown", "unknown", "unknown", "temporary", "unknown"}));
}

TEST(Borrows, KnowWhatParametersAndThisStandFor) {
  Code C(withPrelude(R"cpp(
struct s {
  item m;
  void f(item &r, item *p, std::string_view v) {
    use(r); use(*p); use(p->n); use(v); use(m); use(p);
  }
};
)cpp"));
  EXPECT_EQ(
      borrowed(C, "f"),
      (Lines{"what r refers to", "what p refers to", "what p refers to",
             "what v refers to", "what this refers to", "what p refers to"}));
}

TEST(Borrows, FollowPointersAndViewsThatKeepTheirValue) {
  Code C(withPrelude(R"cpp(
void kept() {
  item i; item *p = &i; char text[4] = "abc"; std::string s;
  std::string_view v = s, w = v; std::vector<int> n;
  use(p); use(*p); use(p + 1); use(text); use(w); use(v.substr(1));
  use(s.c_str()); use(std::string_view(s)); use(n.begin());
  use(std::next(n.begin())); use(n[0]); use(n.front());
}
void changed(item *q, std::string_view o) {
  item i; item *p = &i; p = q; std::string s; std::string_view v = s; v = o;
  use(*p); use(v);
}
)cpp"));
  EXPECT_EQ(borrowed(C, "kept"),
            (Lines{"object i", "object i", "object i", "object text",
                   "object s", "object s", "object s", "object s", "object n",
                   "object n", "object n", "object n"}));
  EXPECT_EQ(borrowed(C, "changed"), Lines(2, "unknown"));
}

TEST(Borrows, OfOwnersEndWhenTheContentMoves) {
  Code C(withPrelude(R"cpp(
void sink(std::unique_ptr<item>);
void kept() {
  auto p = std::make_unique<item>(); std::optional<item> o;
  use(*p); use(p.get()); use(p->n); use(*o); use(o->n);
}
void moved() {
  auto p = std::make_unique<item>(); item *raw = p.get();
  sink(std::move(p));
  use(*raw);
}
void shared() {
  auto p = std::make_shared<item>(); std::vector<item *> v;
  use(*p); use(*v[0]);
}
)cpp"));
  EXPECT_EQ(borrowed(C, "kept"), (Lines{"object p", "object p", "object p",
                                        "object o", "object o"}));
  EXPECT_EQ(borrowed(C, "moved"), Lines{"unknown"});
  EXPECT_EQ(borrowed(C, "shared"), Lines(2, "unknown"));
}

TEST(Borrows, LookIntoClosures) {
  Code C(withPrelude(R"cpp(
void f(item &r) {
  int n = 0; int *p = &n; auto named = [&n] { ++n; };
  use([&] { ++n; }); use([n] { (void)n; }); use(named); use([p] { ++*p; });
  use([&r] { ++r.n; });
}
)cpp"));
  EXPECT_EQ(borrowed(C, "f"), (Lines{"object n", "unknown", "object n",
                                     "object n", "what r refers to"}));
}

// Until the end of the full expression, unless a reference extends their life.
TEST(Borrows, KnowTemporariesThatNothingExtends) {
  Code C(withPrelude(R"cpp(
item value(); std::string text();
void ends(int n) {
  use(value()); use(value().n); use(value().count()); use(n + 1);
  use(text().c_str()); use(value().name.c_str()); use(std::string_view(text()));
  const std::string_view view = text(); use(view);
  use([&] { use(n); });
}
void extended() {
  const item &whole = value(); auto &&part = value().name; use(whole); use(part.c_str());
  use("literal");
}
void unknown() { use(value().self()); use(*new item()); }
)cpp"));
  EXPECT_EQ(
      borrowed(C, "ends"),
      (Lines{"temporary", "temporary", "temporary", "temporary", "temporary",
             "temporary", "temporary", "temporary", "object n", "object n"}));
  EXPECT_EQ(borrowed(C, "extended"),
            (Lines{"object whole", "object part", "unknown"}));
  EXPECT_EQ(borrowed(C, "unknown"), Lines(2, "unknown"));
}

//===----------------------------------------------------------------------===//
// Tasks that are returned
//===----------------------------------------------------------------------===//

constexpr char Tasks[] = R"cpp(
#include "mini.h"
using mini::task; using mini::eager;
task<> unseen(const int &n); eager<> started(const int &n);
task<> lazily(const int &n) { co_return; }
task<> lazily_used(const int &n) { co_await mini::tick(); (void)(n + 1); }
eager<> before(const int &n) { int m = n; co_await mini::tick(); (void)m; }
eager<> after(const int &n) { co_await mini::tick(); int m = n; (void)m; }
eager<> never(const int &n) { co_await mini::ready(); int m = n; (void)m; }
task<> hands_on(const int &n) { return unseen(n); }
task<> answers(int n) { co_return; }
task<> copies(const int &n) { return answers(n); }
struct store { task<> kept; task<> take() { return std::move(kept); } };
)cpp";

/// The calls that make what \p Function returns, with "keeps" when the task
/// keeps the first argument, and when it runs.
Lines returned(const Code &C, llvm::StringRef Function) {
  ReturnedTasks &Returned = C.unit().returnedTasks();
  Lines Out;
  for (const TaskReturn &Return : Returned.of(C.analysis(Function)))
    for (const TaskCreation &Made : Return.Created) {
      std::string Line = C.text(*Made.Call);
      if (Returned.keeps(Made, 0))
        Line += " keeps";
      RunsLater Later = Returned.runsLater(Made);
      if (Later != RunsLater::No)
        Line += Later == RunsLater::Yes ? " later" : " unknown";
      Out.push_back(Line);
    }
  return Out;
}

TEST(ReturnedTasks, KeepWhatTheirBodiesUseLater) {
  Code C(std::string(Tasks) + R"cpp(
task<> one(int n) { return unseen(n); }
eager<> two(int n) { return started(n); }
task<> three(int n) { return lazily(n); }
task<> four(int n) { return lazily_used(n); }
eager<> five(int n) { return before(n); }
eager<> six(int n) { return after(n); }
eager<> seven(int n) { return never(n); }
task<> eight(int n) { return hands_on(n); }
task<> nine(int n) { return copies(n); }
)cpp");
  EXPECT_EQ(returned(C, "one"), Lines{"unseen(n) keeps later"});
  EXPECT_EQ(returned(C, "two"), Lines{"started(n) unknown"});
  EXPECT_EQ(returned(C, "three"), Lines{"lazily(n)"});
  EXPECT_EQ(returned(C, "four"), Lines{"lazily_used(n) keeps later"});
  EXPECT_EQ(returned(C, "five"), Lines{"before(n) later"});
  EXPECT_EQ(returned(C, "six"), Lines{"after(n) keeps later"});
  EXPECT_EQ(returned(C, "seven"), Lines{"never(n)"});
  EXPECT_EQ(returned(C, "eight"), Lines{"hands_on(n) keeps later"});
  EXPECT_EQ(returned(C, "nine"), Lines{"copies(n)"});
}

// A task that is awaited where it is made uses what it was given before its
// first suspension while that is certainly there.
TEST(ReturnedTasks, KeepPastTheirSuspensionWhatFollowsIt) {
  Code C(std::string(Tasks) + R"cpp(
task<> lazily_first(const int &n) { int m = n; co_await mini::tick(); (void)m; }
task<> lazily_late(const int &n) { co_await mini::tick(); int m = n; (void)m; }
void f(int n) {
  unseen(n); lazily(n); lazily_first(n); lazily_late(n); started(n); before(n);
  after(n); hands_on(n); copies(n);
}
)cpp");
  auto Kept = [&](const char *Callee, TaskKind Kind) {
    TaskCreation Made{callsIn(C, Callee, "f").front(), Kind};
    ReturnedTasks &Returned = C.unit().returnedTasks();
    std::string Out = Returned.keeps(Made, 0) ? "keeps" : "lets go";
    return Out + (Returned.keepsPastSuspension(Made, 0) ? ", past" : "");
  };
  EXPECT_EQ(Kept("unseen", TaskKind::Lazy), "keeps, past");
  EXPECT_EQ(Kept("lazily", TaskKind::Lazy), "lets go");
  EXPECT_EQ(Kept("lazily_first", TaskKind::Lazy), "keeps");
  EXPECT_EQ(Kept("lazily_late", TaskKind::Lazy), "keeps, past");
  EXPECT_EQ(Kept("started", TaskKind::Eager), "lets go");
  EXPECT_EQ(Kept("before", TaskKind::Eager), "lets go");
  EXPECT_EQ(Kept("after", TaskKind::Eager), "keeps, past");
  EXPECT_EQ(Kept("hands_on", TaskKind::Lazy), "keeps, past");
  EXPECT_EQ(Kept("copies", TaskKind::Lazy), "lets go");
}

TEST(ReturnedTasks, AreMadeByCallsAndNotTakenFromSomewhere) {
  Code C(std::string(Tasks) + R"cpp(
task<> both(bool b, int n) { return b ? unseen(n) : hands_on(n); }
task<> named(int n) { auto t = unseen(n); return t; }
task<> stored(store &s) { return s.take(); }
task<> exchanged(store &s, int n) { return std::exchange(s.kept, unseen(n)); }
task<> parameter(task<> t) { return t; }
task<> cycle(int n) { return n ? cycle(n - 1) : cycle(n - 2); }
task<> shown(int n, void (*look)(task<> &)) { auto t = unseen(n); look(t); return t; }
)cpp");
  EXPECT_EQ(returned(C, "both").size(), 2u);
  EXPECT_EQ(returned(C, "named"), Lines{"unseen(n) keeps later"});
  for (const char *None :
       {"stored", "exchanged", "parameter", "cycle", "shown"})
    EXPECT_EQ(returned(C, None), Lines()) << None;
}

//===----------------------------------------------------------------------===//
// Guards held at a return
//===----------------------------------------------------------------------===//

TEST(HeldAtReturn, IsWhatTheFunctionsOwnObjectsHold) {
  Code C(R"cpp(
#include <mutex>
std::mutex m; int work();
int held() { std::lock_guard g(m); return work(); }
int given(std::unique_lock<std::mutex> g) { return work(); }
int unlocked() { std::unique_lock g(m); g.unlock(); return work(); }
int lent(std::unique_lock<std::mutex> &g) { g.lock(); return work(); }
int by_hand() { m.lock(); return work(); }
std::unique_lock<std::mutex> handed_on() { std::unique_lock g(m); return g; }
int sometimes(bool b) { std::unique_lock g(m); if (b) g.unlock();
  if (b) return work(); return work() + 1; }
)cpp");
  auto Held = [&](const char *Function) {
    Lines Out;
    for (const HeldAtReturn &H : C.analysis(Function).locks().Returned)
      Out.push_back(H.Owner->getNameAsString() + " at " + C.text(*H.Value));
    return Out;
  };
  EXPECT_EQ(Held("held"), Lines{"g at work()"});
  EXPECT_EQ(Held("given"), Lines{"g at work()"});
  EXPECT_EQ(Held("sometimes"), Lines{"g at work() + 1"});
  for (const char *None : {"unlocked", "lent", "by_hand", "handed_on"})
    EXPECT_EQ(Held(None), Lines()) << None;
}

//===----------------------------------------------------------------------===//
// Objects that stand for a state
//===----------------------------------------------------------------------===//

TEST(ScopeExits, AreToldByWhatTheirDestructorsDo) {
  Code C(R"cpp(
#include <functional>
#include <string>
struct sink { void leave(int); int look() const; };
extern int depth; void note();
struct flag { bool &f; ~flag() { f = false; } };
struct counter { int *n; ~counter() { --*n; } };
struct registration { sink *s; int id; ~registration() { if (s) s->leave(id); } };
struct nested { int x = 0; ~nested() { --depth; } };
struct exit_call { std::function<void()> f; ~exit_call() { f(); } };
struct exit_pointer { void (*f)(); ~exit_pointer() { f(); } };
struct holds { nested n; };
struct derived : counter {};
struct through_member { sink *s; void end() { s->leave(1); } ~through_member() { end(); } };

struct plain { std::string s; };
struct notes { ~notes() { note(); } };
struct looks { sink *s; ~looks() { s->look(); } };
struct own { int n; ~own() { n = 0; } };
struct pointer { int *p; ~pointer() { --*p; } int &operator*() const; };
struct deletes { sink *p; ~deletes() { p->leave(0); delete p; } };
struct counted { int *n; counted(const counted &); ~counted() { --*n; } };
struct buffer { sink *s; char *data(); ~buffer() { s->leave(0); } };
)cpp");
  for (const char *State :
       {"flag", "counter", "registration", "nested", "exit_call",
        "exit_pointer", "holds", "derived", "through_member"})
    EXPECT_TRUE(endsStateOutside(C.type(State), C.unit())) << State;
  for (const char *Other : {"plain", "notes", "looks", "own", "pointer",
                            "deletes", "counted", "buffer"})
    EXPECT_FALSE(endsStateOutside(C.type(Other), C.unit())) << Other;
}

TEST(ScopeExits, StayAsMadeUnlessSomebodyMayChangeThem) {
  Code C(R"cpp(
struct state { void dismiss(); int id() const; int n; ~state(); };
void look(const state &); void take(state &); void consume(state &&);
void f() {
  state made, read, shown; (void)read.id(); (void)read; (void)(read.n + 1);
  look(shown);
  state dismissed, lent, moved; dismissed.dismiss(); take(lent);
  consume(static_cast<state &&>(moved));
}
)cpp");
  for (const char *Same : {"made", "read", "shown"})
    EXPECT_TRUE(staysAsMade(C.analysis("f"), C.variable(Same))) << Same;
  for (const char *Changed : {"dismissed", "lent", "moved"})
    EXPECT_FALSE(staysAsMade(C.analysis("f"), C.variable(Changed))) << Changed;
}

} // namespace

//===--- TrackedObjectsTest.cpp - which objects are followed --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TasksText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

const char *nameOf(TrackedObject::Kind K) {
  switch (K) {
  case TrackedObject::Single:
    return "single";
  case TrackedObject::Container:
    return "container";
  case TrackedObject::Scope:
    return "scope";
  }
  return "";
}

/// The tracked objects of \p Function: "t: single task, made by make()",
/// with ", full" for what is made elsewhere, ", given" and ", from other".
Lines objects(const Code &C, llvm::StringRef Function) {
  Lines Out;
  for (const TrackedObject &Object : C.analysis(Function).objects()) {
    std::string Line = Object.Declared->getNameAsString() + ": " +
                       nameOf(Object.K) + " " + text(Object.Lost);
    if (Object.Made)
      Line += ", made by " + C.text(*Object.Made);
    else if (Object.BeginsFull)
      Line += ", full";
    if (Object.IsGiven)
      Line += ", given";
    if (Object.TakenFrom)
      Line += ", from " + Object.TakenFrom->getNameAsString();
    EXPECT_TRUE(!Object.Made || Object.BeginsFull) << Line;
    Out.push_back(std::move(Line));
  }
  return Out;
}

//===----------------------------------------------------------------------===//
// Which objects
//===----------------------------------------------------------------------===//

TEST(TrackedObjects, AreLocalsThatHoldTasks) {
  Code C(miniTasks(R"cpp(
void function(bool b) {
  auto called = make();
  task<int> typed = make();
  auto &&extended = make();
  const auto &constant = make();
  const task<int> kept = make();
  auto chosen = b ? make() : other();
  auto comma = (take(make()), make());
  auto moved = std::move(called);
  if (auto in_if = make(); b) {}
  for (auto in_for = make(); b;) {}
  auto &reference = called;
  auto *pointer = &called;
  static auto immortal = make();
  int number = 1;
}
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"called: single task, made by make()",
                   "typed: single task, made by make()",
                   "extended: single task, made by make()",
                   "constant: single task, made by make()",
                   "kept: single task, made by make()",
                   "chosen: single task, made by other()",
                   "comma: single task, made by make()",
                   "moved: single task, full, from called",
                   "in_if: single task, made by make()",
                   "in_for: single task, made by make()"}));
}

TEST(TrackedObjects, MayBeWhatAnAwaitYields) {
  Code C(miniTasks(R"cpp(
task<int> &existing();
task<task<int>> nested();
task<> function() {
  auto inner = co_await nested();
  auto made = make();
  auto &refers = existing();
}
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"inner: single task, made by co_await",
                   "made: single task, made by make()"}));
  llvm::ArrayRef<TrackedObject> Objects = C.analysis("function").objects();
  ASSERT_EQ(Objects.size(), 2u);
  EXPECT_TRUE(awaitThatMade(Objects[0]));
  EXPECT_FALSE(awaitThatMade(Objects[1]));
}

// Moved out to be destroyed at the end of the block, perhaps: what they have
// been used for, nobody knows here.
TEST(TrackedObjects, BeginUnknownIfTakenFromElsewhere) {
  Code C(miniTasks(R"cpp(
struct object { task<int> member; task<int> &get(); };
void function(object &o, std::vector<task<int>> v) {
  auto from_member = std::move(o.member);
  auto from_call = std::move(o.get());
  auto from_element = std::move(v[0]);
}
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"from_member: single task", "from_call: single task",
                   "from_element: single task"}));
}

TEST(TrackedObjects, AreParametersOfTheirOwn) {
  Code C(miniTasks(R"cpp(
void function(task<int> value, task<int> &&rvalue, task<int> &lvalue,
              const task<int> &constant, task<int> *pointer, int number,
              std::vector<task<int>> container) {}
template <class T> void generic(T &&forwarded) {}
void use(task<int> t) { generic(t); }
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"value: single task, full, given",
                   "rvalue: single task, full, given"}));
  EXPECT_EQ(objects(C, "generic"), Lines{});
}

TEST(TrackedObjects, AreTheNamesOfStructuredBindings) {
  Code C(miniTasks(R"cpp(
struct parts { task<int> first; int second; task<int> third; };
parts split(); parts &shared();
std::pair<task<int>, int> pair();
std::tuple<int, task<int>> tuple();
task<parts> later();
task<> function() {
  auto [a, b, c] = split();
  auto [d, e] = pair();
  auto [f, g] = tuple();
  auto &[h, i, j] = shared();
  auto [k, l, m] = co_await later();
  auto [n, o] = std::pair(make(), 1);
}
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"a: single task, made by split()",
                   "c: single task, made by split()",
                   "d: single task, made by pair()",
                   "g: single task, made by tuple()",
                   "n: single task, made by std::pair(make(), 1)"}));
  const TrackedObject &A = C.analysis("function").objects().front();
  EXPECT_TRUE(isa<BindingDecl>(A.Declared));
  EXPECT_TRUE(isa<DecompositionDecl>(A.variable()));
}

TEST(TrackedObjects, AreContainersOfTasks) {
  Code C(miniTasks(R"cpp(
std::vector<task<int>> many(); std::optional<task<int>> maybe();
void function(std::vector<task<int>> given) {
  std::vector<task<int>> empty;
  std::vector<task<int>> braced{};
  auto called = many();
  auto optional = maybe();
  std::optional<task<int>> nothing;
  std::optional<task<int>> engaged = make();
  std::optional<task<int>> none = std::nullopt;
  task<int> array[] = {make(), other()};
  std::array<task<int>, 1> one = {make()};
  std::pair<int, task<int>> pair{1, make()};
  auto owner = std::make_unique<task<int>>(make());
  auto moved = std::move(given);
  std::vector<int> numbers;
}
)cpp"));
  EXPECT_EQ(
      objects(C, "function"),
      (Lines{"empty: container task", "braced: container task",
             "called: container task, made by many()",
             "optional: container task, made by maybe()",
             "nothing: container task",
             "engaged: container task, made by make()", "none: container task",
             "array: container task, made by make()",
             "one: container task, made by make()",
             "pair: container task, made by make()",
             "owner: container task, made by make()",
             "moved: container task, from given"}));
}

TEST(TrackedObjects, AreScopes) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: scope, roles: [must-join]}
functions:
  - {name: spawned, effect: spawns-into}
)yaml",
                            miniTasks(R"cpp(
struct context {};
struct scope {
  scope();
  explicit scope(task<int>);
  explicit scope(context &);
  scope(scope &&);
};
scope spawned(); scope empty();
struct holder { scope member; };
void function(context &c, scope parameter) {
  scope plain;
  scope with_context(c);
  scope with_work(make());
  auto called = empty();
  auto running = spawned();
  scope &reference = plain;
  holder object;
}
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"parameter: scope none, given", "plain: scope none",
                   "with_context: scope none", "with_work: scope none, full",
                   "called: scope none", "running: scope none, full"}));
}

TEST(TrackedObjects, MayBeScopesInOwners) {
  Code C(miniTasks(R"cpp(
struct [[clang::annotate("corolint::must_join")]] scope {
  void spawn(task<int>);
};
struct [[clang::annotate("corolint::must_join")]] job {
  explicit job(std::function<void()>);
  job(job &&);
};
void function() {
  std::optional<scope> optional;
  auto owner = std::make_unique<scope>();
  auto shared = std::make_shared<scope>();
  job running([] {});
  auto moved = std::move(running);
}
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"optional: scope none", "owner: scope none",
                   "running: scope none, full",
                   "moved: scope none, full, from running"}));
}

TEST(TrackedObjects, AreWhatAClosureOwns) {
  Code C(miniTasks(R"cpp(
void function(task<int> by_reference) {
  auto l = [t = make(), &by_reference, n = 1]() mutable { take(std::move(t)); };
}
)cpp"));
  EXPECT_EQ(objects(C, "operator()"), Lines{"t: single task, full, given"});
}

TEST(TrackedObjects, MayBeFullAtSomeTime) {
  Code C(miniTasks(R"cpp(
void made() { auto t = make(); }
void given(task<int> t) {}
void empty() { std::vector<task<int>> t; (void)t; }
void filled() { std::vector<task<int>> t; t.push_back(make()); }
void assigned() { std::optional<task<int>> t; t = make(); }
)cpp"));
  auto EverFull = [&](llvm::StringRef Function) {
    return C.analysis(Function).objects().front().isEverFull();
  };
  for (const char *Name : {"made", "given", "filled", "assigned"})
    EXPECT_TRUE(EverFull(Name)) << Name;
  EXPECT_FALSE(EverFull("empty"));
}

TEST(TrackedObjects, MayBeOutOfReach) {
  Code C(miniTasks(R"cpp(
void reached(bool b) { if (b) return; auto t = make(); }
void after_return() { return; auto t = make(); }
void after_noreturn() { die(); auto t = make(); }
void in_dead_branch() { if (false) { auto t = make(); } }
void without_value() { std::vector<task<int>> t; }
void in_handler() { try { work(); } catch (...) { auto t = make(); } }
)cpp"));
  auto Reached = [&](llvm::StringRef Function) {
    FunctionAnalysis &F = C.analysis(Function);
    return isDeclaredReachably(F, F.objects().front());
  };
  for (const char *Name : {"reached", "without_value", "in_handler"})
    EXPECT_TRUE(Reached(Name)) << Name;
  for (const char *Name : {"after_return", "after_noreturn", "in_dead_branch"})
    EXPECT_FALSE(Reached(Name)) << Name;
}

TEST(TrackedObjects, SayWhatIsLostWithThem) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: resume_on, effect: switches-executor}
)yaml",
                            miniTasks(R"cpp(
mini::async_mutex m;
mini::tick resume_on(int);
mini::eager<> now();
void function() {
  auto lock = m.lock();
  auto change = resume_on(1);
  auto running = now();
  auto timer = mini::sleep_for(std::chrono::milliseconds(1));
}
)cpp"));
  EXPECT_EQ(objects(C, "function"),
            (Lines{"lock: single lock, made by m.lock()",
                   "change: single switch, made by resume_on(1)",
                   "running: single task, made by now()"}));
  EXPECT_EQ(text(C.analysis("function").objects()[2].Traits), "eager");
}

} // namespace

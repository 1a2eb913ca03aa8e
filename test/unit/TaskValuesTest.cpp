//===--- TaskValuesTest.cpp - what is lost with a value -------------------===//
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

/// A task, an awaitable that begins when awaited, and an async mutex.
std::string runtimeAnd(llvm::StringRef Text) {
  return coroutines(R"cpp(
struct task : awaiter {
  struct promise_type : promise<task, always, always> {};
  task(); task(task &&); task(const task &); explicit task(int);
  task &operator=(task &&);
};
struct owner : awaiter {
  struct promise_type : promise<owner, always, always> {};
  owner(task); owner(owner &&);
};
void start(std::coroutine_handle<>);
struct operation {
  bool await_ready();
  void await_suspend(std::coroutine_handle<> h) { start(h); }
  void await_resume();
  int argument;
};
struct guard { guard(struct mutex &); guard(guard &&); ~guard(); };
struct mutex {
  struct waits {
    bool await_ready();
    void await_suspend(std::coroutine_handle<>);
    guard await_resume();
  };
  waits lock();
  void unlock();
  mutex *locked;
};
inline guard::~guard() { extern mutex held; held.unlock(); }
)cpp") + Text.str();
}

/// What is lost with the initialiser of each variable: "f: task lazy".
Lines lossesOf(const Code &C, const Lines &Variables) {
  Lines Out;
  Tasks &T = C.unit().tasks();
  for (const std::string &Name : Variables) {
    const Expr &Made = maker(C, Name);
    std::string Line = Name + ": " + text(T.lossOf(Made));
    if (T.lossOf(Made) == Loss::Task)
      Line += " " + text(T.madeBy(Made));
    Out.push_back(std::move(Line));
  }
  return Out;
}

//===----------------------------------------------------------------------===//
// madeBy and lossOf
//===----------------------------------------------------------------------===//

TEST(LossOf, CallsAreTasks) {
  Code C(runtimeAnd(R"cpp(
task make(); task &existing(); task &&moved(); int number();
struct object {
  task member();
  static task shared();
  task operator()();
  task operator+(int);
};
template <class T> T generic();
void function(task (*pointer)(), object o, task (object::*member)()) {
  auto call = make();
  auto reference = existing();
  auto rvalue = moved();
  auto scalar = number();
  auto method = o.member();
  auto static_method = object::shared();
  auto functor = o();
  auto binary = o + 1;
  auto through_pointer = pointer();
  auto through_member = (o.*member)();
  auto instance = generic<task>();
  auto lambda = [] { return make(); }();
}
)cpp"));
  EXPECT_EQ(
      lossesOf(C, {"call", "reference", "rvalue", "scalar", "method",
                   "static_method", "functor", "binary", "through_pointer",
                   "through_member", "instance", "lambda"}),
      (Lines{"call: task lazy", "reference: none", "rvalue: none",
             "scalar: none", "method: task lazy", "static_method: task lazy",
             "functor: task lazy", "binary: task lazy",
             "through_pointer: task lazy", "through_member: task lazy",
             "instance: task lazy", "lambda: task lazy"}));
}

TEST(LossOf, ObjectsThatHoldNoTaskAreNone) {
  Code C(runtimeAnd(R"cpp(
task make();
void function(task parameter) {
  auto empty = task();
  auto braced = task{};
  auto from_handle = task(1);
  auto copy = parameter;
  auto moved = std::move(parameter);
  auto takes = owner(make());
  auto takes_moved = owner(std::move(parameter));
}
)cpp"));
  EXPECT_EQ(
      lossesOf(C, {"empty", "braced", "from_handle", "copy", "moved", "takes",
                   "takes_moved"}),
      (Lines{"empty: none", "braced: none", "from_handle: none", "copy: none",
             "moved: none", "takes: task lazy", "takes_moved: none"}));
}

// `return task_;`: whoever stores it awaits it.
TEST(LossOf, CopiesOfWhatIsStoredAreNone) {
  Code C(runtimeAnd(R"cpp(
task make();
struct cache {
  task kept;
  task shared() const { return kept; }
  task handed_out() { return std::move(kept); }
  task either(bool stored) { if (stored) return kept; return make(); }
};
void function(cache o) {
  auto a = o.shared();
  auto b = o.handed_out();
  auto c = o.either(true);
}
)cpp"));
  EXPECT_EQ(lossesOf(C, {"a", "b", "c"}),
            (Lines{"a: none", "b: task lazy", "c: task lazy"}));
}

TEST(LossOf, AwaitablesMustBeSeenToBeInert) {
  Code C(runtimeAnd(R"cpp(
operation visible(int n) { return {n}; }
operation unseen(int n);
operation busy(int n) { start(nullptr); return {n}; }
[[nodiscard]] operation marked(int n);
void function() {
  auto a = visible(1);
  auto b = unseen(1);
  auto c = busy(1);
  auto d = marked(1);
  auto e = operation{1};
  auto f = awaiter{};
}
)cpp"));
  EXPECT_EQ(lossesOf(C, {"a", "b", "c", "d", "e", "f"}),
            (Lines{"a: task awaitable", "b: none", "c: none",
                   "d: task awaitable", "e: task awaitable", "f: none"}));
}

TEST(LossOf, ModelsSayWhatMayBeDropped) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: modelled, roles: [lazy-awaitable]}
functions:
  - {name: ready, effect: droppable-result}
  - {name: 'modelled::started', effect: droppable-result}
)yaml",
                            runtimeAnd(R"cpp(
struct modelled : awaiter {
  static modelled wait();
  static modelled started();
};
task ready(); task busy();
void function() {
  auto a = ready();
  auto b = busy();
  auto c = modelled::wait();
  auto d = modelled::started();
}
)cpp"));
  EXPECT_EQ(lossesOf(C, {"a", "b", "c", "d"}),
            (Lines{"a: none", "b: task lazy", "c: task awaitable", "d: none"}));
}

TEST(LossOf, LocksAndSwitchesAreMoreSpecific) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: modelled, roles: [executor-switch]}
functions:
  - {name: resume_on, effect: switches-executor}
  - {name: changes_number, effect: switches-executor}
)yaml",
                            runtimeAnd(R"cpp(
struct modelled : awaiter {};
struct [[clang::annotate("corolint::switches_executor")]] annotated : awaiter {
};
struct derived : annotated {};
struct pool {
  [[clang::annotate("corolint::switches_executor")]] awaiter schedule();
  [[clang::annotate("corolint::switches_executor")]] task schedule_task();
};
awaiter resume_on(pool &); awaiter other(pool &);
int changes_number();
modelled make_modelled();
annotated make_annotated();
derived make_derived();
void function(mutex m, pool p) {
  auto lock = m.lock();
  auto modelled_type = make_modelled();
  auto annotated_type = make_annotated();
  auto derived_type = make_derived();
  auto object = annotated{};
  auto method = p.schedule();
  auto task_method = p.schedule_task();
  auto function = resume_on(p);
  auto none = other(p);
  auto number = changes_number();
}
)cpp"));
  EXPECT_EQ(lossesOf(C, {"lock", "modelled_type", "annotated_type",
                         "derived_type", "object", "method", "task_method",
                         "function", "none", "number"}),
            (Lines{"lock: lock", "modelled_type: switch",
                   "annotated_type: switch", "derived_type: switch",
                   "object: switch", "method: switch", "task_method: switch",
                   "function: switch", "none: none", "number: none"}));
  EXPECT_TRUE(C.unit().tasks().wouldLock(maker(C, "lock")));
  EXPECT_FALSE(C.unit().tasks().wouldLock(maker(C, "method")));
  EXPECT_FALSE(C.unit().tasks().switchesExecutor(maker(C, "number")));
}

//===----------------------------------------------------------------------===//
// elementsOf
//===----------------------------------------------------------------------===//

TEST(ElementsOf, LooksIntoWhatOwnsItsElements) {
  Code C(R"cpp(
#include <deque>
#include <map>
#include <tuple>
#include <array>
)cpp" + runtimeAnd(R"cpp(
#include <memory>
#include <optional>
#include <vector>
namespace is {
using vector = std::vector<task>;
using deque = std::deque<task>;
using optional = std::optional<task>;
using owner = std::unique_ptr<task>;
using c_array = task[3];
using c_matrix = task[3][2];
using array = std::array<task, 2>;
using pair = std::pair<int, task>;
using tuple = std::tuple<int, task, char>;
using map = std::map<int, task>;
using nested = std::vector<std::optional<task>>;
using pairs = std::vector<std::pair<int, task>>;
using constant = const std::vector<task>;
}
namespace not_ {
using numbers = std::vector<int>;
using shared = std::shared_ptr<task>;
using reference = std::vector<task> &;
using pointers = std::vector<task *>;
using itself = task;
using number = int;
using empty = std::tuple<>;
using text = std::pair<int, char>;
}
static_assert(sizeof(is::vector) + sizeof(is::deque) + sizeof(is::optional) +
              sizeof(is::owner) + sizeof(is::array) + sizeof(is::pair) +
              sizeof(is::tuple) + sizeof(is::map) + sizeof(is::nested) +
              sizeof(is::pairs) + sizeof(not_::numbers) + sizeof(not_::shared) +
              sizeof(not_::pointers) + sizeof(not_::empty) +
              sizeof(not_::text));
)cpp"));
  for (const char *Name :
       {"vector", "deque", "optional", "owner", "c_array", "c_matrix", "array",
        "pair", "tuple", "map", "nested", "pairs", "constant"})
    EXPECT_EQ(
        text(C.unit().tasks().elementsOf(C.type(std::string("is::") + Name))),
        "lazy")
        << Name;
  for (const char *Name : {"numbers", "shared", "reference", "pointers",
                           "itself", "number", "empty", "text"})
    EXPECT_FALSE(
        C.unit().tasks().elementsOf(C.type(std::string("not_::") + Name)))
        << Name;
}

//===----------------------------------------------------------------------===//
// Scopes
//===----------------------------------------------------------------------===//

TEST(MustJoin, IsSaidByAnnotationOrModel) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: modelled, roles: [must-join]}
functions:
  - {name: 'modelled::wait', effect: joins}
  - {name: join, effect: joins, argument: 0}
)yaml",
                            coroutines(R"cpp(
struct modelled { awaiter wait(); awaiter join(); awaiter spawn(); };
struct [[clang::annotate("corolint::must_join")]] annotated {
  [[clang::annotate("corolint::joins")]] awaiter finish();
};
struct derived : modelled {};
struct privately : private annotated {};
struct plain { awaiter join(); };
using reference = modelled &;
using number = int;
awaiter join(modelled &);
void function(modelled m, annotated a, derived d, plain p) {
  m.wait();
  m.spawn();
  a.finish();
  d.wait();
  join(m);
  p.join();
}
)cpp"));
  Tasks &T = C.unit().tasks();
  for (const char *Name : {"modelled", "annotated", "derived"})
    EXPECT_TRUE(T.mustJoin(C.type(Name))) << Name;
  for (const char *Name : {"plain", "reference", "number", "awaiter"})
    EXPECT_FALSE(T.mustJoin(C.type(Name))) << Name;
  EXPECT_FALSE(T.mustJoin(QualType()));

  for (const char *Name : {"wait", "finish"})
    for (const CallExpr *Call : C.calls(Name))
      EXPECT_TRUE(T.joins(*Call)) << C.where(*Call);
  EXPECT_FALSE(T.joins(*C.calls("spawn").front()));
  ASSERT_EQ(C.calls("join").size(), 2u);
  EXPECT_TRUE(T.joins(*C.calls("join")[0]));
  EXPECT_FALSE(T.joins(*C.calls("join")[1]));
}

TEST(MustJoin, MayBeSaidOfWhatAnOwnerHolds) {
  Code C(coroutines(R"cpp(
#include <memory>
#include <optional>
#include <vector>
struct [[clang::annotate("corolint::must_join")]] scope {};
using optional = std::optional<scope>;
using owner = std::unique_ptr<scope>;
using shared = std::shared_ptr<scope>;
using numbers = std::optional<int>;
using many = std::vector<scope>;
static_assert(sizeof(optional) + sizeof(owner) + sizeof(shared) +
              sizeof(numbers) + sizeof(many));
)cpp"));
  Tasks &T = C.unit().tasks();
  for (const char *Name : {"optional", "owner"})
    EXPECT_TRUE(T.holdsScope(C.type(Name))) << Name;
  for (const char *Name : {"shared", "numbers", "many", "scope"})
    EXPECT_FALSE(T.holdsScope(C.type(Name))) << Name;
}

TEST(IsSingleJob, HasNoMemberThatTakesWork) {
  Code C(coroutines(R"cpp(
struct task : awaiter { using promise_type = lazy_promise<task>; };
#define SCOPE struct [[clang::annotate("corolint::must_join")]]
SCOPE job {
  explicit job(task);
  job(job &&);
  job &operator=(job &&);
  void join();
  int id() const;
};
SCOPE spawns { void spawn(task); };
SCOPE runs { void run(void (*)()); };
SCOPE generic { template <class F> void run(F &&); };
SCOPE asks { template <class F> bool test(F) const; static void make(task); };
struct plain {};
)cpp"));
  Tasks &T = C.unit().tasks();
  for (const char *Name : {"job", "asks"})
    EXPECT_TRUE(T.isSingleJob(C.type(Name))) << Name;
  for (const char *Name : {"spawns", "runs", "generic", "plain"})
    EXPECT_FALSE(T.isSingleJob(C.type(Name))) << Name;
}

// Nothing has instantiated the parameter's type.
TEST(IsSingleJob, HasNoMemberThatTakesAnErasedCallable) {
  Code C(R"cpp(
#include <functional>
struct [[clang::annotate("corolint::must_join")]] runs {
  explicit runs(std::function<void(int)> on_error);
  void run(std::function<void()>);
};
)cpp");
  EXPECT_FALSE(C.unit().tasks().isSingleJob(C.type("runs")));
}

TEST(IsWork, CanBeRun) {
  Code C(coroutines(R"cpp(
#include <functional>
struct task : awaiter { using promise_type = lazy_promise<task>; };
struct functor { void operator()(); };
struct plain { void run(); };
using reference = task &&;
using function = std::function<void()>;
using pointer = void (*)();
using member = void (plain::*)();
using number = int;
using data = int plain::*;
static_assert(sizeof(function));
)cpp"));
  Tasks &T = C.unit().tasks();
  for (const char *Name : {"task", "awaiter", "functor", "reference",
                           "function", "pointer", "member"})
    EXPECT_TRUE(T.isWork(C.type(Name))) << Name;
  for (const char *Name : {"plain", "number", "data"})
    EXPECT_FALSE(T.isWork(C.type(Name))) << Name;
}

//===----------------------------------------------------------------------===//
// isMoveOnly
//===----------------------------------------------------------------------===//

TEST(IsMoveOnly, MeansWithoutACopyConstructor) {
  Code C(R"cpp(
#include <memory>
struct plain {};
struct deleted { deleted(deleted &&); deleted(const deleted &) = delete; };
struct suppressed { suppressed(suppressed &&); };
struct both { both(both &&); both(const both &); };
struct by_member { std::unique_ptr<int> p; };
struct by_base : suppressed {};
struct handle { void *p; };
using reference = deleted &;
using number = int;
void copies(both);
void use(by_member m, by_base b) {
  auto n = std::move(m);
  auto c = std::move(b);
}
)cpp");
  for (const char *Name :
       {"deleted", "suppressed", "by_member", "by_base", "reference"})
    EXPECT_TRUE(Tasks::isMoveOnly(C.type(Name))) << Name;
  for (const char *Name : {"plain", "both", "handle", "number"})
    EXPECT_FALSE(Tasks::isMoveOnly(C.type(Name))) << Name;
}

} // namespace

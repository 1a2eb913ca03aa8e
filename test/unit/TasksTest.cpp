//===--- TasksTest.cpp - which types are tasks ----------------------------===//
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

//===----------------------------------------------------------------------===//
// Where the promise is
//===----------------------------------------------------------------------===//

TEST(TaskTypes, HaveTheirPromiseInsideOrBesideThem) {
  Code C(coroutines(R"cpp(
struct nested : awaiter {
  struct promise_type : promise<nested, always, always> {};
};
struct outside;
struct aliased : awaiter { using promise_type = outside; };
struct outside : promise<aliased, always, always> {};
struct inherits : nested {};
struct inherits_twice : inherits {};
template <class Derived> struct base {
  struct promise_type : promise<Derived, always, always> {};
  awaiter operator co_await();
};
struct crtp : base<crtp> {};
struct holder { struct promise_type : promise<struct used, always, always> {}; };
struct used : awaiter { using holder_type = holder; using promise_type = holder::promise_type; };
struct imported : awaiter, holder { using holder::promise_type; };
)cpp"));
  EXPECT_EQ(traits(C, {"nested", "aliased", "inherits", "inherits_twice",
                       "crtp", "used", "imported"}),
            (Lines{"nested: lazy", "aliased: lazy", "inherits: lazy",
                   "inherits_twice: lazy", "crtp: lazy", "used: lazy",
                   "imported: lazy"}));
  EXPECT_EQ(promise(C, "nested"), "nested::promise_type");
  EXPECT_EQ(promise(C, "aliased"), "outside");
  EXPECT_EQ(promise(C, "inherits_twice"), "nested::promise_type");
  EXPECT_EQ(promise(C, "imported"), "holder::promise_type");
}

TEST(TaskTypes, MayBeDeclaredByCoroutineTraits) {
  Code C(coroutines(R"cpp(
struct full : awaiter {};
struct partial : awaiter {};
struct eager : awaiter {};
struct other : awaiter {};
template <class T> struct templated : awaiter {};
template <class T> struct for_int : awaiter {};
template <> struct std::coroutine_traits<full, int> {
  struct promise_type : promise<full, always, always> {};
};
template <class... A> struct std::coroutine_traits<partial, A...> {
  struct promise_type : promise<partial, always, always> {};
};
template <class... A> struct std::coroutine_traits<eager, A...> {
  struct promise_type : promise<eager, never, always> {};
};
template <class T, class... A>
struct std::coroutine_traits<templated<T>, A...> {
  struct promise_type : promise<templated<T>, always, always> {};
};
template <class... A> struct std::coroutine_traits<for_int<int>, A...> {
  using promise_type = promise<for_int<int>, always, always>;
};
using one = templated<int>;
using two = for_int<int>;
using three = for_int<char>;
static_assert(sizeof(one) + sizeof(two) + sizeof(three));
)cpp"));
  EXPECT_EQ(
      traits(C, {"full", "partial", "eager", "other", "one", "two", "three"}),
      (Lines{"full: lazy", "partial: lazy", "eager: eager", "other: none",
             "one: lazy", "two: lazy", "three: none"}));
}

// The arguments of a specialisation decide which coroutines have the promise;
// the first is what they return.
TEST(TaskTypes, AreNotTheParametersOfCoroutineTraits) {
  Code C(coroutines(R"cpp(
struct tag : awaiter {};
template <> struct std::coroutine_traits<void, tag> {
  struct promise_type : promise<void, always, always> {};
};
)cpp"));
  EXPECT_EQ(traits(C, {"tag"}), (Lines{"tag: none"}));
  EXPECT_EQ(promise(C, "tag"), "none");
}

TEST(TaskTypes, NeedNoInstantiatedPromise) {
  Code C(coroutines(R"cpp(
template <class T> struct separate;
template <class T> struct lazy : awaiter { using promise_type = separate<T>; };
template <class T> struct separate : promise<lazy<T>, always, always> {};

template <class T> struct eager_promise;
template <class T> struct eager : awaiter {
  using promise_type = eager_promise<T>;
};
template <class T> struct eager_promise {
  std::suspend_never initial_suspend();
  std::suspend_always final_suspend() noexcept;
};

template <class T> struct inside : awaiter {
  struct promise_type {
    auto initial_suspend() noexcept { return std::suspend_always(); }
    auto final_suspend() noexcept { return std::suspend_always(); }
  };
};
template <class T> struct undefined_promise;
template <class T> struct hopeless : awaiter {
  using promise_type = undefined_promise<T>;
};
lazy<int> a; eager<int> b; inside<int> c; hopeless<int> d;
using lazy_int = lazy<int>;
using eager_int = eager<int>;
using inside_int = inside<int>;
using hopeless_int = hopeless<int>;
)cpp"));
  EXPECT_EQ(traits(C, {"lazy_int", "eager_int", "inside_int", "hopeless_int"}),
            (Lines{"lazy_int: lazy", "eager_int: eager", "inside_int: lazy",
                   "hopeless_int: none"}));
}

TEST(TaskTypes, AreCompleteClasses) {
  Code C(coroutines(R"cpp(
struct declared;
struct plain {};
struct only_promise { struct promise_type : promise<only_promise, always, always> {}; };
struct undefined_promise : awaiter { struct promise_type; };
struct value_named_so : awaiter { int promise_type; };
union choice {
  struct promise_type : promise<choice, always, always> {};
  bool await_ready(); void await_suspend(std::coroutine_handle<>); void await_resume();
};
struct task : awaiter { struct promise_type : promise<task, always, always> {}; };
using reference = task &;
using pointer = task *;
using constant = const task;
using number = int;
using array = task[2];
template <class T> struct of : awaiter { struct promise_type : promise<of<T>, always, always> {}; };
using untouched = of<long>;
)cpp"));
  EXPECT_EQ(
      traits(C, {"declared", "plain", "only_promise", "undefined_promise",
                 "value_named_so", "choice", "reference", "pointer", "constant",
                 "number", "array", "untouched"}),
      (Lines{"declared: none", "plain: none", "only_promise: none",
             "undefined_promise: none", "value_named_so: none", "choice: none",
             "reference: none", "pointer: none", "constant: lazy",
             "number: none", "array: none", "untouched: none"}));
  EXPECT_FALSE(C.unit().tasks().of(QualType()));
}

TEST(TaskTypes, AreNoClosures) {
  Code C(coroutines(R"cpp(
struct task : awaiter { struct promise_type : promise<task, always, always> {}; };
auto closure = []() -> task { co_return; };
)cpp"));
  EXPECT_FALSE(C.unit().tasks().of(C.variable("closure").getType()));
}

//===----------------------------------------------------------------------===//
// When the body begins
//===----------------------------------------------------------------------===//

TEST(TaskTypes, AreLazyIfTheInitialSuspensionAlwaysSuspends) {
  Code C(coroutines(R"cpp(
template <class Initial> struct with : awaiter {
  struct promise_type : promise<with<Initial>, Initial, always> {};
};
struct suspends {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
struct may_suspend : suspends {
  bool ready;
  bool await_ready() const noexcept { return ready; }
};
struct goes_on : suspends {
  bool await_ready() const noexcept { return true; }
};
struct unseen : suspends { bool await_ready() const noexcept; };
void post(std::coroutine_handle<>);
struct schedules : suspends {
  void await_suspend(std::coroutine_handle<> h) const noexcept { post(h); }
};
struct schedules_unseen : suspends {
  void await_suspend(std::coroutine_handle<>) const noexcept;
};
struct keeps : suspends {
  std::coroutine_handle<> kept;
  void await_suspend(std::coroutine_handle<> h) noexcept { kept = h; }
};
using a = with<suspends>; using b = with<may_suspend>; using c = with<goes_on>;
using d = with<unseen>; using e = with<schedules>;
using f = with<schedules_unseen>; using g = with<keeps>;
using h = with<std::suspend_always>; using i = with<std::suspend_never>;
static_assert(sizeof(a) + sizeof(b) + sizeof(c) + sizeof(d) + sizeof(e) +
              sizeof(f) + sizeof(g) + sizeof(h) + sizeof(i));
)cpp"));
  EXPECT_EQ(traits(C, {"a", "b", "c", "d", "e", "f", "g", "h", "i"}),
            (Lines{"a: lazy", "b: eager", "c: eager", "d: eager", "e: eager",
                   "f: eager", "g: lazy", "h: lazy", "i: eager"}));
}

TEST(TaskTypes, TheInitialSuspensionMayBeDeduced) {
  Code C(coroutines(R"cpp(
struct deduced : awaiter {
  struct promise_type {
    deduced get_return_object();
    auto initial_suspend() noexcept { return std::suspend_always{}; }
    auto final_suspend() noexcept { return std::suspend_always{}; }
    void return_void();
    void unhandled_exception();
  };
};
struct local_awaiter : awaiter {
  struct promise_type : promise<local_awaiter, always, always> {
    auto initial_suspend() noexcept {
      struct start {
        bool await_ready() { return false; }
        void await_suspend(std::coroutine_handle<>) {}
        void await_resume() {}
      };
      return start{};
    }
  };
};
struct trailing : awaiter {
  struct promise_type : promise<trailing, always, always> {
    auto initial_suspend() noexcept -> std::suspend_never { return {}; }
  };
};
struct not_defined : awaiter {
  struct promise_type : promise<not_defined, always, always> {
    auto initial_suspend() noexcept;
  };
};
template <class T> struct in_template : awaiter {
  struct promise_type : promise<in_template<T>, always, always> {
    auto initial_suspend() noexcept { return std::suspend_never{}; }
  };
};
using instance = in_template<int>;
static_assert(sizeof(instance));
)cpp"));
  EXPECT_EQ(traits(C, {"deduced", "local_awaiter", "trailing", "not_defined",
                       "instance"}),
            (Lines{"deduced: lazy", "local_awaiter: lazy", "trailing: eager",
                   "not_defined: eager", "instance: eager"}));
}

//===----------------------------------------------------------------------===//
// What need not be awaited
//===----------------------------------------------------------------------===//

TEST(TaskTypes, GeneratorsAreNone) {
  Code C(coroutines(R"cpp(
struct generator {
  struct promise_type : promise<generator, always, always> {
    always yield_value(int);
  };
};
struct async_generator : awaiter {
  struct promise_type : promise<async_generator, always, always> {
    always yield_value(int);
  };
};
struct yields_through_base : awaiter {
  struct base { always yield_value(int); };
  struct promise_type : promise<yields_through_base, always, always>, base {};
};
struct yields_by_template : awaiter {
  struct promise_type : promise<yields_by_template, always, always> {
    template <class T> always yield_value(T &&);
  };
};
)cpp"));
  EXPECT_EQ(traits(C, {"generator", "async_generator", "yields_through_base",
                       "yields_by_template"}),
            (Lines{"generator: none", "async_generator: none",
                   "yields_through_base: none", "yields_by_template: none"}));
}

TEST(TaskTypes, FramesThatOwnThemselvesMayBeForgotten) {
  Code C(coroutines(R"cpp(
struct forget { struct promise_type : promise<forget, never, never> {}; };
struct awaitable_forget : awaiter {
  struct promise_type : promise<awaitable_forget, never, never> {};
};
struct destroys_itself {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
struct own_awaiter : awaiter {
  struct promise_type : promise<own_awaiter, never, destroys_itself> {};
};
// Nothing runs, and nothing is destroyed, before it is awaited.
struct lazy_forget : awaiter {
  struct promise_type : promise<lazy_forget, always, never> {};
};
)cpp"));
  EXPECT_EQ(
      traits(C, {"forget", "awaitable_forget", "own_awaiter", "lazy_forget"}),
      (Lines{"forget: none", "awaitable_forget: none", "own_awaiter: none",
             "lazy_forget: lazy"}));
}

TEST(TaskTypes, DestructorsMayEndOrJoinTheWork) {
  Code C(coroutines(R"cpp(
template <class Self, class Initial> struct coroutine : awaiter {
  struct promise_type : promise<Self, Initial, always> {};
  std::coroutine_handle<> frame;
  void wait(); void request_stop(); void release();
};
struct lazy_destroys : coroutine<lazy_destroys, always> {
  ~lazy_destroys() { if (frame) frame.destroy(); }
};
struct eager_destroys : coroutine<eager_destroys, never> {
  ~eager_destroys() { if (frame) frame.destroy(); }
};
struct lazy_joins : coroutine<lazy_joins, always> { ~lazy_joins() { wait(); } };
struct eager_joins : coroutine<eager_joins, never> { ~eager_joins() { wait(); } };
struct lazy_cancels : coroutine<lazy_cancels, always> {
  ~lazy_cancels() { request_stop(); }
};
struct eager_cancels : coroutine<eager_cancels, never> {
  ~eager_cancels() { request_stop(); }
};
struct lazy_counts : coroutine<lazy_counts, always> { ~lazy_counts() { release(); } };
struct eager_counts : coroutine<eager_counts, never> { ~eager_counts() { release(); } };
struct eager_unseen : coroutine<eager_unseen, never> { ~eager_unseen(); };
)cpp"));
  EXPECT_EQ(
      traits(C, {"lazy_destroys", "eager_destroys", "lazy_joins", "eager_joins",
                 "lazy_cancels", "eager_cancels", "lazy_counts", "eager_counts",
                 "eager_unseen"}),
      (Lines{"lazy_destroys: lazy", "eager_destroys: eager", "lazy_joins: none",
             "eager_joins: none", "lazy_cancels: lazy",
             "eager_cancels: eager cancels", "lazy_counts: lazy",
             "eager_counts: none", "eager_unseen: eager"}));
}

//===----------------------------------------------------------------------===//
// How it is awaited
//===----------------------------------------------------------------------===//

TEST(TaskTypes, MayBeAwaitableOnlyByTheirPromises) {
  Code C(coroutines(R"cpp(
struct by_value {
  struct promise_type : promise<by_value, always, always> {
    awaiter await_transform(by_value);
  };
};
struct by_reference {
  struct promise_type : promise<by_reference, always, always> {
    awaiter await_transform(by_reference &&);
  };
};
template <class T> struct templated {
  struct promise_type : promise<templated<T>, always, always> {
    template <class U> awaiter await_transform(templated<U> &&);
  };
};
struct others {
  struct promise_type : promise<others, always, always> {
    awaiter await_transform(by_value);
  };
};
using instance = templated<int>;
static_assert(sizeof(instance));
)cpp"));
  EXPECT_EQ(traits(C, {"by_value", "by_reference", "instance", "others"}),
            (Lines{"by_value: lazy", "by_reference: lazy", "instance: lazy",
                   "others: none"}));
}

TEST(TaskTypes, AreSingleShotIfAwaitingTakesThem) {
  Code C(coroutines(R"cpp(
template <class Self> struct coroutine {
  struct promise_type : promise<Self, always, always> {};
};
struct rvalue : coroutine<rvalue> { awaiter operator co_await() &&; };
struct lvalue : coroutine<lvalue> { awaiter operator co_await() &; };
struct any : coroutine<any> { awaiter operator co_await(); };
struct both : coroutine<both> {
  awaiter operator co_await() &&;
  awaiter operator co_await() const &;
};
struct itself : coroutine<itself>, awaiter {};
struct inherits : rvalue {};
struct free_rvalue : coroutine<free_rvalue> {};
awaiter operator co_await(free_rvalue &&);
struct free_value : coroutine<free_value> {};
awaiter operator co_await(free_value);
struct free_lvalue : coroutine<free_lvalue> {};
awaiter operator co_await(free_lvalue &);
struct free_const : coroutine<free_const> {};
awaiter operator co_await(const free_const &);
struct free_both : coroutine<free_both> {};
awaiter operator co_await(free_both &&);
awaiter operator co_await(free_both &);
template <class T> struct free_template : coroutine<free_template<T>> {};
template <class T> awaiter operator co_await(free_template<T> &&);
using instance = free_template<int>;
static_assert(sizeof(instance));
)cpp"));
  EXPECT_EQ(
      traits(C, {"rvalue", "lvalue", "any", "both", "itself", "inherits",
                 "free_rvalue", "free_value", "free_lvalue", "free_const",
                 "free_both", "instance"}),
      (Lines{"rvalue: lazy single-shot", "lvalue: lazy", "any: lazy",
             "both: lazy", "itself: lazy", "inherits: lazy single-shot",
             "free_rvalue: lazy single-shot", "free_value: lazy single-shot",
             "free_lvalue: lazy", "free_const: lazy", "free_both: lazy",
             "instance: lazy single-shot"}));
}

TEST(TaskTypes, OthersBeginTheirWorkWhenAwaited) {
  Code C(coroutines(R"cpp(
void start(std::coroutine_handle<>);
struct starts {
  bool await_ready();
  void await_suspend(std::coroutine_handle<> h) { start(h); }
  void await_resume();
};
struct by_operator { starts operator co_await(); };
struct waits_only : awaiter {};
struct nothing {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume();
};
)cpp"));
  EXPECT_EQ(traits(C, {"starts", "by_operator", "waits_only", "nothing"}),
            (Lines{"starts: awaitable", "by_operator: awaitable",
                   "waits_only: none", "nothing: none"}));
}

//===----------------------------------------------------------------------===//
// What somebody said
//===----------------------------------------------------------------------===//

TEST(TaskTypes, AnnotationsComeFirst) {
  Code C(coroutines(R"cpp(
struct [[clang::annotate("corolint::task", "lazy")]] lazy {};
struct [[clang::annotate("corolint::task", "eager")]] eager {};
struct [[clang::annotate("corolint::task")]] unspecified {};
struct [[clang::annotate("corolint::detachable")]] detachable : awaiter {
  struct promise_type : promise<detachable, always, always> {};
};
struct [[clang::annotate("corolint::task", "eager")]] contradicts : awaiter {
  struct promise_type : promise<contradicts, always, always> {};
};
template <class T> struct [[clang::annotate("corolint::task", "lazy")]] of {};
using instance = of<int>;
static_assert(sizeof(instance));
)cpp"));
  EXPECT_EQ(
      traits(C, {"lazy", "eager", "unspecified", "detachable", "contradicts",
                 "instance"}),
      (Lines{"lazy: lazy", "eager: eager", "unspecified: lazy",
             "detachable: none", "contradicts: eager", "instance: lazy"}));
}

TEST(TaskTypes, ModelsComeBeforeStructure) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: lazy, roles: [lazy-task]}
  - {name: eager, roles: [eager-task]}
  - {name: cancels, roles: [eager-task, cancels-on-drop]}
  - {name: once, roles: [lazy-task, single-shot]}
  - {name: operation, roles: [lazy-awaitable]}
  - {name: pulled, roles: [generator]}
  - {name: droppable, roles: [detachable]}
  - {name: of, roles: [lazy-task]}
)yaml",
                            coroutines(R"cpp(
struct lazy {}; struct eager {}; struct cancels {}; struct once {};
struct operation {};
struct pulled : awaiter { struct promise_type : promise<pulled, always, always> {}; };
struct droppable : awaiter { struct promise_type : promise<droppable, always, always> {}; };
template <class T> struct of {};
using instance = of<int>;
static_assert(sizeof(instance));
)cpp"));
  EXPECT_EQ(traits(C, {"lazy", "eager", "cancels", "once", "operation",
                       "pulled", "droppable", "instance"}),
            (Lines{"lazy: lazy", "eager: eager", "cancels: eager cancels",
                   "once: lazy single-shot", "operation: awaitable",
                   "pulled: none", "droppable: none", "instance: lazy"}));
}

TEST(TaskTypes, DerivedClassesAreWhatTheirBasesAre) {
  Code C(coroutines(R"cpp(
struct [[clang::annotate("corolint::task", "eager")]] eager {};
struct task : awaiter { struct promise_type : promise<task, always, always> {}; };
struct [[clang::annotate("corolint::detachable")]] detachable : task {};
struct from_eager : eager {};
struct from_task : task {};
struct from_detachable : detachable {};
struct privately : private eager {};
struct privately_task : private task {};
struct [[clang::annotate("corolint::detachable")]] consents : eager {};
)cpp"));
  EXPECT_EQ(
      traits(C, {"from_eager", "from_task", "from_detachable", "privately",
                 "privately_task", "consents"}),
      (Lines{"from_eager: eager", "from_task: lazy", "from_detachable: none",
             "privately: none", "privately_task: none", "consents: none"}));
}

// A class that is its own argument, and bases that never end.
TEST(TaskTypes, MayBeRecursive) {
  Code C(coroutines(R"cpp(
template <class T> struct loop : loop<T *> {};
template <class T> struct task : awaiter {
  using promise_type = loop<T>;
};
struct odd : task<odd> {};
using instance = task<task<int>>;
static_assert(sizeof(instance) + sizeof(odd));
)cpp"));
  EXPECT_EQ(traits(C, {"odd", "instance"}),
            (Lines{"odd: eager", "instance: eager"}));
}

} // namespace

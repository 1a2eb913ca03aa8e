//===--- TaskKindsTest.cpp - what kind of task a type is ------------------===//
//--------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TasksText.h"
#include "analysis/InertMakers.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

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
struct coroutine : awaiter {
  std::coroutine_handle<> frame;
  void wait();
  void request_stop();
  void release();
};
#define LAZY(name) using promise_type = lazy_promise<name>;
#define EAGER(name) using promise_type = eager_promise<name>;
struct lazy_destroys : coroutine {
  LAZY(lazy_destroys)
  ~lazy_destroys() { if (frame) frame.destroy(); }
};
struct eager_destroys : coroutine {
  EAGER(eager_destroys)
  ~eager_destroys() { if (frame) frame.destroy(); }
};
struct lazy_joins : coroutine { LAZY(lazy_joins) ~lazy_joins() { wait(); } };
struct eager_joins : coroutine {
  EAGER(eager_joins) ~eager_joins() { wait(); }
};
struct lazy_cancels : coroutine {
  LAZY(lazy_cancels)
  ~lazy_cancels() { request_stop(); }
};
struct eager_cancels : coroutine {
  EAGER(eager_cancels)
  ~eager_cancels() { request_stop(); }
};
struct lazy_counts : coroutine {
  LAZY(lazy_counts) ~lazy_counts() { release(); }
};
struct eager_counts : coroutine {
  EAGER(eager_counts) ~eager_counts() { release(); }
};
struct eager_unseen : coroutine { EAGER(eager_unseen) ~eager_unseen(); };
)cpp"));
  EXPECT_EQ(
      traits(C, {"lazy_destroys", "eager_destroys", "lazy_joins", "eager_joins",
                 "lazy_cancels", "eager_cancels", "lazy_counts", "eager_counts",
                 "eager_unseen"}),
      (Lines{"lazy_destroys: lazy", "eager_destroys: eager", "lazy_joins: none",
             "eager_joins: none", "lazy_cancels: lazy",
             "eager_cancels: eager cancels", "lazy_counts: lazy",
             "eager_counts: eager dropped unknowably",
             "eager_unseen: eager dropped unknowably"}));
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
  struct promise_type : lazy_promise<templated<T>> {
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
  using promise_type = lazy_promise<Self>;
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
struct acts_when_dropped : starts { ~acts_when_dropped() { start(nullptr); } };
struct unseen_end : starts { ~unseen_end(); };
struct quiet_end : starts { int n; ~quiet_end() { n = 0; } };
struct nothing {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume();
};
)cpp"));
  EXPECT_EQ(
      traits(C,
             {"starts", "by_operator", "waits_only", "nothing", "quiet_end"}),
      (Lines{"starts: awaitable", "by_operator: awaitable", "waits_only: none",
             "nothing: none", "quiet_end: awaitable"}));
  for (const char *Name : {"acts_when_dropped", "unseen_end"})
    EXPECT_TRUE(mayActWhenDropped(C.record(Name))) << Name;
  EXPECT_FALSE(mayActWhenDropped(C.record("quiet_end")));
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
struct pulled : awaiter {
  struct promise_type : promise<pulled, always, always> {};
};
struct droppable : awaiter {
  struct promise_type : promise<droppable, always, always> {};
};
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
struct task : awaiter { using promise_type = lazy_promise<task>; };
struct from_eager : eager {};
struct from_task : task {};
struct privately : private eager {};
struct privately_by_structure : private task {};
struct [[clang::annotate("corolint::detachable")]] consents : eager {};
)cpp"));
  EXPECT_EQ(traits(C, {"from_eager", "from_task", "privately",
                       "privately_by_structure", "consents"}),
            (Lines{"from_eager: eager", "from_task: lazy", "privately: none",
                   "privately_by_structure: none", "consents: none"}));
}

TEST(TaskTypes, ConsentIsInherited) {
  Code C(coroutines(R"cpp(
struct task : awaiter { using promise_type = lazy_promise<task>; };
struct [[clang::annotate("corolint::detachable")]] detachable : awaiter {
  using promise_type = lazy_promise<detachable>;
};
struct derived : detachable {};
)cpp"));
  EXPECT_EQ(traits(C, {"derived"}), Lines{"derived: none"});
}

TEST(TaskTypes, DerivedClassesMayJoinWhatTheirBasesDoNot) {
  Code C(coroutines(R"cpp(
struct task : awaiter { using promise_type = lazy_promise<task>; void wait(); };
struct joining : task { ~joining() { wait(); } };
)cpp"));
  EXPECT_EQ(traits(C, {"joining"}), Lines{"joining: none"});
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
  EXPECT_EQ(traits(C, {"odd", "instance"}).size(), 2u);
}

} // namespace

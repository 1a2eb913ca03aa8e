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
  struct promise_type : lazy_promise<Derived> {};
  awaiter operator co_await();
};
struct crtp : base<crtp> {};
struct holder {
  struct promise_type : promise<struct used, always, always> {};
};
struct used : awaiter {
  using holder_type = holder;
  using promise_type = holder::promise_type;
};
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
  struct promise_type : lazy_promise<templated<T>> {};
};
template <class... A> struct std::coroutine_traits<for_int<int>, A...> {
  using promise_type = lazy_promise<for_int<int>>;
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
template <class T> struct separate : lazy_promise<lazy<T>> {};

template <class T> struct separate_eager;
template <class T> struct eager : awaiter {
  using promise_type = separate_eager<T>;
};
template <class T> struct separate_eager {
  std::suspend_never initial_suspend();
  std::suspend_always final_suspend() noexcept;
};

template <class T> struct undefined_promise;
template <class T> struct hopeless : awaiter {
  using promise_type = undefined_promise<T>;
};
lazy<int> a; eager<int> b; hopeless<int> c;
using lazy_int = lazy<int>;
using eager_int = eager<int>;
using hopeless_int = hopeless<int>;
)cpp"));
  EXPECT_EQ(
      traits(C, {"lazy_int", "eager_int", "hopeless_int"}),
      (Lines{"lazy_int: lazy", "eager_int: eager", "hopeless_int: none"}));
}

TEST(TaskTypes, AreCompleteClasses) {
  Code C(coroutines(R"cpp(
struct declared;
struct plain {};
struct only_promise {
  struct promise_type : promise<only_promise, always, always> {};
};
struct undefined_promise : awaiter { struct promise_type; };
struct value_named_so : awaiter { int promise_type; };
union choice {
  struct promise_type : promise<choice, always, always> {};
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct task : awaiter {
  struct promise_type : promise<task, always, always> {};
};
using reference = task &;
using pointer = task *;
using constant = const task;
using number = int;
using array = task[2];
)cpp"));
  EXPECT_EQ(traits(C, {"declared", "plain", "only_promise", "undefined_promise",
                       "value_named_so", "choice", "reference", "pointer",
                       "constant", "number", "array"}),
            (Lines{
                "declared: none",
                "plain: none",
                "only_promise: none",
                "undefined_promise: none",
                "value_named_so: none",
                "choice: none",
                "reference: none",
                "pointer: none",
                "constant: lazy",
                "number: none",
                "array: none",
            }));
  EXPECT_FALSE(C.unit().tasks().of(QualType()));
}

TEST(TaskTypes, AreNoClosures) {
  Code C(coroutines(R"cpp(
struct task : awaiter {
  struct promise_type : promise<task, always, always> {};
};
auto closure = []() -> task { co_return; };
)cpp"));
  EXPECT_FALSE(C.unit().tasks().of(C.variable("closure").getType()));
}

TEST(TaskTypes, NeedNoInstantiatedPromiseToBeDeduced) {
  Code C(coroutines(R"cpp(
template <class T> struct inside : awaiter {
  struct promise_type {
    auto initial_suspend() noexcept { return std::suspend_always(); }
    auto final_suspend() noexcept { return std::suspend_always(); }
  };
};
using inside_int = inside<int>;
static_assert(sizeof(inside_int));
)cpp"));
  EXPECT_EQ(traits(C, {"inside_int"}), Lines{"inside_int: lazy"});
}

// A function that is only declared, or named, completes nothing.
TEST(TaskTypes, NeedNotBeInstantiatedThemselves) {
  Code C(coroutines(R"cpp(
template <class T> struct lazy : awaiter {
  struct promise_type : lazy_promise<lazy<T>> {};
};
template <class T> struct eager : awaiter {
  struct promise_type : eager_promise<eager<T>> {};
};
template <class T> struct by_operator {
  struct promise_type : lazy_promise<by_operator<T>> {};
  awaiter operator co_await() &&;
};
template <class T> struct generator {
  struct promise_type : lazy_promise<generator<T>> { always yield_value(T); };
};
template <class T> struct plain {};
template <class T> struct starts {
  bool await_ready();
  void await_suspend(std::coroutine_handle<> h) { h.resume(); }
  void await_resume();
};
template <class T> struct with_special : awaiter {
  struct promise_type : lazy_promise<with_special<T>> {};
};
template <class T> struct with_special<T *> {};
using a = lazy<int>; using b = eager<int>; using c = by_operator<int>;
using d = generator<int>; using e = plain<int>; using f = starts<int>;
using g = with_special<int>;
)cpp"));
  // Which specialisation it would be, nobody has decided.
  EXPECT_EQ(traits(C, {"a", "b", "c", "d", "e", "f", "g"}),
            (Lines{"a: lazy", "b: eager", "c: lazy single-shot", "d: none",
                   "e: none", "f: none", "g: none"}));
}

//===----------------------------------------------------------------------===//
// When the body begins
//===----------------------------------------------------------------------===//

TEST(TaskTypes, AreLazyIfTheInitialSuspensionAlwaysSuspends) {
  Code C(coroutines(R"cpp(
template <class Initial> struct with : awaiter {
  struct promise_type : promise<with<Initial>, Initial, always> {};
  static_assert(sizeof(promise_type));
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
using a = with<suspends>; using b = with<may_suspend>; using c = with<goes_on>;
using d = with<unseen>; using e = with<schedules>;
using f = with<schedules_unseen>; using g = with<std::suspend_always>;
using h = with<std::suspend_never>;
static_assert(sizeof(a) + sizeof(b) + sizeof(c) + sizeof(d) + sizeof(e) +
              sizeof(f) + sizeof(g) + sizeof(h));
)cpp"));
  EXPECT_EQ(traits(C, {"a", "b", "c", "d", "e", "f", "g", "h"}),
            (Lines{"a: lazy", "b: eager", "c: eager", "d: eager", "e: eager",
                   "f: eager", "g: lazy", "h: eager"}));
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

} // namespace

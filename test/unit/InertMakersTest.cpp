//===--- InertMakersTest.cpp - work that begins later, or ends by itself --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/InertMakers.h"
#include "TasksText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

//===----------------------------------------------------------------------===//
// hasCalls
//===----------------------------------------------------------------------===//

TEST(HasCalls, CastsAndLambdasAreNone) {
  Code C(R"cpp(
#include <atomic>
#include <memory>
#include <utility>
void work();
struct object { void method(); operator int(); object operator+(object); };
struct plain { int a; };
namespace calls {
void call() { work(); }
void method(object o) { o.method(); }
void by_operator(object o) { o + o; }
void converts(object o) { int i = o; }
void deep(int n) { if (n) { while (n) { work(); } } }
void news() { new int; }
void initialiser(object o) { int i = (o.method(), 1); }
void counts(std::atomic<int> &n) { n.fetch_add(1); }
void called_lambda() { [] {}(); }
}
namespace none {
void empty() {}
void arithmetic(int a) { a = a + 1; }
void moves(object &a, object &b) {
  object &&r = std::move(a);
  int *p = std::addressof(a.*(int object::*)nullptr);
}
void forwards(int &&a) { int b = std::forward<int>(a); }
void lambda() { auto l = [] { work(); }; }
void aggregate() { plain p{1}; }
}
)cpp");
  auto Calls = [&](const std::string &Name) {
    return hasCalls(*C.function(Name).getBody());
  };
  for (const char *Name : {"call", "method", "by_operator", "converts", "deep",
                           "news", "initialiser", "counts", "called_lambda"})
    EXPECT_TRUE(Calls("calls::" + std::string(Name))) << Name;
  for (const char *Name :
       {"empty", "arithmetic", "moves", "forwards", "lambda", "aggregate"})
    EXPECT_FALSE(Calls("none::" + std::string(Name))) << Name;
}

//===----------------------------------------------------------------------===//
// startsWhenAwaited
//===----------------------------------------------------------------------===//

TEST(StartsWhenAwaited, ReadsAwaitSuspend) {
  Code C(coroutines(R"cpp(
using handle = std::coroutine_handle<>;
void post(handle);
struct with_resume { bool await_ready(); void await_resume(); };
struct posts : with_resume { void await_suspend(handle h) { post(h); } };
struct stores : with_resume {
  handle kept;
  void await_suspend(handle h) { kept = h; }
};
struct returns_call : with_resume {
  handle next();
  handle await_suspend(handle h) { return next(); }
};
struct templated : with_resume {
  template <class P> void await_suspend(std::coroutine_handle<P> h) { post(h); }
};
struct inherits : posts {};
struct by_operator { posts operator co_await(); };
template <class T> struct of : with_resume {
  void await_suspend(handle h) { post(h); }
};
using instance = of<int>;
static_assert(sizeof(instance));

struct empty : with_resume { void await_suspend(handle) {} };
struct declines : with_resume { bool await_suspend(handle) { return false; } };
struct hands_back : with_resume {
  handle await_suspend(handle h) { return h; }
};
struct returns : with_resume { void await_suspend(handle) { ; return; } };
struct unseen : with_resume { void await_suspend(handle); };
struct none {};
struct by_free_operator {};
posts operator co_await(by_free_operator);
)cpp"));
  Awaitables &Await = C.roles().awaitables();
  for (const char *Name : {"posts", "stores", "returns_call", "templated",
                           "inherits", "by_operator", "instance"})
    EXPECT_TRUE(startsWhenAwaited(Await, C.record(Name))) << Name;
  for (const char *Name :
       {"empty", "declines", "hands_back", "returns", "unseen", "none"})
    EXPECT_FALSE(startsWhenAwaited(Await, C.record(Name))) << Name;
}

//===----------------------------------------------------------------------===//
// makesInert
//===----------------------------------------------------------------------===//

TEST(MakesInert, FunctionsThatOnlyPutItTogether) {
  Code C(coroutines(R"cpp(
void work(); bool test();
struct [[nodiscard]] marked : awaiter {};
struct operation : awaiter {
  operation() = default;
  explicit operation(int n) : number(n) {}
  explicit operation(char) { work(); }
  explicit operation(long) : number((work(), 1)) {}
  explicit operation(short);
  int number;
};
struct part : awaiter { int a, b; };

operation returns_list() { return {}; }
operation returns_object(int n) { return operation(n); }
operation computes(int n) { int twice = 2 * n; return operation(twice); }
operation branches(bool b) { if (b) return operation(1); return operation(2); }
operation wraps(int n) { return returns_object(n); }
operation wraps_twice(int n) { return wraps(n); }
[[nodiscard]] operation says_so();
marked type_says_so();
template <class T> operation generic(T n) { return operation(int(n)); }

operation unseen();
operation works(int n) { work(); return operation(n); }
operation sometimes(bool b) { if (b) return unseen(); return operation(1); }
operation named(int n) { operation o(n); o.await_ready(); return operation(n); }
operation allocates() { auto *p = new int; return operation(*p); }
operation endless(int n) { return endless(n); }
// What is visible counts, not what is said.
[[nodiscard]] operation works_marked(int n) { work(); return operation(n); }

struct task : awaiter {
  struct promise_type : promise<task, never, always> {};
};
task coroutine() { co_return; }

void function(int n, char c, long l, short s) {
  auto i1 = returns_list(); auto i2 = returns_object(1); auto i3 = computes(1);
  auto i4 = branches(true); auto i5 = wraps(1); auto i6 = wraps_twice(1);
  auto i7 = says_so(); auto i8 = type_says_so(); auto i9 = generic(1L);
  auto i10 = operation(); auto i11 = operation(n); auto i12 = operation{n};
  auto i13 = part{{}, 1, 2};
  auto b1 = unseen(); auto b2 = works(1); auto b3 = sometimes(true);
  auto b4 = named(1); auto b5 = allocates(); auto b6 = endless(1);
  auto b7 = works_marked(1); auto b8 = coroutine();
  auto b9 = operation(c); auto b10 = operation(l); auto b11 = operation(s);
}
)cpp"));
  for (unsigned I = 1; I <= 13; ++I) {
    const Expr &Made = maker(C, "i" + std::to_string(I));
    EXPECT_TRUE(makesInert(Made)) << C.text(Made);
  }
  for (unsigned I = 1; I <= 11; ++I) {
    const Expr &Made = maker(C, "b" + std::to_string(I));
    EXPECT_FALSE(makesInert(Made)) << C.text(Made);
  }
}

//===----------------------------------------------------------------------===//
// effectOfDropping
//===----------------------------------------------------------------------===//

const char *nameOf(DropEffect E) {
  switch (E) {
  case DropEffect::Destroys:
    return "destroys";
  case DropEffect::Joins:
    return "joins";
  case DropEffect::Cancels:
    return "cancels";
  case DropEffect::Unknown:
    return "unknown";
  }
  return "";
}

Lines drops(const Code &C, const Lines &Names) {
  Lines Out;
  for (const std::string &Name : Names)
    Out.push_back(Name + ": " + nameOf(effectOfDropping(C.record(Name))));
  return Out;
}

TEST(EffectOfDropping, ReadsTheDestructor) {
  Code C(R"cpp(
#include <coroutine>
#include <utility>
#include <thread>
struct base {
  std::coroutine_handle<> frame; bool valid() const; void wait(); void cancel();
  void detach(); void unref(); void (*callback)(); std::thread worker;
};
struct none : base {};
struct defaulted : base { ~defaulted() = default; };
struct unseen : base { ~unseen(); };
struct empty : base { ~empty() {} };
struct destroys : base { ~destroys() { if (frame) frame.destroy(); } };
struct checks : base {
  ~checks() {
    if (valid() && !frame.done()) frame.destroy();
  }
};
struct exchanges : base {
  ~exchanges() { if (auto h = std::exchange(frame, nullptr)) h.destroy(); }
};
struct waits : base { ~waits() { wait(); } };
struct resumes : base { ~resumes() { frame.resume(); } };
struct calls_handle : base { ~calls_handle() { frame(); } };
struct joins_thread : base {
  ~joins_thread() {
    if (worker.joinable()) worker.join();
  }
};
struct detaches : base { ~detaches() { detach(); } };
struct cancels : base { ~cancels() { cancel(); } };
struct cancels_and_waits : base { ~cancels_and_waits() { cancel(); wait(); } };
struct waits_and_cancels : base { ~waits_and_cancels() { wait(); cancel(); } };
struct counts : base { ~counts() { unref(); } };
struct counts_and_cancels : base {
  ~counts_and_cancels() {
    unref();
    cancel();
  }
};
struct calls_back : base { ~calls_back() { callback(); } };
struct through_member : base {
  void reset() { frame.destroy(); }
  ~through_member() { reset(); }
};
struct joins_through_member : base {
  void close() { finish(); }
  void finish() { wait(); }
  ~joins_through_member() { close(); }
};
struct in_lambda : base { ~in_lambda() { auto l = [this] { wait(); }; } };
)cpp");
  EXPECT_EQ(drops(C, {"none",
                      "defaulted",
                      "unseen",
                      "empty",
                      "destroys",
                      "checks",
                      "exchanges",
                      "waits",
                      "resumes",
                      "calls_handle",
                      "joins_thread",
                      "detaches",
                      "cancels",
                      "cancels_and_waits",
                      "waits_and_cancels",
                      "counts",
                      "counts_and_cancels",
                      "calls_back",
                      "through_member",
                      "joins_through_member",
                      "in_lambda"}),
            (Lines{"none: destroys",
                   "defaulted: destroys",
                   "unseen: unknown",
                   "empty: destroys",
                   "destroys: destroys",
                   "checks: destroys",
                   "exchanges: destroys",
                   "waits: joins",
                   "resumes: joins",
                   "calls_handle: joins",
                   "joins_thread: joins",
                   "detaches: joins",
                   "cancels: cancels",
                   "cancels_and_waits: joins",
                   "waits_and_cancels: joins",
                   "counts: unknown",
                   "counts_and_cancels: cancels",
                   "calls_back: unknown",
                   "through_member: destroys",
                   "joins_through_member: joins",
                   "in_lambda: destroys"}));
}

TEST(EffectOfDropping, ReadsTemplatesThatWereNotInstantiated) {
  Code C(R"cpp(
#include <coroutine>
template <class T> struct destroys {
  std::coroutine_handle<T> frame;
  ~destroys() { if (frame) frame.destroy(); }
};
template <class T> struct joins { T state; ~joins() { state.wait(); } };
template <class T> struct joins_member {
  void wait_all();
  ~joins_member() { this->wait_all(); }
};
template <class T> struct cancels {
  T state;
  ~cancels() { state->request_stop(); }
};
template <class T> struct unknown {
  T state;
  ~unknown() { state->decrement(); }
};
struct thing { void wait(); };
extern destroys<void> a; extern joins<thing> b; extern joins_member<int> c;
extern cancels<thing *> d; extern unknown<thing *> e;
using a_type = destroys<void>; using b_type = joins<thing>;
using c_type = joins_member<int>; using d_type = cancels<thing *>;
using e_type = unknown<thing *>;
static_assert(sizeof(a_type) + sizeof(b_type) + sizeof(c_type) +
              sizeof(d_type) + sizeof(e_type));
)cpp");
  EXPECT_EQ(drops(C, {"a_type", "b_type", "c_type", "d_type", "e_type"}),
            (Lines{"a_type: destroys", "b_type: joins", "c_type: joins",
                   "d_type: cancels", "e_type: unknown"}));
}

} // namespace

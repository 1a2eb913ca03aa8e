//===--- AwaitResultsTest.cpp - who keeps what an await yields ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/AwaitResults.h"
#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

/// The dangling results of \p Function: which variable refers into what, and
/// which return of await_resume yielded it.
Lines dangling(const Code &C, llvm::StringRef Function) {
  static const char *const Parts[] = {"awaited", "awaiter", "result", "other"};
  Lines Out;
  for (const DanglingResult &R : danglingResults(C.analysis(Function))) {
    std::string Line = R.How == DanglingResult::Looped ? "loop"
                       : R.How == DanglingResult::Returned
                           ? "co_return"
                           : R.Target->getNameAsString();
    if (R.Member)
      Line += "." + R.Member->getNameAsString();
    if (R.How == DanglingResult::Assigned)
      Line += " =";
    Line += std::string(": ") + Parts[R.Into.part()] + " " +
            recordOf(R.Into.Temp->getType())->getNameAsString();
    if (R.Into.Returned)
      Line += ", " + C.text(*R.Into.Returned);
    Out.push_back(std::move(Line));
  }
  return Out;
}

constexpr char Prelude[] = R"cpp(
#include <coroutine>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
struct work {
  struct promise_type {
    work get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void(); void unhandled_exception();
  };
};
struct suspends {
  bool await_ready(); void await_suspend(std::coroutine_handle<>);
};
struct item { int n; std::string name; };
void use(const item &); void use(std::string_view); void use(const void *);
struct promise {
  item value; item *found; std::unique_ptr<item> owned;
  item &result() & { return value; }
};
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

TEST(AwaitResults, TellFramesThatATaskOwnsFromThoseItOnlyNames) {
  Code C(withPrelude(R"cpp(
struct handle : suspends {
  std::coroutine_handle<promise> h;
  item &await_resume() { return h.promise().result(); }
};
struct owner : handle { owner(owner &&); ~owner() { if (h) h.destroy(); } };
struct sharer : handle { sharer(const sharer &); ~sharer() { h.destroy(); } };
struct lazy {
  lazy(lazy &&);
  ~lazy() { reset(); }
  void reset() { if (auto old = std::exchange(h, nullptr)) old.destroy(); }
  handle operator co_await() const { return {{}, h}; }
  std::coroutine_handle<promise> h;
};
handle names(); owner owns(); sharer shares(); lazy makes();
work f(lazy parameter) {
  auto &a = co_await names(); use(a);
  auto &b = co_await owns(); use(b);
  auto &c = co_await shares(); use(c);
  auto &d = co_await makes(); use(d);
  auto &e = co_await parameter; use(e);
  auto &&g = co_await std::move(parameter); use(g);
}
)cpp"));
  EXPECT_EQ(dangling(C, "f"), (Lines{"b: awaited owner, h.promise().result()",
                                     "d: awaited lazy, h.promise().result()"}));
}

TEST(AwaitResults, FollowWhatAwaitersWereMadeWith) {
  Code C(withPrelude(R"cpp(
struct by_reference : suspends {
  explicit by_reference(item &i) : of(i) {}
  const std::string &await_resume() { return of.name; }
  item &of;
};
struct inherits : by_reference { using by_reference::by_reference; };
struct derives : by_reference { explicit derives(item &i) : by_reference(i) {} };
struct aggregate : suspends {
  item *of = nullptr;
  std::string_view await_resume() { return of->name; }
};
struct maker {
  by_reference a() { return by_reference(i); }
  auto b() { return inherits{i}; }
  derives c() { by_reference unused(i); return derives(i); }
  aggregate d() { return {{}, &i}; }
  aggregate e() { aggregate made; made.of = &i; return made; }
  item i;
};
work temporaries() {
  auto &a = co_await maker().a(); use(a);
  auto &b = co_await maker().b(); use(b);
  auto &c = co_await maker().c(); use(c);
  auto d = co_await maker().d(); use(d);
  auto e = co_await maker().e(); use(e);
}
work named(maker &m, maker *p) {
  auto &a = co_await m.a(); use(a);
  auto &b = co_await p->b(); use(b);
  auto d = co_await m.d(); use(d);
}
)cpp"));
  EXPECT_EQ(dangling(C, "temporaries"),
            (Lines{"a: other maker, of.name", "b: other maker, of.name",
                   "c: other maker, of.name", "d: other maker, of->name"}));
  EXPECT_EQ(dangling(C, "named"), Lines());
}

TEST(AwaitResults, WhatIsGivenAwayIsNotDead) {
  Code C(withPrelude(R"cpp(
struct gives : suspends {
  gives(gives &&);
  ~gives() { delete p; }
  item *await_resume() { return std::exchange(p, nullptr); }
  item *p;
};
struct releases : suspends {
  releases(releases &&);
  ~releases() { delete p; }
  item *release() { item *old = p; p = nullptr; return old; }
  item *await_resume() { return release(); }
  item *p;
};
struct keeps : suspends {
  keeps(keeps &&);
  ~keeps() { delete p; }
  item *await_resume() { return p; }
  item *p;
};
struct task {
  task(task &&o) : h(std::exchange(o.h, nullptr)) {}
  ~task() { if (h) h.destroy(); }
  std::coroutine_handle<promise> h;
};
struct yields_task : suspends { task await_resume() { return std::move(t); } task t; };
gives give(); releases release(); keeps keep(); yields_task inner();
work f() {
  auto *a = co_await give(); use(a);
  auto *b = co_await release(); use(b);
  auto *c = co_await keep(); use(c);
  auto d = co_await inner(); use(&d);
}
)cpp"));
  EXPECT_EQ(dangling(C, "f"), (Lines{"c: awaited keeps, p"}));
}

TEST(AwaitResults, DeletersThatDestroyAreOwners) {
  Code C(withPrelude(R"cpp(
struct destroyer { void operator()(promise *p) const {
  std::coroutine_handle<promise>::from_promise(*p).destroy(); } };
struct returner { void operator()(promise *p) const; };
template <class D> struct lazy : suspends {
  item &await_resume() { return p->value; }
  std::unique_ptr<promise, D> p;
};
lazy<destroyer> a(); lazy<returner> b(); lazy<std::default_delete<promise>> c();
work f() {
  auto &x = co_await a(); use(x);
  auto &y = co_await b(); use(y);
  auto &z = co_await c(); use(z);
}
)cpp"));
  EXPECT_EQ(dangling(C, "f"),
            (Lines{"x: awaited lazy, p->value", "z: awaited lazy, p->value"}));
}

TEST(AwaitResults, OnlyALaterUseCounts) {
  Code C(withPrelude(R"cpp(
struct line : suspends { std::string_view await_resume() { return text; } std::string text; };
work f(bool again) {
  std::string_view never = co_await line();
  std::string_view renewed = co_await line();
  renewed = "none";
  use(renewed);
  std::string_view perhaps = co_await line();
  if (again)
    perhaps = "none";
  use(perhaps);
  std::string_view last;
  while (again) {
    use(last);
    last = co_await line();
  }
  std::string_view after;
  use(after);
  after = co_await line();
}
)cpp"));
  EXPECT_EQ(dangling(C, "f"), (Lines{"perhaps: awaited line, text",
                                     "last =: awaited line, text"}));
}

TEST(AwaitResults, ResultsByValueDieUnlessBound) {
  Code C(withPrelude(R"cpp(
template <class T> struct value : suspends { T await_resume(); };
struct holder { const item &of; };
struct pair { std::string_view text; int n; };
work f() {
  std::string_view v = co_await value<std::string>(); use(v);
  const item &whole = co_await value<item>(); use(whole);
  const std::string &part = (co_await value<item>()).name; use(part);
  auto &element = (co_await value<std::vector<int>>())[0]; use(&element);
  for (char c : *co_await value<std::optional<std::string>>()) use(&c);
  holder h{co_await value<item>()}; use(h.of);
  auto p = co_await value<pair>(); use(p.text);
  std::string_view w; w = co_await value<std::string>(); use(w);
}
)cpp"));
  EXPECT_EQ(dangling(C, "f"),
            (Lines{"v: result basic_string", "element: result vector",
                   "loop: result optional", "w =: result basic_string"}));
}

TEST(AwaitResults, WhatIsCopiedOutOfAnOwnerIsNotInIt) {
  Code C(withPrelude(R"cpp(
template <class T> struct value : suspends { T await_resume(); };
struct slots : suspends {
  slots(slots &&);
  ~slots() { delete[] p; }
  item &await_resume() { return *p[3]; }
  item **p;
};
slots made();
work f(item &i) {
  std::string_view a = (co_await value<std::optional<std::string_view>>()).value_or("none"); use(a);
  std::string_view b = *co_await value<std::optional<std::string_view>>(); use(b);
  auto &c = *(co_await value<std::vector<item *>>())[0]; use(c);
  auto &d = co_await made(); use(d);
  auto &e = *(co_await value<std::vector<std::shared_ptr<item>>>())[0]; use(e);
  auto &g = *(co_await value<std::vector<std::unique_ptr<item>>>())[0]; use(g);
  auto *h = (co_await value<std::optional<item *>>()).value_or(&i); use(h);
}
)cpp"));
  EXPECT_EQ(dangling(C, "f"), (Lines{"g: result vector"}));
}

TEST(AwaitResults, LazyTasksOfInvisibleBodiesKeepTheirResult) {
  constexpr char Header[] = R"cpp(
#pragma GCC system_header
#include <coroutine>
namespace lib {
template <class T> class task {
public:
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T); void unhandled_exception();
    decltype(auto) result() { return *find(); }
    T *find();
  };
  task(task &&); ~task();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T &await_resume() { return h.promise().result(); }
private:
  std::coroutine_handle<promise_type> h;
};
template <class T> class shared_task : public task<T> {
public:
  struct promise_type : task<T>::promise_type { shared_task get_return_object(); };
  shared_task(const shared_task &);
};
}
)cpp";
  Code C(withPrelude(R"cpp(
#include <system.h>
lib::task<item> single(); lib::shared_task<item> shared(); lib::task<item *> pointer();
work f(lib::task<item> parameter) {
  auto &a = co_await single(); use(a);
  auto &b = co_await shared(); use(b);
  auto &c = *co_await pointer(); use(c);
  auto &d = co_await std::move(parameter); use(d);
  auto &e = (co_await single()).name; use(e);
  auto g = co_await single(); use(g);
}
)cpp"),
         Header);
  EXPECT_EQ(dangling(C, "f"), (Lines{"a: awaited task", "e: awaited task"}));
}

/// The copy that a fix-it would make.
TEST(AwaitResults, CopiesAreOfferedOnlyWhereTheyAreWhatWasMeant) {
  Code C(withPrelude(R"cpp(
struct base { int n; }; struct derived : base { int m; };
struct unique { std::unique_ptr<int> p; };
template <class T> struct ref : suspends { T await_resume() { return static_cast<T>(v); } std::remove_reference_t<T> v; };
work f(bool b, item &other) {
  const item &copied = co_await ref<item &>(); use(copied);
  const unique &pinned = co_await ref<unique &>(); use(&pinned);
  const unique &moved = co_await ref<unique &&>(); use(&moved);
  const base &sliced = co_await ref<derived &>(); use(&sliced);
  const std::string_view &viewed = co_await ref<std::string_view &>(); use(viewed);
  const item &chosen = b ? co_await ref<item &>() : other; use(chosen);
  auto &vector = co_await ref<std::vector<unique> &>(); use(&vector);
  const int &number = co_await ref<int &>(); use(&number);
}
)cpp"));
  Lines Copies;
  auto Found = danglingResults(C.analysis("f"));
  EXPECT_EQ(Found.size(), 8u);
  for (const DanglingResult &R : Found)
    if (canBeCopied(*cast<VarDecl>(R.Target), C.roles()))
      Copies.push_back(R.Target->getNameAsString());
  EXPECT_EQ(Copies, (Lines{"copied", "moved", "number"}));
}

} // namespace

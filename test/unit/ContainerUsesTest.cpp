//===--- ContainerUsesTest.cpp - uses of containers and scopes ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ObjectUsesText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

//===----------------------------------------------------------------------===//
// Uses of containers
//===----------------------------------------------------------------------===//

TEST(UsesOfContainers, GoByTheirMembers) {
  Code C(miniTasks(R"cpp(
using tasks = std::vector<task<int>>;
using perhaps = std::optional<task<int>>;
void all(tasks); void visit(tasks &);
struct iterates { tasks member; };
namespace adds_ {
void push_back() { tasks t; t.push_back(make()); }
void emplace_back() { tasks t; t.emplace_back(make()); }
void to_void() { tasks t; (void)t.emplace_back(make()); }
void insert() { tasks t; t.insert({}, make()); }
void subscript() { tasks t; t[0] = make(); }
void array() { std::array<task<int>, 1> t = {make()}; t[0] = make(); }
void optional() { std::optional<task<int>> t; t.emplace(make()); }
void map() { std::map<int, task<int>> t; t.emplace(1, make()); }
}
namespace assigns_ {
void optional() { perhaps t; t = make(); }
void vector(tasks &u) { tasks t; t = std::move(u); }
}
namespace clears_ {
void reset() { perhaps t = make(); t.reset(); }
void nullopt() { perhaps t = make(); t = std::nullopt; }
void braces() { perhaps t = make(); t = {}; }
void pointer() { auto t = std::make_unique<task<int>>(make()); t = nullptr; }
}
namespace inspects_ {
// What is thrown out is destroyed, and was never awaited.
void clear() { tasks t; t.clear(); }
void size() { tasks t; t.size(); }
void empty() { tasks t; bool b; b = t.empty(); }
void reserve() { tasks t; t.reserve(3); }
}
namespace tests_ {
void empty() { tasks t; if (t.empty()) {} }
void engaged() { perhaps t; if (t) {} }
void has_value() { perhaps t; while (t.has_value()) {} }
}
namespace moves_ {
void passed() { tasks t; all(std::move(t)); }
tasks returned() { tasks t; return t; }
void member() { tasks t; iterates i{std::move(t)}; }
}
namespace escapes_ {
void copied_out() { tasks t; auto &u = t.emplace_back(make()); }
task<> iterated() { tasks t; for (auto &u : t) co_await std::move(u); }
task<> dereferenced() { perhaps t = make(); co_await std::move(*t); }
task<> value() { perhaps t = make(); co_await std::move(t.value()); }
task<> arrow() { perhaps t = make(); auto p = t.operator->(); co_return; }
task<> element() { tasks t; co_await std::move(t[0]); }
task<> last() { tasks t; co_await std::move(t.back()); }
void visited() { tasks t; visit(t); }
void iterators() { tasks t; auto i = t.begin(); }
void back_inserter() { tasks t; auto i = std::back_inserter(t); }
}
)cpp"));
  expectKind(C, "adds", 8);
  expectKind(C, "assigns", 2);
  expectKind(C, "clears", 4);
  expectKind(C, "inspects", 4);
  expectKind(C, "tests", 3);
  expectKind(C, "moves", 3);
  expectKind(C, "escapes", 10);
}

//===----------------------------------------------------------------------===//
// Uses of scopes
//===----------------------------------------------------------------------===//

std::unique_ptr<Code> scopes(llvm::StringRef Text) {
  return std::make_unique<Code>(R"cpp(
#include "mini.h"
using mini::task;
task<> make();
struct [[clang::annotate("corolint::must_join")]] scope {
  scope(); scope(scope &&);
  void spawn(task<>); void add(std::function<void()>); void configure(int);
  template <class F> void run(F) {}
  template <class F> void on_error(F) {} void set_parent(task<>);
  int pending() const; bool looks_fine() const; void report(task<>) const;
  [[clang::annotate("corolint::joins")]] mini::tick join();
  [[clang::annotate("corolint::joins")]] void join_now();
  void wait_idle(); void clear();
  scope &operator<<(task<>);
  scope &operator<<(int);
};
void visit(scope &); void take(scope); void use(mini::tick);
)cpp" + Text.str());
}

TEST(UsesOfScopes, GoByTheirMembers) {
  std::unique_ptr<Code> C = scopes(R"cpp(
void work();
namespace adds_ {
void task() { scope t; t.spawn(make()); }
void callable() { scope t; t.add([] {}); }
void function() { scope t; t.run(work); }
void generic() { scope t; t.run([] { return make(); }); }
void by_operator() { scope t; t << make(); }
void spawner() { scope t; auto l = [&t] { t.spawn(make()); }; }
void spawner_by_default() {
  scope t;
  auto l = [&] {
    t.spawn(make());
    t.spawn(make());
  };
}
}
namespace inspects_ {
void number() { scope t; t.configure(1); }
void handler() { scope t; t.on_error([] {}); }
void setter() { scope t; t.set_parent(make()); }
void constant() { scope t; t.pending(); }
void reference() { scope t; scope &r = t; }
void constant_reference() { scope t; const scope &r = t; }
void kept_join() { scope t; auto joined = t.join(); }
void other_test() { scope t; if (t.looks_fine()) {} }
void constant_with_work() { scope t; t.report(make()); }
void dropped_join() { scope t; t.join(); }
void void_join() { scope t; (void)t.join(); }
}
namespace tests_ {
void pending() { scope t; if (t.pending()) {} }
}
namespace joins_ {
mini::task<> awaited() { scope t; co_await t.join(); }
void at_once() { scope t; t.join_now(); }
mini::task<> kept() { scope t; auto joined = t.join(); co_await joined; }
void passed() { scope t; use(t.join()); }
mini::tick returned() { scope t; return t.join(); }
}
namespace escapes_ {
void unknown_wait() { scope t; t.wait_idle(); }
void visited() { scope t; visit(t); }
void other_operator() { scope t; t << 1; }
void joins_elsewhere() { scope t; auto l = [&t] { t.join_now(); }; }
void captured_unused() { scope t; auto l = [&t] {}; }
}
namespace moves_ {
void passed() { scope t; take(std::move(t)); }
scope returned() { scope t; return t; }
}
)cpp");
  expectKind(*C, "adds", 7);
  expectKind(*C, "inspects", 11);
  expectKind(*C, "tests", 1);
  expectKind(*C, "joins", 5);
  expectKind(*C, "escapes", 5);
  expectKind(*C, "moves", 2);
  EXPECT_EQ(uses(*C, "joins_::kept"), Lines{"joins t.join()"});
}

TEST(UsesOfScopes, JoinWhereTheJoinIsAwaited) {
  std::unique_ptr<Code> C = scopes(R"cpp(
mini::task<> awaited() { scope t; co_await t.join(); }
)cpp");
  EXPECT_EQ(uses(*C, "awaited"), Lines{"joins co_await t.join()"});
}

TEST(UsesOfScopes, GoThroughTheirOwners) {
  std::unique_ptr<Code> C = scopes(R"cpp(
namespace adds_ {
void arrow() { std::optional<scope> t; t->spawn(make()); }
void star() { auto t = std::make_unique<scope>(); (*t).spawn(make()); }
}
namespace joins_ {
mini::task<> arrow() { auto t = std::make_unique<scope>(); co_await t->join(); }
}
namespace clears_ {
void emplace() { std::optional<scope> t; t.emplace(); }
}
)cpp");
  expectKind(*C, "adds", 2);
  expectKind(*C, "joins", 1);
  expectKind(*C, "clears", 1);
}

TEST(UsesOfScopes, FollowModels) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: scope, roles: [must-join]}
functions:
  - {name: spawn_in, effect: spawns-into, argument: 1}
  - {name: 'scope::fire', effect: spawns-into}
  - {name: 'scope::settle', effect: joins}
)yaml",
                            R"cpp(
#include "mini.h"
struct scope { void fire(int); void settle(); };
void spawn_in(mini::task<>, scope &);
mini::task<> make();
namespace adds_ {
void argument() { scope t; spawn_in(make(), t); }
void member() { scope t; t.fire(1); }
}
namespace joins_ { void member() { scope t; t.settle(); } }
)cpp");
  expectKind(C, "adds", 2);
  expectKind(C, "joins", 1);
}

} // namespace

//===--- GuardRolesTest.cpp - which types hold something ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

std::string guardOf(const Code &C, QualType T) {
  const GuardTraits &G = C.roles().guard(T);
  std::string Text = G.Shared ? "shared " : "";
  if (G.ByStructure)
    Text += "structural ";
  switch (G.Kind) {
  case GuardKind::None:
    return "none";
  case GuardKind::Thread:
    return Text + "thread";
  case GuardKind::Async:
    return Text + "async";
  case GuardKind::ThreadBound:
    return Text + "thread-bound";
  }
  return "";
}

std::string guardOf(const Code &C, llvm::StringRef Name) {
  return guardOf(C, C.type(Name));
}

//===----------------------------------------------------------------------===//
// Guards: the five sources
//===----------------------------------------------------------------------===//

TEST(GuardRoles, AnnotationsComeFirst) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: exempt, roles: [guard]}
  - {name: annotated, roles: [async-guard]}
)yaml",
                            R"cpp(
#define ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
class ANNOTATE("corolint::lock_guard", "thread") annotated {};
class ANNOTATE("corolint::lock_guard", "async")
    __attribute__((scoped_lockable)) async {};
class ANNOTATE("corolint::across_suspend_ok")
    __attribute__((scoped_lockable)) exempt {};
class ANNOTATE("corolint::not_across_suspend", "it is the window's")
    bound {};
class ANNOTATE("lock_guard", "thread") not_ours {};
)cpp");
  EXPECT_EQ(guardOf(C, "annotated"), "thread");
  EXPECT_EQ(guardOf(C, "async"), "async");
  EXPECT_EQ(guardOf(C, "exempt"), "none");
  EXPECT_EQ(guardOf(C, "bound"), "thread-bound");
  EXPECT_EQ(C.roles().guard(C.type("bound")).Reason, "it is the window's");
  EXPECT_EQ(guardOf(C, "not_ours"), "none");
}

// A model can say more than scoped_lockable does, and correct it.
TEST(GuardRoles, ModelsComeBeforeClangAttributes) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: attributed, roles: [async-guard]}
)yaml",
                            R"cpp(
class __attribute__((scoped_lockable)) attributed {};
)cpp");
  EXPECT_EQ(guardOf(C, "attributed"), "async");
}

TEST(GuardRoles, ClangAttributesComeBeforeStructure) {
  Code C(R"cpp(
#include "mini.h"
class __attribute__((scoped_lockable)) empty {};
class __attribute__((scoped_lockable)) structured {
public:
  structured(mini::async_mutex &m) : m(m) {}
  ~structured() { m.unlock(); }
private:
  mini::async_mutex &m;
};
)cpp");
  EXPECT_EQ(guardOf(C, "empty"), "thread");
  EXPECT_EQ(guardOf(C, "structured"), "thread");
}

TEST(GuardRoles, UserModelsComeBeforeBuiltInOnesAndStructure) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: std::unique_lock, roles: [across-suspend-ok]}
  - {name: structured, roles: [thread-bound], reason: why, replacement: what}
)yaml",
                            R"cpp(
#include <mutex>
struct spin { void lock(); void unlock(); };
class structured {
public:
  structured(spin &s) : s(s) { s.lock(); }
  ~structured() { s.unlock(); }
private:
  spin &s;
};
using lock = std::unique_lock<std::mutex>;
)cpp");
  EXPECT_EQ(guardOf(C, "lock"), "none");
  EXPECT_EQ(guardOf(C, "structured"), "thread-bound");
  EXPECT_EQ(C.roles().guard(C.type("structured")).Reason, "why");
  EXPECT_EQ(C.roles().guard(C.type("structured")).Replacement, "what");
}

//===----------------------------------------------------------------------===//
// Guards: what they are over
//===----------------------------------------------------------------------===//

TEST(GuardRoles, AStandardGuardIsWhatItsLockIs) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: units, roles: [async-semaphore]}
  - {name: nothing, roles: [null-lock]}
)yaml",
                            R"cpp(
#include "mini.h"
#include <mutex>
#include <shared_mutex>
struct units { void lock(); void unlock(); };
struct nothing { void lock(); void unlock(); };
struct null_lock { void lock() {} void unlock() {} };
struct spin { void lock(); void unlock(); };
using over_mutex = std::lock_guard<std::mutex>;
using over_spin = std::unique_lock<spin>;
using over_two = std::scoped_lock<std::mutex, spin>;
using over_reader = std::shared_lock<std::shared_mutex>;
using over_async = std::unique_lock<mini::async_mutex>;
using over_units = std::unique_lock<units>;
using over_null = std::lock_guard<null_lock>;
using over_modelled_null = std::lock_guard<nothing>;
using over_mixed = std::scoped_lock<null_lock, std::mutex>;
using over_none = std::scoped_lock<>;
using by_reference = std::unique_lock<std::mutex> &;
template <class T> using over = std::unique_lock<T>;
using over_alias = const over<std::mutex>;
static_assert(sizeof(over_mutex) && sizeof(over_spin) && sizeof(over_two) &&
              sizeof(over_reader) && sizeof(over_async) &&
              sizeof(over_units) && sizeof(over_null) &&
              sizeof(over_modelled_null) && sizeof(over_mixed) &&
              sizeof(over_none) && sizeof(over_alias));
)cpp");
  for (const char *Name : {"over_mutex", "over_spin", "over_two", "over_mixed",
                           "by_reference", "over_alias"})
    EXPECT_EQ(guardOf(C, Name), "thread") << Name;
  EXPECT_EQ(guardOf(C, "over_reader"), "shared thread");
  for (const char *Name : {"over_async", "over_units"})
    EXPECT_EQ(guardOf(C, Name), "async") << Name;
  for (const char *Name : {"over_null", "over_modelled_null", "over_none"})
    EXPECT_EQ(guardOf(C, Name), "none") << Name;
  EXPECT_TRUE(C.roles().guard(C.type("over_mutex")).AlwaysHeld);
  EXPECT_FALSE(C.roles().guard(C.type("over_spin")).AlwaysHeld);
  EXPECT_EQ(guardOf(C, QualType()), "none");
}

//===----------------------------------------------------------------------===//
// Guards by structure
//===----------------------------------------------------------------------===//

TEST(StructuralGuards, ReleaseInTheirDestructorWhatIsNotTheirs) {
  Code C(R"cpp(
#include "mini.h"
#include <mutex>
#include <pthread.h>
std::mutex global;
class by_reference {
public:
  by_reference(std::mutex &m) : m(m) { m.lock(); }
  ~by_reference() { m.unlock(); }
private:
  std::mutex &m;
};
class by_pointer {
public:
  ~by_pointer() { if (m) m->unlock(); }
private:
  std::mutex *m;
};
class of_global {
public:
  of_global() { global.lock(); }
  ~of_global() { global.unlock(); }
};
class of_posix {
public:
  ~of_posix() { pthread_mutex_unlock(m); }
private:
  pthread_mutex_t *m;
};
class by_member {
public:
  ~by_member() { leave(); }
  void leave() { m.unlock(); }
private:
  std::mutex &m;
};
template <class M> class of_any {
public:
  of_any(M &m) : m(m) { m.lock(); }
  ~of_any() { m.unlock(); }
private:
  M &m;
};
using of_mutex = of_any<std::mutex>;
using of_async = of_any<mini::async_mutex>;
void use(std::mutex &m) { of_mutex g(m); }
void use(mini::async_mutex &m) { of_async g(m); }
class derived : public by_pointer {};
)cpp");
  for (const char *Name : {"by_reference", "by_pointer", "of_global",
                           "of_posix", "by_member", "of_mutex", "derived"})
    EXPECT_EQ(guardOf(C, Name), "structural thread") << Name;
  EXPECT_EQ(guardOf(C, "mini::async_mutex::guard"), "structural async");
  EXPECT_EQ(guardOf(C, "of_async"), "structural async");
}

TEST(StructuralGuards, OtherDestructorsMakeNone) {
  Code C(R"cpp(
#include <memory>
#include <mutex>
struct spin { void lock(); void unlock(); };
class owns {
public:
  ~owns() { m.lock(); m.unlock(); }
private:
  std::mutex m;
};
class flushes {
public:
  ~flushes() { m.lock(); m.unlock(); }
private:
  std::mutex &m;
};
class guarded {
public:
  ~guarded() { std::lock_guard g(m); }
private:
  std::mutex &m;
};
class declared { public: ~declared(); std::mutex &m; };
class defaulted { public: defaulted(std::mutex &); ~defaulted() = default;
  std::mutex &m; };
class own_only { public: own_only(); ~own_only() { m.unlock(); }
private: spin m; };
struct plain { std::mutex *m; };
)cpp");
  for (const char *Name : {"owns", "flushes", "guarded", "declared",
                           "defaulted", "own_only", "plain"})
    EXPECT_EQ(guardOf(C, Name), "none") << Name;
}

//===----------------------------------------------------------------------===//
// Guards inside objects
//===----------------------------------------------------------------------===//

/// The components of \p Name: fields joined by dots, "it" for the object
/// itself, a question mark where there may be none.
Lines componentsOf(const Code &C, QualType T) {
  Lines Out;
  for (const GuardComponent &G : C.roles().components(T)) {
    std::string Text;
    for (const FieldDecl *Field : G.Path)
      Text += (Text.empty() ? "" : ".") + Field->getNameAsString();
    Out.push_back((Text.empty() ? "it" : Text) + (G.Contained ? "?" : ""));
    EXPECT_NE(G.Type, nullptr);
  }
  return Out;
}

Lines componentsOf(const Code &C, llvm::StringRef Name) {
  return componentsOf(C, C.type(Name));
}

TEST(GuardComponents, AreFoundWhereverTheGuardIs) {
  Code C(R"cpp(
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
using guard = std::unique_lock<std::mutex>;
struct member { int n; guard g; };
struct nested { member inner; guard outer; };
struct base : member {};
struct many { guard gs[2]; };
using maybe = std::optional<guard>;
using owned = std::unique_ptr<guard>;
using owned_member = std::unique_ptr<member>;
using two = std::pair<int, guard>;
using three = guard[3];
struct with_maybe { maybe m; };
static_assert(sizeof(maybe) && sizeof(owned) && sizeof(two) &&
              sizeof(owned_member));
)cpp");
  EXPECT_EQ(componentsOf(C, "guard"), (Lines{"it"}));
  EXPECT_EQ(componentsOf(C, "member"), (Lines{"g"}));
  EXPECT_EQ(componentsOf(C, "nested"), (Lines{"inner.g", "outer"}));
  EXPECT_EQ(componentsOf(C, "base"), (Lines{"g"}));
  EXPECT_EQ(componentsOf(C, "many"), (Lines{"gs"}));
  EXPECT_EQ(componentsOf(C, "maybe"), (Lines{"it?"}));
  EXPECT_EQ(componentsOf(C, "owned"), (Lines{"it?"}));
  EXPECT_EQ(componentsOf(C, "owned_member"), (Lines{"g?"}));
  EXPECT_EQ(componentsOf(C, "two"), (Lines{"second"}));
  EXPECT_EQ(componentsOf(C, "three"), (Lines{"it"}));
  EXPECT_EQ(componentsOf(C, "with_maybe"), (Lines{"m?"}));
}

TEST(GuardComponents, OfATupleAreItsElements) {
  Code C(R"cpp(
#include <mutex>
#include <tuple>
using elements = std::tuple<int, std::unique_lock<std::mutex>>;
static_assert(sizeof(elements));
)cpp");
  EXPECT_EQ(C.roles().components(C.type("elements")).size(), 1u);
}

TEST(GuardComponents, OfAClosureAreItsCaptures) {
  Code C(R"cpp(
#include <mutex>
void f(std::mutex &m) {
  std::unique_lock<std::mutex> g(m);
  auto by_reference = [&g] {};
  auto by_move = [h = std::move(g)] {};
}
)cpp");
  EXPECT_EQ(C.roles().components(C.variable("by_move").getType()).size(), 1u);
  EXPECT_TRUE(
      C.roles().components(C.variable("by_reference").getType()).empty());
}

TEST(GuardComponents, ReferencesPointersAndLocksAreNone) {
  Code C(R"cpp(
#include <memory>
#include <mutex>
#include <vector>
using guard = std::unique_lock<std::mutex>;
struct borrows { guard &g; guard *p; ~borrows(); };
struct lock { std::mutex m; };
struct itself { itself *next; ~itself(); };
using reference = guard &;
using pointer = guard *;
using shared = std::shared_ptr<guard>;
struct [[clang::annotate("corolint::across_suspend_ok")]] vouched { guard g; };
struct around { vouched v; };
static_assert(sizeof(shared));
)cpp");
  for (const char *Name : {"borrows", "lock", "itself", "reference", "pointer",
                           "vouched", "around"})
    EXPECT_EQ(componentsOf(C, Name), Lines{}) << Name;
}

//===----------------------------------------------------------------------===//
// Awaited guards
//===----------------------------------------------------------------------===//

TEST(GuardYieldedBy, LooksThroughAwaitersAndTasks) {
  Code C(R"cpp(
#include "mini.h"
#include <mutex>
using direct = mini::async_mutex::lock_awaiter;
using by_task = mini::task<mini::async_mutex::guard>;
using by_two_tasks = mini::task<by_task>;
using thread = mini::task<std::unique_lock<std::mutex>>;
using number = mini::task<int>;
using nothing = mini::task<>;
using yielded = mini::async_mutex::guard;
struct [[clang::annotate("corolint::not_across_suspend", "r")]] bound {};
using bound_task = mini::task<bound>;
static_assert(sizeof(by_two_tasks) && sizeof(by_task) && sizeof(thread) &&
              sizeof(number) && sizeof(nothing) && sizeof(bound_task) &&
              sizeof(std::unique_lock<std::mutex>));
)cpp");
  Roles &R = C.roles();
  for (const char *Name : {"direct", "by_task", "by_two_tasks"})
    EXPECT_EQ(R.guardYieldedBy(C.type(Name)),
              &C.record("mini::async_mutex::guard"))
        << Name;
  EXPECT_NE(R.guardYieldedBy(C.type("thread")), nullptr);
  for (const char *Name : {"number", "nothing", "yielded", "bound_task"})
    EXPECT_EQ(R.guardYieldedBy(C.type(Name)), nullptr) << Name;
}

} // namespace

//===--- RolesTest.cpp - what declarations mean ---------------------------===//
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

std::string lockOf(const Code &C, llvm::StringRef Name) {
  LockTraits L = C.roles().lock(C.type(Name));
  std::string Text = L.Recursive ? "recursive " : "";
  switch (L.Kind) {
  case LockKind::None:
    return "none";
  case LockKind::Thread:
    return Text + "thread";
  case LockKind::Async:
    return Text + "async";
  case LockKind::AsyncSemaphore:
    return Text + "semaphore";
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

TEST(LockRoles, StandardLocksAreModelled) {
  Code C(R"cpp(
#include <mutex>
#include <shared_mutex>
#include <pthread.h>
using plain = std::mutex;
using timed = std::timed_mutex;
using readers = std::shared_mutex;
using again = std::recursive_mutex;
struct mine : std::mutex {};
using number = int;
)cpp");
  EXPECT_EQ(lockOf(C, "plain"), "thread");
  EXPECT_EQ(lockOf(C, "timed"), "thread");
  EXPECT_EQ(lockOf(C, "readers"), "thread");
  EXPECT_EQ(lockOf(C, "again"), "recursive thread");
  EXPECT_EQ(lockOf(C, "mine"), "thread");
  EXPECT_EQ(lockOf(C, "number"), "none");
  EXPECT_EQ(lockOf(C, "pthread_mutex_t"), "recursive thread");
}

TEST(LockRoles, StructureTellsThreadLocksFromOthers) {
  Code C(R"cpp(
struct spin { void lock(); void unlock(); };
struct derived : spin {};
struct with_default { void lock(int spins = 3); void unlock(); };
struct recursive_spin { void lock(); void unlock(); };
struct ReentrantLock { void lock(); void unlock(); };
template <class T> struct of { void lock(); void unlock(); T t; };
struct counts { void lock() { ++n; } void unlock(); int n; };
using of_int = of<int>;
of_int use;
struct null_lock { void lock() {} void unlock() {} };
struct half { void lock(); };
struct door { bool lock(); void unlock(); };
struct file { void lock(int offset); void unlock(); };
struct weak { int *lock(); };
struct plain {};
)cpp");
  for (const char *Name : {"spin", "derived", "with_default", "of_int"})
    EXPECT_EQ(lockOf(C, Name), "thread") << Name;
  EXPECT_EQ(lockOf(C, "recursive_spin"), "recursive thread");
  EXPECT_EQ(lockOf(C, "ReentrantLock"), "recursive thread");
  for (const char *Name :
       {"null_lock", "counts", "half", "door", "file", "weak", "plain"})
    EXPECT_EQ(lockOf(C, Name), "none") << Name;
}

TEST(LockRoles, AwaitedLocksAreAsync) {
  Code C(R"cpp(
#include "mini.h"
struct by_name { mini::tick scoped_lock(); void unlock(); };
struct both { void lock(); void unlock(); mini::tick co_lock(); };
struct of_template {
  template <class T> mini::tick lockAsync(T);
  void unlock();
};
struct derived : mini::async_mutex {};
struct tries { mini::tick try_lock(); void lock(); void unlock(); };
struct asks { mini::tick is_locked(); void lock(); void unlock(); };
)cpp");
  for (const char *Name :
       {"mini::async_mutex", "by_name", "both", "of_template", "derived"})
    EXPECT_EQ(lockOf(C, Name), "async") << Name;
  for (const char *Name : {"tries", "asks"})
    EXPECT_EQ(lockOf(C, Name), "thread") << Name;
}

TEST(LockRoles, CapabilityAttributesMakeThreadLocks) {
  Code C(R"cpp(
struct __attribute__((capability("mutex"))) closed { void seize(); };
struct __attribute__((lockable)) old_style {};
)cpp");
  EXPECT_EQ(lockOf(C, "closed"), "thread");
  EXPECT_EQ(lockOf(C, "old_style"), "thread");
}

TEST(LockRoles, ModelsOverruleStructureAndAttributes) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: none, roles: [null-lock]}
  - {name: async, roles: [async-lock], replacement: 'wait for it'}
  - {name: units, roles: [async-semaphore]}
  - {name: again, roles: [lock], recursive: true}
  - {name: marked, roles: [null-lock]}
  - {name: other, roles: [detachable]}
)yaml",
                            R"cpp(
struct none { void lock(); void unlock(); };
struct async { void lock(); void unlock(); };
struct units {};
struct again {};
struct __attribute__((capability("mutex"))) marked { void lock(); };
struct other { void lock(); void unlock(); };
)cpp");
  EXPECT_EQ(lockOf(C, "none"), "none");
  EXPECT_EQ(lockOf(C, "async"), "async");
  EXPECT_EQ(C.roles().lock(C.type("async")).Replacement, "wait for it");
  EXPECT_EQ(lockOf(C, "units"), "semaphore");
  EXPECT_EQ(lockOf(C, "again"), "recursive thread");
  EXPECT_EQ(lockOf(C, "marked"), "none");
  // A model that says nothing of locks leaves it to structure.
  EXPECT_EQ(lockOf(C, "other"), "thread");
}

TEST(LockRoles, UserModelsOverruleBuiltInOnes) {
  constexpr char Text[] = "#include <mutex>\nusing lock = std::mutex;";
  EXPECT_EQ(lockOf(Code(Text), "lock"), "thread");
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: std::mutex, roles: [null-lock]}
)yaml",
                            Text);
  EXPECT_EQ(lockOf(C, "lock"), "none");
}

TEST(LockRoles, AGuardIsNoLock) {
  Code C(R"cpp(
#include <mutex>
using guard = std::unique_lock<std::mutex>;
static_assert(sizeof(guard));
)cpp");
  EXPECT_EQ(lockOf(C, "guard"), "none");
}

TEST(TaskRoles, TheLibraryOfATaskSuggestsItsLock) {
  Code C = Code::withModels(R"yaml(
library: test
types:
  - {name: task, roles: [lazy-task], async-lock: my_async_mutex}
)yaml",
                            R"cpp(
template <class T> struct task {};
using number = task<int>;
struct other {};
static_assert(sizeof(number));
)cpp");
  EXPECT_EQ(C.roles().asyncLockFor(C.type("number")), "my_async_mutex");
  EXPECT_EQ(C.roles().asyncLockFor(C.type("other")), "");
  EXPECT_TRUE(C.roles().hasRole(C.type("number"), TypeRole::LazyTask));
  EXPECT_FALSE(C.roles().hasRole(C.type("number"), TypeRole::EagerTask));
}

} // namespace

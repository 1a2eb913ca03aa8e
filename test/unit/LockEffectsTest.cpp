//===--- LockEffectsTest.cpp - what calls do to locks and guards ----------===//
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

const char *nameOf(CallEffect Effect) {
  switch (Effect) {
#define COROLINT_FUNCTION_EFFECT(Enumerator, Spelling, Meaning)                \
  case CallEffect::Enumerator:                                                 \
    return Spelling;
#include "analysis/Roles.def"
  }
  return "";
}

/// The effects of calling \p F: "shared acquire of mu" for a lock that an
/// attribute names, "acquire 0" for an argument, "acquire" for the object.
Lines effects(const Code &C, const FunctionDecl &F) {
  Lines Out;
  for (const LockEffect &E : C.roles().lockEffects(F)) {
    std::string Text = E.Shared ? "shared " : "";
    Text += nameOf(E.Effect);
    if (E.Named)
      Text += " of " + C.text(*E.Named);
    else if (E.Argument == AllArguments)
      Text += " all";
    else if (E.Argument != ThisArgument)
      Text += " " + std::to_string(E.Argument);
    if (!E.HeldWhen)
      Text += " when false";
    Out.push_back(Text);
  }
  return Out;
}

Lines effects(const Code &C, llvm::StringRef Name) {
  return effects(C, C.function(Name));
}

TEST(LockEffects, TheLockableVocabularyCountsOnLocks) {
  Code C(R"cpp(
struct mutex {
  void lock();
  void unlock();
  bool try_lock();
  bool try_lock_for(int);
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();
  void notify();
  operator bool();
};
struct Mutex { void lock(); void Lock(); void unlock(); void Unlock(); };
struct door { void lock(); void open(); };
void lock();
)cpp");
  EXPECT_EQ(effects(C, "mutex::lock"), (Lines{"acquire"}));
  EXPECT_EQ(effects(C, "mutex::unlock"), (Lines{"release"}));
  EXPECT_EQ(effects(C, "mutex::try_lock"), (Lines{"try-acquire"}));
  EXPECT_EQ(effects(C, "mutex::try_lock_for"), (Lines{"try-acquire"}));
  EXPECT_EQ(effects(C, "mutex::lock_shared"), (Lines{"shared acquire"}));
  EXPECT_EQ(effects(C, "mutex::try_lock_shared"),
            (Lines{"shared try-acquire"}));
  EXPECT_EQ(effects(C, "mutex::unlock_shared"), (Lines{"shared release"}));
  EXPECT_EQ(effects(C, "Mutex::Lock"), (Lines{"acquire"}));
  EXPECT_EQ(effects(C, "Mutex::Unlock"), (Lines{"release"}));
  EXPECT_EQ(effects(C, "mutex::notify"), Lines{});
  EXPECT_EQ(effects(C, "mutex::operator bool"), Lines{});
  EXPECT_EQ(effects(C, "door::lock"), Lines{});
  EXPECT_EQ(effects(C, "::lock"), Lines{});
}

TEST(LockEffects, GuardsKnowWhetherTheyShare) {
  Code C(R"cpp(
#include <mutex>
#include <shared_mutex>
void f(std::mutex &m, std::shared_mutex &s) {
  std::unique_lock<std::mutex> u(m);
  u.unlock(); u.lock(); u.try_lock(); u.owns_lock(); (void)bool(u); u.release();
  std::shared_lock<std::shared_mutex> r(s);
  r.unlock(); r.lock(); r.try_lock();
}
)cpp");
  auto Of = [&](const char *Name, unsigned Index) {
    return effects(C, *C.calls(Name).at(Index)->getDirectCallee());
  };
  EXPECT_EQ(Of("lock", 0), (Lines{"acquire"}));
  EXPECT_EQ(Of("unlock", 0), (Lines{"release"}));
  EXPECT_EQ(Of("try_lock", 0), (Lines{"try-acquire"}));
  EXPECT_EQ(Of("owns_lock", 0), (Lines{"tests-ownership"}));
  EXPECT_EQ(Of("operator bool", 0), (Lines{"tests-ownership"}));
  EXPECT_EQ(Of("release", 0), (Lines{"disown"}));
  EXPECT_EQ(Of("lock", 1), (Lines{"shared acquire"}));
  EXPECT_EQ(Of("unlock", 1), (Lines{"shared release"}));
  EXPECT_EQ(Of("try_lock", 1), (Lines{"shared try-acquire"}));
}

TEST(LockEffects, AHomeMadeGuardIsTestedByItsConversionToBool) {
  Code C(R"cpp(
struct mutex { void lock(); void unlock(); };
class guard {
public:
  guard(mutex &m) : m(&m) { m.lock(); }
  ~guard() { if (m) m->unlock(); }
  explicit operator bool() const { return m; }
  operator int() const;
private:
  mutex *m;
};
)cpp");
  EXPECT_EQ(effects(C, "guard::operator bool"), (Lines{"tests-ownership"}));
  EXPECT_EQ(effects(C, "guard::operator int"), Lines{});
}

TEST(LockEffects, AttributesNameTheirLocks) {
  Code C(R"cpp(
#define ATTRIBUTE(x) __attribute__((x))
struct ATTRIBUTE(capability("mutex")) mutex {
  void seize() ATTRIBUTE(acquire_capability());
  void look() ATTRIBUTE(acquire_shared_capability());
  void leave() ATTRIBUTE(release_capability());
  bool attempt() ATTRIBUTE(try_acquire_capability(true));
  int contend() ATTRIBUTE(try_acquire_capability(0));
  bool peek() ATTRIBUTE(try_acquire_shared_capability(true));
  // The attribute is the whole truth, whatever the name says.
  void lock() ATTRIBUTE(release_capability());
};
mutex mu, nu;
void enter() ATTRIBUTE(acquire_capability(mu, nu));
void exit() ATTRIBUTE(release_capability(mu));
void given(mutex &m) ATTRIBUTE(acquire_capability(m));
bool tried(mutex &m) ATTRIBUTE(try_acquire_capability(false, m));
)cpp");
  EXPECT_EQ(effects(C, "mutex::seize"), (Lines{"acquire"}));
  EXPECT_EQ(effects(C, "mutex::look"), (Lines{"shared acquire"}));
  EXPECT_EQ(effects(C, "mutex::leave"), (Lines{"release"}));
  EXPECT_EQ(effects(C, "mutex::attempt"), (Lines{"try-acquire"}));
  EXPECT_EQ(effects(C, "mutex::contend"), (Lines{"try-acquire when false"}));
  EXPECT_EQ(effects(C, "mutex::peek"), (Lines{"shared try-acquire"}));
  EXPECT_EQ(effects(C, "mutex::lock"), (Lines{"release"}));
  EXPECT_EQ(effects(C, "enter"), (Lines{"acquire of mu", "acquire of nu"}));
  EXPECT_EQ(effects(C, "exit"), (Lines{"release of mu"}));
  EXPECT_EQ(effects(C, "given"), (Lines{"acquire of m"}));
  EXPECT_EQ(effects(C, "tried"), (Lines{"try-acquire of m when false"}));
}

TEST(LockEffects, AttributesComeBeforeModelsAndModelsBeforeNames) {
  Code C = Code::withModels(R"yaml(
library: test
functions:
  - {name: attributed, effect: release, argument: 0}
  - {name: 'mutex::lock', effect: try-acquire, held-when: false}
  - {name: both, effect: acquire, argument: all}
)yaml",
                            R"cpp(
struct __attribute__((capability("mutex"))) mutex { void lock(); };
void attributed(mutex &m) __attribute__((acquire_capability(m)));
void both(mutex &, mutex &);
)cpp");
  EXPECT_EQ(effects(C, "attributed"), (Lines{"acquire of m"}));
  EXPECT_EQ(effects(C, "mutex::lock"), (Lines{"try-acquire when false"}));
  EXPECT_EQ(effects(C, "both"), (Lines{"acquire all"}));
}

TEST(LockEffects, BuiltInModelsKnowWhatReturnsZero) {
  Code C("#include <pthread.h>");
  EXPECT_EQ(effects(C, "pthread_mutex_lock"), (Lines{"acquire 0"}));
  EXPECT_EQ(effects(C, "pthread_mutex_unlock"), (Lines{"release 0"}));
  EXPECT_EQ(effects(C, "pthread_mutex_trylock"),
            (Lines{"try-acquire 0 when false"}));
  EXPECT_EQ(effects(C, "pthread_rwlock_rdlock"), (Lines{"shared acquire 0"}));
  // That it blocks is no effect on a lock.
  EXPECT_EQ(effects(C, "pthread_cond_wait"), (Lines{"keeps-lock 1"}));
}

TEST(LockEffects, ThreadBoundObjectsHaveNone) {
  Code C(R"cpp(
struct [[clang::annotate("corolint::not_across_suspend", "r")]] bound {
  void lock();
  void unlock();
};
)cpp");
  EXPECT_EQ(effects(C, "bound::lock"), Lines{});
}

} // namespace

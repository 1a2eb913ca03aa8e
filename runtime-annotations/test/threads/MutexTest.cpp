//===--- MutexTest.cpp - locks that own what they guard -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/thread.h"
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace thread = corolint::rt::thread;
using namespace std::chrono_literals;

namespace {

/// What mutex and shared_mutex have in common.
template <class Mutex> class Mutexes : public testing::Test {};
template <template <class> class Template> struct kind {
  template <class T> using of = Template<T>;
};
using Both = testing::Types<kind<thread::mutex>, kind<thread::shared_mutex>>;
class NameOfMutex {
public:
  template <class Mutex> static std::string GetName(int) {
    return std::is_same_v<Mutex, kind<thread::mutex>> ? "mutex"
                                                      : "shared_mutex";
  }
};
TYPED_TEST_SUITE(Mutexes, Both, NameOfMutex);

/// Leaves \p m, which it holds, by an exception.
template <class Mutex> void fail_under(Mutex &m) {
  EXPECT_THROW(
      {
        auto held = m.lock();
        *held = "half";
        throw std::runtime_error("no");
      },
      std::runtime_error);
}

TYPED_TEST(Mutexes, OneThreadAtATime) {
  typename TypeParam::template of<int> count(0);
  thread::scope([&](thread::scope_ref s) {
    for (int i = 0; i != 10; ++i)
      s.spawn([&] {
        for (int j = 0; j != 1000; ++j)
          ++*count.lock();
      });
  });
  EXPECT_EQ(*count.lock(), 10000);
}

TYPED_TEST(Mutexes, TryLockTakesWhatIsFree) {
  typename TypeParam::template of<int> m(1);
  {
    auto held = m.lock();
    thread::scope([&](thread::scope_ref s) {
      s.spawn([&] { EXPECT_FALSE(m.try_lock()); });
    });
  }
  auto held = m.try_lock();
  ASSERT_TRUE(held);
  EXPECT_EQ(**held, 1);
}

TYPED_TEST(Mutexes, UnlockGivesTheLockBackEarly) {
  typename TypeParam::template of<int> m(1);
  auto held = m.lock();
  held.unlock();
  EXPECT_TRUE(m.try_lock());
  held.unlock();
}

TYPED_TEST(Mutexes, AGuardMayMove) {
  typename TypeParam::template of<int> a(1), b(2);
  auto first = a.lock();
  auto second = b.lock();
  first = std::move(second);
  EXPECT_EQ(*first, 2);
  EXPECT_TRUE(a.try_lock());
  auto third = std::move(first);
  EXPECT_EQ(*third, 2);
}

TYPED_TEST(Mutexes, MakesItsContentInPlace) {
  typename TypeParam::template of<std::string> filled(std::in_place, 3, 'x');
  EXPECT_EQ(*filled.lock(), "xxx");
  typename TypeParam::template of<std::unique_ptr<int>> empty;
  EXPECT_EQ(*empty.lock(), nullptr);
}

TYPED_TEST(Mutexes, AreSharedAndNotCopied) {
  using mutex = typename TypeParam::template of<int>;
  static_assert(!std::is_move_constructible_v<mutex>);
  static_assert(!std::is_copy_constructible_v<typename mutex::guard>);
}

TYPED_TEST(Mutexes, AConstGuardGivesConstAccess) {
  typename TypeParam::template of<int> m(1);
  const auto held = m.lock();
  static_assert(std::is_same_v<decltype(*held), const int &>);
  EXPECT_EQ(*held, 1);
}

TYPED_TEST(Mutexes, AHolderThatUnwindsPoisons) {
  typename TypeParam::template of<std::string> m;
  EXPECT_FALSE(m.is_poisoned());
  fail_under(m);
  EXPECT_TRUE(m.is_poisoned());
  EXPECT_THROW((void)m.lock(), thread::poisoned);
  EXPECT_THROW((void)m.try_lock(), thread::poisoned);
  // Nothing is held after that.
  EXPECT_EQ(*m.lock_anyway(), "half");
}

TYPED_TEST(Mutexes, PoisonIsClearedByWhoRepairs) {
  typename TypeParam::template of<std::string> m;
  fail_under(m);
  {
    auto held = m.lock_anyway();
    *held = "whole";
    m.clear_poison();
  }
  EXPECT_EQ(*m.lock(), "whole");
}

TYPED_TEST(Mutexes, AGuardThatUnwindingMakesDoesNotPoison) {
  struct writes_at_end {
    typename TypeParam::template of<std::string> *m;
    ~writes_at_end() { *m->lock() = "written"; }
  };
  typename TypeParam::template of<std::string> m;
  EXPECT_THROW(
      {
        writes_at_end w{&m};
        throw std::runtime_error("no");
      },
      std::runtime_error);
  EXPECT_FALSE(m.is_poisoned());
  EXPECT_EQ(*m.lock(), "written");
}

TYPED_TEST(Mutexes, AnErrorThatIsCaughtUnderTheLockDoesNotPoison) {
  typename TypeParam::template of<std::string> m;
  {
    auto held = m.lock();
    EXPECT_THROW(throw std::runtime_error("no"), std::runtime_error);
  }
  EXPECT_FALSE(m.is_poisoned());
}

TEST(Poisoned, SaysWhatToDo) {
  EXPECT_NE(std::string(thread::poisoned().what()).find("lock_anyway()"),
            std::string::npos);
}

TEST(SharedMutex, SeveralReadAtATime) {
  thread::shared_mutex<int> m(1);
  auto mine = m.lock_shared();
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] {
      auto theirs = m.try_lock_shared();
      ASSERT_TRUE(theirs);
      EXPECT_EQ(**theirs, 1);
      EXPECT_FALSE(m.try_lock());
    });
  });
  mine.unlock();
  EXPECT_TRUE(m.try_lock());
}

TEST(SharedMutex, AWriterKeepsReadersOut) {
  thread::shared_mutex<int> m(1);
  auto mine = m.lock();
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] { EXPECT_FALSE(m.try_lock_shared()); });
  });
}

TEST(SharedMutex, AReaderSeesWholeWrites) {
  thread::shared_mutex<std::pair<int, int>> m;
  thread::scope([&](thread::scope_ref s) {
    for (int i = 0; i != 2; ++i)
      s.spawn([&] {
        for (int j = 0; j != 500; ++j) {
          auto both = m.lock();
          ++both->first;
          ++both->second;
        }
      });
    for (int i = 0; i != 2; ++i)
      s.spawn([&] {
        for (int j = 0; j != 500; ++j) {
          auto both = m.lock_shared();
          EXPECT_EQ(both->first, both->second);
        }
      });
  });
  EXPECT_EQ(m.lock_shared()->first, 1000);
}

TEST(SharedMutex, AReaderThatUnwindsDoesNotPoison) {
  thread::shared_mutex<std::string> m;
  EXPECT_THROW(
      {
        auto held = m.lock_shared();
        throw std::runtime_error("no");
      },
      std::runtime_error);
  EXPECT_FALSE(m.is_poisoned());
}

TEST(SharedMutex, PoisonKeepsReadersOutToo) {
  thread::shared_mutex<std::string> m;
  fail_under(m);
  EXPECT_THROW((void)m.lock_shared(), thread::poisoned);
  EXPECT_THROW((void)m.try_lock_shared(), thread::poisoned);
  EXPECT_EQ(*m.lock_shared_anyway(), "half");
}

TEST(SharedMutex, AReadersGuardMayMove) {
  thread::shared_mutex<int> a(1), b(2);
  auto first = a.lock_shared();
  first = b.lock_shared();
  EXPECT_EQ(*first, 2);
  EXPECT_TRUE(a.try_lock());
  auto second = std::move(first);
  EXPECT_FALSE(b.try_lock());
}

} // namespace

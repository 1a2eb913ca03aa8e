//===--- SpawnTest.cpp - threads that must be joined ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/arc.h"
#include "corolint/rt/thread.h"
#include <atomic>
#include <chrono>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace rt = corolint::rt;
namespace thread = corolint::rt::thread;

namespace {

int add(int a, int b) { return a + b; }

TEST(Spawn, JoinGivesTheResult) {
  EXPECT_EQ(thread::spawn(add, 20, 22).join(), 42);
  EXPECT_EQ(thread::spawn([] { return std::string("done"); }).join(), "done");
}

TEST(Spawn, ArgumentsAreCopiedOrMoved) {
  std::string name = "x";
  auto length =
      thread::spawn([](const std::string &n) { return n.size(); }, name);
  name = "changed meanwhile";
  EXPECT_EQ(length.join(), 1u);
  auto moved = thread::spawn([](std::unique_ptr<int> p) { return *p; },
                             std::make_unique<int>(7));
  EXPECT_EQ(moved.join(), 7);
}

TEST(Spawn, TakesAnyNumberOfArguments) {
  const auto sum = [](auto... n) { return (n + ...); };
  EXPECT_EQ(thread::spawn(sum, 1).join(), 1);
  EXPECT_EQ(thread::spawn(sum, 1, 2).join(), 3);
  EXPECT_EQ(thread::spawn(sum, 1, 2, 3).join(), 6);
  EXPECT_EQ(thread::spawn(sum, 1, 2, 3, 4).join(), 10);
  EXPECT_EQ(thread::spawn(sum, 1, 2, 3, 4, 5).join(), 15);
}

TEST(Spawn, RunsOnAnotherThread) {
  auto other = thread::spawn([] { return std::this_thread::get_id(); });
  const std::thread::id id = other.get_id();
  EXPECT_NE(id, std::this_thread::get_id());
  EXPECT_EQ(other.join(), id);
}

TEST(Spawn, JoinThrowsWhatTheThreadThrew) {
  auto failing = thread::spawn([]() -> int { throw std::out_of_range("row"); });
  EXPECT_THROW(failing.join(), std::out_of_range);
}

TEST(Spawn, TheResultMayBeMoveOnlyAndWithoutDefault) {
  struct made {
    explicit made(int n) : p(std::make_unique<int>(n)) {}
    std::unique_ptr<int> p;
  };
  EXPECT_EQ(*thread::spawn([] { return made(3); }).join().p, 3);
}

TEST(Spawn, JoiningTwiceIsAnError) {
  auto once = thread::spawn([] {});
  EXPECT_TRUE(once.joinable());
  once.join();
  EXPECT_FALSE(once.joinable());
  EXPECT_THROW(once.join(), std::system_error);
  EXPECT_THROW(thread::detach(std::move(once)), std::system_error);
}

TEST(Spawn, AHandleMayMove) {
  auto first = thread::spawn([] { return 1; });
  auto second = std::move(first);
  EXPECT_FALSE(first.joinable());
  EXPECT_EQ(second.join(), 1);
  second = thread::spawn([] { return 2; });
  EXPECT_EQ(second.join(), 2);
}

TEST(Spawn, IsFinishedSaysWhetherJoinWouldReturnAtOnce) {
  rt::arc<std::atomic<bool>> go(std::in_place, false);
  auto waiting = thread::spawn(
      [](const rt::arc<std::atomic<bool>> &g) { g->wait(false); }, go.clone());
  EXPECT_FALSE(waiting.is_finished());
  *go = true;
  go->notify_all();
  while (!waiting.is_finished())
    std::this_thread::yield();
  waiting.join();
}

TEST(Spawn, ADetachedThreadRunsOn) {
  rt::arc<std::atomic<bool>> ran(std::in_place, false);
  thread::detach(thread::spawn(
      [](const rt::arc<std::atomic<bool>> &r) {
        *r = true;
        r->notify_all();
      },
      ran.clone()));
  ran->wait(false);
}

// The child of a death test is a process of its own; what runs in it has one
// thread less than it looks.
class SpawnDeathTest : public testing::Test {
protected:
  SpawnDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(SpawnDeathTest, AForgottenHandleSaysWhereItsThreadWasSpawned) {
  EXPECT_DEATH(
      { auto forgotten = thread::spawn([] {}); },
      "corolint::rt: a thread::join_handle ended, and its thread has neither "
      "been joined nor detached; the thread was spawned at "
      ".*SpawnTest.cpp:[0-9]+, in ");
}

TEST_F(SpawnDeathTest, SoDoesOneThatIsAssignedTo) {
  EXPECT_DEATH(
      {
        auto forgotten = thread::spawn(add, 1, 2);
        forgotten = thread::spawn(add, 3, 4);
      },
      "neither been joined nor detached.* SpawnTest.cpp|SpawnTest.cpp:");
}

TEST_F(SpawnDeathTest, ThePlaceOfManyArgumentsIsUnknown) {
  const auto sum = [](auto... n) { return (n + ...); };
  EXPECT_DEATH(
      { auto lost = thread::spawn(sum, 1, 2, 3, 4, 5); },
      "was spawned at an unknown place");
}

TEST_F(SpawnDeathTest, AnErrorOfADetachedThreadIsNotLost) {
  EXPECT_DEATH(
      {
        thread::detach(
            thread::spawn([] { throw std::runtime_error("disk full"); }));
        std::this_thread::sleep_for(std::chrono::seconds(60));
      },
      "a detached thread ended with an exception: disk full; the thread was "
      "spawned at .*SpawnTest.cpp:");
}

TEST_F(SpawnDeathTest, NorIsOneFromBeforeItWasDetached) {
  EXPECT_DEATH(
      {
        auto failed = thread::spawn([] { throw 42; });
        while (!failed.is_finished())
          std::this_thread::yield();
        thread::detach(std::move(failed));
      },
      "an exception that is no std::exception");
}

} // namespace

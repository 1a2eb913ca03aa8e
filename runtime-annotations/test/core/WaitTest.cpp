//===--- WaitTest.cpp - waits that are completed, stopped, and both -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Event.h"
#include <gtest/gtest.h>
#include <thread>

namespace rt = corolint::rt;
using rt::test::event;
using rt::test::mark;
using namespace std::chrono_literals;

namespace {

rt::task<> wait_for(event &e, std::string &log, char name) {
  const mark ends(log, name);
  co_await e.wait();
  log.push_back('!');
}

TEST(Wait, IsReadyAtOnce) {
  rt::runtime r = rt::runtime::current_thread();
  event e;
  e.set();
  std::string log;
  r.block_on(wait_for(e, log, 'a'));
  EXPECT_EQ(log, "!a");
}

TEST(Wait, WakesInOrder) {
  rt::runtime r = rt::runtime::current_thread();
  event e;
  std::string log;
  auto three = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (const char name : {'a', 'b', 'c'})
        s.spawn(wait_for, std::ref(e), std::ref(log), name);
      co_await rt::yield();
      EXPECT_EQ(log, "");
      e.set();
    });
  };
  r.block_on(three());
  EXPECT_EQ(log, "!a!b!c");
}

TEST(Wait, TakesNothingWhenStopWasRequestedBefore) {
  rt::runtime r = rt::runtime::current_thread();
  event e;
  e.set();
  std::string log;
  r.request_stop();
  EXPECT_THROW(r.block_on(wait_for(e, log, 'a')), rt::stopped_error);
  EXPECT_EQ(log, "") << "a task that is asked to stop before it begins";
}

rt::task<> stop_self_then_wait(rt::runtime &r, event &e, std::string &log) {
  r.request_stop();
  try {
    co_await wait_for(e, log, 'a');
  } catch (...) {
    log += "caught";
  }
}

TEST(Wait, StopsBeforeWaiting) {
  rt::runtime r = rt::runtime::current_thread();
  event e;
  e.set();
  std::string log;
  EXPECT_THROW(r.block_on(stop_self_then_wait(r, e, log)), rt::stopped_error);
  EXPECT_EQ(log, "");
}

rt::task<> nested(event &e, std::string &log) {
  const mark outer(log, 'o');
  try {
    const mark middle(log, 'm');
    co_await wait_for(e, log, 'i');
  } catch (...) {
    log += "caught";
  }
}

TEST(Wait, UnwindsFramesFromTheInnermostOutwards) {
  for (std::uint64_t seed = 0; seed != 1000; ++seed) {
    rt::test_executor ex(seed);
    event never;
    std::string log;
    auto run = [&]() -> rt::task<> {
      co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
        rt::job<void> j = s.spawn(nested, std::ref(never), std::ref(log));
        co_await rt::sleep_for(1s);
        j.request_stop();
        EXPECT_TRUE((co_await j.join()).is_stopped());
        EXPECT_EQ(log, "imo");
      });
    };
    ex.block_on(run());
  }
}

rt::task<int> deep(int n, event &e, int &ended) {
  const std::shared_ptr<void> counts(nullptr, [&](void *) { ++ended; });
  if (n == 0)
    co_await e.wait();
  else
    co_await deep(n - 1, e, ended);
  co_return n;
}

TEST(Wait, UnwindsWithoutStack) {
  rt::test_executor ex(1);
  event never;
  int ended = 0;
  EXPECT_THROW(ex.block_on(deep(100'000, never, ended)), rt::deadlock_error);
  EXPECT_EQ(ended, 100'001);
}

TEST(Wait, RacesCompletionWithStop) {
  int completed = 0;
  for (int round = 0; round != 1000; ++round) {
    rt::runtime r = rt::runtime::current_thread();
    event e;
    std::string log;
    std::atomic<bool> go = false;
    std::thread setter([&] {
      while (!go)
        ;
      e.set();
    });
    std::thread stopper([&] {
      while (!go)
        ;
      r.request_stop();
    });
    auto run = [&]() -> rt::task<> {
      go = true;
      co_await wait_for(e, log, 'a');
    };
    try {
      r.block_on(run());
      ++completed;
      EXPECT_EQ(log, "!a");
    } catch (const rt::stopped_error &) {
      EXPECT_TRUE(log == "a" || log.empty()) << log;
    }
    setter.join();
    stopper.join();
  }
  RecordProperty("completed", completed);
}

TEST(Wait, WokenTaskMayDestroyThePrimitive) {
  for (int round = 0; round != 1000; ++round) {
    rt::runtime r = rt::runtime::current_thread();
    auto e = std::make_unique<event>();
    std::thread setter([&, to = e.get()] { to->set(); });
    auto run = [&]() -> rt::task<> {
      co_await e->wait();
      // Not before set() has given up the lock: in wait().
      e.reset();
    };
    r.block_on(run());
    setter.join();
  }
}

TEST(Claim, IsGivenOnce) {
  struct : rt::detail::job_parent {
    void child_failed(rt::detail::job_base &,
                      const std::exception_ptr &) noexcept override {}
    void child_done(rt::detail::job_base &, bool) noexcept override {}
  } parent;
  rt::runtime r = rt::runtime::current_thread();
  auto nothing = []() -> rt::task<> { co_return; };
  auto make = [&](rt::task<> t) {
    return std::make_unique<rt::detail::task_job<void>>(
        rt::detail::task_access::release(t), parent, r.get_executor(),
        rt::inplace_stop_token(), std::source_location::current());
  };
  const auto a = make(nothing());
  const auto b = make(nothing());
  rt::detail::claimant claims;
  EXPECT_EQ(claims.winner(), nullptr);
  EXPECT_TRUE(claims.reserve(*a));
  EXPECT_EQ(claims.winner(), nullptr);
  claims.give_back();
  EXPECT_TRUE(claims.claim(*b));
  EXPECT_TRUE(claims.claim(*b));
  EXPECT_FALSE(claims.claim(*a));
  EXPECT_FALSE(claims.reserve(*a));
  EXPECT_EQ(claims.winner(), b.get());
}

} // namespace

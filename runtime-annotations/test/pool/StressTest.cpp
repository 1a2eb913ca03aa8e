//===--- StressTest.cpp - a pool in which rare things happen --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Repeated by `make soak`, 300 times, under ThreadSanitizer.
//
//===----------------------------------------------------------------------===//
#include "support/EitherChannel.h"
#include "support/Event.h"
#include "support/Pool.h"
#include <gtest/gtest.h>
#include <thread>

namespace rt = corolint::rt;
using rt::test::event;
using rt::test::send_to_either;
using rt::test::shrunk_pool;
using rt::test::sum_of_either;
using namespace std::chrono_literals;

namespace {

/// Spawns a tree of tasks, and counts its leaves.
rt::task<int> leaves(int depth) {
  if (depth == 0) {
    co_await rt::yield();
    co_return 1;
  }
  int total = 0;
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    rt::job<int> left = s.spawn(leaves, depth - 1);
    rt::job<int> right = s.spawn(leaves, depth - 1);
    total = co_await left + co_await right;
  });
  co_return total;
}

TEST(PoolStress, Trees) {
  shrunk_pool r(4);
  EXPECT_EQ(r.block_on(leaves(8)), 256);
}

rt::task<> produce(rt::channel::sender<int> to, int count) {
  for (int i = 0; i != count; ++i)
    EXPECT_TRUE(co_await to.send(i));
}

rt::task<> consume(rt::channel::shared_receiver<int> from,
                   std::reference_wrapper<std::atomic<int>> received) {
  while (co_await from.recv())
    ++received.get();
}

TEST(PoolStress, ChannelsAndLocks) {
  shrunk_pool r(3);
  std::atomic<int> received = 0;
  rt::mutex<int> total(0);
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto [to, from] = rt::channel::mpmc<int>::bounded(2);
      for (int i = 0; i != 4; ++i) {
        s.spawn(produce, to.clone(), 200);
        s.spawn(consume, from.clone(), std::ref(received));
        s.spawn([&]() -> rt::task<> {
          for (int n = 0; n != 100; ++n)
            ++*co_await total.lock();
        });
      }
      to.close();
      co_return;
    });
  };
  r.block_on(run());
  EXPECT_EQ(received, 800);
  auto read = [&]() -> rt::task<int> { co_return *co_await total.lock(); };
  EXPECT_EQ(r.block_on(read()), 400);
}

TEST(PoolStress, TimersAndStops) {
  shrunk_pool r(3);
  std::atomic<int> ended = 0;
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 200; ++i)
        s.spawn([&, i]() -> rt::task<> {
          const std::shared_ptr<void> counts(nullptr, [&](void *) { ++ended; });
          co_await rt::sleep_for(std::chrono::microseconds(10 * i));
        });
      co_await rt::sleep_for(1ms);
      s.request_stop();
    });
  };
  r.block_on(run());
  EXPECT_LE(ended, 200);
}

TEST(PoolStress, RacesLoseNoMessage) {
  shrunk_pool r(3);
  constexpr int count = 100;
  auto run = [&]() -> rt::task<int> {
    auto [to_a, from_a] = rt::channel::mpmc<int>::bounded(1);
    auto [to_b, from_b] = rt::channel::mpmc<int>::bounded(0);
    std::atomic<int> received = 0;
    auto receives = [&](rt::channel::shared_receiver<int> a,
                        rt::channel::shared_receiver<int> b) -> rt::task<> {
      while (!a.is_finished() || !b.is_finished()) {
        const auto next =
            co_await rt::race(a.recv(), b.recv(), rt::sleep_for(100us));
        if (next.index() == 2)
          continue;
        const auto message =
            next.index() == 0 ? std::get<0>(next) : std::get<1>(next);
        received += message.has_value();
      }
    };
    co_await rt::try_when_all(produce(std::move(to_a), count),
                              produce(std::move(to_b), count),
                              receives(from_a.clone(), from_b.clone()),
                              receives(std::move(from_a), std::move(from_b)));
    co_return received;
  };
  EXPECT_EQ(r.block_on(run()), 2 * count);
}

TEST(PoolStress, RacesMeetInARendezvous) {
  shrunk_pool r(3);
  constexpr int count = 100;
  auto run = [&]() -> rt::task<int> {
    auto [to_a, from_a] = rt::channel::mpsc<int>::bounded(0);
    auto [to_b, from_b] = rt::channel::mpsc<int>::bounded(0);
    auto [one, other, total] = co_await rt::when_all(
        send_to_either(to_a.clone(), to_b.clone(), count),
        send_to_either(std::move(to_b), std::move(to_a), count),
        sum_of_either(std::move(from_a), std::move(from_b)));
    (void)one, (void)other;
    co_return total;
  };
  EXPECT_EQ(r.block_on(run()), count * (count + 1));
}

TEST(PoolStress, RacesKeepNoPermit) {
  shrunk_pool r(3);
  rt::semaphore rooms(3);
  std::atomic<int> inside = 0;
  auto enters = [&](std::size_t units) -> rt::task<> {
    for (int n = 0; n != 50; ++n) {
      auto won = co_await rt::race(rooms.acquire(units), rt::sleep_for(20us));
      if (won.index() != 0)
        continue;
      const auto held = std::get<0>(std::move(won));
      const int taken = static_cast<int>(held.count());
      EXPECT_LE(inside += taken, 3);
      co_await rt::yield();
      inside -= taken;
    }
  };
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (const std::size_t units : {1, 2, 3, 1, 2, 3})
        s.spawn(enters, units);
      co_return;
    });
  };
  r.block_on(run());
  EXPECT_EQ(rooms.available(), 3U);
}

TEST(PoolStress, RacesLeaveABarrier) {
  shrunk_pool r(3);
  constexpr int size = 3;
  rt::barrier group(size);
  std::atomic<int> passed = 0;
  std::atomic<int> led = 0;
  auto arrives = [&]() -> rt::task<> {
    for (int n = 0; n != 50; ++n) {
      const auto won =
          co_await rt::race(group.arrive_and_wait(), rt::sleep_for(20us));
      if (won.index() != 0)
        continue;
      ++passed;
      led += std::get<0>(won);
    }
  };
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 4; ++i)
        s.spawn(arrives);
      co_return;
    });
  };
  r.block_on(run());
  EXPECT_LE(led, passed);
  EXPECT_LE(passed, size * led);
  // Nobody has stayed behind in it.
  auto whole_group = [&]() -> rt::task<int> {
    auto one = [&]() -> rt::task<int> {
      co_return co_await group.arrive_and_wait();
    };
    auto [a, b, c] = co_await rt::when_all(one(), one(), one());
    co_return a + b + c;
  };
  EXPECT_EQ(r.block_on(whole_group()), 1);
}

TEST(PoolStress, WakesFromOutsideAndEnd) {
  for (int round = 0; round != 20; ++round) {
    event e;
    std::thread outside([&] { e.set(); });
    {
      shrunk_pool r(2);
      auto waits = [&]() -> rt::task<> { co_await e.wait(); };
      for (int i = 0; i != 5; ++i)
        r.spawn_detached(waits);
      r.block_on(waits());
    }
    outside.join();
  }
}

TEST(PoolStress, TwoPoolsHandTasksToEachOther) {
  shrunk_pool a(2);
  shrunk_pool b(2);
  std::atomic<int> hops = 0;
  auto run = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 20; ++i)
        s.spawn([&]() -> rt::task<> {
          for (int n = 0; n != 20; ++n) {
            co_await rt::switch_to(b.get_executor());
            ++hops;
            co_await rt::switch_to(a.get_executor());
          }
        });
      co_return;
    });
  };
  a.block_on(run());
  EXPECT_EQ(hops, 400);
}

} // namespace

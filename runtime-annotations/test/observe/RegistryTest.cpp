//===--- RegistryTest.cpp - what is listed, and what dump() says ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Event.h"
#include "support/Pool.h"
#include "support/Seeds.h"
#include <atomic>
#include <gtest/gtest.h>
#include <optional>
#include <thread>

namespace rt = corolint::rt;
using rt::test::event;
using namespace std::chrono_literals;

namespace {

std::string facts() { return rt::dump(rt::dump_times::left_out); }

/// How often \p part is in \p text.
std::size_t count(const std::string &text, const std::string &part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1))
    ++found;
  return found;
}

#define EXPECT_SAYS(text, part)                                                \
  EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST(Registry, IsEmptyWithoutAnObservation) {
  rt::runtime r = rt::runtime::current_thread();
  std::string seen;
  auto looks = [&]() -> rt::task<> {
    rt::name_this_task("nobody");
    seen = facts();
    co_return;
  };
  r.block_on(looks());
  EXPECT_EQ(seen, "0 tasks\n0 locks\n0 channels\n0 warnings\n");
}

TEST(Registry, ForgetsWhatIsGone) {
  {
    const rt::observation watched;
    rt::mutex<int> m;
    auto pair = rt::channel::mpsc<int>::bounded(1);
    rt::runtime r = rt::runtime::current_thread();
    auto nothing = []() -> rt::task<> { co_await rt::yield(); };
    r.block_on(nothing());
    EXPECT_SAYS(facts(), "0 tasks\n1 lock\n");
  }
  EXPECT_EQ(facts(), "0 tasks\n0 locks\n0 channels\n0 warnings\n");
}

TEST(Registry, ListsWhatLivesOnAfterTheObservation) {
  auto watched = std::make_unique<rt::observation>();
  rt::mutex<int> m;
  watched.reset();
  EXPECT_SAYS(facts(), "1 lock\n");
  rt::mutex<int> unseen;
  EXPECT_SAYS(facts(), "1 lock\n");
}

rt::task<> innermost(event &e) { co_await e.wait(); }
rt::task<> middle(event &e) {
  rt::name_this_task("waiter");
  co_await innermost(e);
}

TEST(Registry, ShowsTheChainOfAwaits) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  event e;
  std::string seen;
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn([&]() -> rt::task<> { co_await middle(e); });
      co_await rt::yield();
      seen = facts();
      e.set();
    });
  };
  r.block_on(program());
  const std::size_t waiter = seen.find("\"waiter\": waits for event\n");
  ASSERT_NE(waiter, std::string::npos) << seen;
  const std::size_t inner = seen.find("innermost", waiter);
  const std::size_t outer = seen.find("middle", waiter);
  EXPECT_LT(inner, outer) << seen;
  EXPECT_LT(outer, seen.find("operator()", outer)) << seen;
  EXPECT_EQ(count(seen, "call_owned"), 0U) << seen;
  EXPECT_SAYS(seen, "waits for scope\n");
  EXPECT_SAYS(seen, ": running\n");
  EXPECT_SAYS(seen, "spawned at RegistryTest.cpp:");
  EXPECT_EQ(count(seen, "unknown place"), 0U) << seen;
}

TEST(Registry, KnowsWhereDetachedTasksWereSpawned) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  auto waits = [](int, int, int, int) -> rt::task<> {
    co_await rt::sleep_for(1h);
  };
  r.spawn_detached([]() -> rt::task<> { co_await rt::sleep_for(1h); });
  r.spawn_detached(waits, 1, 2, 3, 4);
  EXPECT_EQ(count(facts(), ": has not begun\n  spawned at RegistryTest.cpp:"),
            2U)
      << facts();
}

TEST(Registry, SaysWhoHoldsALockAndWhoWaits) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  rt::mutex<int> table;
  rt::shared_mutex<int> rates;
  std::string held;
  std::string released;
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::name_this_task("owner");
      auto mine = co_await table.lock();
      const auto first = co_await rates.lock_shared();
      const auto second = rates.try_lock_shared();
      s.spawn([&]() -> rt::task<> {
        rt::name_this_task("late");
        const auto got = co_await table.lock();
      });
      co_await rt::yield();
      held = facts();
      mine.unlock();
      released = facts();
    });
  };
  r.block_on(program());
  EXPECT_SAYS(held, "\"late\": waits for mutex #");
  EXPECT_SAYS(held, " (int):\n    held by task #");
  EXPECT_EQ(count(held, " \"owner\" since RegistryTest.cpp:"), 2U) << held;
  EXPECT_EQ(count(held, " \"owner\"\n"), 1U) << "of try_lock: " << held;
  EXPECT_EQ(count(released, "(int): nobody holds it\n"), 1U) << released;
  EXPECT_SAYS(released, "\"late\": ready\n");
  EXPECT_EQ(count(facts(), "(int): nobody holds it\n"), 2U);
}

TEST(Registry, AHoldGoesWithItsGuard) {
  const rt::observation watched;
  rt::mutex<int> a;
  rt::mutex<int> b;
  auto of_a = a.try_lock();
  auto of_b = b.try_lock();
  EXPECT_EQ(count(facts(), "held by a thread\n"), 2U);
  *of_a = *std::move(of_b);
  EXPECT_EQ(count(facts(), "held by a thread\n"), 1U);
  EXPECT_SAYS(facts(), "(int): nobody holds it\n");
  of_a.reset();
  EXPECT_EQ(count(facts(), "held by"), 0U);
}

TEST(Registry, SaysHowManyUnitsOfASemaphoreAreTaken) {
  const rt::observation watched;
  rt::semaphore s(3);
  const auto two = s.try_acquire(2);
  EXPECT_SAYS(facts(), ", 2 of 3 taken:\n    held by a thread\n");
  auto third = s.try_acquire();
  third->forget();
  EXPECT_SAYS(facts(), ", 3 of 3 taken:\n");
  EXPECT_EQ(count(facts(), "held by"), 1U);
  s.release(2);
  EXPECT_SAYS(facts(), ", 1 of 3 taken:\n");
}

TEST(Registry, SaysHowFullChannelsAre) {
  const rt::observation watched;
  auto [to, from] = rt::channel::mpsc<int>::bounded(2);
  auto [tell, hear] = rt::channel::broadcast<char>::bounded(4);
  EXPECT_TRUE(to.try_send(1));
  EXPECT_TRUE(tell.send('x'));
  const auto more = to.clone();
  EXPECT_SAYS(facts(), "(int): 1 of 2, 2 senders, 1 receiver\n");
  EXPECT_SAYS(facts(), "(char): 1 of 4, 1 sender, 1 receiver\n");
}

TEST(Registry, ShowsWaitsForChannelsAndTasks) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  std::string seen;
  auto program = [&]() -> rt::task<> {
    auto [to, from] = rt::channel::mpsc<int>::bounded(1);
    std::optional<rt::job<void>> receiver;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      receiver = s.spawn([&]() -> rt::task<> {
        rt::name_this_task("receiver");
        const auto got = co_await from.recv();
        EXPECT_EQ(got, 7);
      });
      s.spawn([&]() -> rt::task<> {
        rt::name_this_task("joiner");
        co_await *receiver;
      });
      co_await rt::yield();
      seen = facts();
      EXPECT_TRUE(co_await to.send(7));
    });
  };
  r.block_on(program());
  EXPECT_SAYS(seen, "\"receiver\": waits for channel #");
  EXPECT_SAYS(seen, ": receive\n");
  EXPECT_SAYS(seen, "\"joiner\": waits for job #");
}

TEST(Registry, CountsPollsAndTimes) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  auto program = []() -> rt::task<> {
    rt::name_this_task("sleeper");
    co_await rt::sleep_for(30ms);
    const auto until = std::chrono::steady_clock::now() + 20ms;
    while (std::chrono::steady_clock::now() < until)
      ;
    co_await rt::yield();
    const std::string seen = rt::dump();
    EXPECT_SAYS(seen, "; 3 polls, busy ");
    EXPECT_SAYS(seen, ", idle ");
    EXPECT_SAYS(seen, "running on thread ");
  };
  r.block_on(program());
}

/// Resumes who awaits it on a thread of its own, without a word to anybody.
struct foreign_awaitable {
  std::thread &on;
  std::atomic<bool> &go;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    // The awaiter may be gone as soon as there is a thread.
    std::thread &into = on;
    into = std::thread([h, &may = go] {
      while (!may)
        std::this_thread::yield();
      h.resume();
    });
  }
  void await_resume() const noexcept {}
};

TEST(Registry, AdmitsWhatItCannotKnowOfOtherLibraries) {
  const rt::observation watched;
  std::thread other;
  std::atomic<bool> go = false;
  rt::runtime r = rt::runtime::multi_thread(2);
  auto outside = [&]() -> rt::task<> {
    rt::name_this_task("guest");
    co_await foreign_awaitable{other, go};
    co_await rt::switch_to(r.get_executor());
  };
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn(outside);
      while (count(facts(), "\"guest\": is with another library\n") == 0)
        co_await rt::yield();
      go = true;
    });
  };
  r.block_on(program());
  other.join();
  EXPECT_SAYS(facts(), "0 tasks\n");
}

TEST(Registry, FollowsATaskToAnUnwatchedExecutorAndBack) {
  rt::runtime unwatched = rt::runtime::multi_thread(1, {.watchdog = {}});
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  auto program = [&]() -> rt::task<> {
    rt::executor &home = r.get_executor();
    co_await rt::switch_to(unwatched.get_executor());
    const std::string away = facts();
    EXPECT_SAYS(away, "0 tasks\n");
    co_await rt::switch_to(home);
    const std::string back = facts();
    EXPECT_SAYS(back, "1 task\n");
  };
  r.block_on(program());
  EXPECT_SAYS(facts(), "0 tasks\n");
}

TEST(Registry, KnowsWhoSpawnedATask) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  std::string seen;
  auto look = [&]() -> rt::task<> {
    co_await rt::yield();
    seen = facts();
  };
  auto program = [&]() -> rt::task<> {
    rt::name_this_task("root");
    co_await rt::when_all(look(), look());
  };
  r.block_on(program());
  EXPECT_SAYS(seen, "\"root\": waits for when_all\n");
  const std::size_t begin = seen.find("task #") + 5;
  const std::string id = seen.substr(begin, seen.find(" \"root\"") - begin);
  EXPECT_EQ(count(seen, " by " + id + ";"), 1U) << "one has ended: " << seen;
}

TEST(Registry, IsEmptyAfterEveryOrder) {
  const rt::observation watched;
  rt::test::for_seeds([]() -> rt::task<> {
    rt::mutex<int> shared(0);
    auto [to, from] = rt::channel::mpsc<int>::bounded(1);
    co_await rt::with_scope(
        [&, &sender = to, &receiver = from](rt::scope &s) -> rt::task<> {
          s.spawn([&]() -> rt::task<> {
            auto held = co_await shared.lock();
            EXPECT_TRUE(co_await sender.send(1));
          });
          s.spawn([&]() -> rt::task<> {
            const auto held = co_await shared.lock();
            EXPECT_SAYS(facts(), "0 warnings\n");
          });
          EXPECT_EQ(co_await receiver.recv(), 1);
          s.spawn([&]() -> rt::task<> { co_await rt::sleep_for(1h); });
          s.request_stop();
        });
    EXPECT_SAYS(facts(), "(int): nobody holds it\n");
  });
  EXPECT_SAYS(facts(), "0 tasks\n0 locks\n0 channels\n");
}

TEST(Registry, CanBeReadWhileEverythingMoves) {
  const rt::observation watched;
  rt::test::shrunk_pool r(3);
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done)
      EXPECT_FALSE(rt::dump().empty());
  });
  auto program = [&]() -> rt::task<> {
    rt::mutex<int> shared(0);
    auto [to, from] = rt::channel::mpmc<int>::bounded(1);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 8; ++i) {
        s.spawn([&, sender = to.clone()]() mutable -> rt::task<> {
          for (int n = 0; n != 200; ++n) {
            auto held = co_await shared.lock();
            ++*held;
            co_await rt::yield();
            held.unlock();
            EXPECT_TRUE(co_await sender.send(n));
          }
          sender.close();
        });
      }
      to.close();
      while (co_await from.recv())
        ;
    });
  };
  r.block_on(program());
  done = true;
  reader.join();
}

} // namespace

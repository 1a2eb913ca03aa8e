//===--- RaceTest.cpp - the first wins, and losers lose nothing -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/EitherChannel.h"
#include "support/Event.h"
#include "support/Seeds.h"
#include <gtest/gtest.h>
#include <optional>

namespace rt = corolint::rt;
using rt::test::after;
using rt::test::asked_to_stop_before;
using rt::test::event;
using rt::test::fails;
using rt::test::for_seeds;
using rt::test::mark;
using rt::test::send_to_either;
using rt::test::stop_races;
using rt::test::stops;
using rt::test::sum_of_either;
using namespace std::chrono_literals;

namespace {

TEST(Race, GivesTheValueOfTheFirst) {
  for_seeds([]() -> rt::task<> {
    auto nothing = []() -> rt::task<> { co_await rt::sleep_for(9ms); };
    const auto won = co_await rt::race(after(2ms, 2), after(1ms, 1), nothing());
    EXPECT_EQ(won.index(), 1u);
    EXPECT_EQ(std::get<1>(won), 1);
    const auto alone = co_await rt::race(after(1ms, 3));
    EXPECT_EQ(std::get<0>(alone), 3);
    int n = 0;
    auto reference = [&]() -> rt::task<int &> { co_return n; };
    const auto referred = co_await rt::race(nothing(), reference());
    EXPECT_EQ(&std::get<1>(referred).get(), &n);
  });
}

TEST(Race, StopsTheLosersAndAwaitsThem) {
  for_seeds([]() -> rt::task<> {
    std::string log;
    event never;
    auto loses = [&]() -> rt::task<> {
      const mark ends(log, 'l');
      co_await never.wait();
    };
    const auto won = co_await rt::race(loses(), after(1ms, 1), loses());
    EXPECT_EQ(won.index(), 1u);
    EXPECT_EQ(log, "ll");
  });
}

TEST(Race, ThrowsWhatTheWinnerDid) {
  for_seeds([]() -> rt::task<> {
    try {
      (void)co_await rt::race(after(2ms, 1), fails<int>(1ms, "first"));
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &e) {
      EXPECT_STREQ(e.what(), "first");
    }
    const auto won =
        co_await rt::race(after(1ms, 1), fails<int>(2ms, "second"));
    EXPECT_EQ(won.index(), 0u);
  });
}

TEST(Race, DropsTheErrorsOfLosers) {
  for_seeds([]() -> rt::task<> {
    auto fails_on_stop = []() -> rt::task<> {
      for (;;) {
        if (co_await rt::stop_requested())
          throw std::runtime_error("dropped");
        co_await rt::spawn_blocking([] {});
      }
    };
    const auto won = co_await rt::race(fails_on_stop(), rt::yield());
    EXPECT_EQ(won.index(), 1u);
  });
}

TEST(Race, IsStoppedWithItsWinner) {
  for_seeds([]() -> rt::task<> {
    bool went_on = false;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        (void)co_await rt::race(after(2ms, 1), stops(1ms));
        went_on = true;
      });
      EXPECT_TRUE((co_await j.join()).is_stopped());
      (void)co_await rt::race(after(1ms, 1), stops(2ms));
    });
    EXPECT_FALSE(went_on);
  });
}

TEST(Race, MayBeRaced) {
  for_seeds([]() -> rt::task<> {
    event never;
    const auto won = co_await rt::race(rt::race(never.wait(), never.wait()),
                                       rt::when_all(after(1ms, 1), stops(9ms)),
                                       rt::race(never.wait(), after(1s, 2)),
                                       rt::sleep_for(5ms));
    EXPECT_EQ(won.index(), 3u);
  });
}

TEST(Race, NeverAwaitedDestroysItsArms) {
  rt::runtime r = rt::runtime::current_thread();
  auto run = []() -> rt::task<> {
    {
      [[maybe_unused]] auto never = rt::race(after(1ms, 1), rt::yield());
    }
    co_return;
  };
  r.block_on(run());
}

//===----------------------------------------------------------------------===//
// What a loser does not take
//===----------------------------------------------------------------------===//

/// Sends 1 to \p count.
rt::task<> produce(rt::channel::sender<int> to, int count) {
  for (int i = 1; i <= count; ++i) {
    if (i % 3 == 0)
      co_await rt::yield();
    EXPECT_TRUE(co_await to.send(i));
  }
}

void expect_no_message_lost(std::size_t capacity) {
  for_seeds([capacity]() -> rt::task<> {
    auto [to_a, from_a] = rt::channel::mpsc<int>::bounded(capacity);
    auto [to_b, from_b] = rt::channel::mpsc<int>::bounded(capacity);
    auto [a, b, total] = co_await rt::when_all(
        produce(std::move(to_a), 10), produce(std::move(to_b), 10),
        sum_of_either(std::move(from_a), std::move(from_b)));
    (void)a, (void)b;
    EXPECT_EQ(total, 110);
  });
}

TEST(Race, LosesNoMessage) { expect_no_message_lost(2); }
TEST(Race, LosesNoMessageOfARendezvous) { expect_no_message_lost(0); }

TEST(Race, MeetsRacesOfOthersInARendezvous) {
  for_seeds([]() -> rt::task<> {
    auto [to_a, from_a] = rt::channel::mpsc<int>::bounded(0);
    auto [to_b, from_b] = rt::channel::mpsc<int>::bounded(0);
    auto [sent, total] = co_await rt::when_all(
        send_to_either(std::move(to_a), std::move(to_b), 10),
        sum_of_either(std::move(from_a), std::move(from_b)));
    (void)sent;
    EXPECT_EQ(total, 55);
  });
}

TEST(Race, KeepsNoLockOfALoser) {
  for_seeds([]() -> rt::task<> {
    rt::mutex<int> value(0);
    rt::semaphore permits(1);
    auto holds = [&]() -> rt::task<> {
      auto held = co_await value.lock();
      auto permit = co_await permits.acquire();
      co_await rt::sleep_for(5ms);
    };
    auto tries = [&]() -> rt::task<> {
      const auto won = co_await rt::race(value.lock(), permits.acquire(),
                                         rt::sleep_for(1ms));
      (void)won;
    };
    co_await rt::when_all(holds(), tries(), tries());
    EXPECT_TRUE(value.try_lock());
    EXPECT_TRUE(permits.try_acquire());
  });
}

TEST(Race, HasNotArrivedWhereItLost) {
  for_seeds([]() -> rt::task<> {
    rt::barrier pair(2);
    auto gives_up = [&]() -> rt::task<> {
      const auto won =
          co_await rt::race(pair.arrive_and_wait(), rt::sleep_for(1ms));
      EXPECT_EQ(won.index(), 1U);
    };
    co_await gives_up();
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<bool> one = s.spawn([&]() -> rt::task<bool> {
        co_return co_await pair.arrive_and_wait();
      });
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(one.is_finished());
      const auto won =
          co_await rt::race(pair.arrive_and_wait(), rt::sleep_for(1ms));
      EXPECT_EQ(won.index(), 0U);
      EXPECT_FALSE(co_await one);
    });
  });
}

//===----------------------------------------------------------------------===//
// Stop from outside
//===----------------------------------------------------------------------===//

TEST(Race, TakesNothingAfterStopWasRequested) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = rt::channel::mpsc<int>::bounded(1);
    EXPECT_TRUE(to.try_send(1));
    co_await asked_to_stop_before([&]() -> rt::task<> {
      (void)co_await rt::race(from.recv(), rt::yield());
    });
    EXPECT_EQ(from.try_recv(), 1);
  });
}

TEST(Race, IsStoppedWhileItWaits) {
  for_seeds([]() -> rt::task<> {
    std::string log;
    event never;
    auto waits = [&]() -> rt::task<> {
      const mark ends(log, 'w');
      co_await never.wait();
    };
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        (void)co_await rt::race(waits(), never.wait(), waits());
        log += "went on";
      });
      co_await rt::sleep_for(1ms);
      j.request_stop();
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    EXPECT_EQ(log, "ww");
  });
}

TEST(Race, RacesItsEndWithStop) {
  for (int round = 0; round != 500; ++round) {
    auto [to, from] = rt::channel::mpsc<int>::bounded(1);
    event never;
    bool received = false;
    const bool stopped = stop_races(
        [&]() -> rt::task<> {
          const auto won = co_await rt::race(from.recv(), never.wait());
          received = won.index() == 0 && std::get<0>(won) == 1;
        },
        [&] { EXPECT_TRUE(to.try_send(1)); });
    EXPECT_NE(stopped, received);
    EXPECT_EQ(from.try_recv().has_value(), stopped) << "round " << round;
  }
}

//===----------------------------------------------------------------------===//
// timeout
//===----------------------------------------------------------------------===//

TEST(Timeout, GivesTheValueInTime) {
  for_seeds([]() -> rt::task<> {
    EXPECT_EQ(co_await rt::timeout(2ms, after(1ms, 3)), 3);
    EXPECT_TRUE(co_await rt::timeout(2ms, rt::sleep_for(1ms)));
    int n = 0;
    auto reference = [&]() -> rt::task<int &> { co_return n; };
    EXPECT_EQ(&(co_await rt::timeout(1s, reference()))->get(), &n);
    EXPECT_EQ(co_await rt::timeout(std::chrono::hours::max(), after(1ms, 3)),
              3);
  });
}

TEST(Timeout, StopsWhatIsLate) {
  rt::test_executor ex(1);
  std::string log;
  auto late = [&]() -> rt::task<int> {
    const mark ends(log, 'l');
    co_return co_await after(10ms, 1);
  };
  auto run = [&]() -> rt::task<> {
    EXPECT_EQ(co_await rt::timeout(2ms, late()), std::nullopt);
    EXPECT_EQ(log, "l");
    EXPECT_FALSE(co_await rt::timeout(1ms, rt::sleep_for(2ms)));
    EXPECT_FALSE(co_await rt::timeout(-1ms, rt::sleep_for(1ms)));
  };
  ex.block_on(run());
  EXPECT_EQ(ex.elapsed(), 3ms);
}

TEST(Timeout, ThrowsWhatItsArmThrows) {
  for_seeds([]() -> rt::task<> {
    try {
      (void)co_await rt::timeout(2ms, fails<int>(1ms, "expected"));
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &e) {
      EXPECT_STREQ(e.what(), "expected");
    }
    EXPECT_EQ(co_await rt::timeout(1ms, fails<int>(2ms, "late")), std::nullopt);
  });
}

TEST(Timeout, IsStoppedWithItsArmAndFromOutside) {
  for_seeds([]() -> rt::task<> {
    bool went_on = false;
    event never;
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> inside = s.spawn([&]() -> rt::task<> {
        co_await rt::timeout(1h, stops(1ms));
        went_on = true;
      });
      rt::job<void> outside = s.spawn([&]() -> rt::task<> {
        co_await rt::timeout(1h, never.wait());
        went_on = true;
      });
      co_await rt::sleep_for(1ms);
      outside.request_stop();
      EXPECT_TRUE((co_await inside.join()).is_stopped());
      EXPECT_TRUE((co_await outside.join()).is_stopped());
    });
    EXPECT_FALSE(went_on);
  });
}

TEST(Timeout, TakesNothingAfterStopWasRequested) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = rt::channel::mpsc<int>::bounded(1);
    EXPECT_TRUE(to.try_send(1));
    co_await asked_to_stop_before(
        [&]() -> rt::task<> { (void)co_await rt::timeout(1ms, from.recv()); });
    EXPECT_EQ(from.try_recv(), 1);
  });
}

TEST(Timeout, LosesNoMessage) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = rt::channel::mpsc<int>::bounded(0);
    auto receives = [&, in = std::move(from)]() mutable -> rt::task<int> {
      int total = 0;
      while (!in.is_finished())
        if (const auto next = co_await rt::timeout(1ms, in.recv()))
          total += next->value_or(0);
      co_return total;
    };
    auto sends = [out = std::move(to)]() mutable -> rt::task<> {
      for (int i = 1; i <= 10; ++i) {
        co_await rt::sleep_for(1ms);
        EXPECT_TRUE(co_await out.send(i));
      }
      out.close();
    };
    auto [sent, total] = co_await rt::when_all(sends(), receives());
    (void)sent;
    EXPECT_EQ(total, 55);
  });
}

TEST(Timeout, RacesItsEndWithStop) {
  for (int round = 0; round != 300; ++round) {
    event e;
    bool in_time = false;
    const bool stopped = stop_races(
        [&]() -> rt::task<> { in_time = co_await rt::timeout(1h, e.wait()); },
        [&] { e.set(); });
    EXPECT_NE(stopped, in_time);
  }
}

} // namespace

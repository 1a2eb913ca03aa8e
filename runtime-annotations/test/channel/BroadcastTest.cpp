//===--- BroadcastTest.cpp - channels that everybody listens to -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/channel.h"
#include "support/Seeds.h"
#include <gtest/gtest.h>

namespace rt = corolint::rt;
namespace channel = corolint::rt::channel;
using rt::test::for_seeds;
using namespace std::chrono_literals;

namespace {

rt::task<> expect_all(channel::broadcast_receiver<int> from, int first,
                      int last) {
  for (int i = first; i != last; ++i) {
    auto next = co_await from.recv();
    EXPECT_TRUE(next);
    EXPECT_EQ(next.lagged(), 0u);
    EXPECT_EQ(*next, i);
  }
  EXPECT_FALSE(co_await from.recv());
}

TEST(Broadcast, EveryReceiverGetsEveryMessage) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::broadcast<int>::bounded(10);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn(expect_all, std::move(from), 0, 10);
      s.spawn(expect_all, to.subscribe(), 0, 10);
      for (int i = 0; i != 5; ++i)
        EXPECT_TRUE(to.send(i));
      s.spawn(expect_all, to.subscribe(), 5, 10);
      co_await rt::sleep_for(1ms);
      auto other = to.clone();
      to.close();
      for (int i = 5; i != 10; ++i) {
        EXPECT_TRUE(other.send(i));
        co_await rt::yield();
      }
    });
  });
}

TEST(Broadcast, WhoIsBehindLearnsHowManyAreLost) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::broadcast<int>::bounded(3);
    for (int i = 0; i != 10; ++i)
      EXPECT_TRUE(to.send(i));
    to.close();
    auto lost = co_await from.recv();
    EXPECT_TRUE(lost);
    EXPECT_EQ(lost.lagged(), 7u);
    co_await expect_all(std::move(from), 7, 10);
  });
}

TEST(Broadcast, SendSaysThatNobodyListens) {
  auto [to, from] = channel::broadcast<std::string>::bounded(0);
  EXPECT_EQ(to.receiver_count(), 1u);
  {
    auto gone = std::move(from);
  }
  EXPECT_EQ(to.receiver_count(), 0u);
  auto sent = to.send("unheard");
  EXPECT_TRUE(sent.is_closed());
  EXPECT_EQ(std::move(sent).value(), "unheard");
  auto again = to.subscribe();
  EXPECT_TRUE(to.send("heard"));
}

TEST(Broadcast, StopTakesNothing) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::broadcast<int>::bounded(4);
    auto receives = [&]() -> rt::task<> {
      [[maybe_unused]] auto next = co_await from.recv();
    };
    EXPECT_TRUE(to.send(1));
    co_await rt::test::asked_to_stop_before(receives);
    EXPECT_EQ(*co_await from.recv(), 1);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn(receives);
      co_await rt::sleep_for(1ms);
      j.request_stop();
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    EXPECT_TRUE(to.send(2));
    EXPECT_EQ(*co_await from.recv(), 2);
  });
}

TEST(Broadcast, StopThatRacesWithASendLosesNothing) {
  for (int round = 0; round != 1000; ++round) {
    auto [to, from] = channel::broadcast<int>::bounded(4);
    int got = 0;
    const bool was_stopped = rt::test::stop_races(
        [&from = from, &got]() -> rt::task<> { got = *co_await from.recv(); },
        [&to = to] { EXPECT_TRUE(to.send(7)); });
    EXPECT_TRUE(was_stopped || got == 7);
    EXPECT_TRUE(to.send(8));
    auto next = [&from = from]() -> rt::task<int> {
      co_return *co_await from.recv();
    };
    EXPECT_EQ(rt::test_executor(1).block_on(next()), got ? 8 : 7);
  }
}

TEST(Watch, ReceiversSeeTheLatestValue) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::watch<int>::create(0);
    EXPECT_EQ(*from.latest(), 0);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto sees_the_end = [](channel::watch_receiver<int> mine) -> rt::task<> {
        int last = 0;
        while (co_await mine.changed()) {
          const int now = *mine.latest();
          EXPECT_GE(now, last);
          last = now;
        }
        EXPECT_EQ(last, 10);
      };
      s.spawn(sees_the_end, from.clone());
      s.spawn(sees_the_end, to.subscribe());
      auto other = to.clone();
      to.close();
      for (int i = 1; i != 11; ++i) {
        other.send(i);
        co_await rt::yield();
      }
      EXPECT_EQ(*other.latest(), 10);
    });
    EXPECT_TRUE(co_await from.changed());
    EXPECT_FALSE(co_await from.changed());
    EXPECT_EQ(*from.latest(), 10);
  });
}

TEST(Watch, WhatIsKeptDoesNotChange) {
  auto [to, from] = channel::watch<std::string>::create("old");
  const auto kept = from.latest();
  to.send("new");
  EXPECT_EQ(*kept, "old");
  EXPECT_EQ(*from.latest(), "new");
  EXPECT_FALSE(to.is_closed());
  {
    auto gone = std::move(from);
  }
  EXPECT_TRUE(to.is_closed());
  to.send("unseen");
  EXPECT_EQ(*to.subscribe().latest(), "unseen");
}

TEST(Watch, AReceiverThatSubscribesHasSeenTheValue) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::watch<int>::create(0);
    to.send(1);
    auto late = to.subscribe();
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        EXPECT_TRUE(co_await late.changed());
        EXPECT_EQ(*late.latest(), 2);
      });
      EXPECT_TRUE(co_await from.changed());
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(j.is_finished());
      to.send(2);
    });
  });
}

TEST(Watch, StopSeesNothing) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::watch<int>::create(0);
    auto waits = [&]() -> rt::task<> { co_await from.changed(); };
    to.send(1);
    co_await rt::test::asked_to_stop_before(waits);
    EXPECT_TRUE(co_await from.changed());
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      rt::job<void> j = s.spawn(waits);
      co_await rt::sleep_for(1ms);
      j.request_stop();
      EXPECT_TRUE((co_await j.join()).is_stopped());
    });
    to.send(2);
    EXPECT_TRUE(co_await from.changed());
  });
}

TEST(Watch, StopThatRacesWithAChangeSeesItOrNot) {
  for (int round = 0; round != 1000; ++round) {
    auto [to, from] = channel::watch<int>::create(0);
    bool changed = false;
    const bool was_stopped = rt::test::stop_races(
        [&from = from, &changed]() -> rt::task<> {
          changed = co_await from.changed();
        },
        [&to = to] { to.send(1); });
    EXPECT_TRUE(was_stopped || changed);
    to.close();
    auto again = [&from = from]() -> rt::task<bool> {
      co_return co_await from.changed();
    };
    EXPECT_EQ(rt::test_executor(1).block_on(again()), !changed);
  }
}

} // namespace

//===--- QueueTest.cpp - channels whose messages are received once --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/channel.h"
#include "support/Seeds.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace rt = corolint::rt;
namespace channel = corolint::rt::channel;
using rt::test::for_seeds;
using namespace std::chrono_literals;

namespace {

using sender = channel::sender<int>;
using receiver = channel::receiver<int>;

rt::task<> send_range(sender to, int first, int last) {
  for (int i = first; i != last; ++i)
    EXPECT_TRUE(co_await to.send(i));
}

// Everything comes, in the order of each producer.
TEST(Mpsc, TwoProducersAndAConsumer) {
  for (const std::size_t capacity : {0, 1, 3}) {
    for_seeds([capacity]() -> rt::task<> {
      auto [to, from] = channel::mpsc<int>::bounded(capacity);
      int next_of[] = {0, 10};
      co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
        s.spawn(send_range, to.clone(), 0, 10);
        s.spawn(send_range, std::move(to), 10, 20);
        while (auto got = co_await from.recv()) {
          EXPECT_LE(from.size(), capacity);
          EXPECT_EQ(*got, next_of[*got / 10]++);
        }
      });
      EXPECT_EQ(next_of[0], 10);
      EXPECT_EQ(next_of[1], 20);
      EXPECT_TRUE(from.is_finished());
      EXPECT_EQ(co_await from.recv(), std::nullopt);
    });
  }
}

TEST(Mpsc, SendWaitsForRoomInTheOrderOfAsking) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::mpsc<int>::bounded(1);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      EXPECT_TRUE(to.try_send(0));
      std::vector<int> asked = {0};
      for (int i = 1; i != 5; ++i)
        s.spawn([&, i]() -> rt::task<> {
          asked.push_back(i);
          EXPECT_TRUE(co_await to.send(i));
        });
      co_await rt::sleep_for(1ms);
      EXPECT_TRUE(to.try_send(9).is_full());
      std::vector<int> got;
      for (int i = 0; i != 5; ++i)
        got.push_back(*co_await from.recv());
      EXPECT_EQ(got, asked);
    });
  });
}

TEST(Mpsc, FullAndClosedAreValues) {
  auto [to, from] = channel::mpsc<std::unique_ptr<int>>::bounded(1);
  EXPECT_EQ(from.try_recv(), std::nullopt);
  EXPECT_FALSE(from.is_finished());
  EXPECT_TRUE(to.try_send(std::make_unique<int>(1)));
  auto full = to.try_send(std::make_unique<int>(2));
  EXPECT_FALSE(full);
  EXPECT_TRUE(full.is_full());
  EXPECT_FALSE(full.is_closed());
  EXPECT_EQ(*std::move(full).value(), 2);
  from.close();
  auto closed = to.try_send(std::make_unique<int>(3));
  EXPECT_TRUE(closed.is_closed());
  EXPECT_FALSE(closed.is_full());
  EXPECT_EQ(*std::move(closed).value(), 3);
  EXPECT_FALSE(from.is_finished());
  EXPECT_EQ(**from.try_recv(), 1);
  EXPECT_TRUE(from.is_finished());
}

TEST(Mpsc, UnboundedNeverWaits) {
  auto [to, from] = channel::mpsc<int>::unbounded();
  for (int i = 0; i != 1000; ++i)
    EXPECT_TRUE(to.try_send(i));
  EXPECT_EQ(from.size(), 1000u);
  EXPECT_EQ(from.try_recv(), 0);
}

TEST(Mpsc, SendersThatWaitLearnThatTheReceiverIsGone) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::mpsc<int>::bounded(1);
    std::optional<receiver> gone(std::move(from));
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      EXPECT_TRUE(co_await to.send(1));
      s.spawn([&]() -> rt::task<> {
        auto sent = co_await to.send(2);
        EXPECT_TRUE(sent.is_closed());
        EXPECT_EQ(std::move(sent).value(), 2);
      });
      co_await rt::sleep_for(1ms);
      gone.reset();
      EXPECT_TRUE(to.is_closed());
      EXPECT_TRUE((co_await to.send(3)).is_closed());
    });
  });
}

TEST(Mpsc, TheReceiverThatWaitsLearnsThatTheLastSenderIsGone) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::mpsc<int>::bounded(1);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      auto other = to.clone();
      rt::job<void> j = s.spawn([&]() -> rt::task<> {
        EXPECT_EQ(co_await from.recv(), std::nullopt);
      });
      co_await rt::sleep_for(1ms);
      to.close();
      co_await rt::sleep_for(1ms);
      EXPECT_FALSE(j.is_finished());
      other = std::move(to);
      co_await j;
    });
  });
}

TEST(Mpsc, TakesNothingWhenStopWasRequestedBefore) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::mpsc<int>::bounded(2);
    EXPECT_TRUE(to.try_send(1));
    co_await rt::test::asked_to_stop_before(
        [&]() -> rt::task<> { co_await from.recv(); });
    co_await rt::test::asked_to_stop_before([&]() -> rt::task<> {
      [[maybe_unused]] auto sent = co_await to.send(2);
    });
    EXPECT_EQ(from.size(), 1u);
  });
}

TEST(Mpsc, StopWhileWaitingSendsAndTakesNothing) {
  for (const std::size_t capacity : {0, 1}) {
    for_seeds([capacity]() -> rt::task<> {
      auto [to, from] = channel::mpsc<int>::bounded(capacity);
      co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
        rt::job<void> receives =
            s.spawn([&]() -> rt::task<> { co_await from.recv(); });
        co_await rt::sleep_for(1ms);
        receives.request_stop();
        EXPECT_TRUE((co_await receives.join()).is_stopped());
        if (capacity)
          EXPECT_TRUE(to.try_send(1));
        auto sends = [&](int n) -> rt::task<> {
          EXPECT_TRUE(co_await to.send(n));
        };
        rt::job<void> stopped = s.spawn(sends, 2);
        co_await rt::sleep_for(1ms);
        s.spawn(sends, 3);
        co_await rt::sleep_for(1ms);
        stopped.request_stop();
        EXPECT_TRUE((co_await stopped.join()).is_stopped());
        if (capacity)
          EXPECT_EQ(co_await from.recv(), 1);
        EXPECT_EQ(co_await from.recv(), 3);
      });
      EXPECT_EQ(from.try_recv(), std::nullopt);
    });
  }
}

TEST(Mpsc, StopThatRacesWithASendLosesNothing) {
  for (int round = 0; round != 1000; ++round) {
    auto [to, from] = channel::mpsc<int>::bounded(1);
    std::optional<int> got;
    const bool was_stopped = rt::test::stop_races(
        [&from = from, &got]() -> rt::task<> { got = co_await from.recv(); },
        [&to = to] { EXPECT_TRUE(to.try_send(7)); });
    EXPECT_TRUE(was_stopped || got);
    EXPECT_EQ(got ? *got : from.try_recv(), 7);
  }
}

TEST(Mpsc, StopThatRacesWithAReceiveSendsOnceOrNot) {
  for (const std::size_t capacity : {0, 1}) {
    for (int round = 0; round != 1000; ++round) {
      auto [to, from] = channel::mpsc<int>::bounded(capacity);
      if (capacity)
        EXPECT_TRUE(to.try_send(0));
      bool sent = false;
      std::vector<int> got;
      const bool was_stopped = rt::test::stop_races(
          [&to = to, &sent]() -> rt::task<> {
            sent = bool(co_await to.send(1));
          },
          [&from = from, &got] {
            if (auto first = from.try_recv())
              got.push_back(*first);
          });
      while (auto next = from.try_recv())
        got.push_back(*next);
      EXPECT_TRUE(was_stopped || sent);
      EXPECT_EQ(std::count(got.begin(), got.end(), 1), sent);
    }
  }
}

TEST(Mpsc, ThreadsMayBlock) {
  for (const std::size_t capacity : {0, 1, 16}) {
    auto [to, from] = channel::mpsc<int>::bounded(capacity);
    std::thread sends([to = std::move(to)] {
      for (int i = 0; i != 100; ++i)
        EXPECT_TRUE(to.blocking_send(i));
    });
    for (int i = 0; i != 100; ++i)
      EXPECT_EQ(from.blocking_recv(), i);
    sends.join();
    EXPECT_EQ(from.blocking_recv(), std::nullopt);
  }
}

TEST(Mpsc, BlockedThreadsLearnThatTheOthersAreGone) {
  auto [to, from] = channel::mpsc<int>::bounded(0);
  std::thread sends(
      [to = std::move(to)] { EXPECT_TRUE(to.blocking_send(1).is_closed()); });
  std::thread([from = std::move(from)] {}).join();
  sends.join();
}

rt::task<> add_up(channel::shared_receiver<int> from, int &sum, int &count) {
  while (auto next = co_await from.recv()) {
    sum += *next;
    ++count;
    co_await rt::yield();
  }
}

TEST(Mpmc, EachMessageIsReceivedOnce) {
  for (const std::size_t capacity : {0, 2}) {
    for_seeds([capacity]() -> rt::task<> {
      auto [to, from] = channel::mpmc<int>::bounded(capacity);
      int sum = 0;
      int count = 0;
      co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
        for (int i = 0; i != 3; ++i)
          s.spawn(add_up, from.clone(), std::ref(sum), std::ref(count));
        s.spawn(send_range, to.clone(), 1, 11);
        s.spawn(send_range, std::move(to), 11, 21);
        co_return;
      });
      EXPECT_EQ(count, 20);
      EXPECT_EQ(sum, 210);
    });
  }
}

TEST(Mpmc, EndsWithItsLastReceiver) {
  auto [to, from] = channel::mpmc<int>::unbounded();
  {
    auto other = from.clone();
    auto gone = std::move(from);
    EXPECT_TRUE(to.try_send(1));
  }
  EXPECT_TRUE(to.try_send(1).is_closed());
}

TEST(Mpmc, ReceiversWaitInTheOrderOfAsking) {
  for_seeds([]() -> rt::task<> {
    auto [to, from] = channel::mpmc<int>::bounded(4);
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      int asked = 0;
      for (int i = 0; i != 4; ++i)
        s.spawn([&]() -> rt::task<> {
          const int mine = asked++;
          EXPECT_EQ(co_await from.recv(), mine);
        });
      co_await rt::sleep_for(1ms);
      for (int i = 0; i != 4; ++i)
        EXPECT_TRUE(co_await to.send(i));
    });
  });
}

TEST(Oneshot, GivesTheMessageOrNothing) {
  for_seeds([]() -> rt::task<> {
    auto [answer, from] = channel::oneshot<std::string>::create();
    auto [unanswered, never] = channel::oneshot<std::string>::create();
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn([&]() -> rt::task<> {
        EXPECT_TRUE(answer.send("yes"));
        unanswered.close();
        co_return;
      });
      EXPECT_EQ(co_await from.recv(), "yes");
      EXPECT_EQ(co_await from.recv(), std::nullopt);
      EXPECT_EQ(co_await never.recv(), std::nullopt);
    });
  });
}

TEST(Oneshot, TheSenderLearnsThatNobodyWaits) {
  auto [answer, from] = channel::oneshot<int>::create();
  EXPECT_FALSE(answer.is_closed());
  from.close();
  EXPECT_TRUE(answer.is_closed());
  auto sent = answer.send(1);
  EXPECT_TRUE(sent.is_closed());
  EXPECT_EQ(std::move(sent).value(), 1);
}

TEST(Oneshot, StopThatRacesWithTheAnswerLosesNothing) {
  for (int round = 0; round != 1000; ++round) {
    auto [answer, from] = channel::oneshot<int>::create();
    std::optional<int> got;
    const bool was_stopped = rt::test::stop_races(
        [&from = from, &got]() -> rt::task<> { got = co_await from.recv(); },
        [&answer = answer] { EXPECT_TRUE(answer.send(7)); });
    EXPECT_TRUE(was_stopped || got);
    EXPECT_EQ(got ? *got : from.try_recv(), 7);
  }
}

} // namespace

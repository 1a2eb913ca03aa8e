//===--- StopTokenTest.cpp - callbacks before, during and after -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/stop_token.h"
#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <thread>

namespace rt = corolint::rt;

namespace {

TEST(StopToken, WithoutSourceNeverStops) {
  const rt::inplace_stop_token token;
  EXPECT_FALSE(token.stop_possible());
  EXPECT_FALSE(token.stop_requested());
  rt::inplace_stop_callback callback(token, [] { FAIL(); });
}

TEST(StopToken, RunsCallbacksOnce) {
  rt::inplace_stop_source source;
  int calls = 0;
  rt::inplace_stop_callback first(source.get_token(), [&] { ++calls; });
  rt::inplace_stop_callback second(source.get_token(), [&] { ++calls; });
  EXPECT_TRUE(source.request_stop());
  EXPECT_FALSE(source.request_stop());
  EXPECT_EQ(calls, 2);
  EXPECT_TRUE(source.get_token().stop_requested());
}

TEST(StopToken, RunsLateCallbacksAtOnce) {
  rt::inplace_stop_source source;
  source.request_stop();
  int calls = 0;
  rt::inplace_stop_callback late(source.get_token(), [&] { ++calls; });
  EXPECT_EQ(calls, 1);
}

TEST(StopToken, ForgetsDestroyedCallbacks) {
  rt::inplace_stop_source source;
  int calls = 0;
  auto count = [&] { ++calls; };
  std::optional<rt::inplace_stop_callback<decltype(count)>> callbacks[3];
  for (auto &each : callbacks)
    each.emplace(source.get_token(), count);
  callbacks[1].reset();
  callbacks[0].reset();
  source.request_stop();
  EXPECT_EQ(calls, 1);
}

TEST(StopToken, CallbackMayDestroyItself) {
  rt::inplace_stop_source source;
  struct holder {
    struct destroy {
      std::unique_ptr<holder> *from;
      void operator()() const noexcept { from->reset(); }
    };
    holder(rt::inplace_stop_token t, std::unique_ptr<holder> *from)
        : callback(t, destroy{from}) {}
    rt::inplace_stop_callback<destroy> callback;
  };
  std::unique_ptr<holder> self;
  self = std::make_unique<holder>(source.get_token(), &self);
  source.request_stop();
  EXPECT_EQ(self, nullptr);
}

TEST(StopToken, DestructorWaitsForCallbackOnAnotherThread) {
  for (int round = 0; round != 500; ++round) {
    rt::inplace_stop_source source;
    int guarded = 0;
    std::thread stopper([&] { source.request_stop(); });
    {
      rt::inplace_stop_callback callback(source.get_token(),
                                         [&] { ++guarded; });
      std::this_thread::yield();
    }
    EXPECT_LE(++guarded, 2); // A race, unless the callback is over.
    stopper.join();
  }
}

TEST(StopToken, InnerSourceIsAskedThroughTheOuterOne) {
  rt::inplace_stop_source outer;
  rt::detail::inner_stop_source inner(outer.get_token());
  rt::detail::inner_stop_source without{rt::inplace_stop_token()};
  int calls = 0;
  rt::inplace_stop_callback early(inner.get_token(), [&] { ++calls; });
  EXPECT_FALSE(inner.stop_requested());
  outer.request_stop();
  EXPECT_EQ(calls, 1);
  EXPECT_TRUE(inner.get_token().stop_requested());
  EXPECT_FALSE(without.stop_requested());
  rt::inplace_stop_callback late(inner.get_token(), [&] { ++calls; });
  EXPECT_EQ(calls, 2);
}

TEST(StopToken, InnerSourceThatNobodyWaitsForIsAskedToo) {
  rt::inplace_stop_source outer;
  rt::detail::inner_stop_source inner(outer.get_token());
  outer.request_stop();
  EXPECT_TRUE(inner.stop_requested());
  int calls = 0;
  rt::inplace_stop_callback late(inner.get_token(), [&] { ++calls; });
  EXPECT_EQ(calls, 1);
}

TEST(StopToken, InnerSourceDoesNotAskTheOuterOne) {
  rt::inplace_stop_source outer;
  rt::detail::inner_stop_source inner(outer.get_token());
  int calls = 0;
  rt::inplace_stop_callback callback(inner.get_token(), [&] { ++calls; });
  EXPECT_TRUE(inner.request_stop());
  EXPECT_EQ(calls, 1);
  EXPECT_FALSE(outer.stop_requested());
}

TEST(StopToken, InnerSourceMayOutliveTheOuterOne) {
  std::optional<rt::inplace_stop_source> outer(std::in_place);
  rt::detail::inner_stop_source inner(outer->get_token());
  int calls = 0;
  {
    rt::inplace_stop_callback callback(inner.get_token(), [&] { ++calls; });
    inner.leave();
  }
  outer.reset();
  EXPECT_FALSE(inner.stop_requested());
  EXPECT_TRUE(inner.request_stop());
  EXPECT_EQ(calls, 0);
}

TEST(StopToken, InnerSourceIsJoinedWhileTheOuterOneIsAsked) {
  for (int round = 0; round != 2000; ++round) {
    rt::inplace_stop_source outer;
    rt::detail::inner_stop_source inner(outer.get_token());
    std::atomic<int> calls = 0;
    std::atomic<bool> go = false;
    std::thread asks([&] {
      while (!go)
        ;
      outer.request_stop();
    });
    go = true;
    {
      rt::inplace_stop_callback first(inner.get_token(), [&] { ++calls; });
      rt::inplace_stop_callback second(inner.get_token(), [&] { ++calls; });
      asks.join();
      EXPECT_EQ(calls, 2);
    }
    inner.leave();
  }
}

} // namespace

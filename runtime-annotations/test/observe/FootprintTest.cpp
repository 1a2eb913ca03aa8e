//===--- FootprintTest.cpp - what an idle task costs ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Event.h"
#include <gtest/gtest.h>
#include <malloc.h>

namespace rt = corolint::rt;
using rt::test::event;

namespace {

constexpr std::size_t count = 10'000;

/// What the calling thread has allocated, with the overhead of malloc. Nothing
/// where a sanitizer replaces malloc.
std::size_t allocated() { return mallinfo2().uordblks; }

/// The bytes that each of many tasks costs that wait for the same event, with
/// its frames.
double bytes_per_idle_task(rt::runtime &r) {
  event e;
  double each = 0;
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      const std::size_t before = allocated();
      for (std::size_t i = 0; i != count; ++i)
        s.spawn([](event &on) -> rt::task<> { co_await on.wait(); },
                std::ref(e));
      co_await rt::yield();
      each = static_cast<double>(allocated() - before) / count;
      e.set();
    });
  };
  r.block_on(program());
  return each;
}

TEST(Footprint, OfAnIdleTaskIsSmall) {
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  const double each = bytes_per_idle_task(r);
  RecordProperty("bytes", std::to_string(each));
  // 512 bytes plus the frame is the bound; this is with the frame.
  EXPECT_LT(each, 512 + 256);
  EXPECT_LT(sizeof(rt::detail::spawned_job<void>), 512U);
}

TEST(Footprint, OfAWatchedTaskIsBounded) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  const double each = bytes_per_idle_task(r);
  RecordProperty("bytes", std::to_string(each));
  EXPECT_LT(each, 1024 + 256);
}

TEST(Footprint, OfALockIsOnePointerMoreThanBefore) {
  EXPECT_LE(sizeof(rt::detail::listed), sizeof(void *));
  EXPECT_LE(sizeof(rt::detail::lock_hold), sizeof(void *));
}

} // namespace

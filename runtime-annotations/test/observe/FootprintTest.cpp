//===--- FootprintTest.cpp - what an idle task costs ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Footprint.h"
#include "support/Event.h"
#include <gtest/gtest.h>

namespace rt = corolint::rt;
using rt::test::allocated;
using rt::test::event;
using rt::test::frame_bytes;
using rt::test::no_spare_frames;

namespace {

constexpr std::size_t count = 10'000;

rt::task<> waits_for(event &e) { co_await e.wait(); }

/// The bytes that each of many tasks costs that wait for the same event, with
/// its frames and the overhead of malloc.
double bytes_per_idle_task(rt::runtime &r) {
  const no_spare_frames all_counts;
  event e;
  double each = 0;
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      const std::size_t before = allocated();
      for (std::size_t i = 0; i != count; ++i)
        s.spawn(waits_for, std::ref(e));
      co_await rt::yield();
      each = static_cast<double>(allocated() - before) / count;
      e.set();
    });
  };
  r.block_on(program());
  return each;
}

double bytes_of_its_frame() {
  event e;
  return frame_bytes(waits_for, e);
}

TEST(Footprint, OfAnIdleTaskIsSmall) {
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  const double frame = bytes_of_its_frame();
  const double each = bytes_per_idle_task(r);
  RecordProperty("bytes", std::to_string(each));
  RecordProperty("frame", std::to_string(frame));
  EXPECT_LT(each, 512 + frame);
}

TEST(Footprint, OfAWatchedTaskIsBounded) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  const double frame = bytes_of_its_frame();
  const double each = bytes_per_idle_task(r);
  RecordProperty("bytes", std::to_string(each));
  EXPECT_LT(each, 1024 + frame);
}

TEST(Footprint, OfALockIsOnePointerMoreThanBefore) {
  EXPECT_LE(sizeof(rt::detail::listed), sizeof(void *));
  EXPECT_LE(sizeof(rt::detail::lock_hold), sizeof(void *));
}

} // namespace

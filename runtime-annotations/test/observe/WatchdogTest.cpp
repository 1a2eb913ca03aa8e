//===--- WatchdogTest.cpp - tasks that keep their thread ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Event.h"
#include "support/Reports.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>

namespace rt = corolint::rt;
using rt::test::collected_reports;
using namespace std::chrono_literals;

namespace {

#define EXPECT_SAYS(text, part)                                                \
  EXPECT_NE((text).find(part), std::string::npos) << (text)

rt::task<> blocks_until_reported(collected_reports &reports) {
  co_await rt::yield();
  EXPECT_TRUE(reports.wait_for_one());
}

TEST(Watchdog, ReportsABlockedWorker) {
  collected_reports reports;
  rt::runtime r = rt::runtime::multi_thread(2, {.watchdog = 20ms});
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      s.spawn([&]() -> rt::task<> { co_await blocks_until_reported(reports); });
      co_return;
    });
  };
  r.block_on(program());
  ASSERT_EQ(reports.lines().size(), 1U) << "once for each time";
  const std::string said = reports.lines().front();
  EXPECT_SAYS(said, "corolint::rt: thread ");
  EXPECT_SAYS(said, " has not come back for ");
  EXPECT_SAYS(said, "from the task that was spawned at WatchdogTest.cpp:");
  EXPECT_SAYS(said, "after the co_await at WatchdogTest.cpp:");
  EXPECT_SAYS(said, "corolint-blocking-call");
}

TEST(Watchdog, NamesTheTaskIfItIsListed) {
  collected_reports reports;
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread({.watchdog = 20ms});
  auto program = [&]() -> rt::task<> {
    rt::name_this_task("importer");
    co_await blocks_until_reported(reports);
  };
  r.block_on(program());
  ASSERT_FALSE(reports.lines().empty());
  EXPECT_SAYS(reports.lines().front(), "from the task \"importer\" that was");
}

TEST(Watchdog, ReportsATaskThatDrivesAnotherRuntime) {
  collected_reports reports;
  rt::runtime r = rt::runtime::multi_thread(1, {.watchdog = 20ms});
  auto program = [&]() -> rt::task<> {
    auto waits = [&]() -> rt::task<> {
      while (reports.lines().empty())
        co_await rt::sleep_for(1ms);
    };
    rt::runtime::current_thread({.watchdog = {}}).block_on(waits());
    co_return;
  };
  r.block_on(program());
  EXPECT_FALSE(reports.lines().empty());
}

TEST(Watchdog, SaysNothingOfTasksThatWait) {
  collected_reports reports;
  rt::runtime r = rt::runtime::multi_thread(1, {.watchdog = 1s});
  auto program = []() -> rt::task<> { co_await rt::sleep_for(1300ms); };
  r.block_on(program());
  EXPECT_TRUE(reports.lines().empty());
}

/// Holds what waits for it until it is let go.
struct foreign_awaitable {
  std::thread &on;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    // The awaiter may be gone as soon as there is a thread.
    std::thread &into = on;
    into = std::thread([h] {
      std::this_thread::sleep_for(1300ms);
      h.resume();
    });
  }
  void await_resume() const noexcept {}
};

TEST(Watchdog, SaysNothingOfTasksThatWaitForAnotherLibrary) {
  collected_reports reports;
  std::thread other;
  rt::runtime r = rt::runtime::multi_thread(1, {.watchdog = 1s});
  auto program = [&]() -> rt::task<> {
    co_await foreign_awaitable{other};
    co_await rt::switch_to(r.get_executor());
  };
  r.block_on(program());
  other.join();
  EXPECT_TRUE(reports.lines().empty());
}

TEST(Watchdog, IsOffWhereItIsSwitchedOff) {
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  EXPECT_EQ(r.get_executor().watcher(), nullptr);
}

TEST(Watchdog, IsOnInDebugBuildsOnly) {
  rt::runtime r = rt::runtime::current_thread();
#ifdef NDEBUG
  EXPECT_EQ(r.get_executor().watcher(), nullptr);
#else
  EXPECT_NE(r.get_executor().watcher(), nullptr);
#endif
}

/// Its last task runs when the main thread has no thread_local objects any
/// more.
[[noreturn]] void exit_with_static_runtime() {
  static rt::runtime r = rt::runtime::current_thread({.watchdog = 1h});
  auto nothing = []() -> rt::task<> { co_await rt::yield(); };
  r.spawn_detached([]() -> rt::task<> { co_await rt::sleep_for(1h); });
  r.block_on(nothing());
  std::exit(0);
}

TEST(WatchdogDeath, IsThereAtTheVeryEnd) {
  EXPECT_EXIT(exit_with_static_runtime(), testing::ExitedWithCode(0), "");
}

TEST(Watchdog, BelongsToAllRuntimes) {
  collected_reports reports;
  rt::runtime first = rt::runtime::current_thread({.watchdog = 1h});
  {
    const rt::runtime another = rt::runtime::current_thread({.watchdog = 2h});
  }
  rt::runtime r = rt::runtime::current_thread({.watchdog = 20ms});
  r.block_on(blocks_until_reported(reports));
  EXPECT_EQ(reports.lines().size(), 1U);
}

} // namespace

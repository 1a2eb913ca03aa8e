//===--- TimerBench.cpp - many short sleeps -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Pools.h"
#include <boost/asio/steady_timer.hpp>

namespace asio = boost::asio;
namespace rt = corolint::rt;
using namespace rt::bench;
using namespace std::chrono_literals;

namespace {

/// Enough that there is always one whose time has come: what is measured are
/// the timers, and not the time.
constexpr int tasks = 500;
constexpr int sleeps = 20;

rt::task<> sleeps_rt() {
  for (int n = 0; n != sleeps; ++n)
    co_await rt::sleep_for(1us);
}

void timers_rt(benchmark::State &state) {
  measure_rt(state, tasks, sleeps, sleeps_rt);
}
BENCHMARK(timers_rt)->Name("timers/rt")->UseRealTime();

using asio_timer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>,
                               asio::thread_pool::executor_type>;

asio_task<> sleeps_asio(asio::thread_pool &pool) {
  asio_timer timer(pool);
  for (int n = 0; n != sleeps; ++n) {
    timer.expires_after(1us);
    co_await timer.async_wait(use_asio_task);
  }
}

void timers_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  measure_asio(state, pool, tasks, sleeps, [&] { return sleeps_asio(pool); });
}
BENCHMARK(timers_asio)->Name("timers/asio")->UseRealTime();

} // namespace

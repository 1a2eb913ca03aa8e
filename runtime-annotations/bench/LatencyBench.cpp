//===--- LatencyBench.cpp - how late it is --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Percentiles of single waits, in nanoseconds: from the moment in which another
// thread hands a task to an idle pool until it runs, and from the moment in
// which a sleep is over until the task goes on.
//
//===----------------------------------------------------------------------===//
#include "Pools.h"
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <memory>
#include <oneapi/tbb/task_arena.h>
#include <vector>

namespace asio = boost::asio;
namespace rt = corolint::rt;
using namespace rt::bench;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

/// Collects latencies. One thread at a time.
class latencies {
public:
  void since(clock_type::time_point start) {
    all.push_back(static_cast<double>((clock_type::now() - start) /
                                      std::chrono::nanoseconds(1)));
  }
  void report(benchmark::State &state) {
    std::sort(all.begin(), all.end());
    state.counters["p50"] = at(0.5);
    state.counters["p90"] = at(0.9);
    state.counters["p99"] = at(0.99);
    state.counters["p99.9"] = at(0.999);
  }

private:
  double at(double part) const {
    const double last = static_cast<double>(all.size() - 1);
    return all[static_cast<std::size_t>(part * last)];
  }

  std::vector<double> all;
};

/// Hands a function to a pool, which by now is idle, and waits until it ran.
template <class Post> void start_latency(benchmark::State &state, Post post) {
  latencies seen;
  for (auto _ : state) {
    std::this_thread::sleep_for(50us);
    auto ran = std::make_shared<std::promise<void>>();
    std::future<void> runs = ran->get_future();
    const clock_type::time_point start = clock_type::now();
    post([&seen, start, ran = std::move(ran)] {
      seen.since(start);
      ran->set_value();
    });
    runs.wait();
  }
  seen.report(state);
}

constexpr int samples = 2000;

void start_rt(benchmark::State &state) {
  rt::runtime pool = rt::runtime::multi_thread(threads(), {.watchdog = {}});
  start_latency(state, [&](auto f) {
    pool.spawn_detached(
        [](auto f) -> rt::task<> {
          f();
          co_return;
        },
        f);
  });
}
BENCHMARK(start_rt)->Name("start of a task/rt")->Iterations(samples);

void start_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  start_latency(state, [&](auto f) {
    asio::co_spawn(
        pool,
        [](auto f) -> asio_task<> {
          f();
          co_return;
        }(f),
        asio::detached);
  });
}
BENCHMARK(start_asio)->Name("start of a task/asio")->Iterations(samples);

void start_tbb(benchmark::State &state) {
  // No slot is kept for the thread of main(), which does not work here.
  tbb::task_arena pool(static_cast<int>(threads()), 0);
  start_latency(state, [&](auto f) { pool.enqueue(f); });
}
BENCHMARK(start_tbb)->Name("start of a task/tbb")->Iterations(samples);

constexpr auto nap = 200us;

void sleep_rt(benchmark::State &state) {
  rt::runtime pool = rt::runtime::multi_thread(threads(), {.watchdog = {}});
  latencies seen;
  auto naps = [&]() -> rt::task<> {
    const clock_type::time_point start = clock_type::now();
    co_await rt::sleep_for(nap);
    seen.since(start + nap);
  };
  for (auto _ : state)
    pool.block_on(naps());
  seen.report(state);
}
BENCHMARK(sleep_rt)->Name("end of a sleep/rt")->Iterations(samples);

void sleep_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  latencies seen;
  auto naps = [&]() -> asio_task<> {
    const clock_type::time_point start = clock_type::now();
    asio::steady_timer timer(pool, nap);
    co_await timer.async_wait(use_asio_task);
    seen.since(start + nap);
  };
  for (auto _ : state)
    run_on(pool, naps());
  seen.report(state);
}
BENCHMARK(sleep_asio)->Name("end of a sleep/asio")->Iterations(samples);

} // namespace

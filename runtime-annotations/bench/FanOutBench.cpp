//===--- FanOutBench.cpp - 100,000 tasks at once --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All tasks are there at the same time and wait for one event, then all go on
// and end. The tasks of oneTBB cannot wait for each other: there it is as many
// that are started one after the other.
//
//===----------------------------------------------------------------------===//
#include "Pools.h"
#include "support/Event.h"
#include "support/Footprint.h"
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <boost/asio/redirect_error.hpp>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

namespace asio = boost::asio;
namespace rt = corolint::rt;
using namespace rt::bench;
using rt::test::allocated;
using rt::test::event;
using rt::test::frame_bytes;
using rt::test::no_spare_frames;

namespace {

constexpr int tasks = 100'000;

/// What the tasks of a round have come to.
struct fan {
  std::atomic<int> waiting = 0;
  std::atomic<int> ended = 0;
  /// What malloc had given away, with its overhead, before the first and when
  /// all waited.
  std::size_t before = 0;
  std::size_t after = 0;

  double bytes_per_task() const {
    return static_cast<double>(after - before) / tasks;
  }
};

/// Measures rounds that \p run(fan &) runs.
template <class F> void measure_rounds(benchmark::State &state, F run) {
  for (auto _ : state) {
    fan all;
    run(all);
    if (all.ended != tasks)
      state.SkipWithError("a task was lost");
  }
  state.SetItemsProcessed(state.iterations() * tasks);
}

/// Measures the memory of a round that \p run(fan &) runs.
template <class F> void measure_memory(benchmark::State &state, F run) {
  for (auto _ : state) {
    const no_spare_frames all_counts;
    fan all;
    all.before = allocated();
    run(all);
    state.counters["bytes"] = all.bytes_per_task();
  }
}

rt::task<> waits_rt(event &go, fan &all) {
  ++all.waiting;
  co_await go.wait();
  ++all.ended;
}

rt::task<> fan_out_rt(fan &all) {
  event go;
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    for (int i = 0; i != tasks; ++i)
      s.spawn(waits_rt, std::ref(go), std::ref(all));
    while (all.waiting != tasks)
      co_await rt::yield();
    if (all.before != 0)
      all.after = allocated();
    go.set();
  });
}

void fan_rt(benchmark::State &state) {
  rt::runtime pool = rt::runtime::multi_thread(threads(), {.watchdog = {}});
  measure_rounds(state, [&](fan &all) { pool.block_on(fan_out_rt(all)); });
}
BENCHMARK(fan_rt)->Name("fan-out of 100,000/rt")->UseRealTime();

void idle_rt(benchmark::State &state) {
  rt::runtime pool = rt::runtime::multi_thread(threads(), {.watchdog = {}});
  measure_memory(state, [&](fan &all) { pool.block_on(fan_out_rt(all)); });
  event go;
  fan none;
  state.counters["frame"] = frame_bytes(waits_rt, go, none);
}
BENCHMARK(idle_rt)->Name("idle task/rt")->Iterations(1);

using asio_event =
    asio::experimental::concurrent_channel<asio::thread_pool::executor_type,
                                           void(boost::system::error_code)>;

asio_task<> waits_asio(asio_event &go, fan &all) {
  ++all.waiting;
  boost::system::error_code closed;
  co_await go.async_receive(asio::redirect_error(use_asio_task, closed));
  ++all.ended;
}

asio_task<> fan_out_asio(asio::thread_pool &pool, fan &all) {
  asio_event go(pool);
  countdown left(tasks);
  for (int i = 0; i != tasks; ++i)
    asio::co_spawn(pool, waits_asio(go, all),
                   [&](const std::exception_ptr &) { left.arrive(); });
  while (all.waiting != tasks)
    co_await asio::post(use_asio_task);
  if (all.before != 0)
    all.after = allocated();
  go.close();
  co_await left.wait();
}

void fan_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  measure_rounds(state,
                 [&](fan &all) { run_on(pool, fan_out_asio(pool, all)); });
}
BENCHMARK(fan_asio)->Name("fan-out of 100,000/asio")->UseRealTime();

void idle_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  measure_memory(state,
                 [&](fan &all) { run_on(pool, fan_out_asio(pool, all)); });
}
BENCHMARK(idle_asio)->Name("idle task/asio")->Iterations(1);

void fan_tbb(benchmark::State &state) {
  tbb::task_arena pool(static_cast<int>(threads()));
  measure_rounds(state, [&](fan &all) {
    pool.execute([&] {
      tbb::task_group group;
      for (int i = 0; i != tasks; ++i)
        group.run([&] { ++all.ended; });
      group.wait();
    });
  });
}
BENCHMARK(fan_tbb)->Name("fan-out of 100,000/tbb")->UseRealTime();

} // namespace

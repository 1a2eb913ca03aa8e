//===--- SpawnBench.cpp - spawn and join ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Pools.h"
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

namespace rt = corolint::rt;
using namespace rt::bench;

namespace {

/// Spawned by one task, which waits for all of them; then the next round.
constexpr int tasks = 1000;

void spawn_rt(benchmark::State &state) {
  measure_rt(state, tasks, 1, []() -> rt::task<> { co_return; });
}
BENCHMARK(spawn_rt)->Name("spawn and join/rt")->UseRealTime();

asio_task<> empty() { co_return; }

void spawn_asio(benchmark::State &state) {
  boost::asio::thread_pool pool(threads());
  measure_asio(state, pool, tasks, 1, empty);
}
BENCHMARK(spawn_asio)->Name("spawn and join/asio")->UseRealTime();

void spawn_tbb(benchmark::State &state) {
  tbb::task_arena pool(static_cast<int>(threads()));
  for (auto _ : state)
    pool.execute([] {
      tbb::task_group all;
      for (int i = 0; i != tasks; ++i)
        all.run([] {});
      all.wait();
    });
  state.SetItemsProcessed(state.iterations() * tasks);
}
BENCHMARK(spawn_tbb)->Name("spawn and join/tbb")->UseRealTime();

} // namespace

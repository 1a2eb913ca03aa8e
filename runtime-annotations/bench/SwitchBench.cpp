//===--- SwitchBench.cpp - from one task to the next ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Pools.h"

namespace asio = boost::asio;
namespace rt = corolint::rt;
using namespace rt::bench;

namespace {

constexpr int tasks = 64;
constexpr int yields = 200;

rt::task<> yields_rt() {
  for (int n = 0; n != yields; ++n)
    co_await rt::yield();
}

void switch_rt(benchmark::State &state) {
  rt::runtime pool = rt::runtime::multi_thread(threads(), {.watchdog = {}});
  auto round = []() -> rt::task<> {
    co_await rt::with_scope([](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != tasks; ++i)
        s.spawn(yields_rt);
      co_return;
    });
  };
  for (auto _ : state)
    pool.block_on(round());
  state.SetItemsProcessed(state.iterations() * tasks * yields);
}
BENCHMARK(switch_rt)->Name("switch/rt")->UseRealTime();

asio_task<> yields_asio() {
  for (int n = 0; n != yields; ++n)
    co_await asio::post(use_asio_task);
}

void switch_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  auto round = [&]() -> asio_task<> {
    countdown all(tasks);
    for (int i = 0; i != tasks; ++i)
      asio::co_spawn(pool, yields_asio(),
                     [&](const std::exception_ptr &) { all.arrive(); });
    co_await all.wait();
  };
  for (auto _ : state)
    run_on(pool, round());
  state.SetItemsProcessed(state.iterations() * tasks * yields);
}
BENCHMARK(switch_asio)->Name("switch/asio")->UseRealTime();

} // namespace

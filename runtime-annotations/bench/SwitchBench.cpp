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
  measure_rt(state, tasks, yields, yields_rt);
}
BENCHMARK(switch_rt)->Name("switch/rt")->UseRealTime();

asio_task<> yields_asio() {
  for (int n = 0; n != yields; ++n)
    co_await asio::post(use_asio_task);
}

void switch_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  measure_asio(state, pool, tasks, yields, yields_asio);
}
BENCHMARK(switch_asio)->Name("switch/asio")->UseRealTime();

} // namespace

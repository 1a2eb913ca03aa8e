//===--- MutexBench.cpp - many tasks and one lock -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asio has no mutex. What its coroutines use for one, and what costs them
// least, is a channel with one token in it.
//
//===----------------------------------------------------------------------===//
#include "Pools.h"
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <stdexcept>

namespace asio = boost::asio;
namespace rt = corolint::rt;
using namespace rt::bench;

namespace {

constexpr int tasks = 16;
constexpr int locks = 500;

void mutex_rt(benchmark::State &state) {
  rt::mutex<std::int64_t> total(0);
  measure_rt(state, tasks, locks, [&]() -> rt::task<> {
    for (int n = 0; n != locks; ++n)
      ++*co_await total.lock();
  });
  if (**total.try_lock() != state.items_processed())
    state.SkipWithError("the lock let two tasks in");
}
BENCHMARK(mutex_rt)->Name("contended mutex/rt")->UseRealTime();

using token =
    asio::experimental::concurrent_channel<asio::thread_pool::executor_type,
                                           void(boost::system::error_code)>;

void give(token &lock) {
  if (!lock.try_send(boost::system::error_code()))
    throw std::logic_error("there are two tokens");
}

asio_task<> adds_asio(token &lock, std::int64_t &total) {
  for (int n = 0; n != locks; ++n) {
    co_await lock.async_receive(use_asio_task);
    ++total;
    give(lock);
  }
}

void mutex_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  token lock(pool, 1);
  give(lock);
  std::int64_t total = 0;
  measure_asio(state, pool, tasks, locks,
               [&] { return adds_asio(lock, total); });
  if (total != state.items_processed())
    state.SkipWithError("the lock let two tasks in");
}
BENCHMARK(mutex_asio)->Name("contended mutex/asio")->UseRealTime();

} // namespace

//===--- ChannelBench.cpp - messages to and fro ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Pools.h"
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <stdexcept>

namespace asio = boost::asio;
namespace rt = corolint::rt;
using namespace rt::bench;

namespace {

/// One task sends a message, another one sends it back.
constexpr int rounds = 1000;

rt::task<> send_back_rt(rt::channel::receiver<int> from,
                        rt::channel::sender<int> to) {
  while (const std::optional<int> message = co_await from.recv())
    if (!co_await to.send(*message))
      co_return;
}

rt::task<> send_rt(rt::channel::sender<int> to,
                   rt::channel::receiver<int> from) {
  for (int n = 0; n != rounds; ++n)
    if (!co_await to.send(n) || co_await from.recv() != n)
      throw std::logic_error("a message was lost");
}

void channel_rt(benchmark::State &state) {
  rt::runtime pool = rt::runtime::multi_thread(threads(), {.watchdog = {}});
  auto round = []() -> rt::task<> {
    auto [to, from] = rt::channel::mpsc<int>::bounded(1);
    auto [back, returned] = rt::channel::mpsc<int>::bounded(1);
    co_await rt::when_all(send_rt(std::move(to), std::move(returned)),
                          send_back_rt(std::move(from), std::move(back)));
  };
  for (auto _ : state)
    pool.block_on(round());
  state.SetItemsProcessed(state.iterations() * rounds);
}
BENCHMARK(channel_rt)->Name("ping-pong/rt")->UseRealTime();

using asio_channel = asio::experimental::concurrent_channel<
    asio::thread_pool::executor_type, void(boost::system::error_code, int)>;

asio_task<> send_back_asio(asio_channel &from, asio_channel &to) {
  for (int n = 0; n != rounds; ++n)
    co_await to.async_send({}, co_await from.async_receive(use_asio_task),
                           use_asio_task);
}

asio_task<> send_asio(asio_channel &to, asio_channel &from) {
  for (int n = 0; n != rounds; ++n) {
    co_await to.async_send({}, n, use_asio_task);
    if (co_await from.async_receive(use_asio_task) != n)
      throw std::logic_error("a message was lost");
  }
}

void channel_asio(benchmark::State &state) {
  asio::thread_pool pool(threads());
  auto round = [&]() -> asio_task<> {
    asio_channel there(pool, 1);
    asio_channel back(pool, 1);
    countdown all(2);
    const auto arrive = [&](const std::exception_ptr &) { all.arrive(); };
    asio::co_spawn(pool, send_asio(there, back), arrive);
    asio::co_spawn(pool, send_back_asio(there, back), arrive);
    co_await all.wait();
  };
  for (auto _ : state)
    run_on(pool, round());
  state.SetItemsProcessed(state.iterations() * rounds);
}
BENCHMARK(channel_asio)->Name("ping-pong/asio")->UseRealTime();

} // namespace

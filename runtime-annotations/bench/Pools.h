//===--- Pools.h - the three pools that are measured ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each benchmark has the same number of threads in every library, and lives on
// them: the thread of main() only waits. A name is `<what>/<library>`, and
// test/bench/runtime.py puts those with the same <what> into one row.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_BENCH_POOLS_H
#define COROLINT_RT_BENCH_POOLS_H

#include "corolint/rt.h"
#include <algorithm>
#include <atomic>
#include <benchmark/benchmark.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

namespace corolint::rt::bench {

/// The threads of each pool: all processors, but not more than four, where the
/// numbers of different machines stop being comparable.
inline unsigned threads() {
  return std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
}

/// A coroutine of Asio on its pool, without the type erasure that
/// any_io_executor would add to each switch.
template <class T = void>
using asio_task =
    boost::asio::awaitable<T, boost::asio::thread_pool::executor_type>;
inline constexpr boost::asio::use_awaitable_t<
    boost::asio::thread_pool::executor_type>
    use_asio_task;

/// Runs a coroutine on \p pool and waits for its end.
template <class T> T run_on(boost::asio::thread_pool &pool, asio_task<T> t) {
  return boost::asio::co_spawn(pool, std::move(t), boost::asio::use_future)
      .get();
}

/// Lets one coroutine of Asio wait until a number of others have ended: less
/// than any of Asio's own ways costs.
class countdown {
public:
  /// One more than \p others: the waiter itself.
  explicit countdown(int others) : left(others + 1) {}

  void arrive() {
    if (left.fetch_sub(1, std::memory_order_acq_rel) == 1)
      resume();
  }

  asio_task<> wait() {
    return boost::asio::async_initiate<
        const boost::asio::use_awaitable_t<
            boost::asio::thread_pool::executor_type> &,
        void()>(
        [this](auto handler) {
          auto kept = std::make_shared<decltype(handler)>(std::move(handler));
          resume = [kept] {
            auto executor = boost::asio::get_associated_executor(*kept);
            boost::asio::post(executor, std::move(*kept));
          };
          arrive();
        },
        use_asio_task);
  }

private:
  std::atomic<int> left;
  std::function<void()> resume;
};

/// Measures rounds in which one task of corolint::rt spawns \p tasks others,
/// each of which runs \p f, and waits for them. \p items is what each counts
/// for.
template <class F>
void measure_rt(benchmark::State &state, int tasks, int items, F f) {
  runtime pool = runtime::multi_thread(threads(), {.watchdog = {}});
  auto round = [&]() -> task<> {
    co_await with_scope([&](scope &s) -> task<> {
      for (int i = 0; i != tasks; ++i)
        s.spawn(f);
      co_return;
    });
  };
  for (auto _ : state)
    pool.block_on(round());
  state.SetItemsProcessed(state.iterations() * tasks * items);
}

/// The same for \p f(), a coroutine of Asio on \p pool.
template <class F>
void measure_asio(benchmark::State &state, boost::asio::thread_pool &pool,
                  int tasks, int items, F f) {
  auto round = [&]() -> asio_task<> {
    countdown all(tasks);
    for (int i = 0; i != tasks; ++i)
      boost::asio::co_spawn(pool, f(),
                            [&](const std::exception_ptr &) { all.arrive(); });
    co_await all.wait();
  };
  for (auto _ : state)
    run_on(pool, round());
  state.SetItemsProcessed(state.iterations() * tasks * items);
}

} // namespace corolint::rt::bench

#endif // COROLINT_RT_BENCH_POOLS_H

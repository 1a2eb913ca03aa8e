// Numbers at the ends of their types are numbers like others.
#include "mini.h"
#include <climits>
#include <cstddef>
#include <cstdint>
#include <latch>
#include <limits>
#include <mutex>
#include <semaphore>

namespace good_elements {
std::mutex table[4];
mini::task<int> f(int *values, std::size_t i) {
  {
    std::lock_guard lock(table[i % 4]);
    ++values[std::numeric_limits<std::size_t>::max()];
  }
  co_return values[18446744073709551615ull];
}
} // namespace good_elements

namespace good_loops {
mini::task<void> f() {
  for (std::size_t i = 0; i < SIZE_MAX; ++i)
    co_await mini::tick();
  for (long i = LONG_MIN; i <= LONG_MAX; ++i)
    co_await mini::tick();
  for (std::uint64_t i = 0; i <= UINT64_MAX; ++i)
    co_await mini::tick();
}
} // namespace good_loops

namespace good_permits {
mini::task<void> f() {
  std::counting_semaphore<> permits(std::numeric_limits<int>::max());
  permits.acquire();
  co_await mini::tick();
}
} // namespace good_permits

namespace bad_latch {
mini::task<void> f() {
  std::latch all(std::numeric_limits<std::ptrdiff_t>::max());
  all.count_down(std::numeric_limits<std::ptrdiff_t>::max() - 1);
  all.wait(); // warn: 'wait' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_await mini::tick();
}
mini::task<void> g(std::latch &all, std::ptrdiff_t count) {
  all.count_down(SIZE_MAX);
  all.wait(); // warn: 'wait' may block the thread of coroutine 'g' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_await mini::tick();
}
} // namespace bad_latch

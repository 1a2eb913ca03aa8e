// needs: kj/mutex.h
// kj's locked proxies: the mutex is inside, kj::Locked is the lock.
#include "mini.h"
#include <kj/mutex.h>

struct Table {
  int version = 0;
};
mini::task<void> flush(int key = 0);

namespace bad_exclusive_proxy {
mini::task<void> f(kj::MutexGuarded<Table> &table) {
  auto locked = table.lockExclusive(); // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'a copy of what is needed, made before the suspension', which may be held across a suspension
  co_await flush(locked->version); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_exclusive_proxy

namespace bad_shared_proxy_in_full_expression {
mini::task<void> f(const kj::MutexGuarded<Table> &table) {
  co_await flush(table.lockShared()->version); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'a copy of what is needed, made before the suspension', which may be held across a suspension // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_shared_proxy_in_full_expression

namespace bad_proxy_parameter {
mini::task<void> f(kj::Locked<Table> locked) { // warn: parameter 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'a copy of what is needed, made before the suspension', which may be held across a suspension
  co_await flush(locked->version); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_proxy_parameter

namespace good_proxy_ends_at_the_semicolon {
mini::task<void> f(kj::MutexGuarded<Table> &table) {
  int v = table.lockShared()->version;
  co_await flush(v);
  table.lockExclusive()->version = v;
}
} // namespace good_proxy_ends_at_the_semicolon

namespace good_proxy_released {
mini::task<void> f(kj::MutexGuarded<Table> &table) {
  auto locked = table.lockExclusive();
  ++locked->version;
  locked.release();
  co_await flush();
}
} // namespace good_proxy_released

namespace good_proxy_block_ends_first {
mini::task<void> f(kj::MutexGuarded<Table> &table) {
  int v;
  {
    auto locked = table.lockExclusive();
    v = ++locked->version;
  }
  co_await flush(v);
}
} // namespace good_proxy_block_ends_first

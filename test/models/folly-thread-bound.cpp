// rule: await-holding-thread-bound
// What folly marks as unsafe for async usage, and its guards of a thread's context.
#include "mini.h"

namespace folly {
struct unsafe_for_async_usage {};
struct RequestContextScopeGuard {
  RequestContextScopeGuard();
  ~RequestContextScopeGuard();
};
} // namespace folly

struct counter : private folly::unsafe_for_async_usage {
  counter();
  ~counter();
};

namespace bad_marked {
mini::task<void> f() {
  counter c; // warn: 'c' belongs to its thread and is alive while the coroutine is suspended: folly marks it as unsafe for async usage // note: end its scope before suspending
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_marked

namespace bad_request_context {
mini::task<void> f() {
  folly::RequestContextScopeGuard context; // warn: 'context' belongs to its thread and is alive while the coroutine is suspended: it restores the request context of the thread it is destroyed on // note: end its scope before suspending, or use 'a folly::coro task, which carries its request context along'
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_request_context

namespace good_gone_first {
mini::task<void> f() {
  {
    counter c;
    folly::RequestContextScopeGuard context;
  }
  co_await mini::tick();
}
} // namespace good_gone_first

namespace good_no_await_after {
mini::task<void> f() {
  co_await mini::tick();
  counter c;
}
} // namespace good_no_await_after

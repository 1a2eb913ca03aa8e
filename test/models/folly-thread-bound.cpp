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
  counter c; // warn
  co_await mini::tick();
}
} // namespace bad_marked

namespace bad_request_context {
mini::task<void> f() {
  folly::RequestContextScopeGuard context; // warn
  co_await mini::tick();
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

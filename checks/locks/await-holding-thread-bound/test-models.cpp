// Thread-bound objects known by their library's names, on the shortest stand-ins for the headers.
#include "mini.h"

namespace folly {
class RequestContext;
class RequestContextScopeGuard {
public:
  RequestContextScopeGuard();
  RequestContextScopeGuard(const RequestContextScopeGuard &) = delete;
  ~RequestContextScopeGuard();
};
} // namespace folly

mini::task<int> load(int id);
int work(int = 0);

// In a coroutine that does not carry the request context along.
namespace bad_request_context_scope {
mini::task<void> f() {
  folly::RequestContextScopeGuard guard; // warn: 'guard' belongs to its thread and is alive while the coroutine is suspended: it restores the request context of the thread it is destroyed on // note: end its scope before suspending, or use 'a folly::coro task, which carries its request context along'
  co_await load(1); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_request_context_scope

namespace bad_request_context_scope_in_a_struct {
struct Call {
  folly::RequestContextScopeGuard guard;
  int id = 1;
};
mini::task<void> f() {
  Call call; // warn: 'call' belongs to its thread and is alive while the coroutine is suspended // note: end its scope before suspending
  co_await load(call.id); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_request_context_scope_in_a_struct

namespace good_request_context_scope_ends_first {
mini::task<void> f() {
  int id;
  {
    folly::RequestContextScopeGuard guard;
    id = work();
  }
  co_await load(id);
}
} // namespace good_request_context_scope_ends_first

namespace good_request_context_scope_in_plain_function {
int f() {
  folly::RequestContextScopeGuard guard;
  return work();
}
mini::task<void> g() { co_await load(f()); }
} // namespace good_request_context_scope_in_plain_function

// rule: await-holding-thread-bound
#include "mini.h"

namespace opentelemetry {
inline namespace v1 {
namespace context {
class Token {
public:
  ~Token() noexcept;
};
struct RuntimeContext {
  static std::unique_ptr<Token> Attach(int context) noexcept;
};
} // namespace context
namespace trace {
class Scope final {
public:
  explicit Scope(const std::shared_ptr<int> &span) noexcept;
  ~Scope();
};
} // namespace trace
} // namespace v1
} // namespace opentelemetry
namespace otel = opentelemetry;
namespace opencensus::trace {
class WithSpan {
public:
  explicit WithSpan(int span, bool cond = true, bool end_span = false);
  ~WithSpan();
};
} // namespace opencensus::trace

namespace bad_scope {
mini::task<void> f(std::shared_ptr<int> span) {
  otel::trace::Scope scope(span); // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: the current span is kept in a thread-local stack // note: end its scope before suspending, or use 'the span itself, made current again after the suspension'
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_scope

namespace bad_span_of_opencensus {
mini::task<void> f() {
  opencensus::trace::WithSpan current(1); // warn: 'current' belongs to its thread and is alive while the coroutine is suspended: the current span is kept in a thread-local stack // note: end its scope before suspending, or use 'the span itself, made current again after the suspension'
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_span_of_opencensus

namespace good_scope_of_a_block {
mini::task<void> f(std::shared_ptr<int> span) {
  {
    otel::trace::Scope scope(span);
  }
  co_await mini::tick();
}
} // namespace good_scope_of_a_block

namespace good_span_itself {
mini::task<void> f(std::shared_ptr<int> span) {
  co_await mini::tick();
  otel::trace::Scope scope(span);
}
} // namespace good_span_itself

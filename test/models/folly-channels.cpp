// rule: sender-kept-alive
// folly::coro::AsyncPipe: the pipe is the sender, the generator ends when it is closed or gone.
#include "mini.h"
#include <optional>
#include <type_traits>
#include <utility>

namespace folly::coro {
template <class T> class AsyncGenerator {
public:
  mini::task<std::optional<std::remove_reference_t<T>>> next();
};
template <class T> class AsyncPipe {
public:
  AsyncPipe(AsyncPipe &&) noexcept;
  ~AsyncPipe();
  static std::pair<AsyncGenerator<T &&>, AsyncPipe<T>> create();
  bool write(T);
  void close() &&;
};
} // namespace folly::coro
using folly::coro::AsyncPipe;
void produce(AsyncPipe<int> into);

namespace bad_kept {
mini::task<void> f() {
  auto [values, pipe] = AsyncPipe<int>::create(); // note: the sender lives until the end of its block
  pipe.write(1);
  while (auto v = co_await values.next()) // warn: this loop ends when the channel closes, and the sender 'pipe' in the same function keeps it open: it never ends // note: move 'pipe' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    (void)*v;
}
} // namespace bad_kept

namespace good_moved {
mini::task<void> f() {
  auto [values, pipe] = AsyncPipe<int>::create();
  produce(std::move(pipe));
  while (auto v = co_await values.next())
    (void)*v;
}
} // namespace good_moved

namespace good_closed {
mini::task<void> f() {
  auto [values, pipe] = AsyncPipe<int>::create();
  pipe.write(1);
  std::move(pipe).close();
  while (auto v = co_await values.next())
    (void)*v;
}
} // namespace good_closed

namespace folly::coro {
template <class T> class BoundedAsyncPipe {
public:
  mini::task<bool> write(T);
};
} // namespace folly::coro

namespace bad_refused {
mini::task<void> f(folly::coro::BoundedAsyncPipe<int> &pipe) {
  co_await pipe.write(1); // warn[ignored-send-result]: nobody looks at whether 'write' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
} // namespace bad_refused

namespace good_nobody_reads {
void f(AsyncPipe<int> &pipe) {
  pipe.write(1);
}
} // namespace good_nobody_reads

// Cancellation under the names of libraries, on stand-ins for their headers.
#include "mini.h"
#include <exception>

namespace folly {
struct OperationCancelled : std::exception {};
namespace coro {
template <class T> class Task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    Task get_return_object();
  };
};
template <> class Task<void> : public mini::task<void> {
public:
  struct promise_type : mini::task<void>::promise_type {
    Task get_return_object();
  };
};
} // namespace coro
} // namespace folly
namespace cppcoro {
struct operation_cancelled : std::exception {};
template <class T = void> class task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    task get_return_object();
  };
};
} // namespace cppcoro
namespace coro {
template <class T = void> class task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    task get_return_object();
  };
};
} // namespace coro

struct failure : std::exception {};
folly::coro::Task<void> step();
void log(const char *what);

folly::coro::Task<void> bad_base() {
  for (;;) {
    try {
      co_await step(); // note: being stopped, this suspension ends with 'folly::OperationCancelled'
    } catch (const std::exception &e) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_base' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      log(e.what());
    }
  }
}

folly::coro::Task<void> bad_itself() {
  for (;;) {
    try {
      co_await step(); // note: being stopped, this suspension ends with 'folly::OperationCancelled'
    } catch (folly::OperationCancelled) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_itself' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
    }
  }
}

cppcoro::task<> bad_cppcoro() {
  for (;;) {
    try {
      co_await step(); // note: being stopped, this suspension ends with 'cppcoro::operation_cancelled'
    } catch (const cppcoro::operation_cancelled &) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_cppcoro' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
    }
  }
}

folly::coro::Task<void> good_before() {
  for (;;) {
    try {
      co_await step();
    } catch (const folly::OperationCancelled &) {
      throw;
    } catch (...) {
      log("failed");
    }
  }
}

folly::coro::Task<void> good_other_type() {
  for (;;) {
    try {
      co_await step();
    } catch (const failure &) {
    }
  }
}

// Being stopped is no exception there.
coro::task<> good_libcoro() {
  for (;;) {
    try {
      co_await step();
    } catch (...) {
    }
  }
}

// What libraries do with a closure or with the task it made, on the shortest stand-ins for their headers.
#include "mini.h"
#include <type_traits>

void keep(const volatile void *);
void record(const std::string &line);

template <class Self, class Initial> struct stand_in_promise {
  Self get_return_object();
  Initial initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void();
  void unhandled_exception();
};
struct stand_in_awaiter {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume();
};

namespace seastar {
template <class T = void> class [[nodiscard]] future {
public:
  struct promise_type : stand_in_promise<future, std::suspend_never> {};
  future() noexcept {}
  future(future &&) noexcept {}
  ~future() {}
  template <class F> future<> then(F &&f) { keep(&f); return {}; }
  template <class F> future<> finally(F &&f) { keep(&f); return {}; }
  template <class F> future<> handle_exception(F &&f) { keep(&f); return {}; }
  stand_in_awaiter operator co_await() noexcept;
};
class gate {};
template <class F> future<> with_gate(gate &, F &&f) { return f(); }
template <class R, class F> future<> max_concurrent_for_each(R &&, std::size_t, F &&f) { keep(&f); return {}; }
future<> sleep(std::chrono::milliseconds);
namespace coroutine {
template <class F> class lambda {
public:
  explicit lambda(F &&f) : f_(&f) {}
  template <class... A> auto operator()(A &&...a) const { return (*f_)(std::forward<A>(a)...); }

private:
  F *f_;
};
} // namespace coroutine
} // namespace seastar

namespace folly {
struct Executor {};
namespace coro {
class TaskWithExecutor {
public:
  void start() &&;
};
template <class T = void> class [[nodiscard]] Task {
public:
  struct promise_type : stand_in_promise<Task, std::suspend_always> {};
  Task(Task &&) noexcept;
  ~Task();
  stand_in_awaiter operator co_await() && noexcept;
};
TaskWithExecutor co_withExecutor(Executor *ex, Task<> &&t);
template <class F, class... A> std::invoke_result_t<F, A...> co_invoke(F f, A... a) { co_await f(std::move(a)...); }
template <class... T> Task<> collectAll(T &&...t);
void blockingWait(Task<> &&t);
stand_in_awaiter sleep(std::chrono::milliseconds);
} // namespace coro
} // namespace folly

namespace coro {
template <class T = void> class [[nodiscard]] task {
public:
  struct promise_type : stand_in_promise<task, std::suspend_always> {};
  task(task &&) noexcept;
  ~task();
  stand_in_awaiter operator co_await() const & noexcept;
  stand_in_awaiter operator co_await() const && noexcept;
};
class thread_pool {
public:
  bool spawn_detached(task<> user_task);
  stand_in_awaiter schedule();
};
template <class... T> stand_in_awaiter when_all(T... t);
template <class T> void sync_wait(T &&t);
} // namespace coro

namespace kj {
template <class T = void> class Promise {
public:
  struct promise_type : stand_in_promise<Promise, std::suspend_never> {};
  Promise() noexcept {}
  Promise(Promise &&) noexcept {}
  ~Promise() {}
  template <class F> Promise<> then(F &&f) { keep(&f); return {}; }
  stand_in_awaiter operator co_await() noexcept;
};
template <class F> struct CaptureByMove {
  F f;
  template <class... A> Promise<> operator()(A... a) {
    auto mine = std::move(f);
    co_await mine(std::move(a)...);
  }
};
template <class F> auto coCapture(F &&f) { return CaptureByMove<F>{std::move(f)}; }
Promise<> sleep(int ms);
} // namespace kj

namespace async_simple::coro {
template <class T = void> class Lazy {
public:
  struct promise_type : stand_in_promise<Lazy, std::suspend_always> {};
  Lazy(Lazy &&) noexcept;
  ~Lazy();
  template <class F> void start(F &&callback) { keep(&callback); }
  stand_in_awaiter operator co_await();
};
void syncAwait(Lazy<> &&lazy);
struct Sleep : stand_in_awaiter {};
} // namespace async_simple::coro

using namespace std::chrono_literals;

// ---- Seastar: futures are eager, and a continuation is destroyed when it has returned ----

namespace bad_seastar_then {
class Flusher {
public:
  seastar::future<> run() {
    return seastar::sleep(5ms).then([this]() -> seastar::future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
      co_await seastar::sleep(1ms);
      ++rounds_; // note: 'this' is read from the closure here, when that is gone
    });
  }

private:
  int rounds_ = 0;
};
} // namespace bad_seastar_then

seastar::future<> bad_seastar_then_awaited(std::string line) {
  co_await seastar::sleep(5ms).then([line]() -> seastar::future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await seastar::sleep(1ms);
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}

seastar::future<> bad_seastar_finally(std::string line) {
  co_await seastar::sleep(5ms).finally([&line]() -> seastar::future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await seastar::sleep(1ms);
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}

seastar::future<> bad_seastar_handler(std::string line) {
  return seastar::sleep(5ms).handle_exception([line](std::exception_ptr) -> seastar::future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await seastar::sleep(1ms);
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}

// with_gate() calls the closure where it is.
seastar::future<> bad_seastar_with_gate_returned(seastar::gate &g, std::string line) {
  return seastar::with_gate(g, [line]() -> seastar::future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await seastar::sleep(1ms);
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}

// The wrapper refers to a closure that ends with the statement.
seastar::future<> bad_seastar_lambda_wrapper_returned(std::string line) {
  return seastar::sleep(5ms).then(seastar::coroutine::lambda([line]() -> seastar::future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await seastar::sleep(1ms);
    record(line); // note: 'line' is read from the closure here, when that is gone
  }));
}

seastar::future<> bad_seastar_lambda_wrapper_awaited_later(std::string line) {
  auto done = seastar::sleep(5ms).then(seastar::coroutine::lambda([line]() -> seastar::future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await seastar::sleep(1ms);
    record(line); // note: 'line' is read from the closure here, when that is gone
  }));
  co_await seastar::sleep(1ms);
  co_await std::move(done); // note: the task is used here
}

seastar::future<> good_seastar_with_gate_awaited(seastar::gate &g, std::string line) {
  co_await seastar::with_gate(g, [&]() -> seastar::future<> {
    co_await seastar::sleep(1ms);
    record(line);
  });
}

seastar::future<> good_seastar_lambda_wrapper(std::string line) {
  co_await seastar::sleep(5ms).then(seastar::coroutine::lambda([&line]() -> seastar::future<> {
    co_await seastar::sleep(1ms);
    record(line);
  }));
}

seastar::future<> good_seastar_copied_first(std::string line) {
  return seastar::sleep(5ms).then([line_ = std::move(line)]() mutable -> seastar::future<> {
    auto line = std::move(line_);
    co_await seastar::sleep(1ms);
    record(line);
  });
}

seastar::future<> good_seastar_plain_continuation(std::string line) {
  return seastar::sleep(5ms).then([line] {
    record(line);
    return seastar::sleep(1ms);
  });
}

seastar::future<> good_seastar_nothing_captured() {
  return seastar::sleep(5ms).then([]() -> seastar::future<> {
    co_await seastar::sleep(1ms);
    record("done");
  });
}

seastar::future<> good_seastar_kept(std::vector<int> ids, std::string line) {
  co_await seastar::max_concurrent_for_each(ids, 4, [line](int) -> seastar::future<> {
    co_await seastar::sleep(1ms);
    record(line);
  });
}

// ---- folly: tasks are lazy ----

void bad_folly_started(folly::Executor *ex, std::string line) {
  folly::coro::co_withExecutor(ex, [line]() -> folly::coro::Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await folly::coro::sleep(1ms);
    record(line); // note: 'this' is read from the closure here, when that is gone
  }()).start();
}

folly::coro::Task<> bad_folly_returned(std::string line) {
  return [line]() -> folly::coro::Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await folly::coro::sleep(1ms);
    record(line); // note: 'this' is read from the closure here, when that is gone
  }();
}

folly::coro::Task<> bad_folly_collected_for_later(std::string line) {
  auto both = folly::coro::collectAll([&]() -> folly::coro::Task<> { record(line); co_return; }(), // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
                                      [&]() -> folly::coro::Task<> { record(line); co_return; }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await folly::coro::sleep(1ms);
  co_await std::move(both); // note: the task is used here // note: the task is used here
}

void good_folly_co_invoke(folly::Executor *ex, std::string line) {
  folly::coro::co_withExecutor(ex, folly::coro::co_invoke([line]() -> folly::coro::Task<> {
    co_await folly::coro::sleep(1ms);
    record(line);
  })).start();
}

folly::coro::Task<> good_folly_co_invoke_returned(std::string line) {
  return folly::coro::co_invoke([line = std::move(line)]() -> folly::coro::Task<> {
    co_await folly::coro::sleep(1ms);
    record(line);
  });
}

folly::coro::Task<> good_folly_collected(std::string line) {
  co_await folly::coro::collectAll([&]() -> folly::coro::Task<> { record(line); co_return; }(),
                                   [&]() -> folly::coro::Task<> { record(line); co_return; }());
}

void good_folly_blocking_wait(std::string line) {
  folly::coro::blockingWait([&]() -> folly::coro::Task<> {
    co_await folly::coro::sleep(1ms);
    record(line);
  }());
  folly::coro::blockingWait(folly::coro::collectAll([&]() -> folly::coro::Task<> { record(line); co_return; }()));
}

// ---- libcoro ----

void bad_libcoro_spawned(coro::thread_pool &pool, std::string line) {
  pool.spawn_detached([&pool, line]() -> coro::task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await pool.schedule(); // note: 'this' is read from the closure here, when that is gone
    record(line);
  }());
}

coro::task<> bad_libcoro_when_all_for_later(coro::thread_pool &pool, std::string line) {
  std::vector<coro::task<>> work;
  for (int i = 0; i < 3; ++i)
    work.push_back([&pool, line]() -> coro::task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await pool.schedule(); // note: 'this' is read from the closure here, when that is gone
      record(line);
    }());
  co_await coro::when_all(std::move(work)); // note: the task is used here
}

void good_libcoro_sync_wait(coro::thread_pool &pool, std::string line) {
  coro::sync_wait([&]() -> coro::task<> {
    co_await pool.schedule();
    record(line);
  }());
}

coro::task<> good_libcoro_when_all(coro::thread_pool &pool, std::string line) {
  co_await coro::when_all([&]() -> coro::task<> { co_await pool.schedule(); record(line); }(),
                          [&]() -> coro::task<> { co_await pool.schedule(); record(line); }());
}

void good_libcoro_named_closure(coro::thread_pool &pool, std::string line) {
  auto make_task = [&]() -> coro::task<> {
    co_await pool.schedule();
    record(line);
  };
  std::vector<coro::task<>> work;
  work.push_back(make_task());
  work.push_back(make_task());
  coro::sync_wait(coro::when_all(std::move(work)));
}

void good_libcoro_parameters(coro::thread_pool &pool, std::string line) {
  pool.spawn_detached([](coro::thread_pool &pool, std::string line) -> coro::task<> {
    co_await pool.schedule();
    record(line);
  }(pool, std::move(line)));
}

// ---- kj: promises are eager, a continuation is destroyed when it has returned ----

namespace bad_kj_then {
class Flusher {
public:
  kj::Promise<> run() {
    return kj::sleep(5).then([this]() -> kj::Promise<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
      co_await kj::sleep(1);
      ++rounds_; // note: 'this' is read from the closure here, when that is gone
    });
  }

private:
  int rounds_ = 0;
};
} // namespace bad_kj_then

kj::Promise<> good_kj_captured_into_the_frame(std::string line) {
  return kj::sleep(5).then(kj::coCapture([line]() -> kj::Promise<> {
    co_await kj::sleep(1);
    record(line);
  }));
}

kj::Promise<> good_kj_plain_continuation(std::string line) {
  return kj::sleep(5).then([line] {
    record(line);
    return kj::sleep(1);
  });
}

// ---- async_simple ----

void bad_async_simple_started(std::string line) {
  [line]() -> async_simple::coro::Lazy<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await async_simple::coro::Sleep();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }().start([](auto &&...) {});
}

void good_async_simple_awaited_synchronously(std::string line) {
  async_simple::coro::syncAwait([&]() -> async_simple::coro::Lazy<> {
    co_await async_simple::coro::Sleep();
    record(line);
  }());
}

// Work that libraries start, on the shortest stand-ins for their headers.
#include "mini.h"
#include <type_traits>

void keep(const volatile void *);
void print(std::string_view text);
std::string title(int id);
bool urgent();

template <class Self> struct stand_in_promise {
  Self get_return_object();
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void();
  void unhandled_exception();
};
struct stand_in_awaiter {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume();
};

namespace folly {
struct Executor {};
template <class T> class SemiFuture {
public:
  T get() &&;
  stand_in_awaiter operator co_await() &&;
};
namespace coro {
class TaskWithExecutor {
public:
  SemiFuture<int> start() &&;
};
template <class T = void> class [[nodiscard]] Task {
public:
  struct promise_type : stand_in_promise<Task> {};
  Task(Task &&) noexcept;
  ~Task();
  stand_in_awaiter operator co_await() && noexcept;
};
TaskWithExecutor co_withExecutor(Executor *ex, Task<> &&t);
template <class F, class... A> std::invoke_result_t<F, A...> co_invoke(F f, A... a) { co_await f(std::move(a)...); }
template <class... T> Task<> collectAll(T &&...t);
void blockingWait(Task<> &&t);
} // namespace coro
} // namespace folly

namespace coro {
template <class T = void> class [[nodiscard]] task {
public:
  struct promise_type : stand_in_promise<task> {};
  task(task &&) noexcept;
  ~task();
  stand_in_awaiter operator co_await() && noexcept;
};
class thread_pool {
public:
  bool spawn_detached(task<> work);
};
template <class... T> stand_in_awaiter when_all(T... t);
template <class T> void sync_wait(T &&t);
} // namespace coro

namespace async_simple::coro {
template <class T = void> class Lazy {
public:
  struct promise_type : stand_in_promise<Lazy> {};
  Lazy(Lazy &&) noexcept;
  ~Lazy();
  template <class F> void start(F &&callback) { keep(&callback); }
  stand_in_awaiter operator co_await();
};
void syncAwait(Lazy<> &&lazy);
} // namespace async_simple::coro

folly::coro::Task<> show(const std::string &text) {
  print(text);
  co_return;
}
coro::task<> show_somewhere(const std::string &text) {
  print(text);
  co_return;
}
async_simple::coro::Lazy<> show_lazily(const std::string &text) {
  print(text);
  co_return;
}

// ---- folly ----

void bad_folly_started(folly::Executor *ex, int id) {
  std::string text = title(id); // note: 'text' is declared here
  folly::coro::co_withExecutor(ex, show(text)).start(); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_folly_kept_closure(folly::Executor *ex, int id) {
  std::string text = title(id); // note: 'text' is declared here
  folly::coro::co_withExecutor(ex, folly::coro::co_invoke([&text]() -> folly::coro::Task<> { // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
    print(text);
    co_return;
  })).start(); // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void good_folly_waited_for(folly::Executor *ex, int id) {
  std::string text = title(id);
  folly::coro::co_withExecutor(ex, show(text)).start().get();
  folly::coro::blockingWait(show(text));
}

folly::coro::Task<> good_folly_collected(int id) {
  std::string text = title(id);
  co_await folly::coro::collectAll(show(text), show(text));
}

void good_folly_copies(folly::Executor *ex, int id) {
  std::string text = title(id);
  folly::coro::co_withExecutor(ex, folly::coro::co_invoke([text]() -> folly::coro::Task<> {
    print(text);
    co_return;
  })).start();
}

void good_folly_of_the_caller(folly::Executor *ex, const std::string &text) {
  folly::coro::co_withExecutor(ex, show(text)).start();
}

// ---- libcoro ----

// The pool is a scope that somebody else joins.
void bad_libcoro_spawned(coro::thread_pool &pool, int id) {
  std::string text = title(id); // warn[declared-after-scope]: 'text' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  pool.spawn_detached(show_somewhere(text)); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_libcoro_lambda_with_an_argument(coro::thread_pool &pool, std::string text) { // warn[declared-after-scope]: 'text' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  pool.spawn_detached([](const std::string &shown) -> coro::task<> { // note: the work is started here
    print(shown);
    co_return;
  }(text)); // note: the work gets its reference here
} // note: the parameter is destroyed here

void good_libcoro_waited_for(int id) {
  std::string text = title(id);
  coro::sync_wait(show_somewhere(text));
  coro::sync_wait(coro::when_all(show_somewhere(text), show_somewhere(text)));
}

void good_libcoro_lambda_with_its_own(coro::thread_pool &pool, std::string text) {
  pool.spawn_detached([](std::string shown) -> coro::task<> {
    print(shown);
    co_return;
  }(std::move(text)));
}

// ---- async_simple ----

void bad_async_simple_started(int id) {
  std::string text = title(id); // note: 'text' is declared here
  show_lazily(text).start([](auto &&...) {}); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_async_simple_callback(const std::string &text) {
  int done = 0; // note: 'done' is declared here
  show_lazily(text).start([&done](auto &&...) { ++done; }); // warn: 'done' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'done' is destroyed
} // note: 'done' is destroyed here

void good_async_simple_awaited(int id) {
  std::string text = title(id);
  async_simple::coro::syncAwait(show_lazily(text));
}

void good_async_simple_of_the_caller(const std::string &text) {
  show_lazily(text).start([](auto &&...) { print("done"); });
}

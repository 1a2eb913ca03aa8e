// Scopes of libraries, on the shortest stand-ins for their headers.
#include "mini.h"
#include <list>
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
namespace coro {
template <class T = void> class [[nodiscard]] Task {
public:
  struct promise_type : stand_in_promise<Task> {};
  Task(Task &&) noexcept;
  ~Task();
  stand_in_awaiter operator co_await() && noexcept;
};
class TaskWithExecutor {};
TaskWithExecutor co_withExecutor(Executor *ex, Task<> &&t);
class AsyncScope {
public:
  ~AsyncScope();
  void add(TaskWithExecutor &&work);
  Task<> joinAsync();
  Task<> cleanup();
};
template <class F, class... A> std::invoke_result_t<F, A...> co_invoke(F f, A... a) { co_await f(std::move(a)...); }
} // namespace coro
} // namespace folly

namespace cppcoro {
template <class T = void> class [[nodiscard]] task {
public:
  struct promise_type : stand_in_promise<task> {};
  task(task &&) noexcept;
  ~task();
  stand_in_awaiter operator co_await() && noexcept;
};
class async_scope {
public:
  ~async_scope();
  template <class A> void spawn(A &&work) { keep(&work); }
  stand_in_awaiter join() noexcept;
};
} // namespace cppcoro

namespace coro {
template <class T = void> class [[nodiscard]] task {
public:
  struct promise_type : stand_in_promise<task> {};
  task(task &&) noexcept;
  ~task();
  stand_in_awaiter operator co_await() && noexcept;
};
class thread_pool {};
class task_group {
public:
  explicit task_group(thread_pool &pool);
  ~task_group();
  bool start(task<> work);
  stand_in_awaiter operator co_await() const noexcept;
};
} // namespace coro

folly::coro::Task<> show(const std::string &text) {
  print(text);
  co_return;
}
cppcoro::task<> show_later(const std::string &text) {
  print(text);
  co_return;
}
coro::task<> show_somewhere(const std::string &text) {
  print(text);
  co_return;
}

// ---- folly::coro::AsyncScope ----

folly::coro::Task<> bad_folly_local_of_an_iteration(folly::Executor *ex, int n) {
  folly::coro::AsyncScope scope; // note: 'scope', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) {
    std::string text = title(i); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    scope.add(folly::coro::co_withExecutor(ex, show(text))); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await scope.joinAsync();
}

folly::coro::Task<> bad_folly_closure(folly::Executor *ex, int id) {
  folly::coro::AsyncScope scope; // note: 'scope', which waits for it, is declared here and lives longer
  if (urgent()) {
    std::string text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    scope.add(folly::coro::co_withExecutor(ex, folly::coro::co_invoke([&text]() -> folly::coro::Task<> { // note: the work gets its reference here // note: the work is started here
      print(text);
      co_return;
    })));
  } // note: it is destroyed here
  co_await scope.joinAsync();
}

folly::coro::Task<> good_folly_declared_first(folly::Executor *ex, int id) {
  std::string text = title(id);
  folly::coro::AsyncScope scope;
  scope.add(folly::coro::co_withExecutor(ex, show(text)));
  co_await scope.joinAsync();
}

folly::coro::Task<> good_folly_cleaned_up_in_the_block(folly::Executor *ex, int id) {
  folly::coro::AsyncScope scope;
  std::string text = title(id);
  scope.add(folly::coro::co_withExecutor(ex, show(text)));
  co_await scope.cleanup();
}

folly::coro::Task<> good_folly_copies(folly::Executor *ex, int n) {
  folly::coro::AsyncScope scope;
  for (int i = 0; i < n; ++i) {
    std::string text = title(i);
    scope.add(folly::coro::co_withExecutor(ex, folly::coro::co_invoke([text]() -> folly::coro::Task<> {
      print(text);
      co_return;
    })));
  }
  co_await scope.joinAsync();
}

// ---- cppcoro::async_scope ----

cppcoro::task<> bad_cppcoro_inner_block(int id) {
  cppcoro::async_scope scope; // note: 'scope', which waits for it, is declared here and lives longer
  {
    std::string text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    scope.spawn(show_later(text)); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await scope.join();
}

cppcoro::task<> good_cppcoro_joined_in_the_block(int id) {
  cppcoro::async_scope scope;
  {
    std::string text = title(id);
    scope.spawn(show_later(text));
    co_await scope.join();
  }
}

cppcoro::task<> good_cppcoro_strings_before_the_scope(int n) {
  std::list<std::string> texts;
  cppcoro::async_scope scope;
  for (int i = 0; i < n; ++i)
    scope.spawn(show_later(texts.emplace_back(title(i))));
  co_await scope.join();
}

// ---- coro::task_group: its destructor waits ----

void bad_libcoro_declared_after_the_group(coro::thread_pool &pool, int id) {
  coro::task_group group(pool); // note: 'group', which waits for it, is declared here and lives longer
  std::string text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  group.start(show_somewhere(text)); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

coro::task<> bad_libcoro_local_of_an_iteration(coro::thread_pool &pool, int n) {
  coro::task_group group(pool); // note: 'group', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) {
    std::string text = title(i); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    group.start(show_somewhere(text)); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await group;
}

void good_libcoro_declared_before_the_group(coro::thread_pool &pool, int id) {
  std::string text = title(id);
  coro::task_group group(pool);
  group.start(show_somewhere(text));
}

coro::task<> good_libcoro_awaited(coro::thread_pool &pool, int id) {
  coro::task_group group(pool);
  std::string text = title(id);
  group.start(show_somewhere(text));
  co_await group;
}

// The lines are named in clang-warnings.test.
#include "mini.h"

struct [[clang::coro_return_type, clang::coro_lifetimebound]] job {
  struct promise_type : mini::detail::lazy_promise {
    job get_return_object();
    void return_value(int);
  };
  job(job &&);
  ~job();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
job read(const int &n) { co_return n; }

mini::task<void> of_a_temporary() {
  auto work = read(3);
  co_await mini::tick();
  co_await work;
}

mini::task<void> of_a_closure(int n) {
  auto work = [n]() -> job { co_return n; }();
  co_await mini::tick();
  co_await work;
}

mini::task<std::string> text();
void use(std::string_view);
void use(const char *);

mini::task<void> of_a_view() {
  std::string_view view = co_await text();
  use(view);
}

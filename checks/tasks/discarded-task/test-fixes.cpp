// Where a fix would not compile, none is offered.
#include "mini.h"

namespace other {
class job {
public:
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
    job await_transform(job j);
  };
  job(job &&) noexcept;
  ~job();
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<promise_type> h) noexcept;
  void await_resume() noexcept;
};
} // namespace other

mini::task<void> save(int row);
other::job work(int n);

namespace bad_task_of_another_runtime {
other::job f() {
  save(1); // warn: the task made by 'save' is dropped, so it never runs
  co_return;
}
mini::task<void> g() {
  work(1); // warn: the task made by 'work' is dropped, so it never runs
  co_return;
}
} // namespace bad_task_of_another_runtime

namespace bad_task_of_its_own {
other::job f() {
  work(2); // warn: the task made by 'work' is dropped, so it never runs // fix: co_await work(2);
  co_return;
}
} // namespace bad_task_of_its_own

namespace bad_other_instantiations_call_something_else {
template <class F> mini::task<void> apply(F f) {
  f(1); // warn: the task made by 'f' is dropped, so it never runs
  co_return;
}
mini::task<void> f() {
  co_await apply(save);
  co_await apply([](int) { return 1; });
}
} // namespace bad_other_instantiations_call_something_else

namespace good_awaited {
other::job f() { co_await work(3); }
} // namespace good_awaited

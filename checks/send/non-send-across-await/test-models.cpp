// What libraries' awaitables and tasks do to the thread, by their names.
// flags: -std=c++20 -pthread
#include "annotated.h"

using annotated::rc_int;
rc_int lookup(int);
void emit(int);

namespace cppcoro {
template <class T = void> class task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    task get_return_object();
  };
  task(task &&) = default;
};
class static_thread_pool {
public:
  class schedule_operation {
  public:
    bool await_ready() noexcept;
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() noexcept;
  };
  schedule_operation schedule() noexcept;
};
class io_service {
public:
  class schedule_operation {
  public:
    bool await_ready() noexcept;
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() noexcept;
  };
  schedule_operation schedule() noexcept;
};
} // namespace cppcoro

cppcoro::task<> bad_moved_to_a_pool(cppcoro::static_thread_pool &pool) {
  rc_int mine = lookup(1); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await pool.schedule(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

cppcoro::task<> good_made_on_the_pool(cppcoro::static_thread_pool &pool) {
  co_await pool.schedule();
  rc_int mine = lookup(1);
  emit(mine.get());
}

// Whoever runs it may be the one thread there is.
cppcoro::task<> good_to_the_end_of_a_queue(cppcoro::io_service &service) {
  rc_int mine = lookup(1);
  co_await service.schedule();
  emit(mine.get());
}

namespace coke {
template <class T = void> class Task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    Task get_return_object();
  };
  Task(Task &&) = default;
};
} // namespace coke

coke::Task<> bad_resumed_by_any_handler_thread() { // note: coroutines that return 'coke::Task<>' may resume on any thread
  rc_int mine = lookup(1); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

coke::Task<> good_gone_before() {
  emit(lookup(1).get());
  co_await mini::tick();
}

namespace QCoro {
template <class T = void> class Task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    Task get_return_object();
  };
  Task(Task &&) = default;
};
class ThreadContext {
public:
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
ThreadContext moveToThread(void *thread);
} // namespace QCoro

QCoro::Task<> good_stays_in_its_event_loop() {
  rc_int mine = lookup(1);
  co_await mini::tick();
  emit(mine.get());
}

QCoro::Task<> bad_moved_to_a_thread(void *thread) {
  rc_int mine = lookup(1); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await QCoro::moveToThread(thread); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

// The event loop of the other thread resumes it from then on.
QCoro::Task<> good_suspended_there(void *thread) {
  co_await QCoro::moveToThread(thread);
  rc_int mine = lookup(1);
  co_await mini::tick();
  emit(mine.get());
}

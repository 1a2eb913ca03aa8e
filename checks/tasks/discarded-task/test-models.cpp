// flags: -std=c++20 -Wno-unused-value -Wno-unused-result
// What libraries are known to do with a dropped result, on the shortest stand-ins for their headers.
#include "mini.h"
#include "stand_ins.h"
#include <tuple>

namespace boost::cobalt {
template <class T> class promise {
public:
  struct promise_type : stand_in_promise<promise, std::suspend_never> {};
  promise(promise &&) noexcept;
  ~promise();
  void operator+() &&;
  stand_in_awaiter<T> operator co_await();
};
template <class T> class task {
public:
  struct promise_type : stand_in_promise<task, std::suspend_always> {};
  task(task &&) noexcept;
  ~task();
  stand_in_awaiter<T> operator co_await();
};
struct detached {
  struct promise_type : stand_in_promise<detached, std::suspend_never> {};
};
} // namespace boost::cobalt

namespace QCoro {
template <class T = void> class Task {
public:
  struct promise_type : stand_in_promise<Task, std::suspend_never> {};
  Task(Task &&) noexcept;
  ~Task();
  stand_in_awaiter<T> operator co_await() const;
};
} // namespace QCoro

namespace concurrencpp {
template <class T> class result {
public:
  struct promise_type : stand_in_promise<result, std::suspend_never> {};
  result(result &&) noexcept;
  ~result();
  T get();
  stand_in_awaiter<T> operator co_await();
};
template <class T> class lazy_result {
public:
  struct promise_type : stand_in_promise<lazy_result, std::suspend_always> {};
  lazy_result(lazy_result &&) noexcept;
  ~lazy_result();
  stand_in_awaiter<T> operator co_await();
};
} // namespace concurrencpp

namespace winrt {
struct fire_and_forget {
  struct promise_type : stand_in_promise<fire_and_forget, std::suspend_never> {};
};
namespace Windows::Foundation {
struct IAsyncAction {
  struct promise_type : stand_in_promise<IAsyncAction, std::suspend_never> {};
  stand_in_awaiter<void> operator co_await() const;
};
} // namespace Windows::Foundation
} // namespace winrt

namespace seastar {
template <class T = void> class [[nodiscard]] future {
public:
  struct promise_type : stand_in_promise<future, std::suspend_never> {};
  future(future &&) noexcept;
  ~future();
  template <class F> future<> finally(F f) {
    f();
    return chained();
  }
  stand_in_awaiter<T> operator co_await();

private:
  static future<> chained();
};
} // namespace seastar

namespace async_simple::coro {
template <class T> class [[nodiscard]] Lazy {
public:
  struct promise_type : stand_in_promise<Lazy, std::suspend_always> {};
  Lazy(Lazy &&) noexcept;
  ~Lazy();
  template <class F> void start(F &&f) { f(); }
  stand_in_awaiter<T> operator co_await() &&;
};
} // namespace async_simple::coro

void log_line(const char *what);

namespace bad_kj_promise_is_cancelled {
kj::Promise<void> flush(int stream);
void f() {
  flush(1); // warn: the task made by 'flush' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)flush(2); // warn: the task made by 'flush' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_kj_promise_is_cancelled

namespace good_kj_promise_detached_or_returned {
kj::Promise<void> flush(int stream);
kj::Promise<void> f() {
  flush(1).detach([] { log_line("failed"); });
  return flush(2);
}
} // namespace good_kj_promise_detached_or_returned

namespace bad_cobalt_promise_is_cancelled {
boost::cobalt::promise<void> flush(int stream);
void f() {
  flush(1); // warn: the task made by 'flush' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)flush(2); // warn: the task made by 'flush' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_cobalt_promise_is_cancelled

namespace good_cobalt_promise_told_to_go_on {
boost::cobalt::promise<void> flush(int stream);
boost::cobalt::detached watch(int stream);
void f() {
  +flush(1);
  watch(2);
}
} // namespace good_cobalt_promise_told_to_go_on

namespace bad_cobalt_task {
boost::cobalt::task<int> flush(int stream);
boost::cobalt::task<void> f() {
  flush(1); // warn: the task made by 'flush' is dropped, so it never runs // fix: co_await flush(1);
  (void)flush(2); // warn: the task made by 'flush' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await flush(2);
  co_return;
}
} // namespace bad_cobalt_task

namespace good_qcoro_task_runs_on {
QCoro::Task<> refresh(int page);
void on_clicked() {
  refresh(3);
  (void)refresh(4);
}
} // namespace good_qcoro_task_runs_on

namespace good_concurrencpp_result_runs_on {
concurrencpp::result<int> compute(int n);
void f() {
  compute(3);
  (void)compute(4);
}
} // namespace good_concurrencpp_result_runs_on

namespace bad_concurrencpp_lazy_result {
concurrencpp::lazy_result<int> compute(int n);
void f() {
  compute(3); // warn: the task made by 'compute' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)compute(4); // warn: the task made by 'compute' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_concurrencpp_lazy_result

namespace good_winrt_action_runs_on {
winrt::Windows::Foundation::IAsyncAction save(int document);
winrt::fire_and_forget show(int page);
void f() {
  save(3);
  show(4);
}
} // namespace good_winrt_action_runs_on

namespace bad_seastar_future {
seastar::future<> announce(int shard);
seastar::future<> f() {
  announce(3); // warn: the task made by 'announce' is dropped, so nobody waits for it or sees its exception // fix: co_await announce(3);
  announce(4).finally([] { log_line("announced"); }); // warn: the task made by 'finally' is dropped, so nobody waits for it or sees its exception // fix: co_await announce(4).finally([] { log_line("announced"); });
  co_return;
}
} // namespace bad_seastar_future

namespace good_seastar_background_work {
seastar::future<> announce(int shard);
void f() {
  (void)announce(3);
  (void)announce(4).finally([] { log_line("announced"); });
}
} // namespace good_seastar_background_work

namespace bad_async_simple_lazy {
async_simple::coro::Lazy<int> query(int id);
async_simple::coro::Lazy<void> f() {
  query(1); // warn: the task made by 'query' is dropped, so it never runs // fix: co_await query(1);
  (void)query(2); // warn: the task made by 'query' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await query(2);
  co_return;
}
} // namespace bad_async_simple_lazy

namespace good_async_simple_started {
async_simple::coro::Lazy<int> query(int id);
void f() {
  query(1).start([] { log_line("done"); });
}
} // namespace good_async_simple_started

// The stand-in for a library nobody knows is judged by its structure.
namespace good_names_alone_say_nothing {
namespace other::kj {
struct Promise {
  int id;
};
Promise flush(int stream);
} // namespace other::kj
void f() {
  other::kj::flush(3);
  (void)other::kj::flush(4);
}
} // namespace good_names_alone_say_nothing

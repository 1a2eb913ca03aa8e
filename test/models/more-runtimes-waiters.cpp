// rule: callback-under-lock
// Promises, events and latches that run their waiters in place, and those that leave them to somebody else.
#include "mini.h"
#include <condition_variable>
#include <future>
#include <mutex>

namespace folly {
template <class T> struct Promise {
  void setValue(T);
  void setWith(int (*)());
  int getFuture();
};
namespace coro {
struct Baton {
  void post() noexcept;
  void reset() noexcept;
};
} // namespace coro
} // namespace folly
namespace async_simple {
template <class T> struct Promise {
  void setValue(T &&);
};
namespace coro {
struct Notifier {
  void notify() noexcept;
};
} // namespace coro
} // namespace async_simple
namespace cppcoro {
struct single_consumer_event {
  void set();
  void reset() noexcept;
};
struct async_latch {
  void count_down(int = 1);
};
} // namespace cppcoro
namespace coro {
struct event {
  enum class order { lifo };
  void set(order = order::lifo) noexcept;
  void reset() noexcept;
};
} // namespace coro
namespace concurrencpp {
template <class T> struct result_promise {
  void set_result(T &&);
};
} // namespace concurrencpp
namespace yaclib {
template <class T> struct Promise {
  void Set(T &&) &&;
};
} // namespace yaclib
namespace seastar {
template <class T> struct promise {
  void set_value(T &&);
};
} // namespace seastar

int one();
struct service {
  std::mutex m_;
  folly::Promise<int> folly_;
  folly::coro::Baton baton_;
  async_simple::Promise<int> simple_;
  async_simple::coro::Notifier notifier_;
  cppcoro::single_consumer_event single_;
  cppcoro::async_latch latch_;
  coro::event event_;
  concurrencpp::result_promise<int> result_;
  yaclib::Promise<int> ya_;
  seastar::promise<int> later_;
  std::promise<int> std_;
  std::condition_variable condition_;
};

namespace bad_completed_under_the_lock {
void f(service &s) {
  std::lock_guard guard(s.m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
  s.folly_.setValue(1); // warn: a waiter may be run in place by 'setValue' while 's.m_' is held: unknown code runs under the lock
  s.folly_.setWith(one); // warn: a waiter may be run in place by 'setWith' while 's.m_' is held: unknown code runs under the lock
  s.baton_.post(); // warn: a waiter may be run in place by 'post' while 's.m_' is held: unknown code runs under the lock
  s.simple_.setValue(1); // warn: a waiter may be run in place by 'setValue' while 's.m_' is held: unknown code runs under the lock
  s.notifier_.notify(); // warn: a waiter may be run in place by 'notify' while 's.m_' is held: unknown code runs under the lock
  s.single_.set(); // warn: a waiter may be run in place by 'set' while 's.m_' is held: unknown code runs under the lock
  s.latch_.count_down(); // warn: a waiter may be run in place by 'count_down' while 's.m_' is held: unknown code runs under the lock
  s.event_.set(); // warn: a waiter may be run in place by 'set' while 's.m_' is held: unknown code runs under the lock
  s.result_.set_result(1); // warn: a waiter may be run in place by 'set_result' while 's.m_' is held: unknown code runs under the lock
  std::move(s.ya_).Set(1); // warn: a waiter may be run in place by 'Set' while 's.m_' is held: unknown code runs under the lock
}
} // namespace bad_completed_under_the_lock

namespace bad_promise_of_the_caller {
void f(service &s, folly::Promise<int> &p) {
  std::lock_guard guard(s.m_); // note: acquired here; release it first, with what the call needs taken out
  p.setValue(1); // warn: a waiter may be run in place by 'setValue' while 's.m_' is held: unknown code runs under the lock
}
void finish(folly::Promise<int> &p) { p.setValue(1); } // note: which may run a waiter in place by 'setValue' here
void g(service &s) {
  std::lock_guard guard(s.m_); // note: acquired here; release it first, with what the call needs taken out
  finish(s.folly_); // warn: 'finish' may run a waiter in place by 'setValue' while 's.m_' is held: unknown code runs under the lock
}
} // namespace bad_promise_of_the_caller

namespace good_nobody_runs_here {
void f(service &s) {
  std::lock_guard guard(s.m_);
  s.later_.set_value(1);
  s.std_.set_value(1);
  s.condition_.notify_all();
  s.single_.reset();
  s.event_.reset();
  s.baton_.reset();
}
} // namespace good_nobody_runs_here

namespace good_taken_out {
void f(service &s) {
  std::unique_lock lock(s.m_);
  auto promise = std::move(s.folly_);
  lock.unlock();
  promise.setValue(1);
}
} // namespace good_taken_out

namespace good_nobody_waits_yet {
int f(service &s) {
  std::lock_guard guard(s.m_);
  folly::Promise<int> fresh;
  fresh.setValue(1);
  return fresh.getFuture();
}
} // namespace good_nobody_waits_yet

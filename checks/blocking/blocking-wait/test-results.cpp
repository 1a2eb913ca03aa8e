// What async work has left behind when it was awaited: tuples of results, futures that are ready, tasks that are done.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <future>
#include <tuple>

namespace cppcoro {
template <class T = void> class [[nodiscard]] task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    task get_return_object();
  };
  task(task &&) = default;
};
template <class T> struct result_awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
template <class T> class when_all_task {
public:
  T &result() &;
};
template <class... T> result_awaiter<std::tuple<T...>> when_all(task<T>... t);
template <class T> result_awaiter<std::vector<T>> when_all(std::vector<task<T>> t);
template <class... T> result_awaiter<std::tuple<when_all_task<T>...>> when_all_ready(task<T>... t);
} // namespace cppcoro

cppcoro::task<int> load(int id);
mini::task<void> record(int v = 0);

cppcoro::task<int> good_tuple() {
  auto results = co_await cppcoro::when_all(load(1), load(2));
  co_return std::get<0>(results) + std::get<1>(results);
}

cppcoro::task<int> good_structured_binding() {
  auto [a, b] = co_await cppcoro::when_all(load(1), load(2));
  co_return a + b;
}

cppcoro::task<int> good_vector(std::vector<cppcoro::task<int>> all) {
  int sum = 0;
  for (int v : co_await cppcoro::when_all(std::move(all)))
    sum += v;
  co_return sum;
}

cppcoro::task<int> good_ready_tasks() {
  auto [a, b] = co_await cppcoro::when_all_ready(load(1), load(2));
  co_return a.result() + b.result();
}

// ---- Futures that can be awaited, and asked ----

namespace seastar {
template <class T = void> class [[nodiscard]] future {
public:
  struct promise_type : mini::task<T>::promise_type {
    future get_return_object();
  };
  future(future &&) noexcept;
  bool available() const noexcept;
  bool failed() const noexcept;
  T get();
  void wait();
  cppcoro::result_awaiter<T> operator co_await() noexcept;
};
template <class T> future<T> make_ready_future(T value);
template <class... F> future<std::tuple<F...>> when_all(F &&...f);
void keep(const void *);
future<void> started();
template <class F> future<void> async(F f) {
  keep(&f);
  return started();
}
} // namespace seastar

seastar::future<int> read_row(int id);
seastar::future<> write_row(int id);

seastar::future<int> bad_get(int id) {
  int v = read_row(id).get(); // warn: 'get' makes the thread of coroutine 'bad_get' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the future instead // fix: int v = co_await read_row(id);
  co_return v;
}

seastar::future<int> bad_get_after_an_await(int id) {
  auto row = read_row(id);
  co_await write_row(id);
  co_return row.get(); // warn: 'get' makes the thread of coroutine 'bad_get_after_an_await' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the future instead
}

seastar::future<int> good_awaited(int id) {
  auto row = read_row(id);
  co_await write_row(id);
  co_return co_await std::move(row);
}

seastar::future<int> good_available(int id) {
  auto row = read_row(id);
  if (row.available())
    co_return row.get();
  co_return co_await std::move(row);
}

seastar::future<int> good_not_available(int id) {
  auto row = read_row(id);
  if (!row.available()) {
    co_await write_row(id);
    co_return -1;
  }
  co_return row.get();
}

seastar::future<int> bad_available_is_another(int id) {
  auto row = read_row(id);
  auto other = read_row(id + 1);
  if (other.available())
    co_return row.get() + other.get(); // warn: 'get' makes the thread of coroutine 'bad_available_is_another' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the future instead
  co_return co_await std::move(row) + co_await std::move(other);
}

seastar::future<int> good_made_ready(int id) {
  auto row = seastar::make_ready_future<int>(std::move(id));
  co_return row.get();
}

seastar::future<int> good_all_are_ready(int id) {
  auto [a, b] = co_await seastar::when_all(read_row(id), read_row(id + 1));
  co_return a.get() + b.get();
}

seastar::future<int> good_all_in_a_tuple(int id) {
  auto both = co_await seastar::when_all(read_row(id), read_row(id + 1));
  co_return std::get<0>(both).get() + std::get<1>(both).get();
}

// A fibre has a stack of its own: only the fibre waits, and the reactor goes on.
seastar::future<> good_inside_a_fibre(int id) {
  co_await seastar::async([id] {
    int v = read_row(id).get();
    write_row(v).get();
  });
}

// A stop token that ends in this coroutine.
// options: {corolint-cancellation-not-forwarded.Strict: true}
#include "mini.h"
#include <chrono>
#include <stop_token>
#include <string>

struct record {};
mini::task<record> load(int id);
mini::task<record> load(int id, std::stop_token stop); // note: this overload takes a token // note: this overload takes a token // note: this overload takes a token // note: this overload takes a token
mini::task<void> pause(std::chrono::milliseconds time, std::stop_token stop = {}); // note: the token that it takes by default never stops anything
mini::task<void> first(std::stop_token stop, int n); // note: this overload takes a token
mini::task<void> first(int n);
mini::task<int> count(record r);
template <class T> mini::task<void> store(T value);
template <class T> mini::task<void> store(T value, const std::stop_token &stop); // note: this overload takes a token
class table {
public:
  mini::task<void> put(record r);
  mini::task<void> put(record r, std::stop_token stop); // note: this overload takes a token
  mini::task<void> find(int id, std::stop_token stop = std::stop_token()); // note: the token that it takes by default never stops anything
  mini::task<void> sort() const;
  mini::task<void> sort(std::stop_token stop);
  static mini::task<void> open(int n);
  mini::task<void> open(int n, std::stop_token stop);
};
// The shape of C++26's stoppable_token.
struct inplace_token {
  bool stop_requested() const noexcept;
  bool stop_possible() const noexcept;
};
mini::task<void> turn(int n, inplace_token stop = {}); // note: the token that it takes by default never stops anything
struct guard {
  explicit guard(int n, std::stop_token stop = {}); // note: the token that it takes by default never stops anything
};

mini::task<int> bad_overload(int id, std::stop_token stop) {
  if (stop.stop_requested())
    co_return 0;
  record r = co_await load(id); // warn: 'stop' is not passed to 'load', which goes on when this coroutine is stopped // fix: record r = co_await load(id, stop);
  co_return co_await count(r);
}

mini::task<void> bad_default(std::stop_token stop) {
  for (int n = 0; !stop.stop_requested(); ++n)
    co_await pause(std::chrono::milliseconds(n)); // warn: 'stop' is not passed to 'pause', which goes on when this coroutine is stopped // fix: co_await pause(std::chrono::milliseconds(n), stop);
}

mini::task<void> bad_token_comes_first(const std::stop_token &stop) {
  co_await first(3); // warn: 'stop' is not passed to 'first', which goes on when this coroutine is stopped
}

mini::task<void> bad_members(table &t, std::stop_token stop) {
  co_await t.put(record()); // warn: 'stop' is not passed to 'put', which goes on when this coroutine is stopped // fix: co_await t.put(record(), stop);
  co_await t.find(7); // warn: 'stop' is not passed to 'find', which goes on when this coroutine is stopped // fix: co_await t.find(7, stop);
}

mini::task<void> bad_template(std::stop_token stop) {
  co_await store(record()); // warn: 'stop' is not passed to 'store', which goes on when this coroutine is stopped // fix: co_await store(record(), stop);
}

template <class T> mini::task<void> bad_in_a_template(T id, std::stop_token stop) {
  co_await load(id); // warn: 'stop' is not passed to 'load', which goes on when this coroutine is stopped // fix: co_await load(id, stop);
}
template mini::task<void> bad_in_a_template<int>(int, std::stop_token);

mini::task<void> bad_other_token(inplace_token stop) {
  co_await turn(1); // warn: 'stop' is not passed to 'turn', which goes on when this coroutine is stopped // fix: co_await turn(1, stop);
}

mini::task<void> bad_constructor(std::stop_token stop) {
  guard g(1); // warn: 'stop' is not passed to 'guard', which goes on when this coroutine is stopped
  co_await first(stop, 2);
}

auto bad_lambda = [](int id, std::stop_token stop) -> mini::task<void> {
  co_await load(id); // warn: 'stop' is not passed to 'load', which goes on when this coroutine is stopped // fix: co_await load(id, stop);
};

mini::task<void> bad_in_an_initialiser(std::stop_token stop) {
  auto [a, b] = std::pair{co_await load(1, stop), co_await load(2)}; // warn: 'stop' is not passed to 'load', which goes on when this coroutine is stopped // fix: auto [a, b] = std::pair{co_await load(1, stop), co_await load(2, stop)};
  (void)a, (void)b;
}

mini::task<void> good_passed(table &t, std::stop_token stop) {
  co_await load(1, stop);
  co_await pause(std::chrono::milliseconds(1), stop);
  co_await t.find(7, stop);
  co_await store(record(), stop);
  co_await t.put(record(), std::move(stop));
}

mini::task<int> good_nothing_takes_one(std::stop_token stop) {
  record r = co_await load(1, stop);
  co_return co_await count(r);
}

mini::task<void> good_no_token(int id) {
  co_await load(id);
  co_await pause(std::chrono::milliseconds(1));
}

mini::task<void> good_unnamed(int id, std::stop_token) { co_await load(id); }

mini::task<void> good_own_source(int id, std::stop_token stop) {
  std::stop_source own;
  std::stop_callback forward(stop, [&own] { own.request_stop(); });
  co_await load(id, own.get_token());
  co_await pause(std::chrono::milliseconds(1), own.get_token());
}

mini::task<void> good_source_is_no_token(int id, std::stop_source stop) {
  co_await load(id);
}

mini::task<void> good_token_of_another_type(int id, inplace_token stop) {
  co_await load(id);
}

// The overload with the token is made of the one without.
mini::task<void> twice(int n);
mini::task<void> twice(int n, std::stop_token stop) {
  if (!stop.stop_requested())
    co_await twice(n);
}

mini::task<void> good_moved_away(int id, std::stop_token stop) {
  co_await load(id, std::move(stop));
  co_await pause(std::chrono::milliseconds(1));
}

mini::task<void> good_const_object(const table &t, std::stop_token stop) {
  co_await t.sort();
}

mini::task<void> good_other_kind_of_function(std::stop_token stop) {
  co_await table::open(1);
}

mini::task<void> good_explicit_empty_token(std::stop_token stop) {
  co_await pause(std::chrono::milliseconds(1), std::stop_token());
}

record good_no_coroutine(int id, std::stop_token stop) {
  guard g(1);
  return {};
}

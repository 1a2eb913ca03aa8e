// Ways in which a task is taken, and ways in which it certainly is not taken twice.
#include "mini.h"
#include <array>
#include <functional>
#include <optional>

mini::task<int> fetch(int key);
mini::task<void> flush();
bool flag();
mini::task<int> operator|(mini::task<int> t, int tries);

namespace bad_moved_into_an_operator {
mini::task<int> f() {
  auto t = fetch(1);
  int v = co_await (std::move(t) | 3); // note: 't' is moved away here first
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was moved away, and there is nothing left in it
}
} // namespace bad_moved_into_an_operator

namespace bad_moved_into_a_callable {
mini::task<int> f(std::function<void(mini::task<int>)> start) {
  auto t = fetch(1);
  start(std::move(t)); // note: 't' is moved away here first
  co_return co_await std::move(t); // warn: 't' is awaited again after it was moved away, and there is nothing left in it
}
} // namespace bad_moved_into_a_callable

namespace good_first_round_only {
mini::task<int> f(int n) {
  auto t = fetch(1);
  int v = 0;
  for (int i = 0; i < n; ++i) {
    if (i == 0)
      v = co_await std::move(t);
    else
      co_await flush();
  }
  co_return v;
}
} // namespace good_first_round_only

namespace good_state_machine {
enum class step { begin, run, end };
mini::task<int> f() {
  auto t = fetch(1);
  int v = 0;
  step s = step::begin;
  while (s != step::end)
    switch (s) {
    case step::begin:
      s = step::run;
      break;
    case step::run:
      v = co_await std::move(t);
      s = step::end;
      break;
    case step::end:
      break;
    }
  co_return v;
}
} // namespace good_state_machine

namespace good_result_tells {
mini::task<int> f() {
  auto t = fetch(1);
  std::optional<int> r;
  if (flag())
    r = co_await std::move(t);
  if (!r)
    r = co_await std::move(t);
  co_return *r;
}
} // namespace good_result_tells

namespace good_opposite_in_a_name {
mini::task<int> f(bool now) {
  auto t = fetch(1);
  const bool later = !now;
  int v = 0;
  if (now)
    v = co_await std::move(t);
  if (later)
    v = co_await std::move(t);
  co_return v;
}
} // namespace good_opposite_in_a_name

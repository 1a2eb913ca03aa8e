// flags: -std=c++23
// The same with explicit object parameters, and with what C++23 moves.
#include "annotated.h"
#include "mini.h"
#include <expected>
#include <utility>

mini::task<int> fetch(int key);
mini::task<void> push(int key);
std::expected<mini::task<int>, std::string> try_fetch(int key);
void log_line(const char *what);

namespace bad_explicit_object_member {
struct Client {
  mini::task<int> twice(this Client self, mini::task<int> t) {
    int v = co_await std::move(t); // note: 't' is awaited here first
    co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  }
};
} // namespace bad_explicit_object_member

mini::task<int> bad_lambda_with_explicit_object(int key) {
  auto twice = [](this auto, mini::task<int> t) -> mini::task<int> {
    int v = co_await std::move(t); // note: 't' is awaited here first
    co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  };
  co_return co_await twice(fetch(key));
}

mini::task<int> bad_decay_copy(int key) {
  auto t = fetch(key);
  int v = co_await auto(std::move(t)); // note: 't' is awaited here first
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

namespace bad_deducing_this_instantiated_twice {
struct Base {
  template <class Self> mini::task<void> run(this Self &self) {
    auto p = push(self.id);
    co_await std::move(p); // note: 'p' is awaited here first
    co_await std::move(p); // warn: 'p' is awaited again after it was awaited, and there is nothing left in it
  }
};
struct A : Base {
  int id = 1;
};
struct B : Base {
  int id = 2;
};
mini::task<void> f(A &a, B &b) {
  co_await a.run();
  co_await b.run();
}
} // namespace bad_deducing_this_instantiated_twice

mini::task<int> good_recursive_lambda(int depth) {
  auto walk = [](this auto const &self, int n) -> mini::task<int> {
    auto t = fetch(n);
    int v = co_await std::move(t);
    if (n > 0)
      v += co_await self(n - 1);
    co_return v;
  };
  co_return co_await walk(depth);
}

mini::task<int> good_expected_task(int key) {
  auto t = try_fetch(key);
  if (!t)
    t = try_fetch(key + 1);
  co_return co_await std::move(*t);
}

namespace good_explicit_object_by_reference {
struct Session {
  mini::task<void> pending;
  void restart(this Session &self) { self.pending = push(1); }
  mini::task<void> run(this Session &self) {
    co_await std::move(self.pending);
    self.restart();
    co_await std::move(self.pending);
  }
};
} // namespace good_explicit_object_by_reference

mini::task<int> good_decay_copy(int key, bool hurry) {
  auto t = fetch(key);
  if (hurry)
    co_return co_await auto(std::move(t));
  co_return co_await std::move(t);
}

mini::task<int> good_unreachable(int key, int mode) {
  auto t = fetch(key);
  switch (mode) {
  case 0:
    co_return co_await std::move(t);
  case 1:
    co_await std::move(t);
    break;
  default:
    std::unreachable();
  }
  co_return 0;
}

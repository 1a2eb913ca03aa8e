// flags: -std=c++20 -Wno-unused-value
// What the blanket bans on capturing coroutine lambdas report (cppcoreguidelines-avoid-capturing-lambda-coroutines,
// C++ Core Guidelines CP.51), judged by what happens to the closure.
#include "mini.h"

void use(int n);

// ---- Lambdas that nobody calls ----

void good_every_kind_of_capture() {
  int v = 3;
  [&]() -> mini::task<void> {
    int w = v;
    use(w);
    co_return;
  };
  [=]() -> mini::task<void> {
    int w = v;
    use(w);
    co_return;
  };
  [v]() -> mini::task<void> {
    use(v);
    co_return;
  };
  [&v]() -> mini::task<void> {
    use(v);
    co_return;
  };
  [w = v, &x = v]() -> mini::task<void> {
    use(w + x);
    co_return;
  };
  [v, w = v + 1]() -> mini::task<void> {
    use(v + w);
    co_return;
  };
}

namespace good_this_captured {
struct S {
  int n = 0;
  void m() {
    [this]() -> mini::task<void> {
      use(n);
      co_return;
    };
    [&]() -> mini::task<void> {
      use(n);
      co_return;
    };
    [*this]() -> mini::task<void> {
      use(n);
      co_return;
    };
    auto named = [this](int k) -> mini::task<void> {
      use(n + k);
      co_return;
    };
    (void)named;
  }
};
} // namespace good_this_captured

void good_nothing_captured() {
  int v = 3;
  use(v);
  [&]() -> mini::task<void> { co_return; };
  [=]() -> mini::task<void> { co_return; };
  []() -> mini::task<void> { co_return; };
  [](int n) -> mini::task<void> {
    use(n);
    co_return;
  };
}

void good_no_coroutine() {
  int v = 3;
  [&] { use(v); }();
  [v]() -> mini::task<int> (*)(int) {
    use(v);
    return nullptr;
  }();
}

// ---- Lambdas that are called ----

mini::task<void> good_awaited_at_once() {
  int v = 3;
  co_await [&]() -> mini::task<void> {
    use(v);
    co_return;
  }();
  co_await [v]() -> mini::task<void> {
    use(v);
    co_return;
  }();
}

mini::task<void> good_called_by_name() {
  int v = 3;
  auto body = [&v]() -> mini::task<void> {
    use(v);
    co_return;
  };
  co_await body();
}

void good_eager_without_a_suspension() {
  int v = 3;
  [v]() -> mini::forget {
    use(v);
    co_return;
  }();
}

mini::task<void> bad_returned_by_copy(int v) {
  return [v]() -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    use(v); // note: 'this' is read from the closure here, when that is gone
    co_return;
  }();
}

mini::task<void> bad_returned_by_reference(int &v) {
  return [&v]() -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    use(v); // note: 'this' is read from the closure here, when that is gone
    co_return;
  }();
}

void bad_eager_with_a_suspension(int v) {
  [v]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    use(v); // note: 'this' is read from the closure here, when that is gone
  }();
}

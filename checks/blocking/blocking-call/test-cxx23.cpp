// flags: -std=c++23
// Explicit object parameters: coroutines, awaiters and helpers that deduce `this`.
#include "mini.h"
#include <thread>

using namespace std::chrono_literals;

mini::task<void> store(int id = 0);

namespace bad_lambda_by_value {
mini::task<void> f() {
  auto step = [](this auto self, int n) -> mini::task<void> {
    co_await store(n);
    std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of this coroutine // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  };
  co_await step(1);
}
} // namespace bad_lambda_by_value

namespace good_lambda_by_value {
mini::task<void> f() {
  auto step = [](this auto self, int n) -> mini::task<void> {
    co_await mini::sleep_for(1s);
    co_await store(n);
  };
  co_await step(1);
}
} // namespace good_lambda_by_value

namespace bad_member_coroutine {
struct Service {
  mini::task<void> run(this Service &self) {
    co_await store();
    self.settle(); // warn: 'settle' may block the thread of coroutine 'run' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
  void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
};
} // namespace bad_member_coroutine

namespace bad_helper_that_deduces {
struct Base {
  template <class Self> void stop(this Self &&self) { self.settle(); } // note: 'stop' calls 'settle' here
};
struct Hard : Base {
  void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
};
mini::task<void> f(Hard &hard) {
  hard.stop(); // warn: 'stop' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_helper_that_deduces

namespace good_helper_that_deduces {
struct Base {
  template <class Self> void stop(this Self &&self) { self.settle(); }
};
struct Soft : Base {
  void settle() {}
};
mini::task<void> f(Soft &soft) {
  soft.stop();
  co_await store();
}
} // namespace good_helper_that_deduces

namespace bad_recursive_lambda {
mini::task<void> f() {
  auto descend = [](this auto &&self, int n) -> void {
    if (n == 0)
      return;
    std::this_thread::sleep_for(1ms); // note: this lambda calls 'sleep_for' here, which puts the thread to sleep
    self(n - 1);
  };
  descend(3); // warn: this lambda may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_recursive_lambda

namespace bad_awaiter {
struct nap {
  bool await_ready(this nap &) {
    std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of whoever awaits 'nap' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
    return true;
  }
  void await_suspend(this nap &, std::coroutine_handle<>) {}
  void await_resume(this nap &) {}
};
mini::task<void> f() { co_await nap{}; }
} // namespace bad_awaiter

namespace bad_static_call_operator {
struct Settle {
  static void operator()() { std::this_thread::sleep_for(1s); } // note: 'operator()' calls 'sleep_for' here, which puts the thread to sleep
};
mini::task<void> f() {
  Settle settle;
  settle(); // warn: 'operator()' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_static_call_operator

namespace consteval_branches {
constexpr int settle() {
  if consteval {
    return 0;
  } else {
    std::this_thread::sleep_for(1s); // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
    return 1;
  }
}
mini::task<void> bad_at_run_time() {
  int n = settle(); // warn: 'settle' may block the thread of coroutine 'bad_at_run_time' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(n);
}
mini::task<void> good_at_compile_time() {
  constexpr int n = settle();
  co_await store(n);
}
} // namespace consteval_branches

namespace good_lambda_nobody_calls {
mini::task<void> f() {
  auto descend = [](this auto &&, int) { std::this_thread::sleep_for(1ms); };
  (void)descend;
  co_await store();
}
} // namespace good_lambda_nobody_calls

namespace good_recursive_lambda {
mini::task<void> f() {
  auto depth = [](this auto &&self, int n) -> int { return n == 0 ? 0 : 1 + self(n - 1); };
  co_await store(depth(3));
}
} // namespace good_recursive_lambda

namespace good_member_coroutine {
struct Service {
  mini::task<void> run(this Service &self) {
    co_await store();
    self.count();
  }
  void count() { ++n; }
  void settle() { std::this_thread::sleep_for(1s); }
  int n = 0;
};
} // namespace good_member_coroutine

namespace good_awaiter {
struct nap {
  bool await_ready(this nap &) { return false; }
  void await_suspend(this nap &, std::coroutine_handle<> h) { h.resume(); }
  void await_resume(this nap &) {}
};
mini::task<void> f() { co_await nap{}; }
} // namespace good_awaiter

namespace good_static_call_operator {
struct Twice {
  static int operator()(int n) { return 2 * n; }
};
mini::task<void> f() {
  Twice twice;
  co_await store(twice(1));
}
} // namespace good_static_call_operator

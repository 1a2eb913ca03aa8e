// Unusual places for a lambda, its call and its task.
#include "mini.h"
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <variant>

struct Gateway {
  mini::task<void> push(std::string text);
  mini::task<int> query(int key);
  void count(int n);
};
Gateway &gateway();
bool urgent();
void use(int n);
mini::task<void> run_all(std::vector<mini::task<void>> work);

struct Job {
  int priority;
  mini::task<void> work;
};

// ---- Wrong ----

mini::task<void> bad_designated_member(Gateway &g, int n) {
  Job job{.priority = 1, .work = [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }()}; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(job.work); // note: the task is used here
}

mini::task<void> bad_array_of_tasks(Gateway &g, int n) {
  mini::task<void> work[] = {g.push("first"),
                             [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }()}; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  for (auto &w : work) // note: the task is used here
    co_await std::move(w);
}

Job bad_returned_in_braces(int n) {
  return {n, [n]() -> mini::task<void> { co_await gateway().push(std::to_string(n)); }()}; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}

mini::task<void> bad_on_the_heap(Gateway &g, int n) {
  auto *work = new mini::task<void>([&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(*work);
  delete work;
}

mini::task<void> bad_in_a_comma(Gateway &g, int n) {
  auto work = (use(n), [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(work); // note: the task is used here
}

namespace bad_member_initialiser_of_a_class {
struct Session {
  int id = 3;
  mini::task<int> opened = [this]() -> mini::task<int> { co_return co_await gateway().query(id); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
};
mini::task<int> f() {
  Session session;
  co_return co_await std::move(session.opened);
}
} // namespace bad_member_initialiser_of_a_class

namespace bad_global {
mini::task<int> answer = [n = 42]() -> mini::task<int> { co_return n; }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'n' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}

mini::task<void> bad_static(Gateway &g, int n) {
  static mini::task<void> once = [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(once);
}

mini::task<void> bad_swapped(Gateway &g, int n) {
  auto work = g.push("first");
  {
    auto later = [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    std::swap(work, later); // note: the task is used here
  }
  co_await std::move(work);
}

mini::task<void> bad_exchanged(Gateway &g, int n) {
  auto work = g.push("first");
  auto first = std::exchange(work, [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(first); // note: the task is used here
  co_await std::move(work);
}

mini::task<void> bad_from_a_plain_lambda(Gateway &g, int n) {
  auto start = [&g](int k) {
    return [&g, k]() -> mini::task<void> { co_await g.push(std::to_string(k)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  };
  co_await start(n);
}

mini::task<void> bad_closure_in_a_closure(Gateway &g, int n) {
  auto inner = [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); };
  auto work = [inner]() -> mini::task<void> { co_await inner(); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(work); // note: the task is used here
}

mini::task<int> bad_recursive(int n) {
  std::function<mini::task<int>(int)> down;
  down = [&down](int k) -> mini::task<int> {
    if (k == 0)
      co_return 0;
    auto next = [&down, k]() -> mini::task<int> { co_return co_await down(k - 1); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_return 1 + co_await std::move(next); // note: the task is used here
  };
  co_return co_await down(n);
}

mini::task<void> bad_in_a_switch(Gateway &g, int n) {
  std::optional<mini::task<void>> work;
  switch (n) {
  case 0:
    work = [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    break;
  default:
    work = g.push("other");
  }
  co_await std::move(*work); // note: the task is used here
}

mini::task<void> bad_in_a_do_loop(Gateway &g, int n) {
  std::vector<mini::task<void>> work;
  do
    work.push_back([&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  while (--n > 0);
  co_await run_all(std::move(work)); // note: the task is used here
}

mini::task<void> bad_structured_binding_captured(Gateway &g, std::pair<int, std::string> pair) {
  auto &[n, text] = pair;
  auto work = [&g, &n = n, text = text]() -> mini::task<void> { co_await g.push(text + std::to_string(n)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(work); // note: the task is used here
}

mini::task<void> bad_array_captured(Gateway &g) {
  int values[] = {1, 2, 3};
  auto work = [&g, values]() -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    for (int v : values) // note: 'this' is read from the closure here, when that is gone
      co_await g.push(std::to_string(v));
  }();
  co_await std::move(work); // note: the task is used here
}

// ---- Right ----

mini::task<void> good_each_in_its_place(Gateway &g, int n) {
  Job job{.priority = 1, .work = [](Gateway &g, int n) -> mini::task<void> { co_await g.push(std::to_string(n)); }(g, n)};
  co_await std::move(job.work);
  co_await Job{1, [&]() -> mini::task<void> { co_await g.push(std::to_string(n)); }()}.work.operator co_await();
}

mini::task<int> good_in_every_operand(Gateway &g, int n) {
  int values[] = {co_await [&]() -> mini::task<int> { co_return co_await g.query(n); }(),
                  co_await [&]() -> mini::task<int> { co_return n; }()};
  int *one = new int(co_await [&]() -> mini::task<int> { co_return co_await g.query(n); }());
  n = *one + values[co_await [&]() -> mini::task<int> { co_return n % 2; }()];
  delete one;
  do
    use(n);
  while (co_await [&]() -> mini::task<bool> { co_return co_await g.query(--n) > 0; }());
  co_return n;
}

mini::task<int> good_recursive(int n) {
  std::function<mini::task<int>(int)> down = [&down](int k) -> mini::task<int> {
    if (k == 0)
      co_return 0;
    co_return 1 + co_await [&]() -> mini::task<int> { co_return co_await down(k - 1); }();
  };
  co_return co_await down(n);
}

mini::task<void> good_lambdas_in_lambdas(Gateway &g, int n) {
  auto outer = [&g, n]() -> mini::task<void> {
    auto inner = [&g, n](int k) -> mini::task<void> { co_await g.push(std::to_string(n + k)); };
    auto first = inner(1);
    co_await inner(2);
    co_await std::move(first);
    co_await [&]() -> mini::task<void> { co_await inner(3); }();
  };
  auto work = outer();
  co_await std::move(work);
}

namespace good_function_scope_statics {
mini::task<void> f(Gateway &g) {
  static int calls = 0;
  auto work = [](Gateway &g) -> mini::task<void> {
    ++calls;
    co_await g.push(std::to_string(calls));
  }(g);
  co_await std::move(work);
}
} // namespace good_function_scope_statics

using Pointer = mini::task<void> (*)(Gateway &);
mini::task<void> good_converted_to_a_pointer(Gateway &g) {
  Pointer send = [](Gateway &g) -> mini::task<void> { co_await g.push("pointer"); };
  auto work = send(g);
  auto other = (+[](Gateway &g) -> mini::task<void> { co_await g.push("plus"); })(g);
  co_await std::move(work);
  co_await std::move(other);
}

mini::task<void> good_unevaluated(Gateway &g, int n) {
  using Task = decltype([&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }());
  static_assert(sizeof(Task) > 0);
  Task work = g.push("evaluated");
  co_await std::move(work);
}

struct Functor {
  int n;
  mini::task<void> operator()(Gateway &g) const { co_await g.push(std::to_string(n)); }
};
mini::task<void> good_functor_with_a_name(Gateway &g) {
  Functor send{3};
  auto work = send(g);
  co_await mini::tick();
  co_await std::move(work);
}

[[maybe_unused]] static const auto good_global_closure = [n = 3](Gateway &g) -> mini::task<void> { co_await g.push(std::to_string(n)); };

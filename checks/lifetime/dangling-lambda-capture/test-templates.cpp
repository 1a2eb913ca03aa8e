// Closures, tasks and captures whose types are only known when a template is instantiated.
#include "mini.h"
#include <array>
#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <tuple>

struct Gateway {
  mini::task<void> push(std::string text);
  mini::task<int> query(int key);
  void count(int n);
};
mini::task<void> run_all(std::vector<mini::task<void>> work);
mini::task<void> pause_for(int ms);
template <class T> mini::task<void> write_one(T value);
void print(std::string_view text);

// ---- The lambda stands in a template ----

namespace bad_in_a_function_template {
template <class T> mini::task<void> store(Gateway &g, T value) {
  return [&g, value]() -> mini::task<void> { co_await g.push(std::to_string(value)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}
mini::task<void> f(Gateway &g) {
  co_await store(g, 1);
  co_await store(g, 2.5);
}
} // namespace bad_in_a_function_template

namespace bad_pack_captured {
template <class... T> mini::task<void> store(T... values) {
  auto work = [values...]() -> mini::task<void> { (co_await write_one(values), ...); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}
mini::task<void> f() { co_await store(1, 2.5, std::string("three")); }
} // namespace bad_pack_captured

namespace bad_pack_moved_into_a_capture {
template <class... T> mini::task<void> store(T... values) {
  return [... mine = std::move(values)]() mutable -> mini::task<void> { (co_await write_one(std::move(mine)), ...); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}
mini::task<void> f() { co_await store(1, std::string("two")); }
} // namespace bad_pack_moved_into_a_capture

namespace bad_one_task_per_element_of_a_pack {
template <class... T> mini::task<void> store(Gateway &g, T... values) {
  std::vector<mini::task<void>> work;
  (work.push_back([&g, values]() -> mini::task<void> { co_await g.push(std::to_string(values)); }()), ...); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await run_all(std::move(work)); // note: the task is used here
}
mini::task<void> f(Gateway &g) { co_await store(g, 1, 2, 3); }
} // namespace bad_one_task_per_element_of_a_pack

namespace bad_member_of_a_class_template {
template <class T> class Box {
public:
  explicit Box(T value) : value_(std::move(value)) {}
  mini::task<T> read() {
    return [this]() -> mini::task<T> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await pause_for(1);
      co_return value_; // note: 'this' is read from the closure here, when that is gone
    }();
  }

private:
  T value_;
};
mini::task<int> f() {
  Box<int> box(3);
  co_return co_await box.read();
}
} // namespace bad_member_of_a_class_template

namespace bad_constrained {
template <std::integral T> mini::task<T> next(T n) {
  return [n]() -> mini::task<T> { co_return n + 1; }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}
mini::task<int> f() { co_return co_await next(1); }
} // namespace bad_constrained

namespace bad_abbreviated {
mini::task<void> store(Gateway &g, auto value) {
  return [&g, value]() -> mini::task<void> { co_await g.push(std::to_string(value)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}
mini::task<void> f(Gateway &g) { co_await store(g, 7); }
} // namespace bad_abbreviated

namespace bad_branch_of_if_constexpr {
template <bool Later> mini::task<void> store(Gateway &g, int n) {
  if constexpr (Later) {
    auto work = [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await pause_for(1);
    co_await std::move(work); // note: the task is used here
  } else {
    co_await [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }();
  }
}
mini::task<void> f(Gateway &g) {
  co_await store<true>(g, 1);
  co_await store<false>(g, 2);
}
} // namespace bad_branch_of_if_constexpr

// ---- The lambda is generic ----

mini::task<void> bad_generic_lambda(Gateway &g, std::string prefix) {
  auto work = [&g, prefix](auto n) -> mini::task<void> { co_await g.push(prefix + std::to_string(n)); }(3); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

mini::task<int> bad_template_lambda(Gateway &g, int key) {
  auto work = [&g, key]<class T>(T n) -> mini::task<T> { co_return n + co_await g.query(key); }(3); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_return co_await std::move(work); // note: the task is used here
}

mini::task<void> good_generic_lambda_with_a_name(Gateway &g, std::string prefix) {
  auto send = [&g, prefix](auto n) -> mini::task<void> { co_await g.push(prefix + std::to_string(n)); };
  auto first = send(1);
  auto second = send(2.5);
  co_await std::move(first);
  co_await std::move(second);
}

mini::task<void> good_generic_lambda_awaited_in_place(Gateway &g, std::string prefix) {
  co_await [&](auto... n) -> mini::task<void> { (co_await g.push(prefix + std::to_string(n)), ...); }(1, 2.5);
}

// ---- The closure is an argument of a template ----

// A plain function: the closure is its parameter, and that ends before the task begins.
namespace bad_called_by_a_plain_template {
template <class F> mini::task<void> start(F f) { // note: closure 'f' is destroyed at the end of its scope
  auto work = f();
  print("started");
  return work;
}
mini::task<void> f(Gateway &g, std::string text) {
  co_await start([&g, text]() -> mini::task<void> { co_await g.push(text); }); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
}
} // namespace bad_called_by_a_plain_template

// The caller's temporary lives until the task has been awaited.
namespace good_forwarded_by_a_plain_template {
template <class F> mini::task<void> start(F &&f) { return std::forward<F>(f)(); }
mini::task<void> f(Gateway &g, std::string text) {
  co_await start([&g, text]() -> mini::task<void> { co_await g.push(text); });
}
} // namespace good_forwarded_by_a_plain_template

namespace bad_forwarded_and_stored {
template <class F> mini::task<void> start(F &&f) { return std::forward<F>(f)(); }
mini::task<void> f(Gateway &g, std::string text) {
  auto work = start([&g, text]() -> mini::task<void> { co_await g.push(text); }); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}
} // namespace bad_forwarded_and_stored

namespace bad_collected_by_a_template {
class Batch {
public:
  template <class F> void add(F &&f) { work_.push_back(f()); }
  mini::task<void> run() { return run_all(std::move(work_)); }

private:
  std::vector<mini::task<void>> work_;
};
mini::task<void> f(Gateway &g, std::vector<std::string> texts) {
  Batch batch;
  for (const auto &text : texts)
    batch.add([&g, &text]() -> mini::task<void> { co_await g.push(text); }); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'g' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await batch.run();
}
} // namespace bad_collected_by_a_template

namespace good_collected_with_its_closure {
class Batch {
public:
  template <class F> void add(F f) { steps_.emplace_back(std::move(f)); }
  mini::task<void> run() {
    for (auto &step : steps_)
      co_await step();
  }

private:
  std::vector<std::function<mini::task<void>()>> steps_;
};
mini::task<void> f(Gateway &g, std::vector<std::string> texts) {
  Batch batch;
  for (const auto &text : texts)
    batch.add([&g, &text]() -> mini::task<void> { co_await g.push(text); });
  co_await batch.run();
}
} // namespace good_collected_with_its_closure

namespace good_coroutine_template_owns_the_closure {
template <class F, class... A>
  requires std::invocable<F &, A...>
mini::task<void> guarded(F f, A... args) {
  co_await pause_for(1);
  co_await std::invoke(f, std::move(args)...);
}
mini::task<void> f(Gateway &g, std::string text) {
  auto work = guarded([&g](std::string t) -> mini::task<void> { co_await g.push(std::move(t)); }, text);
  co_await pause_for(1);
  co_await std::move(work);
}
} // namespace good_coroutine_template_owns_the_closure

namespace good_class_template_owns_the_closure {
template <class F> class Repeat {
public:
  explicit Repeat(F f) : f_(std::move(f)) {}
  mini::task<void> run(int n) {
    for (int i = 0; i < n; ++i)
      co_await f_(i);
  }

private:
  F f_;
};
mini::task<void> f(Gateway &g) {
  Repeat repeat([&g](int i) -> mini::task<void> { co_await g.push(std::to_string(i)); });
  auto work = repeat.run(3);
  co_await pause_for(1);
  co_await std::move(work);
}
} // namespace good_class_template_owns_the_closure

namespace bad_class_template_is_a_temporary {
template <class F> struct Step {
  F body;
  mini::task<void> run() { return body(); }
};
mini::task<void> f(Gateway &g, std::string text) {
  auto work = Step{[&g, text]() -> mini::task<void> { co_await g.push(text); }}.run(); // warn[dangling-coroutine-argument]: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value // note: the coroutine uses it here
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}
} // namespace bad_class_template_is_a_temporary

// ---- Correct: the template makes it safe, or is never used ----

namespace good_never_instantiated {
template <class T> mini::task<void> store(Gateway &g, T value) {
  return [&g, value]() -> mini::task<void> { co_await g.push(value); }();
}
} // namespace good_never_instantiated

namespace good_empty_pack {
template <class... T> mini::task<void> store(T... values) {
  auto work = [values...]() -> mini::task<void> {
    (co_await write_one(values), ...);
    co_return;
  }();
  co_await pause_for(1);
  co_await std::move(work);
}
mini::task<void> f() { co_await store(); }
} // namespace good_empty_pack

namespace good_parameters_of_a_pack {
template <class... T> mini::task<void> store(T... values) {
  auto work = [](T... mine) -> mini::task<void> { (co_await write_one(std::move(mine)), ...); }(std::move(values)...);
  co_await pause_for(1);
  co_await std::move(work);
}
mini::task<void> f() { co_await store(1, std::string("two")); }
} // namespace good_parameters_of_a_pack

namespace good_awaited_for_each_of_a_pack {
template <class... T> mini::task<void> store(Gateway &g, T... values) {
  (co_await [&g, values]() -> mini::task<void> { co_await g.push(std::to_string(values)); }(), ...);
}
mini::task<void> f(Gateway &g) { co_await store(g, 1, 2, 3); }
} // namespace good_awaited_for_each_of_a_pack

namespace good_other_branch_of_if_constexpr {
template <bool Later> mini::task<void> store(Gateway &g, int n) {
  if constexpr (Later) {
    auto work = [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }();
    co_await pause_for(1);
    co_await std::move(work);
  } else {
    co_await [&g, n]() -> mini::task<void> { co_await g.push(std::to_string(n)); }();
  }
}
mini::task<void> f(Gateway &g) { co_await store<false>(g, 2); }
} // namespace good_other_branch_of_if_constexpr

namespace good_task_type_of_a_trait {
template <class T> struct traits {
  using task = mini::task<T>;
};
template <class T> typename traits<T>::task read(Gateway &g, T n) {
  co_return co_await [&]() -> typename traits<T>::task { co_return n + static_cast<T>(co_await g.query(1)); }();
}
mini::task<int> f(Gateway &g) { co_return co_await read(g, 1); }
} // namespace good_task_type_of_a_trait

// ---- Macros ----

#define LATER(...) ([__VA_ARGS__]() -> mini::task<void> // note: expanded from macro 'LATER' // note: expanded from macro 'LATER' // note: expanded from macro 'LATER'
#define END_LATER )()
#define NOW(...) co_await [__VA_ARGS__]() -> mini::task<void>

mini::task<void> bad_lambda_begun_by_a_macro(Gateway &g, std::string text) {
  auto work = LATER(&g, text) { co_await g.push(text); } END_LATER; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

mini::task<void> good_awaited_by_a_macro(Gateway &g, std::string text) { NOW(&g, &text) { co_await g.push(text); }(); }

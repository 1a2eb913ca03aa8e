// flags: -std=c++23
// Explicit object parameters decide where the closure lives: by value it is copied into the frame.
#include "annotated.h"
#include "mini.h"
#include <memory>

struct Gateway {
  mini::task<void> push(std::string text);
  mini::task<int> query(int key);
  void count(int n);
};
mini::task<void> run_all(std::vector<mini::task<void>> work);
bool urgent();

// ---- By reference: as the implicit object ----

mini::task<void> bad_by_const_reference(Gateway &g, std::string text) {
  return [&g, text](this auto const &) -> mini::task<void> { co_await g.push(text); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}

mini::task<void> bad_by_forwarding_reference(Gateway &g, std::string text) {
  auto work = [&g, text](this auto &&) -> mini::task<void> { co_await g.push(text); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await mini::tick();
  co_await std::move(work); // note: the task is used here
}

mini::task<int> bad_self_by_reference(Gateway &g, int depth) {
  auto down = [&g](this const auto &self, int n) -> mini::task<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    if (n == 0)
      co_return co_await g.query(0); // note: 'this' is read from the closure here, when that is gone
    co_return co_await self(n - 1);
  }(depth);
  co_await mini::tick();
  co_return co_await std::move(down); // note: the task is used here
}

void bad_detached_by_reference(Gateway &g, std::string text) {
  [&g, text](this auto &&) -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    co_await g.push(text); // note: 'this' is read from the closure here, when that is gone
  }();
}

mini::task<void> bad_named_by_lvalue_reference(Gateway &g, bool wanted) {
  std::optional<mini::task<void>> work;
  if (wanted) {
    auto send = [&g](this auto &) -> mini::task<void> { co_await g.push("x"); }; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    work = send();
  }
  if (work)
    co_await std::move(*work); // note: the task is used here
}

// ---- The fix: a parameter list that can simply be extended ----

mini::task<void> bad_empty_parameter_list(Gateway &g, std::string text) {
  return [&g, text]() -> mini::task<void> { co_await g.push(text); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression // fix: return [&g, text](this auto) -> mini::task<void> { co_await g.push(text); }();
}

mini::task<void> bad_some_parameters(Gateway &g, std::string text) {
  auto work = [&g, text](int n, int m) -> mini::task<void> { co_await g.push(text + std::to_string(n + m)); }(1, 2); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression // fix: auto work = [&g, text](this auto, int n, int m) -> mini::task<void> { co_await g.push(text + std::to_string(n + m)); }(1, 2);
  co_await mini::tick();
  co_await std::move(work); // note: the task is used here
}

void bad_detached(Gateway &g, std::string text) {
  [&g, text]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression // fix: [&g, text](this auto) -> mini::forget {
    co_await mini::tick();
    co_await g.push(text); // note: 'this' is read from the closure here, when that is gone
  }();
}

// By the standard the closure is moved into the parameter; Clang 19 copies it, and has no copy: no fix.
mini::task<void> bad_move_only_temporary(Gateway &g, std::unique_ptr<std::string> text) {
  return [&g, text = std::move(text)]() -> mini::task<void> { co_await g.push(*text); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}

mini::generator<int> bad_generator_returned(int limit) {
  return [limit]() -> mini::generator<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression // fix: return [limit](this auto) -> mini::generator<int> {
    for (int i = 0; i < limit; ++i) // note: 'this' is read from the closure here, when that is gone
      co_yield i;
  }();
}

// An explicit object parameter and `mutable` exclude each other: no fix.
mini::task<void> bad_mutable(Gateway &g, std::string text) {
  return [&g, text]() mutable -> mini::task<void> { co_await g.push(std::move(text)); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}

// The call would have to copy the closure, which cannot be copied: no fix.
mini::task<void> bad_move_only_with_a_name(Gateway &g, std::unique_ptr<std::string> text) {
  auto send = [&g, text = std::move(text)]() -> mini::task<void> { co_await g.push(*text); }; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
  return send();
}

// ---- Correct: the frame owns the closure ----

mini::task<void> good_returned(Gateway &g, std::string text) {
  return [&g, text](this auto) -> mini::task<void> { co_await g.push(text); }();
}

mini::task<int> good_self_by_value(Gateway &g, int depth) {
  auto down = [&g](this auto self, int n) -> mini::task<int> {
    if (n == 0)
      co_return co_await g.query(0);
    co_return co_await self(n - 1);
  }(depth);
  co_await mini::tick();
  co_return co_await std::move(down);
}

void good_detached_by_value(Gateway &g, std::string text) {
  [&g, text](this auto) -> mini::forget {
    co_await mini::tick();
    co_await g.push(text);
  }();
}

mini::task<void> good_named_closure_that_dies_first(Gateway &g, bool wanted) {
  std::optional<mini::task<void>> work;
  if (wanted) {
    auto send = [&g, wanted](this auto) -> mini::task<void> { co_await g.push(wanted ? "x" : "y"); };
    work = send();
  }
  if (work)
    co_await std::move(*work);
}

mini::task<void> good_collected(Gateway &g, std::vector<std::string> texts) {
  std::vector<mini::task<void>> work;
  for (auto &t : texts)
    work.push_back([&g, t](this auto) -> mini::task<void> { co_await g.push(t); }());
  co_await run_all(std::move(work));
}

void good_spawned(int n) {
  annotated::spawn_task([n](this auto) -> annotated::task<void> {
    co_await mini::tick();
    annotated::keep(&n);
  }());
}

mini::generator<int> good_generator(int limit) {
  return [limit](this auto) -> mini::generator<int> {
    for (int i = 0; i < limit; ++i)
      co_yield i;
  }();
}

mini::task<void> good_reference_awaited_in_place(Gateway &g, std::string text) {
  co_await [&g, &text](this auto const &) -> mini::task<void> { co_await g.push(text); }();
}

mini::task<void> good_named_by_reference_and_outlives(Gateway &g, std::string text) {
  auto send = [&g, text](this auto &) -> mini::task<void> { co_await g.push(text); };
  auto work = send();
  co_await mini::tick();
  co_await std::move(work);
}

mini::task<int> good_recursive_named_closure(Gateway &g, int depth) {
  auto down = [&g](this const auto &self, int n) -> mini::task<int> {
    if (n == 0)
      co_return co_await g.query(0);
    co_return co_await self(n - 1);
  };
  co_return co_await down(depth);
}

mini::task<void> good_static_call_operator(Gateway &g) {
  auto work = [](Gateway &g) static -> mini::task<void> { co_await g.push("x"); }(g);
  co_await mini::tick();
  co_await std::move(work);
}

// Captures of an object parameter by value can be changed without `mutable`.
mini::task<void> good_self_instead_of_mutable(Gateway &g, std::string text) {
  return [&g, text = std::move(text)](this auto) -> mini::task<void> {
    co_await g.push(std::move(text));
    text.clear();
  }();
}

// Templates, generic lambdas and macros: reported is what an instantiation binds, where it is written.
#include "mini.h"
#include <type_traits>

struct Row {
  std::string key;
  int value = 0;
};
void use(const Row &row);
void use(std::string_view text);
void use(int value);

// A task over any result; how it lends it out depends on a policy.
enum class gives { value, reference, rvalue };
template <class T, gives Gives = gives::reference> class job {
  using result_type = std::conditional_t<Gives == gives::value, T, std::conditional_t<Gives == gives::rvalue, T &&, T &>>;

public:
  struct promise_type : mini::detail::lazy_promise {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
    void return_value(T v) { result_.emplace(std::move(v)); }
    result_type result() {
      this->rethrow();
      return static_cast<result_type>(*result_);
    }
    std::optional<T> result_;
  };
  job(job &&o) noexcept : frame(std::exchange(o.frame, nullptr)) {}
  ~job() {
    if (frame)
      frame.destroy();
  }
  struct awaiter_base {
    std::coroutine_handle<promise_type> frame;
    bool await_ready() noexcept { return !frame || frame.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
      frame.promise().next = caller;
      return frame;
    }
  };
  auto operator co_await() const & noexcept {
    struct awaiter : awaiter_base {
      decltype(auto) await_resume() { return this->frame.promise().result(); }
    };
    return awaiter{{frame}};
  }
  auto operator co_await() const && noexcept {
    struct awaiter : awaiter_base {
      decltype(auto) await_resume() { return this->frame.promise().result(); } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
    };
    return awaiter{{frame}};
  }

private:
  explicit job(std::coroutine_handle<promise_type> h) : frame(h) {}
  std::coroutine_handle<promise_type> frame;
};

job<Row> kept() { co_return Row{}; }
job<Row, gives::value> fresh() { co_return Row{}; }
job<Row, gives::rvalue> moved() { co_return Row{}; }
mini::task<Row> value() { co_return Row{}; }
mini::task<std::string> text() { co_return "text"; }
mini::task<std::string_view> view() { co_return "view"; }

// ---- A policy decides ----

mini::task<void> bad_reference_by_policy() {
  auto &&row = co_await kept(); // warn: 'row' refers into the awaited temporary 'job<Row>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto row = co_await kept();
  use(row);
}

mini::task<void> bad_rvalue_by_policy() {
  auto &&row = co_await moved(); // warn: 'row' refers into the awaited temporary 'job<Row, gives::rvalue>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto row = co_await moved();
  use(row);
}

mini::task<void> bad_const_reference_to_an_rvalue() {
  const Row &row = co_await moved(); // warn: 'row' refers into the awaited temporary 'job<Row, gives::rvalue>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const Row row = co_await moved();
  use(row);
}

mini::task<void> good_value_by_policy() {
  auto &&row = co_await fresh();
  const auto &same = co_await fresh();
  use(row);
  use(same);
}

mini::task<void> good_moved_into_an_object() {
  auto row = co_await moved();
  use(row);
}

mini::task<void> good_named_by_policy() {
  auto loading = moved();
  auto &&row = co_await std::move(loading);
  use(row);
}

// ---- Function templates ----

namespace bad_callable_that_keeps_its_result {
template <class F> mini::task<void> apply(F f) {
  auto &&row = co_await f(); // warn: 'row' refers into the awaited temporary 'job<Row, gives::reference>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto row = co_await f();
  use(row);
}
mini::task<void> all() {
  co_await apply(kept);
  co_await apply(value);
}
} // namespace bad_callable_that_keeps_its_result

namespace good_callable_that_returns_a_value {
template <class F> mini::task<void> apply(F f) {
  auto &&row = co_await f();
  use(row);
}
mini::task<void> all() {
  co_await apply(value);
  co_await apply(fresh);
}
} // namespace good_callable_that_returns_a_value

namespace good_never_instantiated {
template <class F> mini::task<void> apply(F f) {
  auto &&row = co_await f();
  std::string_view view = co_await f().text();
  use(row);
  use(view);
}
} // namespace good_never_instantiated

namespace good_awaitable_handed_in {
template <class A> mini::task<void> finish(A a) {
  auto &&row = co_await std::move(a);
  use(row);
}
template <class A> mini::task<void> finish_forwarded(A &&a) {
  auto &&row = co_await std::forward<A>(a); // whoever calls this awaits it in the same expression
  use(row);
}
mini::task<void> all() {
  co_await finish(kept());
  co_await finish(moved());
  co_await finish_forwarded(kept());
  auto loading = kept();
  co_await finish_forwarded(loading);
}
} // namespace good_awaitable_handed_in

namespace bad_view_of_a_dependent_result {
template <class F> mini::task<void> print(F f) {
  std::string_view out = co_await f(); // warn: 'out' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(out);
}
mini::task<void> all() {
  co_await print(text);
  co_await print(view);
}
} // namespace bad_view_of_a_dependent_result

namespace good_view_of_a_dependent_view {
template <class F> mini::task<void> print(F f) {
  std::string_view out = co_await f();
  use(out);
}
mini::task<void> all() { co_await print(view); }
} // namespace good_view_of_a_dependent_view

namespace good_decided_at_compile_time {
template <class F> mini::task<void> apply(F f) {
  using result = decltype(f().operator co_await().await_resume());
  if constexpr (std::is_reference_v<result>) {
    auto row = co_await f();
    use(row);
  } else {
    auto &&row = co_await f();
    use(row);
  }
}
mini::task<void> all() {
  co_await apply(kept);
  co_await apply(value);
}
} // namespace good_decided_at_compile_time

namespace bad_not_dependent {
template <class T> mini::task<T> number() {
  const auto &row = co_await kept(); // warn: 'row' refers into the awaited temporary 'job<Row>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto row = co_await kept();
  co_return static_cast<T>(row.value);
}
mini::task<void> all() {
  use(co_await number<int>());
  use(static_cast<int>(co_await number<long>()));
}
} // namespace bad_not_dependent

// ---- Class templates, packs, generic lambdas ----

namespace bad_class_template {
template <class T> class store {
public:
  job<T> load() { co_return T{}; }
  mini::task<void> print() {
    const T &item = co_await load(); // warn: 'item' refers into the awaited temporary 'job<Row>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const T item = co_await load();
    use(item);
  }
};
mini::task<void> all() {
  store<Row> rows;
  co_await rows.print();
}
} // namespace bad_class_template

namespace bad_pack {
template <class... F> mini::task<void> each(F... f) {
  auto one = [](auto &make) -> mini::task<void> {
    auto &row = co_await make(); // warn: 'row' refers into the awaited temporary 'job<Row, gives::reference>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto row = co_await make();
    use(row);
  };
  (co_await one(f), ...);
}
mini::task<void> all() { co_await each(kept, kept); }
} // namespace bad_pack

mini::task<void> bad_generic_lambda() {
  auto apply = [](auto make, int n) -> mini::task<void> {
    const auto &row = co_await make(); // warn: 'row' refers into the awaited temporary 'job<Row, gives::reference>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto row = co_await make();
    use(row.value + n);
  };
  co_await apply(kept, 1);
}

mini::task<void> good_generic_lambda() {
  auto apply = [](auto make) -> mini::task<void> {
    const auto &row = co_await make();
    use(row);
  };
  co_await apply(value);
}

mini::task<void> bad_abbreviated(auto make) {
  auto &row = co_await make(); // warn: 'row' refers into the awaited temporary 'job<Row, gives::reference>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto row = co_await make();
  use(row);
}
mini::task<void> run_abbreviated() { co_await bad_abbreviated(kept); }

// ---- Macros ----

#define AWAIT(name, ...) auto &&name = co_await __VA_ARGS__
#define AWAIT_COPY(name, ...) auto name = co_await __VA_ARGS__

mini::task<void> bad_macro() {
  AWAIT(row, kept()); // warn: 'row' refers into the awaited temporary 'job<Row>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(row);
}

mini::task<void> good_macro() {
  AWAIT(row, value());
  AWAIT_COPY(copy, kept());
  use(row);
  use(copy);
}

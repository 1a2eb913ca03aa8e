// Work that reaches a spawner through templates, wrappers and generic code.
#include "annotated.h"
#include "mini.h"
#include <functional>
#include <memory>
#include <tuple>

void print(std::string_view text);
template <class T> void consume(const T &value);
bool urgent();

// ---- The spawner is behind a function whose body is visible ----

template <class F> void go(F &&f) { annotated::spawn(std::forward<F>(f)); }
template <class F> void go_by_value(F f) { annotated::spawn(std::move(f)); }
template <class F, class... A> void go_with(F f, A... args) {
  annotated::spawn([f = std::move(f), ... args = std::move(args)] { f(args...); });
}
template <class F> annotated::task<void> go_and_wait(F f) {
  auto job = annotated::spawn(std::move(f));
  co_await job.join();
}

void bad_forwarded(int id) {
  std::string text = "id " + std::to_string(id);
  go([&text] { print(text); }); // warn
}

void bad_passed_by_value(int id) {
  std::string text = "id " + std::to_string(id);
  go_by_value([&text] { print(text); }); // warn
}

void bad_argument_of_a_wrapper(int id) {
  std::string text = "id " + std::to_string(id);
  go_with([](std::string_view shown) { print(shown); }, std::string_view(text)); // warn
}

void good_forwarded(std::string text) {
  go([text] { print(text); });
  go_by_value([text = std::move(text)] { print(text); });
}

void good_argument_of_a_wrapper(std::string text) {
  go_with([](const std::string &shown) { print(shown); }, std::move(text));
}

annotated::task<void> good_waited_for(int id) {
  std::string text = "id " + std::to_string(id);
  co_await go_and_wait([&text] { print(text); });
}

// ---- The spawn stands in a template ----

namespace bad_local_of_a_template {
template <class T> void later(T value) {
  annotated::spawn([&value] { consume(value); }); // warn
}
void f() {
  later(1);
  later(std::string("two"));
}
} // namespace bad_local_of_a_template

namespace bad_pack_by_reference {
template <class... T> void later(T... values) {
  annotated::spawn([&values...] { (consume(values), ...); }); // warn
}
void f() { later(1, std::string("two")); }
} // namespace bad_pack_by_reference

namespace bad_pack_by_default {
template <class... T> void later(T... values) {
  annotated::spawn([&] { (consume(values), ...); }); // warn
}
void f() { later(1, std::string("two")); }
} // namespace bad_pack_by_default

namespace bad_branch_of_if_constexpr {
template <bool Copy> void later(std::string text) {
  if constexpr (Copy)
    annotated::spawn([text] { print(text); });
  else
    annotated::spawn([&text] { print(text); }); // warn
}
void f() {
  later<true>("a");
  later<false>("b");
}
} // namespace bad_branch_of_if_constexpr

namespace bad_member_of_a_class_template {
template <class T> class Queue {
public:
  void push(T value) {
    annotated::spawn([&value, this] { last_ = value; }); // warn
  }

private:
  T last_{};
};
void f(Queue<int> &queue) { queue.push(1); }
} // namespace bad_member_of_a_class_template

namespace bad_generic_lambda {
void f(int id) {
  auto later = [](auto value) { annotated::spawn([&value] { consume(value); }); }; // warn
  later(id);
}
} // namespace bad_generic_lambda

namespace good_reference_of_the_caller {
template <class T> void later(T &&value) {
  annotated::spawn([&value] { consume(value); });
}
void f(std::string &text) { later(text); }
} // namespace good_reference_of_the_caller

namespace good_pack_by_value {
template <class... T> void later(T... values) {
  annotated::spawn([... values = std::move(values)] { (consume(values), ...); });
}
void f() { later(1, std::string("two")); }
} // namespace good_pack_by_value

namespace good_tuple_of_values {
template <class... T> void later(T... values) {
  annotated::spawn([all = std::tuple(std::move(values)...)] { std::apply([](const auto &...v) { (consume(v), ...); }, all); });
}
void f() { later(1, std::string("two")); }
} // namespace good_tuple_of_values

namespace good_never_instantiated {
template <class T> void later(T value) {
  annotated::spawn([&value] { consume(value + 1); });
}
} // namespace good_never_instantiated

namespace good_other_branch_of_if_constexpr {
template <bool Copy> void later(std::string text) {
  if constexpr (Copy)
    annotated::spawn([text] { print(text); });
  else
    annotated::spawn([&text] { print(text); });
}
void f() { later<true>("a"); }
} // namespace good_other_branch_of_if_constexpr

// ---- Closures in other objects ----

void bad_function_object(int id) {
  std::string text = "id " + std::to_string(id);
  std::function<void()> work = [&text] { print(text); }; // warn
  annotated::spawn(work);
}

void bad_bound_reference(int id) {
  std::string text = "id " + std::to_string(id);
  annotated::spawn(std::bind_front([](const std::string &shown) { print(shown); }, std::cref(text))); // warn
}

void bad_functor(int id) {
  struct Work {
    const std::string &text;
    void operator()() const { print(text); }
  };
  std::string text = "id " + std::to_string(id);
  annotated::spawn(Work{text}); // warn
}

void bad_functor_with_a_pointer(int id) {
  struct Work {
    const std::string *text = nullptr;
    void operator()() const { print(*text); }
  };
  std::string text = "id " + std::to_string(id);
  Work work;
  work.text = &text;
  annotated::spawn(work); // warn
}

void bad_pair_of_references(int id) {
  std::string text = "id " + std::to_string(id);
  annotated::spawn([both = std::tie(text, id)] { print(std::get<0>(both)); }); // warn
}

void good_function_object(int id) {
  std::function<void()> work = [text = "id " + std::to_string(id)] { print(text); };
  annotated::spawn(work);
}

void good_bound_value(int id) {
  annotated::spawn(std::bind_front([](const std::string &shown) { print(shown); }, "id " + std::to_string(id)));
}

void good_functor(int id) {
  struct Work {
    std::string text;
    void operator()() const { print(text); }
  };
  annotated::spawn(Work{"id " + std::to_string(id)});
}

// The closure in the closure has copies.
void good_nested(int id) {
  auto show = [text = "id " + std::to_string(id)] { print(text); };
  annotated::spawn([show] { show(); });
  annotated::spawn([show = std::move(show)] { [&show] { show(); }(); });
}

// Refers to a local of the work itself.
void good_local_of_the_work(int id) {
  annotated::spawn([id]() -> annotated::task<void> {
    std::string text = "id " + std::to_string(id);
    auto job = annotated::spawn([&text] { print(text); });
    co_await job.join();
  });
}

void bad_local_of_the_work(int id) {
  annotated::spawn([id]() -> annotated::task<void> {
    std::string text = "id " + std::to_string(id);
    annotated::spawn([&text] { print(text); }); // warn
    co_await mini::tick();
  });
}

// ---- Macros ----

#define LATER(...) annotated::spawn([__VA_ARGS__]
#define END_LATER )

void bad_spawned_by_a_macro(std::string text) {
  LATER(&text) { print(text); } END_LATER; // warn
}

void good_spawned_by_a_macro(std::string text) {
  LATER(text) { print(text); } END_LATER;
}

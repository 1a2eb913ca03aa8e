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
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  go([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_passed_by_value(int id) {
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  go_by_value([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_argument_of_a_wrapper(int id) {
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  go_with([](std::string_view shown) { print(shown); }, std::string_view(text)); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

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
template <class T> void later(T value) { // note: the parameter 'value' lives until this function returns
  annotated::spawn([&value] { consume(value); }); // warn: 'value' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'value' is destroyed
} // note: 'value' is destroyed here
void f() {
  later(1);
  later(std::string("two"));
}
} // namespace bad_local_of_a_template

namespace bad_pack_by_reference {
template <class... T> void later(T... values) { // note: the parameter 'values' lives until this function returns
  annotated::spawn([&values...] { (consume(values), ...); }); // warn: 'values' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'values' is destroyed
} // note: 'values' is destroyed here
void f() { later(1, std::string("two")); }
} // namespace bad_pack_by_reference

namespace bad_pack_by_default {
template <class... T> void later(T... values) { // note: the parameter 'values' lives until this function returns
  annotated::spawn([&] { (consume(values), ...); }); // warn: 'values' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'values' is destroyed
} // note: 'values' is destroyed here
void f() { later(1, std::string("two")); }
} // namespace bad_pack_by_default

namespace bad_branch_of_if_constexpr {
template <bool Copy> void later(std::string text) { // note: the parameter 'text' lives until this function returns
  if constexpr (Copy)
    annotated::spawn([text] { print(text); });
  else
    annotated::spawn([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here
void f() {
  later<true>("a");
  later<false>("b");
}
} // namespace bad_branch_of_if_constexpr

namespace bad_member_of_a_class_template {
template <class T> class Queue {
public:
  void push(T value) { // note: the parameter 'value' lives until this function returns
    annotated::spawn([&value, this] { last_ = value; }); // warn: 'value' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'value' is destroyed
  } // note: 'value' is destroyed here

private:
  T last_{};
};
void f(Queue<int> &queue) { queue.push(1); }
} // namespace bad_member_of_a_class_template

namespace bad_generic_lambda {
void f(int id) {
  auto later = [](auto value) { annotated::spawn([&value] { consume(value); }); }; // warn: 'value' is captured by reference by work that may outlive it // note: 'value' is destroyed here // note: move or copy it into the closure, or wait for the work // note: the parameter 'value' lives until this function returns // note: the work is started here, and nothing waits for it before 'value' is destroyed
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
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  std::function<void()> work = [&text] { print(text); }; // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
  annotated::spawn(work); // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_bound_reference(int id) {
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  annotated::spawn(std::bind_front([](const std::string &shown) { print(shown); }, std::cref(text))); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_functor(int id) {
  struct Work {
    const std::string &text;
    void operator()() const { print(text); }
  };
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  annotated::spawn(Work{text}); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_functor_with_a_pointer(int id) {
  struct Work {
    const std::string *text = nullptr;
    void operator()() const { print(*text); }
  };
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  Work work;
  work.text = &text;
  annotated::spawn(work); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_pair_of_references(int id) {
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  annotated::spawn([both = std::tie(text, id)] { print(std::get<0>(both)); }); // warn: this capture refers to 'text', and the work that has it may outlive 'text' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

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
    std::string text = "id " + std::to_string(id); // note: 'text' is declared here
    annotated::spawn([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
    co_await mini::tick();
  }); // note: 'text' is destroyed here
}

// ---- Macros ----

#define LATER(...) annotated::spawn([__VA_ARGS__] // note: expanded from macro 'LATER'
#define END_LATER )

void bad_spawned_by_a_macro(std::string text) { // note: the parameter 'text' lives until this function returns
  LATER(&text) { print(text); } END_LATER; // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void good_spawned_by_a_macro(std::string text) {
  LATER(text) { print(text); } END_LATER;
}

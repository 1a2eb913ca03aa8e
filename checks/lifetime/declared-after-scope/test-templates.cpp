// Scopes, work and locals whose types are known only when a template is instantiated.
#include "annotated.h"
#include "mini.h"
#include <map>
#include <memory>
#include <tuple>

template <class T> void consume(const T &value);
std::string title(int id);
bool urgent();

namespace bad_local_of_a_function_template {
template <class T> annotated::task<void> run(std::vector<T> values) {
  annotated::scope scope; // note: 'scope', which waits for it, is declared here and lives longer
  for (const T &value : values) {
    T copy = value; // warn: 'copy' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    scope.spawn([&copy] { consume(copy); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await scope.join();
}
annotated::task<void> f() {
  co_await run(std::vector{1, 2});
  co_await run(std::vector<std::string>{"a"});
}
} // namespace bad_local_of_a_function_template

namespace bad_scope_is_a_parameter_of_the_template {
template <class Scope> annotated::task<void> run(int id) {
  Scope scope; // note: 'scope', which waits for it, is declared here and lives longer
  {
    auto text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    scope.spawn([&text] { consume(text); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await scope.join();
}
annotated::task<void> f() { co_await run<annotated::scope>(1); }
} // namespace bad_scope_is_a_parameter_of_the_template

namespace bad_branch_of_if_constexpr {
template <bool Nested> annotated::task<void> run(int id) {
  annotated::scope scope; // note: 'scope', which waits for it, is declared here and lives longer
  if constexpr (Nested) {
    auto text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    scope.spawn([&text] { consume(text); }); // note: the work gets its reference here // note: the work is started here
  } else { // note: it is destroyed here
    scope.spawn([text = title(id)] { consume(text); });
  }
  co_await scope.join();
}
annotated::task<void> f() {
  co_await run<true>(1);
  co_await run<false>(1);
}
} // namespace bad_branch_of_if_constexpr

namespace bad_generic_lambda {
annotated::task<void> f(std::vector<int> ids) {
  annotated::scope scope;
  auto start = [&scope](auto id) { // warn: 'id' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    scope.spawn([&id] { consume(id); }); // note: the work gets its reference here // note: the work is started here
  }; // note: the parameter is destroyed here
  for (int id : ids)
    start(id);
  co_await scope.join();
}
} // namespace bad_generic_lambda

namespace bad_local_of_a_helper_lambda {
annotated::task<void> f(std::vector<int> ids) {
  annotated::scope scope;
  auto start = [&scope](int id) {
    std::string text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    scope.spawn([&text] { consume(text); }); // note: the work gets its reference here // note: the work is started here
  }; // note: it is destroyed here
  for (int id : ids)
    start(id);
  co_await scope.join();
}
} // namespace bad_local_of_a_helper_lambda

namespace good_values {
template <class T> annotated::task<void> run(std::vector<T> values) {
  annotated::scope scope;
  for (T value : values)
    scope.spawn([value = std::move(value)] { consume(value); });
  co_await scope.join();
}
annotated::task<void> f() { co_await run(std::vector<std::string>{"a"}); }
} // namespace good_values

namespace good_pack_before_the_scope {
template <class... T> annotated::task<void> run(T... values) {
  annotated::scope scope;
  (scope.spawn([&values] { consume(values); }), ...);
  co_await scope.join();
}
annotated::task<void> f() { co_await run(1, std::string("two")); }
} // namespace good_pack_before_the_scope

namespace good_other_branch_of_if_constexpr {
template <bool Nested> annotated::task<void> run(int id) {
  annotated::scope scope;
  if constexpr (Nested) {
    auto text = title(id);
    scope.spawn([&text] { consume(text); });
  } else {
    scope.spawn([text = title(id)] { consume(text); });
  }
  co_await scope.join();
}
annotated::task<void> f() { co_await run<false>(1); }
} // namespace good_other_branch_of_if_constexpr

namespace good_never_instantiated {
template <class T> annotated::task<void> run(T value) {
  annotated::scope scope;
  {
    T copy = value;
    scope.spawn([&copy] { consume(copy); });
  }
  co_await scope.join();
}
} // namespace good_never_instantiated

namespace good_helper_lambda_of_references {
annotated::task<void> f(std::vector<std::string> texts) {
  annotated::scope scope;
  auto start = [&scope](const std::string &text) { scope.spawn([&text] { consume(text); }); };
  for (const auto &text : texts)
    start(text);
  co_await scope.join();
}
} // namespace good_helper_lambda_of_references

namespace good_class_template_with_its_own_scope {
template <class T> class Each {
public:
  explicit Each(std::vector<T> values) : values_(std::move(values)) {}
  annotated::task<void> run() {
    annotated::scope scope;
    for (const T &value : values_)
      scope.spawn([&value] { consume(value); });
    co_await scope.join();
  }

private:
  std::vector<T> values_;
};
annotated::task<void> f() {
  Each<int> each({1, 2});
  co_await each.run();
}
} // namespace good_class_template_with_its_own_scope

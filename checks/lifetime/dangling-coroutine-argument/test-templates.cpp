// Coroutines that are templates, and calls that stand in one.
#include "mini.h"
#include <concepts>
#include <functional>
#include <memory>
#include <span>
#include <tuple>

struct Item {
  int id = 0;
  std::string name;
};
std::string name_of(int id);
Item make_item(int id);
bool urgent();
void count(std::size_t n);
template <class T> void consume(const T &value);
mini::task<void> run_all(std::vector<mini::task<void>> work);
mini::task<void> show(const std::string &text) {
  co_await mini::tick();
  count(text.size()); // note: the coroutine uses it here // note: the coroutine uses it here
}

template <class T> mini::task<void> store(const T &value) {
  co_await mini::tick();
  consume(value); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
template <class T> mini::task<void> store_forwarded(T &&value) {
  co_await mini::tick();
  consume(value); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
template <class T> mini::task<void> store_copy(T value) {
  co_await mini::tick();
  consume(value);
}
template <class... T> mini::task<void> store_all(const T &...values) {
  co_await mini::tick();
  (consume(values), ...); // note: the coroutine uses it here
}
mini::task<void> store_auto(const auto &value) {
  co_await mini::tick();
  consume(value); // note: the coroutine uses it here
}
template <class T, class F> mini::task<void> transform(T value, const F &f) {
  co_await mini::tick();
  consume(f(value)); // note: the coroutine uses it here
}
template <class T> mini::task<void> each(std::span<const T> values) {
  for (const T &v : values) { // note: the coroutine uses it here
    co_await mini::tick();
    consume(v);
  }
}
// Plain: the call only forwards to the coroutine.
template <class T> mini::task<void> forwards(T &&value) { return store_forwarded(std::forward<T>(value)); }
template <class T> mini::task<void> forwards_copy(const T &value) { return store_copy(value); }

// ---- The coroutine is a template ----

mini::task<void> bad_deduced_reference(int id) {
  auto work = store(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_explicit_argument(int id) {
  auto work = store<std::string>("literal " + std::to_string(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_converted_literal() {
  auto work = store<std::string>("a literal"); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_forwarding_reference(int id) {
  auto work = store_forwarded(make_item(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_number() {
  auto work = store(42); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_one_of_a_pack(int id) {
  std::string name = name_of(id);
  auto work = store_all(name, id, name_of(2)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_abbreviated(int id) {
  auto work = store_auto(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_plain_closure_by_reference(int id) {
  auto work = transform(id, [id](int n) { return n + id; }); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_span_of_a_list() {
  auto work = each<int>(std::vector{1, 2, 3}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_generic_lambda(int id) {
  auto store_it = [](const auto &value) -> mini::task<void> {
    co_await mini::tick();
    consume(value); // note: the coroutine uses it here
  };
  auto work = store_it(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_inner_local(int id) {
  std::optional<mini::task<void>> work;
  {
    Item item = make_item(id); // note: 'item' is destroyed at the end of its scope
    work = store_forwarded(item); // warn: the task refers to 'item', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await std::move(*work); // note: the task is used here, when 'item' is gone
}

mini::task<void> bad_through_a_plain_function(int id) {
  auto work = forwards(make_item(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

namespace bad_member_template {
struct Sink {
  template <class T> mini::task<void> put(const T &value) {
    co_await mini::tick();
    consume(value); // note: the coroutine uses it here
  }
};
mini::task<void> f(Sink &sink, int id) {
  auto work = sink.put(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}
} // namespace bad_member_template

namespace bad_class_template {
template <class T> struct Sink {
  mini::task<void> put(const T &value);
};
mini::task<void> f(Sink<std::string> &sink, int id) {
  auto work = sink.put(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}
} // namespace bad_class_template

// ---- The call stands in a template ----

namespace bad_call_in_a_template {
template <class T> mini::task<void> later(T value) {
  auto work = show(std::to_string(value)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await mini::tick();
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}
mini::task<void> f() {
  co_await later(1);
  co_await later(2.5);
}
} // namespace bad_call_in_a_template

namespace bad_in_a_fold {
template <class... T> mini::task<void> later(T... values) {
  std::vector<mini::task<void>> work;
  (work.push_back(show(std::to_string(values))), ...); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when the temporary is gone
}
mini::task<void> f() { co_await later(1, 2.5); }
} // namespace bad_in_a_fold

namespace bad_branch_of_if_constexpr {
template <bool Copy> mini::task<void> later(int id) {
  if constexpr (Copy) {
    auto work = store_copy(name_of(id));
    co_await std::move(work);
  } else {
    auto work = store(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
    co_await std::move(work); // note: the task is used here, when the temporary is gone
  }
}
mini::task<void> f() {
  co_await later<true>(1);
  co_await later<false>(1);
}
} // namespace bad_branch_of_if_constexpr

namespace bad_instantiated_with_a_reference {
template <class T> mini::task<void> keep(T value) {
  co_await mini::tick();
  consume(value); // note: the coroutine uses it here
}
mini::task<void> f(int id) {
  auto work = keep<const std::string &>(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}
} // namespace bad_instantiated_with_a_reference

// ---- Correct ----

mini::task<void> good_copies(int id) {
  auto first = store_copy(name_of(id));
  auto second = forwards_copy(name_of(id));
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
}

mini::task<void> good_awaited_in_place(int id) {
  co_await store(name_of(id));
  co_await store_forwarded(make_item(id));
  co_await store_all(name_of(id), 3, make_item(id));
  co_await transform(id, [](int n) { return n + 1; });
  co_await forwards(make_item(id));
}

mini::task<void> good_named(int id) {
  std::string name = name_of(id);
  Item item = make_item(id);
  auto add = [id](int n) { return n + id; };
  auto first = store(name);
  auto second = store_forwarded(std::move(item));
  auto third = store_all(name, id);
  auto fourth = transform(id, add);
  auto fifth = forwards(name);
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
  co_await std::move(third);
  co_await std::move(fourth);
  co_await std::move(fifth);
}

namespace good_never_instantiated {
template <class T> mini::task<void> later(T value) {
  auto work = store(value + 1);
  co_await std::move(work);
}
} // namespace good_never_instantiated

namespace good_other_branch_of_if_constexpr {
template <bool Copy> mini::task<void> later(int id) {
  if constexpr (Copy) {
    auto work = store_copy(name_of(id));
    co_await std::move(work);
  } else {
    auto work = store(name_of(id));
    co_await std::move(work);
  }
}
mini::task<void> f() { co_await later<true>(1); }
} // namespace good_other_branch_of_if_constexpr

namespace good_forwarded_reference_of_the_caller {
template <class T> mini::task<void> put(T &&value) { return store_forwarded(std::forward<T>(value)); }
mini::task<void> f(const std::string &name) { return put(name); }
} // namespace good_forwarded_reference_of_the_caller

namespace good_instantiated_with_a_value {
template <class T> mini::task<void> keep(T value) {
  co_await mini::tick();
  consume(value);
}
mini::task<void> f(int id) {
  auto work = keep<std::string>(name_of(id));
  co_await mini::tick();
  co_await std::move(work);
}
} // namespace good_instantiated_with_a_value

// An empty function object has nothing that could dangle, but for its address.
namespace good_tag {
struct verbose_t {};
inline constexpr verbose_t verbose;
template <class Tag> mini::task<void> log(const Tag &, std::string text) {
  co_await mini::tick();
  count(text.size());
}
mini::task<void> f(int id) {
  auto work = log(verbose, name_of(id));
  auto other = log(verbose_t{}, name_of(id));
  co_await mini::tick();
  co_await std::move(work);
  co_await std::move(other);
}
} // namespace good_tag

namespace good_call_in_a_template {
template <class T> mini::task<void> later(T value) {
  std::string text = std::to_string(value);
  auto work = show(text);
  co_await mini::tick();
  co_await std::move(work);
}
mini::task<void> f() {
  co_await later(1);
  co_await later(2.5);
}
} // namespace good_call_in_a_template

namespace good_in_a_fold {
template <class... T> mini::task<void> later(const T &...values) {
  std::vector<mini::task<void>> work;
  (work.push_back(store(values)), ...);
  co_await run_all(std::move(work));
}
mini::task<void> f() { co_await later(1, 2.5, std::string("three")); }
} // namespace good_in_a_fold

namespace good_awaited_in_a_fold {
template <class... T> mini::task<void> later(T... values) { (co_await show(std::to_string(values)), ...); }
mini::task<void> f() { co_await later(1, 2.5); }
} // namespace good_awaited_in_a_fold

namespace good_class_template_with_its_own {
template <class T> class Store {
public:
  explicit Store(T value) : value_(std::move(value)) {}
  mini::task<void> put() { return store(value_); }
  mini::task<void> put_copy() const { return store_copy(value_); }

private:
  T value_;
};
mini::task<void> f(int id) {
  Store<std::string> one(name_of(id));
  auto first = one.put();
  auto second = Store<int>(id).put_copy();
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
}
} // namespace good_class_template_with_its_own

namespace good_tuple_of_arguments {
template <class... T> mini::task<void> each(std::tuple<T...> values) {
  co_await std::apply([](const auto &...v) { return store_all(v...); }, values);
}
mini::task<void> f(int id) {
  auto work = each(std::tuple(id, name_of(id)));
  co_await mini::tick();
  co_await std::move(work);
}
} // namespace good_tuple_of_arguments

namespace good_generic_lambda {
mini::task<void> f(int id) {
  auto put = [](auto value) -> mini::task<void> {
    co_await mini::tick();
    consume(value);
  };
  auto by_reference = [](const auto &value) -> mini::task<void> {
    co_await mini::tick();
    consume(value);
  };
  auto first = put(name_of(id));
  auto second = by_reference(id);
  co_await by_reference(name_of(id));
  co_await std::move(first);
  co_await std::move(second);
}
} // namespace good_generic_lambda

namespace good_constrained {
template <std::integral T> mini::task<void> put(T value) {
  co_await mini::tick();
  consume(value);
}
mini::task<void> f(int id) {
  std::vector<mini::task<void>> work;
  for (int i = 0; i < id; ++i)
    work.push_back(put(i + 1));
  co_await run_all(std::move(work));
}
} // namespace good_constrained

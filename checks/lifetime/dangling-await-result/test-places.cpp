// Where else a reference or view can be kept: captures, members of aggregates, wrappers, what a function passes on.
#include "mini.h"
#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>

struct Order {
  std::string customer;
  int total = 0;
};
void use(const Order &order);
void use(std::string_view text);
void use(int number);

// Lends out what it has found.
struct Find {
  explicit Find(int id) : order{"someone", id} {}
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  Order &await_resume() noexcept { return order; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  Order order;
};
Find find(int id) { return Find(id); }
mini::task<Order> fetch(int id) { co_return Order{"someone", id}; }
mini::task<std::string> name(int id) { co_return "someone"; }
mini::task<void> turn() { co_return; }

struct Context {
  const Order &order; // note: it does so through its member 'order' // note: it does so through its member 'order' // note: it does so through its member 'order'
  int attempt = 0;
};
struct Snapshot {
  Order order;
  int attempt = 0;
};
struct Headers {
  std::string_view host;
  std::string_view path; // note: it does so through its member 'path'
};

// ---- Captures ----

mini::task<void> bad_captured_by_reference(int id) {
  auto show = [&order = co_await find(id)] { use(order); }; // warn: 'order' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show();
}

mini::task<void> bad_captured_view(int id) {
  auto show = [text = std::string_view(co_await name(id))] { use(text); }; // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show();
}

mini::task<void> good_captured_copy(int id) {
  auto show = [order = co_await find(id), text = co_await name(id)] {
    use(order);
    use(text);
  };
  show();
}

mini::task<void> good_called_at_once(int id) {
  [&order = co_await find(id)] { use(order); }();
}

// ---- Members of aggregates ----

mini::task<void> bad_member_reference(int id) {
  Context context{co_await find(id)}; // warn: 'context' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(context.order);
}

mini::task<void> bad_designated_member_reference(int id) {
  Context context{.order = co_await find(id), .attempt = 1}; // warn: 'context' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(context.order);
}

mini::task<void> bad_parentheses_extend_nothing(int id) {
  Context context(co_await fetch(id)); // warn: 'context' refers into the result of the await, a temporary 'Order', which is destroyed at the end of this declaration // note: give the result a name
  use(context.order);
}

mini::task<void> bad_member_view(int id) {
  Headers headers{.host = "localhost", .path = co_await name(id)}; // warn: 'headers' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  co_await turn();
  use(headers.path);
}

mini::task<void> good_braces_extend(int id) {
  Context context{co_await fetch(id)};
  use(context.order);
}

mini::task<void> good_member_by_value(int id) {
  Snapshot snapshot{co_await find(id)};
  Snapshot other{.order = co_await fetch(id), .attempt = 2};
  use(snapshot.order);
  use(other.order);
}

mini::task<void> good_aggregate_of_a_named_result(int id) {
  auto order = co_await find(id);
  Context context{order};
  co_await turn();
  use(context.order);
}

mini::task<void> good_aggregate_used_at_once(int id) { use(Context{co_await find(id)}.order); }

// ---- Wrappers ----

mini::task<void> bad_reference_wrapper(int id) {
  auto order = std::ref(co_await find(id)); // warn: 'order' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(order.get());
}

mini::task<void> bad_optional_view(int id) {
  std::optional<std::string_view> text = co_await name(id); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(*text);
}

mini::task<void> bad_pair_with_a_view(int id) {
  std::pair<int, std::string_view> entry(id, co_await name(id)); // warn: 'entry' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(entry.second);
}

mini::task<void> good_wrapped_copy(int id) {
  std::optional<Order> order = co_await find(id);
  std::pair<int, std::string> entry(id, co_await name(id));
  auto shared = std::make_shared<Order>(co_await find(id));
  use(*order);
  use(entry.second);
  use(*shared);
}

mini::task<void> good_pair_of_values(int id) {
  auto entry = std::make_pair(id, co_await name(id));
  auto both = std::tuple(co_await fetch(id), co_await name(id));
  use(entry.second);
  use(std::get<1>(both));
}

// ---- Functions that pass on what they are given ----

inline const Order &checked(const Order &order) {
  if (order.total < 0)
    throw std::exception();
  return order;
}
inline Order doubled(const Order &order) { return {order.customer, 2 * order.total}; }
std::string_view trim(std::string_view text [[clang::lifetimebound]]);
std::string_view classify(std::string_view text); // one of a few literals
const Order &known(const Order &order);           // the one in a table that is equal to it
template <class T> T &&pass(T &&value) { return static_cast<T &&>(value); }

mini::task<void> bad_as_const(int id) {
  const auto &order = std::as_const(co_await find(id)); // warn: 'order' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = std::as_const(co_await find(id));
  use(order);
}

mini::task<void> bad_address(int id) {
  auto *order = std::addressof(co_await find(id)); // warn: 'order' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(*order);
}

mini::task<void> bad_passed_through_a_function(int id) {
  const auto &order = checked(co_await fetch(id)); // warn: 'order' refers into the result of the await, a temporary 'Order', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto order = checked(co_await fetch(id));
  use(order);
}

mini::task<void> bad_passed_through_a_template(int id) {
  auto &&order = pass(co_await fetch(id)); // warn: 'order' refers into the result of the await, a temporary 'Order', which is destroyed at the end of this declaration // note: give the result a name // fix: auto order = pass(co_await fetch(id));
  use(order);
}

mini::task<void> bad_larger_of_two(int id) {
  const auto &larger = std::max(co_await name(id), co_await name(id + 1)); // warn: 'larger' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto larger = std::max(co_await name(id), co_await name(id + 1));
  use(larger);
}

mini::task<void> bad_view_by_a_bound_parameter(int id) {
  auto text = trim(co_await name(id)); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(text);
}

mini::task<void> good_function_by_value(int id) {
  const auto &order = doubled(co_await fetch(id));
  auto copy = checked(co_await fetch(id));
  auto larger = std::max(co_await name(id), co_await name(id + 1));
  use(order);
  use(copy);
  use(larger);
}

mini::task<void> good_function_that_says_nothing(int id) {
  auto text = classify(co_await name(id));
  const auto &order = known(co_await fetch(id));
  use(text);
  use(order);
}

mini::task<void> good_passed_on_and_copied(int id) {
  std::string text(trim(co_await name(id)));
  int total = checked(co_await find(id)).total;
  bool same = std::addressof(co_await find(id)) == nullptr;
  use(text);
  use(total + same);
}

mini::task<void> good_awaited_argument(int id) {
  struct Step {
    static mini::task<Order> next(Order order) { co_return order; }
    static mini::task<Order> of(const Order &order) { co_return order; }
  };
  const auto &order = co_await Step::next(co_await find(id));
  auto &&same = co_await Step::of(co_await fetch(id));
  use(order);
  use(same);
}

// ---- Assigned later ----

mini::task<void> bad_assigned_view(int id) {
  std::string_view text;
  text = co_await name(id); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this assignment // note: give the result a name
  use(text);
}

mini::task<void> bad_assigned_pointer(int id) {
  const Order *order = nullptr;
  if (id > 0)
    order = &co_await find(id); // warn: 'order' refers into the awaited temporary 'Find', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
  if (order)
    use(*order);
}

mini::task<void> bad_assigned_member_of_a_local(int id) {
  Headers headers;
  headers.host = co_await name(id); // warn: 'host' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this assignment // note: give the result a name
  use(headers.host);
}

struct bad_assigned_member {
  mini::task<void> refresh(int id) {
    text = co_await name(id); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this assignment // note: give the result a name
  }
  std::string_view text;
};

mini::task<void> good_assigned_copy(int id) {
  std::string text;
  text = co_await name(id);
  Order order;
  order = co_await find(id);
  use(text);
  use(order);
}

mini::task<void> good_assigned_to_the_referent(int id) {
  Order order;
  Order &same = order;
  same = co_await find(id);
  use(order);
}

mini::task<void> good_assigned_and_used_before(int id) {
  std::string text = co_await name(id);
  std::string_view view;
  view = text;
  use(view);
  view = {};
}

// ---- Several at once, several after each other ----

mini::task<void> bad_second_declarator(int id) {
  const Order copy = co_await find(id), &order = co_await find(id); // warn: 'order' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const Order copy = co_await find(id), order = co_await find(id);
  use(copy);
  use(order);
}

mini::task<void> bad_one_of_two_bindings(int id) {
  const auto &first = co_await fetch(id);
  const auto &second = co_await find(id); // warn: 'second' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto second = co_await find(id);
  use(first);
  use(second);
}

mini::task<void> bad_reference_to_a_dangling_reference(int id) {
  auto &order = co_await find(id); // warn: 'order' refers into the awaited temporary 'Find', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto order = co_await find(id);
  auto &customer = order.customer;
  use(customer);
}

mini::task<void> good_reference_then_copy(int id) {
  auto finding = find(id);
  auto &order = co_await finding;
  auto customer = order.customer;
  co_await turn();
  use(customer);
  use(order);
}

mini::task<void> good_awaiter_in_a_loop(int n) {
  for (int i = 0; i < n; ++i) {
    Find finding(i);
    auto &order = co_await finding;
    use(order);
  }
}

mini::task<void> good_awaiter_in_an_initialiser(int id) {
  if (auto finding = find(id); true) {
    auto &order = co_await finding;
    use(order);
  }
}

mini::task<void> good_awaiter_on_the_heap(int id) {
  auto finding = std::make_unique<Find>(id);
  auto &order = co_await *finding;
  use(order);
}

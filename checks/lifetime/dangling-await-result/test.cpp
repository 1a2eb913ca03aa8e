// flags: -std=c++20 -Wno-unused-value
// References to what a task keeps in its promise: the task is a temporary, and so is what it kept.
#include "mini.h"
#include <optional>

struct Order {
  std::string customer;
  int total = 0;
};
struct Invoice : Order {
  int number = 0;
};
void print(const Order &order);
void print(const std::string &text);
void print(int number);

// Keeps its result in its frame, and lends it out however it is awaited.
template <class T> class job {
public:
  struct promise_type : mini::detail::lazy_promise {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
    void return_value(T v) { result.emplace(std::move(v)); }
    std::optional<T> result;
  };
  job(job &&o) noexcept : frame(std::exchange(o.frame, {})) {}
  ~job() {
    if (frame)
      frame.destroy();
  }
  auto operator co_await() const noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> frame;
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        frame.promise().next = caller;
        return frame;
      }
      T &await_resume() {
        if (frame.promise().error)
          std::rethrow_exception(frame.promise().error);
        return *frame.promise().result; // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
      }
    };
    return awaiter{frame};
  }

private:
  explicit job(std::coroutine_handle<promise_type> h) : frame(h) {}
  std::coroutine_handle<promise_type> frame;
};

job<Order> load(int id) { co_return Order{"someone", id}; }
job<Invoice> load_invoice(int id) { co_return Invoice{{"someone", 1}, id}; }
job<int> quantity() { co_return 3; }
job<const char *> label() { co_return "none"; }
job<Order *> find(int id);
job<std::vector<Order>> load_all() { co_return std::vector<Order>(3); }
mini::task<Order> fetch(int id) { co_return Order{"someone", id}; }
mini::task<std::vector<Order>> fetch_all() { co_return std::vector<Order>(3); }
mini::task<void> turn() { co_return; }

// ---- The reference outlives the task ----

mini::task<void> bad_const_reference(int id) {
  const auto &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = co_await load(id);
  print(order);
}

mini::task<void> bad_east_const(int id) {
  auto const &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto const order = co_await load(id);
  print(order);
}

mini::task<void> bad_reference(int id) {
  auto &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto order = co_await load(id);
  order.total = 0;
  print(order);
}

mini::task<void> bad_forwarding_reference(int id) {
  auto &&order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto order = co_await load(id);
  print(order);
}

mini::task<void> bad_spelled_type(int id) {
  const Order &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const Order order = co_await load(id);
  print(order);
}

mini::task<void> bad_base_of_the_result(int id) {
  const Order &order = co_await load_invoice(id); // warn: 'order' refers into the awaited temporary 'job<Invoice>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  print(order);
}

mini::task<void> bad_alias_of_a_reference(int id) {
  using order_ref = const Order &;
  order_ref order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  print(order);
}

mini::task<void> bad_decltype_auto(int id) {
  decltype(auto) order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  print(order);
}

mini::task<void> bad_reference_to_a_number() {
  const int &n = co_await quantity(); // warn: 'n' refers into the awaited temporary 'job<int>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const int n = co_await quantity();
  print(n);
}

mini::task<void> bad_pointer_to_the_result(int id) {
  const Order *order = &co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  print(order->total);
}

mini::task<void> bad_braces(int id) {
  const Order &order{co_await load(id)}; // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const Order order{co_await load(id)};
  print(order);
}

mini::task<void> bad_parentheses(int id) {
  const Order &order((co_await (load(id)))); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const Order order((co_await (load(id))));
  print(order);
}

mini::task<void> bad_cast(int id) {
  auto &order = static_cast<Order &>(co_await load_invoice(id)); // warn: 'order' refers into the awaited temporary 'job<Invoice>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  print(order);
}

mini::task<void> bad_either_of_two(bool first) {
  const auto &order = first ? co_await load(1) : co_await load(2); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  print(order);
}

mini::task<void> bad_behind_a_comma(int id) {
  const auto &order = (print(id), co_await load(id)); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = (print(id), co_await load(id));
  print(order);
}

mini::task<void> bad_task_moved_into_a_temporary(int id) {
  auto loading = load(id);
  const auto &order = co_await job<Order>(std::move(loading)); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = co_await job<Order>(std::move(loading));
  print(order);
}

mini::task<void> bad_used_after_another_await(int id) {
  const auto &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = co_await load(id);
  co_await turn();
  print(order);
}

mini::task<int> bad_returned_later(int id) {
  auto &&order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto order = co_await load(id);
  co_return order.total;
}

// ---- Wherever a declaration may stand ----

mini::task<void> bad_if_initialiser(int id) {
  if (auto &order = co_await load(id); order.total > 0) // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: if (auto order = co_await load(id); order.total > 0)
    print(order);
}

mini::task<void> bad_switch_initialiser(int id) {
  switch (const auto &order = co_await load(id); order.total) { // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: switch (const auto order = co_await load(id); order.total) {
  case 0:
    break;
  default:
    print(order);
  }
}

mini::task<void> bad_for_initialiser(int id) {
  for (auto &order = co_await load(id); order.total > 0; --order.total) // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: for (auto order = co_await load(id); order.total > 0; --order.total)
    co_await turn();
}

mini::task<void> bad_loop_body(const std::vector<int> ids) {
  for (int id : ids) {
    const auto &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = co_await load(id);
    print(order);
  }
}

mini::task<void> bad_try_block(int id) {
  try {
    const auto &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = co_await load(id);
    print(order);
  } catch (const std::exception &) {
    print(id);
  }
}

mini::task<void> bad_lambda(int id) {
  auto show = [](int id) -> mini::task<void> {
    const auto &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = co_await load(id);
    print(order);
  };
  co_await show(id);
}

struct bad_member_function {
  mini::task<void> show() {
    const auto &order = co_await load(id); // warn: 'order' refers into the awaited temporary 'job<Order>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto order = co_await load(id);
    print(order);
  }
  int id = 0;
};

mini::task<int> bad_range_for_over_a_kept_vector() {
  int sum = 0;
  for (const auto &order : co_await load_all()) // warn: this loop goes through a part of the awaited temporary 'job<std::vector<Order>>', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    sum += order.total;
  co_return sum;
}

mini::task<int> bad_range_for_by_value() {
  int sum = 0;
  for (auto order : co_await load_all()) // warn: this loop goes through a part of the awaited temporary 'job<std::vector<Order>>', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    sum += order.total;
  co_return sum;
}

// ---- Copies ----

mini::task<void> good_copy(int id) {
  auto order = co_await load(id);
  print(order);
}

mini::task<void> good_const_copy(int id) {
  const auto order = co_await load(id);
  print(order);
}

mini::task<void> good_spelled_copy(int id) {
  Order order = co_await load(id);
  print(order);
}

mini::task<void> good_assigned_to_an_object(int id) {
  Order order;
  order = co_await load(id);
  print(order);
}

mini::task<void> good_copy_of_a_pointer(int id) {
  Order *order = co_await find(id);
  print(order->total);
}

mini::task<void> good_reference_to_the_pointee(int id) {
  Order &order = *co_await find(id);
  print(order);
}

mini::task<void> good_converted_number() {
  const long &n = co_await quantity(); // a long of its own
  print(static_cast<int>(n));
}

mini::task<void> good_converted_text() {
  const std::string &text = co_await label(); // a string of its own
  print(text);
}

mini::task<void> good_cast_to_a_value(int id) {
  const auto &order = static_cast<Order>(co_await load(id));
  print(order);
}

mini::task<void> good_copy_on_one_arm(bool known) {
  const Order &order = known ? co_await load(1) : Order{}; // the arms meet in a value
  print(order);
}

mini::task<void> good_arithmetic() {
  const int &n = co_await quantity() + 1;
  print(n);
}

// ---- Results by value ----

mini::task<void> good_value_extended(int id) {
  const auto &order = co_await fetch(id);
  print(order);
}

mini::task<void> good_value_extended_by_forwarding(int id) {
  auto &&order = co_await fetch(id);
  print(order);
}

mini::task<void> good_value_as_rvalue_reference(int id) {
  Order &&order = co_await fetch(id);
  print(order);
}

mini::task<void> good_value_as_base(int id) {
  struct Local {
    mini::task<Invoice> fetch(int id) { co_return Invoice{{"someone", 1}, id}; }
  } local;
  const Order &order = co_await local.fetch(id);
  print(order);
}

mini::task<void> good_value_by_decltype_auto(int id) {
  decltype(auto) order = co_await fetch(id);
  print(order);
}

mini::task<void> good_value_in_either_arm(bool first) {
  const auto &order = first ? co_await fetch(1) : co_await fetch(2);
  print(order);
}

mini::task<int> good_range_for_over_a_value() {
  int sum = 0;
  for (const auto &order : co_await fetch_all())
    sum += order.total;
  co_return sum;
}

// ---- Tasks that live long enough ----

mini::task<void> good_named_task(int id) {
  auto loading = load(id);
  const auto &order = co_await loading;
  print(order);
}

mini::task<void> good_named_task_moved_in_name_only(int id) {
  auto loading = load(id);
  const auto &order = co_await std::move(loading); // awaiting takes nothing out of the task
  print(order);
}

mini::task<void> good_extended_task(int id) {
  auto &&loading = load(id);
  const auto &order = co_await loading;
  print(order);
}

mini::task<void> good_parameter(job<Order> loading) {
  const auto &order = co_await loading;
  print(order);
}

mini::task<void> good_reference_parameter(job<Order> &loading) {
  auto &order = co_await loading;
  co_await turn();
  print(order);
}

struct good_member_task {
  mini::task<void> show() {
    const auto &order = co_await loading;
    print(order);
  }
  job<Order> loading;
};

mini::task<void> good_task_in_an_optional(int id) {
  std::optional<job<Order>> loading(load(id));
  const auto &order = co_await *loading;
  print(order);
}

mini::task<int> good_range_for_over_a_named_task() {
  int sum = 0;
  auto loading = load_all();
  for (const auto &order : co_await loading)
    sum += order.total;
  co_return sum;
}

mini::task<int> good_range_for_with_a_name() {
  int sum = 0;
  for (auto orders = co_await load_all(); const auto &order : orders)
    sum += order.total;
  co_return sum;
}

// ---- Used while the task is there ----

mini::task<void> good_argument(int id) { print(co_await load(id)); }

mini::task<int> good_member_at_once(int id) { co_return (co_await load(id)).total; }

mini::task<void> good_copied_by_a_lambda(int id) {
  auto order = [](const Order &o) { return o; }(co_await load(id));
  print(order);
}

mini::task<void> good_changed_in_place(int id) { (co_await load(id)).total = 0; }

mini::task<void> good_condition(int id) {
  if ((co_await load(id)).total > 0)
    print(id);
}

mini::task<void> good_init_capture(int id) {
  auto show = [order = co_await load(id)] { print(order); };
  show();
}

// References, views and pointers that a coroutine keeps to what its caller has already destroyed.
#include "mini.h"
#include <array>
#include <map>
#include <memory>
#include <span>

struct Order {
  int id = 0;
  std::string note;
  const std::string &text() const { return note; }
};
mini::task<void> deliver(std::string text);
mini::task<void> run_all(std::vector<mini::task<void>> work);
mini::task<int> first_of(mini::task<int> a, mini::task<int> b);
std::string label(int id);
Order make_order(int id);
std::vector<int> measurements();
bool urgent();
void count(int n);

mini::task<int> length_of(const std::string &text) {
  co_await deliver("measuring");
  co_return static_cast<int>(text.size()); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> show(std::string_view text) {
  co_await mini::tick();
  co_await deliver(std::string(text)); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> ship(Order &&order) { co_await deliver(std::move(order.note)); } // note: the coroutine uses it here // note: the coroutine uses it here
mini::task<void> amend(Order *order) {
  co_await mini::tick();
  order->note = "amended"; // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<int> total(std::span<const int> values) {
  int sum = 0;
  for (int v : values) // note: the coroutine uses it here // note: the coroutine uses it here
    sum += v;
  co_return sum;
}
mini::task<int> unseen(const std::string &text);           // the body is elsewhere
mini::task<int> unseen_view(std::string_view text, int n); // the body is elsewhere

// ---- A temporary, and the task is stored ----

mini::task<int> bad_temporary_of_a_declaration(int id) {
  auto pending = length_of(label(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await mini::tick();
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_awaited_by_the_next_statement(int id) {
  mini::task<int> pending = length_of(label(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_string_made_of_a_literal() {
  auto pending = length_of("a literal that becomes a string"); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_view_of_a_concatenation(std::string name) {
  auto pending = show("order of " + name); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_rvalue_reference_to_a_temporary(int id) {
  auto pending = ship(make_order(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await mini::tick();
  co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_rvalue_reference_to_a_new_object() {
  auto pending = ship(Order{4, "new"}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_span_of_a_temporary() {
  auto pending = total(measurements()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_body_not_visible(int id) {
  auto pending = unseen(label(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_second_call_of_a_pair(int id) {
  std::string name = label(id);
  auto both = first_of(unseen(name), unseen(label(id + 1))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(both); // note: the task is used here, when the temporary is gone
}

// A member of a temporary dies with it.
mini::task<int> bad_member_of_a_temporary(int id) {
  auto pending = length_of(make_order(id).note); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_reference_out_of_a_temporary(int id) {
  auto pending = length_of(make_order(id).text()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_characters_of_a_temporary(int id) {
  auto pending = show(label(id).c_str()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_view_of_a_temporary_by_name(int id) {
  auto pending = show(std::string_view(label(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_either_temporary(int id) {
  auto pending = length_of(urgent() ? label(id) : label(-id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_assigned_to_a_task(int id) {
  std::string first = label(id);
  auto pending = length_of(first);
  if (urgent())
    pending = length_of(first + "!"); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_pushed_into_a_vector(int id) {
  std::vector<mini::task<void>> work;
  work.push_back(show(label(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  work.emplace_back(show("twice " + label(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when the temporary is gone // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_engaged_in_an_optional(int id) {
  std::optional<mini::task<void>> work;
  if (urgent())
    work.emplace(show(label(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  if (work)
    co_await std::move(*work); // note: the task is used here, when the temporary is gone
}

namespace bad_kept_in_a_member {
class Desk {
public:
  void open(int id) { pending_ = show(label(id)); } // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  mini::task<void> close() {
    if (pending_)
      co_await std::move(*pending_);
  }

private:
  std::optional<mini::task<void>> pending_;
};
} // namespace bad_kept_in_a_member

namespace bad_member_initialiser {
class Desk {
public:
  explicit Desk(int id) : opening_(length_of(label(id))) {} // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  mini::task<int> opened() && { return std::move(opening_); }

private:
  mini::task<int> opening_;
};
} // namespace bad_member_initialiser

namespace bad_default_argument {
mini::task<int> greet(const std::string &whom = "nobody in particular") { // the default is made at the call
  co_await mini::tick();
  co_return static_cast<int>(whom.size()); // note: the coroutine uses it here
}
mini::task<int> f() {
  auto pending = greet(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}
} // namespace bad_default_argument

namespace bad_braces {
mini::task<int> sum(const std::vector<int> &values) {
  co_await mini::tick();
  int n = 0;
  for (int v : values) // note: the coroutine uses it here
    n += v;
  co_return n;
}
mini::task<int> f(int a, int b) {
  auto pending = sum({a, b}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}
} // namespace bad_braces

// ---- The task is returned ----

mini::task<int> bad_returned_with_a_temporary(int id) {
  return length_of(label(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

mini::task<void> bad_returned_view_of_a_temporary(const Order &order) {
  return show(order.note + " (shipped)"); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

// ---- A named object that dies before the task ----

mini::task<void> bad_local_of_an_inner_block(int id) {
  std::optional<mini::task<void>> pending;
  {
    std::string name = label(id); // note: 'name' is destroyed at the end of its scope
    pending = show(name); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await std::move(*pending); // note: the task is used here, when 'name' is gone
}

mini::task<void> bad_local_of_an_iteration(std::vector<int> ids) {
  std::vector<mini::task<void>> work;
  for (int id : ids) {
    auto name = label(id); // note: 'name' is destroyed at the end of its scope
    work.push_back(show(name)); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await run_all(std::move(work)); // note: the task is used here, when 'name' is gone
}

// The loop variable is a copy of the element.
mini::task<void> bad_copied_loop_variable(std::vector<Order> orders) {
  std::vector<mini::task<void>> work;
  for (Order order : orders) // note: 'order' is destroyed at the end of its scope
    work.push_back(amend(&order)); // warn: the task refers to 'order', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when 'order' is gone
}

mini::task<void> bad_counter_of_a_loop() {
  struct local {
    static mini::task<void> log(const int &n) {
      co_await mini::tick();
      count(n); // note: the coroutine uses it here
    }
  };
  std::vector<mini::task<void>> work;
  for (int i = 0; i < 4; ++i) // note: 'i' is destroyed at the end of its scope
    work.push_back(local::log(i)); // warn: the task refers to 'i', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when 'i' is gone
}

mini::task<void> bad_local_of_a_branch(bool wanted) {
  auto pending = show("default");
  if (wanted) {
    Order order = make_order(1); // note: 'order' is destroyed at the end of its scope
    pending = amend(&order); // warn: the task refers to 'order', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await std::move(pending); // note: the task is used here, when 'order' is gone
}

mini::task<void> bad_local_of_a_try_block(int id) {
  std::optional<mini::task<void>> pending;
  try {
    std::string name = label(id); // note: 'name' is destroyed at the end of its scope
    pending = show(name); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  } catch (const std::exception &) {
    count(0);
  }
  if (pending)
    co_await std::move(*pending); // note: the task is used here, when 'name' is gone
}

mini::task<void> bad_range_of_an_inner_array(bool wanted) {
  std::optional<mini::task<int>> pending;
  if (wanted) {
    std::array<int, 3> values{1, 2, 3}; // note: 'values' is destroyed at the end of its scope
    pending = total(values); // warn: the task refers to 'values', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  if (pending)
    count(co_await std::move(*pending)); // note: the task is used here, when 'values' is gone
}

// ---- The implicit object ----

struct Client {
  explicit Client(std::string host) : host(std::move(host)) {}
  mini::task<int> get() {
    co_await deliver(host); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
    co_return 1;
  }
  mini::task<void> ping() const;
  Client &with(int) { return *this; }
  std::string host;
};
Client connect(int id);

mini::task<int> bad_task_of_a_temporary_object(int id) {
  auto pending = connect(id).get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_task_of_a_temporary_unseen() {
  auto pending = Client("example").ping(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_task_of_a_temporary_through_a_chain(int id) {
  auto pending = connect(id).with(3).get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_returned_task_of_a_temporary(int id) {
  return connect(id).get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

mini::task<void> bad_task_of_an_inner_object(int id) {
  std::optional<mini::task<int>> pending;
  {
    Client client("inner"); // note: 'client' is destroyed at the end of its scope
    pending = client.get(); // warn: the task refers to 'client', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  count(co_await std::move(*pending)); // note: the task is used here, when 'client' is gone
}

mini::task<int> bad_owned_by_a_temporary_pointer(int id) {
  auto pending = std::make_unique<Client>("owned")->get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(pending); // note: the task is used here, when the temporary is gone
}

// ---- Fire and forget ----

mini::forget announce(const std::string &text) {
  co_await mini::tick();
  co_await deliver(text); // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::forget announce_copy(const std::string &text) {
  std::string mine = text;
  co_await mini::tick();
  co_await deliver(mine);
}

void bad_detached_with_a_temporary(int id) {
  announce(label(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_detached_with_a_literal() {
  announce("this string is made for the call"); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

// ---- Correct: awaited in the full expression ----

mini::task<int> good_awaited_in_place(int id) { co_return co_await length_of(label(id)); }

mini::task<void> good_all_awaited_in_place(int id) {
  int n = co_await length_of("a literal") + co_await length_of(label(id));
  co_await show("order of " + std::to_string(n));
  co_await ship(make_order(n));
  co_await ship({n, "braces"});
  count(co_await total(measurements()));
  count(co_await connect(id).get());
}

mini::task<void> good_awaited_in_a_condition(int id) {
  if (co_await length_of(label(id)) > 3)
    count(1);
  for (int i = 0; i < co_await unseen(label(i)); ++i)
    count(i);
}

mini::task<int> good_wrapped_and_awaited(int id) {
  co_return co_await first_of(unseen(label(id)), unseen(label(-id)));
}

// ---- Correct: the referent lives long enough ----

mini::task<int> good_named_local(int id) {
  std::string name = label(id);
  auto pending = length_of(name);
  co_await mini::tick();
  co_return co_await std::move(pending);
}

mini::task<int> good_lifetime_extended(int id) {
  const std::string &name = label(id);
  auto pending = length_of(name);
  co_await mini::tick();
  co_return co_await std::move(pending);
}

mini::task<void> good_view_of_a_literal() {
  auto pending = show("static for ever");
  co_await mini::tick();
  co_await std::move(pending);
}

mini::task<void> good_own_parameter(std::string text) {
  auto pending = show(text);
  co_await mini::tick();
  co_await std::move(pending);
}

mini::task<int> good_reference_parameter_passed_on(const std::string &text) { return length_of(text); }

mini::task<void> good_moved_named_local(int id) {
  Order order = make_order(id);
  auto pending = ship(std::move(order));
  co_await mini::tick();
  co_await std::move(pending);
}

mini::task<void> good_elements_outlive(std::vector<Order> orders) {
  std::vector<mini::task<void>> work;
  for (auto &order : orders)
    work.push_back(amend(&order));
  for (const auto &order : orders)
    work.push_back(show(order.note));
  co_await run_all(std::move(work));
}

mini::task<void> good_static_local(int id) {
  static const std::string prefix = label(0);
  std::optional<mini::task<int>> pending;
  if (id > 0)
    pending = length_of(prefix);
  if (pending)
    count(co_await std::move(*pending));
}

std::string global_name;
mini::task<int> good_global() { return length_of(global_name); }

namespace good_member_of_this {
class Desk {
public:
  mini::task<int> measure() { return length_of(name_); }
  void open() { pending_ = length_of(name_); }

private:
  std::string name_;
  std::optional<mini::task<int>> pending_;
};
} // namespace good_member_of_this

mini::task<void> good_joined_in_the_same_block(std::vector<int> ids) {
  for (int id : ids) {
    std::string name = label(id);
    auto first = show(name);
    auto second = length_of(name);
    co_await std::move(first);
    count(co_await std::move(second));
  }
}

mini::task<void> good_container_in_the_same_block(std::vector<int> ids) {
  for (int id : ids) {
    std::string name = label(id);
    std::vector<mini::task<void>> work;
    work.push_back(show(name));
    work.push_back(show(name));
    co_await run_all(std::move(work));
  }
}

mini::task<void> good_object_on_the_heap(std::shared_ptr<Client> client) {
  auto pending = client->ping();
  co_await mini::tick();
  co_await std::move(pending);
}

mini::task<int> good_named_client(int id) {
  Client client = connect(id);
  auto pending = client.with(3).get();
  co_await mini::tick();
  co_return co_await std::move(pending);
}

// The pointee belongs to somebody else; the pointer is copied.
Order *find_order(int id);
const std::string &interned(int id);
mini::task<void> good_pointee_of_unknown_owner(int id) {
  auto pending = amend(find_order(id));
  co_await mini::tick();
  co_await std::move(pending);
  auto other = length_of(interned(id));
  co_await mini::tick();
  count(co_await std::move(other));
}

// ---- Correct: the coroutine has its own, or is done with it ----

mini::task<int> measure(std::string text) {
  co_await mini::tick();
  co_return static_cast<int>(text.size());
}
mini::task<int> good_by_value(int id) {
  auto pending = measure(label(id));
  co_await mini::tick();
  co_return co_await std::move(pending);
}

mini::task<void> ignore(const std::string &) { co_await mini::tick(); }
mini::task<void> ignore_named([[maybe_unused]] const std::string &why) { co_await mini::tick(); }
mini::task<void> good_parameter_without_a_use(int id) {
  auto first = ignore(label(id));
  auto second = ignore_named(label(id));
  co_await std::move(first);
  co_await std::move(second);
}

void good_detached_copies_first(int id) { announce_copy(label(id)); }

mini::forget log_now(const std::string &text) {
  count(static_cast<int>(text.size()));
  co_await mini::tick();
  count(0);
}
void good_detached_reads_before_it_suspends(int id) { log_now(label(id)); }

mini::forget never_suspends(const std::string &text) {
  co_await mini::ready();
  count(static_cast<int>(text.size()));
}
void good_detached_never_suspends(int id) { never_suspends(label(id)); }

// Eager, and the body is not visible: it may well copy before it suspends.
mini::forget unseen_eager(const std::string &text);
void good_detached_body_not_visible(int id) { unseen_eager(label(id)); }

// Not a coroutine, although it returns a task: it may use the reference before it returns.
mini::task<int> start(const std::string &text) { return measure(text); }
mini::task<int> good_plain_function_that_copies(int id) {
  auto pending = start(label(id));
  co_await mini::tick();
  co_return co_await std::move(pending);
}

mini::task<void> assign(Order &into, int id) {
  co_await mini::tick();
  into.id = id;
}
mini::task<void> good_out_parameter(int id) {
  Order order;
  auto pending = assign(order, id);
  co_await mini::tick();
  co_await std::move(pending);
  count(order.id);
}

mini::task<int> good_task_ends_before_the_argument(int id) {
  std::string name = label(id);
  {
    auto pending = length_of(name);
    if (urgent())
      co_return co_await std::move(pending);
  }
  co_return 0;
}

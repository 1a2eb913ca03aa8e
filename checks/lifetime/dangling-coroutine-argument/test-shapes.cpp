// Unusual ways to make an argument, an object and a task.
#include "mini.h"
#include <array>
#include <bitset>
#include <map>
#include <memory>
#include <variant>

std::string name_of(int id);
bool urgent();
void log(std::string_view text);

struct Base {
  std::string_view title;
  int level = 0;
};
struct Derived : Base {
  const std::string &name;
  std::array<std::string_view, 2> more;
};
union Either {
  int number;
  const char *text;
};
struct Nested {
  struct {
    int x;
    std::string_view shown;
  } inner;
  int plain[2];
  unsigned small : 3;
  union {
    int number;
    const char *text;
  };
};
struct Empty {};
struct Inherits : std::string {
  using std::string::string;
};
struct Node {
  const Node *next;
  std::string_view text;
};

mini::task<void> take(Derived d) {
  co_await mini::tick();
  log(d.name); // note: the coroutine uses it here
}
mini::task<void> take_either(Either e) {
  co_await mini::tick();
  log(e.text);
}
mini::task<void> take_nested(Nested n) {
  co_await mini::tick();
  log(n.inner.shown); // note: the coroutine uses it here
}
mini::task<void> take_node(const Node &node) {
  co_await mini::tick();
  log(node.text); // note: the coroutine uses it here
}
mini::task<void> take_empty(Empty, Empty &&, const Empty *) { co_await mini::tick(); }
mini::task<void> take_text(const std::string &text) {
  co_await mini::tick();
  log(text); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> take_view(std::string_view text) {
  co_await mini::tick();
  log(text);
}
mini::task<void> take_function(void (&f)(std::string_view), void (*g)(std::string_view)) {
  co_await mini::tick();
  f("f");
  g("g");
}
mini::task<void> take_member(int Base::*member, const Base &base) {
  co_await mini::tick();
  log(std::to_string(base.*member));
}
template <auto Value> mini::task<void> take_constant(const decltype(Value) &value = Value) {
  co_await mini::tick();
  log(std::to_string(value));
}
struct Text {
  std::string text;
  operator std::string_view() const { return text; }
  operator const std::string &() const { return text; }
  friend mini::task<void> send(const Text &t) {
    co_await mini::tick();
    log(t.text); // note: the coroutine uses it here
  }
  mini::task<void> operator+(const Text &other) const {
    co_await mini::tick();
    log(text + other.text); // note: the coroutine uses it here
  }
  mini::task<void> operator[](int) & {
    co_await mini::tick();
    log(text);
  }
};
Text text_of(int id);
struct Virtual {
  virtual ~Virtual() = default;
  virtual mini::task<void> run(const std::string &text);
};
std::unique_ptr<Virtual> make_virtual();

// ---- Wrong ----

mini::task<void> bad_base_and_member(int id) {
  auto work = take({{"title", 1}, name_of(id), {"a", "b"}}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_nested_struct(int id) {
  auto work = take_nested({{1, name_of(id)}, {2, 3}, 1u, {4}}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_designated() {
  auto work = take_node(Node{.next = nullptr, .text = "literal"}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_inherited_constructor() {
  auto work = take_text(Inherits("some text that is long")); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_friend(int id) {
  auto work = send(text_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_operator(int id) {
  Text text = text_of(id);
  auto work = text + text_of(id + 1); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_virtual(Virtual &v, int id) {
  auto work = v.run(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_through_a_function_pointer(int id) {
  mini::task<void> (*take)(const std::string &) = &take_text;
  auto work = take(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_statement_in_a_condition(int id) {
  if (auto work = take_text(name_of(id)); urgent()) // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
    co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_in_a_comma(int id) {
  int n = 0;
  auto work = (++n, take_text(name_of(id + n))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_new(int id) {
  auto *work = new mini::task<void>(take_text(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(*work);
  delete work;
}

// ---- Right ----

mini::task<void> good_aggregates(std::string name) {
  Node first{nullptr, "first"};
  auto a = take({{"title", 1}, name, {"a", name}});
  auto b = take_nested({{1, name}, {2, 3}, 1u, {4}});
  auto c = take_node(first);
  auto d = take_either({.text = "either"});
  Node second = {.next = &first, .text = name};
  auto e = take_node(second);
  co_await mini::tick();
  co_await std::move(a);
  co_await std::move(b);
  co_await std::move(c);
  co_await std::move(d);
  co_await std::move(e);
}

mini::task<void> good_nothing_to_refer_to() {
  auto a = take_empty({}, Empty{}, nullptr);
  auto b = take_function(log, &log);
  Base base;
  auto c = take_member(&Base::level, base);
  co_await mini::tick();
  co_await std::move(a);
  co_await std::move(b);
  co_await std::move(c);
}

mini::task<void> good_awaited_in_place(int id, Virtual &v) {
  co_await take({{"title", 1}, name_of(id), {"a", "b"}});
  co_await take_node({nullptr, name_of(id)});
  co_await take_text(Inherits("text"));
  co_await take_view(text_of(id));
  co_await send(text_of(id));
  co_await (text_of(id) + text_of(id + 1));
  co_await v.run(name_of(id));
  co_await make_virtual()->run(name_of(id));
  co_await take_constant<3>();
  co_await take_constant<'c'>('d');
}

mini::task<void> good_named_objects(int id) {
  Text one = text_of(id), two = text_of(id + 1);
  auto a = one + two;
  auto b = send(one);
  auto c = take_view(two);
  auto d = one[3];
  co_await mini::tick();
  co_await std::move(a);
  co_await std::move(b);
  co_await std::move(c);
  co_await std::move(d);
}

namespace good_local_class {
mini::task<void> f(std::string text) {
  struct Local {
    const std::string &text;
    mini::task<void> run() const {
      co_await mini::tick();
      log(text);
    }
    static mini::task<void> twice(const Local &local) {
      co_await local.run();
      co_await local.run();
    }
  };
  Local local{text};
  auto a = local.run();
  auto b = Local::twice(local);
  co_await std::move(a);
  co_await std::move(b);
}
} // namespace good_local_class

mini::task<void> good_placement_in_a_union(std::string text) {
  union Slot {
    Slot() {}
    ~Slot() {}
    mini::task<void> work;
  } slot;
  std::construct_at(&slot.work, take_text(text));
  co_await std::move(slot.work);
  std::destroy_at(&slot.work);
}

template <class T> constexpr bool is_task = requires(T t) { std::move(t).operator co_await(); };
static_assert(is_task<decltype(take_text(std::string()))>);
using Task = decltype([](const std::string &text) { return take_text(text); }(""));
mini::task<void> good_unevaluated(std::string text) {
  static_assert(sizeof(take_text("x")) == sizeof(Task));
  static_assert(!noexcept(take_text("x")));
  Task work = take_text(text);
  co_await mini::tick();
  co_await std::move(work);
}

// Awaiters, and what their await_resume yields: a part of themselves, or of what somebody else owns.
#include "mini.h"
#include <array>
#include <span>
#include <variant>

struct item {
  std::string name;
  int n = 0;
};
void use(const item &i);
void use(std::string_view text);
void use(int n);

struct suspends {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
};

// What keeps a reference to what it was made from.
struct holder {
  const item &kept; // note: it does so through its member 'kept'
};
class keeper {
public:
  explicit keeper(const item &i) : kept(i) {}
  const item &get() const { return kept; }

private:
  const item &kept; // note: it does so through its member 'kept'
};
class copier {
public:
  explicit copier(const item &i) : kept(i) {}
  const item &get() const { return kept; }

private:
  item kept;
};

// Results in the awaiter.

struct in_array : suspends {
  explicit in_array(int fd);
  std::span<const char> await_resume() { return std::span(buffer).first(length); } // note: the await yields a part of it, or of what it owns
  std::array<char, 64> buffer;
  std::size_t length = 0;
};

struct in_string : suspends {
  std::string_view await_resume() { return text; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  std::string text;
};

struct in_optional : suspends {
  item &await_resume() {
    if (!result)
      throw std::runtime_error("closed");
    return *result; // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  }
  std::optional<item> result;
};

struct in_variant : suspends {
  item &&await_resume() {
    if (auto *e = std::get_if<1>(&result))
      std::rethrow_exception(*e);
    return std::get<0>(std::move(result)); // note: the await yields a part of it, or of what it owns
  }
  std::variant<item, std::exception_ptr> result;
};

struct on_the_heap : suspends {
  item &await_resume() { return *state; } // note: the await yields a part of it, or of what it owns
  std::unique_ptr<item> state;
};

struct shared_state : suspends {
  item &await_resume() { return *state; }
  std::shared_ptr<item> state;
};

struct itself : suspends {
  itself &await_resume() { return *this; } // note: the await yields a part of it, or of what it owns
  int fd = 0;
};

struct through_locals : suspends {
  const std::string &await_resume() {
    auto &self = *this;
    auto *inner = &self.part;
    const auto &found = inner->name;
    return found; // note: the await yields a part of it, or of what it owns
  }
  item part;
};

struct line {
  std::string_view text; // note: it does so through its member 'text' // note: it does so through its member 'text'
  int number;
};
struct numbered : suspends {
  line await_resume() { return {buffer, 3}; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  char buffer[16];
};

// Results that others own.

struct slot : suspends {
  item &await_resume() { return *where; }
  item *where = nullptr;
};
slot next_slot();
struct reseated : suspends {
  explicit reseated(int) : where(&spare) {}
  void await_suspend(std::coroutine_handle<>) { where = &shared; }
  item &await_resume() { return *where; }
  static item shared;
  item spare;
  item *where;
};

class channel {
public:
  struct receive : suspends {
    explicit receive(channel &c) : from(c) {}
    item &await_resume() { return from.queue.back(); } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
    channel &from;
  };
  receive next() { return receive(*this); }
  receive operator co_await() { return next(); }

private:
  std::vector<item> queue;
};

struct echo : suspends {
  explicit echo(const std::string &s) : text(s) {}
  std::string_view await_resume() { return text; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  const std::string &text;
};

struct either : suspends {
  item &await_resume() { return cached ? *cached : own; }
  item *cached = nullptr;
  item own;
};
struct one_of_two : suspends {
  item &await_resume() {
    if (cached)
      return *cached;
    return own;
  }
  item *cached = nullptr;
  item own;
};

struct not_visible : suspends {
  item &await_resume();
  item own;
};
struct promised : suspends {
  item &await_resume() [[clang::lifetimebound]];
  item own;
};

struct endless : suspends {
  item &await_resume() { return find(3); }
  item &find(int n) { return n ? find(n - 1) : find(n + 1); }
  item own;
};

// operator co_await.

struct with_free_operator {
  item value;
};
struct by_reference : suspends {
  with_free_operator &of;
  explicit by_reference(with_free_operator &o) : of(o) {}
  item &await_resume() { return of.value; } // note: the await yields a part of it, or of what it owns
};
by_reference operator co_await(with_free_operator &o) { return by_reference(o); }
by_reference operator co_await(with_free_operator &&o) { return by_reference{o}; }

class unique_frame {
public:
  explicit unique_frame(std::coroutine_handle<> h) : h(h) {}
  unique_frame(unique_frame &&o) noexcept : h(std::exchange(o.h, nullptr)) {}
  ~unique_frame() {
    if (h)
      h.destroy();
  }
  std::coroutine_handle<> get() const { return h; }

private:
  std::coroutine_handle<> h;
};
template <class T> struct promise_of {
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception() { std::terminate(); }
  void return_value(T v) { value = std::move(v); }
  T value{};
};

// A task that hands its frame over to the awaiter.
template <class T> class handing_over {
public:
  struct promise_type : promise_of<T> {
    handing_over get_return_object();
  };
  struct awaiter : suspends {
    awaiter(unique_frame f, promise_type *p) : frame(std::move(f)), promise(p) {}
    T &await_resume() {
      return std::coroutine_handle<promise_type>::from_address(frame.get().address()).promise().value; // note: the await yields a part of it, or of what it owns
    }
    unique_frame frame;
    promise_type *promise;
  };
  awaiter operator co_await() && { return awaiter(std::move(frame), promise); }

private:
  unique_frame frame;
  promise_type *promise;
};
handing_over<item> handed();

// Nobody's frame: it is destroyed by somebody else.
template <class T> class observer {
public:
  struct promise_type : promise_of<T> {
    observer get_return_object();
  };
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  T &await_resume() { return h.promise().value; }
  std::coroutine_handle<promise_type> h;
};
observer<item> observed();

// Shared by all copies.
template <class T> class counted {
public:
  struct promise_type : promise_of<T> {
    counted get_return_object();
    int references = 1;
  };
  counted(const counted &o) : h(o.h) { ++h.promise().references; }
  ~counted() {
    if (--h.promise().references == 0)
      h.destroy();
  }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  T &await_resume() { return h.promise().value; }

private:
  std::coroutine_handle<promise_type> h;
};
counted<item> a_copy();

// A reference is what the coroutine returned, wherever that is.
template <class T> class by_pointer {
public:
  struct promise_type {
    by_pointer get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_value(T &v) { value = &v; }
    T *value;
  };
  by_pointer(by_pointer &&o) noexcept : h(std::exchange(o.h, nullptr)) {}
  ~by_pointer() {
    if (h)
      h.destroy();
  }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  T &await_resume() { return *h.promise().value; }

private:
  std::coroutine_handle<promise_type> h;
};
by_pointer<item> found();

// await_transform.
class transforming {
public:
  struct promise_type {
    transforming get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_void() {}
    in_string &await_transform(in_string &op) { return op; }
    in_string &&await_transform(in_string &&op) { return std::move(op); }
    auto await_transform(item i) {
      struct wrapper : suspends {
        explicit wrapper(item i) : i(std::move(i)) {}
        item &await_resume() { return i; } // note: the await yields a part of it, or of what it owns
        item i;
      };
      return wrapper(std::move(i));
    }
    by_reference await_transform(with_free_operator &o) { return by_reference(o); }
  };
};

// Objects that keep what they were made from.

mini::task<item> made();

// The cases.

mini::task<> bad_span_of_an_array_member(int fd) {
  auto bytes = co_await in_array(fd); // warn: 'bytes' refers into the awaited temporary 'in_array', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(bytes[0]);
}
mini::task<> bad_view_of_a_string_member() {
  auto line = co_await in_string(); // warn: 'line' refers into the awaited temporary 'in_string', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(line);
}
mini::task<> good_view_of_a_named_awaiter() {
  in_string op;
  auto line = co_await op;
  use(line);
}
mini::task<> good_view_of_a_moved_named_awaiter() {
  in_string op;
  auto line = co_await std::move(op);
  use(line);
}
mini::task<> bad_content_of_an_optional_member() {
  auto &i = co_await in_optional{}; // warn: 'i' refers into the awaited temporary 'in_optional', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await in_optional{};
  use(i);
}
mini::task<> bad_content_of_a_variant_member() {
  auto &&i = co_await in_variant{}; // warn: 'i' refers into the awaited temporary 'in_variant', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await in_variant{};
  use(i);
}
mini::task<> bad_pointee_of_an_owner_member() {
  auto &i = co_await on_the_heap{}; // warn: 'i' refers into the awaited temporary 'on_the_heap', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await on_the_heap{};
  use(i);
}
mini::task<> good_pointee_of_a_shared_member(std::shared_ptr<item> s) {
  auto &i = co_await shared_state{{}, s};
  use(i);
}
mini::task<> bad_the_awaiter_itself() {
  auto &op = co_await itself{}; // warn: 'op' refers into the awaited temporary 'itself', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto op = co_await itself{};
  use(op.fd);
}
mini::task<> bad_through_locals_of_await_resume() {
  const auto &name = co_await through_locals{}; // warn: 'name' refers into the awaited temporary 'through_locals', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto name = co_await through_locals{};
  use(name);
}
mini::task<> bad_struct_with_a_view() {
  auto l = co_await numbered(); // warn: 'l' refers into the awaited temporary 'numbered', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(l.text);
}
mini::task<> bad_structured_binding_with_a_view() {
  auto [text, number] = co_await numbered(); // warn: '[text, number]' refers into the awaited temporary 'numbered', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(text);
}
mini::task<> good_struct_with_a_view_of_a_named_awaiter() {
  numbered op;
  auto [text, number] = co_await op;
  use(text);
}
mini::task<> good_pointer_set_by_others() {
  auto &i = co_await next_slot();
  auto &j = co_await slot{};
  use(i);
  use(j);
}
mini::task<> good_pointer_set_in_await_suspend() {
  auto &i = co_await reseated(1);
  use(i);
}
mini::task<> good_part_of_a_longer_lived_object(channel &c) {
  auto &i = co_await c.next();
  auto &j = co_await c;
  use(i);
  use(j);
}
mini::task<> good_part_of_a_local() {
  channel c;
  auto &i = co_await c.next();
  use(i);
}
mini::task<> bad_part_of_a_temporary() {
  auto &i = co_await channel().next(); // warn: 'i' refers into a temporary 'channel', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await channel().next();
  use(i);
}
mini::task<> bad_part_of_a_temporary_awaited() {
  auto &i = co_await channel(); // warn: 'i' refers into the awaited temporary 'channel', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await channel();
  use(i);
}
mini::task<> bad_argument_is_a_temporary() {
  auto v = co_await echo(std::string("a string long enough for the heap")); // warn: 'v' refers into a temporary 'std::string', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(v);
}
mini::task<> good_argument_is_a_local() {
  std::string s = "a string long enough for the heap";
  auto v = co_await echo(s);
  use(v);
}
mini::task<> good_perhaps_elsewhere(item &i) {
  auto &a = co_await either{{}, &i, {}};
  auto &b = co_await one_of_two{{}, &i, {}};
  use(a);
  use(b);
}
mini::task<> good_body_not_visible() {
  auto &i = co_await not_visible{};
  use(i);
}
mini::task<> bad_lifetimebound_body_not_visible() {
  auto &i = co_await promised{}; // warn: 'i' refers into the awaited temporary 'promised', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await promised{};
  use(i);
}
mini::task<> good_recursion() {
  auto &i = co_await endless{};
  use(i);
}
mini::task<> bad_free_operator() {
  auto &i = co_await with_free_operator{}; // warn: 'i' refers into the awaited temporary 'with_free_operator', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await with_free_operator{};
  use(i);
}
mini::task<> good_free_operator(with_free_operator &o) {
  auto &i = co_await o;
  use(i);
}
mini::task<> bad_frame_handed_to_the_awaiter() {
  auto task = handed();
  auto &i = co_await std::move(task); // warn: 'i' refers into the awaiter, a temporary 'handing_over<item>::awaiter', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await std::move(task);
  use(i);
}
mini::task<> good_frame_not_owned() {
  auto &i = co_await observed();
  use(i);
}
mini::task<> good_frame_shared() {
  auto &i = co_await a_copy();
  use(i);
}
mini::task<> good_result_is_a_reference() {
  auto &i = co_await found();
  use(i);
}
transforming bad_transformed() {
  auto v = co_await in_string(); // warn: 'v' refers into the awaited temporary 'in_string', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(v);
}
transforming bad_transformed_into_an_owner(item mine) {
  auto &i = co_await mine; // warn: 'i' refers into the awaiter, a temporary 'wrapper', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto i = co_await mine;
  use(i);
}
transforming good_transformed(in_string &op, with_free_operator &o) {
  auto v = co_await op;
  auto &i = co_await o;
  use(v);
  use(i);
}
mini::task<> bad_aggregate_with_a_reference() {
  holder h{co_await in_optional{}}; // warn: 'h' refers into the awaited temporary 'in_optional', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(h.kept);
}
mini::task<> bad_class_with_a_reference() {
  keeper k(co_await made()); // warn: 'k' refers into the result of the await, a temporary 'item', which is destroyed at the end of this declaration // note: give the result a name
  use(k.get());
}
mini::task<> good_aggregate_extends() {
  holder h{co_await made()};
  use(h.kept);
}
mini::task<> good_class_with_a_copy() {
  copier c(co_await made());
  use(c.get());
}
mini::task<> bad_captured_by_reference() {
  auto later = [&i = co_await in_optional{}] { use(i); }; // warn: 'i' refers into the awaited temporary 'in_optional', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  later();
}
mini::task<> good_captured_by_value() {
  auto later = [i = co_await in_optional{}] { use(i); };
  later();
}
mini::task<> bad_loop_over_an_argument() {
  for (char c : co_await echo(std::string("a string long enough for the heap"))) // warn: this loop goes through a part of a temporary 'std::string', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    use(c);
}
mini::task<std::string_view> bad_returned_argument() {
  co_return co_await echo(std::string("a string long enough for the heap")); // warn: what is returned refers into a temporary 'std::string', which is destroyed at the end of this statement // note: give what is awaited a name, and await that, or copy the value
}

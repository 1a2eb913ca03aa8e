// Results of awaits in all the shapes that tasks, awaiters and declarations come in.
#include "mini.h"
#include <array>
#include <map>
#include <span>
#include <tuple>

struct profile {
  std::string name;
  int age = 0;
  std::vector<std::string> tags;
  std::string_view nick;
  std::unique_ptr<std::string> note;
  const char *title = nullptr;
  const std::string &label() const { return name; }
  const std::string &shown() const;
  profile &renamed() {
    name += "!";
    return *this;
  }
  static const profile &anonymous();
};
void use(const profile &p);
void use(std::string_view text);
void use(int n);

// The value stays in the promise; the awaiter refers to the frame the task owns.
template <class T> class lazy {
public:
  struct promise_type {
    lazy get_return_object() { return lazy(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T v) { value.emplace(std::move(v)); }
    void unhandled_exception() { error = std::current_exception(); }
    T &result() & {
      if (error)
        std::rethrow_exception(error);
      return *value;
    }
    T &&result() && {
      if (error)
        std::rethrow_exception(error);
      return std::move(*value);
    }
    std::optional<T> value;
    std::exception_ptr error;
  };
  lazy(lazy &&o) noexcept : frame(std::exchange(o.frame, nullptr)) {}
  ~lazy() { reset(); }

  struct awaiter_base {
    explicit awaiter_base(std::coroutine_handle<promise_type> h) : frame(h) {}
    bool await_ready() const noexcept { return !frame || frame.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
    std::coroutine_handle<promise_type> frame;
  };
  auto operator co_await() const & noexcept {
    struct awaiter : awaiter_base {
      using awaiter_base::awaiter_base;
      decltype(auto) await_resume() { return this->frame.promise().result(); }
    };
    return awaiter{frame};
  }
  auto operator co_await() && noexcept {
    struct awaiter : awaiter_base {
      using awaiter_base::awaiter_base;
      decltype(auto) await_resume() { return std::move(this->frame.promise()).result(); } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
    };
    return awaiter{frame};
  }

private:
  explicit lazy(std::coroutine_handle<promise_type> h) : frame(h) {}
  void reset() {
    if (auto old = std::exchange(frame, nullptr))
      old.destroy();
  }
  std::coroutine_handle<promise_type> frame;
};

lazy<profile> load(int id);
lazy<std::string> text(int id);
lazy<int> count(int id);
lazy<std::vector<profile>> all();
lazy<std::string_view> borrowed_view(int id);
lazy<profile *> lookup(int id);
lazy<std::unique_ptr<profile>> owned(int id);
lazy<std::shared_ptr<profile>> shared(int id);
lazy<std::map<int, std::string>> names();
mini::task<profile> load_value(int id);
mini::task<std::string> text_value(int id);
mini::task<std::vector<int>> numbers();
mini::task<std::optional<std::string>> maybe();
mini::task<std::unique_ptr<profile>> owned_value(int id);
mini::task<std::shared_ptr<profile>> shared_value(int id);
mini::task<std::pair<std::string, int>> pair_value();
mini::task<std::tuple<std::string, int>> tuple_value();
mini::task<profile &> long_lived(int id);
mini::task<const char *> literal();
mini::task<std::array<int, 3>> triple();

// Declarations.

mini::task<> bad_const_reference(int id) {
  const auto &p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await load(id);
  use(p);
}
mini::task<> bad_forwarding_reference(int id) {
  auto &&p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto p = co_await load(id);
  use(p);
}
mini::task<> bad_rvalue_reference(int id) {
  profile &&p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: profile p = co_await load(id);
  use(p);
}
mini::task<> bad_pointer_to_it(int id) {
  const auto &r = co_await load(id); // warn: 'r' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto r = co_await load(id);
  const profile *p = &r;
  use(*p);
}
mini::task<> bad_pointer(int id) {
  auto lender = [](const profile &p) { return &p; };
  const profile *p = lender(co_await load(id)); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(*p);
}
mini::task<> bad_address_of_member(int id) {
  const int *age = &(co_await load(id)).renamed().age; // warn: 'age' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(*age);
}
mini::task<> bad_addressof(int id) {
  auto &&r = co_await load(id); // warn: 'r' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto r = co_await load(id);
  auto *p = std::addressof(r);
  use(*p);
}
mini::task<> bad_view_of_the_string_in_the_promise(int id) {
  std::string_view v = co_await text(id); // warn: 'v' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(v);
}
mini::task<> bad_view_of_a_member(int id) {
  std::string_view v = (co_await load(id)).name; // warn: 'v' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(v);
}
mini::task<> bad_c_string(int id) {
  const char *s = (co_await text(id)).c_str(); // warn: 's' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(s);
}
mini::task<> bad_iterator(int id) {
  auto it = (co_await load(id)).tags.begin(); // warn: 'it' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(*it);
}
mini::task<> bad_element(int id) {
  const auto &tag = (co_await load(id)).tags[0]; // warn: 'tag' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto tag = (co_await load(id)).tags[0];
  use(tag);
}
mini::task<> bad_front_of_elements() {
  auto &first = (co_await all()).front(); // warn: 'first' refers into the awaited temporary 'lazy<std::vector<profile>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(first);
}
mini::task<> bad_map_iterator() {
  auto it = (co_await names()).find(3); // warn: 'it' refers into the awaited temporary 'lazy<std::map<int, std::string>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(it->second);
}
mini::task<> bad_map_value() {
  const auto &name = (co_await names()).find(3)->second; // warn: 'name' refers into the awaited temporary 'lazy<std::map<int, std::string>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto name = (co_await names()).find(3)->second;
  use(name);
}
mini::task<> bad_getter(int id) {
  const auto &name = (co_await load(id)).label(); // warn: 'name' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto name = (co_await load(id)).label();
  use(name);
}
mini::task<> bad_builder(int id) {
  auto &p = (co_await load(id)).renamed().renamed(); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(p);
}
mini::task<> bad_what_an_owner_in_it_owns(int id) {
  const std::string &note = *(co_await load(id)).note; // warn: 'note' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const std::string note = *(co_await load(id)).note;
  use(note);
}
mini::task<> bad_pointer_out_of_an_owner(int id) {
  auto *p = (co_await owned(id)).get(); // warn: 'p' refers into the awaited temporary 'lazy<std::unique_ptr<profile>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(p->age);
}
mini::task<> bad_pointee_of_an_owner(int id) {
  auto &p = *co_await owned(id); // warn: 'p' refers into the awaited temporary 'lazy<std::unique_ptr<profile>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(p);
}
mini::task<> bad_reference_to_scalar(int id) {
  const int &n = co_await count(id); // warn: 'n' refers into the awaited temporary 'lazy<int>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const int n = co_await count(id);
  use(n);
}
mini::task<> bad_static_cast(int id) {
  const profile &p = static_cast<const profile &>(co_await load(id)); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const profile p = static_cast<const profile &>(co_await load(id));
  use(p);
}
mini::task<> bad_forwarded(int id) {
  auto &&p = std::forward<profile>(co_await load(id)); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto p = std::forward<profile>(co_await load(id));
  use(p);
}
mini::task<> bad_braces(int id) {
  const profile &p{co_await load(id)}; // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(p);
}
mini::task<> bad_in_a_condition(int id) {
  if (auto &&p = co_await load(id); p.age > 3) // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: if (auto p = co_await load(id); p.age > 3)
    use(p);
}
mini::task<> bad_in_a_switch(int id) {
  switch (const int &n = co_await count(id); n) { // warn: 'n' refers into the awaited temporary 'lazy<int>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: switch (const int n = co_await count(id); n) {
  case 1:
    use(n);
  }
}
mini::task<> bad_one_arm(int id, profile &other) {
  const profile &p = id ? co_await lazy<profile>(load(id)) : std::move(other); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(p);
}
mini::task<> bad_in_a_loop(int id) {
  while (id--) {
    const auto &p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await load(id);
    use(p);
  }
}
mini::task<> bad_moved_named_task_into_a_temporary(int id) {
  auto named = load(id);
  const auto &p = co_await lazy<profile>(std::move(named)); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await lazy<profile>(std::move(named));
  use(p);
}
mini::task<> bad_lambda_coroutine(int id) {
  auto work = [](int id) -> mini::task<> {
    const auto &p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await load(id);
    use(p);
  };
  co_await work(id);
}
template <class T> mini::task<> bad_in_a_template(T id) {
  const auto &p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await load(id);
  use(p);
}
template mini::task<> bad_in_a_template<int>(int);
mini::task<> bad_generic_lambda(int id) {
  auto work = [](auto id) -> mini::task<> {
    auto &&p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto p = co_await load(id);
    use(p);
  };
  co_await work(id);
}
mini::task<> bad_captured(int id) {
  const auto &p = co_await load(id); // warn: 'p' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await load(id);
  auto later = [&] { use(p); };
  later();
}
mini::task<> bad_assigned_view(int id) {
  std::string_view v = "none";
  v = co_await text(id); // warn: 'v' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
  use(v);
}
mini::task<> bad_assigned_pointer(int id) {
  const char *s = nullptr;
  s = (co_await text(id)).c_str(); // warn: 's' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
  use(s);
}
mini::task<> bad_assigned_in_a_loop(int id) {
  std::string_view last;
  for (int i = 0; i != id; ++i) {
    if (!last.empty())
      use(last);
    last = co_await text(i); // warn: 'last' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
  }
}

mini::task<> good_copy(int id) {
  auto p = co_await load(id);
  use(p);
}
mini::task<> good_named_task(int id) {
  auto t = load(id);
  const auto &p = co_await t;
  use(p);
}
mini::task<> good_moved_named_task_keeps_the_frame(int id) {
  auto t = load(id);
  auto &&p = co_await std::move(t);
  use(p);
}
mini::task<> good_extended_task(int id) {
  auto &&t = load(id);
  auto &&p = co_await t;
  use(p);
}
mini::task<> good_parameter_task(lazy<profile> t) {
  auto &&p = co_await t;
  use(p);
}
mini::task<> good_reference_parameter_task(lazy<profile> &t) {
  auto &&p = co_await std::move(t);
  use(p);
}
mini::task<> good_element_task(std::vector<lazy<profile>> ts) {
  for (auto &t : ts) {
    auto &&p = co_await std::move(t);
    use(p);
  }
}
mini::task<> good_pointed_to_task(std::unique_ptr<lazy<profile>> t) {
  auto &p = co_await *t;
  use(p);
}
mini::task<> good_used_at_once(int id) {
  use(co_await load(id));
  use((co_await load(id)).name);
  int age = (co_await load(id)).age;
  use(age);
}
mini::task<> good_never_used(int id) {
  [[maybe_unused]] auto &&p = co_await load(id);
}
mini::task<> good_new_value_before_use(int id) {
  std::string_view v = co_await text(id);
  v = "none";
  use(v);
}
mini::task<> good_view_in_the_value(int id) {
  std::string_view nick = (co_await load(id)).nick;
  const char *title = (co_await load(id)).title;
  std::string_view v = co_await borrowed_view(id);
  use(nick);
  use(title);
  use(v);
}
mini::task<> bad_reference_to_the_view_in_the_promise(int id) {
  const auto &v = co_await borrowed_view(id); // warn: 'v' refers into the awaited temporary 'lazy<std::string_view>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(v);
}
mini::task<> good_pointer_value(int id) {
  auto *p = co_await lookup(id);
  auto &r = *co_await lookup(id);
  const auto &name = (co_await lookup(id))->name;
  use(*p);
  use(r);
  use(name);
}
mini::task<> good_shared(int id) {
  auto &r = *co_await shared(id);
  auto *p = (co_await shared(id)).get();
  use(r);
  use(*p);
}
mini::task<> good_released(int id) {
  auto *p = (co_await owned(id)).release();
  use(*p);
  delete p;
}
mini::task<> good_static_member(int id) {
  auto &p = (co_await load(id)).anonymous();
  use(p);
}
mini::task<> good_unknown_getter(int id) {
  auto &name = (co_await load(id)).shown();
  use(name);
}
mini::task<> good_long_lived(int id) {
  auto &p = co_await long_lived(id);
  const auto &name = (co_await long_lived(id)).name;
  std::string_view v = (co_await long_lived(id)).name;
  use(p);
  use(name);
  use(v);
}
mini::task<> good_string_from_it(int id) {
  std::string s = co_await text(id);
  std::string name{(co_await load(id)).name};
  auto tags = (co_await load(id)).tags;
  use(s);
  use(name);
  use(tags[0]);
}

// Results by value.

mini::task<> bad_view_of_a_string_by_value(int id) {
  std::string_view v = co_await text_value(id); // warn: 'v' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(v);
}
mini::task<> bad_c_string_of_a_value(int id) {
  auto s = (co_await text_value(id)).c_str(); // warn: 's' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(s);
}
mini::task<> bad_span_of_a_value() {
  std::span<const int> s = co_await numbers(); // warn: 's' refers into the result of the await, a temporary 'std::vector<int>', which is destroyed at the end of this declaration // note: give the result a name
  use(s[0]);
}
mini::task<> bad_element_of_a_value() {
  auto &n = (co_await numbers())[0]; // warn: 'n' refers into the result of the await, a temporary 'std::vector<int>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto n = (co_await numbers())[0];
  use(n);
}
mini::task<> bad_iterator_into_a_value() {
  auto it = (co_await numbers()).begin(); // warn: 'it' refers into the result of the await, a temporary 'std::vector<int>', which is destroyed at the end of this declaration // note: give the result a name
  use(*it);
}
mini::task<> bad_content_of_an_optional() {
  auto &&s = *co_await maybe(); // warn: 's' refers into the result of the await, a temporary 'std::optional<std::string>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto s = *co_await maybe();
  use(s);
}
mini::task<> bad_value_of_an_optional() {
  auto &&s = (co_await maybe()).value(); // warn: 's' refers into the result of the await, a temporary 'std::optional<std::string>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto s = (co_await maybe()).value();
  use(s);
}
mini::task<> bad_member_through_an_optional() {
  const char *s = (co_await maybe())->c_str(); // warn: 's' refers into the result of the await, a temporary 'std::optional<std::string>', which is destroyed at the end of this declaration // note: give the result a name
  use(s);
}
mini::task<> bad_pointee_of_a_unique_pointer(int id) {
  auto &p = *co_await owned_value(id); // warn: 'p' refers into the result of the await, a temporary 'std::unique_ptr<profile>', which is destroyed at the end of this declaration // note: give the result a name
  use(p);
}
mini::task<> bad_member_of_a_unique_pointer(int id) {
  const auto &name = (co_await owned_value(id))->name; // warn: 'name' refers into the result of the await, a temporary 'std::unique_ptr<profile>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto name = (co_await owned_value(id))->name;
  use(name);
}
mini::task<> bad_getter_of_a_value(int id) {
  const auto &name = (co_await load_value(id)).label(); // warn: 'name' refers into the result of the await, a temporary 'profile', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto name = (co_await load_value(id)).label();
  use(name);
}
mini::task<> bad_get_of_a_tuple() {
  auto &&s = std::get<0>(co_await tuple_value()); // warn: 's' refers into the result of the await, a temporary 'std::tuple<std::string, int>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto s = std::get<0>(co_await tuple_value());
  use(s);
}
mini::task<> bad_moved_result(int id) {
  auto &&p = std::move(co_await load_value(id)); // warn: 'p' refers into the result of the await, a temporary 'profile', which is destroyed at the end of this declaration // note: give the result a name // fix: auto p = std::move(co_await load_value(id));
  use(p);
}
mini::task<> bad_array_data() {
  const int *p = (co_await triple()).data(); // warn: 'p' refers into the result of the await, a temporary 'std::array<int, 3>', which is destroyed at the end of this declaration // note: give the result a name
  use(*p);
}
mini::task<> bad_substring(int id) {
  auto v = std::string_view(co_await text_value(id)).substr(1); // warn: 'v' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(v);
}

mini::task<> good_extended_result(int id) {
  const auto &p = co_await load_value(id);
  auto &&q = co_await load_value(id);
  const std::string &name = (co_await load_value(id)).name;
  auto &&age = (co_await load_value(id)).age;
  const profile &r{co_await load_value(id)};
  const auto &first = (co_await pair_value()).first;
  auto &&list = co_await numbers();
  use(p);
  use(q);
  use(name);
  use(age);
  use(r);
  use(first);
  use(list[0]);
}
mini::task<> good_value_by_value(int id) {
  auto s = *co_await maybe();
  auto o = co_await maybe();
  auto p = co_await owned_value(id);
  auto n = (co_await numbers())[0];
  auto t = std::get<0>(co_await tuple_value());
  auto sub = (co_await text_value(id)).substr(1);
  auto size = (co_await text_value(id)).size();
  use(s);
  use(*o);
  use(*p);
  use(n);
  use(t);
  use(sub);
  use(int(size));
}
mini::task<> good_view_of_a_named_result(int id) {
  auto s = co_await text_value(id);
  std::string_view v = s;
  use(v);
}
mini::task<> good_pointer_by_value() {
  std::string_view v = co_await literal();
  use(v);
}
mini::task<> good_shared_by_value(int id) {
  auto &p = *co_await shared_value(id);
  use(p);
}

// Structured bindings and loops.

mini::task<> bad_structured_binding(int id) {
  const auto &[name, age, tags, nick, note, title] = co_await load(id); // warn: '[name, age, tags, nick, note, title]' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto [name, age, tags, nick, note, title] = co_await load(id);
  use(name);
}
mini::task<> good_structured_binding_of_a_value(int id) {
  const auto &[name, age] = co_await pair_value();
  auto &&[a, b] = co_await tuple_value();
  use(name);
  use(a);
}
mini::task<> good_structured_binding_never_used(int id) {
  auto &&[name, age, tags, nick, note, title] = co_await load(id);
}
mini::task<> bad_loop_over_the_promise() {
  for (const auto &p : co_await all()) // warn: this loop goes through a part of the awaited temporary 'lazy<std::vector<profile>>', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    use(p);
}
mini::task<> bad_loop_over_a_member(int id) {
  for (const auto &tag : (co_await load(id)).tags) // warn: this loop goes through a part of the awaited temporary 'lazy<profile>', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    use(tag);
}
mini::task<> bad_loop_over_a_member_of_an_owner(int id) {
  for (const auto &tag : (co_await owned_value(id))->tags) // warn: this loop goes through a part of the result of the await, a temporary 'std::unique_ptr<profile>', which is destroyed before the first iteration // note: give the result a name
    use(tag);
}
mini::task<> bad_loop_over_the_content_of_an_optional() {
  for (char c : *co_await maybe()) // warn: this loop goes through a part of the result of the await, a temporary 'std::optional<std::string>', which is destroyed before the first iteration // note: give the result a name
    use(c);
}
mini::task<> bad_loop_over_a_view(int id) {
  for (char c : std::string_view(co_await text_value(id))) // warn: this loop goes through a part of the result of the await, a temporary 'std::string', which is destroyed before the first iteration // note: give the result a name
    use(c);
}
mini::task<> good_loop_over_a_value() {
  for (int n : co_await numbers())
    use(n);
  for (const auto &tag : (co_await load_value(1)).tags)
    use(tag);
}
mini::task<> good_loop_with_a_name() {
  for (auto list = all(); const auto &p : co_await list)
    use(p);
}

// Members, globals and what is returned: others use them.

std::string_view last_seen;
struct reader {
  mini::task<> bad_assigned_member(int id) {
    view = co_await text(id); // warn: 'view' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
  }
  mini::task<> good_member_gets_another_value(int id) {
    view = co_await text(id);
    view = "none";
  }
  mini::task<> good_member_with_its_own_string(int id) {
    copy = co_await text(id);
    view = copy;
  }
  std::string_view view;
  std::string copy;
};
mini::task<> bad_assigned_global(int id) {
  last_seen = co_await text(id); // warn: 'last_seen' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
}
mini::task<> bad_assigned_out_parameter(int id, profile &out) {
  out.nick = (co_await load(id)).name; // warn: 'nick' refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
}
mini::task<> bad_assigned_member_of_a_local(int id) {
  profile p;
  p.nick = co_await text(id); // warn: 'nick' refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this assignment // note: give what is awaited a name, and await that, or copy the value
  use(p);
}
mini::task<> good_assigned_member_of_a_local_never_used(int id) {
  profile p;
  p.nick = co_await text(id);
}
mini::task<std::string_view> bad_returned_view(int id) {
  co_return co_await text(id); // warn: what is returned refers into the awaited temporary 'lazy<std::string>', which is destroyed at the end of this statement // note: give what is awaited a name, and await that, or copy the value
}
mini::task<const char *> bad_returned_pointer(int id) {
  co_return (co_await load(id)).name.c_str(); // warn: what is returned refers into the awaited temporary 'lazy<profile>', which is destroyed at the end of this statement // note: give what is awaited a name, and await that, or copy the value
}
mini::task<std::string> good_returned_string(int id) {
  co_return co_await text(id);
}
mini::task<std::string_view> good_returned_view_of_others(int id) {
  co_return (co_await long_lived(id)).name;
}
mini::task<std::size_t> good_returned_size(int id) {
  co_return std::string_view(co_await text(id)).size();
}

// Tasks that yield what owns something.

lazy<mini::task<int>> nested();
mini::task<mini::task<int>> nested_value();
mini::task<> good_moved_task() {
  auto t = co_await nested();
  auto u = co_await nested_value();
  use(co_await std::move(t));
  use(co_await std::move(u));
}
mini::task<> good_moved_owner(int id) {
  auto p = co_await owned(id);
  std::unique_ptr<profile> q = std::move(co_await owned(id));
  use(*p);
  use(*q);
}
mini::task<> bad_iterators_in_a_pair() {
  auto [first, last] = (co_await names()).equal_range(3); // warn: '[first, last]' refers into the awaited temporary 'lazy<std::map<int, std::string>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // note@stl_pair.h: it does so through its member 'first'
  use(first->second);
}
mini::task<> good_node_taken_out() {
  auto node = (co_await names()).extract(3);
  use(node.mapped());
}
mini::task<std::vector<std::string_view>> views();
mini::task<> good_views_copied_from_a_range() {
  std::vector<std::string_view> first((co_await views()).begin(), (co_await views()).begin());
  std::optional<std::string_view> any = (co_await views()).front();
  std::pair<int, std::string_view> entry(1, (co_await views())[0]);
  use(first[0]);
  use(*any);
  use(entry.second);
}

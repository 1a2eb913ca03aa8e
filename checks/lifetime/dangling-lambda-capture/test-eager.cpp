// Eager tasks: the body runs inside the call up to its first suspension, and nothing before that can dangle.
#include "mini.h"
#include <map>
#include <memory>
#include <tuple>

// Starts at once; whoever awaits it is resumed when it is done.
template <class T = void> class hot {
public:
  struct promise_type {
    hot get_return_object();
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    template <class U> void return_value(U &&);
    void unhandled_exception();
  };
  hot(hot &&) noexcept;
  hot &operator=(hot &&) noexcept;
  ~hot();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> awaiting) noexcept;
  T await_resume();

private:
  std::coroutine_handle<promise_type> frame;
};
template <> class hot<void> {
public:
  struct promise_type {
    hot get_return_object();
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  hot(hot &&) noexcept;
  hot &operator=(hot &&) noexcept;
  ~hot();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> awaiting) noexcept;
  void await_resume();

private:
  std::coroutine_handle<promise_type> frame;
};

struct Store {
  hot<void> put(std::string key, int value);
  hot<int> get(std::string key);
  hot<void> scan(const std::string &prefix);
  void note(const std::string &what);
};
struct Watch {
  int ticks() const;
};
hot<void> nap(int ms);
hot<void> all_of(std::vector<hot<void>> work);
bool urgent();
void print(const std::string &text);
int length(std::string_view text);

// ---- Read after the first suspension ----

hot<int> bad_stored(Store &s, std::string key) {
  auto pending = [&s, key]() -> hot<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await nap(1);
    co_return co_await s.get(key); // note: 'this' is read from the closure here, when that is gone
  }();
  co_await nap(2);
  co_return co_await std::move(pending); // note: the task is used here
}

hot<void> bad_returned(Store &s, std::string key) {
  return [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await nap(1);
    s.note(key); // note: 'this' is read from the closure here, when that is gone
  }();
}

hot<void> bad_second_await_reads(Store &s, std::string key) {
  return [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    int old = co_await s.get(key);
    co_await s.put(key, old + 1); // note: 'this' is read from the closure here, when that is gone
  }();
}

hot<void> bad_collected(Store &s, std::vector<std::string> keys) {
  std::vector<hot<void>> work;
  for (const auto &key : keys)
    work.push_back([&s, &key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await nap(1);
      s.note(key); // note: 'this' is read from the closure here, when that is gone
    }());
  co_await all_of(std::move(work)); // note: the task is used here
}

hot<void> bad_bound_by_reference_after_the_suspension(Store &s, std::string prefix) {
  return [&s, prefix]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &store = s;
    co_await nap(0);
    co_await store.scan(prefix); // note: 'this' is read from the closure here, when that is gone
  }();
}

hot<void> bad_read_in_a_destructor(Store &s, std::string key) {
  return [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    struct OnExit {
      Store &store;
      const std::string &key;
      ~OnExit() { store.note(key); }
    } on_exit{s, key}; // note: 'this' is read from the closure here, when that is gone
    co_await nap(1);
  }();
}

hot<void> bad_read_in_a_handler(Store &s, std::string key) {
  return [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &store = s;
    try {
      co_await store.put("x", 1);
    } catch (const std::exception &) {
      store.note(key); // note: 'this' is read from the closure here, when that is gone
    }
  }();
}

hot<void> bad_read_in_the_condition_of_a_loop(Store &s, std::vector<std::string> keys) {
  return [&s, keys]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &store = s;
    for (std::size_t i = 0; i < keys.size(); ++i) // note: 'this' is read from the closure here, when that is gone
      co_await store.put("x", static_cast<int>(i));
  }();
}

hot<void> bad_range_for_over_a_capture(Store &s, std::vector<std::string> keys) {
  return [&s, keys]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &store = s;
    for (const auto &key : keys) // note: 'this' is read from the closure here, when that is gone
      co_await store.put(key, 1);
  }();
}

hot<void> bad_structured_bindings_over_a_capture(std::map<std::string, int> values, Store &s) {
  return [&s, values]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    for (auto [key, value] : values) // note: 'this' is read from the closure here, when that is gone
      co_await s.put(key, value);
  }();
}

// The inner closure refers to the captures of the outer one.
hot<void> bad_read_by_an_inner_lambda(Store &s, std::string key) {
  return [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto note = [&] { s.note(key); };
    co_await nap(1);
    note(); // note: 'this' is read from the closure here, when that is gone
  }();
}

hot<int> bad_read_on_the_way_out(Store &s, int bonus) {
  return [&s, bonus]() -> hot<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    int n = co_await s.get("n");
    co_return n + bonus; // note: 'this' is read from the closure here, when that is gone
  }();
}

hot<void> bad_conditional_suspension(Store &s, std::string key) {
  return [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &store = s;
    if (urgent())
      co_await nap(1);
    store.note(key); // note: 'this' is read from the closure here, when that is gone
  }();
}

// Only the first two are copied in time.
hot<void> bad_copied_too_late(Store &s, std::string key) {
  return [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &store = s;
    co_await nap(1);
    auto mine = key; // note: 'this' is read from the closure here, when that is gone
    store.note(mine);
  }();
}

namespace bad_this_after_the_suspension {
class Cache {
public:
  hot<void> refresh() {
    return [this]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      value_ = co_await store_.get("value"); // note: 'this' is read from the closure here, when that is gone
    }();
  }

private:
  Store store_;
  int value_ = 0;
};
} // namespace bad_this_after_the_suspension

hot<void> bad_named_closure_dies_first(Store &s, std::string key) {
  auto later = [&s, key]() -> hot<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: closure 'later' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    co_await nap(1);
    s.note(key); // note: 'this' is read from the closure here, when that is gone
  };
  return later();
}

// ---- Correct ----

hot<int> good_awaited_in_place(Store &s, std::string key) {
  co_return co_await [&s, key]() -> hot<int> {
    co_await nap(1);
    co_return co_await s.get(key);
  }();
}

hot<int> good_named_closure(Store &s, std::string key) {
  auto read = [&s, key]() -> hot<int> {
    co_await nap(1);
    co_return co_await s.get(key);
  };
  auto pending = read();
  co_await nap(2);
  co_return co_await std::move(pending);
}

// The key is copied into get()'s frame before anything suspends.
hot<int> good_one_await_by_value(Store &s, std::string key) {
  return [&s, key]() -> hot<int> { co_return co_await s.get(key); }();
}

hot<void> good_everything_copied(Store &s_, std::string key_) {
  return [&s_, key_]() -> hot<void> {
    auto &s = s_;
    auto key = key_;
    co_await nap(1);
    s.note(key);
  }();
}

hot<void> good_moved_out_first(std::vector<std::string> keys_, Store &s_) {
  return [keys_ = std::move(keys_), &s_]() mutable -> hot<void> {
    auto [keys, s] = std::pair<std::vector<std::string>, Store *>(std::move(keys_), &s_);
    for (auto &key : keys)
      co_await s->put(key, 1);
  }();
}

hot<void> good_used_up_before(Store &s, std::string key) {
  return [&s, key]() -> hot<void> {
    s.note(key);
    int n = length(key);
    co_await nap(n);
    print("done");
  }();
}

hot<int> good_no_suspension_at_all(std::string key) {
  return [key]() -> hot<int> { co_return length(key); }();
}

hot<void> good_suspends_last(Store &s, std::string key, std::vector<int> values) {
  return [&s, key, values]() -> hot<void> {
    int sum = 0;
    for (int v : values)
      sum += v;
    co_await s.put(key, sum);
  }();
}

hot<void> good_either_or(Store &s, std::string key) {
  return [&s, key]() -> hot<void> {
    if (urgent())
      co_await s.put(key, 1);
    else
      co_await s.put(key, 2);
  }();
}

hot<void> good_leaves_the_loop_after_the_suspension(Store &s, std::vector<std::string> keys) {
  return [&s, keys]() -> hot<void> {
    for (const auto &key : keys) {
      if (key.empty())
        continue;
      co_await s.put(key, 1);
      break;
    }
  }();
}

hot<void> good_never_suspends_before(Store &s, std::string key) {
  return [&s, key]() -> hot<void> {
    co_await mini::ready();
    s.note(key);
    co_await nap(1);
  }();
}

hot<int> good_argument_of_the_first_await(Store &s, std::string key) {
  auto pending = [&s, key](int bonus) -> hot<int> {
    int n = co_await s.get("prefix/" + key);
    co_return n + bonus;
  }(3);
  co_await nap(1);
  co_return co_await std::move(pending);
}

hot<void> good_copy_shadows_the_capture(Store &s, std::string key) {
  return [&s, key]() -> hot<void> {
    auto mine = [store = &s, key] { store->note(key); };
    co_await nap(1);
    mine();
  }();
}

namespace good_this_copied {
class Cache : public std::enable_shared_from_this<Cache> {
public:
  hot<void> refresh() {
    return [self_ = shared_from_this()]() -> hot<void> {
      auto self = self_;
      self->value_ = co_await self->store_.get("value");
    }();
  }

private:
  Store store_;
  int value_ = 0;
};
} // namespace good_this_copied

hot<void> good_constant_after_the_suspension(Store &s_) {
  static constexpr int limit = 5;
  const int twice = 2 * limit;
  return [&s_]() -> hot<void> {
    auto &s = s_;
    co_await nap(1);
    co_await s.put("limit", limit + twice);
  }();
}

// Generators that are awaited: an element lives in the generator's frame, as long as the generator does.
#include "mini.h"

void use(std::string_view text);
void use(int number);
mini::task<void> turn() { co_return; }

// Keeps the element that it has yielded last.
template <class T> class stream {
public:
  struct promise_type {
    stream get_return_object() { return stream(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct hand_over {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept { return h.promise().consumer; }
      void await_resume() noexcept {}
    };
    hand_over final_suspend() noexcept {
      element.reset();
      return {};
    }
    hand_over yield_value(T v) {
      element.emplace(std::move(v));
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    std::coroutine_handle<> consumer;
    std::optional<T> element;
  };
  struct base_awaiter {
    std::coroutine_handle<promise_type> producer;
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
      producer.promise().consumer = h;
      return producer;
    }
  };
  struct next_awaiter : base_awaiter {
    T *await_resume() noexcept {
      auto &element = this->producer.promise().element;
      return element ? &*element : nullptr;
    }
  };
  struct first_awaiter : base_awaiter {
    T &await_resume() { return this->producer.promise().element.value(); } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  };
  struct take_awaiter : base_awaiter {
    std::optional<T> await_resume() { return std::exchange(this->producer.promise().element, std::nullopt); }
  };
  next_awaiter next() { return {{frame}}; }
  first_awaiter first() { return {{frame}}; }
  take_awaiter take() { return {{frame}}; }
  stream(stream &&o) noexcept : frame(std::exchange(o.frame, {})) {}
  ~stream() {
    if (frame)
      frame.destroy();
  }

private:
  explicit stream(std::coroutine_handle<promise_type> h) : frame(h) {}
  std::coroutine_handle<promise_type> frame;
};

stream<std::string> names(int n) {
  for (int i = 0; i < n; ++i)
    co_yield "a name that is longer than others " + std::to_string(i);
}

mini::task<void> bad_first_of_a_temporary() {
  const auto &name = co_await names(3).first(); // warn: 'name' refers into a temporary 'stream<std::string>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto name = co_await names(3).first();
  use(name);
}

mini::task<void> bad_view_of_the_first_of_a_temporary() {
  std::string_view name = co_await names(3).first(); // warn: 'name' refers into a temporary 'stream<std::string>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(name);
}

mini::task<void> bad_view_of_what_was_taken() {
  auto all = names(3);
  std::string_view name = *co_await all.take(); // warn: 'name' refers into the result of the await, a temporary 'std::optional<std::string>', which is destroyed at the end of this declaration // note: give the result a name
  use(name);
}

mini::task<void> bad_reference_to_what_was_taken() {
  auto all = names(3);
  const auto &name = (co_await all.take()).value(); // warn: 'name' refers into the result of the await, a temporary 'std::optional<std::string>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto name = (co_await all.take()).value();
  use(name);
}

mini::task<void> good_loop_over_a_named_stream() {
  auto all = names(3);
  while (auto *name = co_await all.next())
    use(*name);
}

mini::task<void> good_first_of_a_named_stream() {
  auto all = names(3);
  auto &name = co_await all.first();
  use(name);
}

mini::task<void> good_stream_of_the_caller(stream<std::string> &all) {
  auto &name = co_await all.first();
  co_await turn();
  use(name);
}

mini::task<void> good_stream_parameter(stream<std::string> all) {
  for (auto *name = co_await all.next(); name; name = co_await all.next())
    use(*name);
}

mini::task<void> good_taken_by_value() {
  auto all = names(3);
  while (auto name = co_await all.take()) {
    std::string_view view = *name;
    use(view);
  }
  auto more = names(1);
  const auto &last = co_await more.take();
  use(last.has_value());
}

mini::task<void> good_copy_of_the_first() {
  auto name = co_await names(3).first();
  use(co_await names(3).first());
  use(name);
}

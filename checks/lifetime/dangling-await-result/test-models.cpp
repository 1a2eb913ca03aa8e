// How known libraries keep and lend out results, on the shortest stand-ins for their headers.
#include "mini.h"
#include <map>
#include <variant>

struct Reply {
  std::string body;
  int code = 0;
};
void use(const Reply &reply);
void use(std::string_view text);
void use(int number);

template <class Promise> struct stand_in_awaiter {
  std::coroutine_handle<Promise> m_coroutine;
  bool await_ready() const noexcept { return !m_coroutine || m_coroutine.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
    m_coroutine.promise().next = awaiting;
    return m_coroutine;
  }
};
// Destroys its frame.
template <class Promise> struct owned_frame {
  explicit owned_frame(Promise &p) : handle(std::coroutine_handle<Promise>::from_promise(p)) {}
  owned_frame(owned_frame &&o) noexcept : handle(std::exchange(o.handle, nullptr)) {}
  ~owned_frame() {
    if (handle)
      handle.destroy();
  }
  std::coroutine_handle<Promise> handle;
};

namespace cppcoro {
template <class T> class [[nodiscard]] task {
public:
  struct promise_type : mini::detail::lazy_promise {
    task get_return_object() noexcept { return task(*this); }
    void return_value(T v) { ::new (static_cast<void *>(&m_value)) T(std::move(v)); }
    using rvalue_type = std::conditional_t<std::is_arithmetic_v<T> || std::is_pointer_v<T>, T, T &&>;
    T &result() & { return m_value; }
    rvalue_type result() && { return std::move(m_value); }
    promise_type() noexcept {}
    ~promise_type() { m_value.~T(); }
    union {
      T m_value;
    };
  };
  explicit task(promise_type &p) : m_coroutine(p) {}
  auto operator co_await() const & noexcept {
    struct awaitable : stand_in_awaiter<promise_type> {
      decltype(auto) await_resume() { return this->m_coroutine.promise().result(); }
    };
    return awaitable{{m_coroutine.handle}};
  }
  auto operator co_await() const && noexcept {
    struct awaitable : stand_in_awaiter<promise_type> {
      decltype(auto) await_resume() { return std::move(this->m_coroutine.promise()).result(); } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
    };
    return awaitable{{m_coroutine.handle}};
  }

private:
  owned_frame<promise_type> m_coroutine;
};
} // namespace cppcoro

namespace coro {
template <class T> class task {
public:
  struct promise_type : mini::detail::lazy_promise {
    task get_return_object() noexcept { return task(*this); }
    void return_value(T v) { m_storage.template emplace<1>(std::move(v)); }
    auto result() & -> decltype(auto) {
      if (std::holds_alternative<T>(m_storage))
        return static_cast<const T &>(std::get<T>(m_storage));
      throw std::bad_variant_access();
    }
    auto result() && -> decltype(auto) {
      if (std::holds_alternative<T>(m_storage))
        return static_cast<T &&>(std::get<T>(m_storage));
      throw std::bad_variant_access();
    }
    std::variant<std::monostate, T> m_storage;
  };
  explicit task(promise_type &p) : m_coroutine(p) {}
  auto operator co_await() const & noexcept {
    struct awaitable : stand_in_awaiter<promise_type> {
      auto await_resume() -> decltype(auto) { return this->m_coroutine.promise().result(); }
    };
    return awaitable{{m_coroutine.handle}};
  }
  auto operator co_await() const && noexcept {
    struct awaitable : stand_in_awaiter<promise_type> {
      auto await_resume() -> decltype(auto) { return std::move(this->m_coroutine.promise()).result(); } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
    };
    return awaitable{{m_coroutine.handle}};
  }

private:
  owned_frame<promise_type> m_coroutine;
};
} // namespace coro

namespace folly::coro {
template <class T> class Task {
public:
  struct promise_type : mini::detail::lazy_promise {
    Task get_return_object() noexcept { return Task(*this); }
    void return_value(T v) { m_value.emplace(std::move(v)); }
    std::optional<T> m_value;
  };
  explicit Task(promise_type &p) : m_coroutine(p) {}
  auto operator co_await() && noexcept {
    struct awaiter : stand_in_awaiter<promise_type> {
      T await_resume() { return *std::move(this->m_coroutine.promise().m_value); }
    };
    return awaiter{{m_coroutine.handle}};
  }

private:
  owned_frame<promise_type> m_coroutine;
};
} // namespace folly::coro

namespace async_simple::coro {
template <class T> class Lazy {
public:
  struct promise_type : mini::detail::lazy_promise {
    Lazy get_return_object() noexcept { return Lazy(*this); }
    void return_value(T v) { m_value.emplace(std::move(v)); }
    T &&result() && { return std::move(*m_value); }
    std::optional<T> m_value;
  };
  explicit Lazy(promise_type &p) : m_coroutine(p) {}
  auto operator co_await() {
    struct awaiter : stand_in_awaiter<promise_type> {
      auto await_resume() {
        auto r = std::move(this->m_coroutine.promise()).result();
        return r;
      }
    };
    return awaiter{{m_coroutine.handle}};
  }

private:
  owned_frame<promise_type> m_coroutine;
};
} // namespace async_simple::coro

// Counts its frame's owners, as a shared task does.
namespace cppcoro {
template <class T> class shared_task {
public:
  struct promise_type : mini::detail::lazy_promise {
    shared_task get_return_object() noexcept { return shared_task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    void return_value(T v) { m_value.emplace(std::move(v)); }
    std::size_t owners = 1;
    std::optional<T> m_value;
  };
  shared_task(const shared_task &o) noexcept : m_coroutine(o.m_coroutine) { ++m_coroutine.promise().owners; }
  ~shared_task() {
    if (--m_coroutine.promise().owners == 0)
      m_coroutine.destroy();
  }
  auto operator co_await() const noexcept {
    struct awaiter : stand_in_awaiter<promise_type> {
      T &await_resume() { return *this->m_coroutine.promise().m_value; }
    };
    return awaiter{{m_coroutine}};
  }

private:
  explicit shared_task(std::coroutine_handle<promise_type> h) : m_coroutine(h) {}
  std::coroutine_handle<promise_type> m_coroutine;
};
} // namespace cppcoro

template <template <class> class Task> Task<Reply> ask(int id) { co_return Reply{"body", id}; }
template <template <class> class Task> Task<int> ask_code() { co_return 200; }
template <template <class> class Task> Task<std::string> ask_text() { co_return "text"; }

mini::task<void> bad_rvalue_of_a_cppcoro_task() {
  auto &&reply = co_await ask<cppcoro::task>(1); // warn: 'reply' refers into the awaited temporary 'cppcoro::task<Reply>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto reply = co_await ask<cppcoro::task>(1);
  use(reply);
}

mini::task<void> bad_const_reference_to_a_cppcoro_result() {
  const auto &reply = co_await ask<cppcoro::task>(1); // warn: 'reply' refers into the awaited temporary 'cppcoro::task<Reply>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto reply = co_await ask<cppcoro::task>(1);
  use(reply);
}

mini::task<void> bad_rvalue_of_a_libcoro_task() {
  auto &&reply = co_await ask<coro::task>(1); // warn: 'reply' refers into the awaited temporary 'coro::task<Reply>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto reply = co_await ask<coro::task>(1);
  use(reply);
}

mini::task<void> bad_const_reference_to_a_libcoro_result() {
  const Reply &reply = co_await ask<coro::task>(1); // warn: 'reply' refers into the awaited temporary 'coro::task<Reply>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const Reply reply = co_await ask<coro::task>(1);
  use(reply);
}

mini::task<void> bad_range_for_over_a_cppcoro_result() {
  for (char c : co_await ask_text<cppcoro::task>()) // warn: this loop goes through a part of the awaited temporary 'cppcoro::task<std::string>', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    use(c);
}

mini::task<void> bad_view_of_a_libcoro_result() {
  std::string_view text = co_await ask_text<coro::task>(); // warn: 'text' refers into the awaited temporary 'coro::task<std::string>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(text);
}

mini::task<void> bad_view_of_a_folly_result() {
  std::string_view text = co_await ask_text<folly::coro::Task>(); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(text);
}

mini::task<void> bad_view_of_an_async_simple_result() {
  std::string_view text = co_await ask_text<async_simple::coro::Lazy>(); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(text);
}

mini::task<void> good_cppcoro_number_by_value() {
  auto &&code = co_await ask_code<cppcoro::task>();
  use(code);
}

mini::task<void> good_cppcoro_copies() {
  auto reply = co_await ask<cppcoro::task>(1);
  auto body = (co_await ask<cppcoro::task>(2)).body;
  use(reply);
  use(body);
}

mini::task<void> good_cppcoro_named() {
  auto asking = ask<cppcoro::task>(1);
  auto &reply = co_await asking;
  auto again = ask<cppcoro::task>(2);
  auto &&same = co_await std::move(again);
  use(reply);
  use(same);
}

mini::task<void> good_cppcoro_shared(cppcoro::shared_task<Reply> asked) {
  auto &reply = co_await asked;
  use(reply);
}

struct good_cppcoro_shared_by_a_cache {
  cppcoro::shared_task<Reply> ask(int id) { return asked.at(id); }
  mini::task<void> print(int id) {
    auto &reply = co_await ask(id); // the cache is another owner
    use(reply);
  }
  std::map<int, cppcoro::shared_task<Reply>> asked;
};

mini::task<void> good_libcoro_copies() {
  const auto reply = co_await ask<coro::task>(1);
  use(reply);
  use(co_await ask_text<coro::task>());
}

mini::task<void> good_folly_by_value() {
  auto &&reply = co_await ask<folly::coro::Task>(1);
  const auto &body = (co_await ask<folly::coro::Task>(2)).body;
  for (char c : co_await ask_text<folly::coro::Task>())
    use(c);
  use(reply);
  use(body);
}

mini::task<void> good_async_simple_by_value() {
  const auto &reply = co_await ask<async_simple::coro::Lazy>(1);
  auto &&[body, code] = co_await ask<async_simple::coro::Lazy>(2);
  use(reply);
  use(body);
  use(code);
}

// flags: -std=c++23
// C++23 keeps every temporary of a range-for's initialiser for the whole loop, and nothing else.
#include "mini.h"
#include <expected>
#include <span>

struct Batch {
  std::vector<std::string> lines;
  const std::vector<std::string> &all() const { return lines; }
  std::span<const std::string> rows() const { return lines; }
  template <class Self> auto &&own(this Self &&self) { return std::forward<Self>(self).lines; }
};
void show(std::string_view text);

// Lends its result out.
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
      const T &await_resume() { return *frame.promise().result; } // note: the await yields a part of it, or of what it owns
    };
    return awaiter{frame};
  }

private:
  explicit job(std::coroutine_handle<promise_type> h) : frame(h) {}
  std::coroutine_handle<promise_type> frame;
};

job<Batch> kept(int id) { co_return Batch{{"first line"}}; }
job<std::vector<std::string>> kept_lines(int id) { co_return std::vector<std::string>{"first line"}; }
mini::task<Batch> batch(int id) { co_return Batch{{"first line"}}; }
mini::task<std::string> title(int id) { co_return "title"; }
mini::task<std::expected<std::string, int>> attempt(int id) { co_return "text"; }

// ---- The loop ----

mini::task<void> good_range_for_over_a_kept_vector(int id) {
  for (const auto &line : co_await kept_lines(id))
    show(line);
}

mini::task<void> good_range_for_over_a_kept_member(int id) {
  for (const auto &line : (co_await kept(id)).lines)
    show(line);
}

mini::task<void> good_range_for_over_a_getter(int id) {
  for (const auto &line : (co_await batch(id)).all())
    show(line);
}

mini::task<void> good_range_for_over_rows(int id) {
  for (const auto &line : (co_await batch(id)).rows())
    show(line);
}

mini::task<void> good_range_for_over_a_view(int id) {
  for (char c : std::string_view(co_await title(id)))
    show({&c, 1});
}

mini::task<void> bad_declared_in_the_loop_head(int id) {
  for (std::string_view text = co_await title(id); char c : text) // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
    show({&c, 1});
}

mini::task<void> bad_declared_in_the_body(int id) {
  for (int i = 0; i < id; ++i) {
    std::string_view text = co_await title(i); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
    show(text);
  }
}

mini::task<void> bad_old_loop(int id) {
  const auto &lines = co_await kept_lines(id); // warn: 'lines' refers into the awaited temporary 'job<std::vector<std::string>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto lines = co_await kept_lines(id);
  for (auto it = lines.begin(); it != lines.end(); ++it)
    show(*it);
}

// ---- Explicit object parameters ----

mini::task<void> bad_getter_with_an_explicit_object(int id) {
  auto &&lines = (co_await batch(id)).own(); // warn: 'lines' refers into the result of the await, a temporary 'Batch', which is destroyed at the end of this declaration // note: give the result a name // fix: auto lines = (co_await batch(id)).own();
  show(lines.front());
}

mini::task<void> good_getter_with_an_explicit_object_copied(int id) {
  auto lines = (co_await batch(id)).own();
  show(lines.front());
}

mini::task<void> bad_lambda_with_an_explicit_object(int id) {
  auto print = [id](this auto) -> mini::task<void> {
    std::string_view text = co_await title(id); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
    show(text);
  };
  co_await print();
}

mini::task<void> good_decay_copy(int id) {
  auto &&lines = auto(co_await kept_lines(id));
  show(lines.front());
}

// ---- std::expected ----

mini::task<void> bad_value_of_an_expected(int id) {
  const auto &text = (co_await attempt(id)).value(); // warn: 'text' refers into the result of the await, a temporary 'std::expected<std::string, int>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto text = (co_await attempt(id)).value();
  show(text);
}

mini::task<void> bad_star_of_an_expected(int id) {
  std::string_view text = *co_await attempt(id); // warn: 'text' refers into the result of the await, a temporary 'std::expected<std::string, int>', which is destroyed at the end of this declaration // note: give the result a name
  show(text);
}

mini::task<void> good_value_of_an_expected_copied(int id) {
  auto text = (co_await attempt(id)).value();
  show(text);
}

mini::task<void> good_named_expected(int id) {
  auto result = co_await attempt(id);
  if (result)
    show(result.value());
}

mini::task<void> good_expected_in_a_condition(int id) {
  if (auto result = co_await attempt(id)) {
    std::string_view text = *result;
    show(text);
  }
}

// Code that looks close to a bug and is right: channels, pools, joins and what callers hand in.
#include "mini.h"
#include <deque>
#include <map>
#include <tuple>

struct Frame {
  std::string payload;
  int kind = 0;
};
void use(const Frame &frame);
void use(std::string_view text);
void use(int number);
mini::task<void> turn() { co_return; }

// A channel gives its messages away.
template <class T> class channel {
public:
  struct receive_op {
    channel *source;
    bool await_ready() const noexcept { return !source->messages_.empty(); }
    void await_suspend(std::coroutine_handle<> h) { source->waiting_ = h; }
    std::optional<T> await_resume() {
      std::optional<T> message(std::move(source->messages_.front()));
      source->messages_.pop_front();
      return message;
    }
  };
  struct peek_op {
    channel &source;
    bool await_ready() const noexcept { return !source.messages_.empty(); }
    void await_suspend(std::coroutine_handle<> h) { source.waiting_ = h; }
    const T &await_resume() const { return source.messages_.front(); } // note: the await yields a part of it, or of what it owns
  };
  receive_op receive() { return {this}; }
  peek_op peek() { return {*this}; }

private:
  std::deque<T> messages_;
  std::coroutine_handle<> waiting_;
};

// A cache lends out what it keeps.
class cache {
public:
  struct get_op {
    cache &owner;
    int key;
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    Frame &await_resume() { return owner.frames_[key]; }
  };
  get_op get(int key) { return {*this, key}; }
  get_op operator()(int key) { return get(key); }

private:
  std::map<int, Frame> frames_;
};

// Awaits several, and gives all their results at once.
template <class... T> mini::task<std::tuple<T...>> all(mini::task<T>... tasks) {
  co_return std::tuple<T...>{co_await std::move(tasks)...};
}
mini::task<Frame> frame(int kind) { co_return Frame{"payload", kind}; }
mini::task<std::string> label(int kind) { co_return "label"; }
cache &shared_cache();

mini::task<void> good_received(channel<Frame> &source) {
  while (auto message = co_await source.receive()) {
    const auto &payload = message->payload;
    std::string_view view = message->payload;
    co_await turn();
    use(payload);
    use(view);
  }
}

mini::task<void> good_received_and_extended(channel<Frame> &source) {
  if (const auto &message = co_await source.receive())
    use(*message);
}

mini::task<void> good_peeked(channel<Frame> &source) {
  const auto &next = co_await source.peek();
  use(next);
}

mini::task<void> good_peeked_in_a_local_channel() {
  channel<std::string> source;
  std::string_view next = co_await source.peek();
  use(next);
}

mini::task<void> good_lent_by_a_cache(cache &frames, int key) {
  auto &frame = co_await frames.get(key);
  const auto &payload = (co_await frames(key)).payload;
  std::string_view view = (co_await shared_cache().get(key)).payload;
  for (char c : (co_await frames.get(key)).payload)
    use(c);
  use(frame);
  use(payload);
  use(view);
}

struct good_cache_member {
  mini::task<void> print(int key) {
    auto &&frame = co_await frames_.get(key);
    auto &[payload, kind] = co_await frames_.get(key + 1);
    use(frame);
    use(payload);
    use(kind);
  }
  cache frames_;
};

mini::task<void> good_all_at_once() {
  auto [first, text] = co_await all(frame(1), label(2));
  const auto &[second, other] = co_await all(frame(3), label(4));
  auto &&both = co_await all(frame(5), frame(6));
  const auto &third = std::get<0>(both);
  use(first);
  use(text);
  use(second);
  use(other);
  use(third);
}

mini::task<void> good_kept_by_the_caller(Frame &into) {
  into = co_await frame(1);
  const auto &payload = into.payload;
  std::string_view view = payload;
  co_await turn();
  use(view);
}

mini::task<void> good_returned_object() {
  struct Reader {
    static mini::task<Frame> read() { co_return co_await frame(1); }
    static mini::task<std::string> text() { co_return (co_await frame(2)).payload; }
  };
  use(co_await Reader::read());
  const auto &text = co_await Reader::text();
  use(text);
}

mini::task<void> bad_all_at_once() {
  const auto &first = std::get<0>(co_await all(frame(1), label(2))); // warn: 'first' refers into the result of the await, a temporary 'std::tuple<Frame, std::string>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto first = std::get<0>(co_await all(frame(1), label(2)));
  use(first);
}

mini::task<void> bad_received_at_once(channel<Frame> &source) {
  std::string_view payload = (co_await source.receive())->payload; // warn: 'payload' refers into the result of the await, a temporary 'std::optional<Frame>', which is destroyed at the end of this declaration // note: give the result a name
  use(payload);
}

mini::task<void> bad_peeked_in_a_temporary_channel() {
  const auto &next = co_await channel<std::string>().peek(); // warn: 'next' refers into a temporary 'channel<std::string>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto next = co_await channel<std::string>().peek();
  use(next);
}

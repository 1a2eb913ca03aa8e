// The answer of a send that may refuse the message.
// flags: -std=c++20 -Wno-unused-result -Wno-unused-value -Wno-unused-variable
#include "corolint/annotations.h"
#include "mini.h"
#include <optional>
#include <system_error>
#include <tuple>

template <class T> struct COROLINT_SENDER tx {
  struct op {
    bool await_ready() noexcept;
    void await_suspend(std::coroutine_handle<>);
    bool await_resume();
  };
  bool try_send(T);
  op send(T);
  std::optional<T> send_back(T);
  std::error_code send_code(T);
  std::tuple<std::error_code, int> send_all(T);
  mini::task<void> send_or_throw(T);
  mini::task<bool> send_slowly(T);
  bool is_open() const;
};
struct loud_tx : tx<int> {};
template <class T> struct ring {
  bool try_push(T);
  bool try_pop(T &);
};
struct mail {
  bool send(int); // no channel
};

void bad_statement(tx<int> out) {
  out.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
mini::task<void> bad_awaited(tx<int> out) {
  co_await out.send(1); // warn: nobody looks at whether 'send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
  co_await out.send_slowly(2); // warn: nobody looks at whether 'send_slowly' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
void bad_kinds(tx<int> out) {
  out.send_back(1); // warn: nobody looks at whether 'send_back' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
  out.send_code(1); // warn: nobody looks at whether 'send_code' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
  out.send_all(1); // warn: nobody looks at whether 'send_all' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
void bad_ring(ring<int> &r) {
  r.try_push(1); // warn: nobody looks at whether 'try_push' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
void bad_derived(loud_tx &out) {
  out.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
void bad_pointer(tx<int> *out) {
  out->try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
void bad_increment(tx<int> out) {
  for (int i = 0; i != 3; out.try_send(i), ++i) // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
    ;
}
void bad_ignored(tx<int> out) {
  std::ignore = out.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
void bad_never_read(tx<int> out) {
  bool taken = out.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: 'taken' is never read // note: test the result; where the loss does not matter, write '(void)' and why
}
mini::task<void> bad_never_read_awaited(tx<int> out) {
  auto taken = co_await out.send(1); // warn: nobody looks at whether 'send' has taken the message; when the channel is full or closed, the message is lost // note: 'taken' is never read // note: test the result; where the loss does not matter, write '(void)' and why
}
auto bad_lambda = [](tx<int> &out) {
  out.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
};
template <class T> void bad_template(T &out) {
  out.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}
template void bad_template<tx<int>>(tx<int> &);
void bad_choice(tx<int> out, ring<int> &r, bool b) {
  b ? out.try_send(1) : r.try_push(1); // warn: nobody looks at whether 'try_push' has taken the message; when the channel is full or closed, the message is lost // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why // note: test the result; where the loss does not matter, write '(void)' and why
}

void good_tested(tx<int> out) {
  if (!out.try_send(1))
    return;
  while (!out.try_send(2))
    ;
}
mini::task<bool> good_returned(tx<int> out) { co_return co_await out.send(1); }
bool good_forwarded(tx<int> &out) { return out.try_send(1); }
void good_cast(tx<int> out) {
  (void)out.try_send(1); // a newer value follows
  static_cast<void>(out.try_send(2));
}
mini::task<void> good_throws(tx<int> out) { co_await out.send_or_throw(1); }
void good_or(tx<int> out, int &lost) { out.try_send(1) || ++lost; }
void good_counted(tx<int> out, int &taken) { taken += out.try_send(1); }
void good_said_to_be_unused(tx<int> out) {
  [[maybe_unused]] bool taken = out.try_send(1);
}
void good_no_send(tx<int> out, ring<int> &r) {
  int n;
  out.is_open();
  r.try_pop(n);
}
void good_no_channel(mail &m) { m.send(1); }
auto good_lambda = [](tx<int> &out) { return out.try_send(1); };

struct sent {
  bool ok;
  explicit operator bool() const;
};
struct pending {
  explicit operator bool() const;
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct COROLINT_SENDER talking_tx {
  sent try_send(int);
  pending send(int);
};

void bad_class_says_so(talking_tx &out) {
  out.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}

mini::task<void> good_awaitable_says_nothing(talking_tx &out) {
  co_await out.send(1);
  if (out.try_send(2))
    out.send(3);
}

// The fix takes the reference away, where that makes a copy (or a move) of the same object.
#include "mini.h"

struct Row {
  std::string key;
  int value = 0;
};
struct SpecialRow : Row {};
struct Stream {
  Stream() = default;
  Stream(Stream &&) = default;
  Stream &operator=(Stream &&) = default;
};
struct Shape {
  virtual ~Shape() = default;
  virtual int area() const = 0;
};
struct Square : Shape {
  int area() const override { return 4; }
};
void use(const Row &row);
void use(const Stream &stream);
void use(const Shape &shape);
void use(std::string_view text);
void use(int value);

// Lends out what it has, or gives it away.
template <class T, class Result> struct op {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  Result await_resume() { return static_cast<Result>(held); } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  T held{};
};
using read_row = op<Row, Row &>;
using read_const_row = op<Row, const Row &>;
using take_row = op<Row, Row &&>;
using read_special = op<SpecialRow, SpecialRow &>;
using read_stream = op<Stream, Stream &>;
using take_stream = op<Stream, Stream &&>;
using read_square = op<Square, Square &>;
using read_number = op<int, int &>;

mini::task<void> bad_const_auto_reference() {
  const auto &row = co_await read_row(); // warn: 'row' refers into the awaited temporary 'read_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto row = co_await read_row();
  use(row);
}

mini::task<void> bad_auto_const_reference() {
  auto const &row = co_await read_const_row(); // warn: 'row' refers into the awaited temporary 'read_const_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto const row = co_await read_const_row();
  use(row);
}

mini::task<void> bad_forwarding_reference() {
  auto &&row = co_await take_row(); // warn: 'row' refers into the awaited temporary 'take_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto row = co_await take_row();
  use(row);
}

mini::task<void> bad_spelled_reference() {
  const Row &row = co_await read_row(); // warn: 'row' refers into the awaited temporary 'read_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const Row row = co_await read_row();
  use(row);
}

mini::task<void> bad_number() {
  const int &n = co_await read_number(); // warn: 'n' refers into the awaited temporary 'read_number', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const int n = co_await read_number();
  use(n);
}

mini::task<void> bad_moved_from_an_rvalue() {
  auto &&stream = co_await take_stream(); // warn: 'stream' refers into the awaited temporary 'take_stream', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto stream = co_await take_stream();
  use(stream);
}

mini::task<void> bad_member() {
  const auto &key = (co_await read_row()).key; // warn: 'key' refers into the awaited temporary 'read_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto key = (co_await read_row()).key;
  use(key);
}

mini::task<void> bad_binding() {
  const auto &[key, value] = co_await read_row(); // warn: '[key, value]' refers into the awaited temporary 'read_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto [key, value] = co_await read_row();
  use(key);
  use(value);
}

// No copy, not the same object, or nothing that a copy would mend: only the report.

mini::task<void> bad_no_copy_of_a_stream() {
  auto &stream = co_await read_stream(); // warn: 'stream' refers into the awaited temporary 'read_stream', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(stream);
}

mini::task<void> bad_no_slice() {
  const Row &row = co_await read_special(); // warn: 'row' refers into the awaited temporary 'read_special', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(row);
}

mini::task<void> bad_abstract() {
  const Shape &shape = co_await read_square(); // warn: 'shape' refers into the awaited temporary 'read_square', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(shape);
}

mini::task<std::string> text() { co_return "text"; }
mini::task<void> bad_view() {
  std::string_view view = co_await text(); // warn: 'view' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(view);
}

mini::task<void> bad_pointer() {
  const Row *row = &co_await read_row(); // warn: 'row' refers into the awaited temporary 'read_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(*row);
}

#define REFERENCE const auto &
mini::task<void> bad_macro() {
  REFERENCE row = co_await read_row(); // warn: 'row' refers into the awaited temporary 'read_row', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  use(row);
}

mini::task<void> good_copies() {
  const auto row = co_await read_row();
  const auto [key, value] = co_await read_row();
  use(row);
  use(key);
  use(value);
}

mini::task<void> good_value() {
  auto &&view = co_await text();
  use(view);
}

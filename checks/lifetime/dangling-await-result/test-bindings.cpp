// Structured bindings: the names stand for parts of a hidden variable, which may be a reference.
#include "mini.h"
#include <array>
#include <map>
#include <tuple>

struct Reading {
  std::string sensor;
  int value = 0;
};
struct Report {
  Reading first;
  std::pair<std::string, int> worst;
  const std::pair<std::string, int> &top() const { return worst; }
};
void log(std::string_view sensor, int value);

// Keeps its result in a promise behind a pointer that it owns.
template <class T> class kept {
  struct state : mini::detail::lazy_promise {
    T value{};
  };

public:
  struct promise_type : state {
    kept get_return_object() { return kept(this); }
    void return_value(T v) { this->value = std::move(v); }
  };
  kept(kept &&o) noexcept : promise_(std::exchange(o.promise_, nullptr)) {}
  ~kept() {
    if (promise_)
      handle().destroy();
  }
  struct awaiter {
    promise_type &promise;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
      promise.next = caller;
      return std::coroutine_handle<promise_type>::from_promise(promise);
    }
    T &await_resume() const noexcept { return promise.value; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  };
  awaiter operator co_await() noexcept { return {*promise_}; }

private:
  explicit kept(promise_type *p) : promise_(p) {}
  std::coroutine_handle<promise_type> handle() const { return std::coroutine_handle<promise_type>::from_promise(*promise_); }
  promise_type *promise_;
};

kept<Reading> read_kept(int id) { co_return Reading{"door", id}; }
kept<std::pair<std::string, int>> pair_kept(int id) { co_return std::pair("door", id); }
kept<std::tuple<std::string, int>> tuple_kept(int id) { co_return std::tuple("door", id); }
kept<std::array<int, 2>> array_kept() { co_return std::array{1, 2}; }
kept<std::map<std::string, int>> map_kept() { co_return std::map<std::string, int>{{"door", 1}}; }
mini::task<Reading> read(int id) { co_return Reading{"door", id}; }
mini::task<std::pair<std::string, int>> read_pair(int id) { co_return std::pair("door", id); }
mini::task<std::tuple<std::string, int>> read_tuple(int id) { co_return std::tuple("door", id); }
mini::task<std::map<std::string, int>> read_all() { co_return std::map<std::string, int>{{"door", 1}}; }
mini::task<Report> report() { co_return Report{{"door", 1}, {"window", 2}}; }
mini::task<std::optional<Reading>> last() { co_return Reading{"door", 1}; }

// ---- References to what is gone ----

mini::task<void> bad_const_reference(int id) {
  const auto &[sensor, value] = co_await read_kept(id); // warn: '[sensor, value]' refers into the awaited temporary 'kept<Reading>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto [sensor, value] = co_await read_kept(id);
  log(sensor, value);
}

mini::task<void> bad_forwarding_reference(int id) {
  auto &&[sensor, value] = co_await read_kept(id); // warn: '[sensor, value]' refers into the awaited temporary 'kept<Reading>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto [sensor, value] = co_await read_kept(id);
  log(sensor, value);
}

mini::task<void> bad_reference_to_a_pair(int id) {
  auto &[sensor, value] = co_await pair_kept(id); // warn: '[sensor, value]' refers into the awaited temporary 'kept<std::pair<std::string, int>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto [sensor, value] = co_await pair_kept(id);
  log(sensor, value);
}

mini::task<void> bad_reference_to_a_tuple(int id) {
  auto const &[sensor, value] = co_await tuple_kept(id); // warn: '[sensor, value]' refers into the awaited temporary 'kept<std::tuple<std::string, int>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto const [sensor, value] = co_await tuple_kept(id);
  log(sensor, value);
}

mini::task<int> bad_reference_to_an_array() {
  auto &[low, high] = co_await array_kept(); // warn: '[low, high]' refers into the awaited temporary 'kept<std::array<int, 2>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto [low, high] = co_await array_kept();
  co_return high - low;
}

mini::task<void> bad_only_one_name_is_used(int id) {
  const auto &[sensor, value] = co_await read_kept(id); // warn: '[sensor, value]' refers into the awaited temporary 'kept<Reading>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto [sensor, value] = co_await read_kept(id);
  log("door", value);
}

mini::task<void> bad_member_by_a_getter() {
  const auto &[sensor, value] = (co_await report()).top(); // warn: '[sensor, value]' refers into the result of the await, a temporary 'Report', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto [sensor, value] = (co_await report()).top();
  log(sensor, value);
}

mini::task<void> bad_contents_of_an_optional() {
  const auto &[sensor, value] = *co_await last(); // warn: '[sensor, value]' refers into the result of the await, a temporary 'std::optional<Reading>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto [sensor, value] = *co_await last();
  log(sensor, value);
}

mini::task<void> bad_value_of_an_optional() {
  auto &&[sensor, value] = (co_await last()).value(); // warn: '[sensor, value]' refers into the result of the await, a temporary 'std::optional<Reading>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto [sensor, value] = (co_await last()).value();
  log(sensor, value);
}

mini::task<void> bad_in_an_if(int id) {
  if (const auto &[sensor, value] = co_await pair_kept(id); value > 0) // warn: '[sensor, value]' refers into the awaited temporary 'kept<std::pair<std::string, int>>', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: if (const auto [sensor, value] = co_await pair_kept(id); value > 0)
    log(sensor, value);
}

mini::task<void> bad_range_for_over_a_kept_map() {
  for (const auto &[sensor, value] : co_await map_kept()) // warn: this loop goes through a part of the awaited temporary 'kept<std::map<std::string, int>>', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    log(sensor, value);
}

mini::task<void> bad_first_of_a_temporary_map() {
  const auto &[sensor, value] = *(co_await read_all()).begin(); // warn: '[sensor, value]' refers into the result of the await, a temporary 'std::map<std::string, int>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto [sensor, value] = *(co_await read_all()).begin();
  log(sensor, value);
}

mini::task<void> bad_inserted_into_a_temporary_map(int id) {
  auto [where, inserted] = (co_await read_all()).emplace("door", id); // warn: '[where, inserted]' refers into the result of the await, a temporary 'std::map<std::string, int>', which is destroyed at the end of this declaration // note: give the result a name // note@stl_pair.h: it does so through its member 'first'
  log(where->first, inserted);
}

// ---- Copies, and results that are extended ----

mini::task<void> good_copy(int id) {
  auto [sensor, value] = co_await read_kept(id);
  log(sensor, value);
}

mini::task<void> good_const_copy(int id) {
  const auto [sensor, value] = co_await pair_kept(id);
  log(sensor, value);
}

mini::task<void> good_copy_of_a_tuple(int id) {
  auto [sensor, value] = co_await tuple_kept(id);
  log(sensor, value);
}

mini::task<void> good_extended(int id) {
  const auto &[sensor, value] = co_await read(id);
  log(sensor, value);
}

mini::task<void> good_extended_by_forwarding(int id) {
  auto &&[sensor, value] = co_await read_pair(id);
  log(sensor, value);
}

mini::task<void> good_extended_tuple(int id) {
  const auto &[sensor, value] = co_await read_tuple(id);
  log(sensor, value);
}

mini::task<void> good_member_of_an_extended_result() {
  const auto &[sensor, value] = (co_await report()).worst;
  log(sensor, value);
}

mini::task<void> good_copy_by_a_getter() {
  const auto [sensor, value] = (co_await report()).top();
  log(sensor, value);
}

mini::task<void> good_copy_of_the_contents() {
  auto [sensor, value] = *co_await last();
  log(sensor, value);
}

mini::task<void> good_range_for_over_an_extended_map() {
  for (const auto &[sensor, value] : co_await read_all())
    log(sensor, value);
}

mini::task<void> good_named_task(int id) {
  auto reading = read_kept(id);
  const auto &[sensor, value] = co_await reading;
  log(sensor, value);
}

mini::task<void> good_named_result() {
  const auto found = co_await report();
  const auto &[sensor, value] = found.top();
  log(sensor, value);
}

mini::task<void> good_tied(int id) {
  std::string sensor;
  int value = 0;
  std::tie(sensor, value) = co_await tuple_kept(id);
  log(sensor, value);
}

mini::task<void> good_element_by_value(int id) {
  auto value = std::get<1>(co_await read_tuple(id));
  auto sensor = std::get<0>(co_await tuple_kept(id));
  log(sensor, value);
}

mini::task<std::tuple<int, std::string &>> borrowed_parts();
mini::task<void> good_reference_in_a_tuple() {
  auto &text = std::get<1>(co_await borrowed_parts());
  co_await mini::tick();
  text.clear();
}
mini::task<void> bad_value_in_a_tuple() {
  auto &&number = std::get<0>(co_await borrowed_parts()); // warn: 'number' refers into the result of the await, a temporary 'std::tuple<int, std::string &>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto number = std::get<0>(co_await borrowed_parts());
  co_await mini::tick();
  log("", number);
}

// flags: -std=c++20 -Wno-unused-result
// Local containers of tasks: only filled, and drained or handed on.
#include "mini.h"
#include <algorithm>
#include <array>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <queue>
#include <ranges>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>

struct row {
  int id = 0;
  std::string text;
};
mini::task<void> insert(row r);
mini::task<int> query(int id);
mini::task<void> when_all(std::vector<mini::task<void>> tasks);
template <class Range> mini::task<void> await_each(Range &&tasks);
void log_line(const char *what);

// ---- Only filled ----

namespace bad_vector_only_pushed {
mini::task<void> f(std::vector<row> rows) {
  std::vector<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  for (const row &r : rows)
    writes.push_back(insert(r));
  co_return;
}
} // namespace bad_vector_only_pushed

namespace bad_vector_emplaced_and_reserved {
void f(std::vector<row> rows) {
  std::vector<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  writes.reserve(rows.size());
  for (row &r : rows)
    writes.emplace_back(insert(std::move(r)));
}
} // namespace bad_vector_emplaced_and_reserved

namespace bad_vector_filled_and_counted {
std::size_t f(std::vector<row> rows) {
  std::vector<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  for (const row &r : rows)
    writes.push_back(insert(r));
  if (writes.empty())
    log_line("nothing to write");
  return writes.size() + writes.capacity();
}
} // namespace bad_vector_filled_and_counted

namespace bad_named_before_it_is_pushed {
mini::task<void> f(row r) {
  std::vector<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  auto write = insert(std::move(r));
  writes.push_back(std::move(write));
  co_return;
}
} // namespace bad_named_before_it_is_pushed

namespace bad_deque {
void f(row r) {
  std::deque<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  writes.push_front(insert(r));
  writes.push_back(insert(r));
}
} // namespace bad_deque

namespace bad_list {
void f(row r) {
  std::list<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  writes.emplace_front(insert(r));
  writes.push_back(insert(r));
}
} // namespace bad_list

namespace bad_map {
mini::task<void> f(std::vector<row> rows) {
  std::map<int, mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  for (const row &r : rows)
    writes.emplace(r.id, insert(r));
  co_await insert({});
}
} // namespace bad_map

namespace bad_unordered_map {
void f(std::vector<row> rows) {
  std::unordered_map<int, mini::task<int>> reads; // warn: 'reads' is never awaited, so its tasks never run
  for (const row &r : rows) {
    reads.try_emplace(r.id, query(r.id));
    reads.insert_or_assign(r.id + 1, query(r.id + 1));
  }
}
} // namespace bad_unordered_map

namespace bad_queue {
void f(row r) {
  std::queue<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  writes.push(insert(r));
  writes.emplace(insert(r));
}
} // namespace bad_queue

namespace bad_array {
void f(row r) {
  mini::task<void> writes[] = {insert(r), insert(r)}; // warn: 'writes' is never awaited, so its tasks never run
  log_line("writing");
}
} // namespace bad_array

namespace bad_std_array {
void f(row r) {
  std::array<mini::task<void>, 2> writes{insert(r), insert(r)}; // warn: 'writes' is never awaited, so its tasks never run
  log_line("writing");
}
} // namespace bad_std_array

namespace bad_pair {
void f(row r) {
  std::pair<int, mini::task<void>> write(3, insert(r)); // warn: 'write' is never awaited, so its tasks never run
  log_line("writing");
}
} // namespace bad_pair

namespace bad_tuple {
mini::task<void> f(row r) {
  auto both = std::tuple(insert(r), query(3)); // warn: 'both' is never awaited, so its tasks never run
  co_await mini::tick{};
}
} // namespace bad_tuple

namespace bad_optional {
mini::task<void> f(row r, bool durable) {
  std::optional<mini::task<void>> write; // warn: 'write' is never awaited, so its tasks never run
  if (durable)
    write = insert(r);
  co_await mini::tick{};
}
} // namespace bad_optional

namespace bad_optional_emplaced_and_tested {
bool f(row r) {
  std::optional<mini::task<void>> write; // warn: 'write' is never awaited, so its tasks never run
  write.emplace(insert(r));
  return write.has_value();
}
} // namespace bad_optional_emplaced_and_tested

namespace bad_optional_initialised {
void f(row r) {
  std::optional write{insert(r)}; // warn: 'write' is never awaited, so its tasks never run
  auto again = std::make_optional(insert(r)); // warn: 'again' is never awaited, so its tasks never run
  if (write)
    log_line("writing");
}
} // namespace bad_optional_initialised

namespace bad_unique_ptr {
mini::task<void> f(row r) {
  auto write = std::make_unique<mini::task<void>>(insert(r)); // warn: 'write' is never awaited, so its tasks never run
  if (!write)
    co_return;
  log_line("writing");
}
} // namespace bad_unique_ptr

namespace bad_container_in_a_container {
void f(std::vector<row> rows) {
  std::vector<std::pair<int, mini::task<void>>> writes; // warn: 'writes' is never awaited, so its tasks never run
  for (const row &r : rows)
    writes.emplace_back(r.id, insert(r));
}
} // namespace bad_container_in_a_container

namespace bad_vector_of_owners {
void f(std::vector<row> rows) {
  std::vector<std::unique_ptr<mini::task<void>>> writes; // warn: 'writes' is never awaited, so its tasks never run
  for (const row &r : rows)
    writes.push_back(std::make_unique<mini::task<void>>(insert(r)));
}
} // namespace bad_vector_of_owners

namespace bad_container_from_a_function {
std::vector<mini::task<void>> prepare(std::vector<row> rows);
void f(std::vector<row> rows) {
  auto writes = prepare(std::move(rows)); // warn: 'writes' is never awaited, so its tasks never run
  log_line("writing");
}
} // namespace bad_container_from_a_function

namespace bad_maybe_unused_container {
void f(row r) {
  [[maybe_unused]] std::vector<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
  writes.push_back(insert(r));
}
} // namespace bad_maybe_unused_container

namespace bad_alias_of_a_container {
using batch = std::vector<mini::task<void>>;
void f(row r) {
  batch writes; // warn: 'writes' is never awaited, so its tasks never run
  writes.push_back(insert(r));
}
} // namespace bad_alias_of_a_container

namespace bad_container_of_each_round {
void f(std::vector<row> rows) {
  for (row &r : rows) {
    std::vector<mini::task<void>> writes; // warn: 'writes' is never awaited, so its tasks never run
    writes.push_back(insert(std::move(r)));
  }
}
} // namespace bad_container_of_each_round

namespace bad_one_of_two_containers {
mini::task<void> f(std::vector<row> rows) {
  std::vector<mini::task<void>> urgent, later; // warn: 'later' is never awaited, so its tasks never run
  for (const row &r : rows) {
    if (r.id < 10)
      urgent.push_back(insert(r));
    else
      later.push_back(insert(r));
  }
  co_await when_all(std::move(urgent));
}
} // namespace bad_one_of_two_containers

namespace bad_moved_into_a_local_nobody_drains {
void f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  auto batch = std::move(writes); // warn: 'batch' is never awaited, so its tasks never run
}
} // namespace bad_moved_into_a_local_nobody_drains

namespace bad_eager_tasks_collected {
mini::eager<> upload(int file);
mini::task<void> f() {
  std::vector<mini::eager<>> uploads; // warn: 'uploads' is never awaited, so nobody waits for it or sees its exception
  for (int file = 0; file < 3; ++file)
    uploads.push_back(upload(file));
  co_await mini::tick{};
}
} // namespace bad_eager_tasks_collected

// ---- Drained ----

namespace good_each_awaited {
mini::task<void> f(std::vector<row> rows) {
  std::vector<mini::task<void>> writes;
  for (const row &r : rows)
    writes.push_back(insert(r));
  for (auto &w : writes)
    co_await std::move(w);
}
} // namespace good_each_awaited

namespace good_each_awaited_by_forwarding_reference {
mini::task<void> f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  for (auto &&w : writes)
    co_await std::move(w);
}
} // namespace good_each_awaited_by_forwarding_reference

namespace good_awaited_by_index {
mini::task<int> f() {
  std::vector<mini::task<int>> reads;
  reads.push_back(query(1));
  reads.push_back(query(2));
  int sum = 0;
  for (std::size_t i = 0; i < reads.size(); ++i)
    sum += co_await std::move(reads[i]);
  co_return sum;
}
} // namespace good_awaited_by_index

namespace good_awaited_by_iterator {
mini::task<int> f() {
  std::list<mini::task<int>> reads;
  reads.push_back(query(1));
  int sum = 0;
  for (auto it = reads.begin(); it != reads.end(); ++it)
    sum += co_await std::move(*it);
  co_return sum;
}
} // namespace good_awaited_by_iterator

namespace good_drained_from_the_front {
mini::task<int> f() {
  std::deque<mini::task<int>> reads;
  reads.push_back(query(1));
  int sum = 0;
  while (!reads.empty()) {
    sum += co_await std::move(reads.front());
    reads.pop_front();
  }
  co_return sum;
}
} // namespace good_drained_from_the_front

namespace good_queue_drained {
mini::task<void> f(row r) {
  std::queue<mini::task<void>> writes;
  writes.push(insert(r));
  while (!writes.empty()) {
    auto next = std::move(writes.front());
    writes.pop();
    co_await std::move(next);
  }
}
} // namespace good_queue_drained

namespace good_map_drained_with_bindings {
mini::task<int> f() {
  std::map<int, mini::task<int>> reads;
  reads.emplace(1, query(1));
  int sum = 0;
  for (auto &[id, read] : reads)
    sum += id * co_await std::move(read);
  co_return sum;
}
} // namespace good_map_drained_with_bindings

namespace good_map_looked_up {
mini::task<int> f() {
  std::map<int, mini::task<int>> reads;
  reads.emplace(1, query(1));
  if (auto it = reads.find(1); it != reads.end())
    co_return co_await std::move(it->second);
  co_return co_await std::move(reads.at(2));
}
} // namespace good_map_looked_up

namespace good_arrays_awaited {
mini::task<int> f() {
  mini::task<int> reads[] = {query(1), query(2)};
  std::array<mini::task<int>, 2> more{query(3), query(4)};
  int sum = 0;
  for (auto &r : reads)
    sum += co_await std::move(r);
  co_return sum + co_await std::move(more[0]) + co_await std::move(more[1]);
}
} // namespace good_arrays_awaited

namespace good_one_element_awaited {
mini::task<int> f() {
  std::vector<mini::task<int>> reads;
  reads.push_back(query(1));
  reads.push_back(query(2));
  co_return co_await std::move(reads.back());
}
} // namespace good_one_element_awaited

namespace good_pair_and_tuple_awaited {
mini::task<int> f(row r) {
  auto both = std::pair(insert(r), 3);
  co_await std::move(both.first);
  auto more = std::tuple(query(1), query(2));
  co_return co_await std::get<0>(std::move(more)) + co_await std::move(std::get<1>(more));
}
} // namespace good_pair_and_tuple_awaited

namespace good_applied {
mini::task<int> sum(mini::task<int> a, mini::task<int> b);
mini::task<int> f() {
  auto both = std::tuple(query(1), query(2));
  co_return co_await std::apply([](auto &&...t) { return sum(std::move(t)...); }, std::move(both));
}
} // namespace good_applied

namespace good_optional_awaited {
mini::task<void> f(row r, bool durable) {
  std::optional<mini::task<void>> write;
  if (durable)
    write = insert(r);
  log_line("meanwhile");
  if (write)
    co_await *std::move(write);
}
} // namespace good_optional_awaited

namespace good_optional_awaited_by_value {
mini::task<int> f() {
  std::optional<mini::task<int>> read;
  read.emplace(query(3));
  co_return co_await std::move(read).value();
}
} // namespace good_optional_awaited_by_value

namespace good_optional_arrow {
mini::task<int> f() {
  std::optional<mini::task<int>> read(query(3));
  co_return co_await std::move(*read).operator co_await();
}
} // namespace good_optional_arrow

namespace good_owner_awaited {
mini::task<int> f() {
  auto read = std::make_unique<mini::task<int>>(query(3));
  co_return co_await std::move(*read);
}
} // namespace good_owner_awaited

// ---- Handed on ----

namespace good_moved_into_a_combinator {
mini::task<void> f(std::vector<row> rows) {
  std::vector<mini::task<void>> writes;
  for (const row &r : rows)
    writes.push_back(insert(r));
  co_await when_all(std::move(writes));
}
} // namespace good_moved_into_a_combinator

namespace good_lent_to_a_helper {
mini::task<void> f(std::vector<row> rows) {
  std::vector<mini::task<void>> writes;
  for (const row &r : rows)
    writes.push_back(insert(r));
  co_await await_each(writes);
}
} // namespace good_lent_to_a_helper

namespace good_seen_through_a_span {
mini::task<void> all(std::span<mini::task<void>> tasks);
mini::task<void> f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  co_await all(writes);
  std::array<mini::task<void>, 1> more{insert(r)};
  co_await all(more);
}
} // namespace good_seen_through_a_span

namespace good_data_and_size {
mini::task<void> all(mini::task<void> *first, std::size_t n);
mini::task<void> f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  co_await all(writes.data(), writes.size());
}
} // namespace good_data_and_size

namespace good_iterators_passed {
mini::task<void> all(std::vector<mini::task<void>>::iterator first, std::vector<mini::task<void>>::iterator last);
mini::task<void> f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  co_await all(writes.begin(), writes.end());
}
} // namespace good_iterators_passed

namespace good_moved_element_by_element {
struct queue {
  std::vector<mini::task<void>> all;
};
void f(queue &q, row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  std::move(writes.begin(), writes.end(), std::back_inserter(q.all));
  std::deque<mini::task<void>> more;
  more.push_back(insert(r));
  std::ranges::move(more, std::back_inserter(q.all));
}
} // namespace good_moved_element_by_element

namespace good_run_by_an_algorithm {
void sync_wait(mini::task<void> t);
void f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  std::for_each(writes.begin(), writes.end(), [](auto &w) { sync_wait(std::move(w)); });
}
} // namespace good_run_by_an_algorithm

namespace good_run_through_a_view {
mini::task<void> f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  writes.push_back(insert(r));
  for (auto &w : writes | std::views::take(1))
    co_await std::move(w);
}
} // namespace good_run_through_a_view

namespace good_returned {
std::vector<mini::task<void>> f(std::vector<row> rows) {
  std::vector<mini::task<void>> writes;
  for (const row &r : rows)
    writes.push_back(insert(r));
  return writes;
}
std::optional<mini::task<int>> g(bool yes) {
  std::optional<mini::task<int>> read;
  if (yes)
    read = query(3);
  return read;
}
std::pair<mini::task<int>, mini::task<void>> h(row r) {
  std::pair both(query(3), insert(r));
  return both;
}
} // namespace good_returned

namespace good_returned_inside_an_object {
struct batch {
  std::vector<mini::task<void>> writes;
  int priority;
};
batch f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  return {std::move(writes), 3};
}
} // namespace good_returned_inside_an_object

namespace good_swapped_or_assigned_to_a_member {
struct queue {
  std::vector<mini::task<void>> pending_, running_;
  void f(row r) {
    std::vector<mini::task<void>> writes;
    writes.push_back(insert(r));
    pending_.swap(writes);
    std::vector<mini::task<void>> more;
    more.push_back(insert(r));
    running_ = std::move(more);
    std::vector<mini::task<void>> again;
    again.push_back(insert(r));
    std::swap(running_, again);
  }
};
} // namespace good_swapped_or_assigned_to_a_member

namespace good_captured {
void sync_wait(mini::task<void> t);
template <class F> void at_exit(F f) { f(); }
void f(row r) {
  std::vector<mini::task<void>> writes;
  writes.push_back(insert(r));
  at_exit([writes = std::move(writes)]() mutable { sync_wait(when_all(std::move(writes))); });
}
} // namespace good_captured

namespace good_reference_used_later {
mini::task<void> f(row r) {
  std::vector<mini::task<void>> writes;
  auto &first = writes.emplace_back(insert(r));
  co_await std::move(first);
}
} // namespace good_reference_used_later

namespace good_inserter_made_from_it {
void prepare(std::back_insert_iterator<std::vector<mini::task<void>>> out);
mini::task<void> f() {
  std::vector<mini::task<void>> writes;
  prepare(std::back_inserter(writes));
  co_await when_all(std::move(writes));
}
} // namespace good_inserter_made_from_it

namespace good_pointer_to_it_stored {
struct registry {
  std::vector<mini::task<void>> *current = nullptr;
};
void run(registry &r);
void f(registry &g, row r) {
  std::vector<mini::task<void>> writes;
  g.current = &writes;
  writes.push_back(insert(r));
  run(g);
}
} // namespace good_pointer_to_it_stored

// ---- No tasks in it ----

namespace good_empty_container {
std::size_t f() {
  std::vector<mini::task<void>> writes;
  return writes.size();
}
} // namespace good_empty_container

namespace good_container_of_something_else {
void f(row r) {
  std::vector<row> rows;
  rows.push_back(r);
  std::vector<mini::generator<int>> numbers;
  std::optional<int> n;
  n = 3;
  std::vector<mini::forget> running;
}
} // namespace good_container_of_something_else

namespace good_container_of_pointers_to_tasks {
void f(std::vector<mini::task<void>> &held) {
  std::vector<mini::task<void> *> pointers;
  for (auto &t : held)
    pointers.push_back(&t);
  std::vector<std::reference_wrapper<mini::task<void>>> references(held.begin(), held.end());
}
} // namespace good_container_of_pointers_to_tasks

namespace good_container_of_callables {
void f() {
  std::vector<std::function<mini::task<int>(int)>> steps;
  steps.push_back(query);
  std::map<int, mini::task<int> (*)(int)> table;
  table[3] = query;
}
} // namespace good_container_of_callables

namespace good_members_and_parameters {
struct queue {
  std::vector<mini::task<void>> pending_;
  void add(row r) { pending_.push_back(insert(r)); }
};
void add(std::vector<mini::task<void>> &out, row r) { out.push_back(insert(r)); }
} // namespace good_members_and_parameters

namespace good_static_container {
void add(row r) {
  static std::vector<mini::task<void>> all;
  all.push_back(insert(r));
}
} // namespace good_static_container

namespace good_users_own_container_is_unknown {
template <class T> class runner {
public:
  ~runner();
  void push_back(T &&t);
};
void f(row r) {
  runner<mini::task<void>> writes;
  writes.push_back(insert(r));
}
} // namespace good_users_own_container_is_unknown

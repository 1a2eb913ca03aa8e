// flags: -std=c++20 -pthread
// One expression names two objects when something on the way to the lock changes between the two places.
#include "mini.h"
#include <array>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <tuple>

struct Node {
  std::mutex m;
  Node *next = nullptr;
  std::shared_ptr<Node> shared;
  int value = 0;
};
int work(int = 0);

// ---- Iterators and elements ----

namespace good_iterator_advanced {
void f(std::list<Node> &nodes) {
  auto it = nodes.begin();
  it->m.lock();
  std::advance(it, 1);
  it->m.lock();
}
} // namespace good_iterator_advanced

namespace good_iterator_assigned_the_next_one {
void f(std::list<Node> &nodes) {
  auto it = nodes.begin();
  it->m.lock();
  it = std::next(it);
  it->m.lock();
}
} // namespace good_iterator_assigned_the_next_one

namespace good_iterator_incremented_by_the_loop {
void f(std::list<Node> &nodes) {
  for (auto it = nodes.begin(); it != nodes.end(); ++it)
    it->m.lock();
}
} // namespace good_iterator_incremented_by_the_loop

namespace good_iterator_incremented_in_the_body {
void f(std::list<Node> &nodes) {
  auto it = nodes.begin();
  while (it != nodes.end()) {
    it->m.lock();
    it++;
  }
}
} // namespace good_iterator_incremented_in_the_body

namespace good_two_iterators_of_one_loop {
void f(std::list<Node> &to, std::list<Node> &from) {
  for (auto it = to.begin(), other = from.begin(); it != to.end(); ++it, ++other) {
    it->m.lock();
    it->value = other->value;
  }
}
} // namespace good_two_iterators_of_one_loop

namespace good_pointer_incremented_by_the_loop {
void f(Node *first, Node *last) {
  for (Node *n = first; n != last; ++n)
    n->m.lock();
}
} // namespace good_pointer_incremented_by_the_loop

namespace good_range_for_over_pointers {
void f(std::deque<Node *> &nodes) {
  for (auto n : nodes)
    n->m.lock();
  for (Node *n : nodes)
    n->m.unlock();
}
} // namespace good_range_for_over_pointers

namespace good_range_for_over_owners {
void f(std::vector<std::unique_ptr<Node>> &nodes) {
  for (auto &n : nodes)
    n->m.lock();
  for (auto &n : nodes)
    n->m.unlock();
}
} // namespace good_range_for_over_owners

namespace good_range_for_over_an_array {
void f(std::mutex (&few)[4], std::array<std::mutex, 8> &many) {
  for (auto &m : few)
    m.lock();
  for (auto &m : many)
    m.lock();
}
} // namespace good_range_for_over_an_array

namespace good_range_for_with_structured_binding {
void f(std::map<int, Node> &nodes) {
  for (auto &[key, node] : nodes)
    node.m.lock();
  for (auto &entry : nodes)
    entry.second.m.unlock();
}
} // namespace good_range_for_with_structured_binding

namespace good_range_for_calls_members_that_lock {
struct Client {
  std::mutex m_;
  void tick() {
    std::lock_guard guard(m_);
    work();
  }
};
struct Hub {
  std::mutex m_;
  std::map<int, Client> clients_;
  void f() {
    std::lock_guard guard(m_);
    for (auto &[id, client] : clients_)
      client.tick();
  }
};
} // namespace good_range_for_calls_members_that_lock

// The first guard is of the element before.
namespace good_guards_kept_in_a_container {
void f(std::vector<std::shared_ptr<Node>> &nodes) {
  std::vector<std::unique_lock<std::mutex>> held;
  held.reserve(nodes.size());
  for (auto &n : nodes)
    held.emplace_back(n->m);
}
} // namespace good_guards_kept_in_a_container

// The old last element is no longer the last one.
namespace good_container_grows {
void f(std::list<Node> &nodes) {
  nodes.back().m.lock();
  nodes.emplace_back();
  nodes.back().m.lock();
}
} // namespace good_container_grows

namespace good_front_and_back {
void f(std::deque<Node> &nodes) {
  std::lock_guard first(nodes.front().m);
  std::lock_guard last(nodes.back().m);
}
} // namespace good_front_and_back

// ---- Pointers and indices that others change ----

namespace good_pointer_passed_by_reference {
void step(Node *&);
void f(Node *n) {
  n->m.lock();
  step(n);
  n->m.lock();
}
} // namespace good_pointer_passed_by_reference

namespace good_pointer_passed_by_address {
void step(Node **);
void f(Node *n) {
  n->m.lock();
  step(&n);
  n->m.lock();
}
} // namespace good_pointer_passed_by_address

namespace good_pointer_moved_on_by_visible_code {
void step(Node *&n) { n = n->next; }
void f(Node *n) {
  n->m.lock();
  step(n);
  n->m.lock();
}
} // namespace good_pointer_moved_on_by_visible_code

namespace good_pointer_read_from_a_stream {
struct Input {
  Input &operator>>(Node *&);
};
void f(Input &in, Node *n) {
  n->m.lock();
  in >> n;
  n->m.lock();
}
} // namespace good_pointer_read_from_a_stream

namespace good_pointers_swapped {
void f(Node *a, Node *b) {
  a->m.lock();
  std::swap(a, b);
  a->m.lock();
}
} // namespace good_pointers_swapped

namespace good_pointer_exchanged {
void f(Node *n) {
  n->m.lock();
  std::exchange(n, n->next);
  n->m.lock();
}
} // namespace good_pointer_exchanged

namespace good_pointer_assigned_through_a_tie {
std::pair<Node *, int> find(Node *);
void f(Node *n) {
  int key = 0;
  n->m.lock();
  std::tie(n, key) = find(n);
  n->m.lock();
  work(key);
}
} // namespace good_pointer_assigned_through_a_tie

namespace good_pointer_changed_by_a_lambda {
void f(Node *n) {
  auto advance = [&] { n = n->next; };
  n->m.lock();
  advance();
  n->m.lock();
}
} // namespace good_pointer_changed_by_a_lambda

// Passed by value: it still names the same object.
namespace bad_pointer_passed_by_value {
void look(Node *);
void f(Node *n) {
  n->m.lock(); // note: first acquired here
  look(n);
  n->m.lock(); // warn: 'n->m' is locked again while it is held, which is a deadlock
}
} // namespace bad_pointer_passed_by_value

namespace bad_other_pointer_moves_on {
void f(Node *n, Node *other) {
  n->m.lock(); // note: first acquired here
  other = other->next;
  n->m.lock(); // warn: 'n->m' is locked again while it is held, which is a deadlock
  other->value = 1;
}
} // namespace bad_other_pointer_moves_on

namespace good_index_assigned_and_passed_by_reference {
int next(int);
void advance(int &);
void f(std::vector<std::mutex> &shards, int i) {
  shards[i].lock();
  i = next(i);
  shards[i].lock();
  advance(i);
  shards[i].lock();
}
} // namespace good_index_assigned_and_passed_by_reference

namespace good_index_of_an_inner_loop_has_the_same_name {
void f(std::vector<std::mutex> &shards, int i) {
  std::lock_guard outer(shards[i]);
  for (int i = 9; i < 10; ++i)
    std::lock_guard inner(shards[i]);
}
} // namespace good_index_of_an_inner_loop_has_the_same_name

namespace good_members_of_one_array_locked_in_a_loop {
struct Shards {
  std::array<std::mutex, 4> all_;
  void lock_all() {
    for (std::size_t i = 0; i < all_.size(); ++i)
      all_[i].lock();
  }
  void unlock_all() {
    for (auto &m : all_)
      m.unlock();
  }
  mini::task<void> f() {
    lock_all();
    unlock_all();
    co_await mini::tick{};
  }
};
} // namespace good_members_of_one_array_locked_in_a_loop

// ---- Owners that get another object ----

namespace good_shared_pointer_reset {
void f(std::shared_ptr<Node> n) {
  auto old = n;
  n->m.lock();
  n.reset(new Node);
  n->m.lock();
}
} // namespace good_shared_pointer_reset

namespace good_shared_pointers_swapped {
void f(std::shared_ptr<Node> a, std::shared_ptr<Node> b) {
  a->m.lock();
  a.swap(b);
  a->m.lock();
}
} // namespace good_shared_pointers_swapped

namespace good_unique_pointer_moved_out_and_filled_again {
struct Log {
  std::unique_ptr<Node> now_, old_;
  void f() {
    now_->m.lock();
    old_ = std::move(now_);
    now_ = std::make_unique<Node>();
    now_->m.lock();
  }
};
} // namespace good_unique_pointer_moved_out_and_filled_again

namespace good_optional_holds_a_new_object {
void f(std::optional<Node> &node) {
  node->m.lock();
  node->m.unlock();
  node.emplace();
  node->m.lock();
}
} // namespace good_optional_holds_a_new_object

// ---- Members that other members reassign ----

namespace good_member_pointer_moved_on_by_a_member {
struct Cursor {
  Node *at_;
  void step() { at_ = at_->next; }
  void f() {
    at_->m.lock();
    step();
    at_->m.lock();
  }
};
} // namespace good_member_pointer_moved_on_by_a_member

namespace good_member_pointer_moved_on_elsewhere {
struct Cursor {
  Node *at_;
  void step();
  void f() {
    at_->m.lock();
    step();
    at_->m.lock();
  }
};
} // namespace good_member_pointer_moved_on_elsewhere

namespace good_member_owner_renewed_by_a_member {
struct Log {
  std::shared_ptr<Node> now_;
  void rotate() { now_ = std::make_shared<Node>(); }
  void f() {
    auto old = now_;
    old->m.lock();
    rotate();
    now_->m.lock();
  }
};
} // namespace good_member_owner_renewed_by_a_member

namespace good_cursor_steps_on {
struct Cursor {
  Node *at;
  Node *operator->() { return at; }
  void step() { at = at->next; }
};
void f(Cursor c) {
  c->m.lock();
  c.step();
  c->m.lock();
}
} // namespace good_cursor_steps_on

namespace good_cursor_without_a_body_steps_on {
struct Cursor {
  Node *operator->() const;
  void step();
};
void f(Cursor c) {
  c->m.lock();
  c.step();
  c->m.lock();
}
} // namespace good_cursor_without_a_body_steps_on

// The pointer in the member may be another one when the coroutine goes on.
namespace good_member_owner_changes_during_the_await {
struct Session {
  std::shared_ptr<mini::async_mutex> turn_;
  mini::task<void> f() {
    auto mine = turn_;
    auto first = co_await mine->lock();
    co_await mini::tick{};
    auto second = co_await turn_->lock();
  }
};
} // namespace good_member_owner_changes_during_the_await

namespace bad_local_owner_keeps_its_object {
mini::task<void> f(std::shared_ptr<mini::async_mutex> turn) {
  auto first = co_await turn->lock(); // note: first acquired here
  co_await mini::tick{};
  auto second = co_await turn->lock(); // warn: '*turn' is locked again while it is held, which waits for this coroutine
}
} // namespace bad_local_owner_keeps_its_object

// ---- References chosen by address or by key ----

namespace good_two_objects_in_address_order {
void f(Node &a, Node &b) {
  auto &low = &a < &b ? a : b;
  auto &high = &a < &b ? b : a;
  std::lock_guard first(low.m);
  std::lock_guard second(high.m);
}
} // namespace good_two_objects_in_address_order

namespace good_getter_with_two_arguments {
struct Shards {
  std::vector<std::mutex> all_;
  std::mutex &of(int key) { return all_[key % all_.size()]; }
  void f(int from, int to) {
    std::lock_guard first(of(from));
    std::lock_guard second(of(to));
  }
};
} // namespace good_getter_with_two_arguments

namespace bad_getter_and_the_member_it_returns {
struct Table {
  std::mutex m_;
  std::mutex &mutex() { return m_; }
  void f() {
    std::lock_guard outer(mutex()); // note: first acquired here
    std::lock_guard inner(m_); // warn: 'm_' is locked again while it is held, which is a deadlock
  }
};
} // namespace bad_getter_and_the_member_it_returns

namespace good_next_node_by_recursion {
void walk(Node *n) {
  if (!n)
    return;
  std::lock_guard guard(n->m);
  walk(n->next);
}
} // namespace good_next_node_by_recursion

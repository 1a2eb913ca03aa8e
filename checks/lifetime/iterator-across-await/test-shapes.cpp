// The shapes in which an element can be kept, changed, looked up again or let go.
#include "mini.h"
#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

struct peer {
  std::string name;
  int misses = 0;
  mini::task<bool> ping();
};
mini::task<void> write(std::string text);
mini::task<std::string> resolve(std::string name);

namespace bad_pointer_to_an_element {
class roster {
public:
  void add(peer p) { peers_.push_back(std::move(p)); } // note: 'add' may put elements into 'peers_' here
  mini::task<void> probe(std::size_t i) {
    peer *p = &peers_[i]; // warn: pointer 'p' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick{}; // note: the coroutine may be suspended at this 'co_await'
    p->misses = 0; // note: used here, after it
  }

private:
  std::vector<peer> peers_;
};
} // namespace bad_pointer_to_an_element

namespace bad_pointer_by_data {
class roster {
public:
  void add(int p) { ports_.push_back(p); } // note: 'add' may put elements into 'ports_' here
  mini::task<void> probe() {
    int *p = ports_.data(); // warn: pointer 'p' into 'ports_' is used after a suspension during which others can change 'ports_' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick{}; // note: the coroutine may be suspended at this 'co_await'
    p[0] = 1; // note: used here, after it
  }

private:
  std::vector<int> ports_;
};
} // namespace bad_pointer_by_data

namespace good_pointer_only_tested {
class roster {
public:
  void add(peer p) { peers_.push_back(std::move(p)); }
  mini::task<int> probe(std::size_t i) {
    peer *p = i < peers_.size() ? &peers_[i] : nullptr;
    co_await mini::tick{};
    co_return p ? 1 : 0;
  }

private:
  std::vector<peer> peers_;
};
} // namespace good_pointer_only_tested

namespace bad_view_of_a_member_string {
class greeter {
public:
  void rename(std::string name) { name_ = std::move(name); } // note: 'rename' replaces the content of 'name_' here
  mini::task<void> greet() {
    std::string_view name = name_; // warn: view 'name' into 'name_' is used after a suspension during which others can change 'name_' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick{}; // note: the coroutine may be suspended at this 'co_await'
    co_await write(std::string(name)); // note: used here, after it
  }

private:
  std::string name_;
};
} // namespace bad_view_of_a_member_string

namespace bad_span_of_a_member {
class buffer {
public:
  void grow() { bytes_.resize(bytes_.size() * 2); } // note: 'grow' may put elements into 'bytes_' here
  mini::task<char> first() {
    std::span<char> all(bytes_); // warn: view 'all' into 'bytes_' is used after a suspension during which others can change 'bytes_' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick{}; // note: the coroutine may be suspended at this 'co_await'
    co_return all[0]; // note: used here, after it
  }

private:
  std::vector<char> bytes_;
};
} // namespace bad_span_of_a_member

namespace bad_structured_binding_of_an_iterator {
class table {
public:
  void forget(int id) { rows_.erase(id); } // note: 'forget' may erase elements of 'rows_' here
  mini::task<void> add(int id) {
    auto [it, inserted] = rows_.try_emplace(id); // warn: these names for parts of 'rows_' are used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick{}; // note: the coroutine may be suspended at this 'co_await'
    it->second.misses = 1; // note: used here, after it
  }

private:
  std::map<int, peer> rows_;
};
} // namespace bad_structured_binding_of_an_iterator

namespace good_structured_binding_only_the_flag {
class table {
public:
  void forget(int id) { rows_.erase(id); }
  mini::task<bool> add(int id) {
    auto [it, inserted] = rows_.try_emplace(id);
    it->second.misses = 1;
    co_await mini::tick{};
    co_return inserted;
  }
  mini::task<bool> pair(int id) {
    auto result = rows_.try_emplace(id);
    co_await mini::tick{};
    co_return result.second;
  }

private:
  std::map<int, peer> rows_;
};
} // namespace good_structured_binding_only_the_flag

namespace bad_pair_of_iterator_and_flag {
class table {
public:
  void forget(int id) { rows_.erase(id); } // note: 'forget' may erase elements of 'rows_' here
  mini::task<void> add(int id) {
    auto result = rows_.try_emplace(id); // warn: view 'result' into 'rows_' is used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick{}; // note: the coroutine may be suspended at this 'co_await'
    result.first->second.misses = 1; // note: used here, after it
  }

private:
  std::map<int, peer> rows_;
};
} // namespace bad_pair_of_iterator_and_flag

namespace bad_loop_with_structured_binding {
class table {
public:
  void forget(int id) { rows_.erase(id); } // note: 'forget' may erase elements of 'rows_' here
  mini::task<void> all() {
    for (auto &[id, row] : rows_) // warn: the loop over 'rows_' goes on after a suspension during which others can change 'rows_' // note: loop over a copy, or hold an async lock that whoever changes 'rows_' takes, too // note: the next element is taken here
      co_await row.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::map<int, peer> rows_;
};
} // namespace bad_loop_with_structured_binding

namespace bad_loop_over_copies_of_elements {
class hub {
public:
  void join(std::shared_ptr<peer> p) { peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here
  mini::task<void> all() {
    for (auto p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p->ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<std::shared_ptr<peer>> peers_;
};
} // namespace bad_loop_over_copies_of_elements

namespace good_loop_left_after_the_await {
class hub {
public:
  void join(std::shared_ptr<peer> p) { peers_.push_back(std::move(p)); }
  mini::task<bool> any() {
    for (auto &p : peers_)
      if (p->misses == 0) {
        auto kept = p;
        co_return co_await kept->ping();
      }
    co_return false;
  }
  mini::task<void> first() {
    for (auto &p : peers_) {
      co_await p->ping();
      break;
    }
  }

private:
  std::vector<std::shared_ptr<peer>> peers_;
};
} // namespace good_loop_left_after_the_await

namespace bad_reference_in_a_loop_that_is_left {
class hub {
public:
  void join(peer p) { peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here
  mini::task<void> first() {
    for (auto &p : peers_) { // warn: reference 'p' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
      ++p.misses; // note: used here, after it
      break;
    }
  }

private:
  std::vector<peer> peers_;
};
} // namespace bad_reference_in_a_loop_that_is_left

namespace good_list_that_only_grows {
class hub {
public:
  void join(peer p) { peers_.push_back(std::move(p)); }
  mini::task<void> all() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::list<peer> peers_;
};
} // namespace good_list_that_only_grows

namespace good_deque_reference_under_push_back {
class hub {
public:
  void join(peer p) { peers_.push_back(std::move(p)); }
  mini::task<void> first() {
    auto &p = peers_.front();
    co_await p.ping();
    ++p.misses;
  }

private:
  std::deque<peer> peers_;
};
} // namespace good_deque_reference_under_push_back

namespace bad_deque_reference_under_pop_front {
class hub {
public:
  void leave() { peers_.pop_front(); } // note: 'leave' may erase elements of 'peers_' here
  mini::task<void> first() {
    auto &p = peers_.front(); // warn: reference 'p' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
    ++p.misses; // note: used here, after it
  }

private:
  std::deque<peer> peers_;
};
} // namespace bad_deque_reference_under_pop_front

namespace bad_iterator_from_an_algorithm {
class hub {
public:
  void join(peer p) { peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here // note: 'join' may put elements into 'peers_' here
  mini::task<void> probe(std::string name) {
    auto it = std::find_if(peers_.begin(), peers_.end(), // warn: iterator 'it' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
                           [&](const peer &p) { return p.name == name; });
    if (it == peers_.end())
      co_return;
    co_await it->ping(); // note: the coroutine may be suspended at this 'co_await'
    ++it->misses; // note: used here, after it
  }
  mini::task<void> ranges(std::string name) {
    auto it = std::ranges::find(peers_, name, &peer::name); // warn: iterator 'it' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    if (it == peers_.end())
      co_return;
    co_await it->ping(); // note: the coroutine may be suspended at this 'co_await'
    ++it->misses; // note: used here, after it
  }

private:
  std::vector<peer> peers_;
};
} // namespace bad_iterator_from_an_algorithm

namespace bad_await_assigned_through_the_iterator {
class directory {
public:
  void forget(const std::string &name) { entries_.erase(name); } // note: 'forget' may erase elements of 'entries_' here // note: 'forget' may erase elements of 'entries_' here
  mini::task<void> refresh(std::string name) {
    auto it = entries_.find(name); // warn: iterator 'it' into 'entries_' is used after a suspension during which others can change 'entries_' // note: look it up again after the suspension, or keep a copy
    it->second = co_await resolve(name); // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }
  mini::task<void> reference(std::string name) {
    auto &entry = entries_[name]; // warn: reference 'entry' into 'entries_' is used after a suspension during which others can change 'entries_' // note: look it up again after the suspension, or keep a copy
    entry = co_await resolve(name); // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }

private:
  std::map<std::string, std::string> entries_;
};
} // namespace bad_await_assigned_through_the_iterator

namespace bad_reset_of_the_only_owner {
struct connection {
  mini::task<void> send(std::string text);
  int sent = 0;
  std::vector<int> sizes;
};
class client {
public:
  void close() { connection_.reset(); } // note: 'close' may erase elements of 'connection_' here // note: 'close' may erase elements of 'connection_' here // note: 'close' may erase elements of 'connection_' here
  mini::task<void> say(std::string text) {
    auto &c = *connection_; // warn: reference 'c' into 'connection_' is used after a suspension during which others can change 'connection_' // note: look it up again after the suspension, or keep a copy
    co_await c.send(std::move(text)); // note: the coroutine may be suspended at this 'co_await'
    ++c.sent; // note: used here, after it
  }
  mini::task<void> pointer(std::string text) {
    connection *c = connection_.get(); // warn: pointer 'c' into 'connection_' is used after a suspension during which others can change 'connection_' // note: look it up again after the suspension, or keep a copy
    co_await c->send(std::move(text)); // note: the coroutine may be suspended at this 'co_await'
    ++c->sent; // note: used here, after it
  }
  mini::task<void> inside() {
    for (int &n : connection_->sizes) { // warn: the loop over 'connection_' goes on after a suspension during which others can change 'connection_' // note: loop over a copy, or hold an async lock that whoever changes 'connection_' takes, too // note: the next element is taken here
      co_await mini::tick{}; // note: the coroutine may be suspended at this 'co_await'
      n = 0;
    }
  }

private:
  std::unique_ptr<connection> connection_;
};
class replaced {
public:
  void reopen() { connection_ = std::make_unique<connection>(); } // note: 'reopen' replaces the content of 'connection_' here
  mini::task<void> say(std::string text) {
    auto *c = connection_.get(); // warn: pointer 'c' into 'connection_' is used after a suspension during which others can change 'connection_' // note: look it up again after the suspension, or keep a copy
    co_await c->send(std::move(text)); // note: the coroutine may be suspended at this 'co_await'
    ++c->sent; // note: used here, after it
  }

private:
  std::unique_ptr<connection> connection_;
};
class maybe {
public:
  void close() { connection_.reset(); } // note: 'close' may erase elements of 'connection_' here
  mini::task<void> say(std::string text) {
    connection &c = *connection_; // warn: reference 'c' into 'connection_' is used after a suspension during which others can change 'connection_' // note: look it up again after the suspension, or keep a copy
    co_await c.send(std::move(text)); // note: the coroutine may be suspended at this 'co_await'
    ++c.sent; // note: used here, after it
  }

private:
  std::optional<connection> connection_;
};
} // namespace bad_reset_of_the_only_owner

namespace good_owner_asked_again_or_kept {
struct connection {
  mini::task<void> send(std::string text);
  int sent = 0;
};
class client {
public:
  void close() { connection_.reset(); }
  mini::task<void> say(std::string text) {
    co_await connection_->send(std::move(text));
    if (connection_)
      ++connection_->sent;
  }

private:
  std::unique_ptr<connection> connection_;
};
class sharing {
public:
  void close() { connection_.reset(); }
  mini::task<void> say(std::string text) {
    auto c = connection_;
    co_await c->send(std::move(text));
    ++c->sent;
  }

private:
  std::shared_ptr<connection> connection_;
};
} // namespace good_owner_asked_again_or_kept

namespace good_reference_into_a_stable_pointee {
// The elements of the vector move, what they own does not.
class hub {
public:
  void join(std::unique_ptr<peer> p) { peers_.push_back(std::move(p)); }
  mini::task<void> probe(std::size_t i) {
    peer &p = *peers_[i];
    co_await p.ping();
    ++p.misses;
  }

private:
  std::vector<std::unique_ptr<peer>> peers_;
};
} // namespace good_reference_into_a_stable_pointee

namespace bad_pointee_of_an_erased_owner {
class hub {
public:
  void leave(int id) { peers_.erase(id); } // note: 'leave' may erase elements of 'peers_' here
  mini::task<void> probe(int id) {
    peer &p = *peers_.at(id); // warn: reference 'p' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
    ++p.misses; // note: used here, after it
  }

private:
  std::map<int, std::unique_ptr<peer>> peers_;
};
} // namespace bad_pointee_of_an_erased_owner

namespace bad_container_in_a_container {
class groups {
public:
  void join(int id, peer p) { members_[id].push_back(std::move(p)); } // note: 'join' may put elements into 'members_' here
  mini::task<void> all(int id) {
    for (auto &p : members_[id]) // warn: the loop over 'members_' goes on after a suspension during which others can change 'members_' // note: loop over a copy, or hold an async lock that whoever changes 'members_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::map<int, std::vector<peer>> members_;
};
} // namespace bad_container_in_a_container

namespace bad_through_a_helper {
class hub {
public:
  void join(peer p) { put(peers_, std::move(p)); } // note: 'join' may put elements into 'peers_' here
  mini::task<void> all() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  static void put(std::vector<peer> &to, peer p) { to.push_back(std::move(p)); }
  std::vector<peer> peers_;
};
} // namespace bad_through_a_helper

namespace bad_through_a_getter {
struct state {
  std::vector<peer> &peers() { return peers_; }
  peer &at(std::size_t i) { return peers_.at(i); }
  void add(peer p) { peers_.push_back(std::move(p)); } // note: 'add' may put elements into 'peers_' here // note: 'add' may put elements into 'peers_' here
  std::vector<peer> peers_;
};
class hub {
public:
  mini::task<void> all() {
    for (auto &p : state_->peers()) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> one(std::size_t i) {
    peer &p = state_->at(i); // warn: reference 'p' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
    ++p.misses; // note: used here, after it
  }

private:
  std::shared_ptr<state> state_;
};
} // namespace bad_through_a_getter

namespace good_getter_by_value {
struct state {
  std::vector<peer> peers() { return peers_; }
  void add(peer p) { peers_.push_back(std::move(p)); }
  std::vector<peer> peers_;
};
class hub {
public:
  mini::task<void> all() {
    for (auto &p : state_->peers())
      co_await p.ping();
  }

private:
  std::shared_ptr<state> state_;
};
} // namespace good_getter_by_value

namespace good_taken_over_before_the_loop {
class hub {
public:
  void join(peer p) { peers_.push_back(std::move(p)); }
  mini::task<void> moved() {
    auto peers = std::move(peers_);
    for (auto &p : peers)
      co_await p.ping();
  }
  mini::task<void> exchanged() {
    for (auto &p : std::exchange(peers_, {}))
      co_await p.ping();
  }
  mini::task<void> swapped() {
    std::vector<peer> peers;
    peers.swap(peers_);
    for (auto &p : peers)
      co_await p.ping();
  }

private:
  std::vector<peer> peers_;
};
} // namespace good_taken_over_before_the_loop

namespace good_only_constructors_change_it {
class hub {
public:
  hub() { fill(); }
  ~hub() { peers_.clear(); }
  mini::task<void> all() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  void fill() { peers_.push_back({}); }
  std::vector<peer> peers_;
};
} // namespace good_only_constructors_change_it

namespace good_helper_of_the_coroutine {
class hub {
public:
  mini::task<void> all() {
    fill();
    for (auto &p : peers_)
      co_await p.ping();
    peers_.clear();
  }

private:
  void fill() { peers_.push_back({}); }
  std::vector<peer> peers_;
};
} // namespace good_helper_of_the_coroutine

namespace good_changed_by_who_awaits_it {
class hub {
public:
  mini::task<void> run() {
    for (;;) {
      peers_.push_back({});
      co_await all();
    }
  }

private:
  mini::task<void> all() {
    for (auto &p : peers_)
      co_await p.ping();
  }
  std::vector<peer> peers_;
};
} // namespace good_changed_by_who_awaits_it

namespace bad_second_run_of_the_same_coroutine {
class hub {
public:
  mini::task<void> join(peer p) {
    peers_.push_back(std::move(p)); // note: 'join' may put elements into 'peers_' here
    for (auto &other : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await other.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<peer> peers_;
};
} // namespace bad_second_run_of_the_same_coroutine

namespace good_erases_what_it_put_in {
class hub {
public:
  mini::task<void> session(peer p) {
    auto it = open_.insert(open_.end(), std::move(p));
    co_await it->ping();
    open_.erase(it);
  }

private:
  std::list<peer> open_;
};
} // namespace good_erases_what_it_put_in

namespace bad_use_in_a_handler {
class hub {
public:
  void leave(int id) { open_.erase(id); } // note: 'leave' may erase elements of 'open_' here
  mini::task<void> session(int id) {
    auto it = open_.find(id); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    try {
      co_await it->second.ping(); // note: the coroutine may be suspended at this 'co_await'
    } catch (...) {
      it->second.misses = 1; // note: used here, after it
    }
  }

private:
  std::map<int, peer> open_;
};
} // namespace bad_use_in_a_handler

namespace bad_erase_in_a_loop {
class hub {
public:
  void leave(int id) { open_.erase(id); } // note: 'leave' may erase elements of 'open_' here
  mini::task<void> sweep() {
    for (auto it = open_.begin(); it != open_.end();) { // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
      if (co_await it->second.ping()) // note: the coroutine may be suspended at this 'co_await'
        ++it; // note: used here, after it
      else
        it = open_.erase(it);
    }
  }

private:
  std::map<int, peer> open_;
};
} // namespace bad_erase_in_a_loop

namespace good_looked_up_in_every_round {
class hub {
public:
  void join(int id) { open_[id]; }
  void leave(int id) { open_.erase(id); }
  mini::task<void> sweep(int last) {
    int id = 0;
    for (auto it = open_.begin(); it != open_.end();
         it = open_.upper_bound(id)) {
      id = it->first;
      co_await mini::tick{};
    }
  }

private:
  std::map<int, peer> open_;
};
} // namespace good_looked_up_in_every_round

namespace good_locals_and_what_they_own {
struct batch {
  std::vector<peer> peers;
};
void extend(batch &b) { b.peers.push_back({}); }
mini::task<void> local() {
  batch b;
  extend(b);
  for (auto &p : b.peers)
    co_await p.ping();
}
mini::task<void> parameter(batch b) {
  for (auto &p : b.peers)
    co_await p.ping();
}
mini::task<void> owned(std::unique_ptr<batch> b) {
  for (auto &p : b->peers)
    co_await p.ping();
}
mini::task<void> taken(batch &&b) {
  for (auto &p : b.peers)
    co_await p.ping();
}
mini::task<void> made() {
  auto b = std::make_shared<batch>();
  for (auto &p : b->peers)
    co_await p.ping();
}
} // namespace good_locals_and_what_they_own

namespace bad_reference_to_a_shared_struct {
struct batch {
  std::vector<peer> peers;
};
void extend(batch &b) { b.peers.push_back({}); } // note: 'extend' may put elements into 'peers' here // note: 'extend' may put elements into 'peers' here
mini::task<void> reference(batch &b) {
  for (auto &p : b.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}
mini::task<void> pointer(batch *b) {
  for (auto &p : b->peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}
} // namespace bad_reference_to_a_shared_struct

namespace good_const_reference_parameter {
struct batch {
  std::vector<peer> peers;
};
void extend(batch &b) { b.peers.push_back({}); }
mini::task<int> reference(const batch &b) {
  int n = 0;
  for (auto &p : b.peers) {
    co_await mini::tick{};
    n += p.misses;
  }
  co_return n;
}
} // namespace good_const_reference_parameter

namespace bad_template_class {
template <class T> class hub {
public:
  void join(T p) { peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here
  mini::task<void> all() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<T> peers_;
};
template class hub<peer>;
} // namespace bad_template_class

namespace bad_coroutine_lambda {
class hub {
public:
  void join(peer p) { peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here
  auto task() {
    return [this]() -> mini::task<void> {
      for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
        co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
    };
  }

private:
  std::vector<peer> peers_;
};
} // namespace bad_coroutine_lambda

namespace good_array_never_moves {
class hub {
public:
  void assign(std::array<peer, 4> p) { peers_ = p; }
  mini::task<void> all() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::array<peer, 4> peers_;
};
} // namespace good_array_never_moves

namespace bad_thread_of_uses {
class hub {
public:
  void leave(int id) { open_.erase(id); } // note: 'leave' may erase elements of 'open_' here // note: 'leave' may erase elements of 'open_' here
  mini::task<void> one_report(int id) {
    auto it = open_.find(id); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    auto &p = it->second;
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
    ++p.misses;
    open_.erase(it); // note: used here, after it
  }
  mini::task<void> begin_and_end() {
    auto it = open_.begin(), end = open_.end(); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    for (; it != end; ++it) // note: used here, after it
      co_await it->second.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::unordered_map<int, peer> open_;
};
} // namespace bad_thread_of_uses

namespace good_opened_by_a_private_step {
struct connection {
  mini::task<void> send(std::string text);
  int sent = 0;
};
class client {
public:
  mini::task<void> open() {
    co_await mini::tick{};
    co_await handshake();
  }
  mini::task<void> say(std::string text) {
    auto *c = connection_.get();
    co_await c->send(std::move(text));
    ++c->sent;
  }

private:
  mini::task<void> handshake() {
    connection_ = std::make_unique<connection>();
    co_await connection_->send("hello");
  }
  std::unique_ptr<connection> connection_;
};
} // namespace good_opened_by_a_private_step

namespace bad_closed_by_a_private_step {
struct connection {
  mini::task<void> send(std::string text);
  int sent = 0;
};
class client {
public:
  mini::task<void> stop() {
    co_await mini::tick{};
    drop();
  }
  mini::task<void> say(std::string text) {
    auto *c = connection_.get(); // warn: pointer 'c' into 'connection_' is used after a suspension during which others can change 'connection_' // note: look it up again after the suspension, or keep a copy
    co_await c->send(std::move(text)); // note: the coroutine may be suspended at this 'co_await'
    ++c->sent; // note: used here, after it
  }

private:
  void drop() { connection_ = nullptr; } // note: 'drop' replaces the content of 'connection_' here
  std::unique_ptr<connection> connection_;
};
} // namespace bad_closed_by_a_private_step

namespace good_filler_of_locals {
struct config {
  std::vector<std::string> hosts;
};
void parse(const std::string &text, config &into) { into.hosts.push_back(text); }
config load() {
  config fresh;
  parse("a", fresh);
  return fresh;
}
class service {
public:
  mini::task<void> announce() {
    for (auto &host : config_.hosts)
      co_await write(host);
  }

private:
  config config_ = load();
};
} // namespace good_filler_of_locals

namespace bad_filler_of_the_member {
struct config {
  std::vector<std::string> hosts;
};
void parse(const std::string &text, config &into) { into.hosts.push_back(text); } // note: 'parse' may put elements into 'hosts' here
class service {
public:
  void extend() { parse("a", config_); }
  mini::task<void> announce() {
    for (auto &host : config_.hosts) // warn: the loop over 'hosts' goes on after a suspension during which others can change 'hosts' // note: loop over a copy, or hold an async lock that whoever changes 'hosts' takes, too // note: the next element is taken here
      co_await write(host); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  config config_;
};
} // namespace bad_filler_of_the_member

namespace bad_lent_member {
class service {
public:
  void add(peer p) { peers_.push_back(std::move(p)); } // note: 'add' may put elements into 'peers_' here
  mini::task<void> run() { co_await all(peers_); }

private:
  static mini::task<void> all(std::vector<peer> &peers) {
    for (auto &p : peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<peer> peers_;
};
} // namespace bad_lent_member

namespace good_lent_local_and_lent_member {
class service {
public:
  static void fill(std::vector<peer> &peers) { peers.push_back({}); }
  mini::task<void> run() { co_await all(peers_); }
  mini::task<void> local() {
    std::vector<peer> peers;
    fill(peers);
    co_await all(peers);
  }

private:
  static mini::task<void> all(std::vector<peer> &peers) {
    for (auto &p : peers)
      co_await p.ping();
  }
  std::vector<peer> peers_;
};
} // namespace good_lent_local_and_lent_member

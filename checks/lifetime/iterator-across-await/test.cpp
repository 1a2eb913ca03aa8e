// Iterators, references and pointers into a container that somebody else changes while the coroutine is suspended.
#include "mini.h"
#include <algorithm>
#include <map>

struct Peer {
  std::string name;
  int misses = 0;
  bool due = false;
  mini::task<bool> ping() { co_return true; }
};
mini::task<void> send(std::string text) { co_return; }
mini::task<std::string> resolve(std::string name) { co_return name; }
mini::task<bool> probe(int index) { co_return index > 0; }
void note(std::string_view text);
void note(int number);

// ---- Elements of a vector ----

struct bad_range_for {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    for (auto &p : peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      if (!co_await p.ping()) // note: the coroutine may be suspended at this 'co_await'
        ++p.misses;
  }
  std::vector<Peer> peers;
};

struct bad_range_for_by_value {
  void join(std::string name) { names.emplace_back(std::move(name)); } // note: 'join' may put elements into 'names' here
  mini::task<void> check() {
    for (std::string name : names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
      co_await resolve(name); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<std::string> names;
};

struct bad_range_for_const {
  void leave() { names.pop_back(); } // note: 'leave' may erase elements of 'names' here
  mini::task<void> check() {
    for (const auto &name : names) { // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
      co_await resolve("peer"); // note: the coroutine may be suspended at this 'co_await'
      note(name);
    }
  }
  std::vector<std::string> names;
};

struct bad_reference {
  void join(Peer p) { peers.insert(peers.begin(), std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }
  std::vector<Peer> peers;
};

struct bad_const_reference {
  void leave_all() { peers.clear(); } // note: 'leave_all' may erase elements of 'peers' here
  mini::task<void> check() {
    const Peer &p = peers.front(); // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    note(p.name); // note: used here, after it
  }
  std::vector<Peer> peers;
};

struct bad_reference_to_a_member_of_an_element {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check(std::size_t i) {
    std::string &name = peers.at(i).name; // warn: reference 'name' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    name += "!"; // note: used here, after it
  }
  std::vector<Peer> peers;
};

struct bad_pointer {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check(std::size_t i) {
    Peer *p = &peers[i]; // warn: pointer 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    p->misses = 0; // note: used here, after it
  }
  std::vector<Peer> peers;
};

struct bad_data_pointer {
  void set(std::vector<int> v) { values = std::move(v); } // note: 'set' replaces the content of 'values' here
  mini::task<void> check(std::size_t i) {
    const int *all = values.data(); // warn: pointer 'all' into 'values' is used after a suspension during which others can change 'values' // note: look it up again after the suspension, or keep a copy
    co_await probe(1); // note: the coroutine may be suspended at this 'co_await'
    note(all[i]); // note: used here, after it
  }
  std::vector<int> values;
};

struct bad_iterator {
  void shrink() { values.shrink_to_fit(); } // note: 'shrink' may put elements into 'values' here
  mini::task<void> check() {
    auto it = std::max_element(values.begin(), values.end()); // warn: iterator 'it' into 'values' is used after a suspension during which others can change 'values' // note: look it up again after the suspension, or keep a copy
    co_await probe(1); // note: the coroutine may be suspended at this 'co_await'
    if (it != values.end()) // note: used here, after it
      note(*it);
  }
  std::vector<int> values;
};

struct bad_end_kept {
  void add(int v) { values.push_back(v); } // note: 'add' may put elements into 'values' here
  mini::task<void> check(int wanted) {
    auto end = values.end(); // warn: iterator 'end' into 'values' is used after a suspension during which others can change 'values' // note: look it up again after the suspension, or keep a copy
    co_await probe(wanted); // note: the coroutine may be suspended at this 'co_await'
    if (std::find(values.begin(), end, wanted) != end) // note: used here, after it
      note(wanted);
  }
  std::vector<int> values;
};

struct bad_moved_away {
  std::vector<int> take() { return std::move(values); } // note: 'take' replaces the content of 'values' here
  mini::task<void> check() {
    auto &first = values.front(); // warn: reference 'first' into 'values' is used after a suspension during which others can change 'values' // note: look it up again after the suspension, or keep a copy
    co_await probe(1); // note: the coroutine may be suspended at this 'co_await'
    first = 0; // note: used here, after it
  }
  std::vector<int> values;
};

struct bad_swapped {
  void exchange(std::vector<int> &other) { values.swap(other); } // note: 'exchange' replaces the content of 'values' here
  mini::task<void> check() {
    for (int v : values) // warn: the loop over 'values' goes on after a suspension during which others can change 'values' // note: loop over a copy, or hold an async lock that whoever changes 'values' takes, too // note: the next element is taken here
      co_await probe(v); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<int> values;
};

struct bad_only_on_one_path {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    if (p.due)
      co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }
  std::vector<Peer> peers;
};

struct bad_await_in_the_assignment {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    p.name = co_await resolve("someone"); // the left side comes after the right one // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }
  std::vector<Peer> peers;
};

struct bad_map_iterator {
  void forget(const std::string &name) { entries.erase(name); } // note: 'forget' may erase elements of 'entries' here
  mini::task<void> refresh(std::string name) {
    auto it = entries.find(name); // warn: iterator 'it' into 'entries' is used after a suspension during which others can change 'entries' // note: look it up again after the suspension, or keep a copy
    if (it == entries.end())
      co_return;
    it->second = co_await resolve(name); // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }
  std::map<std::string, std::string> entries;
};

// ---- Done before the suspension, or begun after it ----

struct good_last_use_before {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check(std::size_t i) {
    auto &p = peers[i];
    p.misses = 0;
    co_await send("ping");
    note(static_cast<int>(i));
  }
  std::vector<Peer> peers;
};

struct good_taken_after {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check(std::size_t i) {
    co_await send("ping");
    auto &p = peers.at(i);
    p.misses = 0;
  }
  std::vector<Peer> peers;
};

struct good_between_two_awaits {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check() {
    co_await send("before");
    for (auto &p : peers)
      p.misses = 0;
    co_await send("after");
  }
  std::vector<Peer> peers;
};

struct good_scope_ended {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check(std::size_t i) {
    std::string name;
    {
      auto &p = peers.at(i);
      name = p.name;
    }
    co_await send(name);
  }
  std::vector<Peer> peers;
};

struct good_argument_before_the_await {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check(std::size_t i) {
    auto &p = peers.at(i);
    co_await send(p.name); // copied into the task before it suspends
  }
  std::vector<Peer> peers;
};

struct good_never_suspends {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<int> check() {
    int sum = 0;
    for (auto &p : peers) {
      co_await mini::ready{};
      sum += p.misses;
    }
    co_return sum;
  }
  std::vector<Peer> peers;
};

struct good_other_branch {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check(std::size_t i) {
    auto &p = peers.at(i);
    if (p.due)
      co_await send("ping");
    else
      p.misses = 0;
  }
  std::vector<Peer> peers;
};

// ---- Nobody else's ----

mini::task<void> good_local(std::size_t n) {
  std::vector<Peer> peers(n);
  for (auto &p : peers)
    if (!co_await p.ping())
      ++p.misses;
  auto &first = peers.front();
  co_await send("first");
  first.misses = 0;
}

mini::task<void> good_by_value(std::vector<Peer> peers) {
  for (auto &p : peers)
    if (!co_await p.ping())
      ++p.misses;
}

struct good_local_of_a_changing_class {
  void join(Peer p) { peers.push_back(std::move(p)); }
  static mini::task<void> check() {
    good_local_of_a_changing_class group;
    group.join({"one"});
    for (auto &p : group.peers)
      co_await p.ping();
  }
  std::vector<Peer> peers;
};

struct good_nobody_changes_it {
  mini::task<void> check() {
    for (auto &p : peers)
      if (!co_await p.ping())
        ++p.misses;
  }
  std::size_t size() const { return peers.size(); }
  std::vector<Peer> peers;
};

struct good_only_elements_change {
  void reset() {
    for (auto &p : peers)
      p.misses = 0;
    peers[0].name = "leader";
    std::sort(peers.begin(), peers.end(), [](const Peer &a, const Peer &b) { return a.name < b.name; });
  }
  mini::task<void> check() {
    for (auto &p : peers)
      if (!co_await p.ping())
        ++p.misses;
  }
  std::vector<Peer> peers;
};

struct good_the_container_itself {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check() {
    auto &all = peers; // the vector stays where it is, whatever happens to its elements
    co_await send("ping");
    all.push_back(Peer{});
    note(static_cast<int>(all.size()));
  }
  std::vector<Peer> peers;
};

struct good_alias_of_the_member {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check() {
    auto *all = &peers;
    co_await send("ping");
    for (auto &p : *all)
      p.misses = 0;
  }
  std::vector<Peer> peers;
};

struct good_plain_members {
  void rename(std::string n) {
    name = std::move(n);
    ++count;
  }
  mini::task<void> check() {
    auto &n = count;
    auto &text = name;
    co_await send("ping");
    ++n;
    text += "!";
  }
  std::string name;
  int count = 0;
};

// Containers that are members: of this, of a member, of a base, of a template, behind a pointer that the object owns.
#include "mini.h"
#include <map>
#include <optional>

struct Peer {
  std::string name;
  int misses = 0;
  mini::task<bool> ping() { co_return true; }
};
mini::task<void> send(std::string text) { co_return; }
void note(std::string_view text);

// ---- How a member may be named ----

struct bad_by_this {
  void join(Peer p) { this->peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    for (auto &p : this->peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Peer> peers;
};

struct bad_by_self : std::enable_shared_from_this<bad_by_self> {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    auto self = shared_from_this(); // keeps the object, not its elements
    for (auto &p : self->peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Peer> peers;
};

struct bad_by_alias {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    auto &all = peers;
    for (auto &p : all) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Peer> peers;
};

struct bad_by_pointer {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    auto *all = &peers;
    auto it = all->begin(); // warn: iterator 'it' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    it->misses = 0; // note: used here, after it
  }
  std::vector<Peer> peers;
};

struct bad_in_a_nested_struct {
  struct State {
    std::vector<Peer> peers;
  };
  void join(Peer p) { state.peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    auto &first = state.peers.front(); // warn: reference 'first' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    first.misses = 0; // note: used here, after it
  }
  State state;
};

struct bad_nested_struct_is_replaced {
  struct Config {
    std::vector<std::string> hosts;
  };
  void reload(Config fresh) { config = std::move(fresh); } // note: 'reload' replaces the content of 'hosts' here
  mini::task<void> announce() {
    for (const auto &host : config.hosts) // warn: the loop over 'hosts' goes on after a suspension during which others can change 'hosts' // note: loop over a copy, or hold an async lock that whoever changes 'hosts' takes, too // note: the next element is taken here
      co_await send(host); // note: the coroutine may be suspended at this 'co_await'
  }
  Config config;
};

class PeerGroup {
protected:
  std::vector<Peer> peers;
};
struct bad_in_a_base : PeerGroup {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    for (auto &p : peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
};

namespace bad_class_template {
template <class T> struct Group {
  void add(T item) { items.push_back(std::move(item)); } // note: 'add' may put elements into 'items' here
  mini::task<void> each() {
    for (auto &item : items) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
      co_await send(item); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<T> items;
};
template struct Group<std::string>;
} // namespace bad_class_template

struct bad_in_a_coroutine_lambda {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::task<void> check() {
    co_await [this]() -> mini::task<void> {
      for (auto &p : peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
        co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
    }();
  }
  std::vector<Peer> peers;
};

struct bad_static_coroutine {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  static mini::task<void> check(bad_static_coroutine &group) {
    for (auto &p : group.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Peer> peers;
};

// ---- The owner goes ----

struct bad_only_owner_is_reset {
  void close() { connection.reset(); } // note: 'close' may erase elements of 'connection' here
  mini::task<void> serve() {
    auto &c = *connection; // warn: reference 'c' into 'connection' is used after a suspension during which others can change 'connection' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    c.misses = 0; // note: used here, after it
  }
  std::unique_ptr<Peer> connection;
};

struct bad_only_owner_is_replaced {
  void reconnect() { connection = std::make_unique<Peer>(); } // note: 'reconnect' replaces the content of 'connection' here
  mini::task<void> serve() {
    Peer *c = connection.get(); // warn: pointer 'c' into 'connection' is used after a suspension during which others can change 'connection' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    c->misses = 0; // note: used here, after it
  }
  std::unique_ptr<Peer> connection;
};

struct bad_only_owner_is_nulled {
  void close() { connection = nullptr; } // note: 'close' replaces the content of 'connection' here
  mini::task<void> serve() {
    auto &name = connection->name; // warn: reference 'name' into 'connection' is used after a suspension during which others can change 'connection' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    name.clear(); // note: used here, after it
  }
  std::unique_ptr<Peer> connection;
};

struct bad_optional_is_reset {
  void close() { connection.reset(); } // note: 'close' may erase elements of 'connection' here
  mini::task<void> serve() {
    auto &c = *connection; // warn: reference 'c' into 'connection' is used after a suspension during which others can change 'connection' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    c.misses = 0; // note: used here, after it
  }
  std::optional<Peer> connection;
};

struct bad_optional_is_emplaced {
  void reopen() { connection.emplace(); } // note: 'reopen' may erase elements of 'connection' here
  mini::task<void> serve() {
    auto &c = connection.value(); // warn: reference 'c' into 'connection' is used after a suspension during which others can change 'connection' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    c.name = "old"; // note: used here, after it
  }
  std::optional<Peer> connection;
};

struct bad_table_behind_an_owner {
  void reload() { table = std::make_unique<std::vector<Peer>>(); } // note: 'reload' replaces the content of 'table' here
  mini::task<void> check() {
    for (auto &p : *table) // warn: the loop over 'table' goes on after a suspension during which others can change 'table' // note: loop over a copy, or hold an async lock that whoever changes 'table' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::unique_ptr<std::vector<Peer>> table;
};

struct good_owner_stays {
  mini::task<void> serve() {
    auto &c = *connection;
    co_await send("hello");
    c.misses = 0;
  }
  void rename() { connection->name = "new"; }
  std::unique_ptr<Peer> connection = std::make_unique<Peer>();
};

struct good_owner_asked_again {
  void close() { connection.reset(); }
  mini::task<void> serve() {
    co_await send("hello");
    if (connection)
      connection->misses = 0;
    co_await send("bye");
    if (auto *c = connection.get())
      c->misses = 1;
  }
  std::unique_ptr<Peer> connection;
};

struct good_owner_taken_over {
  void close() { connection.reset(); }
  mini::task<void> serve() {
    auto mine = std::move(connection);
    auto &c = *mine;
    co_await send("hello");
    c.misses = 0;
  }
  std::unique_ptr<Peer> connection;
};

struct good_shared_owner {
  void close() { connection.reset(); }
  mini::task<void> serve() {
    auto mine = connection;
    auto &c = *mine;
    co_await send("hello");
    c.misses = 0;
  }
  std::shared_ptr<Peer> connection;
};

struct good_owner_itself {
  void close() { connection.reset(); }
  mini::task<void> serve() {
    auto &owner = connection;
    co_await send("hello");
    if (owner)
      owner->misses = 0;
  }
  std::unique_ptr<Peer> connection;
};

// A table that is replaced as a whole and never changed: whoever holds it may read it.
struct good_copy_on_write {
  using Table = std::vector<std::string>;
  void reload(Table fresh) { table = std::make_shared<const Table>(std::move(fresh)); }
  mini::task<void> announce() {
    auto snapshot = table;
    for (const auto &host : *snapshot)
      co_await send(host);
  }
  std::shared_ptr<const Table> table;
};

// ---- Copies and others' members ----

struct good_copy {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check() {
    auto all = peers;
    for (auto &p : all)
      co_await p.ping();
  }
  std::vector<Peer> peers;
};

struct good_copy_in_the_loop_head {
  void join(std::string name) { names.push_back(std::move(name)); }
  std::vector<std::string> snapshot() const { return names; }
  mini::task<void> check() {
    for (const auto &name : snapshot())
      co_await send(name);
    for (const auto &name : std::vector<std::string>(names))
      co_await send(name);
    for (auto all = names; const auto &name : all)
      co_await send(name);
  }
  std::vector<std::string> names;
};

struct good_copied_element {
  void join(Peer p) { peers.push_back(std::move(p)); }
  mini::task<void> check(std::size_t i) {
    Peer p = peers.at(i);
    auto name = peers.front().name;
    co_await p.ping();
    note(p.name);
    note(name);
  }
  std::vector<Peer> peers;
};

struct good_another_member_changes {
  void join(Peer p) { joining.push_back(std::move(p)); }
  mini::task<void> check() {
    for (auto &p : peers)
      co_await p.ping();
  }
  std::vector<Peer> peers;
  std::vector<Peer> joining;
};

struct good_same_name_in_another_class {
  struct Other {
    void join(Peer p) { peers.push_back(std::move(p)); }
    std::vector<Peer> peers;
  };
  mini::task<void> check() {
    for (auto &p : peers)
      co_await p.ping();
  }
  std::vector<Peer> peers;
};

struct good_same_name_is_a_local {
  static std::vector<Peer> make() {
    std::vector<Peer> peers;
    peers.push_back({"one"});
    return peers;
  }
  mini::task<void> check() {
    for (auto &p : peers)
      co_await p.ping();
  }
  std::vector<Peer> peers = make();
};

struct good_captured_copy {
  void join(std::string name) { names.push_back(std::move(name)); }
  mini::task<void> check() {
    co_await [all = names]() -> mini::task<void> {
      for (const auto &name : all)
        co_await send(name);
    }();
  }
  std::vector<std::string> names;
};

struct good_owned_by_the_frame {
  struct Group {
    void join(Peer p) { peers.push_back(std::move(p)); }
    std::vector<Peer> peers;
  };
  mini::task<void> check() {
    Group group;
    group.join({"one"});
    for (auto &p : group.peers)
      co_await p.ping();
    auto other = std::make_unique<Group>();
    other->join({"two"});
    for (auto &p : other->peers)
      co_await p.ping();
  }
};

struct good_const_member {
  explicit good_const_member(std::vector<std::string> n) : names(std::move(n)) {}
  mini::task<void> announce() {
    for (const auto &name : names)
      co_await send(name);
    const auto &first = names.front();
    co_await send("first");
    note(first);
  }
  const std::vector<std::string> names;
};

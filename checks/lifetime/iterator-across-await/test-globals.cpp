// Containers that everybody reaches: at namespace scope, static members, in a namespace, inline.
#include "mini.h"
#include <list>
#include <map>

struct Client {
  std::string name;
  int missed = 0;
  mini::task<bool> ping() { co_return true; }
};
mini::task<void> send(std::string text) { co_return; }
void note(std::string_view text);
void note(int number);

namespace bad_vector {
std::vector<Client> clients;
void join(Client c) { clients.push_back(std::move(c)); } // note: 'join' may put elements into 'clients' here // note: 'join' may put elements into 'clients' here
mini::task<void> check() {
  for (auto &c : clients) // warn: the loop over 'clients' goes on after a suspension during which others can change 'clients' // note: loop over a copy, or hold an async lock that whoever changes 'clients' takes, too // note: the next element is taken here
    co_await c.ping(); // note: the coroutine may be suspended at this 'co_await'
}
mini::task<void> first() {
  Client &c = clients.front(); // warn: reference 'c' into 'clients' is used after a suspension during which others can change 'clients' // note: look it up again after the suspension, or keep a copy
  co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
  c.missed = 0; // note: used here, after it
}
} // namespace bad_vector

namespace bad_internal_linkage {
namespace {
std::map<int, Client> clients;
void leave(int id) { clients.erase(id); } // note: 'leave' may erase elements of 'clients' here
} // namespace
mini::task<void> serve(int id) {
  auto it = clients.find(id); // warn: iterator 'it' into 'clients' is used after a suspension during which others can change 'clients' // note: look it up again after the suspension, or keep a copy
  co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
  if (it != clients.end()) // note: used here, after it
    it->second.missed = 0;
}
void stop() { leave(1); }
} // namespace bad_internal_linkage

namespace bad_inline_in_a_namespace {
namespace state {
inline std::vector<std::string> names;
}
void add(std::string name) { state::names.push_back(std::move(name)); } // note: 'add' may put elements into 'names' here
mini::task<void> greet() {
  using state::names;
  for (const auto &name : names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
    co_await send(name); // note: the coroutine may be suspended at this 'co_await'
}
} // namespace bad_inline_in_a_namespace

struct bad_static_member {
  static void join(Client c) { clients.push_back(std::move(c)); } // note: 'join' may put elements into 'clients' here
  static mini::task<void> check() {
    for (auto &c : clients) // warn: the loop over 'clients' goes on after a suspension during which others can change 'clients' // note: loop over a copy, or hold an async lock that whoever changes 'clients' takes, too // note: the next element is taken here
      co_await c.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  static inline std::vector<Client> clients;
};

namespace bad_declared_elsewhere {
extern std::vector<Client> clients;
void join(Client c) { clients.push_back(std::move(c)); } // note: 'join' may put elements into 'clients' here
mini::task<void> check() {
  for (auto &c : clients) // warn: the loop over 'clients' goes on after a suspension during which others can change 'clients' // note: loop over a copy, or hold an async lock that whoever changes 'clients' takes, too // note: the next element is taken here
    co_await c.ping(); // note: the coroutine may be suspended at this 'co_await'
}
} // namespace bad_declared_elsewhere

namespace bad_member_of_a_global {
struct Registry {
  std::list<Client> clients;
  int generation = 0;
} registry;
void leave(const std::string &name) {
  registry.clients.remove_if([&](const Client &c) { return c.name == name; }); // note: 'leave' may erase elements of 'clients' here
  ++registry.generation;
}
mini::task<void> check() {
  for (auto it = registry.clients.begin(); it != registry.clients.end(); ++it) // warn: iterator 'it' into 'clients' is used after a suspension during which others can change 'clients' // note: look it up again after the suspension, or keep a copy // note: used here, after it
    co_await it->ping(); // note: the coroutine may be suspended at this 'co_await'
}
} // namespace bad_member_of_a_global

namespace bad_changed_by_a_method_of_a_global {
struct Registry {
  void join(Client c) { clients.push_back(std::move(c)); } // note: 'join' may put elements into 'clients' here
  std::vector<Client> clients;
};
Registry registry;
mini::task<void> check() {
  for (auto &c : registry.clients) // warn: the loop over 'clients' goes on after a suspension during which others can change 'clients' // note: loop over a copy, or hold an async lock that whoever changes 'clients' takes, too // note: the next element is taken here
    co_await c.ping(); // note: the coroutine may be suspended at this 'co_await'
}
} // namespace bad_changed_by_a_method_of_a_global

namespace bad_global_owner {
std::unique_ptr<Client> current;
void drop() { current.reset(); } // note: 'drop' may erase elements of 'current' here
mini::task<void> serve() {
  Client &c = *current; // warn: reference 'c' into 'current' is used after a suspension during which others can change 'current' // note: look it up again after the suspension, or keep a copy
  co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
  c.missed = 0; // note: used here, after it
}
} // namespace bad_global_owner

namespace good_never_changed {
std::vector<std::string> names{"one", "two"};
mini::task<void> greet() {
  for (const auto &name : names)
    co_await send(name);
}
} // namespace good_never_changed

namespace good_constant {
const std::vector<std::string> names{"one", "two"};
constexpr std::string_view more[] = {"three", "four"};
mini::task<void> greet() {
  for (const auto &name : names)
    co_await send(name);
  for (auto name : more)
    co_await send(std::string(name));
}
} // namespace good_constant

namespace good_only_inserted_into_a_map {
std::map<int, Client> clients;
Client &join(int id) { return clients[id]; }
mini::task<void> serve(int id) {
  auto &c = clients[id];
  co_await send("hello");
  c.missed = 0;
}
} // namespace good_only_inserted_into_a_map

namespace good_snapshot {
std::vector<Client> clients;
void join(Client c) { clients.push_back(std::move(c)); }
mini::task<void> check() {
  auto all = clients;
  for (auto &c : all)
    co_await c.ping();
}
} // namespace good_snapshot

namespace good_shadowed {
std::vector<Client> clients;
void join(Client c) { clients.push_back(std::move(c)); }
mini::task<void> check(std::vector<Client> clients) {
  for (auto &c : clients)
    co_await c.ping();
}
} // namespace good_shadowed

namespace good_other_global_changes {
std::vector<Client> clients;
std::vector<Client> waiting;
void join(Client c) { waiting.push_back(std::move(c)); }
mini::task<void> check() {
  for (auto &c : clients)
    co_await c.ping();
}
} // namespace good_other_global_changes

namespace good_looked_up_again {
std::map<int, Client> clients;
void leave(int id) { clients.erase(id); }
mini::task<void> serve(int id) {
  if (auto it = clients.find(id); it != clients.end())
    it->second.missed = 0;
  co_await send("hello");
  if (auto it = clients.find(id); it != clients.end())
    it->second.missed = 1;
}
} // namespace good_looked_up_again

namespace good_filled_before_anything_runs {
struct Registry {
  Registry() { names.push_back("one"); }
  std::vector<std::string> names;
};
Registry registry;
mini::task<void> greet() {
  for (const auto &name : registry.names)
    co_await send(name);
}
} // namespace good_filled_before_anything_runs

namespace good_function_static_constant {
mini::task<void> greet() {
  static const std::vector<std::string> names{"one", "two"};
  for (const auto &name : names)
    co_await send(name);
}
} // namespace good_function_static_constant

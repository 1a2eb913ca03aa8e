// Containers that are the caller's: by-reference parameters, what pointers point to, what a shared state contains.
#include "mini.h"
#include <deque>
#include <functional>
#include <map>

struct Peer {
  std::string name;
  int misses = 0;
  mini::task<bool> ping() { co_return true; }
};
struct Room {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here
  void leave(int id) { seats.erase(id); } // note: 'leave' may erase elements of 'seats' here // note: 'leave' may erase elements of 'seats' here
  std::vector<Peer> peers;
  std::map<int, Peer> seats;
  std::vector<std::string> rules;
};
mini::task<void> send(std::string text) { co_return; }
void note(std::string_view text);

// ---- Containers by reference ----

namespace bad_deque {
void enqueue(std::deque<Peer> &line, Peer p) { line.push_back(std::move(p)); } // note: 'enqueue' may put elements into 'line' here
mini::task<void> serve(std::deque<Peer> &line) {
  for (auto &p : line) // warn: the loop over 'line' goes on after a suspension during which others can change 'line' // note: loop over a copy, or hold an async lock that whoever changes 'line' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}
} // namespace bad_deque

namespace bad_element_of_a_vector {
void enqueue(std::vector<int> &numbers, int n) { numbers.push_back(n); } // note: 'enqueue' may put elements into 'numbers' here
mini::task<void> serve(std::vector<int> &numbers) {
  int &first = numbers.front(); // warn: reference 'first' into 'numbers' is used after a suspension during which others can change 'numbers' // note: look it up again after the suspension, or keep a copy
  co_await send("first"); // note: the coroutine may be suspended at this 'co_await'
  ++first; // note: used here, after it
}
} // namespace bad_element_of_a_vector

namespace bad_pointer_to_a_vector {
void enqueue(std::vector<std::string> *names, std::string n) { names->push_back(std::move(n)); } // note: 'enqueue' may put elements into 'names' here
mini::task<void> serve(std::vector<std::string> *names) {
  for (const auto &name : *names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
    co_await send(name); // note: the coroutine may be suspended at this 'co_await'
}
} // namespace bad_pointer_to_a_vector

// ---- Objects by reference, pointer, owner ----

mini::task<void> bad_reference_to_an_object(Room &room) {
  for (auto &p : room.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_pointer_to_an_object(Room *room) {
  auto &first = room->peers.front(); // warn: reference 'first' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
  co_await send("first"); // note: the coroutine may be suspended at this 'co_await'
  first.misses = 0; // note: used here, after it
}

mini::task<void> bad_shared_object(std::shared_ptr<Room> room) {
  for (auto &p : room->peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_shared_object_by_reference(const std::shared_ptr<Room> &room) {
  auto it = room->seats.find(1); // warn: iterator 'it' into 'seats' is used after a suspension during which others can change 'seats' // note: look it up again after the suspension, or keep a copy
  co_await send("seat"); // note: the coroutine may be suspended at this 'co_await'
  if (it != room->seats.end()) // note: used here, after it
    it->second.misses = 0;
}

mini::task<void> bad_locked_weak_pointer(std::weak_ptr<Room> weak) {
  auto room = weak.lock();
  if (!room)
    co_return;
  for (auto &p : room->peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_reference_wrapper(std::reference_wrapper<Room> room) {
  for (auto &p : room.get().peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_alias_of_the_pointee(Room *room) {
  auto &seats = room->seats;
  auto &seat = seats[1]; // warn: reference 'seat' into 'seats' is used after a suspension during which others can change 'seats' // note: look it up again after the suspension, or keep a copy
  co_await send("seat"); // note: the coroutine may be suspended at this 'co_await'
  seat.misses = 0; // note: used here, after it
}

struct bad_member_that_refers {
  mini::task<void> check() {
    for (auto &p : room.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  Room &room;
};

struct bad_member_that_points {
  mini::task<void> check() {
    for (auto &p : room->peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::shared_ptr<Room> room;
};

mini::task<void> bad_lambda_parameter(Room &outer) {
  auto check = [](Room &room) -> mini::task<void> {
    for (auto &p : room.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  };
  co_await check(outer);
}

mini::task<void> bad_captured_reference(Room &room) {
  auto check = [&room]() -> mini::task<void> {
    for (auto &p : room.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  };
  co_await check();
}

namespace bad_template_parameter {
template <class R> mini::task<void> check(R &room) {
  for (auto &p : room.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}
mini::task<void> all(Room &room) { co_await check(room); }
} // namespace bad_template_parameter

// ---- The coroutine's own ----

mini::task<void> good_object_by_value(Room room) {
  for (auto &p : room.peers)
    co_await p.ping();
}

mini::task<void> good_container_by_value(std::vector<Peer> peers) {
  auto &first = peers.front();
  co_await send("first");
  first.misses = 0;
}

mini::task<void> good_rvalue_moved_in(std::vector<Peer> &&given) {
  auto peers = std::move(given);
  for (auto &p : peers)
    co_await p.ping();
}

mini::task<void> good_copy_of_the_callers(Room &room) {
  auto peers = room.peers;
  for (auto &p : peers)
    co_await p.ping();
}

mini::task<void> good_taken_from_the_caller(Room &room) {
  auto peers = std::exchange(room.peers, {});
  for (auto &p : peers)
    co_await p.ping();
}

mini::task<void> good_member_nobody_changes(Room &room) {
  for (const auto &rule : room.rules)
    co_await send(rule);
}

mini::task<void> good_shared_but_unchanged(std::shared_ptr<Room> room) {
  for (const auto &rule : room->rules)
    co_await send(rule);
}

mini::task<void> good_new_look_up(std::shared_ptr<Room> room, int id) {
  auto it = room->seats.find(id);
  if (it == room->seats.end())
    co_return;
  auto name = it->second.name;
  co_await send(name);
  it = room->seats.find(id);
  if (it != room->seats.end())
    it->second.misses = 0;
}

mini::task<void> good_made_here() {
  auto room = std::make_unique<Room>();
  room->join({"one"});
  for (auto &p : room->peers)
    co_await p.ping();
}

namespace good_nobody_changes_a_list_of_numbers {
mini::task<void> serve(std::vector<long> &numbers) {
  for (auto &n : numbers) {
    co_await send(std::to_string(n));
    ++n;
  }
}
} // namespace good_nobody_changes_a_list_of_numbers

mini::task<void> good_const_reference(const std::vector<Peer> &peers) {
  for (const auto &p : peers) // by convention the caller keeps it as it is
    co_await send(p.name);
}

mini::task<void> good_const_reference_to_a_map(const std::map<int, Peer> &seats) {
  auto it = seats.find(1);
  co_await send("seat");
  if (it != seats.end())
    note(it->second.name);
}

mini::task<void> good_element_by_reference(Peer &p) {
  co_await send(p.name);
  p.misses = 0;
}

mini::task<void> good_element_passed_on(Room &room) {
  co_await good_element_by_reference(room.peers.front()); // the callee's and the caller's agreement
}

mini::task<void> good_named_element_passed_on(Room &room) {
  auto &p = room.peers.front();
  co_await good_element_by_reference(p);
}

mini::task<void> good_pointer_parameter(Peer *p) {
  co_await send(p->name);
  p->misses = 0;
}

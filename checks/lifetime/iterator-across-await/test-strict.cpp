// options: {corolint-iterator-across-await.Strict: true}
// With Strict: what only a convention keeps in place. A const reference is no promise that nobody changes the container,
// and neither is an element that was passed on.
#include "mini.h"
#include <map>

struct Peer {
  std::string name;
  int misses = 0;
  mini::task<bool> ping() { co_return true; }
};
mini::task<void> send(std::string text) { co_return; }
mini::task<void> greet(Peer &p) {
  co_await send("hello");
  ++p.misses; // note: used here, after it // note: used here, after it
}
mini::task<void> greet_pointer(Peer *p) {
  co_await send("hello");
  ++p->misses; // note: used here, after it
}
mini::task<void> greet_copy(Peer p) {
  co_await send("hello");
  ++p.misses;
}
void note(std::string_view text);

struct Room {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here
  void leave(int id) { seats.erase(id); } // note: 'leave' may erase elements of 'seats' here
  std::vector<Peer> peers;
  std::map<int, Peer> seats;
};
void enqueue(std::vector<std::string> &names, std::string name) { names.push_back(std::move(name)); } // note: 'enqueue' may put elements into 'names' here

mini::task<void> bad_const_reference(const std::vector<std::string> &names) {
  for (const auto &name : names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
    co_await send(name); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_const_reference_to_an_object(const Room &room) {
  const auto &first = room.peers.front(); // warn: reference 'first' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
  co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
  note(first.name); // note: used here, after it
}

mini::task<void> bad_element_passed_on(Room &room) {
  co_await greet(room.peers.front()); // warn: the element of 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_named_element_passed_on(Room &room) {
  auto &p = room.peers.front(); // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
  co_await greet(p); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_pointer_passed_on(Room &room, int id) {
  co_await greet_pointer(&room.seats.at(id)); // warn: the element of 'seats' is used after a suspension during which others can change 'seats' // note: look it up again after the suspension, or keep a copy // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_still_reported(Room &room) {
  for (auto &p : room.peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
    co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> good_copy_passed_on(Room &room) {
  co_await greet_copy(room.peers.front());
  auto &p = room.peers.front();
  co_await greet_copy(p);
}

mini::task<void> good_copy_of_a_const_reference(const std::vector<std::string> &names) {
  auto all = names;
  for (const auto &name : all)
    co_await send(name);
}

mini::task<void> good_const_reference_before(const std::vector<std::string> &names) {
  auto first = names.front();
  co_await send(first);
}

mini::task<void> good_by_value(const std::vector<std::string> names) {
  for (const auto &name : names)
    co_await send(name);
}

mini::task<void> good_local_elements_passed_on() {
  std::vector<Peer> peers(3);
  for (auto &p : peers)
    co_await greet(p);
  co_await greet(peers.front());
  co_await greet_pointer(&peers.back());
}

struct good_member_that_nobody_changes {
  mini::task<void> all() {
    for (auto &p : peers)
      co_await greet(p);
    co_await greet(peers.front());
  }
  std::vector<Peer> peers;
};

mini::task<void> good_number_passed_on(Room &room) {
  co_await send(std::to_string(room.peers.front().misses));
  co_await send(room.peers.front().name);
}

// Arms that lose data when they lose the race.
#include "corolint/annotations.h"
#include "mini.h"
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

using namespace std::chrono_literals;

template <class... T> mini::task<std::variant<T...>> race(mini::task<T> COROLINT_RACES... arms);
template <class T> mini::task<std::optional<T>> within(std::chrono::milliseconds limit, mini::task<T> &&COROLINT_RACES work);
template <class... T> mini::task<void> all(mini::task<T>... arms);

struct frame {};
struct late {};
struct wire {
  COROLINT_NOT_CANCEL_SAFE mini::task<frame> read();
  COROLINT_NOT_CANCEL_SAFE virtual mini::task<late> write(frame f);
  COROLINT_CANCEL_SAFE mini::task<late> readable();
  mini::task<frame> peek();
  void close();
  void log();
};
struct tls_wire : wire {
  mini::task<late> write(frame f) override;
};
COROLINT_NOT_CANCEL_SAFE mini::task<frame> read_frame(wire &from);
mini::task<late> after(std::chrono::milliseconds time);
mini::task<void> handle(frame f);
mini::task<late> handle_twice(frame f);

mini::task<void> bad_in_a_loop(wire &peer) {
  for (;;) {
    auto won = co_await race(peer.read(), after(1s)); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: and this goes on from there // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
    if (won.index() == 0)
      co_await handle(std::get<0>(won));
  }
}

mini::task<void> bad_second_arm(wire &peer) {
  for (;;) {
    auto won = co_await race(after(1s), peer.read()); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: and this goes on from there // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
    if (won.index() == 1)
      co_await handle(std::get<1>(won));
  }
}

mini::task<frame> bad_time_limit(wire &peer) {
  for (;;)
    if (auto f = co_await within(1s, peer.read())) // warn: 'read' is stopped half-way when it loses the race in 'within': what it has done so far is lost // note: and this goes on from there // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
      co_return *f;
}

mini::task<void> bad_free_function(wire &peer) {
  auto won = co_await race(read_frame(peer), after(1s)); // warn: 'read_frame' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
  if (won.index() == 1)
    peer.log(); // note: and this goes on from there
}

mini::task<void> bad_overrider(tls_wire &peer) {
  co_await race(peer.write(frame()), after(1s)); // warn: 'write' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
}

mini::task<void> bad_local_used_again() {
  wire peer;
  auto won = co_await race(peer.read(), after(1s)); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
  if (won.index() == 1)
    co_await handle(co_await peer.read()); // note: and this goes on from there
}

mini::task<void> bad_moved_into_the_race(wire &peer) {
  auto reading = peer.read();
  auto won = co_await race(std::move(reading), after(1s)); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
  if (won.index() == 1)
    co_await handle(co_await peer.read()); // note: and this goes on from there
}

struct session {
  wire peer;
  std::unique_ptr<wire> other;
  mini::task<void> bad_member() {
    co_await race(peer.read(), after(1s)); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
  }
  mini::task<void> bad_pointee() {
    co_await race(other->read(), after(1s)); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
  }
  mini::task<void> good_member_reset() {
    auto won = co_await race(other->read(), after(1s));
    if (won.index() == 1)
      other.reset();
  }
};

template <class W> mini::task<void> bad_template(W &peer) {
  auto won = co_await race(peer.read(), after(1s)); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
  if (won.index() == 1)
    peer.log(); // note: and this goes on from there
}
template mini::task<void> bad_template<wire>(wire &);

// Not awaited here: somebody else awaits the race.
mini::task<std::variant<frame, late>> bad_returned(wire &peer) {
  return race(peer.read(), after(1s)); // warn: 'read' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
}

mini::task<void> good_waits_only(wire &peer) {
  auto won = co_await race(peer.readable(), after(1s));
  if (won.index() == 0)
    co_await handle(co_await peer.read());
}

mini::task<void> good_nobody_says_so(wire &peer) {
  for (;;)
    co_await race(peer.peek(), after(1s));
}

mini::task<void> good_no_race(wire &peer) {
  for (;;)
    co_await all(peer.read(), peer.write(frame()));
}

mini::task<std::optional<frame>> good_closed(wire &peer) {
  auto won = co_await race(peer.read(), after(1s));
  if (won.index() == 1) {
    peer.close();
    co_return std::nullopt;
  }
  co_return std::get<0>(won);
}

mini::task<bool> good_owned_and_left() {
  wire peer;
  auto won = co_await race(peer.read(), after(1s));
  co_return won.index() == 0;
}

mini::task<bool> good_parameter_and_left(std::unique_ptr<wire> peer) {
  auto won = co_await race(peer->read(), after(1s));
  co_return won.index() == 0;
}

mini::task<void> good_replaced(wire &peer) {
  for (;;) {
    auto won = co_await race(peer.read(), after(1s));
    if (won.index() == 1)
      peer = wire();
  }
}

mini::task<void> good_outside(wire &peer) {
  frame f = co_await peer.read();
  co_await race(handle_twice(f), after(1s));
}

struct opaque;
COROLINT_NOT_CANCEL_SAFE mini::task<frame> receive(opaque *from);
mini::task<void> bad_opaque(opaque *peer) {
  for (;;)
    co_await race(receive(peer), after(1s)); // warn: 'receive' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: and this goes on from there // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
}

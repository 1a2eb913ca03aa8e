// race and timeout of the reference runtime.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace rt = corolint::rt;
namespace channel = corolint::rt::channel;
using namespace std::chrono_literals;

struct frame {};
struct connection;
COROLINT_NOT_CANCEL_SAFE rt::task<frame> read_frame(connection &from);
rt::task<> closing(connection &of);

rt::task<> bad_race(connection &peer) {
  (void)co_await rt::race(read_frame(peer), closing(peer)); // warn: 'read_frame' is stopped half-way when it loses the race in 'race': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
}

rt::task<> bad_timeout(connection &peer) {
  (void)co_await rt::timeout(1s, read_frame(peer)); // warn: 'read_frame' is stopped half-way when it loses the race in 'timeout': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
}

rt::task<> bad_send(channel::sender<int> &to) {
  (void)co_await rt::timeout(1s, to.send(1)); // warn: 'send' is stopped half-way when it loses the race in 'timeout': what it has done so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
}

rt::task<> good_receive(channel::receiver<int> &a, channel::receiver<int> &b) {
  (void)co_await rt::race(a.recv(), b.recv());
  (void)co_await rt::timeout(1s, a.recv());
}

rt::task<> good_tick(rt::interval &seconds, connection &peer) {
  (void)co_await rt::race(seconds.tick(), closing(peer));
}

rt::task<> good_all(connection &one, connection &other) {
  (void)co_await rt::when_all(read_frame(one), read_frame(other));
}

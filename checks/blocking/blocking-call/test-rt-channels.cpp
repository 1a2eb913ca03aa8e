// What the channels of the reference runtime have for threads, called from a coroutine.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace rt = corolint::rt;
namespace channel = corolint::rt::channel;

void use(std::optional<int>);

rt::task<> bad_receive(channel::receiver<int> &from) {
  use(from.blocking_recv()); // warn: 'blocking_recv' may block the thread of coroutine 'bad_receive' // note: it waits for a message // note: use co_await recv() instead
  co_return;
}

rt::task<> good_receive(channel::receiver<int> &from) {
  use(co_await from.recv());
}

void good_no_coroutine(channel::receiver<int> &from) {
  use(from.blocking_recv());
}

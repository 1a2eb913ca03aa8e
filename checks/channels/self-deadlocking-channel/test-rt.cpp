// The channels of the reference runtime.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace channel = corolint::rt::channel;
using corolint::rt::task;

void use(int);

task<void> bad_second() {
  auto [to, from] = channel::mpsc<int>::bounded(1); // note: the channel has room for one message, and it is there
  (void)co_await to.send(1);
  (void)co_await to.send(2); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  to.close();
  while (auto next = co_await from.recv())
    use(*next);
}

task<void> good_room() {
  auto [to, from] = channel::mpsc<int>::bounded(2);
  (void)co_await to.send(1);
  (void)co_await to.send(2);
  to.close();
  while (auto next = co_await from.recv())
    use(*next);
}

task<void> good_tried() {
  auto [to, from] = channel::mpsc<int>::bounded(1);
  (void)co_await to.send(1);
  if (!to.try_send(2))
    use(2);
  use(*co_await from.recv());
}

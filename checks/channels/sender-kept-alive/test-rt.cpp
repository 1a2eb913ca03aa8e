// The channels of the reference runtime.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace channel = corolint::rt::channel;
using corolint::rt::task;

void use(int);
void start(channel::sender<int> to);

task<void> bad_cloned() {
  auto [to, from] = channel::mpsc<int>::bounded(16); // note: the sender lives until the end of its block
  start(to.clone());
  while (auto next = co_await from.recv()) // warn: this loop ends when the channel closes, and the sender 'to' in the same function keeps it open: it never ends // note: move 'to' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    use(*next);
}

task<void> good_moved() {
  auto [to, from] = channel::mpsc<int>::bounded(16);
  start(to.clone());
  start(std::move(to));
  while (auto next = co_await from.recv())
    use(*next);
}

task<void> good_closed() {
  auto [to, from] = channel::mpmc<int>::bounded(16);
  start(to.clone());
  to.close();
  while (auto next = co_await from.recv())
    use(*next);
}

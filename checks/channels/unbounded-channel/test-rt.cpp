// The channels of the reference runtime.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace channel = corolint::rt::channel;

void use(channel::sender<int>, channel::receiver<int>);

void bad_unbounded() {
  auto [to, from] = channel::mpsc<int>::unbounded(); // warn: this channel has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  use(std::move(to), std::move(from));
}

void good_bounded() {
  auto [to, from] = channel::mpsc<int>::bounded(16);
  use(std::move(to), std::move(from));
}

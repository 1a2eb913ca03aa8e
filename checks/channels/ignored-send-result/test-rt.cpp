// The channels of the reference runtime.
// flags: -std=c++20 -pthread -Wno-unused-result
#include <corolint/rt.h>
namespace channel = corolint::rt::channel;
using corolint::rt::task;

void bad_tried(channel::sender<int> to) {
  to.try_send(1); // warn: nobody looks at whether 'try_send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}

task<void> bad_awaited(channel::sender<int> to) {
  co_await to.send(1); // warn: nobody looks at whether 'send' has taken the message; when the channel is full or closed, the message is lost // note: test the result; where the loss does not matter, write '(void)' and why
}

task<void> good_asked(channel::sender<int> to) {
  if (!to.try_send(1))
    co_return;
  if (!co_await to.send(2))
    co_return;
}

void good_said(channel::sender<int> to) {
  (void)to.try_send(1); // the newest is enough
}

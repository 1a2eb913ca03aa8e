// Who does not look whether it was sent loses the message.
// expect: nodiscard
#include <corolint/rt.h>
namespace channel = corolint::rt::channel;

void send_one(channel::sender<int> &to) {
#ifdef GOOD
  if (!to.try_send(1))
    to.close();
#else
  to.try_send(1);
#endif
}

// A copy that nobody sees would keep the channel open; clone() can be seen.
// expect: deleted
#include <corolint/rt.h>
namespace channel = corolint::rt::channel;

channel::sender<int> another(const channel::sender<int> &to) {
#ifdef GOOD
  return to.clone();
#else
  return to;
#endif
}

// rule: await-holding-thread-bound
#include "mini.h"

namespace Microsoft::WRL::Wrappers {
class RoInitializeWrapper {
public:
  RoInitializeWrapper(int flags);
  ~RoInitializeWrapper();
};
} // namespace Microsoft::WRL::Wrappers
using Microsoft::WRL::Wrappers::RoInitializeWrapper;

namespace bad_apartment_left_elsewhere {
mini::task<void> f() {
  RoInitializeWrapper initialize(1); // warn: 'initialize' belongs to its thread and is alive while the coroutine is suspended: the apartment it leaves belongs to the thread // note: end its scope before suspending, or use 'an apartment entered by the thread's own function'
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_apartment_left_elsewhere

namespace good_apartment_of_a_block {
mini::task<void> f() {
  {
    RoInitializeWrapper initialize(1);
  }
  co_await mini::tick();
}
} // namespace good_apartment_of_a_block

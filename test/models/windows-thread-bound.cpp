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
  RoInitializeWrapper initialize(1); // warn
  co_await mini::tick();
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

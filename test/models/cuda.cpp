// rule: await-holding-thread-bound
#include "mini.h"

namespace c10 {
struct InferenceMode {
  InferenceMode(bool enabled = true);
  ~InferenceMode();
};
namespace cuda {
struct CUDAGuard {
  explicit CUDAGuard(signed char device);
  ~CUDAGuard();
};
} // namespace cuda
} // namespace c10

namespace bad_device_guard {
mini::task<void> f() {
  c10::cuda::CUDAGuard guard(1); // warn: 'guard' belongs to its thread and is alive while the coroutine is suspended: the current device and stream are settings of the thread // note: end its scope before suspending, or use 'a guard made anew after the suspension'
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_device_guard

namespace bad_inference_mode {
mini::task<void> f() {
  c10::InferenceMode mode; // warn: 'mode' belongs to its thread and is alive while the coroutine is suspended: the autograd mode is a setting of the thread // note: end its scope before suspending, or use 'a guard made anew after the suspension'
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_inference_mode

namespace good_block_ends_first {
mini::task<void> f() {
  {
    c10::cuda::CUDAGuard guard(1);
  }
  co_await mini::tick();
}
} // namespace good_block_ends_first

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
  c10::cuda::CUDAGuard guard(1); // warn
  co_await mini::tick();
}
} // namespace bad_device_guard

namespace bad_inference_mode {
mini::task<void> f() {
  c10::InferenceMode mode; // warn
  co_await mini::tick();
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

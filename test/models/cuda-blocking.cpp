// rule: blocking-call
// CUDA: the host waits for the device.
#include "mini.h"

extern "C" {
int cudaDeviceSynchronize();
int cudaMemcpy(void *, const void *, std::size_t, int);
int cudaMemcpyAsync(void *, const void *, std::size_t, int, void *stream);
}

mini::task<void> bad_waits(void *to, const void *from) {
  cudaDeviceSynchronize(); // warn: 'cudaDeviceSynchronize' may block the thread of coroutine 'bad_waits' // note: it waits for the device // note: use a callback of the stream (cudaLaunchHostFunc) that resumes the coroutine instead
  cudaMemcpy(to, from, 8, 1); // warn: 'cudaMemcpy' may block the thread of coroutine 'bad_waits' // note: it waits until the copy is done // note: use the copy whose name ends in Async, and a callback of the stream instead
  co_return;
}

mini::task<void> good_goes_on(void *to, const void *from) {
  cudaMemcpyAsync(to, from, 8, 1, nullptr);
  co_return;
}

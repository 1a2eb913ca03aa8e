// rule: unawaited-lock
#include "mini.h"

struct FlowLock {
  struct Releaser {
    explicit(false) Releaser(FlowLock &lock, long amount = 1);
    Releaser(Releaser &&) noexcept;
    ~Releaser();
    void release(long amount = -1);
  };
  mini::task<void> take(int priority = 0, long amount = 1);
  void release(long amount = 1);
};

namespace bad_not_awaited {
mini::task<void> f(FlowLock &lock) {
  lock.take(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await lock.take();
  FlowLock::Releaser releaser(lock);
  co_await mini::tick();
}
} // namespace bad_not_awaited

namespace bad_named_and_not_awaited {
mini::task<void> f(FlowLock &lock) {
  auto taken = lock.take(); // warn: 'taken' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  co_await mini::tick();
  lock.release();
}
} // namespace bad_named_and_not_awaited

namespace good_awaited {
mini::task<void> f(FlowLock &lock) {
  co_await lock.take();
  FlowLock::Releaser releaser(lock);
  co_await mini::tick();
}
} // namespace good_awaited

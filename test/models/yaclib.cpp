// rule: discarded-guard
#include "mini.h"

namespace yaclib {
template <class M> class [[nodiscard]] UniqueGuard {
public:
  UniqueGuard(UniqueGuard &&) noexcept;
  ~UniqueGuard() noexcept;
};
template <class M> class [[nodiscard]] SharedGuard {
public:
  SharedGuard(SharedGuard &&) noexcept;
  ~SharedGuard() noexcept;
};
template <bool FIFO = false> class SharedMutex {
public:
  mini::task<UniqueGuard<SharedMutex>> Guard() noexcept;
  mini::task<SharedGuard<SharedMutex>> GuardShared() noexcept;
  mini::task<void> LockShared() noexcept;
  void UnlockHereShared() noexcept;
};
} // namespace yaclib

namespace bad_dropped {
mini::task<void> f(yaclib::SharedMutex<> &m) {
  co_await m.Guard(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await m.Guard();
  co_await mini::tick();
}
} // namespace bad_dropped

namespace bad_dropped_reader {
mini::task<void> f(yaclib::SharedMutex<> &m) {
  (void)co_await m.GuardShared(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await m.GuardShared();
  co_await mini::tick();
}
} // namespace bad_dropped_reader

namespace good_named {
mini::task<void> f(yaclib::SharedMutex<> &m) {
  auto guard = co_await m.Guard();
  co_await mini::tick();
}
} // namespace good_named

namespace good_by_hand {
mini::task<void> f(yaclib::SharedMutex<> &m) {
  co_await m.LockShared();
  co_await mini::tick();
  m.UnlockHereShared();
}
} // namespace good_by_hand

// rule: discarded-guard
#include "mini.h"

namespace tmc {
class mutex;
class mutex_scope {
public:
  mutex_scope(mutex_scope &&) noexcept;
  ~mutex_scope();
};
class mutex {
public:
  mini::task<mutex_scope> lock_scope() noexcept;
  mini::tick operator co_await() noexcept;
  void unlock() noexcept;
};
} // namespace tmc

namespace bad_dropped {
mini::task<void> f(tmc::mutex &m) {
  co_await m.lock_scope(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await m.lock_scope();
  co_await mini::tick();
}
} // namespace bad_dropped

namespace good_named {
mini::task<void> f(tmc::mutex &m) {
  auto scope = co_await m.lock_scope();
  co_await mini::tick();
}
} // namespace good_named

namespace good_by_hand {
mini::task<void> f(tmc::mutex &m) {
  co_await m;
  co_await mini::tick();
  m.unlock();
}
} // namespace good_by_hand

// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore
// needs: QMutex
// Qt's locks.
#include "mini.h"
#include <QMutex>
#include <QMutexLocker>
#include <QReadWriteLock>

struct Table {
  QMutex m;
  QRecursiveMutex rec;
  QReadWriteLock rw;
  int version = 0;
};
mini::task<void> flush(int key = 0);

namespace bad_mutex_locker {
mini::task<void> f(Table &t) {
  QMutexLocker locker(&t.m); // warn: guard 'locker' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_mutex_locker

namespace bad_recursive_mutex_locker {
mini::task<void> f(Table &t) {
  QMutexLocker<QRecursiveMutex> locker(&t.rec); // warn: guard 'locker' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_recursive_mutex_locker

namespace bad_read_locker {
mini::task<void> f(Table &t) {
  QReadLocker locker(&t.rw); // warn: guard 'locker' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(t.version); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_read_locker

namespace bad_manual_lock {
mini::task<void> f(Table &t) {
  t.m.lock(); // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  t.m.unlock();
}
} // namespace bad_manual_lock

namespace bad_lock_for_write {
mini::task<void> f(Table &t) {
  t.rw.lockForWrite(); // warn: thread lock 't.rw' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  t.rw.unlock();
}
} // namespace bad_lock_for_write

namespace good_locker_unlocked {
mini::task<void> f(Table &t) {
  QMutexLocker locker(&t.m);
  ++t.version;
  locker.unlock();
  co_await flush();
}
} // namespace good_locker_unlocked

namespace good_locker_block_ends_first {
mini::task<void> f(Table &t) {
  {
    QWriteLocker locker(&t.rw);
    ++t.version;
  }
  co_await flush();
}
} // namespace good_locker_block_ends_first

namespace good_locker_of_null {
mini::task<void> f() {
  QMutexLocker<QMutex> locker(nullptr);
  co_await flush();
}
} // namespace good_locker_of_null

namespace good_try_lock_failed {
mini::task<void> f(Table &t) {
  if (!t.m.tryLock(5)) {
    co_await flush();
    co_return;
  }
  ++t.version;
  t.m.unlock();
}
} // namespace good_try_lock_failed

namespace good_manual_unlock_first {
mini::task<void> f(Table &t) {
  t.rw.lockForRead();
  int v = t.version;
  t.rw.unlock();
  co_await flush(v);
}
} // namespace good_manual_unlock_first

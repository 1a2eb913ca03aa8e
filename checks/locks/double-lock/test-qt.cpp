// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore
// needs: QMutex
// Qt's locks: recursive ones have a class of their own.
#include <QMutex>
#include <QMutexLocker>
#include <QReadWriteLock>

struct Table {
  QMutex m;
  QRecursiveMutex rec;
  QReadWriteLock rw;
  int n = 0;
};

namespace bad_two_lockers {
void f(Table &t) {
  QMutexLocker outer(&t.m); // note: first acquired here
  QMutexLocker inner(&t.m); // warn: 't.m' is locked again while it is held, which is a deadlock
  ++t.n;
}
} // namespace bad_two_lockers

namespace bad_locker_then_lock {
void f(Table &t) {
  QMutexLocker outer(&t.m); // note: first acquired here
  t.m.lock(); // warn: 't.m' is locked again while it is held, which is a deadlock
  t.m.unlock();
}
} // namespace bad_locker_then_lock

namespace good_recursive_mutex {
void f(Table &t) {
  QMutexLocker<QRecursiveMutex> outer(&t.rec);
  QMutexLocker<QRecursiveMutex> inner(&t.rec);
  ++t.n;
}
} // namespace good_recursive_mutex

namespace good_unlocked_and_relocked {
void f(Table &t) {
  QMutexLocker locker(&t.m);
  locker.unlock();
  ++t.n;
  locker.relock();
}
} // namespace good_unlocked_and_relocked

namespace good_try_lock {
bool f(Table &t) {
  QMutexLocker locker(&t.m);
  return t.m.tryLock();
}
} // namespace good_try_lock

// A QReadWriteLock may have been constructed as recursive.
namespace good_read_write_lock_of_unknown_kind {
int f(QReadWriteLock &rw, Table &t) {
  QReadLocker outer(&rw);
  QReadLocker inner(&rw);
  return t.n;
}
} // namespace good_read_write_lock_of_unknown_kind

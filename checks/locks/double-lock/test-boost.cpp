// flags: -std=c++20 -pthread
// needs: boost/thread/mutex.hpp boost/thread/shared_mutex.hpp
// Boost's locks: recursive ones, and one that can be upgraded.
#include <boost/thread/lock_guard.hpp>
#include <boost/thread/lock_types.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/recursive_mutex.hpp>
#include <boost/thread/shared_mutex.hpp>

struct Table {
  boost::mutex m;
  boost::recursive_mutex rec;
  boost::shared_mutex rw;
  int n = 0;
};

namespace bad_scoped_lock_twice {
void f(Table &t) {
  boost::mutex::scoped_lock outer(t.m); // note: first acquired here
  boost::lock_guard<boost::mutex> inner(t.m); // warn: 't.m' is locked again while it is held, which is a deadlock
  ++t.n;
}
} // namespace bad_scoped_lock_twice

namespace bad_unique_under_shared {
void f(Table &t) {
  boost::shared_lock<boost::shared_mutex> reading(t.rw); // note: first acquired here
  boost::unique_lock<boost::shared_mutex> writing(t.rw); // warn: 't.rw' is locked again while it is held, which is a deadlock
  ++t.n;
}
} // namespace bad_unique_under_shared

namespace good_recursive_mutex {
void f(Table &t) {
  boost::recursive_mutex::scoped_lock outer(t.rec);
  boost::lock_guard<boost::recursive_mutex> inner(t.rec);
  ++t.n;
}
} // namespace good_recursive_mutex

// An upgrade in place takes over what is held.
namespace good_upgrade_in_place {
void f(Table &t) {
  boost::upgrade_lock<boost::shared_mutex> reading(t.rw);
  boost::upgrade_to_unique_lock<boost::shared_mutex> writing(reading);
  ++t.n;
}
} // namespace good_upgrade_in_place

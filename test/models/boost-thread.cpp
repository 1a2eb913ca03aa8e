// rule: await-holding-lock
// flags: -std=c++20 -DBOOST_THREAD_VERSION=4
// needs: boost/thread.hpp
#include "mini.h"
#include <boost/interprocess/sync/interprocess_mutex.hpp>
#include <boost/interprocess/sync/named_condition.hpp>
#include <boost/interprocess/sync/named_mutex.hpp>
#include <boost/interprocess/sync/named_upgradable_mutex.hpp>
#include <boost/interprocess/sync/scoped_lock.hpp>
#include <boost/thread.hpp>
#include <boost/thread/reverse_lock.hpp>
#include <boost/thread/strict_lock.hpp>
namespace ipc = boost::interprocess;

namespace bad_strict_lock {
mini::task<void> f(boost::mutex &m) {
  boost::strict_lock<boost::mutex> lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_strict_lock

namespace bad_upgrade_lock {
mini::task<void> f(boost::shared_mutex &m) {
  boost::upgrade_lock<boost::shared_mutex> lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_upgrade_lock

namespace bad_held_again_after_waiting {
mini::task<void> f(boost::mutex &m, boost::condition_variable &c) {
  boost::unique_lock<boost::mutex> lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  c.wait(lock); // warn[blocking-call]: 'wait' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_held_again_after_waiting

namespace bad_scoped_lock {
mini::task<void> f(ipc::named_mutex &m, ipc::named_condition &c) {
  ipc::scoped_lock<ipc::named_mutex> lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  c.wait(lock); // warn[blocking-call]: 'wait' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_scoped_lock

namespace bad_upgradable_by_hand {
mini::task<void> f(ipc::named_upgradable_mutex &m) {
  m.lock_upgradable(); // warn: thread lock 'm' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  m.unlock_upgradable();
}
} // namespace bad_upgradable_by_hand

namespace good_unlocked_while_reversed {
mini::task<void> f(boost::mutex &m) {
  boost::unique_lock<boost::mutex> lock(m);
  boost::reverse_lock<boost::unique_lock<boost::mutex>> unlocked(lock);
  co_await mini::tick();
}
} // namespace good_unlocked_while_reversed

namespace good_sharable_by_hand {
mini::task<void> f(ipc::named_upgradable_mutex &m) {
  m.lock_sharable();
  m.unlock_sharable();
  co_await mini::tick();
}
} // namespace good_sharable_by_hand

namespace good_tried_and_failed {
mini::task<void> f(ipc::named_upgradable_mutex &m) {
  if (m.try_lock_upgradable())
    m.unlock_upgradable();
  co_await mini::tick();
}
} // namespace good_tried_and_failed

// rule: blocking-call
// needs: kj/async.h
// KJ: promises and locks.
#include "mini.h"
#include <kj/async.h>
#include <kj/mutex.h>
#include <kj/thread.h>

mini::task<void> bad_wait(kj::Promise<int> p, kj::WaitScope &scope) {
  p.wait(scope); // warn[blocking-wait]: 'wait' makes the thread of coroutine 'bad_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_condition(kj::MutexGuarded<int> &m) {
  m.when([](const int &i) { return i > 0; }, [](int &i) { return i; }); // warn: 'when' may block the thread of coroutine 'bad_condition' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the condition holds
  co_return;
}

mini::task<void> bad_thread() {
  kj::Thread thread([] {}); // warn: the end of 'thread' may block the thread of coroutine 'bad_thread' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_return;
}

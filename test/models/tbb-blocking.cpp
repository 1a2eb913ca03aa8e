// rule: blocking-call
// needs: oneapi/tbb/task_group.h
// oneTBB: a bounded queue waits for its other end.
#include "mini.h"
#include <oneapi/tbb/concurrent_queue.h>
#include <oneapi/tbb/task_group.h>

mini::task<void> bad_queue(tbb::concurrent_bounded_queue<int> &q, int &i) {
  q.push(1); // warn: 'push' may block the thread of coroutine 'bad_queue' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room in the queue
  q.pop(i); // warn: 'pop' may block the thread of coroutine 'bad_queue' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  co_return;
}

mini::task<void> bad_group(tbb::task_group &g) {
  g.wait(); // warn[blocking-wait]: 'wait' makes the thread of coroutine 'bad_group' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the tasks of the group
  co_return;
}

mini::task<void> good_tries(tbb::concurrent_bounded_queue<int> &q, int &i) {
  (void)q.try_push(1);
  q.try_pop(i);
  co_return;
}

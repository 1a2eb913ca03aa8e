// rule: blocking-call
// needs: absl/synchronization/mutex.h
// Abseil: sleeps, and what waits for other threads.
#include "mini.h"
#include <absl/synchronization/barrier.h>
#include <absl/synchronization/blocking_counter.h>
#include <absl/synchronization/notification.h>
#include <absl/time/clock.h>

mini::task<void> bad_waits(absl::Notification &n, absl::BlockingCounter &c, absl::Barrier &b) {
  absl::SleepFor(absl::Seconds(1)); // warn: 'SleepFor' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  n.WaitForNotification(); // warn: 'WaitForNotification' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  c.Wait(); // warn: 'Wait' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  b.Block(); // warn: 'Block' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> good_notified(absl::Notification &n) {
  if (n.HasBeenNotified())
  n.WaitForNotification();
  co_return;
}

mini::task<void> good_notifies() {
  absl::Notification n;
  n.Notify();
  n.WaitForNotification();
  co_return;
}

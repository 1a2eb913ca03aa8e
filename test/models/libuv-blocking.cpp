// rule: blocking-call
// needs: uv.h
// libuv: functions of files with and without a callback.
#include "mini.h"
#include <uv.h>

mini::task<void> bad_without_a_callback(uv_loop_t *l, uv_fs_t *r, uv_thread_t *t) {
  uv_fs_read(l, r, 3, nullptr, 0, 0, nullptr); // warn: 'uv_fs_read' may block the thread of coroutine 'bad_without_a_callback' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  uv_fs_fsync(l, r, 3, nullptr); // warn: 'uv_fs_fsync' may block the thread of coroutine 'bad_without_a_callback' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  uv_sleep(10); // warn: 'uv_sleep' may block the thread of coroutine 'bad_without_a_callback' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  uv_thread_join(t); // warn: 'uv_thread_join' may block the thread of coroutine 'bad_without_a_callback' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_loop(uv_loop_t *l) {
  uv_run(l, UV_RUN_DEFAULT); // warn[blocking-wait]: 'uv_run' makes the thread of coroutine 'bad_loop' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> good_with_a_callback(uv_loop_t *l, uv_fs_t *r, uv_fs_cb done) {
  uv_fs_read(l, r, 3, nullptr, 0, 0, done);
  uv_fs_fsync(l, r, 3, [](uv_fs_t *) {});
  uv_run(l, UV_RUN_NOWAIT);
  uv_sleep(0);
  co_return;
}

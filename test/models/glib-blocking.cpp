// rule: blocking-call
// flags: -std=c++20 -isystem/usr/include/glib-2.0 -isystem/usr/lib/x86_64-linux-gnu/glib-2.0/include
// needs: glib.h
// GLib.
#include "mini.h"
#include <glib.h>

mini::task<void> bad_waits(GThread *t, GAsyncQueue *q) {
  g_usleep(1000); // warn: 'g_usleep' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  g_thread_join(t); // warn: 'g_thread_join' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  g_async_queue_pop(q); // warn: 'g_async_queue_pop' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  g_async_queue_timeout_pop(q, 100); // warn: 'g_async_queue_timeout_pop' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  g_spawn_command_line_sync("true", nullptr, nullptr, nullptr, nullptr); // warn: 'g_spawn_command_line_sync' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_loop(GMainLoop *l) {
  g_main_loop_run(l); // warn[blocking-wait]: 'g_main_loop_run' makes the thread of coroutine 'bad_loop' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the main loop in here
  g_main_context_iteration(nullptr, TRUE); // warn[blocking-wait]: 'g_main_context_iteration' makes the thread of coroutine 'bad_loop' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the main loop in here
  co_return;
}

mini::task<void> good_looks(GAsyncQueue *q) {
  g_async_queue_try_pop(q);
  g_async_queue_timeout_pop(q, 0);
  g_main_context_iteration(nullptr, FALSE);
  g_usleep(0);
  co_return;
}

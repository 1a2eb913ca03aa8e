// rule: blocking-call
// needs: hiredis/hiredis.h
// hiredis.
#include "mini.h"
#include <hiredis/async.h>
#include <hiredis/hiredis.h>

mini::task<void> bad_commands(redisContext *c, void **reply) {
  redisCommand(c, "PING"); // warn: 'redisCommand' may block the thread of coroutine 'bad_commands' // note: it waits for the server to answer // note: use redisAsyncCommand() instead
  redisGetReply(c, reply); // warn: 'redisGetReply' may block the thread of coroutine 'bad_commands' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the server to answer
  co_return;
}

mini::task<void> bad_connects() {
  redisConnect("localhost", 6379); // warn: 'redisConnect' may block the thread of coroutine 'bad_connects' // note: it waits for the server // note: use redisAsyncConnect() instead
  co_return;
}

mini::task<void> good_asynchronous(redisAsyncContext *a, redisContext *c) {
  redisAsyncConnect("localhost", 6379);
  redisAsyncCommand(a, nullptr, nullptr, "PING");
  redisAppendCommand(c, "PING");
  co_return;
}

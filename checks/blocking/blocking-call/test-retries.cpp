// Who asks afterwards whether it would have blocked has made it non-blocking, wherever that is.
// flags: -std=gnu++20 -pthread
#include "mini.h"
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

mini::task<void> record(int v = 0);

mini::task<void> good_try_again() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[10];
  ssize_t n = recv(s, b, 10, 0);
  if (n < 0 && errno == EAGAIN)
    co_await mini::tick();
  co_await record();
}

mini::task<void> good_would_block() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[10];
  for (;;) {
    ssize_t n = read(s, b, 10);
    if (n >= 0)
      break;
    if (errno != EWOULDBLOCK)
      co_return;
    co_await mini::tick();
  }
}

mini::task<void> bad_socket() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[10];
  recv(s, b, 10, 0); // warn: 'recv' may block the thread of coroutine 'bad_socket' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await record();
}

mini::task<void> bad_tested_before() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (errno == EAGAIN)
    co_await mini::tick();
  char b[10];
  recv(s, b, 10, 0); // warn: 'recv' may block the thread of coroutine 'bad_tested_before' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await record();
}

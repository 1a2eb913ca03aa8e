// Strict: descriptors and streams of which nobody in view says whether they block count as blocking.
// options: {corolint-blocking-call.Strict: true}
#include "mini.h"
#include <iostream>
#include <sstream>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

mini::task<void> store(int id = 0);

mini::task<void> bad_recv_of_a_parameter(int s) {
  char c;
  ::recv(s, &c, 1, 0); // warn: 'recv' may block the thread of coroutine 'bad_recv_of_a_parameter' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await store(c);
}

mini::task<void> bad_accept_of_a_parameter(int s) {
  int client = ::accept(s, nullptr, nullptr); // warn: 'accept' may block the thread of coroutine 'bad_accept_of_a_parameter' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to connect
  co_await store(client);
}

namespace bad_read_of_a_member {
struct Connection {
  int fd;
  mini::task<void> drain() {
    char c;
    while (::read(fd, &c, 1) == 1) // warn: 'read' may block the thread of coroutine 'drain' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
      co_await store(c);
  }
};
} // namespace bad_read_of_a_member

namespace bad_opened_elsewhere {
int dial(const char *host);
mini::task<void> f() {
  char c = 'x';
  int s = dial("localhost");
  ::send(s, &c, 1, MSG_NOSIGNAL); // warn: 'send' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_await store();
}
} // namespace bad_opened_elsewhere

namespace bad_through_a_helper {
char take(int fd) {
  char c = 0;
  ::read(fd, &c, 1); // note: 'take' calls 'read' here, which waits for data
  return c;
}
mini::task<void> f(int fd) {
  co_await store(take(fd)); // warn: 'take' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_through_a_helper

mini::task<void> bad_stream_of_unknown_kind(std::istream &in) {
  std::string line;
  std::getline(in, line); // warn: 'getline' may block the thread of coroutine 'bad_stream_of_unknown_kind' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_await store(static_cast<int>(line.size()));
}

mini::task<void> good_does_not_wait(int s) {
  char c;
  ::recv(s, &c, 1, MSG_DONTWAIT);
  co_await store(c);
}

mini::task<void> good_opened_without_blocking() {
  char c;
  int s = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  ::recv(s, &c, 1, 0);
  co_await store(c);
}

mini::task<void> good_made_nonblocking_here(int s) {
  char c;
  ::fcntl(s, F_SETFL, O_NONBLOCK);
  ::recv(s, &c, 1, 0);
  co_await store(c);
}

mini::task<void> good_string(std::string text) {
  std::istringstream in(text);
  std::string line;
  std::getline(in, line);
  co_await store(static_cast<int>(line.size()));
}

mini::task<void> good_zero_is_zero(pollfd p) {
  ::poll(&p, 1, 0);
  co_await store();
}

mini::task<void> good_function_pointer(void (*hook)()) {
  hook();
  co_await store();
}

int good_plain_function(int s) {
  char c;
  return static_cast<int>(::recv(s, &c, 1, 0));
}

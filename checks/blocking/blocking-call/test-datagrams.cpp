// Sockets for datagrams, which connect and send without waiting, and event counters, which take any number.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <cstdint>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

mini::task<void> store();

mini::task<void> good_connected_datagrams(const sockaddr *to, socklen_t n) {
  int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  ::connect(fd, to, n);
  ::sendto(fd, "x", 1, 0, to, n);
  co_await store();
}

mini::task<void> good_local_datagrams(const sockaddr *to, socklen_t n) {
  const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ::connect(fd, to, n);
  co_await store();
}

mini::task<void> bad_connected_stream(const sockaddr *to, socklen_t n) {
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::connect(fd, to, n); // warn: 'connect' may block the thread of coroutine 'bad_connected_stream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  ::send(fd, "x", 1, 0); // warn: 'send' may block the thread of coroutine 'bad_connected_stream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_await store();
}

mini::task<void> bad_received_datagram() {
  int fd = ::socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  char buffer[16];
  ::recv(fd, buffer, sizeof buffer, 0); // warn: 'recv' may block the thread of coroutine 'bad_received_datagram' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await store();
}

mini::task<void> good_count_of_events() {
  int plain = ::eventfd(0, 0), closing = ::eventfd(0, EFD_CLOEXEC);
  std::uint64_t one = 1;
  (void)!::write(plain, &one, sizeof one);
  (void)!::write(closing, &one, sizeof one);
  co_await store();
}

mini::task<void> bad_wait_for_events() {
  int fd = ::eventfd(0, EFD_CLOEXEC);
  std::uint64_t count = 0;
  (void)!::read(fd, &count, sizeof count); // warn: 'read' may block the thread of coroutine 'bad_wait_for_events' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_await store();
}

// Sockets and name servers: a socket that is seen to be opened in blocking mode blocks; of others nothing is known.
#include "mini.h"
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

mini::task<void> store(int id = 0);
const sockaddr *any_address();
constexpr socklen_t address_size = sizeof(sockaddr_in);

// ---- Names ----

mini::task<int> bad_getaddrinfo(const char *host) {
  addrinfo *found = nullptr;
  if (::getaddrinfo(host, "https", nullptr, &found) != 0) // warn: 'getaddrinfo' may block the thread of coroutine 'bad_getaddrinfo' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
    co_return -1;
  ::freeaddrinfo(found);
  co_await store();
  co_return 0;
}

mini::task<void> bad_gethostbyname(const char *host) {
  co_await store();
  hostent *found = ::gethostbyname(host); // warn: 'gethostbyname' may block the thread of coroutine 'bad_gethostbyname' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_await store(found != nullptr);
}

mini::task<void> good_frees_what_was_found(addrinfo *found) {
  ::freeaddrinfo(found);
  co_await store(htons(443));
}

// ---- Opened here ----

mini::task<void> bad_connect() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  ::connect(s, any_address(), address_size); // warn: 'connect' may block the thread of coroutine 'bad_connect' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await store(s);
}

mini::task<void> bad_recv() {
  char buffer[64];
  int s = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  co_await store();
  ssize_t n = ::recv(s, buffer, sizeof buffer, 0); // warn: 'recv' may block the thread of coroutine 'bad_recv' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await store(static_cast<int>(n));
}

mini::task<void> bad_accept() {
  const int s = ::socket(AF_INET, SOCK_STREAM, 0);
  ::bind(s, any_address(), address_size);
  ::listen(s, 8);
  int client = ::accept(s, nullptr, nullptr); // warn: 'accept' may block the thread of coroutine 'bad_accept' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to connect
  co_await store(client);
}

mini::task<void> bad_send_and_read() {
  char c = 'x';
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  ::send(s, &c, 1, MSG_NOSIGNAL); // warn: 'send' may block the thread of coroutine 'bad_send_and_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  ::read(s, &c, 1); // warn: 'read' may block the thread of coroutine 'bad_send_and_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  ::close(s);
  co_await store();
}

mini::task<void> bad_in_the_condition() {
  int s;
  if ((s = ::socket(AF_INET, SOCK_STREAM, 0)) < 0)
    co_return;
  ::connect(s, any_address(), address_size); // warn: 'connect' may block the thread of coroutine 'bad_in_the_condition' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await store(s);
}

mini::task<void> bad_copy_of_the_descriptor() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  int mine = s;
  ::connect(mine, any_address(), address_size); // warn: 'connect' may block the thread of coroutine 'bad_copy_of_the_descriptor' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await store(mine);
}

mini::task<void> bad_made_blocking_for_good_before() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  ::connect(s, any_address(), address_size); // warn: 'connect' may block the thread of coroutine 'bad_made_blocking_for_good_before' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  ::fcntl(s, F_SETFL, O_NONBLOCK);
  co_await store(s);
}

mini::task<void> good_opened_without_blocking() {
  char c;
  int s = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  ::connect(s, any_address(), address_size);
  ::recv(s, &c, 1, 0);
  co_await store(s);
}

namespace good_named_kind {
constexpr int kind = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
mini::task<void> f() {
  int s = ::socket(AF_INET6, kind, 0);
  ::connect(s, any_address(), address_size);
  co_await store(s);
}
} // namespace good_named_kind

mini::task<void> good_made_nonblocking() {
  char c;
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  ::fcntl(s, F_SETFL, ::fcntl(s, F_GETFL) | O_NONBLOCK);
  ::connect(s, any_address(), address_size);
  ::recv(s, &c, 1, 0);
  co_await store(s);
}

mini::task<void> good_made_nonblocking_by_ioctl() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  ::ioctl(s, FIONBIO, &on);
  ::connect(s, any_address(), address_size);
  co_await store(s);
}

namespace good_made_nonblocking_by_a_helper {
void make_nonblocking(int fd) { ::fcntl(fd, F_SETFL, O_NONBLOCK); }
mini::task<void> f() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  make_nonblocking(s);
  ::connect(s, any_address(), address_size);
  co_await store(s);
}
} // namespace good_made_nonblocking_by_a_helper

// Nobody knows what it does to the descriptor.
namespace good_handed_to_unknown_code {
void prepare(int fd);
mini::task<void> f() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  prepare(s);
  ::connect(s, any_address(), address_size);
  co_await store(s);
}
} // namespace good_handed_to_unknown_code

mini::task<void> good_handed_to_others_before_the_use() {
  char c;
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  co_await store(s);
  ::recv(s, &c, 1, 0);
}

mini::task<void> good_kind_is_decided_elsewhere(int kind) {
  int s = ::socket(AF_INET, kind, 0);
  ::connect(s, any_address(), address_size);
  co_await store(s);
}

mini::task<void> good_maybe_opened_without_blocking(bool async) {
  int s = ::socket(AF_INET, async ? SOCK_STREAM | SOCK_NONBLOCK : SOCK_STREAM, 0);
  ::connect(s, any_address(), address_size);
  co_await store(s);
}

mini::task<void> good_assigned_from_elsewhere(int other) {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  ::close(s);
  s = other;
  ::connect(s, any_address(), address_size);
  co_await store(s);
}

// ---- Of unknown mode ----

mini::task<void> good_parameter(int s) {
  char c;
  ::connect(s, any_address(), address_size);
  ::recv(s, &c, 1, 0);
  ::send(s, &c, 1, 0);
  int client = ::accept(s, nullptr, nullptr);
  co_await store(client);
}

namespace good_member {
struct Connection {
  int s;
  mini::task<void> drain() {
    char c;
    while (::recv(s, &c, 1, 0) == 1)
      co_await store(c);
  }
};
} // namespace good_member

namespace good_opened_elsewhere {
int dial(const char *host);
mini::task<void> f() {
  char c;
  int s = dial("localhost");
  ::recv(s, &c, 1, 0);
  co_await store(c);
}
} // namespace good_opened_elsewhere

// ---- Flags of the call ----

mini::task<void> good_does_not_wait() {
  char c;
  int s = ::socket(AF_INET, SOCK_DGRAM, 0);
  ::recv(s, &c, 1, MSG_DONTWAIT);
  ::recv(s, &c, 1, MSG_DONTWAIT | MSG_PEEK);
  ::send(s, &c, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
  ::recvfrom(s, &c, 1, MSG_DONTWAIT, nullptr, nullptr);
  co_await store(s);
}

namespace named_flags {
constexpr int no_wait = MSG_DONTWAIT;
enum { quietly = MSG_DONTWAIT | MSG_NOSIGNAL };
mini::task<void> good_named_flags() {
  char c;
  int s = ::socket(AF_INET, SOCK_DGRAM, 0);
  ::recv(s, &c, 1, no_wait);
  ::recv(s, &c, 1, no_wait | MSG_PEEK);
  ::send(s, &c, 1, quietly);
  co_await store(s);
}
mini::task<void> bad_other_flags() {
  constexpr int all = MSG_WAITALL;
  char c;
  int s = ::socket(AF_INET, SOCK_DGRAM, 0);
  ::recv(s, &c, 1, MSG_PEEK); // warn: 'recv' may block the thread of coroutine 'bad_other_flags' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  ::recv(s, &c, 1, all); // warn: 'recv' may block the thread of coroutine 'bad_other_flags' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_await store(s);
}
} // namespace named_flags

mini::task<void> good_calls_that_never_wait() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  ::setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::bind(s, any_address(), address_size);
  ::listen(s, 16);
  ::shutdown(s, SHUT_WR);
  ::close(s);
  co_await store();
}

// ---- Helpers ----

namespace bad_all_in_a_helper {
int dial() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(s, any_address(), address_size) != 0) // note: 'dial' calls 'connect' here, which waits for the other side
    return -1;
  return s;
}
mini::task<void> f() {
  co_await store(dial()); // warn: 'dial' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_all_in_a_helper

namespace good_all_in_a_helper {
int dial() {
  int s = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  ::connect(s, any_address(), address_size);
  return s;
}
mini::task<void> f() {
  co_await store(dial());
}
} // namespace good_all_in_a_helper

namespace helpers_of_descriptors {
char take(int s) {
  char c = 0;
  ::recv(s, &c, 1, 0); // note: 'take' calls 'recv' here, which waits for the other side
  return c;
}
char take_with(int s, int flags) {
  char c = 0;
  ::recv(s, &c, 1, flags);
  return c;
}
mini::task<void> bad_helper_with_a_blocking_socket() {
  int s = ::socket(AF_INET, SOCK_DGRAM, 0);
  char c = take(s); // warn: 'take' may block the thread of coroutine 'bad_helper_with_a_blocking_socket' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(c);
}
mini::task<void> good_helper_with_a_nonblocking_socket() {
  int s = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  co_await store(take(s));
}
mini::task<void> good_helper_with_an_unknown_socket(int s) { co_await store(take(s)); }
mini::task<void> good_helper_that_does_not_wait() {
  int s = ::socket(AF_INET, SOCK_DGRAM, 0);
  co_await store(take_with(s, MSG_DONTWAIT));
}
} // namespace helpers_of_descriptors

// ---- Members of these names ----

namespace good_clients {
struct Client {
  int connect(int) { return 0; }
  mini::task<int> recv();
  mini::task<int> accept(int);
};
mini::task<void> f(Client &client) {
  client.connect(1);
  co_await store(co_await client.recv());
  co_await store(co_await client.accept(1));
}
} // namespace good_clients

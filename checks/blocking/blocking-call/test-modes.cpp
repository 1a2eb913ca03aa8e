// Descriptors and streams whose mode the code shows otherwise than by how it opens them.
#include "mini.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

mini::task<void> store(long n = 0);

// ---- Pipes ----

mini::task<void> bad_pipe() {
  int ends[2];
  if (::pipe(ends) != 0)
    co_return;
  char c;
  co_await store(::read(ends[0], &c, 1)); // warn: 'read' may block the thread of coroutine 'bad_pipe' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
}

mini::task<void> bad_socketpair() {
  int ends[2] = {-1, -1};
  ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  char c;
  co_await store(::recv(ends[1], &c, 1, 0)); // warn: 'recv' may block the thread of coroutine 'bad_socketpair' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
}

mini::task<void> good_pipe_without_blocking() {
  int ends[2];
  ::pipe2(ends, O_NONBLOCK | O_CLOEXEC);
  char c;
  co_await store(::read(ends[0], &c, 1));
}

mini::task<void> good_pipe_made_nonblocking() {
  int ends[2];
  ::pipe(ends);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  char c;
  co_await store(::read(ends[0], &c, 1));
}

void watch(int fd);

mini::task<void> good_pipe_handed_over() {
  int ends[2];
  ::pipe(ends);
  watch(ends[0]);
  char c;
  co_await store(::read(ends[0], &c, 1));
}

mini::task<void> good_array_of_somebody(int (&ends)[2]) {
  char c;
  co_await store(::read(ends[0], &c, 1));
}

// ---- The flag is taken away ----

mini::task<void> bad_cleared(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  ::fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
  char c;
  co_await store(::read(fd, &c, 1)); // warn: 'read' may block the thread of coroutine 'bad_cleared' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
}

mini::task<void> bad_cleared_in_a_variable(int fd) {
  int flags = ::fcntl(fd, F_GETFL, 0);
  flags &= ~O_NONBLOCK;
  if (::fcntl(fd, F_SETFL, flags) == -1)
    co_return;
  char c;
  co_await store(::read(fd, &c, 1)); // warn: 'read' may block the thread of coroutine 'bad_cleared_in_a_variable' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
}

mini::task<void> bad_other_flags() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  char c;
  co_await store(::recv(fd, &c, 1, 0)); // warn: 'recv' may block the thread of coroutine 'bad_other_flags' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
}

mini::task<void> good_cleared_perhaps(int fd, bool blocking) {
  if (blocking)
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  char c;
  co_await store(::read(fd, &c, 1));
}

mini::task<void> good_cleared_and_set_again(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  ::fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
  ::fcntl(fd, F_SETFL, flags | O_NONBLOCK);
  char c;
  co_await store(::read(fd, &c, 1));
}

mini::task<void> good_flag_set_in_a_variable() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  int flags = ::fcntl(fd, F_GETFL, 0);
  flags |= O_NONBLOCK;
  ::fcntl(fd, F_SETFL, flags);
  char c;
  co_await store(::recv(fd, &c, 1, 0));
}

// ---- Who tests for "it would have blocked" knows that it does not ----

mini::task<void> good_tests_for_again() {
  const int fd = ::open("/dev/input/event0", O_RDONLY | O_NONBLOCK);
  const int copy = fd;
  char c;
  for (;;) {
    const ssize_t n = ::read(copy, &c, 1);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      co_await store();
    else
      co_await store(n);
  }
}

int listening();

mini::task<void> good_inherits_the_mode() {
  const int client = ::accept4(listening(), nullptr, nullptr, 0);
  char c;
  const ssize_t n = ::recv(client, &c, 1, 0);
  if (n < 0 && errno == EAGAIN)
    co_await store();
}

ssize_t read_what_is_there(int fd) {
  char c;
  const ssize_t n = ::read(fd, &c, 1);
  return n < 0 && errno == EWOULDBLOCK ? 0 : n;
}

mini::task<void> good_helper_tests() {
  int ends[2];
  ::pipe(ends);
  co_await store(read_what_is_there(ends[0]));
}

mini::task<void> good_tests_in_a_switch() {
  int ends[2];
  ::pipe(ends);
  char c;
  if (::read(ends[0], &c, 1) == -1)
    switch (errno) {
    case EAGAIN:
      co_await store();
    }
}

mini::task<void> bad_tests_for_something_else() {
  int ends[2];
  ::pipe(ends);
  char c;
  if (::read(ends[0], &c, 1) == -1 && errno == EINTR) // warn: 'read' may block the thread of coroutine 'bad_tests_for_something_else' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
    co_await store();
}

mini::task<void> bad_tested_something_else_before() {
  co_await store(errno == EAGAIN);
  int ends[2];
  ::pipe(ends);
  char c;
  co_await store(::read(ends[0], &c, 1)); // warn: 'read' may block the thread of coroutine 'bad_tested_something_else_before' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
}

// ---- Time limits ----

mini::task<void> good_cleared_with_memset(int fd) {
  pollfd events{fd, POLLIN, 0};
  timespec limit;
  memset(&limit, 0, sizeof limit);
  co_await store(::ppoll(&events, 1, &limit, nullptr));
}

mini::task<void> good_assigned_empty(int fd) {
  pollfd events{fd, POLLIN, 0};
  timespec limit;
  limit = {};
  co_await store(::ppoll(&events, 1, &limit, nullptr));
}

mini::task<void> good_initialised_empty(int fd) {
  pollfd events{fd, POLLIN, 0};
  timespec limit = {};
  co_await store(::ppoll(&events, 1, &limit, nullptr));
}

mini::task<void> bad_cleared_and_set(int fd) {
  pollfd events{fd, POLLIN, 0};
  timespec limit;
  ::memset(&limit, 0, sizeof limit);
  limit.tv_sec = 2;
  co_await store(::ppoll(&events, 1, &limit, nullptr)); // warn: 'ppoll' may block the thread of coroutine 'bad_cleared_and_set' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
}

mini::task<void> bad_filled_with_more(int fd) {
  pollfd events{fd, POLLIN, 0};
  timespec limit;
  ::memset(&limit, 1, sizeof limit);
  co_await store(::ppoll(&events, 1, &limit, nullptr)); // warn: 'ppoll' may block the thread of coroutine 'bad_filled_with_more' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
}

// ---- Streams in memory ----

mini::task<void> good_memory_stream(char *text, size_t size) {
  FILE *in = ::fmemopen(text, size, "r");
  char line[80];
  while (::fgets(line, sizeof line, in))
    co_await store(line[0]);
  co_await store(::fgetc(in));
  co_await store(static_cast<long>(::fread(line, 1, 80, in)));
}

int first_letter(FILE *in) { return ::fgetc(in); }

mini::task<void> good_memory_stream_in_a_helper(char *text, size_t size) {
  FILE *in = ::fmemopen(text, size, "r");
  co_await store(first_letter(in));
}

mini::task<void> bad_stream(FILE *in) {
  char line[80];
  while (::fgets(line, sizeof line, in)) // warn: 'fgets' may block the thread of coroutine 'bad_stream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
    co_await store(line[0]);
}

// ---- The child of a fork ----

mini::task<void> good_child(const char *program) {
  if (::fork() == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, 0);
    ::execlp(program, program, nullptr);
    ::sleep(1);
    ::_exit(127);
  }
  co_await store();
}

mini::task<void> good_child_by_variable() {
  const pid_t pid = ::fork();
  if (pid < 0)
    co_return;
  if (!pid) {
    ::sleep(1);
    ::_exit(0);
  }
  co_await store(pid);
}

mini::task<void> good_child_is_the_other() {
  pid_t pid;
  if ((pid = ::fork()) > 0) {
    co_await store(pid);
  } else {
    ::sleep(1);
    ::_exit(0);
  }
}

mini::task<void> good_child_behind_the_parent() {
  if (::fork() != 0)
    co_return;
  ::sleep(1);
  ::_exit(0);
}

mini::task<void> good_child_in_a_switch() {
  switch (const pid_t pid = ::fork()) {
  case -1:
    break;
  case 0:
    ::sleep(1);
    ::_exit(0);
  default:
    co_await store(pid);
  }
}

mini::task<void> bad_parent() {
  const pid_t pid = ::fork();
  if (pid == 0)
    ::_exit(0);
  ::waitpid(pid, nullptr, 0); // warn: 'waitpid' may block the thread of coroutine 'bad_parent' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_await store();
}

mini::task<void> bad_parent_branch() {
  if (const pid_t pid = ::fork(); pid != 0) {
    ::waitpid(pid, nullptr, 0); // warn: 'waitpid' may block the thread of coroutine 'bad_parent_branch' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
    co_await store();
  }
}

pid_t run(const char *program);

mini::task<void> bad_other_function() {
  if (run("true") == 0)
    ::sleep(1); // warn: 'sleep' may block the thread of coroutine 'bad_other_function' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

// errno, which the next call on this thread overwrites, and which the coroutine leaves behind with the thread.
#include "mini.h"
#include <cerrno>
#include <corolint/annotations.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
// That fsync blocks the coroutine is not the point here: NOLINTBEGIN(corolint-blocking-call)

mini::task<void> pause(int ms);
mini::task<void> log_line(const char *text);
mini::task<int> read_some(int fd);
mini::tick readable(int fd);
int connect_to(const char *host);
void note(int);

mini::task<int> bad_tested_result(int fd) {
  int rc = ::shutdown(fd, SHUT_WR); // note: set here, on the thread that runs before the suspension
  co_await log_line("shutdown"); // note: the coroutine may be suspended at this 'co_await'
  if (rc != 0)
    co_return errno; // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  co_return 0;
}

mini::task<int> bad_inside_the_test(int fd) {
  if (::shutdown(fd, SHUT_WR) < 0) { // note: set here, on the thread that runs before the suspension
    co_await log_line("shutdown failed"); // note: the coroutine may be suspended at this 'co_await'
    co_return errno; // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  }
  co_return 0;
}

mini::task<void> bad_thrown(int fd) {
  if (::close(fd) != 0) { // note: set here, on the thread that runs before the suspension
    co_await log_line("close failed"); // note: the coroutine may be suspended at this 'co_await'
    throw std::system_error(errno, std::generic_category()); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  }
}

mini::task<void> bad_compared(int fd, const char *data, std::size_t size) {
  ssize_t n = ::write(fd, data, size); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (n < 0 && errno != EAGAIN) // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
    note(1);
}

mini::task<void> bad_text(int fd) {
  int rc = ::fsync(fd); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (rc == -1)
    note(std::strlen(std::strerror(errno))); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
}

mini::task<void> bad_perror(int fd) {
  int rc = ::fsync(fd); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (rc)
    std::perror("fsync"); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension
}

mini::task<int> bad_wrapper_of_the_user(const char *host) {
  int fd = connect_to(host); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (fd < 0)
    co_return -errno; // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  co_return fd;
}

mini::task<void> bad_file(const char *path) {
  std::FILE *file = std::fopen(path, "r"); // note: set here, on the thread that runs before the suspension
  co_await log_line(path); // note: the coroutine may be suspended at this 'co_await'
  if (!file)
    note(errno); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
}

mini::task<void> bad_reset_before() {
  errno = 0; // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (errno != 0) // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
    note(1);
}

mini::task<void> bad_result_of_the_await_is_not_it(int fd) {
  int rc = ::fsync(fd); // note: set here, on the thread that runs before the suspension
  int n = co_await read_some(fd); // note: the coroutine may be suspended at this 'co_await'
  if (rc != 0)
    note(errno + n); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
}

mini::task<void> bad_address() {
  int &error = errno; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  note(error); // warn: 'error', which refers to thread-local 'errno', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_address_by_pointer() {
  int *error = &errno; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  *error = 0; // warn: 'error', which refers to thread-local 'errno', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

template <class T> class COROLINT_PINNED PinnedTask : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    PinnedTask get_return_object();
  };
  PinnedTask(PinnedTask &&) = default;
};

// Others run on the same thread meanwhile.
PinnedTask<int> bad_pinned(int fd) {
  int rc = ::fsync(fd); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (rc != 0)
    co_return errno; // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  co_return 0;
}

#define RETURN_ERROR_IF(failed)                                                \
  if (failed)                                                                  \
  co_return errno // note: expanded from macro 'RETURN_ERROR_IF' // note: expanded from macro 'RETURN_ERROR_IF'

mini::task<int> bad_in_a_macro(int fd) {
  int rc = ::fsync(fd); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  RETURN_ERROR_IF(rc != 0); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  co_return 0;
}

mini::task<void> bad_in_a_loop(int fd) {
  for (;;) {
    ssize_t n = ::read(fd, nullptr, 0); // note: set here, on the thread that runs before the suspension
    if (n < 0) {
      co_await readable(fd); // note: the coroutine may be suspended at this 'co_await'
      if (errno == EINTR) // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
        continue;
      co_return;
    }
  }
}

mini::task<int> bad_flag_of_the_result(int fd) {
  bool ok = ::fsync(fd) == 0; // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (!ok)
    co_return errno; // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  co_return 0;
}

std::error_code last_error() { return {errno, std::generic_category()}; }
[[noreturn]] void throw_errno(const char *what) {
  throw std::system_error(errno, std::generic_category(), what);
}

mini::task<std::error_code> bad_by_a_helper(int fd) {
  if (::fsync(fd) != 0) { // note: set here, on the thread that runs before the suspension
    co_await log_line("fsync failed"); // note: the coroutine may be suspended at this 'co_await'
    co_return last_error(); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension
  }
  co_return std::error_code();
}

mini::task<void> bad_thrown_by_a_helper(int fd) {
  int rc = ::fsync(fd); // note: set here, on the thread that runs before the suspension
  co_await log_line("fsync"); // note: the coroutine may be suspended at this 'co_await'
  if (rc != 0)
    throw_errno("fsync"); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension
}

mini::task<int> bad_without_a_condition(int fd) {
  if (::fsync(fd) == 0) // note: set here, on the thread that runs before the suspension
    co_return 0;
  co_await log_line("fsync failed"); // note: the coroutine may be suspended at this 'co_await'
  co_return errno; // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
}

// ---- Silent ----

struct operation : mini::tick {
  int failed = 0;
};

mini::task<int> good_asks_the_operation(int fd, operation &op) {
  ::fsync(fd);
  co_await op;
  if (op.failed)
    co_return errno;
  co_return 0;
}

void flush_and_throw(int fd) {
  if (::fsync(fd) != 0)
    throw_errno("fsync");
}

mini::task<void> good_helper_that_calls(int fd) {
  ::fsync(fd);
  co_await log_line("again");
  flush_and_throw(fd);
}

mini::task<std::error_code> good_helper_before(int fd) {
  if (::fsync(fd) != 0) {
    auto error = last_error();
    co_await log_line("fsync failed");
    co_return error;
  }
  co_return std::error_code();
}

mini::task<int> good_connect(int fd) {
  int rc = ::connect(fd, nullptr, 0);
  if (rc < 0 && errno == EINPROGRESS) {
    co_await readable(fd);
    int error = 0;
    socklen_t size = sizeof(error);
    if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
      throw std::system_error(errno, std::generic_category());
    rc = error == 0 ? 0 : -1;
    errno = error;
  }
  if (rc < 0)
    co_return errno;
  co_return 0;
}


mini::task<int> good_saved(int fd) {
  int rc = ::shutdown(fd, SHUT_WR);
  int saved = rc == 0 ? 0 : errno;
  co_await log_line("shutdown");
  co_return saved;
}

mini::task<int> good_read_first(int fd) {
  if (::shutdown(fd, SHUT_WR) != 0) {
    int error = errno;
    co_await log_line("failed");
    co_return error;
  }
  co_return 0;
}

mini::task<int> good_call_after(int fd) {
  co_await log_line("shutting down");
  if (::shutdown(fd, SHUT_WR) != 0)
    co_return errno;
  co_return 0;
}

mini::task<int> good_another_call_after(int fd) {
  int flags = ::fcntl(fd, F_GETFL);
  co_await pause(1);
  int rc = ::fcntl(fd, F_SETFL, flags | O_NONBLOCK);
  if (rc < 0)
    co_return errno;
  co_return 0;
}

// await_resume made the call whose result this is.
mini::task<int> good_call_of_the_awaited(int fd) {
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  int n = co_await read_some(fd);
  if (n < 0)
    co_return errno;
  co_return n;
}

mini::task<int> good_call_of_the_awaited_in_the_condition(int fd) {
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  if (co_await read_some(fd) < 0)
    co_return errno;
  co_return 0;
}

mini::task<int> good_nothing_before(int fd) {
  co_await readable(fd);
  co_return errno;
}

mini::task<int> good_retried(int fd) {
  for (;;) {
    ssize_t n = ::read(fd, nullptr, 0);
    if (n >= 0)
      co_return 0;
    if (errno != EAGAIN)
      co_return errno;
    co_await readable(fd);
  }
}

mini::task<int> good_retried_with_do(int fd) {
  ssize_t n;
  do {
    co_await readable(fd);
    n = ::read(fd, nullptr, 0);
  } while (n < 0 && errno == EAGAIN);
  co_return 0;
}

mini::task<void> good_operand(int fd) {
  if (::fsync(fd) != 0)
    co_await log_line(std::strerror(errno));
}

mini::task<void> good_set_after(int fd) {
  ::fsync(fd);
  co_await pause(1);
  errno = 0;
  long n = std::strtol("1", nullptr, 10);
  if (errno != 0)
    note(static_cast<int>(n));
}

// For what perror reads, the thread is the right one again.
mini::task<void> good_put_back(int fd) {
  int rc = ::fsync(fd);
  int saved = errno;
  co_await pause(1);
  errno = saved;
  if (rc != 0)
    std::perror("fsync");
}

mini::task<int> good_user_call_after(int fd) {
  ::fsync(fd);
  co_await pause(1);
  if (connect_to("host") < 0)
    co_return errno;
  co_return 0;
}

mini::task<int> good_never_suspends(int fd) {
  int rc = ::fsync(fd);
  co_await mini::ready{};
  if (rc != 0)
    co_return errno;
  co_return 0;
}

mini::task<int> good_other_branch(int fd, bool wait) {
  if (wait) {
    co_await pause(1);
    co_return 0;
  }
  int rc = ::fsync(fd);
  if (rc != 0)
    co_return errno;
  co_return 0;
}

mini::task<int> good_contradicting_branches(int fd, const bool wait) {
  int rc = ::fsync(fd);
  if (wait)
    co_await pause(1);
  if (!wait && rc != 0)
    co_return errno;
  co_return 0;
}

// strlen leaves errno alone, but nobody asked it for one.
mini::task<int> good_call_without_an_error(const char *text) {
  std::size_t n = std::strlen(text);
  co_await pause(1);
  if (n == 0)
    co_return errno;
  co_return 0;
}

int good_no_coroutine(int fd) {
  int rc = ::fsync(fd);
  note(rc);
  return errno;
}
// NOLINTEND(corolint-blocking-call)

// What is read by reference, or returned at once.
// flags: -std=c++23
#include "mini.h"
#include <cerrno>
#include <unistd.h>
#include <utility>
#include <vector>

mini::task<void> pause(int ms);
void show(const int &error);
thread_local long current = 0;

/// Its promise takes what is returned by forwarding reference.
template <class T> class task : public mini::task<T> {
public:
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
    template <class U> void return_value(U &&value);
  };
  task(task &&) = default;
};

task<int> bad_returned(int fd) {
  if (::write(fd, "a", 1) < 0) { // note: set here, on the thread that runs before the suspension
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
    co_return errno; // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  }
  co_return 0;
}

task<int> bad_shown(int fd) {
  if (::write(fd, "a", 1) < 0) { // note: set here, on the thread that runs before the suspension
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
    show(errno); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  }
  co_return 0;
}

task<int> bad_stored(int fd) {
  std::vector<int> errors;
  if (::write(fd, "a", 1) < 0) { // note: set here, on the thread that runs before the suspension
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
    errors.push_back(errno); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  }
  co_return 0;
}

task<int> bad_paired(int fd) {
  std::pair<int, int> last;
  if (::write(fd, "a", 1) < 0) { // note: set here, on the thread that runs before the suspension
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
    last = std::make_pair(fd, errno); // warn: 'errno' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension // note@errno.h: expanded from macro 'errno' // note@errno.h: expanded from macro 'errno'
  }
  co_return last.second;
}

task<long> bad_value_returned(long id) {
  current = id; // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  co_return current; // warn: thread-local 'current' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

task<int> good_returned_at_once(int fd) {
  co_await pause(1);
  if (::write(fd, "a", 1) < 0)
    co_return errno;
  co_return 0;
}

task<int> good_shown_at_once(int fd) {
  co_await pause(1);
  if (::write(fd, "a", 1) < 0)
    show(errno);
  co_return 0;
}

task<long> good_value_set_again(long id) {
  current = id;
  co_await pause(1);
  current = id;
  co_return current;
}

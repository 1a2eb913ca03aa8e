// Calls of which the arguments decide: time-outs of zero, flags, and helpers that pass them on.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <semaphore>
#include <thread>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<void> store(int id = 0);

// ---- poll: a number of milliseconds ----

mini::task<void> bad_poll_forever(pollfd p) {
  ::poll(&p, 1, -1); // warn: 'poll' may block the thread of coroutine 'bad_poll_forever' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> bad_poll_for_a_while(pollfd p) {
  co_await store();
  poll(&p, 1, 100); // warn: 'poll' may block the thread of coroutine 'bad_poll_for_a_while' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
}

mini::task<void> bad_poll_as_long_as_asked(pollfd p, int timeout) {
  ::poll(&p, 1, timeout); // warn: 'poll' may block the thread of coroutine 'bad_poll_as_long_as_asked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> good_poll_once(pollfd p) {
  ::poll(&p, 1, 0);
  co_await store();
}

namespace zero_by_name {
constexpr int at_once = 0;
constexpr int patience = 250;
const int no_wait = 0;
static const int computed = 5 - 5;
enum { immediately = 0, forever = -1 };
enum Timeout : int { None, Short = 10 };
struct Settings {
  static const int timeout = 0;
  static constexpr int longer = 50;
};
#define POLL_NOW 0
#define POLL_SOON 10

mini::task<void> good_constants(pollfd p) {
  ::poll(&p, 1, at_once);
  ::poll(&p, 1, no_wait);
  ::poll(&p, 1, computed);
  ::poll(&p, 1, immediately);
  ::poll(&p, 1, None);
  ::poll(&p, 1, Settings::timeout);
  ::poll(&p, 1, POLL_NOW);
  ::poll(&p, 1, 0L);
  ::poll(&p, 1, int{});
  ::poll(&p, 1, static_cast<int>(at_once));
  ::poll(&p, 1, (2 - 2) * 1000);
  co_await store();
}

mini::task<void> bad_constants(pollfd p) {
  ::poll(&p, 1, patience); // warn: 'poll' may block the thread of coroutine 'bad_constants' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  ::poll(&p, 1, forever); // warn: 'poll' may block the thread of coroutine 'bad_constants' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  ::poll(&p, 1, Short); // warn: 'poll' may block the thread of coroutine 'bad_constants' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  ::poll(&p, 1, Settings::longer); // warn: 'poll' may block the thread of coroutine 'bad_constants' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  ::poll(&p, 1, POLL_SOON); // warn: 'poll' may block the thread of coroutine 'bad_constants' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  ::poll(&p, 1, 2 * 1000); // warn: 'poll' may block the thread of coroutine 'bad_constants' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> good_local_constant(pollfd p) {
  constexpr int mine = 0;
  const int other = 0;
  ::poll(&p, 1, mine);
  ::poll(&p, 1, other);
  co_await store();
}

// A variable that nobody changes is as good as a constant.
mini::task<void> good_local_that_stays_zero(pollfd p) {
  int timeout = 0;
  ::poll(&p, 1, timeout);
  co_await store();
}

mini::task<void> bad_local_that_changes(pollfd p) {
  int timeout = 0;
  while (::poll(&p, 1, timeout) == 0) { // warn: 'poll' may block the thread of coroutine 'bad_local_that_changes' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
    timeout = 100;
    co_await store();
  }
}

mini::task<void> bad_const_that_is_computed(pollfd p, int attempts) {
  const int timeout = attempts * 10;
  ::poll(&p, 1, timeout); // warn: 'poll' may block the thread of coroutine 'bad_const_that_is_computed' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> bad_either_of_two(pollfd p, bool hurry) {
  ::poll(&p, 1, hurry ? 0 : 100); // warn: 'poll' may block the thread of coroutine 'bad_either_of_two' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> good_either_way_zero(pollfd p, bool hurry) {
  ::poll(&p, 1, hurry ? at_once : no_wait);
  co_await store();
}
} // namespace zero_by_name

namespace bad_timeout_in_a_member {
struct Poller {
  int timeout = 0;
  mini::task<void> run(pollfd p) {
    co_await store();
    ::poll(&p, 1, timeout); // warn: 'poll' may block the thread of coroutine 'run' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  }
};
} // namespace bad_timeout_in_a_member

// ---- select: a timeval, or null for ever ----

mini::task<void> bad_select_forever(int fd, fd_set set) {
  ::select(fd + 1, &set, nullptr, nullptr, nullptr); // warn: 'select' may block the thread of coroutine 'bad_select_forever' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> bad_select_with_a_null_pointer(int n, fd_set set) {
  ::select(n, &set, nullptr, nullptr, 0); // warn: 'select' may block the thread of coroutine 'bad_select_with_a_null_pointer' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  ::select(n, &set, nullptr, nullptr, NULL); // warn: 'select' may block the thread of coroutine 'bad_select_with_a_null_pointer' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> bad_select_for_a_second(int fd, fd_set set) {
  timeval second{1, 0};
  ::select(fd + 1, &set, nullptr, nullptr, &second); // warn: 'select' may block the thread of coroutine 'bad_select_for_a_second' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> bad_select_for_microseconds(int fd, fd_set set) {
  timeval moment{};
  moment.tv_usec = 500;
  ::select(fd + 1, &set, nullptr, nullptr, &moment); // warn: 'select' may block the thread of coroutine 'bad_select_for_microseconds' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> bad_select_as_long_as_asked(int fd, fd_set set, timeval patience) {
  ::select(fd + 1, &set, nullptr, nullptr, &patience); // warn: 'select' may block the thread of coroutine 'bad_select_as_long_as_asked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> good_select_with_an_empty_timeval(int fd, fd_set set) {
  timeval none{};
  ::select(fd + 1, &set, nullptr, nullptr, &none);
  co_await store();
}

mini::task<void> good_select_with_zeros(int fd, fd_set set) {
  timeval none = {0, 0};
  ::select(fd + 1, &set, nullptr, nullptr, &none);
  co_await store();
}

mini::task<void> good_select_with_designators(int fd, fd_set set) {
  struct timeval none = {.tv_sec = 0, .tv_usec = 0};
  ::select(fd + 1, &set, nullptr, nullptr, &none);
  co_await store();
}

mini::task<void> good_select_with_assigned_zeros(int fd, fd_set set) {
  timeval none;
  none.tv_sec = 0;
  none.tv_usec = 0;
  ::select(fd + 1, &set, nullptr, nullptr, &none);
  co_await store();
}

mini::task<void> bad_pselect(int fd, fd_set set) {
  timespec second{1, 0};
  ::pselect(fd + 1, &set, nullptr, nullptr, &second, nullptr); // warn: 'pselect' may block the thread of coroutine 'bad_pselect' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> good_pselect(int fd, fd_set set) {
  static constexpr timespec none{};
  ::pselect(fd + 1, &set, nullptr, nullptr, &none, nullptr);
  co_await store();
}

mini::task<void> bad_ppoll(pollfd p) {
  ::ppoll(&p, 1, nullptr, nullptr); // warn: 'ppoll' may block the thread of coroutine 'bad_ppoll' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> good_ppoll(pollfd p) {
  const timespec none{0, 0};
  ::ppoll(&p, 1, &none, nullptr);
  co_await store();
}

// ---- epoll ----

mini::task<void> bad_epoll_wait(int epoll) {
  epoll_event events[16];
  ::epoll_wait(epoll, events, 16, -1); // warn: 'epoll_wait' may block the thread of coroutine 'bad_epoll_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

mini::task<void> good_epoll_wait(int epoll) {
  epoll_event events[16];
  ::epoll_wait(epoll, events, 16, 0);
  co_await store();
}

// ---- Durations ----

namespace durations {
constexpr std::chrono::milliseconds none{};
constexpr auto nothing = 0s;
const std::chrono::seconds nada(0);
struct Settings {
  static constexpr std::chrono::milliseconds zero = std::chrono::milliseconds::zero();
  static constexpr std::chrono::milliseconds pause{20};
};

mini::task<void> good_zero_durations(std::counting_semaphore<4> &slots) {
  std::this_thread::sleep_for(0ms);
  std::this_thread::sleep_for(std::chrono::seconds::zero());
  std::this_thread::sleep_for(std::chrono::milliseconds(0));
  std::this_thread::sleep_for(std::chrono::milliseconds{});
  std::this_thread::sleep_for(std::chrono::nanoseconds{0});
  std::this_thread::sleep_for(none);
  std::this_thread::sleep_for(nothing);
  std::this_thread::sleep_for(nada);
  std::this_thread::sleep_for(Settings::zero);
  (void)slots.try_acquire_for(0ns);
  (void)slots.try_acquire_for(std::chrono::hours(0));
  co_await store();
}

mini::task<void> bad_durations(std::counting_semaphore<4> &slots) {
  std::this_thread::sleep_for(1ns); // warn: 'sleep_for' may block the thread of coroutine 'bad_durations' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  std::this_thread::sleep_for(std::chrono::milliseconds(1)); // warn: 'sleep_for' may block the thread of coroutine 'bad_durations' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  std::this_thread::sleep_for(Settings::pause); // warn: 'sleep_for' may block the thread of coroutine 'bad_durations' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  std::this_thread::sleep_for(std::chrono::seconds::max()); // warn: 'sleep_for' may block the thread of coroutine 'bad_durations' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  (void)slots.try_acquire_for(std::chrono::milliseconds{10}); // warn: 'try_acquire_for' may block the thread of coroutine 'bad_durations' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore, or the time is up
  co_await store();
}

mini::task<bool> good_condition_variable(std::condition_variable &filled, std::mutex &mutex) {
  bool there;
  {
    std::unique_lock lock(mutex);
    there = filled.wait_for(lock, std::chrono::milliseconds::zero()) == std::cv_status::no_timeout;
  }
  co_await store();
  co_return there;
}
} // namespace durations

// ---- Sleeps of C ----

mini::task<void> bad_sleeps_of_c() {
  timespec pause{0, 1000};
  ::sleep(1); // warn: 'sleep' may block the thread of coroutine 'bad_sleeps_of_c' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  ::usleep(100); // warn: 'usleep' may block the thread of coroutine 'bad_sleeps_of_c' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  ::nanosleep(&pause, nullptr); // warn: 'nanosleep' may block the thread of coroutine 'bad_sleeps_of_c' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

mini::task<void> good_sleeps_of_c() {
  timespec none{};
  ::sleep(0);
  ::usleep(0);
  ::nanosleep(&none, nullptr);
  co_await store();
}

// ---- Children ----

mini::task<int> bad_waitpid(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0); // warn: 'waitpid' may block the thread of coroutine 'bad_waitpid' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_await store();
  co_return status;
}

mini::task<int> bad_waitpid_with_another_flag(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, WUNTRACED); // warn: 'waitpid' may block the thread of coroutine 'bad_waitpid_with_another_flag' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_await store();
  co_return status;
}

mini::task<void> bad_wait_for_any_child() {
  int status = 0;
  ::wait(&status); // warn: 'wait' may block the thread of coroutine 'bad_wait_for_any_child' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_await store(status);
}

mini::task<bool> good_waitpid_that_only_asks(pid_t child) {
  int status = 0;
  bool gone = ::waitpid(child, &status, WNOHANG) > 0;
  co_await store(status);
  co_return gone;
}

mini::task<void> good_waitpid_with_several_flags(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, WNOHANG | WUNTRACED);
  ::waitpid(child, &status, WUNTRACED | WCONTINUED | WNOHANG);
  co_await store(status);
}

namespace named_flags {
constexpr int reap = WNOHANG;
constexpr int reap_all = WNOHANG | WCONTINUED;
mini::task<void> good_named_flags(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, reap);
  ::waitpid(child, &status, reap_all);
  const int mine = reap | WUNTRACED;
  ::waitpid(child, &status, mine);
  co_await store(status);
}
} // namespace named_flags

mini::task<void> bad_waitid(pid_t child) {
  siginfo_t info;
  ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED); // warn: 'waitid' may block the thread of coroutine 'bad_waitid' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_await store();
}

mini::task<void> good_waitid(pid_t child) {
  siginfo_t info;
  ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG);
  co_await store();
}

mini::task<void> bad_system() {
  if (std::system("logrotate /etc/logrotate.conf") != 0) // warn: 'system' may block the thread of coroutine 'bad_system' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
    co_await store();
}

// Asks whether there is a shell, and starts none.
mini::task<void> good_system_without_a_command() {
  if (std::system(nullptr) != 0)
    co_await store();
}

// ---- Locks of files ----

mini::task<void> bad_flock(int fd) {
  ::flock(fd, LOCK_EX); // warn: 'flock' may block the thread of coroutine 'bad_flock' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_await store();
}

mini::task<void> bad_flock_shared(int fd) {
  co_await store();
  ::flock(fd, LOCK_SH); // warn: 'flock' may block the thread of coroutine 'bad_flock_shared' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
}

mini::task<bool> good_flock_that_tries(int fd) {
  bool mine = ::flock(fd, LOCK_EX | LOCK_NB) == 0;
  co_await store();
  co_return mine;
}

mini::task<void> good_unlock(int fd) {
  co_await store();
  ::flock(fd, LOCK_UN);
}

mini::task<void> bad_lockf(int fd) {
  ::lockf(fd, F_LOCK, 0); // warn: 'lockf' may block the thread of coroutine 'bad_lockf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_await store();
}

mini::task<void> good_lockf(int fd) {
  ::lockf(fd, F_TLOCK, 0);
  ::lockf(fd, F_ULOCK, 0);
  co_await store();
}

// ---- Helpers that pass an argument on: the call in the coroutine decides ----

namespace helpers {
int look(pollfd &p, int timeout) { return ::poll(&p, 1, timeout); } // note: 'look' calls 'poll' here, which waits for events on descriptors // note: 'look' calls 'poll' here, which waits for events on descriptors // note: 'look' calls 'poll' here, which waits for events on descriptors // note: 'look' calls 'poll' here, which waits for events on descriptors // note: 'look' calls 'poll' here, which waits for events on descriptors // note: 'look' calls 'poll' here, which waits for events on descriptors
int look_deeper(pollfd &p, int timeout) { return look(p, timeout); } // note: 'look_deeper' calls 'look' here
int glance(pollfd &p, int timeout = 0) { return look(p, timeout); } // note: 'glance' calls 'look' here
int stare(pollfd &p, int timeout = -1) { return look(p, timeout); } // note: 'stare' calls 'look' here
int reap(pid_t child, int flags) {
  int status = 0;
  return ::waitpid(child, &status, flags); // note: 'reap' calls 'waitpid' here, which waits for the end of a process // note: 'reap' calls 'waitpid' here, which waits for the end of a process
}
int reap_stopped(pid_t child, int flags) { return reap(child, flags | WUNTRACED); } // note: 'reap_stopped' calls 'reap' here
void rest(std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); } // note: 'rest' calls 'sleep_for' here, which puts the thread to sleep
bool take(int fd, int operation) { return ::flock(fd, operation) == 0; } // note: 'take' calls 'flock' here, which waits for whoever has locked the file

mini::task<void> good_helper_with_zero(pollfd p) {
  look(p, 0);
  look_deeper(p, 0);
  glance(p);
  stare(p, 0);
  rest(0ms);
  co_await store();
}

mini::task<void> bad_helper_with_a_time_limit(pollfd p) {
  look(p, 100); // warn: 'look' may block the thread of coroutine 'bad_helper_with_a_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
  look_deeper(p, -1); // warn: 'look_deeper' may block the thread of coroutine 'bad_helper_with_a_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
  glance(p, 10); // warn: 'glance' may block the thread of coroutine 'bad_helper_with_a_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
  stare(p); // warn: 'stare' may block the thread of coroutine 'bad_helper_with_a_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
  rest(10ms); // warn: 'rest' may block the thread of coroutine 'bad_helper_with_a_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> bad_helper_with_an_unknown_time_limit(pollfd p, int timeout) {
  co_await store();
  look(p, timeout); // warn: 'look' may block the thread of coroutine 'bad_helper_with_an_unknown_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> good_helper_with_flags(pid_t child, int fd) {
  reap(child, WNOHANG);
  reap(child, WNOHANG | WCONTINUED);
  reap_stopped(child, WNOHANG);
  take(fd, LOCK_SH | LOCK_NB);
  co_await store();
}

mini::task<void> bad_helper_without_the_flag(pid_t child, int fd) {
  reap(child, 0); // warn: 'reap' may block the thread of coroutine 'bad_helper_without_the_flag' // note: await an asynchronous version of it, or hand it to a thread that may block
  reap_stopped(child, 0); // warn: 'reap_stopped' may block the thread of coroutine 'bad_helper_without_the_flag' // note: await an asynchronous version of it, or hand it to a thread that may block
  take(fd, LOCK_SH); // warn: 'take' may block the thread of coroutine 'bad_helper_without_the_flag' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

// Both calls of one helper in one coroutine, each for itself.
mini::task<void> bad_only_one_of_two_calls(pollfd p) {
  if (look(p, 0) == 0)
    look(p, 50); // warn: 'look' may block the thread of coroutine 'bad_only_one_of_two_calls' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace helpers

namespace bad_helper_that_changes_its_parameter {
int look(pollfd &p, int timeout) {
  timeout += 10;
  return ::poll(&p, 1, timeout); // note: 'look' calls 'poll' here, which waits for events on descriptors
}
mini::task<void> f(pollfd p) {
  look(p, 0); // warn: 'look' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_helper_that_changes_its_parameter

namespace bad_helper_with_another_blocking_call {
int look(pollfd &p, int timeout) {
  std::this_thread::sleep_for(1ms); // note: 'look' calls 'sleep_for' here, which puts the thread to sleep
  return ::poll(&p, 1, timeout);
}
mini::task<void> f(pollfd p) {
  look(p, 0); // warn: 'look' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_helper_with_another_blocking_call

// What the helper is told decides whether it gets there.
namespace switches {
void settle(bool hard) {
  if (hard)
    std::this_thread::sleep_for(1s); // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
}
mini::task<void> good_told_not_to() {
  settle(false);
  co_await store();
}
mini::task<void> bad_told_to() {
  settle(true); // warn: 'settle' may block the thread of coroutine 'bad_told_to' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace switches

namespace template_arguments {
template <int Timeout> int look(pollfd &p) { return ::poll(&p, 1, Timeout); } // note: 'look' calls 'poll' here, which waits for events on descriptors
mini::task<void> good_template_argument(pollfd p) {
  look<0>(p);
  co_await store();
}
mini::task<void> bad_template_argument(pollfd p) {
  look<100>(p); // warn: 'look' may block the thread of coroutine 'bad_template_argument' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace template_arguments

mini::task<void> good_lambda_with_zero(pollfd p) {
  auto look = [&p](int timeout) { return ::poll(&p, 1, timeout); };
  look(0);
  co_await store();
}

mini::task<void> bad_lambda_with_a_time_limit(pollfd p) {
  auto look = [&p](int timeout) { return ::poll(&p, 1, timeout); }; // note: this lambda calls 'poll' here, which waits for events on descriptors
  look(10); // warn: this lambda may block the thread of coroutine 'bad_lambda_with_a_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

namespace members {
struct Poller {
  pollfd p;
  int look(int timeout) { return ::poll(&p, 1, timeout); } // note: 'look' calls 'poll' here, which waits for events on descriptors
  mini::task<void> good_member_with_zero() {
    look(0);
    co_await store();
  }
  mini::task<void> bad_member_with_a_time_limit() {
    co_await store();
    look(20); // warn: 'look' may block the thread of coroutine 'bad_member_with_a_time_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
};
} // namespace members

// ---- More that returns at once ----

namespace named_operations {
constexpr int try_exclusive = LOCK_EX | LOCK_NB;
mini::task<void> good_named_operation(int fd) {
  ::flock(fd, try_exclusive);
  co_await store();
}
} // namespace named_operations

mini::task<void> good_time_limit_by_expression(pollfd p) {
  constexpr auto none = 0ms;
  ::poll(&p, 1, static_cast<int>(none.count()));
  co_await store();
}

mini::task<void> good_asks_in_a_loop(pollfd p) {
  while (::poll(&p, 1, 0) == 0)
    co_await mini::sleep_for(5ms);
}

mini::task<void> good_asks_for_a_child_in_a_loop(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0)
    co_await mini::tick();
  co_await store(status);
}

mini::task<void> good_registers_with_epoll(int epoll, int fd) {
  epoll_event event{};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  co_await store();
}

int good_plain_function_polls(pollfd p) { return ::poll(&p, 1, -1); }

namespace good_own_poll {
struct Client {
  int poll(int) { return 1; }
};
int poll(Client &c, int timeout) { return c.poll(timeout); }
mini::task<void> f(Client c) { co_await store(poll(c, -1)); }
} // namespace good_own_poll

// ---- What a parameter decides, in other words ----

namespace decided {
void sync_if(bool hard, int fd) {
  if (!hard)
    return;
  ::fsync(fd); // note: 'sync_if' calls 'fsync' here, which waits for the disk
}
bool sync_and(bool hard, int fd) { return hard && ::fsync(fd) == 0; } // note: 'sync_and' calls 'fsync' here, which waits for the disk
int sync_or_not(bool hard, int fd) { return hard ? ::fsync(fd) : 0; } // note: 'sync_or_not' calls 'fsync' here, which waits for the disk
void sync_both(bool hard, bool now, int fd) {
  if (hard && now)
    ::fsync(fd); // note: 'sync_both' calls 'fsync' here, which waits for the disk
}
mini::task<void> good_told_not_to(int fd) {
  sync_if(false, fd);
  sync_and(false, fd);
  sync_or_not(false, fd);
  sync_both(true, false, fd);
  co_await store();
}
mini::task<void> bad_told_to(int fd) {
  sync_if(true, fd); // warn: 'sync_if' may block the thread of coroutine 'bad_told_to' // note: await an asynchronous version of it, or hand it to a thread that may block
  sync_and(true, fd); // warn: 'sync_and' may block the thread of coroutine 'bad_told_to' // note: await an asynchronous version of it, or hand it to a thread that may block
  sync_or_not(true, fd); // warn: 'sync_or_not' may block the thread of coroutine 'bad_told_to' // note: await an asynchronous version of it, or hand it to a thread that may block
  sync_both(true, true, fd); // warn: 'sync_both' may block the thread of coroutine 'bad_told_to' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace decided

// ---- Time limits in variables, and points in time ----

mini::task<void> good_zero_in_a_variable(pollfd p) {
  auto pause = 0ms;
  std::chrono::seconds none{};
  std::this_thread::sleep_for(pause);
  std::this_thread::sleep_for(none);
  std::this_thread::sleep_for(std::chrono::duration_cast<std::chrono::milliseconds>(0s));
  std::this_thread::sleep_until(std::chrono::steady_clock::now());
  timeval tv;
  tv.tv_sec = tv.tv_usec = 0;
  ::select(0, nullptr, nullptr, nullptr, &tv);
  co_await store();
}

mini::task<void> bad_variable_that_changes(bool slow) {
  auto pause = 0ms;
  if (slow)
    pause = 5ms;
  std::this_thread::sleep_for(pause); // warn: 'sleep_for' may block the thread of coroutine 'bad_variable_that_changes' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

// ---- What many sums make of flags ----

mini::task<void> good_many_sums(int fd, char *buffer, int n) {
  int size = 0;
  size = size + n; size = size + n; size = size + n; size = size + n;
  size = size + n; size = size + n; size = size + n; size = size + n;
  ::recv(fd, buffer, size, 0);
  co_await store();
}

// ---- A program that ends may take its time ----

[[noreturn]] void give_up(int fd) {
  ::fsync(fd);
  std::abort();
}
mini::task<void> good_noreturn(int fd) {
  if (fd < 0)
    give_up(fd);
  co_await store();
}

namespace compared {
enum class Level { debug, info, fatal };
enum class Mode { sync, async };
void log(int fd, Level level) {
  if (level >= Level::fatal)
    ::fsync(fd); // note: 'log' calls 'fsync' here, which waits for the disk // note: 'log' calls 'fsync' here, which waits for the disk
}
void write(int fd, Mode mode) {
  if (mode != Mode::sync)
    return;
  ::fsync(fd); // note: 'write' calls 'fsync' here, which waits for the disk
}
void flush(int fd, int depth) {
  if (0 < depth && depth <= 10)
    ::fsync(fd); // note: 'flush' calls 'fsync' here, which waits for the disk
}
void record(int fd, Level level) {
  switch (level) {
  case Level::debug:
  case Level::info:
    break;
  default:
    ::fsync(fd); // note: 'record' calls 'fsync' here, which waits for the disk
  }
}
void store_in(int fd, Mode mode) {
  switch (mode) {
  case Mode::sync:
    ::fsync(fd); // note: 'store_in' calls 'fsync' here, which waits for the disk
    [[fallthrough]];
  case Mode::async:
    break;
  }
}
int through(int fd, char n) {
  switch (n) {
  case 1:
    fd = fd + 0;
    [[fallthrough]];
  case 2:
    return ::fsync(fd); // note: 'through' calls 'fsync' here, which waits for the disk // note: 'through' calls 'fsync' here, which waits for the disk
  case 3:
    return 0;
  default:
    return 1;
  }
}
} // namespace compared

namespace bad_comparison_that_holds {
mini::task<void> f(int fd, compared::Level level) {
  compared::log(fd, compared::Level::fatal); // warn: 'log' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  compared::log(fd, level); // warn: 'log' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  compared::write(fd, compared::Mode::sync); // warn: 'write' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  compared::flush(fd, 10); // warn: 'flush' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  compared::record(fd, compared::Level::fatal); // warn: 'record' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  compared::store_in(fd, compared::Mode::sync); // warn: 'store_in' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  compared::through(fd, 1); // warn: 'through' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  compared::through(fd, 2); // warn: 'through' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_comparison_that_holds

namespace good_comparison_that_does_not_hold {
mini::task<void> f(int fd) {
  compared::log(fd, compared::Level::info);
  compared::write(fd, compared::Mode::async);
  compared::flush(fd, 0);
  compared::flush(fd, 11);
  compared::record(fd, compared::Level::debug);
  compared::store_in(fd, compared::Mode::async);
  compared::through(fd, 3);
  compared::through(fd, 7);
  co_await store();
}
} // namespace good_comparison_that_does_not_hold

namespace switched {
enum class Level { debug, info, fatal };
void braces(int fd, Level level) {
  switch (level) {
  case Level::debug: {
    break;
  }
  case Level::info: {
    fd = fd + 0;
    break;
  }
  case Level::fatal: {
    ::fsync(fd); // note: 'braces' calls 'fsync' here, which waits for the disk
    break;
  }
  }
}
// A label inside of a loop: control gets there with any number.
void inner_label(int fd, int n) {
  switch (n) {
  case 0:
    while (n > 0) {
      ::fsync(fd); // note: 'inner_label' calls 'fsync' here, which waits for the disk
    case 7:
      ::fsync(fd);
      break;
    }
  }
}
void size(int fd, size_t n) {
  if (n)
    ::fsync(fd); // note: 'size' calls 'fsync' here, which waits for the disk
}
} // namespace switched

namespace bad_case_that_is_taken {
mini::task<void> f(int fd) {
  switched::braces(fd, switched::Level::fatal); // warn: 'braces' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  switched::inner_label(fd, 7); // warn: 'inner_label' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  switched::size(fd, static_cast<size_t>(-1)); // warn: 'size' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_case_that_is_taken

namespace good_case_that_is_not_taken {
mini::task<void> f(int fd) {
  switched::braces(fd, switched::Level::debug);
  switched::braces(fd, switched::Level::info);
  switched::size(fd, 0);
  co_await store();
}
} // namespace good_case_that_is_not_taken

// Every call of POSIX and of the C library that checks/models/posix.yaml says
// blocks (test/unit/ModelCatalogueTest.cpp sees to it), and for each condition
// one that does not.
#include "mini.h"
#include <aio.h>
#include <crypt.h>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <dlfcn.h>
#include <fcntl.h>
#include <ftw.h>
#include <mqueue.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <resolv.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <termios.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

void configure(int descriptor);
int visit(const char *, const struct stat *, int);
int visit64(const char *, const struct stat64 *, int);
int nvisit(const char *, const struct stat *, int, FTW *);
int nvisit64(const char *, const struct stat64 *, int, FTW *);

// Sleeps.

mini::task<void> bad_sleep() {
  sleep(1); // warn: 'sleep' may block the thread of coroutine 'bad_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_usleep() {
  usleep(1000); // warn: 'usleep' may block the thread of coroutine 'bad_usleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_nanosleep(timespec t) {
  nanosleep(&t, nullptr); // warn: 'nanosleep' may block the thread of coroutine 'bad_nanosleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_thrd_sleep(timespec t) {
  thrd_sleep(&t, nullptr); // warn: 'thrd_sleep' may block the thread of coroutine 'bad_thrd_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_clock_nanosleep(timespec t) {
  clock_nanosleep(CLOCK_MONOTONIC, 0, &t, nullptr); // warn: 'clock_nanosleep' may block the thread of coroutine 'bad_clock_nanosleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> good_sleeps_of_no_length() {
  constexpr unsigned none = 0;
  sleep(0);
  sleep(none);
  usleep(0);
  timespec t{0, 0};
  nanosleep(&t, nullptr);
  thrd_sleep(&t, nullptr);
  clock_nanosleep(CLOCK_MONOTONIC, 0, &t, nullptr);
  co_return;
}

// Signals and threads.

mini::task<void> bad_pause() {
  pause(); // warn: 'pause' may block the thread of coroutine 'bad_pause' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a signal
  co_return;
}

mini::task<void> bad_sigsuspend(const sigset_t *set) {
  sigsuspend(set); // warn: 'sigsuspend' may block the thread of coroutine 'bad_sigsuspend' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a signal
  co_return;
}

mini::task<void> bad_sigwait(const sigset_t *set, int *signal) {
  sigwait(set, signal); // warn: 'sigwait' may block the thread of coroutine 'bad_sigwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a signal
  co_return;
}

mini::task<void> bad_sigwaitinfo(const sigset_t *set) {
  sigwaitinfo(set, nullptr); // warn: 'sigwaitinfo' may block the thread of coroutine 'bad_sigwaitinfo' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a signal
  co_return;
}

mini::task<void> bad_sigtimedwait(const sigset_t *set, const timespec *t) {
  sigtimedwait(set, nullptr, t); // warn: 'sigtimedwait' may block the thread of coroutine 'bad_sigtimedwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a signal
  co_return;
}

mini::task<void> good_looks_for_a_signal(const sigset_t *set) {
  timespec t{};
  sigtimedwait(set, nullptr, &t);
  co_return;
}

mini::task<void> bad_pthread_join(pthread_t thread) {
  pthread_join(thread, nullptr); // warn: 'pthread_join' may block the thread of coroutine 'bad_pthread_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_pthread_timedjoin_np(pthread_t thread, const timespec *t) {
  pthread_timedjoin_np(thread, nullptr, t); // warn: 'pthread_timedjoin_np' may block the thread of coroutine 'bad_pthread_timedjoin_np' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_pthread_clockjoin_np(pthread_t thread, const timespec *t) {
  pthread_clockjoin_np(thread, nullptr, CLOCK_MONOTONIC, t); // warn: 'pthread_clockjoin_np' may block the thread of coroutine 'bad_pthread_clockjoin_np' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_thrd_join(thrd_t thread) {
  thrd_join(thread, nullptr); // warn: 'thrd_join' may block the thread of coroutine 'bad_thrd_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> good_tries_to_join(pthread_t thread) {
  pthread_tryjoin_np(thread, nullptr);
  co_return;
}

mini::task<void> bad_pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m) {
  pthread_cond_wait(c, m); // warn: 'pthread_cond_wait' may block the thread of coroutine 'bad_pthread_cond_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const timespec *t) {
  pthread_cond_timedwait(c, m, t); // warn: 'pthread_cond_timedwait' may block the thread of coroutine 'bad_pthread_cond_timedwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_pthread_cond_clockwait(pthread_cond_t *c, pthread_mutex_t *m, const timespec *t) {
  pthread_cond_clockwait(c, m, CLOCK_MONOTONIC, t); // warn: 'pthread_cond_clockwait' may block the thread of coroutine 'bad_pthread_cond_clockwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_cnd_wait(cnd_t *c, mtx_t *m) {
  cnd_wait(c, m); // warn: 'cnd_wait' may block the thread of coroutine 'bad_cnd_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_cnd_timedwait(cnd_t *c, mtx_t *m, const timespec *t) {
  cnd_timedwait(c, m, t); // warn: 'cnd_timedwait' may block the thread of coroutine 'bad_cnd_timedwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_pthread_barrier_wait(pthread_barrier_t *barrier) {
  pthread_barrier_wait(barrier); // warn: 'pthread_barrier_wait' may block the thread of coroutine 'bad_pthread_barrier_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> bad_sem_wait(sem_t *s) {
  sem_wait(s); // warn: 'sem_wait' may block the thread of coroutine 'bad_sem_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until somebody posts the semaphore
  co_return;
}

mini::task<void> bad_sem_timedwait(sem_t *s, const timespec *t) {
  sem_timedwait(s, t); // warn: 'sem_timedwait' may block the thread of coroutine 'bad_sem_timedwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until somebody posts the semaphore
  co_return;
}

mini::task<void> bad_sem_clockwait(sem_t *s, const timespec *t) {
  sem_clockwait(s, CLOCK_MONOTONIC, t); // warn: 'sem_clockwait' may block the thread of coroutine 'bad_sem_clockwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until somebody posts the semaphore
  co_return;
}

mini::task<void> good_tries_a_semaphore(sem_t *s) {
  sem_trywait(s);
  sem_post(s);
  co_return;
}

// Readiness.

mini::task<void> bad_poll(pollfd *p) {
  poll(p, 1, -1); // warn: 'poll' may block the thread of coroutine 'bad_poll' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> bad_ppoll(pollfd *p) {
  ppoll(p, 1, nullptr, nullptr); // warn: 'ppoll' may block the thread of coroutine 'bad_ppoll' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> bad_select(fd_set *s) {
  select(1, s, nullptr, nullptr, nullptr); // warn: 'select' may block the thread of coroutine 'bad_select' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> bad_pselect(fd_set *s) {
  pselect(1, s, nullptr, nullptr, nullptr, nullptr); // warn: 'pselect' may block the thread of coroutine 'bad_pselect' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> bad_epoll_wait(epoll_event *e) {
  epoll_wait(3, e, 1, -1); // warn: 'epoll_wait' may block the thread of coroutine 'bad_epoll_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> bad_epoll_pwait(epoll_event *e) {
  epoll_pwait(3, e, 1, 100, nullptr); // warn: 'epoll_pwait' may block the thread of coroutine 'bad_epoll_pwait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> bad_epoll_pwait2(epoll_event *e) {
  epoll_pwait2(3, e, 1, nullptr, nullptr); // warn: 'epoll_pwait2' may block the thread of coroutine 'bad_epoll_pwait2' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> good_looks_whether_it_is_ready(pollfd *p, fd_set *s, epoll_event *e) {
  constexpr int at_once = 0;
  timespec t{};
  timeval v;
  v.tv_sec = 0;
  v.tv_usec = 0;
  poll(p, 1, 0);
  poll(p, 1, at_once);
  ppoll(p, 1, &t, nullptr);
  select(1, s, nullptr, nullptr, &v);
  pselect(1, s, nullptr, nullptr, &t, nullptr);
  epoll_wait(3, e, 1, 0);
  epoll_pwait(3, e, 1, 0, nullptr);
  epoll_pwait2(3, e, 1, &t, nullptr);
  co_return;
}

// Sockets, pipes and terminals.

mini::task<void> bad_connect() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  connect(s, nullptr, 0); // warn: 'connect' may block the thread of coroutine 'bad_connect' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_accept() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  accept(s, nullptr, nullptr); // warn: 'accept' may block the thread of coroutine 'bad_accept' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to connect
  co_return;
}

mini::task<void> bad_accept4() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  accept4(s, nullptr, nullptr, 0); // warn: 'accept4' may block the thread of coroutine 'bad_accept4' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to connect
  co_return;
}

mini::task<void> bad_recv() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  recv(s, b, sizeof b, 0); // warn: 'recv' may block the thread of coroutine 'bad_recv' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_recvfrom() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  recvfrom(s, b, sizeof b, MSG_PEEK, nullptr, nullptr); // warn: 'recvfrom' may block the thread of coroutine 'bad_recvfrom' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_send() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  send(s, b, sizeof b, 0); // warn: 'send' may block the thread of coroutine 'bad_send' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_sendto() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  sendto(s, b, sizeof b, 0, nullptr, 0); // warn: 'sendto' may block the thread of coroutine 'bad_sendto' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_recvmsg() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  msghdr m{};
  recvmsg(s, &m, 0); // warn: 'recvmsg' may block the thread of coroutine 'bad_recvmsg' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_sendmsg() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  msghdr m{};
  sendmsg(s, &m, 0); // warn: 'sendmsg' may block the thread of coroutine 'bad_sendmsg' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_recvmmsg() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  mmsghdr m{};
  recvmmsg(s, &m, 1, 0, nullptr); // warn: 'recvmmsg' may block the thread of coroutine 'bad_recvmmsg' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_sendmmsg() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  mmsghdr m{};
  sendmmsg(s, &m, 1, 0); // warn: 'sendmmsg' may block the thread of coroutine 'bad_sendmmsg' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_read() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  read(s, b, sizeof b); // warn: 'read' may block the thread of coroutine 'bad_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_write() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  write(s, b, sizeof b); // warn: 'write' may block the thread of coroutine 'bad_write' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the data is taken
  co_return;
}

mini::task<void> bad_readv() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  iovec v{};
  readv(s, &v, 1); // warn: 'readv' may block the thread of coroutine 'bad_readv' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_writev() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  iovec v{};
  writev(s, &v, 1); // warn: 'writev' may block the thread of coroutine 'bad_writev' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the data is taken
  co_return;
}

mini::task<void> bad_read_from_standard_input() {
  char b[8];
  read(STDIN_FILENO, b, sizeof b); // warn: 'read' may block the thread of coroutine 'bad_read_from_standard_input' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_read_from_a_timer() {
  int fd = timerfd_create(CLOCK_MONOTONIC, 0);
  timerfd_settime(fd, 0, nullptr, nullptr);
  char b[8];
  read(fd, b, sizeof b); // warn: 'read' may block the thread of coroutine 'bad_read_from_a_timer' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_read_from_an_event() {
  int fd = eventfd(0, 0);
  char b[8];
  read(fd, b, sizeof b); // warn: 'read' may block the thread of coroutine 'bad_read_from_an_event' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_read_signals() {
  int fd = signalfd(-1, nullptr, 0);
  char b[8];
  read(fd, b, sizeof b); // warn: 'read' may block the thread of coroutine 'bad_read_signals' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_read_changes() {
  int fd = inotify_init();
  char b[8];
  read(fd, b, sizeof b); // warn: 'read' may block the thread of coroutine 'bad_read_changes' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_read_changes_with_flags() {
  int fd = inotify_init1(0);
  char b[8];
  read(fd, b, sizeof b); // warn: 'read' may block the thread of coroutine 'bad_read_changes_with_flags' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_receive_after_set_up() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  int one = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  bind(s, nullptr, 0);
  recv(s, b, sizeof b, 0); // warn: 'recv' may block the thread of coroutine 'bad_receive_after_set_up' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_splice() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  splice(s, nullptr, 4, nullptr, 1, 0); // warn: 'splice' may block the thread of coroutine 'bad_splice' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  co_return;
}

mini::task<void> bad_tcdrain() {
  tcdrain(1); // warn: 'tcdrain' may block the thread of coroutine 'bad_tcdrain' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until everything has been sent
  co_return;
}

mini::task<void> bad_mq_receive() {
  mqd_t q = mq_open("/q", O_RDWR);
  char b[8];
  mq_receive(q, b, sizeof b, nullptr); // warn: 'mq_receive' may block the thread of coroutine 'bad_mq_receive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for another process
  co_return;
}

mini::task<void> bad_mq_send() {
  mqd_t q = mq_open("/q", O_RDWR);
  char b[8];
  mq_send(q, b, sizeof b, 0); // warn: 'mq_send' may block the thread of coroutine 'bad_mq_send' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for another process
  co_return;
}

mini::task<void> bad_mq_timedreceive(const timespec *t) {
  mqd_t q = mq_open("/q", O_RDWR);
  char b[8];
  mq_timedreceive(q, b, sizeof b, nullptr, t); // warn: 'mq_timedreceive' may block the thread of coroutine 'bad_mq_timedreceive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for another process
  co_return;
}

mini::task<void> bad_mq_timedsend(const timespec *t) {
  mqd_t q = mq_open("/q", O_RDWR);
  char b[8];
  mq_timedsend(q, b, sizeof b, 0, t); // warn: 'mq_timedsend' may block the thread of coroutine 'bad_mq_timedsend' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for another process
  co_return;
}

mini::task<void> bad_msgrcv() {
  long b[2];
  msgrcv(1, b, sizeof b, 0, 0); // warn: 'msgrcv' may block the thread of coroutine 'bad_msgrcv' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a message
  co_return;
}

mini::task<void> bad_msgsnd() {
  long b[2];
  msgsnd(1, b, sizeof b, 0); // warn: 'msgsnd' may block the thread of coroutine 'bad_msgsnd' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room in the queue
  co_return;
}

mini::task<void> good_asks_not_to_wait() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  long l[2];
  msghdr m{};
  mmsghdr mm{};
  recv(s, b, sizeof b, MSG_DONTWAIT);
  recv(s, b, sizeof b, MSG_PEEK | MSG_DONTWAIT);
  recvfrom(s, b, sizeof b, MSG_DONTWAIT, nullptr, nullptr);
  send(s, b, sizeof b, MSG_DONTWAIT);
  sendto(s, b, sizeof b, MSG_DONTWAIT, nullptr, 0);
  recvmsg(s, &m, MSG_DONTWAIT);
  sendmsg(s, &m, MSG_DONTWAIT);
  recvmmsg(s, &mm, 1, MSG_DONTWAIT, nullptr);
  sendmmsg(s, &mm, 1, MSG_DONTWAIT);
  splice(s, nullptr, 4, nullptr, 1, SPLICE_F_NONBLOCK);
  msgrcv(1, l, sizeof l, 0, IPC_NOWAIT);
  msgsnd(1, l, sizeof l, IPC_NOWAIT);
  co_return;
}

mini::task<void> good_descriptors_that_do_not_block() {
  char b[8];
  int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(s, nullptr, 0);
  recv(s, b, sizeof b, 0);
  int client = accept4(s, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  read(client, b, sizeof b);
  int event = eventfd(0, EFD_NONBLOCK);
  read(event, b, sizeof b);
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  read(timer, b, sizeof b);
  int signals = signalfd(-1, nullptr, SFD_NONBLOCK);
  read(signals, b, sizeof b);
  int changes = inotify_init1(IN_NONBLOCK);
  read(changes, b, sizeof b);
  int file = open("/tmp/fifo", O_RDONLY | O_NONBLOCK);
  read(file, b, sizeof b);
  mqd_t q = mq_open("/q", O_RDWR | O_NONBLOCK);
  mq_receive(q, b, sizeof b, nullptr);
  co_return;
}

mini::task<void> good_descriptor_that_is_switched() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  fcntl(s, F_SETFL, O_NONBLOCK);
  connect(s, nullptr, 0);
  recv(s, b, sizeof b, 0);
  co_return;
}

mini::task<void> good_descriptor_of_which_nothing_is_known(int s, char *b, unsigned n) {
  recv(s, b, n, 0);
  read(s, b, n);
  write(s, b, n);
  connect(s, nullptr, 0);
  co_return;
}

mini::task<void> good_descriptor_whose_mode_another_function_may_change() {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  char b[8];
  configure(s);
  recv(s, b, sizeof b, 0);
  co_return;
}

// Files.

mini::task<void> bad_open() {
  open("/etc/hosts", O_RDONLY); // warn: 'open' may block the thread of coroutine 'bad_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_open64() {
  open64("/etc/hosts", O_RDONLY); // warn: 'open64' may block the thread of coroutine 'bad_open64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_openat() {
  openat(3, "hosts", O_RDONLY); // warn: 'openat' may block the thread of coroutine 'bad_openat' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_openat64() {
  openat64(3, "hosts", O_RDONLY); // warn: 'openat64' may block the thread of coroutine 'bad_openat64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_creat() {
  creat("/tmp/new", 0600); // warn: 'creat' may block the thread of coroutine 'bad_creat' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_creat64() {
  creat64("/tmp/new", 0600); // warn: 'creat64' may block the thread of coroutine 'bad_creat64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_fopen() {
  fopen("/etc/hosts", "r"); // warn: 'fopen' may block the thread of coroutine 'bad_fopen' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_fopen64() {
  fopen64("/etc/hosts", "r"); // warn: 'fopen64' may block the thread of coroutine 'bad_fopen64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_freopen(FILE *f) {
  freopen("/etc/hosts", "r", f); // warn: 'freopen' may block the thread of coroutine 'bad_freopen' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_freopen64(FILE *f) {
  freopen64("/etc/hosts", "r", f); // warn: 'freopen64' may block the thread of coroutine 'bad_freopen64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_pread() {
  char b[8];
  pread(3, b, sizeof b, 0); // warn: 'pread' may block the thread of coroutine 'bad_pread' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_pread64() {
  char b[8];
  pread64(3, b, sizeof b, 0); // warn: 'pread64' may block the thread of coroutine 'bad_pread64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_pwrite() {
  char b[8];
  pwrite(3, b, sizeof b, 0); // warn: 'pwrite' may block the thread of coroutine 'bad_pwrite' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_pwrite64() {
  char b[8];
  pwrite64(3, b, sizeof b, 0); // warn: 'pwrite64' may block the thread of coroutine 'bad_pwrite64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_preadv() {
  iovec v{};
  preadv(3, &v, 1, 0); // warn: 'preadv' may block the thread of coroutine 'bad_preadv' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_preadv64() {
  iovec v{};
  preadv64(3, &v, 1, 0); // warn: 'preadv64' may block the thread of coroutine 'bad_preadv64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_pwritev() {
  iovec v{};
  pwritev(3, &v, 1, 0); // warn: 'pwritev' may block the thread of coroutine 'bad_pwritev' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_pwritev64() {
  iovec v{};
  pwritev64(3, &v, 1, 0); // warn: 'pwritev64' may block the thread of coroutine 'bad_pwritev64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_preadv2() {
  iovec v{};
  preadv2(3, &v, 1, 0, 0); // warn: 'preadv2' may block the thread of coroutine 'bad_preadv2' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_preadv64v2() {
  iovec v{};
  preadv64v2(3, &v, 1, 0, 0); // warn: 'preadv64v2' may block the thread of coroutine 'bad_preadv64v2' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_pwritev2() {
  iovec v{};
  pwritev2(3, &v, 1, 0, 0); // warn: 'pwritev2' may block the thread of coroutine 'bad_pwritev2' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_pwritev64v2() {
  iovec v{};
  pwritev64v2(3, &v, 1, 0, 0); // warn: 'pwritev64v2' may block the thread of coroutine 'bad_pwritev64v2' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_fsync() {
  fsync(3); // warn: 'fsync' may block the thread of coroutine 'bad_fsync' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_fdatasync() {
  fdatasync(3); // warn: 'fdatasync' may block the thread of coroutine 'bad_fdatasync' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_sync() {
  sync(); // warn: 'sync' may block the thread of coroutine 'bad_sync' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_syncfs() {
  syncfs(3); // warn: 'syncfs' may block the thread of coroutine 'bad_syncfs' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_sync_file_range() {
  sync_file_range(3, 0, 0, 0); // warn: 'sync_file_range' may block the thread of coroutine 'bad_sync_file_range' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_posix_fallocate() {
  posix_fallocate(3, 0, 4096); // warn: 'posix_fallocate' may block the thread of coroutine 'bad_posix_fallocate' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_posix_fallocate64() {
  posix_fallocate64(3, 0, 4096); // warn: 'posix_fallocate64' may block the thread of coroutine 'bad_posix_fallocate64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_copy_file_range() {
  copy_file_range(3, nullptr, 4, nullptr, 4096, 0); // warn: 'copy_file_range' may block the thread of coroutine 'bad_copy_file_range' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_sendfile() {
  sendfile(4, 3, nullptr, 4096); // warn: 'sendfile' may block the thread of coroutine 'bad_sendfile' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_sendfile64() {
  sendfile64(4, 3, nullptr, 4096); // warn: 'sendfile64' may block the thread of coroutine 'bad_sendfile64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_readahead() {
  readahead(3, 0, 4096); // warn: 'readahead' may block the thread of coroutine 'bad_readahead' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_msync(void *p) {
  msync(p, 4096, MS_SYNC); // warn: 'msync' may block the thread of coroutine 'bad_msync' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_aio_suspend(const aiocb *const *list) {
  aio_suspend(list, 1, nullptr); // warn: 'aio_suspend' may block the thread of coroutine 'bad_aio_suspend' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_lio_listio(aiocb *const *list) {
  lio_listio(LIO_WAIT, list, 1, nullptr); // warn: 'lio_listio' may block the thread of coroutine 'bad_lio_listio' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_aio_suspend64(const aiocb64 *const *list) {
  aio_suspend64(list, 1, nullptr); // warn: 'aio_suspend64' may block the thread of coroutine 'bad_aio_suspend64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_lio_listio64(aiocb64 *const *list) {
  lio_listio64(LIO_WAIT, list, 1, nullptr); // warn: 'lio_listio64' may block the thread of coroutine 'bad_lio_listio64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_ftw() {
  ftw("/etc", visit, 4); // warn: 'ftw' may block the thread of coroutine 'bad_ftw' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it walks a directory tree, and waits for the disk
  co_return;
}

mini::task<void> bad_ftw64() {
  ftw64("/etc", visit64, 4); // warn: 'ftw64' may block the thread of coroutine 'bad_ftw64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it walks a directory tree, and waits for the disk
  co_return;
}

mini::task<void> bad_nftw() {
  nftw("/etc", nvisit, 4, 0); // warn: 'nftw' may block the thread of coroutine 'bad_nftw' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it walks a directory tree, and waits for the disk
  co_return;
}

mini::task<void> bad_nftw64() {
  nftw64("/etc", nvisit64, 4, 0); // warn: 'nftw64' may block the thread of coroutine 'bad_nftw64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it walks a directory tree, and waits for the disk
  co_return;
}

mini::task<void> bad_fread(FILE *f) {
  char b[8];
  fread(b, 1, sizeof b, f); // warn: 'fread' may block the thread of coroutine 'bad_fread' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fread_unlocked(FILE *f) {
  char b[8];
  fread_unlocked(b, 1, sizeof b, f); // warn: 'fread_unlocked' may block the thread of coroutine 'bad_fread_unlocked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fgets(FILE *f) {
  char b[8];
  fgets(b, sizeof b, f); // warn: 'fgets' may block the thread of coroutine 'bad_fgets' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fgets_unlocked(FILE *f) {
  char b[8];
  fgets_unlocked(b, sizeof b, f); // warn: 'fgets_unlocked' may block the thread of coroutine 'bad_fgets_unlocked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fgetc(FILE *f) {
  fgetc(f); // warn: 'fgetc' may block the thread of coroutine 'bad_fgetc' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fgetc_unlocked(FILE *f) {
  fgetc_unlocked(f); // warn: 'fgetc_unlocked' may block the thread of coroutine 'bad_fgetc_unlocked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_getc(FILE *f) {
  getc(f); // warn: 'getc' may block the thread of coroutine 'bad_getc' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_getc_unlocked(FILE *f) {
  getc_unlocked(f); // warn: 'getc_unlocked' may block the thread of coroutine 'bad_getc_unlocked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fgetwc(FILE *f) {
  fgetwc(f); // warn: 'fgetwc' may block the thread of coroutine 'bad_fgetwc' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_getwc(FILE *f) {
  getwc(f); // warn: 'getwc' may block the thread of coroutine 'bad_getwc' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_getline(char **line, size_t *n, FILE *f) {
  getline(line, n, f); // warn: 'getline' may block the thread of coroutine 'bad_getline' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_getdelim(char **line, size_t *n, FILE *f) {
  getdelim(line, n, ';', f); // warn: 'getdelim' may block the thread of coroutine 'bad_getdelim' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fscanf(FILE *f, int *i) {
  fscanf(f, "%d", i); // warn: 'fscanf' may block the thread of coroutine 'bad_fscanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_vfscanf(FILE *f, va_list a) {
  vfscanf(f, "%d", a); // warn: 'vfscanf' may block the thread of coroutine 'bad_vfscanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fwscanf(FILE *f, int *i) {
  fwscanf(f, L"%d", i); // warn: 'fwscanf' may block the thread of coroutine 'bad_fwscanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_vfwscanf(FILE *f, va_list a) {
  vfwscanf(f, L"%d", a); // warn: 'vfwscanf' may block the thread of coroutine 'bad_vfwscanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_fgetws(FILE *f) {
  wchar_t b[8];
  fgetws(b, 8, f); // warn: 'fgetws' may block the thread of coroutine 'bad_fgetws' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_return;
}

mini::task<void> bad_getchar() {
  getchar(); // warn: 'getchar' may block the thread of coroutine 'bad_getchar' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_getchar_unlocked() {
  getchar_unlocked(); // warn: 'getchar_unlocked' may block the thread of coroutine 'bad_getchar_unlocked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_getwchar() {
  getwchar(); // warn: 'getwchar' may block the thread of coroutine 'bad_getwchar' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_getpass() {
  getpass("Password: "); // warn: 'getpass' may block the thread of coroutine 'bad_getpass' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_scanf(int *i) {
  scanf("%d", i); // warn: 'scanf' may block the thread of coroutine 'bad_scanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_vscanf(va_list a) {
  vscanf("%d", a); // warn: 'vscanf' may block the thread of coroutine 'bad_vscanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_wscanf(int *i) {
  wscanf(L"%d", i); // warn: 'wscanf' may block the thread of coroutine 'bad_wscanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_vwscanf(va_list a) {
  vwscanf(L"%d", a); // warn: 'vwscanf' may block the thread of coroutine 'bad_vwscanf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to type
  co_return;
}

mini::task<void> bad_dlopen() {
  dlopen("libm.so", RTLD_NOW); // warn: 'dlopen' may block the thread of coroutine 'bad_dlopen' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it loads a library and runs its initialisers
  co_return;
}

mini::task<void> bad_dlmopen() {
  dlmopen(LM_ID_BASE, "libm.so", RTLD_NOW); // warn: 'dlmopen' may block the thread of coroutine 'bad_dlmopen' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it loads a library and runs its initialisers
  co_return;
}

mini::task<void> good_files_that_need_no_disk(void *p, const aiocb *const *list, aiocb *const *writable) {
  iovec v{};
  timespec t{};
  open("/etc", O_PATH);
  openat(3, "fifo", O_RDONLY | O_NONBLOCK);
  preadv2(3, &v, 1, 0, RWF_NOWAIT);
  preadv64v2(3, &v, 1, 0, RWF_NOWAIT);
  pwritev2(3, &v, 1, 0, RWF_NOWAIT);
  msync(p, 4096, MS_ASYNC);
  aio_suspend(list, 1, &t);
  lio_listio(LIO_NOWAIT, writable, 1, nullptr);
  dlopen("libm.so", RTLD_NOW | RTLD_NOLOAD);
  dlmopen(LM_ID_BASE, "libm.so", RTLD_NOW | RTLD_NOLOAD);
  dlopen(nullptr, RTLD_NOW);
  dlmopen(LM_ID_BASE, nullptr, RTLD_NOW);
  co_return;
}

mini::task<void> good_what_is_written_is_buffered(FILE *f) {
  fputs("text", f);
  fprintf(f, "%d", 1);
  fwrite("text", 1, 4, f);
  fflush(f);
  std::puts("text");
  co_return;
}

// Locks of files.

mini::task<void> bad_flock() {
  flock(3, LOCK_EX); // warn: 'flock' may block the thread of coroutine 'bad_flock' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_return;
}

mini::task<void> bad_lockf() {
  lockf(3, F_LOCK, 0); // warn: 'lockf' may block the thread of coroutine 'bad_lockf' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_return;
}

mini::task<void> bad_lockf64() {
  lockf64(3, F_LOCK, 0); // warn: 'lockf64' may block the thread of coroutine 'bad_lockf64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_return;
}

mini::task<void> bad_fcntl(struct flock *l) {
  fcntl(3, F_SETLKW, l); // warn: 'fcntl' may block the thread of coroutine 'bad_fcntl' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_return;
}

mini::task<void> bad_fcntl_of_an_open_file(struct flock *l) {
  fcntl(3, F_OFD_SETLKW, l); // warn: 'fcntl' may block the thread of coroutine 'bad_fcntl_of_an_open_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_return;
}

mini::task<void> bad_fcntl64(struct flock *l) {
  fcntl64(3, F_SETLKW, l); // warn: 'fcntl64' may block the thread of coroutine 'bad_fcntl64' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever has locked the file
  co_return;
}

mini::task<void> good_tries_to_lock(struct flock *l) {
  flock(3, LOCK_EX | LOCK_NB);
  flock(3, LOCK_UN);
  lockf(3, F_TLOCK, 0);
  lockf(3, F_TEST, 0);
  lockf(3, F_ULOCK, 0);
  lockf64(3, F_TLOCK, 0);
  fcntl(3, F_SETLK, l);
  fcntl(3, F_GETFL);
  fcntl64(3, F_SETLK, l);
  co_return;
}

// Name servers.

mini::task<void> bad_getaddrinfo(addrinfo **r) {
  getaddrinfo("localhost", nullptr, nullptr, r); // warn: 'getaddrinfo' may block the thread of coroutine 'bad_getaddrinfo' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_getnameinfo(const sockaddr *a, socklen_t n) {
  char b[8];
  getnameinfo(a, n, b, sizeof b, nullptr, 0, 0); // warn: 'getnameinfo' may block the thread of coroutine 'bad_getnameinfo' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_gethostbyname() {
  gethostbyname("localhost"); // warn: 'gethostbyname' may block the thread of coroutine 'bad_gethostbyname' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_gethostbyname2() {
  gethostbyname2("localhost", AF_INET); // warn: 'gethostbyname2' may block the thread of coroutine 'bad_gethostbyname2' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_gethostbyaddr(const void *a) {
  gethostbyaddr(a, 4, AF_INET); // warn: 'gethostbyaddr' may block the thread of coroutine 'bad_gethostbyaddr' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_gethostbyname_r(hostent *h, char *b, hostent **r, int *e) {
  gethostbyname_r("localhost", h, b, 64, r, e); // warn: 'gethostbyname_r' may block the thread of coroutine 'bad_gethostbyname_r' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_gethostbyname2_r(hostent *h, char *b, hostent **r, int *e) {
  gethostbyname2_r("localhost", AF_INET, h, b, 64, r, e); // warn: 'gethostbyname2_r' may block the thread of coroutine 'bad_gethostbyname2_r' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_gethostbyaddr_r(hostent *h, char *b, hostent **r, int *e) {
  gethostbyaddr_r("1234", 4, AF_INET, h, b, 64, r, e); // warn: 'gethostbyaddr_r' may block the thread of coroutine 'bad_gethostbyaddr_r' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_res_query() {
  unsigned char b[64];
  res_query("localhost", 1, 1, b, 64); // warn: 'res_query' may block the thread of coroutine 'bad_res_query' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_res_search() {
  unsigned char b[64];
  res_search("localhost", 1, 1, b, 64); // warn: 'res_search' may block the thread of coroutine 'bad_res_search' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_res_nquery(res_state state) {
  unsigned char b[64];
  res_nquery(state, "localhost", 1, 1, b, 64); // warn: 'res_nquery' may block the thread of coroutine 'bad_res_nquery' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_res_nsearch(res_state state) {
  unsigned char b[64];
  res_nsearch(state, "localhost", 1, 1, b, 64); // warn: 'res_nsearch' may block the thread of coroutine 'bad_res_nsearch' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_getaddrinfo_a(gaicb **list) {
  getaddrinfo_a(GAI_WAIT, list, 1, nullptr); // warn: 'getaddrinfo_a' may block the thread of coroutine 'bad_getaddrinfo_a' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_gai_suspend(const gaicb *const *list) {
  gai_suspend(list, 1, nullptr); // warn: 'gai_suspend' may block the thread of coroutine 'bad_gai_suspend' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a name server
  co_return;
}

mini::task<void> good_addresses_without_names(addrinfo **r, const sockaddr *a, socklen_t n, char *b, gaicb **list) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  timespec t{};
  getaddrinfo("127.0.0.1", "80", &hints, r);
  getaddrinfo(nullptr, "80", nullptr, r);
  getnameinfo(a, n, b, 64, nullptr, 0, NI_NUMERICHOST | NI_NUMERICSERV);
  getaddrinfo_a(GAI_NOWAIT, list, 1, nullptr);
  gai_suspend(list, 1, &t);
  co_return;
}

// Processes and computations.

mini::task<void> bad_system() {
  system("true"); // warn: 'system' may block the thread of coroutine 'bad_system' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_popen() {
  popen("true", "r"); // warn: 'popen' may block the thread of coroutine 'bad_popen' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it starts a shell, whose output is read blocking
  co_return;
}

mini::task<void> bad_pclose(FILE *f) {
  pclose(f); // warn: 'pclose' may block the thread of coroutine 'bad_pclose' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_wait() {
  wait(nullptr); // warn: 'wait' may block the thread of coroutine 'bad_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_wait3() {
  wait3(nullptr, 0, nullptr); // warn: 'wait3' may block the thread of coroutine 'bad_wait3' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_wait4() {
  wait4(-1, nullptr, 0, nullptr); // warn: 'wait4' may block the thread of coroutine 'bad_wait4' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_waitpid() {
  waitpid(-1, nullptr, 0); // warn: 'waitpid' may block the thread of coroutine 'bad_waitpid' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_waitid() {
  waitid(P_ALL, 0, nullptr, WEXITED); // warn: 'waitid' may block the thread of coroutine 'bad_waitid' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> good_looks_for_the_end_of_a_process() {
  wait3(nullptr, WNOHANG, nullptr);
  wait4(-1, nullptr, WNOHANG, nullptr);
  waitpid(-1, nullptr, WNOHANG | WUNTRACED);
  waitid(P_ALL, 0, nullptr, WEXITED | WNOHANG);
  co_return;
}

mini::task<void> bad_crypt() {
  crypt("secret", "$6$salt"); // warn: 'crypt' may block the thread of coroutine 'bad_crypt' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it takes long by design
  co_return;
}

mini::task<void> bad_crypt_r(crypt_data *d) {
  crypt_r("secret", "$6$salt", d); // warn: 'crypt_r' may block the thread of coroutine 'bad_crypt_r' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it takes long by design
  co_return;
}

mini::task<void> bad_crypt_rn(void *d) {
  crypt_rn("secret", "$6$salt", d, sizeof(crypt_data)); // warn: 'crypt_rn' may block the thread of coroutine 'bad_crypt_rn' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it takes long by design
  co_return;
}

mini::task<void> bad_crypt_ra(void **d, int *n) {
  crypt_ra("secret", "$6$salt", d, n); // warn: 'crypt_ra' may block the thread of coroutine 'bad_crypt_ra' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it takes long by design
  co_return;
}

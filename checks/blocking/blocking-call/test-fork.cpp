// What runs in the process that fork() makes is no effect of the coroutine.
// flags: -std=gnu++20 -pthread
#include "mini.h"
#include <sys/wait.h>
#include <unistd.h>

mini::task<void> record(int v = 0);

mini::task<void> good_child() {
  pid_t pid = fork();
  if (pid == 0) {
    sleep(1);
    int status;
    waitpid(-1, &status, 0);
    _exit(0);
  }
  co_await record(pid);
}

mini::task<void> good_child_direct() {
  if (fork() == 0) {
    sleep(1);
    execl("/bin/true", "true", nullptr);
    _exit(127);
  }
  co_await record();
}

mini::task<void> good_child_negated() {
  if (!fork()) {
    sleep(1);
    _exit(127);
  }
  co_await record();
}

mini::task<void> good_child_switch() {
  switch (fork()) {
  case 0:
    sleep(1);
    _exit(0);
  case -1:
    co_return;
  default:
    break;
  }
  co_await record();
}

mini::task<void> good_child_init() {
  if (pid_t pid = fork(); pid == 0) {
    sleep(1);
    _exit(0);
  }
  co_await record();
}

mini::task<void> good_child_otherwise() {
  pid_t pid = fork();
  if (pid > 0) {
    co_await record();
  } else if (pid == 0) {
    sleep(1);
    _exit(0);
  }
}

mini::task<void> bad_parent() {
  pid_t pid = fork();
  if (pid != 0) {
    int status;
    waitpid(pid, &status, 0); // warn: 'waitpid' may block the thread of coroutine 'bad_parent' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  }
  co_await record(pid);
}

mini::task<void> bad_parent_else() {
  pid_t pid = fork();
  if (pid == 0) {
    sleep(1);
    _exit(0);
  } else {
    sleep(1); // warn: 'sleep' may block the thread of coroutine 'bad_parent_else' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  }
  co_await record(pid);
}

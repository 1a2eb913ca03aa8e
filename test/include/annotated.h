//===--- annotated.h - a small runtime that says what it is ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The counterpart of mini.h: everything here carries corolint's annotations,
// written as the bare attribute strings that a library can use without
// corolint's header. What an annotated function does is of no interest to the
// tests; its arguments only have to go somewhere (keep) so that they count as
// used. docs/annotations.md says what each string means.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_ANNOTATED_H
#define COROLINT_TEST_ANNOTATED_H

#include "mini.h"

#define ANNOTATED(...) clang::annotate(__VA_ARGS__)
#define ANNOTATED_TYPE(...) clang::annotate_type(__VA_ARGS__)

namespace annotated {

/// A lazy task that may resume on another thread after each suspension.
template <class T = void>
class [[ANNOTATED("corolint::task", "lazy"), ANNOTATED("corolint::migrates")]]
task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    task get_return_object();
  };
  task(task &&) = default;
};

/// Annotations are not inherited by explicit specialisations: repeated here.
template <>
class [[ANNOTATED("corolint::task", "lazy"), ANNOTATED("corolint::migrates")]]
task<void> : public mini::task<void> {
public:
  struct promise_type : mini::task<void>::promise_type {
    task get_return_object();
  };
  task(task &&) = default;
};

/// Hands an address to code that is not visible.
void keep(const volatile void *);

/// Work that goes on whether or not somebody holds this object.
template <class T> class [[ANNOTATED("corolint::detachable")]] job {
public:
  ~job();
  [[ANNOTATED("corolint::joins")]] mini::tick join();
};

/// Runs a callable on a thread pool; it outlives the call, and the closure is
/// kept for as long as it runs.
template <class F>
job<void> spawn(F [[ANNOTATED_TYPE("corolint::spawns"),
                    ANNOTATED_TYPE("corolint::keeps_alive")]] f) {
  keep(&f);
  return {};
}

/// Runs a task on a thread pool.
template <class T>
void spawn_task(task<T> [[ANNOTATED_TYPE("corolint::spawns")]] t) {
  keep(&t);
}

/// Runs callables on a thread pool, all of them done before the await ends.
template <class... F>
mini::tick when_all(F &&[[ANNOTATED_TYPE("corolint::scoped")]]... f) {
  (keep(&f), ...);
  return {};
}

/// Runs a callable where blocking is allowed.
template <class F>
mini::tick spawn_blocking(F [[ANNOTATED_TYPE("corolint::blocking_ok")]] f) {
  keep(&f);
  return {};
}

/// Calls and does not keep it.
template <class F>
void call_now(F [[ANNOTATED_TYPE("corolint::invoked_in_place")]] f) {
  f();
}

[[ANNOTATED("corolint::blocking", "reads the disk", "co_await read_async()")]]
std::string read_all(const char *path);

[[ANNOTATED("corolint::nonblocking")]] void spin_briefly();

/// The statement after the await runs on the other executor.
[[ANNOTATED("corolint::switches_executor")]] mini::tick resume_on(int executor);

/// Has to be joined before it dies.
class [[ANNOTATED("corolint::must_join")]] scope {
public:
  scope();
  ~scope();
  template <class F>
  void spawn(F [[ANNOTATED_TYPE("corolint::scoped"),
                 ANNOTATED_TYPE("corolint::keeps_alive")]] f) {
    keep(&f);
  }
  [[ANNOTATED("corolint::joins")]] mini::tick join();
};

/// Counts without atomics: must stay on one thread.
class [[ANNOTATED("corolint::send", 0)]] rc_int {
public:
  rc_int(int);
  rc_int(const rc_int &);
  ~rc_int();
  int get() const;
};

/// May be used by several threads at once.
class [[ANNOTATED("corolint::thread_safe")]] counter {
public:
  void add(int);
  int get() const;
};

/// Belongs to the thread that made it.
class [[ANNOTATED("corolint::not_across_suspend",
                  "belongs to the interpreter thread")]] gil {
public:
  gil();
  ~gil();
};

} // namespace annotated

#undef ANNOTATED
#undef ANNOTATED_TYPE

#endif // COROLINT_TEST_ANNOTATED_H

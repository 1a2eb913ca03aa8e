//===--- twin_runtime.h - what makes mini.h run ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule's twin.cpp includes the code of the rule's page and runs it with what
// is in here; docs/testing.md tells how.
//
// One thread runs everything. Whatever suspends goes to the end of a queue, so
// what has been suspended longest is resumed first, and a program does the same
// in every run. Nothing in here keeps a frame, a closure or an argument alive:
// who owns what is decided by the page's code alone.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_TWINS_TWIN_RUNTIME_H
#define COROLINT_TEST_TWINS_TWIN_RUNTIME_H

#ifndef COROLINT_TWIN
#error "define COROLINT_TWIN before mini.h is included, as run.py does"
#endif

#include "mini.h"

#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace twins {

/// The coroutines that may be resumed, the one that waits longest first.
inline std::deque<std::coroutine_handle<>> &ready() {
  static std::deque<std::coroutine_handle<>> queue;
  return queue;
}

/// Has \p suspended resumed after everything that is ready already.
inline void schedule(std::coroutine_handle<> suspended) {
  ready().push_back(suspended);
}

/// Resumes one coroutine after the other until none is ready.
inline void run_ready() {
  while (!ready().empty()) {
    auto next = ready().front();
    ready().pop_front();
    next.resume();
  }
}

/// Ends the program with a status that is neither success nor a sanitizer's:
/// the twin itself is wrong, whatever the page's code does.
[[noreturn]] inline void fail(const char *why) {
  std::fprintf(stderr, "twin: %s\n", why);
  std::exit(3);
}

/// Fails unless \p holds: the page's code ran, and did what it says.
inline void expect(bool holds, const char *what) {
  if (!holds)
    fail(what);
}

namespace detail {

/// What a task returned; nothing but that it ended, for a task of void.
template <class T>
using result_of = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// Awaits \p started and leaves its result in \p result. The caller's frame
/// outlives this one: run() comes back only after it has ended.
template <class T>
mini::forget finish(mini::task<T> started,
                    std::optional<result_of<T>> *result) {
  if constexpr (std::is_void_v<T>) {
    co_await std::move(started);
    result->emplace();
  } else {
    result->emplace(co_await std::move(started));
  }
}

/// An async mutex that is locked: who waits for it, in their order.
using waiters = std::deque<std::coroutine_handle<>>;

/// The mutexes that are locked; mini.h's has no member to keep it in.
inline std::map<const mini::async_mutex *, waiters> &locked() {
  static std::map<const mini::async_mutex *, waiters> mutexes;
  return mutexes;
}

} // namespace detail

/// Runs a task and everything that was detached meanwhile, until nothing is
/// ready. Fails when the task has not ended by then; ends the program when it
/// throws.
template <class T> T run(mini::task<T> started) {
  std::optional<detail::result_of<T>> result;
  detail::finish(std::move(started), &result);
  run_ready();
  expect(result.has_value(), "the task is suspended and nothing resumes it");
  if constexpr (!std::is_void_v<T>)
    return std::move(*result);
}

} // namespace twins

namespace mini {

inline void
tick::await_suspend(std::coroutine_handle<> suspended) const noexcept {
  twins::schedule(suspended);
}

inline tick sleep_for(std::chrono::milliseconds) { return {}; }

inline void async_mutex::lock_awaiter::await_suspend(
    std::coroutine_handle<> suspended) const noexcept {
  auto [held, is_new] = twins::detail::locked().try_emplace(&mutex);
  if (is_new)
    twins::schedule(suspended);
  else
    held->second.push_back(suspended);
}

inline void async_mutex::unlock() {
  auto held = twins::detail::locked().find(this);
  twins::expect(held != twins::detail::locked().end(),
                "an async_mutex is unlocked that nobody has locked");
  if (held->second.empty()) {
    twins::detail::locked().erase(held);
    return;
  }
  twins::schedule(held->second.front());
  held->second.pop_front();
}

} // namespace mini

#endif // COROLINT_TEST_TWINS_TWIN_RUNTIME_H

//===--- corolint/rt/thread/scope.h - threads that may borrow -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// thread::scope does not return, and throws nothing, before all threads have
// ended that were spawned in it. So they may refer to whatever lives longer
// than the call, and no error of theirs is lost.
//
// Good:
//   std::array<long, 2> sums{};
//   thread::scope([&](thread::scope_ref s) {
//     s.spawn([&] { sums[0] = add(first_half); });
//     s.spawn([&] { sums[1] = add(second_half); });
//   });
// Bad, `step` ends with the body, while the thread runs on (borrowed-capture):
//   thread::scope([&](thread::scope_ref s) {
//     int step = 2;
//     s.spawn([&] { total += step; });
//   });
// Bad, two threads write to one object (non-send-capture):
//   thread::scope([&](thread::scope_ref s) {
//     s.spawn([&] { ++total; });
//     s.spawn([&] { ++total; });
//   });
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_THREAD_SCOPE_H
#define COROLINT_RT_THREAD_SCOPE_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/thread_record.h"
#include "corolint/rt/send.h"
#include <concepts>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace corolint::rt::detail {

/// The threads of a scope.
class COROLINT_THREAD_SAFE thread_scope {
public:
  thread_scope() = default;
  thread_scope(const thread_scope &) = delete;
  thread_scope &operator=(const thread_scope &) = delete;
  ~thread_scope() { join_all(); }

  /// Takes part in the scope from now on. Throws std::system_error when there
  /// are no threads left.
  template <class Body>
  void add(std::shared_ptr<thread_record> record, Body body) {
    std::lock_guard<std::mutex> lock(mutex);
    member &added = members.emplace_back(member{std::move(record), {}});
    try {
      COROLINT_SUPPRESS("non-send-capture", "reported where spawn is called")
      added.running = std::thread(std::move(body));
    } catch (...) {
      members.pop_back();
      throw;
    }
  }

  /// Waits until all threads have ended, also those that they spawn meanwhile.
  void join_all() noexcept;

  /// The error of the thread that was spawned first, of those that failed and
  /// that nobody has joined by hand; null when there is none.
  std::exception_ptr first_error() noexcept;

private:
  struct member {
    std::shared_ptr<thread_record> record;
    std::thread running;
  };

  std::mutex mutex;
  std::list<member> members; // grows at the end, under the lock
};

} // namespace corolint::rt::detail

namespace corolint::rt::thread {

/// A thread of a scope that returns a \p T. May be dropped: the scope waits for
/// the thread. May be kept longer than the scope. Move-only.
template <class T> class COROLINT_DETACHABLE scoped_handle {
public:
  scoped_handle(scoped_handle &&) noexcept = default;
  scoped_handle &operator=(scoped_handle &&) noexcept = default;
  scoped_handle(const scoped_handle &) = delete;
  scoped_handle &operator=(const scoped_handle &) = delete;

  /// Blocks until the thread has finished, and returns its result; to be called
  /// once. Throws what the thread threw, of which the scope then says nothing.
  COROLINT_BLOCKING_BECAUSE("waits for the end of a thread",
                            "co_await with_scope(...)")
  T join() {
    result->wait();
    return result->take();
  }

  /// Whether join() would return at once.
  bool is_finished() const noexcept { return result->is_finished(); }

private:
  friend class scope_ref;
  explicit scoped_handle(std::shared_ptr<detail::thread_result<T>> r)
      : result(std::move(r)) {}

  std::shared_ptr<detail::thread_result<T>> result;
};

/// A scope, for those who spawn in it: its body and its threads. Is copied like
/// a reference, and must not be kept longer than the scope.
class scope_ref {
public:
  /// Runs f(args...) on a new thread, which ends before the scope does. f and
  /// args are copied or moved there; they may refer to what lives longer than
  /// the scope. What certainly is not Send does not compile, but for what is
  /// borrowed: it has to be Send, not Safe. (SPAWNS, not SCOPED: the work goes
  /// on after this call, and must not refer to locals of the body.) Throws
  /// std::system_error when there are no threads left, and what the copies
  /// throw.
  template <class F, class... Args>
    requires std::invocable<F, Args...>
  auto spawn(F COROLINT_SPAWNS f, Args COROLINT_SPAWNS... args) const {
    using T = detail::spawned_t<F, Args...>;
    static_assert(!std::is_reference_v<T>, "a thread returns by value");
    detail::require_all_scoped_send<F, Args..., T>();
    auto result =
        std::make_shared<detail::thread_result<T>>(std::source_location());
    threads->add(result, [result, call = std::move(f),
                          ... with = std::move(args)]() mutable {
      result->run(std::move(call), std::move(with)...);
    });
    return scoped_handle<T>(std::move(result));
  }

private:
  template <class F> friend auto scope(F &&body);
  explicit scope_ref(detail::thread_scope &s) : threads(&s) {}

  detail::thread_scope *threads;
};

/// Calls body(scope_ref), waits until all threads have ended that were spawned
/// in the scope, and returns what the body returned. Throws what the body
/// threw; else the error of the thread that was spawned first, of those that
/// failed and were not joined by hand; in either case after the last thread
/// ended.
template <class F>
COROLINT_BLOCKING_BECAUSE("waits for the threads of the scope",
                          "co_await with_scope(...)")
auto scope(F &&COROLINT_INVOKED_IN_PLACE body) {
  detail::thread_scope threads;
  const auto finish = [&] {
    threads.join_all();
    if (std::exception_ptr error = threads.first_error())
      std::rethrow_exception(std::move(error));
  };
  if constexpr (std::is_void_v<std::invoke_result_t<F, scope_ref>>) {
    std::invoke(std::forward<F>(body), scope_ref(threads));
    finish();
  } else {
    auto result = std::invoke(std::forward<F>(body), scope_ref(threads));
    finish();
    return result;
  }
}

} // namespace corolint::rt::thread

#endif // COROLINT_RT_THREAD_SCOPE_H

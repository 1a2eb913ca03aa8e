//===--- corolint/rt/detail/thread_record.h - what a thread leaves behind -===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_THREAD_RECORD_H
#define COROLINT_RT_DETAIL_THREAD_RECORD_H

#include "corolint/annotations.h"
#include <atomic>
#include <exception>
#include <functional>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace corolint::rt::detail {

/// Says on stderr that a handle ended while its thread had neither been joined
/// nor detached, and terminates.
[[noreturn]] void abandoned_thread(const std::source_location &spawned_at);

/// What a thread and those who wait for it share.
///
///   1. The thread writes the result or the error, then sets the stage to
///      finished (release). Nobody reads either before they saw that (acquire).
///   2. After that, the error belongs to whoever claims it first.
///   3. Of detach() and finish() the second reports an error, since nobody can
///      claim it any more.
class thread_record {
public:
  explicit thread_record(const std::source_location &where)
      : spawned_at(where) {}
  thread_record(const thread_record &) = delete;
  thread_record &operator=(const thread_record &) = delete;

  /// The last thing that the thread does with the record.
  void finish(std::exception_ptr thrown) noexcept;
  void detach() noexcept;
  bool is_finished() const noexcept {
    return now.load(std::memory_order_acquire) == stage::finished;
  }
  COROLINT_BLOCKING_BECAUSE("waits until a thread has finished",
                            "co_await spawn_blocking(...)")
  void wait() const noexcept;

  /// The error of a finished thread; null when there is none, or when somebody
  /// else has claimed it.
  std::exception_ptr claim_error() noexcept;

  const std::source_location &place() const noexcept { return spawned_at; }

private:
  enum class stage : unsigned char { running, detached, finished };

  const std::source_location spawned_at;
  std::atomic<stage> now = stage::running;
  std::atomic<bool> claimed = false;
  std::exception_ptr error;
};

/// A record with the result of a thread that returns a \p T.
template <class T> class thread_result : public thread_record {
public:
  using thread_record::thread_record;

  template <class F, class... Args> void run(F &&f, Args &&...args) noexcept {
    std::exception_ptr thrown;
    try {
      if constexpr (std::is_void_v<T>) {
        std::invoke(std::forward<F>(f), std::forward<Args>(args)...);
        value.emplace();
      } else {
        value.emplace(
            std::invoke(std::forward<F>(f), std::forward<Args>(args)...));
      }
    } catch (...) {
      thrown = std::current_exception();
    }
    this->finish(std::move(thrown));
  }

  /// The result of a finished thread; or its error, thrown. Throws
  /// std::logic_error when somebody has taken either before.
  T take() {
    if (std::exception_ptr thrown = claim_error())
      std::rethrow_exception(std::move(thrown));
    if (!value)
      throw std::logic_error("the result or error of a thread is there once, "
                             "and somebody has taken it");
    auto taken = *std::exchange(value, std::nullopt);
    if constexpr (!std::is_void_v<T>)
      return taken;
  }

private:
  struct nothing {};
  std::optional<std::conditional_t<std::is_void_v<T>, nothing, T>> value;
};

/// What \p F returns when it is called with copies of the arguments.
template <class F, class... Args>
using spawned_t = std::invoke_result_t<F, Args...>;

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_THREAD_RECORD_H

//===--- watchdog.h - reporting tasks that keep their thread --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_WATCHDOG_H
#define COROLINT_RT_SRC_WATCHDOG_H

#include "corolint/annotations.h"
#include "poll_slot.h"
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace corolint::rt::detail {

/// A thread that looks at the polls of all threads now and then. There is one,
/// while a runtime uses it: programs make runtimes for single calls.
class COROLINT_THREAD_SAFE watchdog {
public:
  /// Keeps the watchdog running.
  class use {
  public:
    /// Of a runtime whose polls may last \p limit; 0 for a runtime that does
    /// not care. Throws std::system_error if there is no thread for it.
    explicit use(poll_clock::duration limit);
    use(const use &) = delete;
    use &operator=(const use &) = delete;
    ~use();

  private:
    const poll_clock::duration limit;
  };

private:
  watchdog() = default;
  static watchdog &get() noexcept;

  void add(poll_clock::duration limit);
  void remove(poll_clock::duration limit) noexcept;
  void run() noexcept;

  /// Is held while the thread is made or joined. Taken before `mutex`.
  std::mutex changing_thread;
  std::thread thread;

  std::mutex mutex;
  // Guarded by `mutex`:
  std::multiset<poll_clock::duration> limits;
  std::condition_variable changed;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_WATCHDOG_H

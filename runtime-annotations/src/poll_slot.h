//===--- poll_slot.h - what each thread runs ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each thread that runs tasks which are watched has a slot: a stack of polls,
// since a thread may drive a runtime inside of a task of another one. The
// thread writes it, and reads it without the lock; the watchdog reads it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_POLL_SLOT_H
#define COROLINT_RT_SRC_POLL_SLOT_H

#include "corolint/rt/detail/spin_mutex.h"
#include <chrono>
#include <cstdint>
#include <source_location>
#include <vector>

namespace corolint::rt::detail {

class job_base;

using poll_clock = std::chrono::steady_clock;

/// One run of a job, from its resumption until it waits.
struct poll {
  const job_base *job;
  /// 0 if it is not in the registry.
  std::uint64_t task;
  /// How many polls of it there have been, with this one.
  std::uint64_t number;
  std::source_location spawned;
  /// The co_await after which it goes on; line 0 at its beginning.
  std::source_location after;
  poll_clock::time_point since;
  /// How long it may last; 0 for any time.
  poll_clock::duration limit;
  /// It neither waits nor has it ended.
  bool active = true;
  /// How long it lasted, once it is not active.
  poll_clock::duration lasted{};
  bool reported = false;
};

/// A poll that lasts too long.
struct overdue_poll {
  poll of;
  std::uint64_t thread;
  poll_clock::duration lasts;
};

/// The polls of one thread.
class poll_slot {
public:
  poll_slot(const poll_slot &) = delete;
  poll_slot &operator=(const poll_slot &) = delete;

  /// The calling thread's.
  static poll_slot &here();

  /// From 1 on; a new thread has the number of one that has ended.
  std::uint64_t number() const noexcept { return index; }

  void begin(const poll &p);
  /// Ends the poll of \p j, if that is what this thread runs. Returns how long
  /// it lasted, or nothing.
  poll_clock::duration end(const job_base &j) noexcept;
  /// Takes off the poll that began last.
  poll pop() noexcept;

  /// The job that runs on this thread, or null.
  const poll *running() const noexcept;
  /// The task that was run last of those that this thread is still in a poll
  /// of, even if it waits by now; 0 for none.
  std::uint64_t innermost_task() const noexcept;

  /// Moves the polls of all threads that last too long, and were not yet
  /// reported, to a list.
  static std::vector<overdue_poll> find_overdue();

private:
  explicit poll_slot(std::uint64_t i) noexcept : index(i) {}
  static poll_slot &take_one();

  const std::uint64_t index;
  spin_mutex mutex;
  // Written by this thread, under `mutex`:
  std::vector<poll> polls;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_POLL_SLOT_H

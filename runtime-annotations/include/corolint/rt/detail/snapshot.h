//===--- corolint/rt/detail/snapshot.h - what the registry shows ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tasks, locks and channels at one moment, as plain values: what dump() prints,
// and what a program sends to corolint-top. Written and read as lines of fields
// that are separated by tabs, so that a program can be looked at by a
// corolint-top of another build:
//
//   corolint-rt 1                 the version of this format
//   task <fields>                 followed by its frames, innermost first
//   frame <fields>
//   lock <fields>                 followed by its holders
//   holder <fields>
//   channel <fields>
//   warning <fields>
//   end
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_SNAPSHOT_H
#define COROLINT_RT_DETAIL_SNAPSHOT_H

#include <chrono>
#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace corolint::rt::detail {

/// A place in the source. Line 0 if it is not known.
struct source_place {
  std::string file;
  std::uint32_t line = 0;
  std::string function;

  source_place() = default;
  explicit source_place(const std::source_location &at);
};

/// A task that was spawned, with all that it awaits: one strand.
struct task_info {
  enum class state_kind : std::uint8_t {
    ready,   ///< waits for a thread
    running, ///< has a thread
    waiting, ///< waits for something of this library
    outside, ///< waits for something of another library, or runs there
  };

  /// From 1 on, in the order of their making.
  std::uint64_t id = 0;
  /// The task that spawned it; 0 if none did.
  std::uint64_t spawner = 0;
  /// Empty if none was given.
  std::string name;
  source_place spawned;
  state_kind state = state_kind::ready;
  /// The thread it runs on, or ran on last, from 1 on; 0 for none.
  std::uint64_t thread = 0;
  /// What it waits for, like "mutex".
  std::string what;
  /// The lock, the channel or the task that it waits for; 0 for others.
  std::uint64_t on = 0;
  std::uint64_t polls = 0;
  std::uint64_t wakes = 0;
  /// The wakes that came from itself while it ran.
  std::uint64_t self_wakes = 0;
  std::chrono::nanoseconds busy{};
  std::chrono::nanoseconds idle{};
  std::chrono::nanoseconds longest_poll{};
  /// Since when it is in its state.
  std::chrono::nanoseconds in_state{};
  /// The tasks that await each other, the innermost first, each with the place
  /// of its co_await. Empty unless it waits.
  std::vector<source_place> frames;
};

/// Who holds units of a lock.
struct holder_info {
  /// 0 for a thread that ran no task that is known.
  std::uint64_t task = 0;
  std::uint64_t amount = 0;
  /// Where it took them.
  source_place at;
};

struct lock_info {
  /// Locks and channels are counted together, from 1 on.
  std::uint64_t id = 0;
  /// "mutex", "shared_mutex", "semaphore" or "once".
  std::string kind;
  std::string type;
  std::uint64_t used = 0;
  std::uint64_t capacity = 0;
  std::vector<holder_info> holders;
};

struct channel_info {
  std::uint64_t id = 0;
  /// "channel", "broadcast" or "watch".
  std::string kind;
  std::string type;
  std::uint64_t fill = 0;
  /// The largest number for no bound.
  std::uint64_t capacity = 0;
  std::uint64_t senders = 0;
  std::uint64_t receivers = 0;
};

struct warning_info {
  enum class reason : std::uint8_t { never_yielded, lost_waker, self_wakes };

  reason why = reason::never_yielded;
  std::uint64_t task = 0;
  std::string text;
};

struct snapshot {
  std::vector<task_info> tasks;
  std::vector<lock_info> locks;
  std::vector<channel_info> channels;
  std::vector<warning_info> warnings;
};

/// Whether times and the threads are printed: what differs from run to run.
enum class volatile_facts : std::uint8_t { shown, left_out };

/// "3.2 ms": with two digits, in the largest unit that gives at least 1.
std::string print(std::chrono::nanoseconds d);

/// "ready", "running", "waiting" or "outside".
std::string_view print(task_info::state_kind s);

/// "never yielded", "lost waker" or "self-wakes".
std::string_view print(warning_info::reason r);

/// `name` in quotes, if there is one, after the number: `#3 "reader"`.
std::string label(const task_info &t);

/// "main.cpp:12"; "an unknown place" for none.
std::string print(const source_place &p);

/// What a task waits for, like "mutex #2", or nothing.
std::string wait_of(const task_info &t);

/// "3 of 4", "3" without a bound.
std::string fill_of(const channel_info &c);

/// All of it, for people.
std::string print(const snapshot &s, volatile_facts facts);

/// All of it, for parse().
std::string write(const snapshot &s);

/// Throws std::runtime_error, which says what is wrong, if \p text was not
/// written by write(), or not to its end.
snapshot parse(std::string_view text);

/// What is to be warned of in \p s. A poll may last as long as \p long_poll.
std::vector<warning_info> find_warnings(const snapshot &s,
                                        std::chrono::nanoseconds long_poll);

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_SNAPSHOT_H

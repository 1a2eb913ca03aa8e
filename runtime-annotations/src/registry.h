//===--- registry.h - the tasks, locks and channels of this process -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// There is one registry in a process, which never ends, since locks, channels
// and what asks for all of them belong to no runtime.
//
// What is guarded by what:
//
//   1. A job belongs to one of the shards, by its number. What is known of it
//      is guarded by the mutex of its shard. While that is held and the job is
//      listed as waiting or ready, nobody runs it: it has to pass through
//      resumed() first. So its frames can be read.
//   2. Locks, channels and holders are guarded by `resources`.
//   3. The mutexes are taken in this order: shards by their index, resources,
//      and then the internal lock of a primitive. Nobody calls the registry
//      while he holds one of the latter. (A message whose move makes a lock or
//      a channel would: channels move messages under their lock. No type does
//      that which is known to us.)
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_REGISTRY_H
#define COROLINT_RT_SRC_REGISTRY_H

#include "corolint/rt/detail/job.h"
#include "corolint/rt/detail/listed.h"
#include "corolint/rt/detail/snapshot.h"
#include "poll_slot.h"
#include <array>
#include <atomic>
#include <chrono>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace corolint::rt::detail {

/// What is known of a job.
struct job_record {
  const job_base *job;
  std::uint64_t id;
  std::uint64_t spawner;
  std::source_location spawned;
  poll_clock::time_point since;
  task_info::state_kind state = task_info::state_kind::ready;
  const char *what = "";
  const void *on = nullptr;
  std::uint64_t thread = 0;
  std::uint64_t polls = 0;
  std::uint64_t wakes = 0;
  std::uint64_t self_wakes = 0;
  poll_clock::duration busy{};
  poll_clock::duration idle{};
  poll_clock::duration longest_poll{};
  std::string name = {};
};

/// That somebody holds something.
struct note_entry {
  std::list<note_entry>::iterator self;
  /// Null when that is gone.
  list_entry *of;
  std::uint64_t task;
  std::size_t amount;
  std::source_location at;
};

/// Something on the list of locks and channels.
struct list_entry {
  std::list<list_entry>::iterator self;
  std::uint64_t id;
  resource_kind kind;
  const void *of;
  const void *lock;
  listed::report_function report;
  std::list<note_entry> holds;
};

class COROLINT_THREAD_SAFE registry {
public:
  registry(const registry &) = delete;
  registry &operator=(const registry &) = delete;

  static registry &get() noexcept;

  /// Lists \p j, unless there is no memory for that.
  void add(job_base &j, std::uint64_t spawner) noexcept;
  void remove(job_base &j) noexcept;

  void run(const job_base &j, std::uint64_t thread) noexcept;
  /// \p poll is how long it ran, or nothing if that is not known.
  void wait(const job_base &j, poll_clock::duration poll, const char *what,
            const void *on) noexcept;
  /// The thread that ran \p id, for the \p polls-th time, has left it without
  /// a word.
  void leave(std::uint64_t id, std::uint64_t polls,
             poll_clock::duration poll) noexcept;
  void wake(const job_base &j, bool by_itself) noexcept;
  void set_name(const job_base &j, std::string_view name);
  std::string name_of(std::uint64_t id) const;
  /// How often \p j has been run. For the thread that runs it.
  static std::uint64_t polls_of(const job_base &j) noexcept;
  static std::uint64_t id_of(const job_base &j) noexcept;

  list_entry *enlist(const resource_kind &kind, const void *of,
                     const void *lock, listed::report_function report);
  void delist(list_entry &gone) noexcept;
  note_entry *note(list_entry &of, std::size_t amount,
                   const std::source_location &at);
  void forget(note_entry &ended) noexcept;

  /// Everything at one moment, in the order of the numbers, without warnings.
  snapshot take() const;

private:
  static constexpr std::size_t shard_count = 16;

  struct shard {
    mutable std::mutex mutex;
    std::unordered_map<std::uint64_t, job_record> records;
  };

  registry() = default;

  const shard &shard_of(std::uint64_t id) const noexcept {
    return shards[id % shard_count];
  }
  /// Has \p change done to the record of \p j, if there is one.
  template <class F> void update(const job_base &j, F change) noexcept;
  void copy_tasks(snapshot &to) const;
  void copy_resources(snapshot &to) const;
  void resolve_waits(snapshot &to) const;

  std::array<shard, shard_count> shards;
  std::atomic<std::uint64_t> last_task = 0;

  mutable std::mutex resources;
  // Guarded by `resources`:
  std::list<list_entry> entries;
  /// Of locks that are gone.
  std::list<note_entry> orphans;
  std::uint64_t last_resource = 0;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_REGISTRY_H

//===--- poll_slot.cpp - what each thread runs ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "poll_slot.h"
#include <mutex>
#include <utility>

using namespace corolint::rt::detail;

namespace {

/// All slots, and those of threads that have ended. Neither the list nor a slot
/// is ever destroyed: a runtime may be a static object, and run its last tasks
/// when the main thread's thread_local objects are gone.
struct slot_list {
  std::mutex mutex;
  // Guarded by `mutex`:
  std::vector<poll_slot *> slots;
  std::vector<poll_slot *> unused;
};

} // namespace

static slot_list &all_slots() {
  static auto *const list = new slot_list;
  return *list;
}

/// This thread's. Has no destructor, so that it can be used until the very end.
static thread_local poll_slot *mine = nullptr;

namespace {

/// Lets another thread have the slot, at the end of this one.
struct slot_return {
  slot_return() = default;
  slot_return(const slot_return &) = delete;
  slot_return &operator=(const slot_return &) = delete;
  ~slot_return() {
    slot_list &all = all_slots();
    const std::lock_guard guard(all.mutex);
    all.unused.push_back(std::exchange(mine, nullptr));
  }
};

} // namespace

poll_slot &poll_slot::take_one() {
  slot_list &all = all_slots();
  const std::lock_guard guard(all.mutex);
  if (all.unused.empty()) {
    // Giving it back must not fail.
    all.unused.reserve(all.slots.size() + 1);
    all.slots.reserve(all.slots.size() + 1);
    all.slots.push_back(new poll_slot(all.slots.size() + 1));
    return *all.slots.back();
  }
  poll_slot *const again = all.unused.back();
  all.unused.pop_back();
  return *again;
}

poll_slot &poll_slot::here() {
  if (!mine) {
    mine = &take_one();
    thread_local const slot_return at_end;
  }
  return *mine;
}

void poll_slot::begin(const poll &p) {
  const std::lock_guard guard(mutex);
  polls.push_back(p);
}

poll_clock::duration poll_slot::end(const job_base &j) noexcept {
  const poll *const now = running();
  if (!now || now->job != &j)
    return {};
  const std::lock_guard guard(mutex);
  poll &ended = polls.back();
  ended.active = false;
  ended.lasted = poll_clock::now() - ended.since;
  return ended.lasted;
}

poll poll_slot::pop() noexcept {
  const std::lock_guard guard(mutex);
  poll last = polls.back();
  polls.pop_back();
  if (last.active)
    last.lasted = poll_clock::now() - last.since;
  return last;
}

const poll *poll_slot::running() const noexcept {
  return !polls.empty() && polls.back().active ? &polls.back() : nullptr;
}

std::uint64_t poll_slot::innermost_task() const noexcept {
  return polls.empty() ? 0 : polls.back().task;
}

std::vector<overdue_poll> poll_slot::find_overdue() {
  std::vector<overdue_poll> found;
  slot_list &all = all_slots();
  const std::lock_guard guard(all.mutex);
  const poll_clock::time_point now = poll_clock::now();
  for (poll_slot *each : all.slots) {
    const std::lock_guard slot_guard(each->mutex);
    for (poll &p : each->polls) {
      const poll_clock::duration lasts = now - p.since;
      if (!p.active || p.reported || p.limit == poll_clock::duration() ||
          lasts < p.limit)
        continue;
      p.reported = true;
      found.push_back({p, each->index, lasts});
    }
  }
  return found;
}

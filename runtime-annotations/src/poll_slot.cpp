//===--- poll_slot.cpp - what each thread runs ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "poll_slot.h"
#include <algorithm>
#include <mutex>

using namespace corolint::rt::detail;

namespace {

/// All slots. Never ends: threads may end after static objects.
struct slot_list {
  std::mutex mutex;
  // Guarded by `mutex`:
  std::vector<poll_slot *> slots;
  std::uint64_t made = 0;
};

} // namespace

static slot_list &all_slots() {
  static auto *const list = new slot_list;
  return *list;
}

static std::uint64_t next_index() {
  slot_list &all = all_slots();
  const std::lock_guard guard(all.mutex);
  return ++all.made;
}

poll_slot::poll_slot() : index(next_index()) {
  slot_list &all = all_slots();
  const std::lock_guard guard(all.mutex);
  all.slots.push_back(this);
}

poll_slot::~poll_slot() {
  slot_list &all = all_slots();
  const std::lock_guard guard(all.mutex);
  std::erase(all.slots, this);
}

poll_slot &poll_slot::here() {
  thread_local poll_slot slot;
  return slot;
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

bool poll_slot::is_in(std::uint64_t task) const noexcept {
  return !polls.empty() && polls.back().task == task;
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

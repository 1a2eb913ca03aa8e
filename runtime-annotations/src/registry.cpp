//===--- registry.cpp - the tasks, locks and channels of this process -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "registry.h"
#include <algorithm>
#include <new>

using namespace corolint::rt;
using namespace corolint::rt::detail;

registry &registry::get() noexcept {
  // Not destroyed: the last thread may end after the static objects.
  static auto *const the_one = new registry;
  return *the_one;
}

//===----------------------------------------------------------------------===//
// Tasks
//===----------------------------------------------------------------------===//

static job_record *record_of(const job_base &j) noexcept {
  return static_cast<job_record *>(j.record);
}

void registry::add(job_base &j, std::uint64_t spawner) noexcept {
  const std::uint64_t id =
      last_task.fetch_add(1, std::memory_order_relaxed) + 1;
  shard &in = shards[id % shard_count];
  const std::lock_guard guard(in.mutex);
  try {
    j.record = &in.records
                    .emplace(id, job_record{.job = &j,
                                            .id = id,
                                            .spawner = spawner,
                                            .spawned = j.spawned_at(),
                                            .since = poll_clock::now()})
                    .first->second;
  } catch (const std::bad_alloc &) {
    j.record = nullptr;
  }
}

void registry::remove(job_base &j) noexcept {
  job_record *const gone = record_of(j);
  if (!gone)
    return;
  j.record = nullptr;
  shard &in = shards[gone->id % shard_count];
  const std::lock_guard guard(in.mutex);
  in.records.erase(gone->id);
}

template <class F> void registry::update(const job_base &j, F change) noexcept {
  job_record *const r = record_of(j);
  if (!r)
    return;
  const std::lock_guard guard(shards[r->id % shard_count].mutex);
  change(*r);
}

/// Has \p r go over to another state, and counts how long it was in the last.
static void enter(job_record &r, task_info::state_kind next) {
  const poll_clock::time_point now = poll_clock::now();
  if (r.state != task_info::state_kind::running)
    r.idle += now - r.since;
  r.state = next;
  r.since = now;
}

static void count_poll(job_record &r, poll_clock::duration poll) {
  r.busy += poll;
  r.longest_poll = std::max(r.longest_poll, poll);
}

void registry::run(const job_base &j, std::uint64_t thread) noexcept {
  update(j, [&](job_record &r) {
    enter(r, task_info::state_kind::running);
    ++r.polls;
    r.thread = thread;
  });
}

void registry::wait(const job_base &j, poll_clock::duration poll,
                    const char *what, const void *on) noexcept {
  update(j, [&](job_record &r) {
    count_poll(r, poll);
    enter(r, task_info::state_kind::waiting);
    r.what = what;
    r.on = on;
  });
}

void registry::leave(std::uint64_t id, std::uint64_t polls,
                     poll_clock::duration poll) noexcept {
  shard &in = shards[id % shard_count];
  const std::lock_guard guard(in.mutex);
  const auto found = in.records.find(id);
  // It may have gone on elsewhere, and come back, before this thread left it.
  if (found == in.records.end() ||
      found->second.state != task_info::state_kind::running ||
      found->second.polls != polls)
    return;
  count_poll(found->second, poll);
  enter(found->second, task_info::state_kind::outside);
}

void registry::wake(const job_base &j, bool by_itself) noexcept {
  update(j, [&](job_record &r) {
    ++r.wakes;
    r.self_wakes += by_itself;
    enter(r, task_info::state_kind::ready);
  });
}

void registry::set_name(const job_base &j, std::string_view name) {
  std::string copy(name);
  update(j, [&](job_record &r) { r.name.swap(copy); });
}

std::string registry::name_of(std::uint64_t id) const {
  const shard &in = shard_of(id);
  const std::lock_guard guard(in.mutex);
  const auto found = in.records.find(id);
  return found == in.records.end() ? std::string() : found->second.name;
}

std::uint64_t registry::polls_of(const job_base &j) noexcept {
  const job_record *const r = record_of(j);
  return r ? r->polls : 0;
}

std::uint64_t registry::id_of(const job_base &j) noexcept {
  const job_record *const r = record_of(j);
  return r ? r->id : 0;
}

//===----------------------------------------------------------------------===//
// Locks and channels
//===----------------------------------------------------------------------===//

list_entry *registry::enlist(const resource_kind &kind, const void *of,
                             const void *lock, listed::report_function report) {
  const std::lock_guard guard(resources);
  const auto made = entries.insert(entries.end(), {.self = {},
                                                   .id = last_resource + 1,
                                                   .kind = kind,
                                                   .of = of,
                                                   .lock = lock,
                                                   .report = report,
                                                   .holds = {}});
  ++last_resource;
  made->self = made;
  return &*made;
}

void registry::delist(list_entry &gone) noexcept {
  const std::lock_guard guard(resources);
  for (note_entry &each : gone.holds)
    each.of = nullptr;
  orphans.splice(orphans.end(), gone.holds);
  entries.erase(gone.self);
}

note_entry *registry::note(list_entry &of, std::size_t amount,
                           const std::source_location &at) {
  const poll *const by = poll_slot::here().running();
  const std::lock_guard guard(resources);
  const auto made = of.holds.insert(of.holds.end(), {.self = {},
                                                     .of = &of,
                                                     .task = by ? by->task : 0,
                                                     .amount = amount,
                                                     .at = at});
  made->self = made;
  return &*made;
}

void registry::forget(note_entry &ended) noexcept {
  const std::lock_guard guard(resources);
  (ended.of ? ended.of->holds : orphans).erase(ended.self);
}

list_entry *listed::enlist(const resource_kind &kind, const void *of,
                           const void *lock, report_function report) noexcept {
  try {
    return registry::get().enlist(kind, of, lock, report);
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

void listed::delist(list_entry &gone) noexcept { registry::get().delist(gone); }

note_entry *lock_hold::note(list_entry &of, std::size_t amount,
                            const std::source_location &at) noexcept {
  try {
    return registry::get().note(of, amount, at);
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

void lock_hold::forget(note_entry &ended) noexcept {
  registry::get().forget(ended);
}

//===----------------------------------------------------------------------===//
// All of them at one moment
//===----------------------------------------------------------------------===//

/// Whether \p p is a task of this library that stands between those of the
/// program, like the one that keeps what spawn was given: nobody looks for
/// mistakes there.
static bool is_internal(const promise_base &p) {
  return std::string_view(p.awaiting_at.file_name()).find("corolint/rt/") !=
         std::string_view::npos;
}

/// Only while \p r waits.
static void copy_frames(const job_record &r, task_info &to) {
  for (const promise_base *p = r.job->frames(); p; p = p->parent)
    if (p->awaiting_at.line() != 0 && !is_internal(*p))
      to.frames.emplace_back(p->awaiting_at);
}

static task_info copy_task(const job_record &r) {
  task_info t;
  t.id = r.id;
  t.spawner = r.spawner;
  t.name = r.name;
  t.spawned = source_place(r.spawned);
  t.state = r.state;
  t.thread = r.thread;
  t.polls = r.polls;
  t.wakes = r.wakes;
  t.self_wakes = r.self_wakes;
  t.busy = r.busy;
  t.idle = r.idle;
  t.longest_poll = r.longest_poll;
  t.in_state = poll_clock::now() - r.since;
  if (r.state == task_info::state_kind::running) {
    t.busy += t.in_state;
    t.longest_poll = std::max(t.longest_poll, t.in_state);
  } else {
    t.idle += t.in_state;
  }
  if (r.state == task_info::state_kind::waiting) {
    t.what = r.what;
    copy_frames(r, t);
  }
  return t;
}

void registry::copy_tasks(snapshot &to) const {
  for (const shard &each : shards)
    for (const auto &[id, record] : each.records)
      to.tasks.push_back(copy_task(record));
  std::ranges::sort(to.tasks, {}, &task_info::id);
}

void registry::copy_resources(snapshot &to) const {
  for (const list_entry &each : entries) {
    const resource_report now = each.report(each.of);
    const std::string type(each.kind.type);
    if (each.kind.is_channel) {
      to.channels.push_back({each.id, each.kind.name, type, now.used,
                             now.capacity, now.senders, now.receivers});
      continue;
    }
    lock_info &lock = to.locks.emplace_back(
        lock_info{each.id, each.kind.name, type, now.used, now.capacity, {}});
    for (const note_entry &hold : each.holds)
      lock.holders.push_back({hold.task, hold.amount, source_place(hold.at)});
  }
}

/// Says by its number what each task waits for.
void registry::resolve_waits(snapshot &to) const {
  std::unordered_map<const void *, std::uint64_t> known;
  for (const list_entry &each : entries)
    known.emplace(each.lock, each.id);
  for (const shard &each : shards)
    for (const auto &[id, record] : each.records)
      known.emplace(record.job, id);
  for (task_info &t : to.tasks) {
    const job_record &r = shard_of(t.id).records.at(t.id);
    if (t.state != task_info::state_kind::waiting || !r.on)
      continue;
    const auto found = known.find(r.on);
    t.on = found == known.end() ? 0 : found->second;
  }
}

snapshot registry::take() const {
  std::array<std::unique_lock<std::mutex>, shard_count> held;
  for (std::size_t i = 0; i != shard_count; ++i)
    held[i] = std::unique_lock(shards[i].mutex);
  const std::lock_guard guard(resources);
  snapshot all;
  copy_tasks(all);
  copy_resources(all);
  resolve_waits(all);
  return all;
}

//===--- runtime_watch.cpp - what a runtime's jobs are watched for --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime_watch.h"
#include "registry.h"
#include "trace_sink.h"

using namespace corolint::rt::detail;

void runtime_watch::created(job_base &j) noexcept {
  if (!is_listed)
    return;
  // A task that waits for others, like when_all, starts them while it waits.
  registry::get().add(j, poll_slot::here().innermost_task());
  if (j.record)
    trace_sink::get().begin_task(registry::id_of(j), j.spawned_at());
}

void runtime_watch::resumed(job_base &j) noexcept {
  poll_slot &here = poll_slot::here();
  if (j.record)
    trace_sink::get().begin_task(registry::id_of(j), j.spawned_at());
  registry::get().run(j, here.number());
  here.begin({.job = &j,
              .task = registry::id_of(j),
              .number = registry::polls_of(j),
              .spawned = j.spawned_at(),
              .after = j.frames()->awaiting_at,
              .since = poll_clock::now(),
              .limit = longest});
}

void runtime_watch::suspended(job_base &j, const char *what,
                              const void *on) noexcept {
  const poll_clock::duration lasted = poll_slot::here().end(j);
  registry::get().wait(j, lasted, what, on);
}

void runtime_watch::woken(job_base &j) noexcept {
  const std::uint64_t id = registry::id_of(j);
  if (id != 0)
    registry::get().wake(j, poll_slot::here().innermost_task() == id);
}

void runtime_watch::finished(job_base &j) noexcept {
  poll_slot::here().end(j);
  trace_sink::get().end_task(registry::id_of(j));
  registry::get().remove(j);
}

void runtime_watch::left() noexcept {
  poll_slot &here = poll_slot::here();
  const poll last = here.pop();
  if (last.task == 0)
    return;
  if (last.active)
    registry::get().leave(last.task, last.number, last.lasted);
  trace_sink::get().add_poll(last, here.number());
}

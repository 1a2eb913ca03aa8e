//===--- job.cpp - running and unwinding a chain of tasks -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/job.h"

using namespace corolint::rt;
using detail::job_base;

void job_base::start(promise_base &root) noexcept {
  root.job = this;
  leaf = &root;
  if (observer *o = where->watcher()) [[unlikely]]
    o->created(*this);
  where->post(*this);
}

void job_base::run(work &self) noexcept {
  auto &job = static_cast<job_base &>(self);
  job.budget = full_budget;
  if (!job.begun) {
    job.begun = true;
    job.unwinding = job.stop_requested();
  }
  observer *const o = job.where->watcher();
  if (o) [[unlikely]]
    o->resumed(job);
  if (job.unwinding)
    job.unwind();
  else
    job.leaf->self.resume();
  // The job may be gone by now, or run on another thread.
  if (o) [[unlikely]]
    o->left();
}

void job_base::unwind() noexcept {
  // One frame after the other instead of letting each destroy the one it
  // awaits: a deep recursion of tasks must not overflow the stack.
  while (promise_base *up = leaf->parent) {
    promise_base *gone = std::exchange(leaf, up);
    gone->owner->child = nullptr;
    gone->self.destroy();
  }
  leave(true);
}

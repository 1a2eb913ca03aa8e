//===--- runtime_core.cpp - detached jobs and shutdown --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/runtime_core.h"
#include "corolint/rt/detail/listed.h"
#include "report.h"
#include "runtime_watch.h"
#include <cstdio>
#include <exception>

using namespace corolint::rt;
using detail::listed;
using detail::runtime_core;
using detail::runtime_watch;

runtime_core::~runtime_core() = default;

void runtime_core::observe(std::chrono::nanoseconds limit) {
  const bool is_listed = listed::observations.load() != 0;
  if (!is_listed && limit == std::chrono::nanoseconds())
    return;
  watch = std::make_shared<runtime_watch>(is_listed, limit);
  watch_with(*watch);
}

void runtime_core::shutdown() noexcept {
  // Terminates, with the message: it would wait for itself.
  require_may_block();
  stop.request_stop();
  jobs.close();
  run_until(jobs.all_done);
  blocking.join();
}

void runtime_core::detached_jobs::close() noexcept {
  // The last one may destroy the runtime.
  if (open.fetch_sub(1, std::memory_order_acq_rel) == 1)
    core.set_done(all_done);
}

void runtime_core::detached_jobs::child_done(job_base &, bool) noexcept {
  close();
}

void runtime_core::detached_jobs::child_failed(
    job_base &j, const std::exception_ptr &error) noexcept {
  const std::source_location &at = j.spawned_at();
  std::fprintf(stderr,
               "corolint::rt: a detached task ended with an exception: %s; it "
               "was spawned at %s:%u, in %s\n",
               detail::message_of(error).c_str(), at.file_name(), at.line(),
               at.function_name());
  std::terminate();
}

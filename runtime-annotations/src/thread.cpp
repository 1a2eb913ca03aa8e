//===--- thread.cpp - what need not be a template -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/thread.h"
#include "report.h"
#include <cstdio>
#include <string>

using namespace corolint::rt;

const char *thread::poisoned::what() const noexcept {
  return "the lock is poisoned: a thread left by an exception while it held "
         "it, so what it guards may be half-changed; lock_anyway() gives "
         "access all the same";
}

//===----------------------------------------------------------------------===//
// Errors that nobody can catch
//===----------------------------------------------------------------------===//

static std::string describe(const std::source_location &where) {
  if (where.line() == 0)
    return "at an unknown place";
  return std::string("at ") + where.file_name() + ":" +
         std::to_string(where.line()) + ", in " + where.function_name();
}

[[noreturn]] static void fail(const std::string &what) noexcept {
  std::fputs(("corolint::rt: " + what + "\n").c_str(), stderr);
  std::terminate();
}

void detail::abandoned_thread(const std::source_location &spawned_at) {
  fail("a thread::join_handle ended, and its thread has neither been joined "
       "nor detached; the thread was spawned " +
       describe(spawned_at));
}

[[noreturn]] static void lost_error(const detail::thread_record &of,
                                    const std::exception_ptr &error) noexcept {
  fail("a detached thread ended with an exception: " +
       detail::message_of(error) + "; the thread was spawned " +
       describe(of.place()));
}

//===----------------------------------------------------------------------===//
// Records
//===----------------------------------------------------------------------===//

void detail::thread_record::finish(std::exception_ptr thrown) noexcept {
  error = std::move(thrown);
  const stage before = now.exchange(stage::finished, std::memory_order_acq_rel);
  now.notify_all();
  if (before == stage::detached && error)
    lost_error(*this, error);
}

void detail::thread_record::detach() noexcept {
  stage expected = stage::running;
  if (now.compare_exchange_strong(expected, stage::detached,
                                  std::memory_order_acq_rel))
    return;
  if (std::exception_ptr unclaimed = claim_error())
    lost_error(*this, unclaimed);
}

void detail::thread_record::wait() const noexcept {
  now.wait(stage::running, std::memory_order_acquire);
}

std::exception_ptr detail::thread_record::claim_error() noexcept {
  if (claimed.exchange(true, std::memory_order_relaxed))
    return nullptr;
  return std::move(error);
}

//===----------------------------------------------------------------------===//
// Scopes
//===----------------------------------------------------------------------===//

void detail::thread_scope::join_all() noexcept {
  // The list grows while it is walked: a thread may spawn another before it
  // ends. Only this thread joins.
  std::unique_lock<std::mutex> lock(mutex);
  for (member &m : members) {
    if (!m.running.joinable())
      continue;
    lock.unlock();
    m.running.join();
    lock.lock();
  }
}

std::exception_ptr detail::thread_scope::first_error() noexcept {
  for (const member &m : members)
    if (std::exception_ptr error = m.record->claim_error())
      return error;
  return nullptr;
}

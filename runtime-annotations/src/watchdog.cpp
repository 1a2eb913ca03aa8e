//===--- watchdog.cpp - reporting tasks that keep their thread ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "watchdog.h"
#include "registry.h"
#include "report.h"
#include <algorithm>
#include <string>

using namespace corolint::rt::detail;
using namespace std::chrono_literals;

watchdog &watchdog::get() noexcept {
  // Not destroyed: a runtime may be a static object.
  static auto *const the_one = new watchdog;
  return *the_one;
}

watchdog::use::use(poll_clock::duration l) : limit(l) {
  if (limit != poll_clock::duration())
    get().add(limit);
}

watchdog::use::~use() {
  if (limit != poll_clock::duration())
    get().remove(limit);
}

void watchdog::add(poll_clock::duration limit) {
  const std::lock_guard making(changing_thread);
  {
    const std::lock_guard guard(mutex);
    limits.insert(limit);
    changed.notify_one();
  }
  if (thread.joinable())
    return;
  try {
    thread = std::thread([this] { run(); });
  } catch (...) {
    const std::lock_guard guard(mutex);
    limits.erase(limits.find(limit));
    throw;
  }
}

void watchdog::remove(poll_clock::duration limit) noexcept {
  const std::lock_guard making(changing_thread);
  bool last;
  {
    const std::lock_guard guard(mutex);
    limits.erase(limits.find(limit));
    last = limits.empty();
    changed.notify_one();
  }
  if (last)
    thread.join();
}

static std::string describe(const overdue_poll &late) {
  const poll &p = late.of;
  const std::string name =
      p.task == 0 ? std::string() : registry::get().name_of(p.task);
  std::string text = "corolint::rt: thread " + std::to_string(late.thread) +
                     " has not come back for " + print(late.lasts) +
                     " from the task ";
  if (!name.empty())
    text += '"' + name + "\" ";
  text += "that was spawned at " + print(source_place(p.spawned));
  if (p.after.line() != 0)
    text +=
        ", and went on after the co_await at " + print(source_place(p.after));
  return text + ": it blocks, or computes without giving way; "
                "corolint-blocking-call finds calls that block";
}

void watchdog::run() noexcept {
  std::unique_lock lock(mutex);
  while (!limits.empty()) {
    // Four looks in the time of the shortest limit: it is exceeded by a quarter
    // at most when that is found.
    const poll_clock::duration pause =
        std::clamp<poll_clock::duration>(*limits.begin() / 4, 1ms, 1s);
    changed.wait_for(lock, pause);
    if (limits.empty())
      return;
    lock.unlock();
    for (const overdue_poll &each : poll_slot::find_overdue())
      report(describe(each));
    lock.lock();
  }
}

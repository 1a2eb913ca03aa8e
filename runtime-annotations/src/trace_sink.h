//===--- trace_sink.h - the trace that is being written -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_TRACE_SINK_H
#define COROLINT_RT_SRC_TRACE_SINK_H

#include "corolint/annotations.h"
#include "poll_slot.h"
#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace corolint::rt::detail {

/// Writes events as they come, if there is a trace. Without one an event costs
/// one load.
class COROLINT_THREAD_SAFE trace_sink {
public:
  static trace_sink &get() noexcept;

  /// As trace_file's constructor and finish().
  void open(const std::string &path);
  void close();

  /// Unless it has begun. Also for tasks that were there before the trace.
  void begin_task(std::uint64_t task, const std::source_location &at) noexcept;
  void end_task(std::uint64_t task) noexcept;
  /// \p p is over.
  void add_poll(const poll &p, std::uint64_t thread) noexcept;

private:
  struct close_file {
    void operator()(std::FILE *f) const noexcept { std::fclose(f); }
  };

  trace_sink() = default;
  bool is_on() const noexcept { return on.load(std::memory_order_relaxed); }
  void write(const std::string &event);
  void name_thread(std::uint64_t thread);
  void write_end(std::uint64_t task, const std::string &label);
  void keep_error() noexcept;
  std::string time_of(poll_clock::time_point t) const;

  std::atomic<bool> on = false;
  std::mutex mutex;
  // Guarded by `mutex`:
  std::unique_ptr<std::FILE, close_file> file;
  std::string name;
  /// The first error of a write, as errno; 0 for none.
  int error = 0;
  bool is_empty = true;
  poll_clock::time_point began;
  /// Whose rows have their names.
  std::set<std::uint64_t> threads;
  /// Tasks that have begun in this trace and not ended, with their labels.
  std::map<std::uint64_t, std::string> tasks;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_TRACE_SINK_H

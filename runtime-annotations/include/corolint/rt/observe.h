//===--- corolint/rt/observe.h - looking into a running program -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An observation lists the tasks of all runtimes, and all locks and channels,
// that are made while it exists. dump() prints them; corolint-top shows them
// live, if the observation has a socket; a trace shows afterwards when each
// task ran. Without an observation each task pays a few branches.
//
// Good, the first thing that main does, so that everything is listed:
//   int main() {
//     rt::observation watched({.socket = "/run/user/1000/server.sock"});
//     rt::runtime::multi_thread(4).block_on(serve(8080));
//   }
//   $ corolint-top /run/user/1000/server.sock
//
// What dump() and corolint-top warn of:
//
//   never yielded   a task kept its thread for longer than long_poll. The
//                   watchdog of the runtime (runtime_options) says so at once,
//                   and without an observation.
//   lost waker      tasks that wait for each other in a circle, or one for
//                   itself: nothing but a stop will ever wake them.
//   self-wakes      a task wakes itself more often than others do: it asks in a
//                   loop, with yield(), for what it could wait for.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_OBSERVE_H
#define COROLINT_RT_OBSERVE_H

#include "corolint/annotations.h"
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace corolint::rt {

/// What an observation does besides listing.
struct observation_options {
  /// The path of a Unix socket for corolint-top, which only the user of this
  /// process may connect to. At most 107 bytes. Empty for none.
  std::string socket = {};
  /// The file that a trace is written to, see trace.h. Empty for none.
  std::string trace = {};
  /// How long a task may keep its thread without a warning. Of several
  /// observations, the last one decides.
  std::chrono::milliseconds long_poll = std::chrono::seconds(1);
};

/// Lists what is made while it exists, for as long as that lives. There may be
/// several at a time. Members may be called from any one thread at a time.
class [[nodiscard]] observation {
public:
  /// Throws std::system_error if the socket cannot be made, which includes that
  /// another program listens there, or the trace cannot be written;
  /// std::invalid_argument if the path of the socket is too long;
  /// std::logic_error if there is a trace already. A socket that was left
  /// behind by a program that is gone is replaced.
  COROLINT_BLOCKING explicit observation(observation_options options = {});
  observation(const observation &) = delete;
  observation &operator=(const observation &) = delete;

  /// Removes the socket and ends the trace; a failure to write that is
  /// reported, see set_report_sink.
  COROLINT_BLOCKING ~observation();

private:
  class parts;
  std::unique_ptr<parts> own;
};

/// Whether a dump shows times and threads: what differs from run to run.
enum class dump_times { shown, left_out };

/// Everything that is listed, as text: each task with its state, what it waits
/// for, and the chain of tasks that await each other, the innermost first; the
/// locks and who holds them; the channels and how full they are; warnings. All
/// of it as it was at one moment, for which all tasks are held up. Throws
/// std::bad_alloc. From any thread.
[[nodiscard]] std::string dump(dump_times times = dump_times::shown);

/// Names the task that calls it, in dumps, traces and reports. The name stays
/// until the task ends that was spawned; does nothing on a thread that runs no
/// task that is listed. Throws std::bad_alloc.
void name_this_task(std::string_view name);

/// Is given a line of text, without its end, from any thread. It must not wait
/// for tasks, nor make or end a runtime.
using report_sink = void (*)(std::string_view line) noexcept;

/// Has the watchdog, and what else has to report without being asked, call
/// \p sink, or write to stderr again if it is null. Returns the one before, or
/// null. From any thread.
report_sink set_report_sink(report_sink sink) noexcept;

} // namespace corolint::rt

#endif // COROLINT_RT_OBSERVE_H

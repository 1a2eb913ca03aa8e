//===--- corolint/rt/trace.h - when each task ran -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A trace is a file in the JSON format of Chrome's trace viewer, which Perfetto
// (ui.perfetto.dev) reads, too. Every poll is a slice on the row of its thread,
// every task an asynchronous slice from its making until its end.
//
// Good:
//   rt::observation watched;
//   rt::runtime r = rt::runtime::multi_thread(4);
//   rt::trace_file trace("slow.json");
//   r.block_on(what_is_slow());
//   trace.finish();
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TRACE_H
#define COROLINT_RT_TRACE_H

#include "corolint/annotations.h"
#include <string>

namespace corolint::rt {

/// Writes what listed tasks do (observe.h) while it exists. One at a time.
class [[nodiscard]] trace_file {
public:
  /// Begins. Replaces a file that is there. Throws std::system_error if it
  /// cannot be opened, std::logic_error if there is a trace already.
  COROLINT_BLOCKING explicit trace_file(const std::string &path);
  trace_file(const trace_file &) = delete;
  trace_file &operator=(const trace_file &) = delete;

  /// finish(), whose error is reported, see set_report_sink.
  COROLINT_BLOCKING ~trace_file();

  /// Ends the trace. Throws std::system_error, with the path, if anything could
  /// not be written: the file is not complete then. Does nothing the second
  /// time.
  COROLINT_BLOCKING void finish();

private:
  bool open = true;
};

} // namespace corolint::rt

#endif // COROLINT_RT_TRACE_H

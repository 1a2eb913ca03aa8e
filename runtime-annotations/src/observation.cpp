//===--- observation.cpp - looking into this program ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/observe.h"
#include "corolint/rt/trace.h"
#include "observed.h"
#include "registry.h"
#include "report.h"
#include "top_server.h"
#include <atomic>
#include <cstdio>
#include <optional>

using namespace corolint::rt;
using namespace corolint::rt::detail;

/// The limit of the last observation.
static std::atomic<std::chrono::milliseconds> long_poll =
    observation_options().long_poll;

static std::atomic<report_sink> current_sink = nullptr;

namespace {

/// Has locks, channels and runtimes put themselves on the list.
class listing {
public:
  listing() { ++listed::observations; }
  listing(const listing &) = delete;
  listing &operator=(const listing &) = delete;
  ~listing() { --listed::observations; }
};

} // namespace

class observation::parts {
public:
  explicit parts(const observation_options &options) {
    if (!options.trace.empty())
      trace.emplace(options.trace);
    if (!options.socket.empty())
      server.emplace(options.socket);
    long_poll = options.long_poll;
  }

private:
  const listing listed_here;
  std::optional<trace_file> trace;
  std::optional<top_server> server;
};

observation::observation(observation_options options)
    : own(std::make_unique<parts>(options)) {}

observation::~observation() = default;

snapshot detail::take_observed() {
  snapshot all = registry::get().take();
  all.warnings = find_warnings(all, long_poll.load());
  return all;
}

std::string corolint::rt::dump(dump_times times) {
  return print(detail::take_observed(), times == dump_times::shown
                                            ? volatile_facts::shown
                                            : volatile_facts::left_out);
}

void corolint::rt::name_this_task(std::string_view name) {
  if (const poll *const now = poll_slot::here().running())
    registry::get().set_name(*now->job, name);
}

report_sink corolint::rt::set_report_sink(report_sink sink) noexcept {
  return current_sink.exchange(sink);
}

void detail::report(std::string_view text) noexcept {
  if (const report_sink sink = current_sink.load())
    sink(text);
  else
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

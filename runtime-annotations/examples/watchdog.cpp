//===--- watchdog.cpp - a task that keeps its thread is reported ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: tokio-console's "never yielded". A task blocks its worker; the watchdog
// says which one, and the name of the rule that finds such calls in the source.
// Here the call waits until it is reported, so that it is slow enough on any
// machine.
//
//===----------------------------------------------------------------------===//
#include <atomic>
#include <corolint/rt.h>
#include <iostream>
#include <string>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

static std::atomic<bool> was_reported = false;

/// Prints what does not differ from run to run.
static void print_report(std::string_view line) noexcept {
  std::cout << line.substr(line.find("from the task")) << '\n';
  was_reported = true;
  was_reported.notify_all();
}

/// Stands for a library that knows nothing of tasks.
static void read_slowly() { was_reported.wait(false); }

COROLINT_SUPPRESS("blocking-call", "here the watchdog shall find it")
static rt::task<> import_all() {
  rt::name_this_task("import");
  co_await rt::sleep_for(1ms);
  read_slowly();
}

static rt::task<> program() {
  co_await rt::with_scope([](rt::scope &s) -> rt::task<> {
    s.spawn(import_all);
    co_return;
  });
}

int main() {
  rt::set_report_sink(&print_report);
  // For the name of the task: the watchdog works without an observation.
  const rt::observation watched;
  rt::runtime::multi_thread(2, {.watchdog = 50ms}).block_on(program());
}

//===--- runtime.cpp - making and ending a runtime ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/runtime.h"
#include <algorithm>
#include <thread>

using namespace corolint::rt;

std::chrono::milliseconds runtime_options::default_watchdog() noexcept {
#ifdef NDEBUG
  return {};
#else
  return std::chrono::seconds(1);
#endif
}

runtime::runtime(std::unique_ptr<detail::runtime_core> c,
                 const runtime_options &options)
    : core(std::move(c)) {
  core->observe(options.watchdog);
}

runtime runtime::current_thread(const runtime_options &options) {
  return runtime(detail::make_current_thread_core(), options);
}

runtime runtime::multi_thread(std::size_t threads,
                              const runtime_options &options) {
  return runtime(detail::make_multi_thread_core({.workers = threads}), options);
}

std::size_t runtime::processors() noexcept {
  return std::max(std::thread::hardware_concurrency(), 1U);
}

runtime::~runtime() {
  if (core)
    core->shutdown();
}

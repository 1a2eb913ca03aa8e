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

runtime runtime::current_thread() {
  return runtime(detail::make_current_thread_core());
}

runtime runtime::multi_thread(std::size_t threads) {
  return runtime(detail::make_multi_thread_core({.workers = threads}));
}

std::size_t runtime::processors() noexcept {
  return std::max(std::thread::hardware_concurrency(), 1U);
}

runtime::~runtime() {
  if (core)
    core->shutdown();
}

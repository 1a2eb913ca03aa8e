//===--- runtime.cpp - making and ending a runtime ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/runtime.h"

using namespace corolint::rt;

runtime runtime::current_thread() {
  return runtime(detail::make_current_thread_core());
}

runtime::~runtime() {
  if (core)
    core->shutdown();
}

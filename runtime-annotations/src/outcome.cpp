//===--- outcome.cpp - the message of a stopped operation -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/outcome.h"

using namespace corolint::rt;

const char *stopped_error::what() const noexcept {
  return "the operation was stopped before it had a result";
}

//===--- Check.cpp - corolint-blocking-wait -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"

using namespace clang;
using namespace corolint::blocking;

void BlockingWaitCheck::report(SourceLocation Where, const std::string &Action,
                               const std::string &Victim,
                               llvm::ArrayRef<FixItHint> Fix) {
  diag(Where,
       "%0 makes the thread of %1 wait for work that may need that thread")
      << Action << Victim << Fix;
}

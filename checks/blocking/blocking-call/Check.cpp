//===--- Check.cpp - corolint-blocking-call -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"

using namespace clang;
using namespace corolint::blocking;

void BlockingCallCheck::report(SourceLocation Where, const std::string &Action,
                               const std::string &Victim,
                               llvm::ArrayRef<FixItHint> Fix) {
  diag(Where, "%0 may block the thread of %1") << Action << Victim << Fix;
}

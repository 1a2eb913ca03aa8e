//===--- LockFlowText.h - results of the lock flow as text -------*- C++
//-*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What LockFlow says of a function, in words that a test can expect.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_LOCKFLOWTEXT_H
#define COROLINT_TEST_UNIT_LOCKFLOWTEXT_H

#include "Code.h"

namespace corolint {

/// One line for each lock held at each suspension: "g at co_await one()".
/// A guard without a name is "a temporary".
Lines held(const Code &C, llvm::StringRef Function);

/// One line for each second acquisition, the source lines of both:
/// "m: second.lock(); after first.lock();", with " in f" for the callee that
/// does it. A lock without a path is "?".
Lines reacquired(const Code &C, llvm::StringRef Function);

/// What a caller is told. "takes m", with " shared", " async" and the
/// parameters that decide it, " when p", " when !p"; then what is different on
/// return: "leaves m held", "leaves g of m free", "leaves m unknown".
Lines summary(const Code &C, llvm::StringRef Function);

/// What the returned guard holds: "held m", "free", "unknown".
std::string returned(const Code &C, llvm::StringRef Function);

} // namespace corolint

#endif // COROLINT_TEST_UNIT_LOCKFLOWTEXT_H

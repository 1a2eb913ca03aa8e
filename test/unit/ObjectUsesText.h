//===--- ObjectUsesText.h - uses of objects, as text ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_OBJECTUSESTEXT_H
#define COROLINT_TEST_UNIT_OBJECTUSESTEXT_H

#include "TasksText.h"

namespace corolint {

/// The uses of the tracked object `t` of \p Function: "awaits co_await t".
Lines uses(const Code &C, llvm::StringRef Function);

/// Expects that each function of the namespace \p Kind with `_` behind it, as
/// in `moves_`, has one use of its `t`, of that kind; \p Count of them.
void expectKind(const Code &C, const char *Kind, unsigned Count);

} // namespace corolint

#endif // COROLINT_TEST_UNIT_OBJECTUSESTEXT_H

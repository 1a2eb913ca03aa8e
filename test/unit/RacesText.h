//===--- RacesText.h - accesses and races as text, for tests ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_RACESTEXT_H
#define COROLINT_TEST_UNIT_RACESTEXT_H

#include "Code.h"
#include "analysis/Races.h"

namespace corolint {

/// "totals.rows", "(*cell)", "this.rows".
std::string textOf(const MemoryPlace &Place);

/// What \p Function does to memory: "reads n", "writes totals.rows".
Lines accessesIn(const Code &C, llvm::StringRef Function);

/// Those of them before which it may not have waited.
Lines unorderedIn(const Code &C, llvm::StringRef Function);

/// What may put \p Function in an order with other threads, as it is written.
Lines ordersIn(const Code &C, llvm::StringRef Function);

/// The races that \p Function starts: "starter reads n, work writes".
Lines races(const Code &C, llvm::StringRef Function);

} // namespace corolint

#endif // COROLINT_TEST_UNIT_RACESTEXT_H

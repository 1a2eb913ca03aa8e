//===--- TypestateText.h - what goes wrong in lives, as text ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_TYPESTATETEXT_H
#define COROLINT_TEST_UNIT_TYPESTATETEXT_H

#include "TasksText.h"

namespace corolint {

/// What goes wrong in the life of `t` in \p Function; empty when nothing does:
/// "lost at }", with the line of code where it dies, "overwritten by t =
/// other()", "taken by a after b".
Lines life(const Code &C, llvm::StringRef Function);

/// Expects that something goes wrong with `t` in every function whose name
/// begins with bad_, and in none whose name begins with good_; \p Count of
/// them.
void expectNames(const Code &C, unsigned Count);

} // namespace corolint

#endif // COROLINT_TEST_UNIT_TYPESTATETEXT_H

//===--- Explain.h - the page of a rule -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_EXPLAIN_H
#define COROLINT_DRIVER_EXPLAIN_H

#include "Options.h"

namespace corolint::driver {

/// `corolint explain <rule>`: prints the rule's page, or which rules the user
/// may have meant.
ExitStatus explain(const Options &O);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_EXPLAIN_H

//===--- ExplainType.h - Send, Sync and Safe of one type ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_EXPLAINTYPE_H
#define COROLINT_DRIVER_EXPLAINTYPE_H

#include "Config.h"
#include "Options.h"

namespace corolint::driver {

/// `corolint explain-type <type> <file>`: prints whether the type, named as it
/// would be at the end of the file, is Send, Sync and Safe, and why. Prints
/// what is wrong when there is no such type, or the file cannot be compiled.
ExitStatus explainType(const Options &O, Config &C);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_EXPLAINTYPE_H

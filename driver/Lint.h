//===--- Lint.h - analysing many units ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_LINT_H
#define COROLINT_DRIVER_LINT_H

#include "Config.h"
#include "Options.h"

namespace corolint::driver {

/// `corolint`: analyses the units, links them, and reports what there is to
/// say about each and all of them.
ExitStatus lint(const Options &O, Config &C);

/// `corolint summarize`: analyses the units and writes what `corolint link`
/// needs of each.
ExitStatus summarize(const Options &O, Config &C);

/// `corolint link`: reports as `corolint` does, from summaries.
ExitStatus link(const Options &O, Config &C);

/// Says that no rule is enabled.
ExitStatus noRules();

} // namespace corolint::driver

#endif // COROLINT_DRIVER_LINT_H

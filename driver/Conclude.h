//===--- Conclude.h - how a run ends ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_CONCLUDE_H
#define COROLINT_DRIVER_CONCLUDE_H

#include "Config.h"
#include "Options.h"
#include "Reporting.h"
#include "llvm/Support/Error.h"

namespace corolint::driver {

/// Prints an error in clang's form: as it is when it names a place, else with
/// the program in front.
ExitStatus fail(llvm::Error Why);

/// Everything that comes after the last finding: fixes, --export-fixes,
/// statistics. \p SoFar is what has been printed to be wrong already.
ExitStatus conclude(const Options &O, Reporter &Report, Config &C,
                    llvm::StringRef MainFile, ExitStatus SoFar);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_CONCLUDE_H

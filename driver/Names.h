//===--- Names.h - names the user may have misspelt -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_NAMES_H
#define COROLINT_DRIVER_NAMES_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace corolint::driver {

/// The full names of all rules ("corolint-await-holding-lock"), in the
/// registry's order.
std::vector<std::string> allRules();

/// "; did you mean 'x' or 'y'?" with the names of \p Known nearest to \p Name,
/// or an empty string when none is near.
std::string didYouMean(llvm::StringRef Name,
                       const std::vector<std::string> &Known);

/// What is wrong with the list of globs \p Globs, one message per glob that
/// matches no rule. Globs of other tools' checks are fine in configuration that
/// clang-tidy shares (\p OnlyOurs), and globs that disable them always.
std::vector<std::string> unknownRules(llvm::StringRef Globs, bool OnlyOurs);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_NAMES_H

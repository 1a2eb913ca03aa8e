//===--- Checkout.h - a project's folder, wherever it is ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_CACHE_CHECKOUT_H
#define COROLINT_DRIVER_CACHE_CHECKOUT_H

#include "Result.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace corolint::driver {

/// The folder of the working tree that \p File is in: the nearest one at or
/// above that has a `.git`, else the one that \p File is in itself. Absolute.
std::string checkoutOf(llvm::StringRef File);

/// \p Text with the paths at or below folder \p From moved to \p To. A path
/// ends where the folder's name does: `/a/b` is not below `/a/bc`.
std::string movePaths(llvm::StringRef Text, llvm::StringRef From,
                      llvm::StringRef To);

/// Moves all paths of \p Result that are at or below \p From to \p To. False
/// when the result makes no sense.
bool movePaths(UnitResult &Result, llvm::StringRef From, llvm::StringRef To);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_CACHE_CHECKOUT_H

//===--- Init.h - setting up a project ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_INIT_H
#define COROLINT_DRIVER_INIT_H

#include "Options.h"
#include "llvm/ADT/StringRef.h"

namespace corolint::driver {

/// `corolint init [folder]`: enables corolint in .clang-tidy (for clang-tidy
/// and corolint) and in .clangd (for corolint-clangd). Existing files keep all
/// they say; where corolint cannot be added safely, it prints what to add.
ExitStatus initialise(const Options &O);

/// \p Text, the contents of a .clang-tidy file, with corolint's rules enabled
/// in its `Checks`. Nothing when that cannot be done without a risk to the
/// rest.
std::optional<std::string> withRules(llvm::StringRef Text);

/// \p Text, the contents of a .clangd file, with a document that enables the
/// rules. Nothing when \p Text is no YAML.
std::optional<std::string> withClangdRules(llvm::StringRef Text);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_INIT_H

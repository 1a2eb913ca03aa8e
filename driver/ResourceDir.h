//===--- ResourceDir.h - Clang's own headers ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_RESOURCEDIR_H
#define COROLINT_DRIVER_RESOURCEDIR_H

#include <string>

namespace corolint::driver {

/// The folder with Clang's own headers (stddef.h, ...) for the Clang this
/// program is linked with. Clang looks for it beside the executable, which is
/// right for clang and wrong for us: it belongs to the LLVM installation.
///
/// That of the build machine if it exists, else the one beside the shared
/// library of Clang that this process has loaded, else an empty string.
std::string findResourceDir();

} // namespace corolint::driver

#endif // COROLINT_DRIVER_RESOURCEDIR_H

//===--- observed.h - everything that is listed ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_OBSERVED_H
#define COROLINT_RT_SRC_OBSERVED_H

#include "corolint/rt/detail/snapshot.h"

namespace corolint::rt::detail {

/// All that is in the registry, with the warnings. Throws std::bad_alloc.
snapshot take_observed();

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_OBSERVED_H

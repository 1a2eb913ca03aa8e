//===--- corolint/rt/detail/channel_access.h - makes ends of channels -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_CHANNEL_ACCESS_H
#define COROLINT_RT_DETAIL_CHANNEL_ACCESS_H

#include <utility>

namespace corolint::rt::detail {

/// Makes the ends of a channel, which nobody else can.
struct channel_access {
  template <class End, class... Args> static End make(Args &&...args) {
    return End(std::forward<Args>(args)...);
  }
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_CHANNEL_ACCESS_H

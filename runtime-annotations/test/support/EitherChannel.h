//===--- EitherChannel.h - races between two channels ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TEST_SUPPORT_EITHERCHANNEL_H
#define COROLINT_RT_TEST_SUPPORT_EITHERCHANNEL_H

#include "corolint/rt.h"

namespace corolint::rt::test {

/// Sends 1 to \p count, each to whichever channel is first to have room.
inline task<> send_to_either(channel::sender<int> a, channel::sender<int> b,
                             int count) {
  for (int i = 1; i <= count; ++i)
    (void)co_await race(a.send(i), b.send(i));
}

/// The sum of all that comes from either channel.
inline task<int> sum_of_either(channel::receiver<int> a,
                               channel::receiver<int> b) {
  int total = 0;
  while (!a.is_finished() || !b.is_finished()) {
    const auto next = co_await race(a.recv(), b.recv());
    total +=
        std::visit([](std::optional<int> m) { return m.value_or(0); }, next);
  }
  co_return total;
}

} // namespace corolint::rt::test

#endif // COROLINT_RT_TEST_SUPPORT_EITHERCHANNEL_H

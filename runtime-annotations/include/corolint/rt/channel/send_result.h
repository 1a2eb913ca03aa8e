//===--- corolint/rt/channel/send_result.h - sent, full or closed ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_CHANNEL_SEND_RESULT_H
#define COROLINT_RT_CHANNEL_SEND_RESULT_H

#include "corolint/annotations.h"
#include <cassert>
#include <optional>
#include <utility>

namespace corolint::rt::channel {

/// What came of sending a \p T: true if it was sent. If not, it has the T.
template <class T> class [[nodiscard]] send_result {
public:
  /// It was sent.
  send_result() noexcept = default;

  /// It was not.
  static send_result full(T v) { return send_result(std::move(v), false); }
  static send_result closed(T v) { return send_result(std::move(v), true); }

  explicit operator bool() const noexcept { return !kept; }

  /// There was no room. A later attempt may succeed.
  bool is_full() const noexcept { return kept && !for_ever; }

  /// Nobody will ever receive from the channel again.
  bool is_closed() const noexcept { return kept && for_ever; }

  /// What was not sent. Only if it was not.
  T value() && {
    assert(kept && "it was sent");
    return std::move(*kept);
  }

private:
  send_result(T v, bool closed) : kept(std::move(v)), for_ever(closed) {}

  std::optional<T> kept;
  bool for_ever = false;
};

} // namespace corolint::rt::channel

#endif // COROLINT_RT_CHANNEL_SEND_RESULT_H

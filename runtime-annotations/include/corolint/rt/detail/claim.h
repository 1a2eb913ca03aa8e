//===--- corolint/rt/detail/claim.h - one winner among several waits ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When a race waits for several things, only one may happen: a message must not
// be taken out of a channel for an arm that has already lost. So whoever would
// complete an arm's wait asks for permission first. The first to ask wins; to
// all others the waiting arm looks as if it had left.
//
// A hand-over between two waits (a rendezvous) needs both permissions at once.
// It reserves one, asks for the other, and then confirms or gives back.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_CLAIM_H
#define COROLINT_RT_DETAIL_CLAIM_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/spin_mutex.h"
#include <atomic>
#include <cstdint>

namespace corolint::rt::detail {

class job_base;

/// The right to be the arm of a race that wins. Given once.
class COROLINT_THREAD_SAFE claimant {
public:
  claimant() noexcept = default;
  claimant(const claimant &) = delete;
  claimant &operator=(const claimant &) = delete;

  /// Makes \p arm the winner, unless another one is. True for the winner, each
  /// time it asks. Waits a few instructions while another arm is reserved.
  bool claim(const job_base &arm) noexcept { return take(arm, address(arm)); }

  /// Keeps all others waiting until confirm() or give_back(), which have to
  /// follow within a few instructions and on this thread. False if another arm
  /// has won. Whoever reserves two does it in the order of their addresses.
  bool reserve(const job_base &arm) noexcept {
    return take(arm, address(arm) | reserved);
  }

  void confirm(const job_base &arm) noexcept {
    winning.store(address(arm), std::memory_order_release);
  }

  void give_back() noexcept { winning.store(0, std::memory_order_release); }

  /// The winner, or null. Not a reserved arm.
  const job_base *winner() const noexcept {
    const std::uintptr_t now = winning.load(std::memory_order_acquire);
    return now & reserved ? nullptr : reinterpret_cast<const job_base *>(now);
  }

private:
  static constexpr std::uintptr_t reserved = 1;

  static std::uintptr_t address(const job_base &arm) noexcept {
    return reinterpret_cast<std::uintptr_t>(&arm);
  }

  bool take(const job_base &arm, std::uintptr_t as) noexcept {
    for (;;) {
      std::uintptr_t now = 0;
      if (winning.compare_exchange_weak(now, as, std::memory_order_acq_rel,
                                        std::memory_order_acquire))
        return true;
      if (now == address(arm))
        return true;
      if (now != 0 && !(now & reserved))
        return false;
      pause();
    }
  }

  /// The address of the arm that won; with the lowest bit set, of one that is
  /// reserved.
  std::atomic<std::uintptr_t> winning = 0;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_CLAIM_H

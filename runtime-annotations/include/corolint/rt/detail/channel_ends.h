//===--- corolint/rt/detail/channel_ends.h - who sends and who receives ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All ends of a channel share its state, which counts them: receivers learn
// when the last sender is gone, and senders when the last receiver is.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_CHANNEL_ENDS_H
#define COROLINT_RT_DETAIL_CHANNEL_ENDS_H

#include "corolint/rt/detail/wait.h"
#include <cstddef>
#include <memory>
#include <utility>

namespace corolint::rt::detail {

/// The base of a channel's state. Begins with one sender and one receiver.
class COROLINT_THREAD_SAFE channel_ends {
public:
  channel_ends(const channel_ends &) = delete;
  channel_ends &operator=(const channel_ends &) = delete;

  void add_sender() noexcept {
    const std::lock_guard guard(mutex);
    ++senders;
  }

  /// The last one has all receivers go on.
  void remove_sender() noexcept {
    wait_list woken;
    {
      const std::lock_guard guard(mutex);
      if (--senders == 0)
        move_all(receiving, woken);
    }
    woken.wake_all();
  }

protected:
  channel_ends() noexcept = default;
  ~channel_ends() = default;

  /// Takes all out of a list, to be woken.
  static void move_all(wait_list &from, wait_list &to) noexcept {
    while (wait_node *each = from.claim_front())
      to.push_back(*each);
  }

  mutable spin_mutex mutex;
  // Guarded by `mutex`:
  std::size_t senders = 1;
  std::size_t receivers = 1;
  /// The receivers that wait.
  wait_list receiving;
};

/// What the state of a channel is told at the end of a sender.
struct removes_sender {
  template <class State> void operator()(State &of) const noexcept {
    of.remove_sender();
  }
};

/// What the state of a channel is told at the end of a receiver.
struct removes_receiver {
  template <class State> void operator()(State &of) const noexcept {
    of.remove_receiver();
  }
};

/// One end of a channel, which the state has counted. Move-only; one that was
/// moved from or closed can only be destroyed or assigned to.
template <class State, class Removes> class channel_end {
public:
  explicit channel_end(std::shared_ptr<State> s) noexcept
      : state(std::move(s)) {}
  channel_end(channel_end &&) noexcept = default;
  channel_end &operator=(channel_end &&other) noexcept {
    if (this != &other) {
      close();
      state = std::move(other.state);
    }
    return *this;
  }
  ~channel_end() { close(); }

  State &operator*() const noexcept { return *state; }
  State *operator->() const noexcept { return state.get(); }

  /// The state, for another end of it.
  const std::shared_ptr<State> &shared() const noexcept { return state; }

  /// Ends it before its destruction.
  void close() noexcept {
    if (const std::shared_ptr<State> from = std::move(state))
      Removes()(*from);
  }

private:
  std::shared_ptr<State> state;
};

template <class State> using sending_end = channel_end<State, removes_sender>;
template <class State>
using receiving_end = channel_end<State, removes_receiver>;

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_CHANNEL_ENDS_H

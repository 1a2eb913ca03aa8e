//===--- corolint/rt/channel/broadcast.h - everybody gets everything ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each receiver gets each message that is sent after it subscribed. A sender
// never waits; a receiver that is more than the capacity behind loses the
// oldest messages, and is told how many.
//
// Good:
//   auto [to, from] = channel::broadcast<event>::bounded(16);
//   s.spawn(log_all, to.subscribe());
//   while (auto next = co_await from.recv()) {
//     if (next.lagged())
//       std::clog << next.lagged() << " events were lost\n";
//     else
//       show(*next);
//   }
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_CHANNEL_BROADCAST_H
#define COROLINT_RT_CHANNEL_BROADCAST_H

#include "corolint/annotations.h"
#include "corolint/rt/channel/send_result.h"
#include "corolint/rt/detail/channel_access.h"
#include "corolint/rt/detail/channel_ends.h"
#include "corolint/rt/detail/listed.h"
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>

namespace corolint::rt {

namespace channel {

/// What a receiver of a broadcast got: a \p T, the number of messages that it
/// has lost, or, when it is false, nothing.
template <class T> class [[nodiscard]] broadcast_result {
public:
  broadcast_result() noexcept = default;
  explicit broadcast_result(std::shared_ptr<const T> m) noexcept
      : message(std::move(m)) {}
  explicit broadcast_result(std::uint64_t n) noexcept : lost(n) {}

  /// Whether there is a message, or the number of lost ones.
  explicit operator bool() const noexcept { return message || lost; }

  /// The number of messages lost before the next one; 0 if this is a message or
  /// nothing.
  std::uint64_t lagged() const noexcept { return lost; }

  /// The message. Only if there is one. All receivers see the same object.
  const T &operator*() const noexcept COROLINT_LIFETIMEBOUND {
    return *message;
  }
  const T *operator->() const noexcept COROLINT_LIFETIMEBOUND {
    return message.get();
  }

private:
  std::shared_ptr<const T> message;
  std::uint64_t lost = 0;
};

} // namespace channel

namespace detail {

template <class T> class broadcast_state;

/// The wait for the next message of a broadcast.
template <class T>
class [[nodiscard]] broadcast_receive_operation final
    : public awaiter<broadcast_receive_operation<T>> {
public:
  static constexpr const char *waits_for = "channel: broadcast";

  broadcast_receive_operation(broadcast_state<T> &s,
                              std::uint64_t &next) noexcept
      : state(&s), position(&next) {}

private:
  friend awaiter<broadcast_receive_operation>;
  friend class broadcast_state<T>;

  spin_mutex &mutex() noexcept { return state->mutex; }
  progress attempt() noexcept { return state->attempt(*this); }
  wait_list &waiters() noexcept { return state->receiving; }
  channel::broadcast_result<T> result() noexcept { return std::move(got); }

  broadcast_state<T> *state;
  std::uint64_t *position;
  channel::broadcast_result<T> got;
};

/// The last messages of a broadcast and who waits for the next one. Positions
/// count messages from the first one on. Begins with one sender and one
/// receiver.
template <class T>
class COROLINT_THREAD_SAFE broadcast_state : public channel_ends {
public:
  explicit broadcast_state(std::size_t bound) noexcept
      : capacity(bound ? bound : 1),
        entry({"broadcast", printed_type<T>(), true}, this, &mutex, &report) {}

  channel::send_result<T> send(T v) {
    auto message = std::make_shared<T>(std::move(v));
    std::shared_ptr<const T> oldest;
    wait_list woken;
    {
      const std::lock_guard guard(mutex);
      if (receivers == 0)
        return channel::send_result<T>::closed(std::move(*message));
      messages.push_back(message);
      if (messages.size() > capacity) {
        oldest = std::move(messages.front());
        messages.pop_front();
        ++first;
      }
      while (wait_node *each = receiving.claim_front()) {
        auto &op = static_cast<broadcast_receive_operation<T> &>(*each);
        take_at(op);
        woken.push_back(*each);
      }
    }
    woken.wake_all();
    return {};
  }

  /// Where a receiver begins that gets nothing of what was sent before.
  std::uint64_t add_receiver() noexcept {
    const std::lock_guard guard(mutex);
    ++receivers;
    return end();
  }

  void remove_receiver() noexcept {
    const std::lock_guard guard(mutex);
    --receivers;
  }

  std::size_t receiver_count() const noexcept {
    const std::lock_guard guard(mutex);
    return receivers;
  }

private:
  friend class broadcast_receive_operation<T>;

  static resource_report report(const void *of) noexcept {
    const auto &self = *static_cast<const broadcast_state *>(of);
    const std::lock_guard guard(self.mutex);
    return {self.messages.size(), self.capacity, self.senders, self.receivers};
  }

  std::uint64_t end() const noexcept { return first + messages.size(); }

  /// Gives the message at the position of \p op, which was not yet given.
  void take_at(broadcast_receive_operation<T> &op) noexcept {
    const std::uint64_t at = (*op.position)++;
    op.got = channel::broadcast_result<T>(
        std::shared_ptr<const T>(messages[at - first]));
  }

  progress attempt(broadcast_receive_operation<T> &op) noexcept {
    const bool is_there = *op.position != end();
    if (!is_there && senders != 0)
      return progress::pending;
    if (!op.claim())
      return progress::stopped;
    if (*op.position < first)
      op.got = channel::broadcast_result<T>(first -
                                            std::exchange(*op.position, first));
    else if (is_there)
      take_at(op);
    return progress::done;
  }

  const std::size_t capacity;
  // Guarded by `mutex`:
  /// The position of the first message that is kept.
  std::uint64_t first = 0;
  std::deque<std::shared_ptr<const T>> messages;
  listed entry;
};

} // namespace detail

namespace channel {

template <class T> class broadcast_receiver;

/// The sending end of a broadcast. Any number of tasks and threads may use one;
/// clone() makes another one. Move-only; a moved-from or closed one can only be
/// destroyed or assigned to. Send if T is Send and Sync; SendTypes.def says so,
/// because an annotation could not for a T whose members decide.
template <class T> class COROLINT_SENDER broadcast_sender {
public:
  /// One more sender.
  [[nodiscard]] broadcast_sender clone() const noexcept {
    state->add_sender();
    return broadcast_sender(state.shared());
  }

  /// One more receiver, of what is sent from now on.
  [[nodiscard]] broadcast_receiver<T> subscribe() const noexcept {
    return detail::channel_access::make<broadcast_receiver<T>>(
        state.shared(), state->add_receiver());
  }

  /// Sends without receiving. False, with the value in it, if there is no
  /// receiver now. Throws what the move of T throws and std::bad_alloc. From
  /// any thread.
  send_result<T> send(T v) const { return state->send(std::move(v)); }

  /// The receivers there are. May change at any time.
  std::size_t receiver_count() const noexcept {
    return state->receiver_count();
  }

  /// Ends this sender before its destruction.
  COROLINT_SENDER_CLOSES void close() noexcept { state.close(); }

private:
  friend struct detail::channel_access;

  explicit broadcast_sender(
      std::shared_ptr<detail::broadcast_state<T>> s) noexcept
      : state(std::move(s)) {}

  detail::sending_end<detail::broadcast_state<T>> state;
};

/// A receiving end of a broadcast. Move-only; a moved-from one can only be
/// destroyed or assigned to. It has to outlive its operations, and awaits one
/// at a time. Send if T is Send and Sync; SendTypes.def says so, because an
/// annotation could not for a T whose members decide.
template <class T> class COROLINT_RECEIVER broadcast_receiver {
public:
  /// `co_await from.recv()` waits for the next message, and gives it; or how
  /// many were lost since the last one; or nothing when the last sender is gone
  /// and all messages have been received. No errors. Resumes on the task's own
  /// executor.
  /// Cancel safety: no message is taken when it is stopped.
  COROLINT_RECEIVES COROLINT_CANCEL_SAFE detail::broadcast_receive_operation<T>
  recv() noexcept COROLINT_LIFETIMEBOUND {
    return {*state, next};
  }

private:
  friend struct detail::channel_access;

  broadcast_receiver(std::shared_ptr<detail::broadcast_state<T>> s,
                     std::uint64_t from) noexcept
      : state(std::move(s)), next(from) {}

  detail::receiving_end<detail::broadcast_state<T>> state;
  /// The position of the message that comes next. Guarded by the lock of the
  /// state while it waits.
  std::uint64_t next;
};

/// A channel on which each receiver gets each message.
template <class T> struct broadcast {
  using sender_type = broadcast_sender<T>;
  using receiver_type = broadcast_receiver<T>;

  /// The last \p capacity messages are kept for receivers that are behind; one,
  /// if it is 0. Throws std::bad_alloc.
  [[nodiscard]] static std::pair<broadcast_sender<T>, broadcast_receiver<T>>
  bounded(std::size_t capacity) {
    auto state = std::make_shared<detail::broadcast_state<T>>(capacity);
    return {detail::channel_access::make<broadcast_sender<T>>(state),
            detail::channel_access::make<broadcast_receiver<T>>(
                state, std::uint64_t(0))};
  }
};

} // namespace channel
} // namespace corolint::rt

#endif // COROLINT_RT_CHANNEL_BROADCAST_H

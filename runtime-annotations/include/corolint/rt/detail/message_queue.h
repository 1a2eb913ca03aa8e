//===--- corolint/rt/detail/message_queue.h - inside of a channel ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The queue of mpsc, mpmc and oneshot. What is true whenever its lock is free,
// apart from waits that have lost their race and are about to be stopped:
//
//   1. Who waits to receive does so because the buffer is empty.
//   2. Who waits to send does so because the buffer is full.
//   3. So nobody overtakes: who finds a message, or room, is the first to want
//      it.
//   4. When it is closed nobody waits to send; when it is closed or has no
//      senders, nobody waits to receive.
//
// With a capacity of 0 there is no buffer, and a sender hands its message to a
// receiver only when both may go on: claim_both.
//
// A wait belongs to an end of the channel, and that keeps the queue alive.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_MESSAGE_QUEUE_H
#define COROLINT_RT_DETAIL_MESSAGE_QUEUE_H

#include "corolint/rt/channel/send_result.h"
#include "corolint/rt/detail/channel_ends.h"
#include "corolint/rt/detail/listed.h"
#include <cstddef>
#include <deque>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace corolint::rt::detail {

template <class T> class message_queue;

/// The wait for room in a channel.
template <class T>
class [[nodiscard]] send_operation final : public awaiter<send_operation<T>> {
public:
  static constexpr const char *waits_for = "channel: send";

  send_operation(message_queue<T> &q, T v) noexcept
      : queue(&q), message(std::move(v)) {}

private:
  friend awaiter<send_operation>;
  friend class message_queue<T>;

  spin_mutex &mutex() noexcept { return queue->mutex; }
  progress attempt() { return queue->attempt(*this); }
  wait_list &waiters() noexcept { return queue->sending; }
  channel::send_result<T> result() {
    if (partner)
      partner->wake();
    if (!message)
      return {};
    return channel::send_result<T>::closed(std::move(*message));
  }

  message_queue<T> *queue;
  /// Empty when it was sent.
  std::optional<T> message;
  /// Who can go on because of this one.
  wait_node *partner = nullptr;
};

/// The wait for a message.
template <class T>
class [[nodiscard]] receive_operation final
    : public awaiter<receive_operation<T>> {
public:
  static constexpr const char *waits_for = "channel: receive";

  explicit receive_operation(message_queue<T> &q) noexcept : queue(&q) {}

private:
  friend awaiter<receive_operation>;
  friend class message_queue<T>;

  spin_mutex &mutex() noexcept { return queue->mutex; }
  progress attempt() noexcept { return queue->attempt(*this); }
  wait_list &waiters() noexcept { return queue->receiving; }
  std::optional<T> result() noexcept {
    if (partner)
      partner->wake();
    return std::move(message);
  }

  message_queue<T> *queue;
  /// Empty when the channel has ended.
  std::optional<T> message;
  /// Who can go on because of this one.
  wait_node *partner = nullptr;
};

/// Messages on their way, and who waits for them or for room. Begins with one
/// sender and one receiver.
template <class T>
class COROLINT_THREAD_SAFE message_queue : public channel_ends {
  static_assert(std::is_nothrow_move_constructible_v<T>,
                "a message must not be lost half-way: its move must not throw");

public:
  static constexpr std::size_t no_bound =
      std::numeric_limits<std::size_t>::max();

  explicit message_queue(std::size_t bound) noexcept
      : capacity(bound),
        entry({"channel", printed_type<T>(), true}, this, &mutex, &report) {}
  channel::send_result<T> try_send(T v) {
    std::optional<T> message(std::move(v));
    wait_node *woken;
    {
      const std::lock_guard guard(mutex);
      if (closed)
        return channel::send_result<T>::closed(std::move(*message));
      woken = put(message);
    }
    if (woken)
      woken->wake();
    if (!message)
      return {};
    return channel::send_result<T>::full(std::move(*message));
  }

  std::optional<T> try_receive() noexcept {
    std::optional<T> message;
    wait_node *woken;
    {
      const std::lock_guard guard(mutex);
      woken = take(message);
    }
    if (woken)
      woken->wake();
    return message;
  }

  bool is_closed() const noexcept {
    const std::lock_guard guard(mutex);
    return closed;
  }

  /// Whether no message will ever come.
  bool is_finished() const noexcept {
    const std::lock_guard guard(mutex);
    return buffer.empty() && has_ended();
  }

  std::size_t size() const noexcept {
    const std::lock_guard guard(mutex);
    return buffer.size();
  }

  void add_receiver() noexcept {
    const std::lock_guard guard(mutex);
    ++receivers;
  }

  void remove_receiver() noexcept {
    wait_list woken;
    std::deque<T> dropped;
    {
      const std::lock_guard guard(mutex);
      if (--receivers == 0) {
        end(woken);
        dropped.swap(buffer);
      }
    }
    woken.wake_all();
  }

  /// Lets nothing be sent any more. What is in the buffer can be received.
  void close() noexcept {
    wait_list woken;
    {
      const std::lock_guard guard(mutex);
      end(woken);
    }
    woken.wake_all();
  }

private:
  friend class send_operation<T>;
  friend class receive_operation<T>;

  static resource_report report(const void *of) noexcept {
    const auto &self = *static_cast<const message_queue *>(of);
    const std::lock_guard guard(self.mutex);
    return {self.buffer.size(), self.capacity, self.senders, self.receivers};
  }

  bool has_ended() const noexcept { return closed || senders == 0; }

  void end(wait_list &woken) noexcept {
    closed = true;
    move_all(sending, woken);
    move_all(receiving, woken);
  }

  static std::optional<T> &message_to(wait_node &receiver) noexcept {
    return static_cast<receive_operation<T> &>(receiver).message;
  }

  static void pass(std::optional<T> &from, std::optional<T> &to) noexcept {
    to.emplace(std::move(*from));
    from.reset();
  }

  static std::optional<T> &message_of(wait_node &sender) noexcept {
    return static_cast<send_operation<T> &>(sender).message;
  }

  /// Hands \p message to a receiver, whom it returns, or to the buffer, if
  /// there is room.
  wait_node *put(std::optional<T> &message) {
    if (wait_node *receiver = receiving.claim_front()) {
      pass(message, message_to(*receiver));
      return receiver;
    }
    if (buffer.size() < capacity) {
      buffer.push_back(std::move(*message));
      message.reset();
    }
    return nullptr;
  }

  /// Takes the first message, if there is one, and returns the sender who now
  /// has room.
  wait_node *take(std::optional<T> &message) noexcept {
    if (capacity != 0) {
      if (buffer.empty())
        return nullptr;
      message.emplace(std::move(buffer.front()));
      buffer.pop_front();
    }
    wait_node *sender = sending.claim_front();
    if (!sender)
      return nullptr;
    if (capacity == 0) {
      pass(message_of(*sender), message);
    } else {
      buffer.push_back(std::move(*message_of(*sender)));
      message_of(*sender).reset();
    }
    return sender;
  }

  /// The first of \p others that may complete together with \p one.
  static wait_node *claim_with(wait_node &one, wait_list &others) noexcept {
    for (wait_node *n = others.front(); n; n = wait_list::after(*n)) {
      if (claim_both(one, *n)) {
        others.take(*n);
        return n;
      }
    }
    return nullptr;
  }

  static progress claim_for(wait_node &n) noexcept {
    return n.claim() ? progress::done : progress::stopped;
  }

  progress attempt(send_operation<T> &op) {
    if (closed)
      return claim_for(op);
    if (capacity == 0) {
      op.partner = claim_with(op, receiving);
      if (!op.partner)
        return progress::pending;
      pass(op.message, message_to(*op.partner));
      return progress::done;
    }
    if (buffer.size() >= capacity)
      return progress::pending;
    if (!op.claim())
      return progress::stopped;
    op.partner = put(op.message);
    return progress::done;
  }

  progress attempt(receive_operation<T> &op) noexcept {
    if (capacity == 0) {
      op.partner = claim_with(op, sending);
      if (op.partner) {
        pass(message_of(*op.partner), op.message);
        return progress::done;
      }
    }
    if (buffer.empty())
      return has_ended() ? claim_for(op) : progress::pending;
    if (!op.claim())
      return progress::stopped;
    op.partner = take(op.message);
    return progress::done;
  }

  const std::size_t capacity;
  // Guarded by `mutex`:
  bool closed = false;
  std::deque<T> buffer;
  wait_list sending;
  listed entry;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_MESSAGE_QUEUE_H

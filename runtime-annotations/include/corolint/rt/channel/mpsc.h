//===--- corolint/rt/channel/mpsc.h - many senders, one receiver ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A queue of messages with a bound: who sends faster than the receiver receives
// waits for it. The receiver ends when the last sender is gone, and the senders
// learn that the receiver is.
//
// Good:
//   auto [to, from] = channel::mpsc<line>::bounded(16);
//   co_await with_scope([&, to = std::move(to)](scope &s) mutable -> task<> {
//     s.spawn(read_lines, "a.txt", to.clone());
//     s.spawn(read_lines, "b.txt", std::move(to));
//     while (auto next = co_await from.recv())
//       print(*next);
//   });
// Bad, the loop waits for the sender in its own frame (sender-kept-alive):
//   s.spawn(read_lines, "a.txt", to.clone());
//   while (auto next = co_await from.recv())
//     print(*next);
// Bad, nothing slows the readers down (unbounded-channel):
//   auto [to, from] = channel::mpsc<line>::unbounded();
// Bad, a full channel loses the message (ignored-send-result):
//   to.try_send(next);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_CHANNEL_MPSC_H
#define COROLINT_RT_CHANNEL_MPSC_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/channel_access.h"
#include "corolint/rt/detail/message_queue.h"
#include "corolint/rt/runtime.h"
#include "corolint/rt/task.h"
#include <memory>

namespace corolint::rt {

namespace detail {

template <class T> using queue_ptr = std::shared_ptr<message_queue<T>>;

} // namespace detail

namespace channel {

/// The sending end of an mpsc or mpmc channel. Any number of tasks and threads
/// may use one; clone() makes another one. Move-only; a moved-from or closed
/// one can only be destroyed or assigned to. It has to outlive its operations.
/// Send if T is; SendTypes.def says so, because an annotation could not for a T
/// whose members decide.
template <class T> class COROLINT_SENDER sender {
public:
  /// One more sender of the channel.
  [[nodiscard]] sender clone() const noexcept {
    queue->add_sender();
    return sender(queue.shared());
  }

  /// `co_await to.send(v)` waits for room, behind those who asked before, and
  /// sends. False, with the value in it, if nobody will receive it. No errors.
  /// Resumes on the task's own executor.
  /// Cancel safety: when it is stopped the message was not sent, and is lost.
  COROLINT_NOT_CANCEL_SAFE detail::send_operation<T>
  send(T v) const noexcept COROLINT_LIFETIMEBOUND {
    return {*queue, std::move(v)};
  }

  /// Sends if there is room. Otherwise says whether the channel is full or
  /// closed, and gives the value back. Throws std::bad_alloc. From any thread.
  send_result<T> try_send(T v) const { return queue->try_send(std::move(v)); }

  /// send() for threads that run no tasks. Throws std::bad_alloc.
  COROLINT_BLOCKING_BECAUSE("waits for room in the channel", "co_await send()")
  send_result<T> blocking_send(T v) const {
    send_result<T> sent = queue->try_send(std::move(v));
    if (!sent.is_full())
      return sent;
    return runtime::current_thread({.watchdog = {}})
        .block_on(send_in_task(*queue, std::move(sent).value()));
  }

  /// Whether nobody will receive any more. Stays so.
  bool is_closed() const noexcept { return queue->is_closed(); }

  /// Ends this sender before its destruction.
  COROLINT_SENDER_CLOSES void close() noexcept { queue.close(); }

private:
  friend struct detail::channel_access;

  explicit sender(detail::queue_ptr<T> q) noexcept : queue(std::move(q)) {}

  static task<send_result<T>> send_in_task(detail::message_queue<T> &q, T v) {
    co_return co_await detail::send_operation<T>(q, std::move(v));
  }

  detail::sending_end<detail::message_queue<T>> queue;
};

/// The receiving end of an mpsc channel. Move-only; a moved-from one can only
/// be destroyed or assigned to. It has to outlive its operations. At its end
/// the messages that are still in the channel are destroyed. Send if T is;
/// SendTypes.def says so, because an annotation could not for a T whose members
/// decide.
template <class T> class COROLINT_RECEIVER receiver {
public:
  /// `co_await from.recv()` waits for a message, and gives it; nothing when the
  /// last sender is gone, or the channel was closed, and all messages have been
  /// received. No errors. Resumes on the task's own executor.
  /// Cancel safety: no message is taken when it is stopped.
  COROLINT_RECEIVES COROLINT_CANCEL_SAFE detail::receive_operation<T>
  recv() noexcept COROLINT_LIFETIMEBOUND {
    return detail::receive_operation<T>(*queue);
  }

  /// The next message if there is one now; is_finished() says whether one can
  /// still come. From any thread.
  COROLINT_RECEIVES [[nodiscard]] std::optional<T> try_recv() noexcept {
    return queue->try_receive();
  }

  /// recv() for threads that run no tasks.
  COROLINT_BLOCKING_BECAUSE("waits for a message", "co_await recv()")
  COROLINT_RECEIVES std::optional<T> blocking_recv() {
    if (std::optional<T> there = queue->try_receive())
      return there;
    return runtime::current_thread({.watchdog = {}})
        .block_on(receive_in_task(*queue));
  }

  /// Whether recv() would give nothing, now and for ever.
  bool is_finished() const noexcept { return queue->is_finished(); }

  /// Lets nothing be sent any more: senders that wait, and all later ones, are
  /// told so. What was sent before can be received.
  void close() noexcept { queue->close(); }

  /// The messages in the channel. May change at any time.
  std::size_t size() const noexcept { return queue->size(); }

protected:
  friend struct detail::channel_access;

  explicit receiver(detail::queue_ptr<T> q) noexcept : queue(std::move(q)) {}

  detail::receiving_end<detail::message_queue<T>> queue;

private:
  static task<std::optional<T>> receive_in_task(detail::message_queue<T> &q) {
    co_return co_await detail::receive_operation<T>(q);
  }
};

/// A channel from many senders to one receiver, of messages of type \p T, whose
/// move must not throw.
template <class T> struct mpsc {
  using sender_type = sender<T>;
  using receiver_type = receiver<T>;

  /// At most \p capacity messages wait in it. With 0 each waits, in its sender,
  /// for the receiver to come. Throws std::bad_alloc.
  [[nodiscard]] static std::pair<sender<T>, receiver<T>>
  bounded(std::size_t COROLINT_CAPACITY capacity) {
    return make(capacity);
  }

  /// As many messages wait in it as there is memory for; send() never waits.
  /// Throws std::bad_alloc.
  [[nodiscard]] COROLINT_UNBOUNDED static std::pair<sender<T>, receiver<T>>
  unbounded() {
    return make(detail::message_queue<T>::no_bound);
  }

private:
  static std::pair<sender<T>, receiver<T>> make(std::size_t capacity) {
    auto queue = std::make_shared<detail::message_queue<T>>(capacity);
    return {detail::channel_access::make<sender<T>>(queue),
            detail::channel_access::make<receiver<T>>(queue)};
  }
};

} // namespace channel
} // namespace corolint::rt

#endif // COROLINT_RT_CHANNEL_MPSC_H

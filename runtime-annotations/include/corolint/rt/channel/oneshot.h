//===--- corolint/rt/channel/oneshot.h - one message, once ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The answer to a question that was sent to somebody else.
//
// Good:
//   auto [answer, from] = channel::oneshot<int>::create();
//   if (!co_await questions.send({"how many?", std::move(answer)}))
//     co_return 0;
//   co_return (co_await from.recv()).value_or(0);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_CHANNEL_ONESHOT_H
#define COROLINT_RT_CHANNEL_ONESHOT_H

#include "corolint/annotations.h"
#include "corolint/rt/channel/mpsc.h"

namespace corolint::rt::channel {

/// Sends one message. Move-only. Send if T is; SendTypes.def says so, because
/// an annotation could not for a T whose members decide.
template <class T> class COROLINT_SENDER oneshot_sender {
public:
  /// Sends, without waiting, and ends this sender. False, with the value in it,
  /// if nobody will receive it. Once. From any thread.
  send_result<T> send(T v) {
    sender<T> last = std::move(to);
    return last.try_send(std::move(v));
  }

  /// Whether nobody will receive it. Stays so. Not after send().
  bool is_closed() const noexcept { return to.is_closed(); }

  /// Ends this sender without a message.
  COROLINT_SENDER_CLOSES void close() noexcept { to.close(); }

private:
  friend struct detail::channel_access;

  explicit oneshot_sender(sender<T> s) noexcept : to(std::move(s)) {}

  sender<T> to;
};

/// A channel for one message of type \p T, whose move must not throw. The
/// receiver gets it, or nothing if the sender is gone without having sent.
template <class T> struct oneshot {
  using sender_type = oneshot_sender<T>;
  using receiver_type = receiver<T>;

  /// Throws std::bad_alloc.
  [[nodiscard]] static std::pair<oneshot_sender<T>, receiver<T>> create() {
    auto [to, from] = mpsc<T>::bounded(1);
    return {detail::channel_access::make<oneshot_sender<T>>(std::move(to)),
            std::move(from)};
  }
};

} // namespace corolint::rt::channel

#endif // COROLINT_RT_CHANNEL_ONESHOT_H

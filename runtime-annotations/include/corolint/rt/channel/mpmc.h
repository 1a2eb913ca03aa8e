//===--- corolint/rt/channel/mpmc.h - many senders and receivers ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A queue of work with a bound: each message is received once, by any of the
// receivers, in the order in which they asked for one.
//
// Good:
//   auto [to, from] = channel::mpmc<url>::bounded(16);
//   for (int i = 0; i != 4; ++i)
//     s.spawn(fetch_all, from.clone());
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_CHANNEL_MPMC_H
#define COROLINT_RT_CHANNEL_MPMC_H

#include "corolint/annotations.h"
#include "corolint/rt/channel/mpsc.h"

namespace corolint::rt::channel {

/// One of the receiving ends of an mpmc channel; see receiver. clone() makes
/// another one. The messages that are still in the channel are destroyed with
/// the last one.
template <class T>
class COROLINT_RECEIVER shared_receiver : public receiver<T> {
public:
  /// One more receiver of the channel.
  [[nodiscard]] shared_receiver clone() const noexcept {
    this->queue->add_receiver();
    return shared_receiver(this->queue.shared());
  }

private:
  friend struct detail::channel_access;

  using receiver<T>::receiver;
};

/// A channel from many senders to many receivers, of messages of type \p T,
/// whose move must not throw.
template <class T> struct mpmc {
  using sender_type = sender<T>;
  using receiver_type = shared_receiver<T>;

  /// At most \p capacity messages wait in it. With 0 each waits, in its sender,
  /// for a receiver to come. Throws std::bad_alloc.
  [[nodiscard]] static std::pair<sender<T>, shared_receiver<T>>
  bounded(std::size_t COROLINT_CAPACITY capacity) {
    return make(capacity);
  }

  /// As many messages wait in it as there is memory for; send() never waits.
  /// Throws std::bad_alloc.
  [[nodiscard]] COROLINT_UNBOUNDED static std::pair<sender<T>,
                                                    shared_receiver<T>>
  unbounded() {
    return make(detail::message_queue<T>::no_bound);
  }

private:
  static std::pair<sender<T>, shared_receiver<T>> make(std::size_t capacity) {
    auto queue = std::make_shared<detail::message_queue<T>>(capacity);
    return {detail::channel_access::make<sender<T>>(queue),
            detail::channel_access::make<shared_receiver<T>>(queue)};
  }
};

} // namespace corolint::rt::channel

#endif // COROLINT_RT_CHANNEL_MPMC_H

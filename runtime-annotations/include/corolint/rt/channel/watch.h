//===--- corolint/rt/channel/watch.h - the latest value -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value that changes, and receivers that want to know the latest one, not all
// of them: a configuration, progress, the wish to shut down.
//
// Good:
//   auto [to, from] = channel::watch<int>::create(0);
//   s.spawn(copy_files, std::move(to));
//   while (co_await from.changed())
//     show_percent(*from.latest());
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_CHANNEL_WATCH_H
#define COROLINT_RT_CHANNEL_WATCH_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/channel_access.h"
#include "corolint/rt/detail/channel_ends.h"
#include "corolint/rt/detail/listed.h"
#include <cstdint>
#include <memory>
#include <utility>

namespace corolint::rt {

namespace detail {

template <class T> class watch_state;

/// The wait for a value that was not seen yet.
template <class T>
class [[nodiscard]] change_operation final
    : public awaiter<change_operation<T>> {
public:
  static constexpr const char *waits_for = "channel: watch";

  change_operation(watch_state<T> &s, std::uint64_t &last) noexcept
      : state(&s), seen(&last) {}

private:
  friend awaiter<change_operation>;
  friend class watch_state<T>;

  spin_mutex &mutex() noexcept { return state->mutex; }
  progress attempt() noexcept { return state->attempt(*this); }
  wait_list &waiters() noexcept { return state->receiving; }
  bool result() const noexcept { return has_changed; }

  watch_state<T> *state;
  std::uint64_t *seen;
  bool has_changed = false;
};

/// The latest value and its number, which begins with 0. Begins with one sender
/// and one receiver.
template <class T>
class COROLINT_THREAD_SAFE watch_state : public channel_ends {
public:
  explicit watch_state(T first)
      : value(std::make_shared<T>(std::move(first))),
        entry({"watch", printed_type<T>(), true}, this, &mutex, &report) {}

  void send(T v) {
    // The old value ends after the lock is given up.
    std::shared_ptr<const T> changing = std::make_shared<T>(std::move(v));
    wait_list woken;
    {
      const std::lock_guard guard(mutex);
      value.swap(changing);
      ++version;
      while (wait_node *each = receiving.claim_front()) {
        see(static_cast<change_operation<T> &>(*each));
        woken.push_back(*each);
      }
    }
    woken.wake_all();
  }

  std::shared_ptr<const T> latest(std::uint64_t &seen) const noexcept {
    const std::lock_guard guard(mutex);
    seen = version;
    return value;
  }

  void add_receiver() noexcept {
    const std::lock_guard guard(mutex);
    ++receivers;
  }

  void remove_receiver() noexcept {
    const std::lock_guard guard(mutex);
    --receivers;
  }

  bool has_receivers() const noexcept {
    const std::lock_guard guard(mutex);
    return receivers != 0;
  }

private:
  friend class change_operation<T>;

  static resource_report report(const void *of) noexcept {
    const auto &self = *static_cast<const watch_state *>(of);
    const std::lock_guard guard(self.mutex);
    return {1, 1, self.senders, self.receivers};
  }

  void see(change_operation<T> &op) const noexcept {
    *op.seen = version;
    op.has_changed = true;
  }

  progress attempt(change_operation<T> &op) const noexcept {
    const bool is_new = *op.seen != version;
    if (!is_new && senders != 0)
      return progress::pending;
    if (!op.claim())
      return progress::stopped;
    if (is_new)
      see(op);
    return progress::done;
  }

  // Guarded by `mutex`:
  std::uint64_t version = 0;
  std::shared_ptr<const T> value;
  listed entry;
};

} // namespace detail

namespace channel {

template <class T> class watch_receiver;

/// The end of a watch that changes the value. Any number of tasks and threads
/// may use one; clone() makes another one. Move-only; a moved-from or closed
/// one can only be destroyed or assigned to. Send if T is Send and Sync;
/// SendTypes.def says so, because an annotation could not for a T whose members
/// decide.
template <class T> class COROLINT_SENDER watch_sender {
public:
  /// One more sender.
  [[nodiscard]] watch_sender clone() const noexcept {
    state->add_sender();
    return watch_sender(state.shared());
  }

  /// One more receiver, which has seen the value as it is now.
  [[nodiscard]] watch_receiver<T> subscribe() const noexcept;

  /// Makes \p v the value, without waiting, and wakes who waits for a change,
  /// whether there are receivers or not. Throws what the move of T throws and
  /// std::bad_alloc. From any thread.
  void send(T v) const { state->send(std::move(v)); }

  /// The value as it is now. It does not change; keep it as long as you like.
  std::shared_ptr<const T> latest() const noexcept {
    std::uint64_t version;
    return state->latest(version);
  }

  /// Whether there are no receivers. May change at any time.
  bool is_closed() const noexcept { return !state->has_receivers(); }

  /// Ends this sender before its destruction.
  COROLINT_SENDER_CLOSES void close() noexcept { state.close(); }

private:
  friend struct detail::channel_access;

  explicit watch_sender(std::shared_ptr<detail::watch_state<T>> s) noexcept
      : state(std::move(s)) {}

  detail::sending_end<detail::watch_state<T>> state;
};

/// The end of a watch that reads the value. Move-only; a moved-from one can
/// only be destroyed or assigned to. It has to outlive its operations, and
/// awaits one at a time. Send if T is Send and Sync; SendTypes.def says so,
/// because an annotation could not for a T whose members decide.
template <class T> class COROLINT_RECEIVER watch_receiver {
public:
  /// One more receiver, which has seen what this one has.
  [[nodiscard]] watch_receiver clone() const noexcept {
    state->add_receiver();
    return watch_receiver(state.shared(), seen);
  }

  /// `co_await from.changed()` waits until there is a value that this receiver
  /// has not seen, counts it as seen and gives true; false when the last sender
  /// is gone and its last value was seen. No errors. Resumes on the task's own
  /// executor.
  /// Cancel safety: nothing counts as seen when it is stopped.
  COROLINT_RECEIVES COROLINT_CANCEL_SAFE detail::change_operation<T>
  changed() noexcept COROLINT_LIFETIMEBOUND {
    return {*state, seen};
  }

  /// The value as it is now, which counts as seen. It does not change; keep it
  /// as long as you like. Not while a changed() is awaited.
  std::shared_ptr<const T> latest() noexcept { return state->latest(seen); }

private:
  friend struct detail::channel_access;
  friend class watch_sender<T>;

  watch_receiver(std::shared_ptr<detail::watch_state<T>> s,
                 std::uint64_t version) noexcept
      : state(std::move(s)), seen(version) {}

  detail::receiving_end<detail::watch_state<T>> state;
  /// The number of the last value that was seen. Guarded by the lock of the
  /// state while it waits.
  std::uint64_t seen;
};

template <class T>
watch_receiver<T> watch_sender<T>::subscribe() const noexcept {
  state->add_receiver();
  watch_receiver<T> made(state.shared(), 0);
  made.latest();
  return made;
}

/// A channel for the latest value of type \p T.
template <class T> struct watch {
  using sender_type = watch_sender<T>;
  using receiver_type = watch_receiver<T>;

  /// The receiver has seen \p first. Throws what the move of T throws and
  /// std::bad_alloc.
  [[nodiscard]] static std::pair<watch_sender<T>, watch_receiver<T>>
  create(T first) {
    auto state = std::make_shared<detail::watch_state<T>>(std::move(first));
    return {detail::channel_access::make<watch_sender<T>>(state),
            detail::channel_access::make<watch_receiver<T>>(state,
                                                            std::uint64_t(0))};
  }
};

} // namespace channel
} // namespace corolint::rt

#endif // COROLINT_RT_CHANNEL_WATCH_H

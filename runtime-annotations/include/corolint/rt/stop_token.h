//===--- corolint/rt/stop_token.h - asking work to stop -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The stop tokens of C++26 ([stoptoken.inplace]), which the standard libraries
// here lack: like std::stop_token, but the state lives in the source, so that
// nothing is allocated, and tokens and callbacks must not outlive the source.
//
// Tasks do not handle tokens: a task inherits its token from whoever awaits it,
// and every await ends by itself when stop is requested. Tokens are for code
// that computes for long between two awaits, and for other libraries:
//
// Good:
//   task<> hash_all(std::span<const file> files) {
//     for (const file &each : files) {
//       if (co_await stop_requested())
//         co_return;
//       hash(each);
//     }
//   }
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_STOP_TOKEN_H
#define COROLINT_RT_STOP_TOKEN_H

#include "corolint/annotations.h"
#include <atomic>
#include <concepts>
#include <cstdint>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace corolint::rt {

class inplace_stop_source;
template <class F> class inplace_stop_callback;

namespace detail {
class inner_stop_source;
} // namespace detail

/// Looks at an inplace_stop_source, which has to outlive it. A token that was
/// default constructed looks at none and is never asked to stop.
class inplace_stop_token {
public:
  template <class F> using callback_type = inplace_stop_callback<F>;

  inplace_stop_token() noexcept = default;

  /// Whether stop has been requested.
  bool stop_requested() const noexcept;

  /// Whether there is a source that could request it.
  bool stop_possible() const noexcept { return source != nullptr; }

  void swap(inplace_stop_token &other) noexcept {
    std::swap(source, other.source);
  }

  friend bool operator==(const inplace_stop_token &,
                         const inplace_stop_token &) noexcept = default;

private:
  friend class inplace_stop_source;
  friend class detail::inner_stop_source;
  template <class F> friend class inplace_stop_callback;

  explicit inplace_stop_token(inplace_stop_source *from) noexcept
      : source(from) {}

  inplace_stop_source *source = nullptr;
};

namespace detail {

/// What a source knows of a callback: a node of its list. Guarded by the lock
/// of the source, except where it says otherwise.
class stop_callback_base {
public:
  stop_callback_base(const stop_callback_base &) = delete;
  stop_callback_base &operator=(const stop_callback_base &) = delete;

protected:
  using run_function = void (*)(stop_callback_base &) noexcept;

  stop_callback_base(inplace_stop_source *from, run_function f) noexcept
      : source(from), run(f) {}
  ~stop_callback_base() = default;

  /// Registers; runs the callback here and now if stop was already requested.
  void attach() noexcept;

  /// Deregisters; waits for a call that is under way on another thread.
  void detach() noexcept;

private:
  friend class rt::inplace_stop_source;

  /// Null when there is nothing to deregister from.
  inplace_stop_source *source;
  run_function run;
  stop_callback_base *next = nullptr;
  /// What points to this node; null once it was taken out to be run.
  stop_callback_base **link = nullptr;
  /// While it runs: where to say that it destroyed itself. Only used by the
  /// thread that runs it.
  bool *destroyed = nullptr;
  std::atomic<bool> finished = false;
};

} // namespace detail

/// Requests stop, once, and tells all callbacks registered through its tokens.
class COROLINT_THREAD_SAFE inplace_stop_source {
public:
  inplace_stop_source() noexcept = default;
  inplace_stop_source(const inplace_stop_source &) = delete;
  inplace_stop_source &operator=(const inplace_stop_source &) = delete;

  inplace_stop_token get_token() const noexcept {
    return inplace_stop_token(const_cast<inplace_stop_source *>(this));
  }

  static constexpr bool stop_possible() noexcept { return true; }

  bool stop_requested() const noexcept {
    return (state.load(std::memory_order_acquire) & requested) != 0 ||
           (outer && outer->stop_requested());
  }

  /// Runs all callbacks on this thread. Returns false, having done nothing, if
  /// stop was requested before: their callbacks may then still be running. The
  /// source has to live until this returns.
  bool request_stop() noexcept;

private:
  friend class detail::stop_callback_base;
  friend class detail::inner_stop_source;

  static constexpr std::uint8_t requested = 1;
  static constexpr std::uint8_t locked = 2;

  void lock() noexcept;
  void unlock() noexcept;
  bool lock_unless_requested(std::uint8_t also_set) noexcept;

  std::atomic<std::uint8_t> state = 0;
  /// Guarded by the lock bit of `state`.
  detail::stop_callback_base *callbacks = nullptr;
  /// The thread inside request_stop.
  std::thread::id requester;
  /// Of an inner_stop_source: what else asks it to stop.
  inplace_stop_source *outer = nullptr;
};

inline bool inplace_stop_token::stop_requested() const noexcept {
  return source && source->stop_requested();
}

/// Calls a function when stop is requested: on the thread that requests it, or
/// on this one, from the constructor, if that has happened before. After the
/// destructor the call is over, or will not come; only a callback that destroys
/// itself does not wait for itself.
template <class F>
class inplace_stop_callback : private detail::stop_callback_base {
public:
  using callback_type = F;

  template <class G>
    requires std::constructible_from<F, G>
  explicit inplace_stop_callback(inplace_stop_token token, G &&f) noexcept(
      std::is_nothrow_constructible_v<F, G>)
      : stop_callback_base(token.source, &run), function(std::forward<G>(f)) {
    attach();
  }

  ~inplace_stop_callback() { detach(); }

private:
  static void run(stop_callback_base &self) noexcept {
    static_cast<inplace_stop_callback &>(self).function();
  }

  F function;
};

template <class F>
inplace_stop_callback(inplace_stop_token, F) -> inplace_stop_callback<F>;

namespace detail {

/// Has a stop source ask for stop.
struct request_stop_of {
  inplace_stop_source *source;
  void operator()() const noexcept { source->request_stop(); }
};

/// Passes a request on to a source of one's own.
using chained_stop = inplace_stop_callback<request_stop_of>;

/// A source that is also asked to stop when another one is. The other one hears
/// of it only when a callback is registered here: most tasks end before they
/// wait for anything, and all tasks of a scope would meet in its lock.
class inner_stop_source : public inplace_stop_source {
public:
  /// The source of \p from has to live until leave().
  explicit inner_stop_source(inplace_stop_token from) noexcept {
    outer = from.source;
  }
  ~inner_stop_source() { leave(); }

  /// The other one does not matter any more. When nobody uses a token of this
  /// one; request_stop() may be on its way.
  void leave() noexcept {
    link.reset();
    outer = nullptr;
  }

private:
  friend class stop_callback_base;

  /// Registers with the other source. A callback that comes meanwhile need not
  /// wait for that: if stop was requested before, it runs when this is done.
  void join() noexcept {
    if (!joined.exchange(true, std::memory_order_relaxed))
      link.emplace(inplace_stop_token(outer), request_stop_of{this});
  }

  std::optional<chained_stop> link;
  std::atomic<bool> joined = false;
};

} // namespace detail

} // namespace corolint::rt

#endif // COROLINT_RT_STOP_TOKEN_H

//===--- corolint/rt/detail/listed.h - locks and channels to look at ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// While an `observation` (observe.h) exists, every lock and channel that tasks
// wait for puts itself on a list, and every holder of a lock is noted. Without
// one this costs a load where they are made and a branch where they end.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_LISTED_H
#define COROLINT_RT_DETAIL_LISTED_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/type_name.h"
#include <atomic>
#include <cstddef>
#include <source_location>
#include <string_view>
#include <utility>

namespace corolint::rt::detail {

struct list_entry;
struct note_entry;

/// What something on the list is.
struct resource_kind {
  /// A string literal, like "mutex".
  const char *name;
  /// What it guards, or carries; static, too. Empty for nothing.
  std::string_view type;
  /// Otherwise a lock.
  bool is_channel;
};

/// What a lock or channel has to say about itself.
struct resource_report {
  /// The messages in a channel; the units of a lock that are not there.
  std::size_t used = 0;
  /// The most that can be used; the largest number there is for no bound.
  std::size_t capacity = 0;
  /// The ends of a channel.
  std::size_t senders = 0;
  std::size_t receivers = 0;
};

/// The place of a lock or channel on the list: its last member, so that it is
/// on the list only while all of it is alive.
class listed {
public:
  /// Gives the report of the object. Is called from any thread, and may only
  /// take the internal lock of the object.
  using report_function = resource_report (*)(const void *of) noexcept;

  /// \p lock is the address by which waits know the object: its internal lock.
  listed(const resource_kind &kind, const void *of, const void *lock,
         report_function report) noexcept {
    if (observations.load(std::memory_order_relaxed) != 0) [[unlikely]]
      entry = enlist(kind, of, lock, report);
  }
  listed(const listed &) = delete;
  listed &operator=(const listed &) = delete;
  ~listed() {
    if (entry) [[unlikely]]
      delist(*entry);
  }

  /// How many observations there are. Global, since locks and channels belong
  /// to no runtime.
  static inline std::atomic<int> observations = 0;

private:
  friend class lock_hold;

  static list_entry *enlist(const resource_kind &kind, const void *of,
                            const void *lock, report_function report) noexcept;
  static void delist(list_entry &gone) noexcept;

  list_entry *entry = nullptr;
};

/// That somebody holds units of a lock.
class lock_hold {
public:
  lock_hold() noexcept = default;

  /// The task that runs on this thread, if one does, took \p amount units at
  /// \p at.
  lock_hold(const listed &of, std::size_t amount,
            const std::source_location &at) noexcept {
    if (of.entry) [[unlikely]]
      noted = note(*of.entry, amount, at);
  }
  lock_hold(lock_hold &&other) noexcept
      : noted(std::exchange(other.noted, nullptr)) {}
  lock_hold &operator=(lock_hold &&other) noexcept {
    std::swap(noted, other.noted);
    return *this;
  }
  ~lock_hold() { end(); }

  /// To be called before the lock is given back, so that nobody is listed who
  /// does not hold it any more.
  void end() noexcept {
    if (noted) [[unlikely]]
      forget(*std::exchange(noted, nullptr));
  }

private:
  static note_entry *note(list_entry &of, std::size_t amount,
                          const std::source_location &at) noexcept;
  static void forget(note_entry &ended) noexcept;

  note_entry *noted = nullptr;
};

/// The name of a type as a diagnostic would print it.
template <class T> constexpr std::string_view printed_type() {
  return argument_in(text_of_type<T>());
}

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_LISTED_H

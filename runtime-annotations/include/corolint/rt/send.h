//===--- corolint/rt/send.h - may this object go to another thread? -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust asks two questions before a value may cross to another thread. C++ needs
// three, because const is its contract for sharing, and because nothing makes a
// reference the only one:
//
//   Send   an object may be handed over, used and destroyed over there
//   Sync   any number of threads may use one object through const access
//   Safe   any number of threads may call any members of one object
//
//   send_of<int>                        yes
//   send_of<rc<int>>                    no: its count is not atomic
//   send_of<std::shared_ptr<int>>       no: two owners may write to the int
//   send_of<std::shared_ptr<const int>> yes
//   send_of<std::function<void()>>      unknown: what it calls is erased
//
// The answer has three values because the trait is shallow: C++20 shows neither
// the members of a class nor the captures of a closure, so those are unknown
// here. `spawn` refuses what is certain and lets pass what is unknown; corolint
// looks into members, captures and coroutine frames and reports the rest
// (non-send-capture, non-send-across-await). Both go by one table, the linter's
// SendTypes.def, so that they cannot disagree.
//
// Good:
//   thread::spawn([](std::vector<int> rows) { ... }, std::move(rows));
// Bad, does not compile:
//   thread::spawn([](int *row) { *row = 1; }, &row);
// Bad, compiles; reported by the linter (borrowed-capture):
//   thread::spawn([&] { row = 1; });
//
// A class of one's own is unknown unless its author says more: to the linter
// with an annotation, to this trait with `declared`. Say both.
//
//   class COROLINT_NOT_SEND cursor { int slot; };
//   template <> struct corolint::rt::declared<cursor> {
//     static constexpr corolint::rt::answer send = corolint::rt::answer::no;
//   };
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SEND_H
#define COROLINT_RT_SEND_H

#include "corolint/rt/detail/send_rules.h"

namespace corolint::rt {

/// What the author of a class says of it, for this trait: specialise it with
/// any of the static members `send`, `sync` and `safe`, each an `answer`.
/// Says more than the table. What is not said follows from what is: a type that
/// is not Send is not Safe, one that is Safe is Sync. The specialisation has to
/// be seen before the type is asked about.
///
/// Template arguments may decide, with all three values:
///
///   template <class T> class COROLINT_SEND_IF(send<T>) box;
///   template <class T> struct corolint::rt::declared<box<T>> {
///     static constexpr answer send = send_of<T>;
///   };
template <class T> struct declared;

/// Whether objects of type \p T may be handed to another thread, used and
/// destroyed there.
template <class T>
inline constexpr answer send_of = detail::derive<detail::property::send, T>();

/// Whether any number of threads may use one object of type \p T through const
/// access at the same time.
template <class T>
inline constexpr answer sync_of = detail::derive<detail::property::sync, T>();

/// Whether any number of threads may call any members of one object of type
/// \p T at the same time. Safe includes Sync.
template <class T>
inline constexpr answer safe_of = detail::derive<detail::property::safe, T>();

/// Send for as long as a scope lasts that is joined at its end: what is
/// borrowed, by pointer, reference, std::reference_wrapper or std::span, counts
/// as handed over and back, so the object has to be Send and not Safe. Two
/// threads that borrow one object race all the same; the linter sees them.
template <class T>
inline constexpr answer scoped_send_of = detail::derive_scoped<T>();

/// \p T is not known to be bound to a thread. Code that must be certain asks
/// for `send_of<T> == answer::yes`.
template <class T>
concept send = send_of<T> != answer::no;

/// Nothing is known against several threads that read one \p T.
template <class T>
concept sync = sync_of<T> != answer::no;

/// Nothing is known against several threads that use one \p T.
template <class T>
concept safe = safe_of<T> != answer::no;

/// Nothing is known against lending \p T to the thread of a scope.
template <class T>
concept scoped_send = scoped_send_of<T> != answer::no;

namespace detail {

/// The error that users see; the compiler names \p T in the line beside it.
template <class T> struct require_send {
  static_assert(
      send<T>,
      "this type is not Send: an object of it must not go to another thread. "
      "It is bound to its thread (rc, a lock guard), or it refers to data that "
      "nothing synchronises (a pointer, std::ref, std::shared_ptr). Hand over "
      "a copy or the object itself, share an arc of something constant or "
      "locked, or borrow within thread::scope. 'corolint explain-type' tells "
      "why");
};
template <class T> struct require_scoped_send {
  static_assert(
      scoped_send<T>,
      "this type is not Send, not even for the time of a scope: an object of "
      "it must not be used by another thread. It is bound to its thread (rc, a "
      "lock guard), or it is one of several owners of data that nothing "
      "synchronises (std::shared_ptr). Hand over a copy, or borrow the data "
      "itself. 'corolint explain-type' tells why");
};
template <class... Ts> constexpr void require_all_send() {
  (static_cast<void>(require_send<Ts>()), ...);
}
template <class... Ts> constexpr void require_all_scoped_send() {
  (static_cast<void>(require_scoped_send<Ts>()), ...);
}

} // namespace detail
} // namespace corolint::rt

#endif // COROLINT_RT_SEND_H

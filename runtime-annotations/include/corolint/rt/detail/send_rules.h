//===--- corolint/rt/detail/send_rules.h - how send.h finds its answers ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules of the linter (its SendRules), as far as a type shows itself to
// C++20. An answer comes from, in this order: `declared`; the table; what the
// language says of types that are no classes. Members are out of sight.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_SEND_RULES_H
#define COROLINT_RT_DETAIL_SEND_RULES_H

#include "send_table.h"
#include "type_name.h"
#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace corolint::rt {

/// Whether a type has a property. That of a whole is the worst of its parts'.
enum class answer : unsigned char {
  yes,
  unknown, ///< the type does not tell: the linter looks further
  no,      ///< certain
};

/// Documented in send.h.
template <class T> struct declared {};

namespace detail {

enum class property : unsigned char { send, sync, safe };

template <property P, class T> constexpr answer derive();

constexpr answer worse(answer a, answer b) { return std::max(a, b); }

template <property P, class... Ts> constexpr answer worst_of(type_list<Ts...>) {
  answer worst = answer::yes;
  ((worst = worse(worst, derive<P, Ts>())), ...);
  return worst;
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

template <class... Ts> struct first_of {
  using type = void;
  static constexpr bool exists = false;
};
template <class T, class... Ts> struct first_of<T, Ts...> {
  using type = T;
  static constexpr bool exists = true;
};
template <class... Ts> constexpr first_of<Ts...> first_in(type_list<Ts...>) {
  return {};
}
template <class List> using first_t = decltype(first_in(List()));

/// The rows of the name of \p T, as the half-open interval of their indices.
struct interval {
  std::size_t begin, end;
};
template <class T> constexpr interval find_rows() {
  const std::string_view name = named<T>::name.view();
  const auto *begin = std::begin(send_table), *end = std::end(send_table);
  const auto *low = std::lower_bound(
      begin, end, name,
      [](const send_row &row, std::string_view n) { return row.name < n; });
  const auto *high = low;
  while (high != end && high->name == name)
    ++high;
  return {static_cast<std::size_t>(low - begin),
          static_cast<std::size_t>(high - begin)};
}
template <class T> inline constexpr interval rows_of = find_rows<T>();

template <class T> constexpr bool is_shared_owner() {
  for (std::size_t i = rows_of<T>.begin; i != rows_of<T>.end; ++i)
    if (send_table[i].send == formula::shared_owner)
      return true;
  return false;
}

template <class T> constexpr bool holds(applies when) {
  using first = first_t<typename named<T>::arguments>;
  switch (when) {
  case applies::always:
    return true;
  case applies::bool_argument:
    return std::is_same_v<typename first::type, bool>;
  case applies::void_argument:
    return first::exists && std::is_void_v<typename first::type>;
  case applies::owner_argument:
    if constexpr (std::is_class_v<typename first::type>)
      return is_shared_owner<typename first::type>();
    else
      return false;
  case applies::pointer_to:
    return false;
  }
  return false;
}

inline constexpr std::size_t no_row = static_cast<std::size_t>(-1);

/// The row that answers for objects of type \p T, or with \p AsPointer for
/// pointers and references to them.
template <class T, bool AsPointer> constexpr std::size_t find_row() {
  for (std::size_t i = rows_of<T>.begin; i != rows_of<T>.end; ++i)
    if (AsPointer ? send_table[i].when == applies::pointer_to
                  : holds<T>(send_table[i].when))
      return i;
  return no_row;
}
template <class T, bool AsPointer = false>
inline constexpr std::size_t row_of = find_row<T, AsPointer>();

constexpr formula formula_in(const send_row &row, property p) {
  return p == property::send   ? row.send
         : p == property::sync ? row.sync
                               : row.safe;
}

//===----------------------------------------------------------------------===//
// Formulas
//===----------------------------------------------------------------------===//

template <property P, std::size_t N, class... Ts>
constexpr answer of_first(type_list<Ts...>) {
  answer worst = answer::yes;
  std::size_t number = 0;
  ((worst = number++ < N ? worse(worst, derive<P, Ts>()) : worst), ...);
  return worst;
}

/// One owner of an object: only destroying and using it is up to one thread,
/// const does not reach through a pointer.
template <property P, class T, class... Others>
constexpr answer of_owner(type_list<T, Others...>) {
  constexpr property of_object = P == property::send ? P : property::safe;
  return worse(derive<of_object, T>(), worst_of<P>(type_list<Others...>()));
}

/// One of several owners; \p Shared is what they may do at the same time.
template <property Shared, class T, class... Others>
constexpr answer of_shared(type_list<T, Others...>) {
  return worse(derive<property::send, T>(), derive<Shared, T>());
}

/// Elements of somebody else's: safe for how long is nobody's knowledge here.
template <class T, class... Others>
constexpr answer of_view(type_list<T, Others...>) {
  if (std::is_const_v<T>)
    return answer::unknown;
  return worse(answer::unknown, derive<property::safe, T>());
}

/// Of what can be locked, the table has the locks of threads.
template <class... Locks> constexpr answer of_guard(type_list<Locks...>) {
  const bool known = ((row_of<std::remove_cv_t<Locks>> != no_row) || ...);
  return known ? answer::no : answer::unknown;
}

template <class S> inline constexpr bool is_const_call = false;
template <class R, class... A>
inline constexpr bool is_const_call<R(A...) const> = true;
template <class R, class... A>
inline constexpr bool is_const_call<R(A...) const noexcept> = true;
template <class R, class... A>
inline constexpr bool is_const_call<R(A...) const &> = true;
template <class R, class... A>
inline constexpr bool is_const_call<R(A...) const & noexcept> = true;
template <class R, class... A>
inline constexpr bool is_const_call<R(A...) const &&> = true;
template <class R, class... A>
inline constexpr bool is_const_call<R(A...) const && noexcept> = true;

/// What the formula \p F says of a class with the template arguments \p List.
template <property P, formula F, class List> constexpr answer apply() {
  constexpr std::size_t all = no_row;
  if constexpr (F == formula::yes)
    return answer::yes;
  else if constexpr (F == formula::no || F == formula::doubtful ||
                     F == formula::bound)
    return answer::no;
  else if constexpr (F == formula::arguments)
    return of_first<P, all>(List());
  else if constexpr (F == formula::first_argument)
    return of_first<P, 1>(List());
  else if constexpr (F == formula::first_two)
    return of_first<P, 2>(List());
  else if constexpr (F == formula::first_three)
    return of_first<P, 3>(List());
  else if constexpr (F == formula::first_four)
    return of_first<P, 4>(List());
  else if constexpr (F == formula::send_arguments)
    return worst_of<property::send>(List());
  else if constexpr (F == formula::send_sync_arguments)
    return worse(worst_of<property::send>(List()),
                 worst_of<property::sync>(List()));
  else if constexpr (F == formula::owner)
    return of_owner<P>(List());
  else if constexpr (F == formula::shared_owner)
    return of_shared<property::safe>(List());
  else if constexpr (F == formula::read_only)
    return of_shared<property::sync>(List());
  else if constexpr (F == formula::reference)
    return derive<P, typename first_t<List>::type &>();
  else if constexpr (F == formula::view)
    return of_view(List());
  else if constexpr (F == formula::guard)
    return of_guard(List());
  else if constexpr (F == formula::signature)
    return is_const_call<typename first_t<List>::type> ? answer::unknown
                                                       : answer::no;
  else // structure, borrow, unknown
    return answer::unknown;
}

template <property P, class T, std::size_t Row> constexpr answer by_row() {
  if constexpr (Row == no_row)
    return answer::unknown;
  else
    return apply<P, formula_in(send_table[Row], P),
                 typename named<T>::arguments>();
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

template <class T>
concept says_send = requires { declared<T>::send; };
template <class T>
concept says_sync = requires { declared<T>::sync; };
template <class T>
concept says_safe = requires { declared<T>::safe; };

/// Whether the author of \p T has said anything about \p P.
template <property P, class T> constexpr bool is_declared() {
  if constexpr (P == property::send)
    return says_send<T>;
  else if constexpr (P == property::sync)
    return says_sync<T> || says_safe<T> || says_send<T>;
  else
    return says_safe<T> || says_sync<T> || says_send<T>;
}

/// What follows for \p P from what the author has said. That something must
/// stay on its thread includes that it cannot be used from two.
template <property P, class T> constexpr answer by_declaration() {
  if constexpr (P == property::send && says_send<T>)
    return declared<T>::send;
  if constexpr (P == property::sync && says_sync<T>)
    return declared<T>::sync;
  if constexpr (says_safe<T>)
    if (P == property::safe || declared<T>::safe == answer::yes)
      return declared<T>::safe;
  if constexpr (P == property::safe && says_sync<T>)
    if (declared<T>::sync == answer::no)
      return answer::no;
  if constexpr (P == property::safe && says_send<T>)
    if (declared<T>::send == answer::no)
      return answer::no;
  return answer::unknown;
}

template <class T>
inline constexpr bool is_character =
    std::is_same_v<T, char> || std::is_same_v<T, wchar_t> ||
    std::is_same_v<T, char8_t> || std::is_same_v<T, char16_t> ||
    std::is_same_v<T, char32_t>;

/// A pointer or reference to \p T.
template <property P, class T, bool IsReference> constexpr answer behind() {
  using object = std::remove_cv_t<T>;
  if constexpr (std::is_function_v<T>)
    return answer::yes;
  else if constexpr (std::is_class_v<T> && row_of<object, true> != no_row)
    return by_row<P, object, row_of<object, true>>();
  else if constexpr ((P == property::safe && !IsReference) || std::is_void_v<T>)
    return answer::no;
  // A string literal, most of the time.
  else if constexpr (std::is_const_v<T> && is_character<object>)
    return P == property::sync ? answer::yes : answer::unknown;
  // const says that this side does not write, and nothing of other sides.
  else if constexpr (P == property::sync && std::is_const_v<T>)
    return derive<property::sync, T>();
  else
    return derive<property::safe, object>();
}

template <property P, class T> constexpr answer derive() {
  using object = std::remove_cv_t<T>;
  // Nobody writes to a constant object.
  if constexpr (P == property::safe && std::is_const_v<T>)
    return derive<property::sync, object>();
  else if constexpr (std::is_array_v<T>)
    return derive<P, std::remove_extent_t<T>>();
  else if constexpr (is_declared<P, object>())
    return by_declaration<P, object>();
  else if constexpr (std::is_reference_v<T>)
    return behind<P, std::remove_reference_t<T>, true>();
  else if constexpr (std::is_pointer_v<T>)
    return behind<P, std::remove_pointer_t<T>, false>();
  else if constexpr (std::is_function_v<T> || std::is_void_v<T>)
    return answer::yes;
  else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                     std::is_null_pointer_v<T> || std::is_member_pointer_v<T>)
    return P == property::safe ? answer::no : answer::yes;
  else if constexpr (std::is_union_v<T>)
    return P == property::safe ? answer::no : answer::unknown;
  else // classes, and what GCC does not take for one: the tag of va_list
    return by_row<P, object, row_of<object>>();
}

//===----------------------------------------------------------------------===//
// Borrows
//===----------------------------------------------------------------------===//

template <class T> constexpr formula send_formula() {
  if constexpr (row_of<T> == no_row)
    return formula::structure;
  else
    return send_table[row_of<T>].send;
}

/// Send for as long as a scope lasts: what is borrowed is handed over, and
/// comes back when the scope ends.
template <class T> constexpr answer derive_scoped() {
  using object = std::remove_cv_t<std::remove_pointer_t<std::decay_t<T>>>;
  if constexpr (std::is_pointer_v<std::decay_t<T>> || std::is_reference_v<T>) {
    if constexpr (std::is_void_v<object>)
      return answer::unknown;
    else
      return derive<property::send, object>();
  } else if constexpr (std::is_class_v<T>) {
    using arguments = typename named<std::remove_cv_t<T>>::arguments;
    constexpr formula f = send_formula<std::remove_cv_t<T>>();
    if constexpr (f == formula::reference || f == formula::view)
      return of_first<property::send, 1>(arguments());
    else
      return derive<property::send, T>();
  } else {
    return derive<property::send, T>();
  }
}

} // namespace detail
} // namespace corolint::rt

#endif // COROLINT_RT_DETAIL_SEND_RULES_H

//===--- corolint/rt/detail/send_formula.h - rows of the table of types ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_SEND_FORMULA_H
#define COROLINT_RT_DETAIL_SEND_FORMULA_H

#include <string_view>

namespace corolint::rt::detail {

/// How a row of the table answers; the linter's Roles.def has the same list.
enum class formula : unsigned char {
  structure, ///< as its members and bases say, which the trait cannot see
  yes,
  borrow, ///< as long as the object lives that it refers to
  unknown,
  no,       ///< not, a problem only when two threads really share it
  doubtful, ///< not, though many uses are harmless
  bound,    ///< not: it belongs to one thread
  arguments,
  first_argument,
  first_two,
  first_three,
  first_four,
  send_arguments,      ///< if all arguments are Send
  send_sync_arguments, ///< if all arguments are Send and Sync
  owner,               ///< the sole owner of its first argument
  shared_owner,        ///< one of several owners of its first argument
  read_only,           ///< one of several who read its first argument
  reference,           ///< a reference to its first argument
  view,                ///< elements that somebody else owns
  guard,               ///< bound to a thread if the lock is
  signature,           ///< whether the call of an erased callable is const
};

/// What a row is about, of the types of its name.
enum class applies : unsigned char {
  always,
  bool_argument,  ///< the first argument is bool
  void_argument,  ///< the first argument is void
  owner_argument, ///< the first argument is a shared owner
  pointer_to,     ///< pointers and references to the type, as such
};

struct send_row {
  std::string_view name; ///< qualified, without inline namespaces
  applies when;
  formula send;
  formula sync;
  formula safe;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_SEND_FORMULA_H

//===--- dependent.cpp - annotations whose arguments depend on templates --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// run.py reads the attributes of this file (C++17); every line 'expect: ...'
// has to be among them.
//
//===----------------------------------------------------------------------===//
#include <corolint/annotations.h>

template <class T> struct is_send {
  static constexpr bool value = true;
};
template <> struct is_send<int *> {
  static constexpr bool value = false;
};
template <class T> inline constexpr bool is_send_v = is_send<T>::value;

// A class as condition is converted; its comma needs no parentheses.
template <class A, class B> struct both {
  constexpr operator bool() const { return is_send_v<A> && is_send_v<B>; }
};

template <class T> struct COROLINT_SEND_IF(is_send_v<T>) Box {};
Box<int> BoxOfInt;
Box<int *> BoxOfPointer;
// expect: Box<int> decl annotate('corolint::send', 1)
// expect: Box<int_*> decl annotate('corolint::send', 0)

template <class... Ts>
struct COROLINT_SEND_IF((is_send_v<Ts> && ...))
    COROLINT_SYNC_IF((is_send_v<Ts> || ...)) Tuple {};
Tuple<> Nothing;
Tuple<int, char> Values;
Tuple<int, int *> Mixed;
// expect: Tuple<> decl annotate('corolint::send', 1)
// expect: Tuple<> decl annotate('corolint::sync', 0)
// expect: Tuple<int,_char> decl annotate('corolint::send', 1)
// expect: Tuple<int,_int_*> decl annotate('corolint::send', 0)
// expect: Tuple<int,_int_*> decl annotate('corolint::sync', 1)

template <class A, class B> struct COROLINT_SEND_IF(both<A, B>{}) Pair {};
Pair<int, int> Good;
Pair<int *, int> Bad;
// expect: Pair<int,_int> decl annotate('corolint::send', 1)
// expect: Pair<int_*,_int> decl annotate('corolint::send', 0)

// An explicit specialisation inherits nothing and says it again.
template <> struct COROLINT_NOT_SEND Box<long> {};
// expect: Box<long> decl annotate('corolint::send', 0)

// Instantiated parameters keep what the pattern says, packs included.
template <class F> void spawn(F COROLINT_SPAWNS Work);
template <class... F> void whenAll(F &&COROLINT_SCOPED... Work);
void use() {
  spawn(1);
  whenAll(1, 'c');
}
// expect: spawn<int>#0 type annotate('corolint::spawns')
// expect: whenAll<int,_char>#0 type annotate('corolint::scoped')
// expect: whenAll<int,_char>#1 type annotate('corolint::scoped')

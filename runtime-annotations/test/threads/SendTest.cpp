//===--- SendTest.cpp - what send.h says beyond the table -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/send.h"
#include "corolint/rt/arc.h"
#include "corolint/rt/rc.h"
#include "corolint/rt/thread.h"
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rt = corolint::rt;
using rt::answer;

namespace {

// What their authors say: to the linter with the annotation, to the trait with
// the specialisation below.
class COROLINT_NOT_SEND cursor {};
class COROLINT_NOT_SYNC shaper {};
class COROLINT_THREAD_SAFE meter {};
class COROLINT_SEND request {};
template <class T> class COROLINT_SEND_IF(rt::send<T>) box {};
class silent {};

} // namespace

template <> struct corolint::rt::declared<cursor> {
  static constexpr answer send = answer::no;
};
template <> struct corolint::rt::declared<shaper> {
  static constexpr answer sync = answer::no;
};
template <> struct corolint::rt::declared<meter> {
  static constexpr answer send = answer::yes;
  static constexpr answer safe = answer::yes;
};
template <> struct corolint::rt::declared<request> {
  static constexpr answer send = answer::yes;
};
template <class T> struct corolint::rt::declared<box<T>> {
  static constexpr answer send = send_of<T>;
};

namespace {

template <class T> std::string letters() {
  const auto letter = [](answer a) {
    return a == answer::yes ? 'Y' : a == answer::no ? 'n' : '?';
  };
  return {letter(rt::send_of<T>), letter(rt::sync_of<T>),
          letter(rt::safe_of<T>)};
}

TEST(Send, AClassIsWhatItsAuthorSays) {
  EXPECT_EQ(letters<silent>(), "???");
  EXPECT_EQ(letters<cursor>(), "n?n");
  EXPECT_EQ(letters<shaper>(), "?nn");
  EXPECT_EQ(letters<meter>(), "YYY");
  EXPECT_EQ(letters<request>(), "Y??");
}

TEST(Send, ATemplateMaySayWhatItsArgumentsAre) {
  EXPECT_EQ(rt::send_of<box<int>>, answer::yes);
  EXPECT_EQ(rt::send_of<box<silent>>, answer::unknown);
  EXPECT_EQ(rt::send_of<box<cursor>>, answer::no);
}

TEST(Send, WhatIsSaidCountsForTheWhole) {
  EXPECT_EQ((letters<std::map<int, std::vector<cursor>>>()), "n?n");
  EXPECT_EQ(letters<std::shared_ptr<meter>>(), "YYn");
  EXPECT_EQ(letters<std::shared_ptr<shaper>>(), "nnn");
  EXPECT_EQ(letters<std::shared_ptr<const shaper>>(), "nnn");
  EXPECT_EQ(letters<meter *>(), "YYn");
}

TEST(Send, ConstIsWhatMakesSharingSafe) {
  EXPECT_EQ(rt::safe_of<std::string>, answer::no);
  EXPECT_EQ(rt::safe_of<const std::string>, answer::yes);
  EXPECT_EQ(rt::safe_of<const int[3]>, answer::yes);
  EXPECT_EQ(rt::safe_of<volatile int>, answer::no);
}

TEST(Send, ClosuresAreUnknown) {
  int n = 0;
  const auto by_value = [n] { return n; };
  const auto by_reference = [&n] { return n; };
  EXPECT_EQ(rt::send_of<decltype(by_value)>, answer::unknown);
  EXPECT_EQ(rt::send_of<decltype(by_reference)>, answer::unknown);
  EXPECT_EQ(rt::send_of<std::function<void()>>, answer::unknown);
}

TEST(Send, NamesOfUsersAreTheirOwn) {
  struct vector {};
  struct mutex {};
  EXPECT_EQ(letters<vector>(), "???");
  EXPECT_EQ(letters<mutex>(), "???");
  // A member of a class that the table knows is not that class.
  EXPECT_EQ((letters<std::map<int, int>::value_compare>()), "???");
}

TEST(Send, UnknownSatisfiesTheConceptsAndNoDoesNot) {
  static_assert(rt::send<int> && rt::send<silent> && !rt::send<cursor>);
  static_assert(rt::sync<int> && rt::sync<silent> && !rt::sync<shaper>);
  static_assert(rt::safe<meter> && rt::safe<silent> && !rt::safe<int>);
}

TEST(ScopedSend, ABorrowIsHandedOverAndBack) {
  EXPECT_EQ(rt::scoped_send_of<int *>, answer::yes);
  EXPECT_EQ(rt::scoped_send_of<std::string &>, answer::yes);
  EXPECT_EQ(rt::scoped_send_of<const char *>, answer::yes);
  EXPECT_EQ(rt::scoped_send_of<std::reference_wrapper<std::string>>,
            answer::yes);
  EXPECT_EQ(rt::scoped_send_of<std::span<int>>, answer::yes);
  EXPECT_EQ((rt::scoped_send_of<std::span<int, 3>>), answer::yes);
  EXPECT_EQ(rt::scoped_send_of<silent *>, answer::unknown);
  EXPECT_EQ(rt::scoped_send_of<void *>, answer::unknown);
  EXPECT_EQ(rt::scoped_send_of<std::string_view>, answer::unknown);
}

TEST(ScopedSend, WhatIsBoundToAThreadStaysThere) {
  EXPECT_EQ(rt::scoped_send_of<rt::rc<int>>, answer::no);
  EXPECT_EQ(rt::scoped_send_of<rt::rc<int> *>, answer::no);
  EXPECT_EQ(rt::scoped_send_of<std::reference_wrapper<cursor>>, answer::no);
  EXPECT_EQ(rt::scoped_send_of<std::span<cursor>>, answer::no);
  EXPECT_EQ(rt::scoped_send_of<rt::thread::mutex<int>::guard>, answer::no);
}

TEST(ScopedSend, OneOfSeveralOwnersIsNoBorrow) {
  EXPECT_EQ(rt::scoped_send_of<std::shared_ptr<int>>, answer::no);
  EXPECT_EQ(rt::scoped_send_of<std::shared_ptr<const int>>, answer::yes);
}

} // namespace

//===--- BytesTest.cpp - data as bytes, and back ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bytes.h"
#include <gtest/gtest.h>
#include <limits>

using namespace corolint::driver;

namespace {

template <class T> T roundTrip(T Value) {
  Writer Out;
  Out(Value);
  Reader In(Out.Bytes);
  T Read{};
  In(Read);
  EXPECT_TRUE(In.complete());
  return Read;
}

template <class T> void extremes() {
  for (T Value : {std::numeric_limits<T>::min(), T(0), T(1), T(127),
                  std::numeric_limits<T>::max()})
    EXPECT_EQ(roundTrip(Value), Value);
}

TEST(Bytes, NumbersOfAllSizes) {
  extremes<bool>();
  extremes<uint8_t>();
  extremes<int32_t>();
  extremes<uint32_t>();
  extremes<int64_t>();
  extremes<uint64_t>();
  EXPECT_EQ(roundTrip(0.1), 0.1);
  EXPECT_EQ(roundTrip(std::string("a\0b", 3)), std::string("a\0b", 3));
}

TEST(Bytes, ANumberThatIsTooLarge) {
  Writer Out;
  uint64_t Large = 256;
  Out(Large);
  Reader In(Out.Bytes);
  uint8_t Small = 1;
  In(Small);
  EXPECT_TRUE(In.failed());
  EXPECT_EQ(Small, 0);
}

TEST(Bytes, AStringThatEndsTooEarly) {
  Writer Out;
  size_t Size = 1000;
  Out(Size);
  Out.Bytes += "short";
  Reader In(Out.Bytes);
  std::string Text;
  In(Text);
  EXPECT_TRUE(In.failed());
  EXPECT_EQ(Text, "");
}

// A count says nothing about how much there is.
TEST(Bytes, AListThatClaimsToBeHuge) {
  Writer Out;
  size_t Size = std::numeric_limits<size_t>::max();
  Out(Size);
  Out.Bytes += "\1\2\3";
  Reader In(Out.Bytes);
  std::vector<uint32_t> Items;
  In.list(Items, [&](uint32_t &Item) { In(Item); });
  EXPECT_TRUE(In.failed());
  EXPECT_LE(Items.size(), 4U);
}

TEST(Bytes, AChoiceThatDoesNotExist) {
  enum Colour : uint8_t { Red, Green, Blue };
  Writer Out;
  Colour Last = Blue;
  Out.choice(Last, Blue);
  Reader In(Out.Bytes);
  Colour Read = Red;
  In.choice(Read, Green);
  EXPECT_TRUE(In.failed());
  EXPECT_EQ(Read, Red);
}

TEST(Bytes, ATableHasEachStringOnce) {
  TableWriter Out;
  std::string Long(100, 'x'), Other = "y";
  for (std::string *Text : {&Long, &Other, &Long, &Long})
    Out(*Text);
  const std::string Bytes = Out.finish();
  EXPECT_LT(Bytes.size(), 120U);
  TableReader In(Bytes);
  std::string A, B, C, D;
  for (std::string *Text : {&A, &B, &C, &D})
    In(*Text);
  EXPECT_TRUE(In.complete());
  EXPECT_EQ(A + B + C + D, Long + Other + Long + Long);
}

TEST(Bytes, ATableWithoutTheString) {
  TableWriter Out;
  uint32_t Number = 3;
  Out(Number);
  const std::string Bytes = Out.finish();
  TableReader In(Bytes);
  std::string Text;
  In(Text);
  EXPECT_TRUE(In.failed());
}

} // namespace

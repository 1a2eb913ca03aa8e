//===--- OutputTest.cpp - text that nobody obeys, keys, moved paths -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "cache/Checkout.h"
#include "findings/Baseline.h"
#include "output/SafeStream.h"
#include "gtest/gtest.h"

using namespace corolint::driver;

static std::string written(SafeStream::Form Form,
                           std::initializer_list<llvm::StringRef> Parts) {
  std::string Text;
  llvm::raw_string_ostream To(Text);
  {
    SafeStream Stream(To, Form);
    for (llvm::StringRef Part : Parts)
      Stream << Part;
  }
  return Text;
}

TEST(SafeStream, Controls) {
  EXPECT_EQ(safe("a\tb\n\x1b[31m\x7f"), "a\tb\n<U+001B>[31m<U+007F>");
  EXPECT_EQ(safe("\xc2\x9b \xe2\x80\xae ok \xc3\xa4"),
            "<U+009B> <U+202E> ok \xc3\xa4");
  EXPECT_EQ(safe("\x9b\xff x \xe2\x80"), "<9B><FF> x <E2><80>");
}

TEST(SafeStream, CharactersInParts) {
  EXPECT_EQ(written(SafeStream::Form::Text, {"\xe2", "\x80", "\xae", "x"}),
            "<U+202E>x");
  EXPECT_EQ(written(SafeStream::Form::Json, {"\xe2\x80\xae\x7f\xff"}),
            "\\u202e\\u007f\\ufffd");
}

TEST(SafeStream, ColoursOfClangOnly) {
  const auto Coloured = SafeStream::Form::Coloured;
  EXPECT_EQ(written(Coloured, {"\x1b[0;1;31merror\x1b", "[0", "m"}),
            "\x1b[0;1;31merror\x1b[0m");
  EXPECT_EQ(written(Coloured, {"\x1b[8mhidden"}), "<U+001B>[8mhidden");
  EXPECT_EQ(written(Coloured, {"\x1b[2J"}), "<U+001B>[2J");
  EXPECT_EQ(written(Coloured, {"\x1b]0;title\x07"}),
            "<U+001B>]0;title<U+0007>");
  EXPECT_EQ(written(Coloured, {"\x1b["}), "<U+001B>[");
}

TEST(Checkout, MovesWholePaths) {
  EXPECT_EQ(movePaths("-I/a/b/c /a/b", "/a/b", "/x"), "-I/x/c /x");
  EXPECT_EQ(movePaths("/a/bc /a/b-d /a/b.e", "/a/b", "/x"),
            "/a/bc /a/b-d /a/b.e");
  EXPECT_EQ(movePaths("(lambda at /a/b/f.cpp:3:4)", "/a/b", "/long/x"),
            "(lambda at /long/x/f.cpp:3:4)");
  EXPECT_EQ(movePaths("/a", "/", "/x"), "/a");
}

TEST(Baseline, CountsAndFunctions) {
  Baseline Known;
  Known.add({"rule", "a.cpp", "f()", "text"});
  Known.add({"rule", "a.cpp", "f()", "text"});
  Known.add({"rule", "a.cpp", "", "text"});
  EXPECT_TRUE(Known.take({"rule", "moved.cpp", "f()", "text"}));
  EXPECT_TRUE(Known.take({"rule", "a.cpp", "f()", "text"}));
  EXPECT_FALSE(Known.take({"rule", "a.cpp", "f()", "text"}));
  EXPECT_FALSE(Known.take({"rule", "moved.cpp", "", "text"}));
  EXPECT_TRUE(Known.take({"rule", "a.cpp", "", "text"}));
  EXPECT_EQ(Known.size(), 0u);
}

TEST(Baseline, TextIsEscaped) {
  Baseline Known;
  Known.add({"rule", "a\tb", "f()", "one\\two\nthree"});
  EXPECT_EQ(Known.text(), "# corolint baseline 1\n"
                          "rule\t1\ta\\tb\tf()\tone\\\\two\\nthree\n");
}

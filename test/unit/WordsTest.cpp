//===--- WordsTest.cpp - the words of an identifier -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Words.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

TEST(HasWord, FindsItInEverySpelling) {
  for (const char *Name :
       {"join", "Join", "JOIN", "join_all", "all_join", "JoinAll", "joinAll",
        "asyncJoin", "async_join_", "_join", "join2", "2join", "try_join_for",
        "JOIN_ALL", "tryJOIN", "m_join"})
    EXPECT_TRUE(hasWord(Name, {"join"})) << Name;
}

TEST(HasWord, IsNoPartOfAWord) {
  for (const char *Name : {"joinable", "joined", "rejoin", "Joinable", "joins",
                           "", "_", "42", "jo_in", "joIn"})
    EXPECT_FALSE(hasWord(Name, {"join"})) << Name;
}

TEST(HasWord, LooksForAnyOfThem) {
  EXPECT_TRUE(hasWord("wait_for_all", {"join", "wait"}));
  EXPECT_TRUE(hasWord("wait_for_all", {"all", "join"}));
  EXPECT_FALSE(hasWord("wait_for_all", {"join", "forall"}));
  EXPECT_FALSE(hasWord("wait_for_all", {}));
}

// `IOJoin` could be IO join or I O join; an abbreviation in capitals keeps the
// word behind it.
TEST(HasWord, AbbreviationsInCapitalsAreOneWord) {
  EXPECT_TRUE(hasWord("joinIO", {"join"}));
  EXPECT_TRUE(hasWord("joinIO", {"io"}));
  EXPECT_TRUE(hasWord("getURL", {"url"}));
  EXPECT_FALSE(hasWord("getURL", {"u", "r", "l"}));
}

TEST(BeginsWithWord, IsTheFirstOnly) {
  EXPECT_TRUE(beginsWithWord("set_handler", "set"));
  EXPECT_TRUE(beginsWithWord("setHandler", "set"));
  EXPECT_TRUE(beginsWithWord("SetHandler", "set"));
  EXPECT_TRUE(beginsWithWord("_set", "set"));
  EXPECT_TRUE(beginsWithWord("on", "on"));
  EXPECT_FALSE(beginsWithWord("settle", "set"));
  EXPECT_FALSE(beginsWithWord("reset", "set"));
  EXPECT_FALSE(beginsWithWord("handler_set", "set"));
  EXPECT_FALSE(beginsWithWord("once", "on"));
  EXPECT_FALSE(beginsWithWord("", "set"));
}

} // namespace

//===--- ChangedLinesTest.cpp - diffs of git ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/ChangedLines.h"
#include "gtest/gtest.h"

using namespace corolint::driver;

TEST(ChangedLines, AddedChangedAndRemoved) {
  ChangedLines Lines;
  ASSERT_TRUE(Lines.addDiff("diff --git a/s/a.cpp b/s/a.cpp\n"
                            "index 1..2 100644\n"
                            "--- a/s/a.cpp\n"
                            "+++ b/s/a.cpp\n"
                            "@@ -3 +3,2 @@ int f() {\n"
                            "-old\n"
                            "+new\n"
                            "+newer\n"
                            "@@ -20,2 +20,0 @@\n"
                            "-gone\n"
                            "-gone\n"
                            "diff --git a/b.cpp b/b.cpp\n"
                            "--- a/b.cpp\n"
                            "+++ /dev/null\n"
                            "@@ -1 +0,0 @@\n"
                            "-all\n",
                            "/r"));
  EXPECT_FALSE(Lines.touches("/r/s/a.cpp", 1, 2));
  EXPECT_TRUE(Lines.touches("/r/s/a.cpp", 1, 3));
  EXPECT_TRUE(Lines.touches("/r/s/a.cpp", 4, 4));
  EXPECT_FALSE(Lines.touches("/r/s/a.cpp", 5, 19));
  EXPECT_TRUE(Lines.touches("/r/s/a.cpp", 20, 20));
  EXPECT_TRUE(Lines.touches("/r/s/a.cpp", 21, 30));
  EXPECT_FALSE(Lines.touches("/r/s/a.cpp", 22, 30));
  EXPECT_FALSE(Lines.touches("/r/b.cpp", 1, 9));
}

TEST(ChangedLines, LinesOfFilesAreNoHeaders) {
  ChangedLines Lines;
  ASSERT_TRUE(Lines.addDiff("diff --git a/a.cpp b/a.cpp\n"
                            "--- a/a.cpp\n"
                            "+++ b/a.cpp\n"
                            "@@ -1 +1,2 @@\n"
                            "--- a/x\n"
                            "+++ b/x\n"
                            "+@@ -9 +9 @@\n",
                            "/r"));
  EXPECT_TRUE(Lines.touches("/r/a.cpp", 2, 2));
  EXPECT_FALSE(Lines.touches("/r/a.cpp", 9, 9));
  EXPECT_FALSE(Lines.touches("/r/x", 1, 99));
}

TEST(ChangedLines, QuotedNames) {
  ChangedLines Lines;
  ASSERT_TRUE(Lines.addDiff("diff --git \"a/t\\tb\" \"b/t\\tb\"\n"
                            "--- \"a/t\\tb\"\n"
                            "+++ \"b/t\\tb \\\\ \\\"q\\\" \\303\\274\"\n"
                            "@@ -1 +1 @@\n-x\n+y\n",
                            "/r"));
  EXPECT_TRUE(Lines.touches("/r/t\tb \\ \"q\" \303\274", 1, 1));
}

TEST(ChangedLines, WhatIsNoDiff) {
  EXPECT_FALSE(ChangedLines().addDiff("@@ nonsense @@\n", "/r"));
  EXPECT_TRUE(ChangedLines().addDiff("", "/r"));
}

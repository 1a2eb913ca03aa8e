//===--- TypeNamesTest.cpp - types, in words for users --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TypeNames.h"
#include "Code.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

TEST(TypeNames, AreWrittenAsUsersKnowThem) {
  Code C(R"cpp(
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>
namespace lib {
template <class T, class Policy = int> struct task {};
struct outer { struct inner {}; };
using row = task<std::string>;
}
using namespace lib;
task<std::map<int, std::string>> nested;
task<int, char> chosen;
std::remove_reference_t<std::vector<std::string> &> computed;
std::remove_reference<std::unique_ptr<outer> &>::type member_of_a_template;
row alias;
const outer::inner constant;
auto deduced = task<long>();
const std::string &reference = std::string();
outer *pointer;
int *const *pointers;
void (*function)(int);
int array[3];
)cpp");
  auto Name = [&](const char *Variable) {
    return nameOfType(C.variable(Variable).getType(), C.context());
  };
  EXPECT_EQ(Name("nested"), "lib::task<std::map<int, std::string>>");
  EXPECT_EQ(Name("chosen"), "lib::task<int, char>");
  EXPECT_EQ(Name("computed"), "std::vector<std::string>");
  EXPECT_EQ(Name("member_of_a_template"), "std::unique_ptr<lib::outer>");
  EXPECT_EQ(Name("alias"), "lib::row");
  EXPECT_EQ(Name("constant"), "const lib::outer::inner");
  EXPECT_EQ(Name("deduced"), "lib::task<long>");
  EXPECT_EQ(Name("reference"), "const std::string &");
  EXPECT_EQ(Name("pointer"), "lib::outer *");
  EXPECT_EQ(Name("pointers"), "int *const *");
  EXPECT_EQ(Name("function"), "void (*)(int)");
  EXPECT_EQ(Name("array"), "int[3]");
}

} // namespace

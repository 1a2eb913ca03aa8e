//===--- StateScalingTest.cpp - the state rules on long functions ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Scaling.h"
#include "analysis/AlienCalls.h"
#include "analysis/CheckThenAct.h"

using namespace corolint;

namespace {

// What decides writes, and what does not.
const Shape StateShapes[] = {
    {"Branches", "  if (n == #)\n    work();\n"},
    {"Loops", "  for (int i = 0; i != n; ++i)\n    work();\n"},
    {"Locals", "  int local# = shared + n;\n  take(local#);\n"},
    {"Claims", "  other = #;\n  co_await one();\n"},
    {"Suspensions", "  co_await one();\n"},
};

class StateScaling : public testing::TestWithParam<Shape> {};

TEST_P(StateScaling, IsLinear) {
  auto Find = [](FunctionAnalysis &F) {
    EXPECT_FALSE(outdatedWrites(F, /*Strict=*/false).empty())
        << "what stands at the end is not seen";
  };
  expectLinear(GetParam(), Find, "  static int shared = 0, other = 0;\n",
               "  if (!shared) {\n    co_await one();\n    shared = n;\n  }\n");
}

INSTANTIATE_TEST_SUITE_P(Shapes, StateScaling, testing::ValuesIn(StateShapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

// Each value is made from the one before, and each function calls the one
// before, twice: what doubles with each of them would not end.
TEST(StateScaling, ChainsAreFollowedOnce) {
  std::string Text = "#include \"mini.h\"\n#include <functional>\n"
                     "#include <mutex>\nusing call = std::function<void()>;\n"
                     "call both(call, call);\nstd::mutex m;\ncall stored;\n"
                     "mini::tick one();\nint state;\nstruct object {\n"
                     "  int s = 0;\n  int g0() const { return s; }\n";
  for (unsigned I = 1; I != 64; ++I) {
    const std::string Before = "g" + std::to_string(I - 1) + "()";
    Text += "  int g" + std::to_string(I) + "() const { return " + Before +
            " + " + Before + "; }\n";
  }
  Text += "} o;\nstatic mini::task<> f0() {\n  if (!o.g63()) {\n"
          "    co_await one();\n    o.s = o.g63();\n  }\n}\n";
  for (unsigned I = 1; I != 64; ++I) {
    const std::string Before = "co_await f" + std::to_string(I - 1) + "(); ";
    Text += "static mini::task<> f" + std::to_string(I) + "() { " + Before +
            Before + "}\n";
  }
  Text += "int main() { f63(); }\nvoid large() {\n"
          "  std::lock_guard guard(m);\n  call c0 = stored;\n";
  for (unsigned I = 1; I != 64; ++I) {
    const std::string Before = "c" + std::to_string(I - 1);
    Text += "  call c" + std::to_string(I) + " = both(" + Before + ", " +
            Before + ");\n";
  }
  Code C(Text + "  c3();\n}\n");
  EXPECT_TRUE(outdatedWrites(C.analysis("f0"), /*Strict=*/false).empty());
  FunctionAnalysis &F = C.analysis("large");
  EXPECT_EQ(F.unit().alienCalls().underLocks(F).size(), 1u);
}

} // namespace

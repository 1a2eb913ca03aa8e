//===--- LockOrderScalingTest.cpp - lock orders in long units -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Scaling.h"
#include "analysis/LockOrders.h"

using namespace corolint;

namespace {

// Each of them is something between an order and its opposite.
const Shape OrderShapes[] = {
    {"Blocks", "  {\n    std::lock_guard a(first);\n"
               "    std::lock_guard b(second);\n  }\n"},
    {"Locks", "  {\n    static std::mutex m#;\n"
              "    std::lock_guard a(first);\n"
              "    std::lock_guard b(m#);\n  }\n"},
    {"Lambdas", "  [&] {\n    std::lock_guard a(first);\n"
                "    std::lock_guard b(second);\n  }();\n"},
    {"Calls", "  both(first, second);\n"},
};

class LockOrderScaling : public testing::TestWithParam<Shape> {};

TEST_P(LockOrderScaling, IsLinear) {
  auto Find = [](FunctionAnalysis &F) {
    EXPECT_FALSE(LockOrders(F.unit()).in(F).empty())
        << "what stands at the beginning is not seen";
  };
  expectLinear(GetParam(), Find,
               "  static std::mutex first, second;\n"
               "  auto both = [](std::mutex &a, std::mutex &b) {\n"
               "    std::lock_guard one(a);\n    std::lock_guard other(b);\n"
               "  };\n  {\n    std::lock_guard a(first);\n"
               "    std::lock_guard b(second);\n  }\n"
               "  {\n    std::lock_guard b(second);\n"
               "    std::lock_guard a(first);\n  }\n",
               "");
}

INSTANTIATE_TEST_SUITE_P(Shapes, LockOrderScaling,
                         testing::ValuesIn(OrderShapes), [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

// Half of the functions take the locks in one order, half in the other, all of
// them under one outer lock: no two can meet, and not all pairs are tried.
TEST(LockOrderScaling, ManyFunctionsUnderOneLock) {
  std::string Text = "#include <mutex>\nclass large {\n"
                     "  std::mutex outer, a, b;\n";
  for (unsigned I = 0; I != 400; ++I) {
    const bool IsFirst = I % 2 == 0;
    const std::string N = std::to_string(I);
    Text += "  void inner" + N + "() {\n    std::lock_guard one(" +
            (IsFirst ? "a" : "b") + ");\n    std::lock_guard other(" +
            (IsFirst ? "b" : "a") + ");\n  }\npublic:\n  void f" + N +
            "() {\n    std::lock_guard all(outer);\n    inner" + N +
            "();\n  }\nprivate:\n";
  }
  Code C(Text + "};\n");
  LockOrders Orders(C.analysis("f0").unit());
  for (FunctionAnalysis *F : C.analysis("f0").unit().functions())
    EXPECT_TRUE(Orders.in(*F).empty());
}

} // namespace

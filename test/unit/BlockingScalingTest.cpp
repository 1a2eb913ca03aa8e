//===--- BlockingScalingTest.cpp - cost of finding what blocks ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scaling.h"
#include "analysis/BlockingEffects.h"

using namespace clang;
using namespace corolint;

namespace {

// Calls that block or might, and what decides whether they do.
const Shape BlockingShapes[] = {
    {"Sleeps", "  if (n == #)\n    std::this_thread::sleep_for(1s);\n"},
    {"Helpers", "  nap(#);\n  co_await one();\n"},
    {"ReadyFutures", R"(  if (f#.wait_for(0s) == std::future_status::ready)
    take(f#.get());
)",
     "", ", std::future<int> f#"},
    {"OneFuture", "  one_future.wait();\n"},
    {"Sockets", R"(  int s# = socket(1, 2, 3);
  recv(s#, nullptr, 1, MSG_DONTWAIT);
)"},
    {"OneSocket", "  recv(one_socket, nullptr, 1, MSG_DONTWAIT);\n"},
    {"Threads", R"(  std::jthread t#(tell);
  t#.detach();
)"},
    {"Flags", "  if (flag)\n    nap(#);\n"},
    {"UnreadyFutures", "  if (n == #)\n    take(f#.get());\n", "",
     ", std::future<int> f#"},
    {"Signals", R"(  std::jthread s#([&] { gone.set(); });
  co_await gone.wait();
)"},
};

class BlockingScaling : public testing::TestWithParam<Shape> {};

TEST_P(BlockingScaling, IsLinear) {
  auto Find = [](FunctionAnalysis &F) {
    const std::vector<BlockingFinding> Found =
        F.unit().blockingEffects().findingsIn(F, /*StrictToo=*/false);
    ASSERT_FALSE(Found.empty());
    EXPECT_EQ(Found.back().Chain.back().Callee->getName(), "fsync")
        << "what stands at the end is not seen";
  };
  expectLinear(GetParam(), Find,
               "  int one_socket = socket(1, 2, 3);\n"
               "  std::future<int> one_future;\n  const bool flag = n > 5;\n"
               "  auto tell = [] {};\n"
               "  struct { void set(); mini::tick wait(); } gone;\n",
               "  fsync(n);\n");
}

INSTANTIATE_TEST_SUITE_P(Shapes, BlockingScaling,
                         testing::ValuesIn(BlockingShapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

/// What a coroutine finds that gets a future from \p Length helpers, each of
/// which returns that of the one before.
static size_t findingsThrough(unsigned Length) {
  std::string Text = "#include <future>\n#include \"mini.h\"\n"
                     "std::future<int> start();\n"
                     "inline std::future<int> f0() { return start(); }\n";
  for (unsigned I = 1; I != Length; ++I)
    Text += "inline std::future<int> f" + std::to_string(I) +
            "() { auto f = f" + std::to_string(I - 1) + "(); return f; }\n";
  Text += "mini::task<int> waits() { co_return f" + std::to_string(Length - 1) +
          "().get(); }\n";
  Code C(Text);
  FunctionAnalysis &F = C.analysis("waits");
  return F.unit().blockingEffects().findingsIn(F, /*StrictToo=*/false).size();
}

// However deep the makers of futures are: the wait is seen, and no crash.
TEST(ReadinessScaling, LongChainsOfMakersAreFollowed) {
  EXPECT_EQ(findingsThrough(900), 1u);
  EXPECT_EQ(findingsThrough(6000), 1u);
}

} // namespace

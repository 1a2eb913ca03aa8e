//===--- ScalingTest.cpp - cost grows linearly with the function ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Generated coroutines of 2,500 and 10,000 lines, in the shapes that would
// cost more than linear time if something looked at all of the function for
// each of its parts. They are analysed, not skipped: what stands at the end is
// found. Processor time is measured, the least of several runs, and four times
// the size may cost ten times as much: a quadratic part would cost sixteen.
//
//===----------------------------------------------------------------------===//

#include "Scaling.h"
#include "analysis/DanglingTasks.h"
#include "analysis/LoanEnds.h"
#include "analysis/Races.h"
#include "analysis/Typestate.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

const Shape Shapes[] = {
    {"Guards", R"(  {
    std::lock_guard g(m);
    work();
  }
  co_await one();
)"},
    {"Branches", R"(  if (n > #) {
    m.lock();
    work();
    m.unlock();
  } else if (n == #) {
    co_await one();
  }
)"},
    {"ManyLocks", R"(  m#.lock();
  work();
  m#.unlock();
  co_await one();
)",
     "std::mutex m#;\n"},
    {"CorrelatedBranches", R"(  if (b#)
    m.lock();
  work();
  if (b#)
    m.unlock();
)",
     "", ", bool b#"},
    {"HeldToTheEnd", R"(  std::unique_lock g#(m#, std::defer_lock);
  if (n == #)
    g#.lock();
  work();
)",
     "std::mutex m#;\n", "",
     "each block copies and sorts what all live guards hold"},
    {"Loops", R"(  while (n > #) {
    std::unique_lock g(m);
    if (n == 3)
      break;
    g.unlock();
    co_await one();
  }
)"},
    {"Tries", R"(  try {
    std::lock_guard g(m);
    work();
  } catch (...) {
    work();
  }
)",
     "", "", "every try block looks through all blocks for its own"},
    {"Pointers", R"(  row *p# = rows + #;
  p#->m.lock();
  p#->m.unlock();
  co_await one();
)"},
    {"PointersToObjects", R"(  std::mutex *p# = &m;
  p#->lock();
  p#->unlock();
  co_await one();
)"},
    {"Attempts", R"(  if (m.try_lock()) {
    work();
    m.unlock();
  }
  bool ok# = m.try_lock();
  if (ok#)
    m.unlock();
)"},
};

class LockScaling : public testing::TestWithParam<Shape> {};

TEST_P(LockScaling, IsLinear) {
  if (GetParam().Defect)
    GTEST_SKIP() << GetParam().Defect;
  expectLinear(GetParam(), [](FunctionAnalysis &F) {
    const LockFlow &Flow = F.locks();
    EXPECT_TRUE(llvm::any_of(Flow.Held, [&](const HeldAtSuspension &H) {
      return Flow.Sites[H.Site].Name == "end";
    })) << "what stands at the end is not seen";
  });
}

INSTANTIATE_TEST_SUITE_P(Shapes, LockScaling, testing::ValuesIn(Shapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

// Each part has a task of its own, and the last one is lost. The defect
// of a shape is that of LifeScaling.
const Shape TaskShapes[] = {
    {"Tasks", R"(  auto t# = make();
  co_await std::move(t#);
)",
     "", "", "each object is followed to the end of its scope, used or not"},
    {"Branches", R"(  auto t# = make();
  if (n == #)
    take(std::move(t#));
  else
    co_await std::move(t#);
)"},
    {"EarlyReturns", R"(  {
    auto t# = make();
    if (n == #)
      co_return;
    co_await std::move(t#);
  }
)"},
    {"Blocks", R"(  {
    auto t# = make();
    if (n > #)
      work();
    co_await std::move(t#);
  }
)"},
    {"CorrelatedBranches", R"(  {
    auto t# = make();
    if (b#)
      co_await std::move(t#);
    if (!b#)
      take(std::move(t#));
  }
)",
     "", ", bool b#"},
    {"Loops", R"(  while (n > #) {
    auto t# = make();
    if (n == 3)
      break;
    co_await std::move(t#);
  }
)"},
    {"Tries", R"(  try {
    auto t# = make();
    work();
    co_await std::move(t#);
  } catch (...) {
    work();
  }
)"},
    {"Lambdas", R"(  auto l# = [t = make()]() mutable -> mini::task<> {
    co_await std::move(t);
  };
  work();
)"},
    {"Containers", R"(  std::vector<mini::task<>> t#;
  t#.push_back(make());
  if (n == #)
    all(std::move(t#));
)",
     "", "", "each object is followed to the end of its scope, used or not"},
    {"Scopes", R"(  {
    scope t#;
    t#.spawn(make());
    if (n > #)
      work();
    co_await t#.join();
  }
)"},
};

class ObjectScaling : public testing::TestWithParam<Shape> {};

// What every function with tasks costs.
TEST_P(ObjectScaling, IsLinear) {
  expectLinear(GetParam(), [](FunctionAnalysis &F) {
    llvm::ArrayRef<TrackedObject> Objects = F.objects();
    ASSERT_FALSE(Objects.empty());
    EXPECT_FALSE(Objects.back().isConsumed());
  });
}

INSTANTIATE_TEST_SUITE_P(Shapes, ObjectScaling, testing::ValuesIn(TaskShapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

class LifeScaling : public testing::TestWithParam<Shape> {};

// What the rules ask of objects with several uses, and of all of them with
// their option AllPaths.
TEST_P(LifeScaling, IsLinear) {
  if (GetParam().Defect)
    GTEST_SKIP() << GetParam().Defect;
  expectLinear(GetParam(), [](FunctionAnalysis &F) {
    Typestate Lives(F);
    for (const TrackedObject &Object : F.objects()) {
      LifeReport Life = Lives.follow(Object);
      if (Object.Declared->getName() == "last_task")
        EXPECT_TRUE(Life.LostAt.isValid())
            << "what stands at the end is not seen";
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Shapes, LifeScaling, testing::ValuesIn(TaskShapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

// One object that lives through all of the function.
const Shape LongLives[] = {
    {"Statements", "  work();\n"},
    {"Branches", "  if (n == #)\n    work();\n"},
    {"CorrelatedBranches", "  if (b#)\n    work();\n  if (!b#)\n    work();\n",
     "", ", bool b#"},
    {"Returns", "  if (n == #)\n    co_return;\n"},
    {"Loops", "  while (n > #)\n    work();\n"},
    {"Tries", "  try {\n    work();\n  } catch (...) {\n    work();\n  }\n"},
    {"Looks", "  (void)last_task;\n"},
    {"Refills", "  co_await std::move(last_task);\n  last_task = make();\n", "",
     "",
     "each use is compared with the surroundings of the one that filled it"},
};

class LongLifeScaling : public testing::TestWithParam<Shape> {};

TEST_P(LongLifeScaling, IsLinear) {
  if (GetParam().Defect)
    GTEST_SKIP() << GetParam().Defect;
  auto Follow = [](FunctionAnalysis &F) {
    Typestate Lives(F);
    for (const TrackedObject &Object : F.objects())
      EXPECT_TRUE(Lives.follow(Object).LostAt.isValid());
  };
  expectLinear(GetParam(), Follow, "  auto last_task = make();\n", "");
}

INSTANTIATE_TEST_SUITE_P(Shapes, LongLifeScaling, testing::ValuesIn(LongLives),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

// Tasks that refer to temporaries, to locals and to closures, and that go to
// different places.
const Shape LendingShapes[] = {
    {"StoredAndAwaited", R"(  std::string s#;
  auto t# = lend(s#);
  co_await std::move(t#);
)"},
    {"StoredTemporaries", R"(  auto t# = lend(temporary());
  co_await std::move(t#);
)"},
    {"Blocks", R"(  {
    std::string s;
    auto t# = lend(s);
    if (n == #)
      co_await std::move(t#);
  }
)"},
    {"AwaitedAtOnce", "  co_await lend(temporary());\n"},
    {"StoredClosures", R"(  auto l# = [n]() -> mini::task<> {
    co_await one();
    take(n);
  };
  auto t# = l#();
  co_await std::move(t#);
)"},
    {"TemporaryClosures", R"(  co_await [n]() -> mini::task<> {
    co_await one();
    take(n);
  }();
)"},
};

class DanglingScaling : public testing::TestWithParam<Shape> {};

TEST_P(DanglingScaling, IsLinear) {
  auto Find = [](FunctionAnalysis &F) {
    llvm::ArrayRef<DanglingTask> Found = F.danglingTasks();
    ASSERT_FALSE(Found.empty());
    ASSERT_TRUE(Found.back().Fate.Holder);
    EXPECT_EQ(Found.back().Fate.Holder->getName(), "last_task")
        << "what stands at the end is not seen";
  };
  expectLinear(GetParam(), Find, "",
               "  auto last_task = lend(temporary());\n"
               "  co_await std::move(last_task);\n");
}

INSTANTIATE_TEST_SUITE_P(Shapes, DanglingScaling,
                         testing::ValuesIn(LendingShapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

// Work that refers to locals; what may wait for it is looked for in all of the
// function. The number of pieces is bounded, so the end is not demanded here.
const Shape SpawningShapes[] = {
    {"OneLocal", "  go([&first] { take(first.size()); });\n"},
    {"LocalsOfBlocks", R"(  {
    std::string s;
    go([&s] { take(s.size()); });
    work();
  }
)"},
};

class SpawnScaling : public testing::TestWithParam<Shape> {};

TEST_P(SpawnScaling, IsLinear) {
  auto Judge = [](FunctionAnalysis &F) {
    llvm::ArrayRef<SpawnedWork> Works = F.unit().spawnedWorks().of(F);
    ASSERT_FALSE(Works.empty());
    for (const SpawnedWork &Work : Works)
      EXPECT_TRUE(diesUnder(F, Work, Work.Loans.front()).isValid());
  };
  expectLinear(GetParam(), Judge, "  std::string first;\n", "  work();\n");
}

INSTANTIATE_TEST_SUITE_P(Shapes, SpawnScaling,
                         testing::ValuesIn(SpawningShapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

// Work that shares nothing with other work, and one piece at the end that does.
const Shape RaceShapes[] = {
    {"NothingShared", "  if (n == #)\n    go([=] { take(n); });\n"},
    {"EachItsOwn", R"(  {
    int own = 0;
    go([&own] { own = 1; });
    take(n);
  }
)"},
};

class RaceScaling : public testing::TestWithParam<Shape> {};

TEST_P(RaceScaling, IsLinear) {
  auto Find = [](FunctionAnalysis &F) {
    std::vector<Crossing> Crossings = findCrossings(F);
    std::vector<Race> Found = racesIn(F, Crossings);
    ASSERT_EQ(Found.size(), 1u);
    EXPECT_EQ(Found.front().Mine.Place.Root->getName(), "last_number")
        << "what stands at the end is not seen";
  };
  expectLinear(GetParam(), Find, "",
               "  int last_number = 0;\n"
               "  go([&last_number] { last_number = 1; });\n"
               "  last_number = 2;\n"
               "  co_await one();\n");
}

INSTANTIATE_TEST_SUITE_P(Shapes, RaceScaling, testing::ValuesIn(RaceShapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

/// How often `large` is seen to take a lock twice through a chain of calls, of
/// which the last takes it.
static size_t reacquisitionsThrough(unsigned Length) {
  std::string Text = "#include <mutex>\nstd::mutex m;\n"
                     "inline void f0() { std::lock_guard g(m); }\n";
  for (unsigned I = 1; I != Length; ++I)
    Text += "inline void f" + std::to_string(I) + "() { f" +
            std::to_string(I - 1) + "(); }\n";
  Text += "void large() { std::lock_guard g(m); f" +
          std::to_string(Length - 1) + "(); }\n";
  Code C(Text);
  return C.analysis("large").locks().Reacquisitions.size();
}

TEST(SummaryScaling, LongCallChainsAreFollowed) {
  EXPECT_EQ(reacquisitionsThrough(900), 1u);
}

// Deeper than any stack: silent, and no crash.
TEST(SummaryScaling, EndlessCallChainsAreLeftAlone) {
  EXPECT_EQ(reacquisitionsThrough(6000), 0u);
}

} // namespace

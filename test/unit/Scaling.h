//===--- Scaling.h - long coroutines, and what they cost --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_SCALING_H
#define COROLINT_TEST_UNIT_SCALING_H

#include "Code.h"
#include <ctime>
#include <gtest/gtest.h>

namespace corolint {

/// One way to write a long coroutine: \p Lines, numbered, make one part of it.
struct Shape {
  const char *Name;
  /// Text of one part; `#` stands for its number.
  llvm::StringRef Part;
  /// Declared at namespace scope for each part, and in the parameter list.
  llvm::StringRef Global = "";
  llvm::StringRef Parameter = "";
  /// Why it is not linear yet.
  const char *Defect = nullptr;
};

inline void PrintTo(const Shape &S, std::ostream *Out) { *Out << S.Name; }

/// A coroutine of about \p Lines lines between \p Before and \p After, by
/// default with a lock held, and a task not awaited, at the end.
inline std::string
generate(const Shape &S, unsigned Lines, llvm::StringRef Before = "",
         llvm::StringRef After = "  std::lock_guard end(last);\n"
                                 "  co_await one();\n"
                                 "  auto last_task = make();\n") {
  auto Repeat = [](llvm::StringRef Text, unsigned Count) {
    std::string Out;
    for (unsigned I = 0; I != Count; ++I)
      for (char C : Text)
        Out += C == '#' ? std::to_string(I) : std::string(1, C);
    return Out;
  };
  unsigned Parts = Lines / S.Part.count('\n');
  return R"cpp(
#include "mini.h"
#include <future>
#include <mutex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
using namespace std::chrono_literals;
inline void nap(int n) { if (n > 3) std::this_thread::sleep_for(1s); }
mini::tick one();
mini::task<> make();
mini::task<> lend(const std::string &);
std::string temporary();
void take(mini::task<>);
void take(int);
template <class F> void go(F [[clang::annotate_type("corolint::spawns")]] f) {}
void all(std::vector<mini::task<>>);
void work();
struct [[clang::annotate("corolint::must_join")]] scope {
  void spawn(mini::task<>);
  [[clang::annotate("corolint::joins")]] mini::tick join();
};
struct row { std::mutex m; };
std::mutex m, last;
)cpp" + Repeat(S.Global, Parts) +
         "mini::task<> large(int n, row *rows" + Repeat(S.Parameter, Parts) +
         ") {\n" + Before.str() + Repeat(S.Part, Parts) + After.str() + "}\n";
}

/// The processor time, in seconds, of the fastest of some runs of \p Measured
/// on a new unit each.
template <class Callback>
double fastest(const Code &C, const ModelSet &Models, Callback Measured) {
  double Best = 0;
  for (unsigned Run = 0; Run != 3; ++Run) {
    TranslationUnit Unit(C.context(), Models);
    FunctionAnalysis *F = Unit.analysisOf(C.analysis("large").function());
    std::clock_t Begin = std::clock();
    Measured(*F);
    double Took = double(std::clock() - Begin) / CLOCKS_PER_SEC;
    Best = Run == 0 ? Took : std::min(Best, Took);
  }
  return Best;
}

/// What little there is to measure is not compared.
inline constexpr double Noise = 0.01;

/// Expects that \p Measured costs for 10,000 lines of \p S about four times
/// what it costs for 2,500; if it were quadratic, it would be sixteen times.
template <class Callback, class... Frame>
void expectLinear(const Shape &S, Callback Measured, Frame... Around) {
  // The caches of a machine, and what else it does, make up to twice of what is
  // linear: the bound is far from both answers.
  constexpr double Bound = 10;
  ModelSet Models = ModelSet::builtin();
  auto Measure = [&](unsigned Lines) {
    return fastest(Code(generate(S, Lines, Around...)), Models, Measured);
  };
  double Part = Measure(2500), Whole = Measure(10000);
  // A busy moment is not the code's: what looks wrong is measured again, both
  // sizes one after the other, since load slows both, and the best pair counts.
  for (unsigned Again = 0; Again != 6 && Whole >= Bound * std::max(Part, Noise);
       ++Again) {
    double PartAgain = Measure(2500), WholeAgain = Measure(10000);
    if (WholeAgain * std::max(Part, Noise) <
        Whole * std::max(PartAgain, Noise)) {
      Part = PartAgain;
      Whole = WholeAgain;
    }
  }
  testing::Test::RecordProperty("milliseconds", int(Whole * 1000));
  EXPECT_LT(Whole, Bound * std::max(Part, Noise))
      << Part << " s for 2,500 lines, " << Whole << " s for 10,000";
}

} // namespace corolint

#endif // COROLINT_TEST_UNIT_SCALING_H

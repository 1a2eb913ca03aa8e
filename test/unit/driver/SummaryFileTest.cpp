//===--- SummaryFileTest.cpp - summaries on disk ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SummaryFile.h"
#include "SampleUnit.h"
#include <gtest/gtest.h>

using namespace corolint;
using namespace corolint::driver;

namespace {

std::string sample() {
  return writeSummary({"/src/a.cpp", "key", "/src", sampleResult()});
}

/// What reading \p Bytes says is wrong; "" when nothing is.
std::string problemOf(llvm::StringRef Bytes) {
  llvm::Expected<SummaryFile> Read = readSummary(Bytes);
  return Read ? "" : llvm::toString(Read.takeError());
}

TEST(SummaryFile, ComesBackAsItWas) {
  llvm::Expected<SummaryFile> Read = readSummary(sample());
  ASSERT_TRUE(bool(Read));
  EXPECT_EQ(Read->File, "/src/a.cpp");
  EXPECT_EQ(Read->Key, "key");
  EXPECT_EQ(Read->Result.Findings.size(), 1U);
  EXPECT_EQ(Read->Result.Inputs, sampleResult().Inputs);
  EXPECT_EQ(serialise(Read->Result), serialise(sampleResult()));
}

TEST(SummaryFile, EffectsComeBackAsTheyWere) {
  UnitSummary Read;
  const std::string Bytes = packEffects(sampleEffects());
  EXPECT_TRUE(unpackEffects(
      Bytes, [](auto, auto, auto) { return true; },
      [&](FunctionSummary F) { Read.Functions.push_back(std::move(F)); }));
  ASSERT_EQ(Read.Functions.size(), 2U);
  const CallSummary &Call = Read.Functions[0].Calls.at(0);
  const CallSummary Written = sampleEffects().Functions[0].Calls[0];
  EXPECT_EQ(Call.Where, Written.Where);
  EXPECT_EQ(Call.Facts, Written.Facts);
  EXPECT_EQ(Call.Held.at(0).Lock, Written.Held[0].Lock);
  EXPECT_TRUE(Call.IsAwaited);
  EXPECT_TRUE(Read.Functions[1].IsClosed);
  EXPECT_EQ(packEffects(Read), Bytes);
}

TEST(SummaryFile, UnwantedFunctionsArePassedOver) {
  std::vector<std::string> Seen;
  EXPECT_TRUE(unpackEffects(
      packEffects(sampleEffects()),
      [](llvm::StringRef Usr, llvm::StringRef, uint32_t) {
        return Usr.contains("closed");
      },
      [&](const FunctionSummary &F) { Seen.push_back(F.Id); }));
  EXPECT_EQ(Seen, std::vector<std::string>{"c:@F@closed#"});
}

TEST(SummaryFile, InputsAreSorted) {
  std::vector<std::string> Seen;
  EXPECT_TRUE(
      allInputs(sampleResult().Inputs, [&](llvm::StringRef Path, uint64_t) {
        Seen.push_back(Path.str());
        return true;
      }));
  EXPECT_EQ(Seen, (std::vector<std::string>{"/src/a.cpp", "/src/a.h"}));
  EXPECT_FALSE(allInputs("x", [](auto, auto) { return true; }));
}

TEST(SummaryFile, SameInputSameBytes) { EXPECT_EQ(sample(), sample()); }

TEST(SummaryFile, TimesAreNotPartOfIt) {
  UnitResult Timed = sampleResult();
  Timed.Profile.push_back({"corolint-x", 1, 2});
  EXPECT_EQ(writeSummary({"/src/a.cpp", "key", "/src", Timed}), sample());
}

TEST(SummaryFile, EveryFlippedBitIsNoticed) {
  const std::string Good = sample();
  for (size_t I = 0; I < Good.size(); ++I)
    for (int Bit = 0; Bit < 8; ++Bit) {
      std::string Bad = Good;
      Bad[I] = static_cast<char>(Bad[I] ^ 1 << Bit);
      EXPECT_NE(problemOf(Bad), "") << "bit " << Bit << " of byte " << I;
    }
}

TEST(SummaryFile, EveryCutIsNoticed) {
  const std::string Good = sample();
  for (size_t I = 0; I < Good.size(); ++I)
    EXPECT_NE(problemOf(llvm::StringRef(Good).take_front(I)), "") << I;
  EXPECT_NE(problemOf(Good + "x"), "");
}

TEST(SummaryFile, SaysWhatIsWrong) {
  EXPECT_EQ(problemOf("int main() {}"), "it is no corolint summary");
  EXPECT_EQ(problemOf(""), "it is damaged (it ends too early)");
  std::string Later = sample();
  Later[17] = 99;
  EXPECT_EQ(problemOf(Later),
            "it is of format 99, and this corolint reads format 5");
  std::string Cut = sample();
  Cut.pop_back();
  EXPECT_EQ(problemOf(Cut), "it is damaged (its checksum is wrong)");
}

// Behind the checksum: the readers of the parts, on bytes that nobody checked.
TEST(SummaryFile, DamageBehindTheChecksumIsSurvived) {
  const UnitResult Good = sampleResult();
  const std::string Whole = serialise(Good);
  auto Flipped = [](std::string Bytes, size_t I, int Bit) {
    Bytes[I] = static_cast<char>(Bytes[I] ^ 1 << Bit);
    return Bytes;
  };
  for (int Bit = 0; Bit < 8; ++Bit) {
    for (size_t I = 0; I < Whole.size(); ++I)
      deserialise(Flipped(Whole, I, Bit));
    for (size_t I = 0; I < Good.Pending.size(); ++I)
      unpackPending(
          Flipped(Good.Pending, I, Bit), [](auto &) { return true; },
          [](auto) {});
    for (size_t I = 0; I < Good.Inputs.size(); ++I)
      allInputs(Flipped(Good.Inputs, I, Bit), [](auto, auto) { return true; });
    for (size_t I = 0; I < Good.Effects.size(); ++I)
      unpackEffects(
          Flipped(Good.Effects, I, Bit), [](auto, auto, auto) { return true; },
          [](auto) {});
  }
  for (size_t I = 0; I < Good.Effects.size(); ++I)
    EXPECT_FALSE(unpackEffects(
        llvm::StringRef(Good.Effects).take_front(I),
        [](auto, auto, auto) { return true; }, [](auto) {}));
}

} // namespace

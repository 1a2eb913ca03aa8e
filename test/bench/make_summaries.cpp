//===--- make_summaries.cpp - summaries of a program that is none -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: make_summaries <folder> <count>
//
// Writes the summaries of a program of <count> units, of the size that a large
// service has: modules of 100 units; in each unit 60 functions of its own, five
// of them coroutines, and 240 inline ones of the headers it includes; five
// calls in each function, of its own unit, of headers and of the units after it
// in the module; 800 files read. One module in twenty has a function that
// blocks.
//
//===----------------------------------------------------------------------===//
#include "EffectRecords.h"
#include "PendingFindings.h"
#include "SummaryFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace corolint;
using namespace corolint::driver;

static constexpr unsigned Own = 60, Coroutines = 5, Inline = 240, Calls = 5;
static constexpr unsigned Module = 100, Pool = 4000, Headers = 800;

static std::string unitFile(unsigned Unit) {
  return "/project/src/module" + std::to_string(Unit / Module) + "/component" +
         std::to_string(Unit) + ".cpp";
}
static std::string headerFile(unsigned Number) {
  return "/project/include/project/library/detail/header" +
         std::to_string(Number) + ".hpp";
}
static std::string ownUsr(unsigned Unit, unsigned Number) {
  return "c:@N@project@N@module" + std::to_string(Unit / Module) +
         "@S@Component" + std::to_string(Unit) + "@F@handleRequest" +
         std::to_string(Number) + "#&1$@N@project@S@RequestContext#";
}
static std::string inlineUsr(unsigned Number) {
  return "c:@N@project@N@library@ST>2#T#T@BasicContainer" +
         std::to_string(Number / 10) + "@F@visit" + std::to_string(Number) +
         "#&1t0.0#&&t0.1#1";
}

namespace {
/// Knuth's linear congruential generator: the same numbers every time.
struct Numbers {
  uint64_t State;
  unsigned below(unsigned Limit) {
    State = State * 6364136223846793005U + 1442695040888963407U;
    return (State >> 33) % Limit;
  }
};
} // namespace

static CallSummary call(std::string Callee, const std::string &File,
                        Numbers &Random) {
  CallSummary Call;
  Call.Callee = std::move(Callee);
  Call.Where = {File, Random.below(60000)};
  ArgumentFact Fact;
  Fact.Argument = 0;
  Fact.Kind = Random.below(2) ? ArgumentFact::Known : ArgumentFact::Parameter;
  Fact.From = Fact.Kind == ArgumentFact::Parameter ? 0 : ArgumentFact::Object;
  Call.Facts.push_back(Fact);
  ObjectPath Member;
  if (Random.below(2))
    Member.Steps.push_back("c:@S@Component@FI@member" +
                           std::to_string(Random.below(20)) + "_");
  Call.Objects.push_back({ArgumentFact::Object, Member});
  return Call;
}

/// The five calls: in the unit, in headers, in the next units of the module.
static void addCalls(FunctionSummary &F, unsigned Unit, unsigned Units,
                     unsigned FirstHeader, bool IsInline, Numbers &Random) {
  const unsigned Last = std::min(Units, (Unit / Module + 1) * Module) - 1;
  for (unsigned I = 0; I < Calls; ++I) {
    if (IsInline || I == 1 || I == 2 || (I > 2 && Unit == Last)) {
      const unsigned Callee = FirstHeader + Random.below(Inline);
      F.Calls.push_back(call(inlineUsr(Callee % Pool), F.Where.File, Random));
    } else {
      const unsigned In =
          I == 0 ? Unit : std::min(Last, Unit + 1 + Random.below(5));
      F.Calls.push_back(
          call(ownUsr(In, Coroutines + Random.below(Own - Coroutines)),
               F.Where.File, Random));
    }
  }
}

static UnitSummary effectsOf(unsigned Unit, unsigned Units) {
  Numbers Random{Unit};
  UnitSummary Summary;
  const unsigned FirstHeader = Random.below(Pool);
  for (unsigned I = 0; I < Own; ++I) {
    FunctionSummary &F = Summary.Functions.emplace_back();
    F.Id = ownUsr(Unit, I);
    F.Name = "'handleRequest" + std::to_string(I) + "'";
    F.Where = {unitFile(Unit), I * 1000};
    F.IsCoroutine = I < Coroutines;
    addCalls(F, Unit, Units, FirstHeader, /*IsInline=*/false, Random);
    if (I % 10 == 9)
      F.Locks.push_back(
          {{ObjectPath::This, 0, "", {"c:@S@Component@FI@mutex_"}},
           false,
           false,
           F.Where});
    // One in ten holds its lock while it calls two others.
    if (I % 10 == 9)
      for (unsigned Held : {0U, 1U})
        F.Calls[Held].Held.push_back(
            {F.Locks.back().Lock, false, false, "mutex_", F.Where});
    if (I % 10 == 8 && Unit % 10 == 0)
      F.Locks.push_back({{ObjectPath::Global, 0, "c:@registry_mutex", {}},
                         false,
                         false,
                         F.Where});
    if (I % 100 == 7) {
      OrderSummary Order;
      Order.Held = {{ObjectPath::Global, 0, "c:@registry_mutex", {}},
                    false,
                    false,
                    "registry_mutex",
                    F.Where};
      Order.Taken = {{ObjectPath::This, 0, "", {"c:@S@Component@FI@mutex_"}},
                     false,
                     false,
                     "mutex_",
                     F.Where};
      Order.Where = F.Where;
      F.Orders.push_back(Order);
    }
    if (I == Own - 1 && Unit % (20 * Module) == Module - 1)
      F.Blocking.push_back(
          {false, F.Where, {"'fsync'", "waits for the disk", "", "file"}, {}});
  }
  for (unsigned I = 0; I < Inline; ++I) {
    const unsigned Number = (FirstHeader + I) % Pool;
    Numbers Shared{Number};
    FunctionSummary &F = Summary.Functions.emplace_back();
    F.Id = inlineUsr(Number);
    F.Name = "'visit" + std::to_string(Number) + "'";
    F.Where = {headerFile(Number / 10), Number};
    addCalls(F, Unit, Units, Number, /*IsInline=*/true, Shared);
  }
  llvm::sort(Summary.Functions,
             [](const auto &A, const auto &B) { return A.Id < B.Id; });
  return Summary;
}

/// What the rules ask about the calls of coroutines into other units.
static std::vector<clang::tidy::ClangTidyError>
findingsOf(const UnitSummary &Summary) {
  std::vector<clang::tidy::ClangTidyError> Findings;
  for (const FunctionSummary &F : Summary.Functions) {
    for (const CallSummary &Call : F.Calls) {
      if (!F.IsCoroutine)
        break;
      for (auto Question : {PendingCall::Blocks, PendingCall::Waits}) {
        auto &Error = Findings.emplace_back(
            Question == PendingCall::Blocks ? "corolint-blocking-call"
                                            : "corolint-blocking-wait",
            clang::tidy::ClangTidyError::Warning, "/project/build", false);
        Error.Message.Message =
            F.Name + " may block the thread of coroutine " + F.Name;
        Error.Message.FilePath = Call.Where.File;
        Error.Message.FileOffset = Call.Where.Offset;
        Error.Notes.emplace_back(pendingNote(
            {Question, false, 0, Call.Where.Offset, F.Id, Call.Callee}));
      }
    }
  }
  return Findings;
}

static UnitResult resultOf(unsigned Unit, unsigned Units) {
  UnitSummary Summary = effectsOf(Unit, Units);
  UnitResult Result;
  Result.Analysed = true;
  Result.Findings = findingsOf(Summary);
  Result.Pending = pack(takePending(Result.Findings, Summary));
  Result.Effects = packEffects(std::move(Summary));
  std::vector<InputFile> Inputs;
  for (unsigned I = 0; I < Headers; ++I)
    Inputs.push_back({headerFile(I), I * 0x9e3779b97f4a7c15U});
  Result.Inputs = packInputs(std::move(Inputs));
  return Result;
}

int main(int Argc, const char **Argv) {
  unsigned Count = 0;
  if (Argc != 3 || llvm::StringRef(Argv[2]).getAsInteger(10, Count)) {
    llvm::errs() << "usage: make_summaries <folder> <count>\n";
    return 2;
  }
  for (unsigned Unit = 0; Unit < Count; ++Unit) {
    const std::string Path =
        std::string(Argv[1]) + "/" + std::to_string(Unit) + ".corolint";
    std::error_code Why;
    llvm::raw_fd_ostream File(Path, Why);
    if (!Why)
      File << writeSummary({unitFile(Unit), "key", "", resultOf(Unit, Count)});
    File.close();
    if (Why || File.has_error()) {
      File.clear_error();
      llvm::errs() << "make_summaries: cannot write '" << Path << "'\n";
      return 1;
    }
  }
  return 0;
}

//===--- UnitRun.cpp - the results of many units --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "UnitRun.h"
#include "Conclude.h"
#include "Workers.h"
#include "output/SafeStream.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace corolint::driver;
using namespace llvm;

static std::string timingsOf(const ResultCache &Cache) {
  SmallString<256> Path(Cache.folder());
  sys::path::append(Path, "timings");
  return Path.str().str();
}

UnitRun::UnitRun(const std::vector<Task> &Tasks, ResultCache *Cache,
                 const WorkerLimits &Limits)
    : Tasks(Tasks), Cache(Cache), Limits(Limits), Stored(Tasks.size()),
      Done(Tasks.size()) {
  for (size_t I = 0; I < Tasks.size(); ++I) {
    if (Cache)
      Stored[I] = Cache->find(Tasks[I]);
    if (!Stored[I])
      Fresh.push_back(I);
  }
  if (!Cache || Fresh.empty())
    return;
  Times.emplace(timingsOf(*Cache));
  sortFresh();
}

/// The longest first, so that none is left over at the end while the other
/// cores have nothing to do. Of files that are new nothing is known; they may
/// be long.
void UnitRun::sortFresh() {
  std::vector<double> Seconds(Tasks.size());
  for (size_t I : Fresh)
    Seconds[I] = Times->of(Tasks[I].Unit.File)
                     .value_or(std::numeric_limits<double>::infinity());
  sort(Fresh, [&](size_t A, size_t B) {
    return std::pair(-Seconds[A], A) < std::pair(-Seconds[B], B);
  });
}

ExitStatus UnitRun::run(function_ref<void(size_t, UnitResult)> Deliver) {
  const bool IsWhole = analyseFresh(Deliver);
  if (Times)
    if (Error Why = Times->write())
      Status = fail(std::move(Why));
  if (IsWhole)
    return Status;
  size_t Left = 0;
  for (size_t I = Next; I < Tasks.size(); ++I) {
    if (Done[I])
      Deliver(I, std::move(*Done[I]));
    else
      ++Left;
  }
  outs().flush(); // in order, where both go to one place
  err() << "corolint: interrupted with " << Left << " of " << Tasks.size()
        << " files left; "
        << (Cache ? "what was finished is kept, and the next run goes on from "
                    "there\n"
                  : "nothing is kept (--no-cache)\n");
  return Interrupted;
}

/// False when the user interrupted it.
bool UnitRun::analyseFresh(function_ref<void(size_t, UnitResult)> Deliver) {
  deliverReady(Deliver);
  return runWorkers(
      Fresh, Limits, [&](size_t I) { return analyse(Tasks[I]); },
      [&](WorkerResult Worker) {
        keep(Worker.Index, Worker.Result, Worker.Seconds);
        Done[Worker.Index] = std::move(Worker.Result);
        deliverReady(Deliver);
      });
}

/// For the rare case that an entry goes while the run goes on.
UnitResult UnitRun::analyseAgain(size_t Index) {
  UnitResult Result;
  Result.Reason = "interrupted";
  runWorkers(
      Index, Limits, [&](size_t I) { return analyse(Tasks[I]); },
      [&](WorkerResult Worker) {
        keep(Index, Worker.Result, Worker.Seconds);
        Result = std::move(Worker.Result);
      });
  return Result;
}

void UnitRun::deliverReady(function_ref<void(size_t, UnitResult)> Deliver) {
  for (; Next < Tasks.size(); ++Next) {
    std::optional<UnitResult> Result = std::move(Done[Next]);
    Done[Next].reset();
    if (!Result && !Stored[Next])
      return;
    if (!Result)
      Result = Cache->load(*Stored[Next]);
    Deliver(Next, Result ? std::move(*Result) : analyseAgain(Next));
  }
}

void UnitRun::keep(size_t Index, const UnitResult &Result, double Seconds) {
  if (Times)
    Times->set(Tasks[Index].Unit.File, Seconds);
  // What stopped one result from being written will stop the others.
  if (!Cache || !Result.Analysed || Status != Success)
    return;
  if (Error Why = Cache->save(Tasks[Index], Result))
    Status = fail(
        joinErrors(std::move(Why),
                   createStringError("no more results are kept in this run")));
}

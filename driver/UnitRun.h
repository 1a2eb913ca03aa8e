//===--- UnitRun.h - the results of many units ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_UNITRUN_H
#define COROLINT_DRIVER_UNITRUN_H

#include "Frontend.h"
#include "Options.h"
#include "Result.h"
#include "cache/ResultCache.h"
#include "cache/Timings.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace corolint::driver {

/// Gets the results of units: from the cache where they still hold, else from
/// workers, whose results go into the cache as soon as they are there. What
/// took long the last time is begun first.
class UnitRun {
public:
  /// \p Cache may be null.
  UnitRun(const std::vector<Task> &Tasks, ResultCache *Cache,
          const WorkerLimits &Limits);

  /// \p Deliver gets the results in the order of the tasks, each as soon as it
  /// and all before it are there; after an interruption those that are left.
  /// Success, or what went wrong besides; that has been printed.
  ExitStatus run(llvm::function_ref<void(size_t, UnitResult)> Deliver);

  /// Units whose results came from the cache.
  size_t reused() const { return Tasks.size() - Fresh.size(); }

private:
  const std::vector<Task> &Tasks;
  ResultCache *Cache;
  const WorkerLimits &Limits;
  std::optional<Timings> Times;
  /// Of each task: its file in the cache, where there is one.
  std::vector<std::optional<std::string>> Stored;
  /// Those to be analysed, in the order of their beginning.
  std::vector<size_t> Fresh;
  /// Results that wait for those before them.
  std::vector<std::optional<UnitResult>> Done;
  size_t Next = 0;
  ExitStatus Status = Success;

  void sortFresh();
  bool analyseFresh(llvm::function_ref<void(size_t, UnitResult)> Deliver);
  UnitResult analyseAgain(size_t Index);
  void deliverReady(llvm::function_ref<void(size_t, UnitResult)> Deliver);
  void keep(size_t Index, const UnitResult &Result, double Seconds);
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_UNITRUN_H

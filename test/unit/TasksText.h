//===--- TasksText.h - what is known of tasks, as text ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_TASKSTEXT_H
#define COROLINT_TEST_UNIT_TASKSTEXT_H

#include "Code.h"

namespace corolint {

/// \p Text behind what coroutine types are put together from: `awaiter`, which
/// can be awaited and of which no body is seen, `promise<Result, Initial,
/// Final>` with `always` and `never` for its suspensions, and
/// `lazy_promise<Result>` and `eager_promise<Result>`, whose patterns tell.
std::string coroutines(llvm::StringRef Text);

/// \p Text behind mini.h and some functions that make, take and look at tasks.
std::string miniTasks(llvm::StringRef Text);

/// "none", "lazy", "eager" or "awaitable", with " cancels" and " single-shot".
std::string text(const TaskTraits &Traits);

/// The traits of each class or alias, behind its name: "job: lazy".
Lines traits(const Code &C, const Lines &Names);

/// The name of the promise of the class \p Name; "none".
std::string promise(const Code &C, llvm::StringRef Name);

/// "none", "lock", "switch" or "task".
std::string text(Loss L);

/// The expression that makes the first value of the variable \p Name.
const clang::Expr &maker(const Code &C, llvm::StringRef Name);

} // namespace corolint

#endif // COROLINT_TEST_UNIT_TASKSTEXT_H

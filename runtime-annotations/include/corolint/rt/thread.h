//===--- corolint/rt/thread.h - threads and what they share ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Rust's std::thread and std::sync give: threads that nobody can forget
// to join, and locks that own what they guard. All of it blocks the calling
// thread; coroutines use the functions and classes of corolint::rt itself.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_THREAD_H
#define COROLINT_RT_THREAD_H

#include "corolint/rt/thread/condition.h"
#include "corolint/rt/thread/mutex.h"
#include "corolint/rt/thread/scope.h"
#include "corolint/rt/thread/shared_mutex.h"
#include "corolint/rt/thread/spawn.h"

#endif // COROLINT_RT_THREAD_H

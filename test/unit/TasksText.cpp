//===--- TasksText.cpp - what is known of tasks, as text ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TasksText.h"
#include "analysis/Producers.h"

using namespace clang;
using namespace corolint;

std::string corolint::coroutines(llvm::StringRef Text) {
  return R"cpp(
#include <coroutine>
#include <utility>
struct awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
using always = std::suspend_always;
using never = std::suspend_never;
template <class Result, class Initial, class Final> struct promise {
  Result get_return_object();
  Initial initial_suspend() noexcept;
  Final final_suspend() noexcept;
  void return_void();
  void unhandled_exception();
};
template <class Result> struct lazy_promise {
  Result get_return_object();
  always initial_suspend() noexcept;
  always final_suspend() noexcept;
  void return_void();
  void unhandled_exception();
};
template <class Result> struct eager_promise : lazy_promise<Result> {
  never initial_suspend() noexcept;
};
)cpp" + Text.str();
}

std::string corolint::miniTasks(llvm::StringRef Text) {
  return R"cpp(
#include "mini.h"
#include <array>
#include <map>
#include <tuple>
using mini::task;
task<int> make();
task<int> other();
void take(task<int>);
void take_moved(task<int> &&);
void look(const task<int> &);
bool try_take(task<int> &&);
void work();
[[noreturn]] void die();
)cpp" + Text.str();
}

std::string corolint::text(const TaskTraits &Traits) {
  std::string Out;
  switch (Traits.Kind) {
  case TaskKind::None:
    Out = "none";
    break;
  case TaskKind::Lazy:
    Out = "lazy";
    break;
  case TaskKind::Eager:
    Out = "eager";
    break;
  case TaskKind::Awaitable:
    Out = "awaitable";
    break;
  }
  if (Traits.CancelsOnDrop)
    Out += " cancels";
  if (Traits.DropUnknown)
    Out += " dropped unknowably";
  if (Traits.SingleShot)
    Out += " single-shot";
  return Out;
}

Lines corolint::traits(const Code &C, const Lines &Names) {
  Lines Out;
  for (const std::string &Name : Names)
    Out.push_back(Name + ": " + text(C.unit().tasks().of(C.type(Name))));
  return Out;
}

std::string corolint::promise(const Code &C, llvm::StringRef Name) {
  const CXXRecordDecl *Promise = C.unit().tasks().promiseOf(C.record(Name));
  return Promise ? Promise->getQualifiedNameAsString() : "none";
}

std::string corolint::text(Loss L) {
  switch (L) {
  case Loss::None:
    return "none";
  case Loss::Lock:
    return "lock";
  case Loss::Switch:
    return "switch";
  case Loss::Task:
    return "task";
  }
  return "";
}

const Expr &corolint::maker(const Code &C, llvm::StringRef Name) {
  return *producers(C.variable(Name).getInit()).front();
}

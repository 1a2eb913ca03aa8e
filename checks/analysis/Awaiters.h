//===--- Awaiters.h - the functions of awaiters and promises --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which functions the language calls when a coroutine is awaited, suspends or
// ends ([expr.await], [dcl.fct.def.coroutine]): what an await_suspend is given
// and may return, and whose awaiter it belongs to.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_AWAITERS_H
#define COROLINT_ANALYSIS_AWAITERS_H

#include "Awaitables.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>

namespace corolint {

class TranslationUnit;

/// An await_suspend, and what its result means ([expr.await]/5).
struct AwaitSuspend {
  enum ResultKind {
    Nothing, ///< void: the coroutine stays suspended
    Decides, ///< bool: false goes on at once
    Handle,  ///< a handle: that coroutine is resumed in place
  };
  const clang::CXXMethodDecl *Function = nullptr;
  ResultKind Result = Nothing;
  /// The parameter that is the handle of the awaiting coroutine.
  const clang::ParmVarDecl *Awaiting = nullptr;
  /// The parameter that is the awaiter, where that is written out
  /// (`this auto &self`); else null.
  const clang::ParmVarDecl *Self = nullptr;

  /// The class that the function is a member of.
  const clang::CXXRecordDecl &awaiter() const { return *Function->getParent(); }
};

/// The await_suspend that \p F is; nothing for other functions, and for those
/// that nobody could await with.
std::optional<AwaitSuspend> awaitSuspendOf(const clang::FunctionDecl &F);

/// Whether \p T is a coroutine handle, or a class derived from one.
bool isHandleType(clang::QualType T);

/// Whether \p Record has what every promise has, or is a base that brings most
/// of it: initial_suspend and final_suspend.
bool isPromise(const clang::CXXRecordDecl &Record, const Awaitables &Await);

/// \p F, or the member it is instantiated from: what stands in the source.
const clang::FunctionDecl &writtenFunction(const clang::FunctionDecl &F);

/// What the awaiters of a unit are for. Found when first asked for.
class Awaiters {
public:
  explicit Awaiters(TranslationUnit &Unit) : Unit(Unit) {}

  /// Whether \p Suspend is what runs when a task is awaited: the awaiter's, or
  /// that of the task itself.
  bool isOfTask(const AwaitSuspend &Suspend);

  /// Whether some final_suspend returns the awaiter.
  bool isFinal(const AwaitSuspend &Suspend);

  /// Whether some initial_suspend or yield_value returns the awaiter: the owner
  /// of the coroutine goes on, and has its handle.
  bool isOfOwner(const AwaitSuspend &Suspend);

private:
  using FunctionSet = llvm::DenseSet<const clang::FunctionDecl *>;
  void collect();
  void addReturned(const clang::CXXRecordDecl &Promise, llvm::StringRef Name,
                   FunctionSet &Into);
  void addAwaiter(const clang::CXXRecordDecl *Awaiter, FunctionSet &Into);

  TranslationUnit &Unit;
  bool Collected = false;
  /// As they stand in the source.
  FunctionSet OfTasks, Final, OfOwners;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_AWAITERS_H

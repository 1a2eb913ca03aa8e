//===--- Callables.h - what a call of a value makes -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Callable types ([func.def]): functions, pointers to functions and members,
// closures, function objects, and the wrappers and binders made from them.
// Asked are two questions: does each call make a task, and is it a wrapper
// whose signature returns void, so that whatever it holds loses what it
// returns?
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CALLABLES_H
#define COROLINT_ANALYSIS_CALLABLES_H

#include "Tasks.h"

namespace corolint {

/// A callable, each call of which makes a task.
struct TaskCallable {
  /// What is lost when the caller drops the result; none for other callables.
  TaskTraits Task;
  /// The function or call operator; null when only the type is known (the value
  /// of a function pointer).
  const clang::FunctionDecl *Function = nullptr;

  explicit operator bool() const { return static_cast<bool>(Task); }
};

class Callables {
public:
  Callables(Roles &R, Tasks &T) : R(R), T(T) {}

  /// What a call of an object or function of type \p Type makes. Of several
  /// call operators, all have to make tasks.
  TaskCallable of(clang::QualType Type);

  /// What a call of the value of \p E makes. More may be known of it than its
  /// type says: the function that was bound.
  TaskCallable of(const clang::Expr &E) { return of(E, 0); }

  /// The class of \p Type, if it is or derives from a specialisation whose
  /// first argument is a function type returning void and that can be called
  /// accordingly: std::function<void(int)> and its likes. Null for others.
  const clang::CXXRecordDecl *voidWrapper(clang::QualType Type);

private:
  /// A class as a callable.
  struct Known {
    TaskCallable Calls;
    /// A template that was given a callable that makes tasks, as binders are.
    bool MayBind = false;
  };

  TaskCallable of(const clang::Expr &E, unsigned Depth);
  TaskCallable ofResult(clang::QualType Result);
  TaskCallable ofFunction(const clang::FunctionDecl &F);
  TaskCallable ofTemplate(const clang::FunctionTemplateDecl &Template);
  TaskCallable ofOperators(const clang::CXXRecordDecl &Record);
  TaskCallable bound(const clang::Expr &E, unsigned Depth);
  bool mayBind(const clang::TemplateArgument &A);
  Known known(const clang::CXXRecordDecl &Record);

  Roles &R;
  Tasks &T;
  llvm::DenseMap<const clang::CXXRecordDecl *, Known> Classes;
};

/// The call operators of \p Record, or of the nearest base that has any.
llvm::SmallVector<const clang::NamedDecl *, 2>
callOperators(const clang::CXXRecordDecl &Record, const Awaitables &Await);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CALLABLES_H

//===--- CallableSinks.h - callables whose results nobody sees ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A callable that makes tasks is only as good as its caller. A wrapper with a
// signature that returns void takes any callable and drops what it returns
// (INVOKE<void>, [func.require]); threads, algorithms and event sources ignore
// the result by specification, which models state. Found here are such
// callables on their way into one of these.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CALLABLESINKS_H
#define COROLINT_ANALYSIS_CALLABLESINKS_H

#include "Callables.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace corolint {

class FunctionAnalysis;
class TranslationUnit;

/// By the type of callables: namespaces in which something is done with them.
using CallablePlaces =
    llvm::DenseMap<clang::QualType,
                   llvm::SmallVector<const clang::DeclContext *, 1>>;

/// A callable that makes tasks, handed to somebody who ignores what it returns.
struct DroppedCallable {
  /// The callable, as it was handed over.
  const clang::Expr *Argument = nullptr;
  TaskCallable Called;
  /// Who drops the task: the class of a wrapper, whose calls return void; or a
  /// function, object or class that calls what it is given.
  const clang::NamedDecl *Dropper = nullptr;
  bool IsWrapper = false;
  /// Where a template that receives the callable hands it on to Dropper; null
  /// when that happens at Argument.
  const clang::Expr *Inside = nullptr;
};

class CallableSinks {
public:
  using Visitor = llvm::function_ref<void(const DroppedCallable &)>;

  explicit CallableSinks(TranslationUnit &Unit);

  Callables &callables() { return Calls; }

  /// Calls \p Visit for every callable that loses its tasks in \p Code, the
  /// bodies of its lambdas not included. What happens to the parameter of a
  /// template is found where the template is called.
  void forEachDropped(const clang::Stmt &Code, Visitor Visit);

  /// The same for the body and the constructor initialisers of \p F.
  void forEachDropped(const clang::FunctionDecl &F, Visitor Visit);

  /// Whether the call \p Dropped in \p F, whose task is dropped, is how a
  /// wrapper of user code calls what it holds: the callable was found on its
  /// way into the wrapper.
  bool isCallByWrapper(FunctionAnalysis &F, const clang::Expr &Dropped);

private:
  friend class HandOverVisitor;

  void arguments(const clang::Expr &Call, Visitor Visit);
  std::optional<DroppedCallable> drop(const clang::Expr &Call, int Index);
  std::optional<DroppedCallable> byModel(const clang::Expr &Call,
                                         const clang::FunctionDecl &Callee,
                                         int Index);
  std::optional<DroppedCallable> byTemplate(const clang::FunctionDecl &Callee,
                                            int Index);
  std::optional<DroppedCallable> byParameter(const clang::ParmVarDecl &Param,
                                             const clang::FunctionDecl &Body);
  std::optional<DroppedCallable> constructing(clang::QualType Made,
                                              unsigned Count, int Index,
                                              clang::QualType Callable);
  std::optional<DroppedCallable> emplacing(clang::QualType Made, unsigned Count,
                                           int Index, clang::QualType Callable);
  clang::QualType elementOf(clang::QualType Owner);
  const clang::ParmVarDecl *templateParameter(const clang::Expr *E) const;
  bool resultIsTaken(clang::QualType Callable,
                     const clang::CXXRecordDecl &Wrapper);

  TranslationUnit &Unit;
  Callables Calls;
  llvm::DenseMap<const clang::ParmVarDecl *, std::optional<DroppedCallable>>
      Parameters;
  /// Where templates look at the results of callables, and which wrappers of
  /// user code got callables that make tasks; collected when first asked for.
  std::optional<CallablePlaces> Taken, Wrapped;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_CALLABLESINKS_H

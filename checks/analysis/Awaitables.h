//===--- Awaitables.h - what can be awaited, and what it yields -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The awaitable protocol of [expr.await] and [dcl.fct.def.coroutine] on types:
// awaiters, `operator co_await`, coroutine result types, and suspension points
// that can never suspend.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_AWAITABLES_H
#define COROLINT_ANALYSIS_AWAITABLES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace corolint {

class ModelSet;

/// What awaiting a value of some type means.
struct Awaitable {
  /// Whether it can be awaited at all.
  bool Valid = false;
  /// The type of the await-expression; null when it can't be told without
  /// instantiating what the translation unit does not instantiate.
  clang::QualType Yields;
};

class Awaitables {
public:
  Awaitables(clang::ASTContext &Context, const ModelSet &Models)
      : Context(Context), Models(Models) {}

  /// Decides by structure: await_ready and await_resume, or a member or free
  /// `operator co_await`.
  Awaitable of(clang::QualType T);

  /// The same for a template of which nothing is instantiated: whether it
  /// declares what awaiting takes.
  bool isAwaitablePattern(const clang::CXXRecordDecl &Pattern) {
    return compute(Pattern).Valid;
  }

  /// Whether \p S can never suspend: its awaiter's await_ready is `return
  /// true;`, its await_suspend `return false;`, or a model or annotation says
  /// so of the awaited type or of the function that made it.
  bool neverSuspends(const clang::CoroutineSuspendExpr &S) const;

  /// The member functions called \p Name of \p Record and its bases; only the
  /// most derived class that has any. Template patterns included. \p Depth
  /// counts the bases on the way.
  llvm::SmallVector<const clang::FunctionDecl *, 4>
  methods(const clang::CXXRecordDecl &Record, llvm::StringRef Name,
          unsigned Depth = 0) const;

  /// Whether \p S is known to suspend whenever it is reached: its awaiter's
  /// await_ready is `return false;` and its await_suspend can't decline.
  bool alwaysSuspends(const clang::CoroutineSuspendExpr &S) const;

  /// What the await_ready of the awaiter class \p Awaiter always returns;
  /// nothing when that is not the same constant every time, or unknown.
  std::optional<bool> constantReadiness(const clang::CXXRecordDecl &Awaiter);

  /// The class whose await_ready, await_suspend and await_resume are called
  /// when a \p Record is awaited: itself, or what its `operator co_await`
  /// returns. Null when that is not known.
  const clang::CXXRecordDecl *awaiterOf(const clang::CXXRecordDecl &Record);

  /// The functions `operator co_await` around \p Record that take one: by name
  /// lookup in its namespaces.
  llvm::SmallVector<const clang::FunctionDecl *, 2>
  freeCoAwaitOperators(const clang::CXXRecordDecl &Record) const;

  /// The function call operators of \p Record.
  clang::DeclContextLookupResult
  callOperator(const clang::CXXRecordDecl &Record) const {
    return Record.lookup(
        Context.DeclarationNames.getCXXOperatorName(clang::OO_Call));
  }

  /// Whether the class has a nested `promise_type`.
  bool hasPromise(const clang::CXXRecordDecl &Record) const;

private:
  Awaitable compute(const clang::CXXRecordDecl &Record);
  Awaitable throughOperator(const clang::CXXRecordDecl &Record);
  const clang::FunctionDecl *
  coAwaitOperator(const clang::CXXRecordDecl &Record);
  clang::QualType resultOfTask(const clang::CXXRecordDecl &Record) const;

  clang::ASTContext &Context;
  const ModelSet &Models;
  llvm::DenseMap<const clang::CXXRecordDecl *, Awaitable> Known;
};

/// The definition of the class that \p T is or refers to; null for others.
const clang::CXXRecordDecl *recordOf(clang::QualType T);

/// The types that the template is instantiated with of which \p T is, packs
/// expanded; none for others.
llvm::SmallVector<clang::QualType, 4> typeArguments(clang::QualType T);

/// The class that \p T is or refers to, or the pattern it would be instantiated
/// from where that did not happen; null for others.
const clang::CXXRecordDecl *recordOrPattern(clang::QualType T);

/// Whether \p T, written in a declaration or a template argument, is \p Record
/// or a reference to it, or names the template that \p Record specialises.
bool denotes(clang::QualType T, const clang::CXXRecordDecl &Record);

/// The function that \p E calls, under casts and cleanups; null for others.
const clang::FunctionDecl *calleeBehind(const clang::Expr *E);

/// Collects the operands of the return statements in \p S, null for those
/// without one; those of lambdas in it are not its own.
void returnsOf(const clang::Stmt *S,
               llvm::SmallVectorImpl<const clang::Expr *> &Out);

/// The definition of \p F when its body is visible to the analysis
/// (BodyVisibility.h), else null. For a member of a class template it is the
/// instantiated body, or the pattern's when that was not instantiated and
/// \p AllowPattern is set.
const clang::FunctionDecl *visibleBody(const clang::FunctionDecl &F,
                                       bool AllowPattern = false);

} // namespace corolint

#endif // COROLINT_ANALYSIS_AWAITABLES_H

//===--- HandleNames.h - what names a suspended coroutine -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In an await_suspend, and in what it calls, the coroutine that is about to be
// resumed goes by many names: the handle, copies of it, its address, a member
// that it was stored in, the awaiter itself once it has the handle, and
// closures and nodes made from any of these. Names are collected without
// regard to order; what happens to them is for Publication.h.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_HANDLENAMES_H
#define COROLINT_ANALYSIS_HANDLENAMES_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang {
class LambdaExpr;
} // namespace clang

namespace corolint {

/// What a value gives whoever has it: the handle, or the awaiter.
struct Carried {
  bool Handle = false;
  bool Self = false;

  explicit operator bool() const { return Handle || Self; }
  Carried &operator|=(Carried Other) {
    Handle |= Other.Handle;
    Self |= Other.Self;
    return *this;
  }
};

class HandleNames {
public:
  /// Parameters whose values are known to carry something, and whether `this`
  /// is the awaiter.
  struct Roots {
    llvm::DenseMap<const clang::ValueDecl *, Carried> Carriers;
    llvm::SmallPtrSet<const clang::ValueDecl *, 2> Handles, Selves;
    bool ThisIsSelf = false;
  };

  HandleNames(const clang::Stmt &Body, Roots From);

  /// Whether \p E is the handle or a copy of it, also in a member of the
  /// awaiter.
  bool isHandle(const clang::Expr *E) const;

  /// Whether \p E is the awaiter, or a pointer to it.
  bool isSelf(const clang::Expr *E) const;

  /// Whether \p E names memory of the awaiter: itself, a member, a member of
  /// that. Not what a pointer or reference in it leads to.
  bool isOwnStorage(const clang::Expr *E) const;

  /// Whether \p E is the promise of the coroutine, by name or by handle.
  bool isPromise(const clang::Expr *E) const;

  /// Whether \p E lies in the promise of some other coroutine.
  bool isInOtherPromise(const clang::Expr *E) const;

  Carried carriedBy(const clang::Expr *E) const;
  Carried capturedBy(const clang::LambdaExpr &Lambda) const;

  /// Variables that refer to members of the awaiter.
  bool refersToMember(const clang::ValueDecl &Var) const {
    return MemberAliases.contains(&Var);
  }
  /// Variables that refer to the promise.
  bool refersToPromise(const clang::ValueDecl &Var) const {
    return PromiseAliases.contains(&Var);
  }
  /// Whether the handle may be found in the awaiter.
  bool isHandleInSelf() const { return HandleInSelf || !HandleFields.empty(); }

  /// The members of the awaiter that the handle is stored in.
  const llvm::SmallPtrSetImpl<const clang::FieldDecl *> &handleFields() const {
    return HandleFields;
  }
  /// Whether \p Var is given the handle somewhere, and other handles elsewhere.
  bool mayBeHandle(const clang::ValueDecl &Var) const {
    return MaybeHandles.contains(&Var);
  }

private:
  class Collector;

  Roots From;
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> MemberAliases, PromiseAliases,
      OtherPromises, MaybeHandles;
  llvm::SmallPtrSet<const clang::FieldDecl *, 2> HandleFields;
  bool HandleInSelf = false;
};

/// \p E without what converts, copies or keeps alive its value.
const clang::Expr *bareValue(const clang::Expr *E);

/// The left and right operand of an assignment, built-in or not; null pointers
/// for others.
std::pair<const clang::Expr *, const clang::Expr *>
operandsOfAssignment(const clang::Stmt &S);

/// The name of the function that \p Call certainly calls; empty for operators.
llvm::StringRef nameOfCallee(const clang::Expr &Call);

} // namespace corolint

#endif // COROLINT_ANALYSIS_HANDLENAMES_H

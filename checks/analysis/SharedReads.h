//===--- SharedReads.h - what decisions and values are made of --*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The objects that conditions and values of one function depend on: those they
// name, those that the locals they name were made from, those that a getter
// returns, and what is looked up in containers. Backward slices (Weiser,
// "Program slicing", ICSE 1981) as far as local names go. What an awaited call
// does with its arguments is the callee's business and left out.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SHAREDREADS_H
#define COROLINT_ANALYSIS_SHAREDREADS_H

#include "AccessPath.h"

namespace clang {
class CFGBlock;
}

namespace corolint {

class FunctionAnalysis;

/// One read that something depends on.
struct SharedRead {
  /// What is read; for a look-up the container. Null for what a member function
  /// of the same object asks that is not seen through.
  const AccessPath *Path = nullptr;
  /// Where the value is taken: an element of the graph.
  const clang::Expr *At = nullptr;
  /// The local it went through; null for what is named in place.
  const clang::VarDecl *Via = nullptr;
  /// Of a look-up in a container, what is looked for.
  const clang::Expr *Key = nullptr;
};

/// A branch of the graph.
struct SharedDecision {
  const clang::CFGBlock *Block = nullptr;
  const clang::Expr *Condition = nullptr;
  /// The loop that goes on as long as the condition holds; null for others.
  const clang::Stmt *Loop = nullptr;
  std::vector<SharedRead> Reads;
};

/// The reads of one function. What is neither a local variable nor a part of
/// one counts; whether others can get at it is not asked here.
class SharedReads {
public:
  explicit SharedReads(FunctionAnalysis &F) : F(F), Getters(OwnGetters) {}

  /// The reads that the value of \p E depends on.
  std::vector<SharedRead> of(const clang::Expr &E);

  /// The branches of the function that depend on any.
  std::vector<SharedDecision> decisions();

private:
  class Finder;
  /// What getters return, in their own terms; empty while one is looked at.
  using ByGetter =
      llvm::DenseMap<const FunctionAnalysis *, std::vector<SharedRead>>;

  SharedReads(FunctionAnalysis &Getter, const SharedReads &Caller)
      : F(Getter), Depth(Caller.Depth + 1), Getters(Caller.Getters) {}

  const std::vector<SharedRead> &ofVariable(const clang::VarDecl &Var);
  const std::vector<SharedRead> &ofGetter(FunctionAnalysis &Getter,
                                          const clang::Expr &Returned);

  FunctionAnalysis &F;
  /// The getters around this one.
  unsigned Depth = 0;
  ByGetter OwnGetters;
  ByGetter &Getters;
  llvm::DenseMap<const clang::VarDecl *,
                 std::unique_ptr<std::vector<SharedRead>>>
      Variables;
};

/// Whether two keys may well be the same: they name the same objects.
bool mayBeSameKey(const clang::Expr &A, const clang::Expr &B,
                  const clang::ASTContext &Context);

/// Whether \p Part is \p Whole or a part of it; what a pointer leads to is
/// none. False if one of them is null.
bool isPart(const AccessPath *Part, const AccessPath *Whole);

/// Whether one of them is a part of the other.
bool overlap(const AccessPath *A, const AccessPath *B);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SHAREDREADS_H

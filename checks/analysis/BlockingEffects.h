//===--- BlockingEffects.h - what may block the thread --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function may block if its body reaches an operation that may: through the
// functions it calls, the callables it calls in place, the constructors and
// destructors it runs. What blocks is known from annotations, Clang's
// `blocking` attribute and models; what is vouched for, by annotation, Clang's
// `nonblocking` or model, is not looked into. Coroutines are not followed: they
// answer for themselves. Function pointers, virtual calls that could go
// elsewhere and bodies nobody sees are unknown, hence silent.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_BLOCKINGEFFECTS_H
#define COROLINT_ANALYSIS_BLOCKINGEFFECTS_H

#include "EffectGraph.h"
#include "TranslationUnit.h"
#include "llvm/ADT/PointerIntPair.h"

namespace corolint {

class EffectNodes;
class ObjectModes;

/// An operation that may block, as annotations and models describe it.
struct OperationModel {
  bool IsWait = false;
  std::string Reason;
  std::string Replacement;
  BlockingOperation Operation = BlockingOperation::Other;
  std::vector<EffectCondition> Conditions;
  bool IsReplaceable = false; ///< as FunctionModel::IsReplaceable
};

/// One call on the way to a blocking operation.
struct BlockingLink {
  const clang::FunctionDecl *Callee = nullptr; ///< who is called there
  clang::SourceLocation Where;
  /// It is run by the end of an object, not by a call.
  bool IsEnd = false;
};

/// A place in a function that may block the thread.
struct BlockingFinding {
  bool IsWait = false;
  bool IsStrict = false;
  /// The expression, or null for the end of Ended.
  const clang::Expr *Call = nullptr;
  /// The variable whose destructor blocks; null for calls.
  const clang::VarDecl *Ended = nullptr;
  clang::SourceLocation Where;
  /// The calls on the way, this one first; the last is of the operation.
  llvm::SmallVector<BlockingLink, 2> Chain;
  OperationModel Operation;
};

/// A call of a function whose body is in no visible place, which other units
/// may show to block.
struct UnknownCall {
  const clang::FunctionDecl *Callee = nullptr;
  const clang::Expr *Call = nullptr;
  clang::SourceLocation Where;
  /// It is the end of an object: of this variable, or null for others.
  bool IsEnd = false;
  const clang::VarDecl *Ended = nullptr;
};

class BlockingEffects {
public:
  explicit BlockingEffects(TranslationUnit &Unit);
  ~BlockingEffects();

  /// What may block in \p F, in the order of the source. With \p StrictToo,
  /// also what blocks only if an argument is what nothing tells it to be.
  llvm::ArrayRef<BlockingFinding> findingsIn(FunctionAnalysis &F,
                                             bool StrictToo);

  /// Whether \p F itself runs on a thread that must not block: a coroutine, or
  /// an awaiter's await_ready, await_suspend or await_resume. A generator that
  /// never awaits runs on whoever pulls it.
  bool mustNotBlock(FunctionAnalysis &F);

  /// The functions of the unit and what they run; made when first asked for.
  EffectNodes &nodes();

  /// What the unit does to the modes of sockets and handles; likewise.
  const ObjectModes &modes();

private:
  TranslationUnit &Unit;
  std::unique_ptr<ObjectModes> Modes;
  std::unique_ptr<EffectNodes> Nodes;
  /// What several rules ask for.
  llvm::DenseMap<FunctionAnalysis *, bool> MustNotBlock;
  llvm::DenseMap<llvm::PointerIntPair<FunctionAnalysis *, 1, bool>,
                 std::unique_ptr<std::vector<BlockingFinding>>>
      Findings;

  bool isOnBorrowedThread(FunctionAnalysis &F);
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_BLOCKINGEFFECTS_H

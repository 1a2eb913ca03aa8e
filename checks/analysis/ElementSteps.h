//===--- ElementSteps.h - what happens to elements on the graph -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ELEMENTSTEPS_H
#define COROLINT_ANALYSIS_ELEMENTSTEPS_H

#include "ElementMention.h"
#include "TranslationUnit.h"

namespace clang {
class CFGBlock;
class CFGElement;
class CoroutineSuspendExpr;
} // namespace clang

namespace corolint {

/// One step of a path that matters to some local, or to something else that is
/// followed along with these.
struct ElementStep {
  enum KindType : uint8_t {
    Use,     ///< Decl, a local, is read, or what it refers to
    Define,  ///< Decl, a local, gets another value
    Suspend, ///< At is a suspension
    Write,   ///< Decl, which some branch asks for, may get another value
    Renew,   ///< what Of stands for is up to date again
  } Kind = Use;
  const clang::ValueDecl *Decl = nullptr;
  const clang::Stmt *At = nullptr;
  /// In place of Decl: what another analysis follows.
  const void *Of = nullptr;
};

/// The steps of one coroutine, found in one walk over its graph.
class ElementSteps {
public:
  using Locals = llvm::SmallPtrSet<const clang::VarDecl *, 16>;
  /// What another analysis adds: after which statement, or end of a local,
  /// which steps.
  struct Additions {
    llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<ElementStep, 2>>
        After;
    llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<ElementStep, 2>>
        AtEndOf;
  };

  ElementSteps(FunctionAnalysis &F, const Locals &Kept);
  ElementSteps(FunctionAnalysis &F, const Locals &Kept, Additions More);

  llvm::ArrayRef<ElementStep> of(const clang::CFGBlock &B) const;

  /// The handlers that an exception out of a suspension may reach.
  llvm::ArrayRef<const clang::CFGBlock *>
  handlersOf(const clang::CoroutineSuspendExpr &S) const;

  /// The condition that \p B branches on, if some other branch asks for the
  /// same: only then it tells one path from another.
  std::optional<Condition> testOf(const clang::CFGBlock &B) const;

  llvm::ArrayRef<const clang::CFGBlock *> blocks() const { return Order; }

private:
  void findTests();
  void findClosures();
  void mention(const clang::DeclRefExpr &Ref);
  static void add(llvm::ArrayRef<ElementStep> Steps,
                  std::vector<ElementStep> &Out);
  void element(const clang::Stmt &S, std::vector<ElementStep> &Out);
  void suspension(const clang::CoroutineSuspendExpr &S,
                  std::vector<ElementStep> &Out);
  void written(const clang::Expr *Target, std::vector<ElementStep> &Out);
  void writes(const clang::Stmt &S, std::vector<ElementStep> &Out);

  FunctionAnalysis &F;
  const Locals &Kept;
  std::vector<const clang::CFGBlock *> Order;
  llvm::DenseMap<const clang::CFGBlock *, std::vector<ElementStep>> Blocks;
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<ElementStep, 2>>
      Attached;
  llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *> Catches;
  llvm::DenseMap<const clang::Stmt *,
                 llvm::SmallVector<const clang::CFGBlock *, 1>>
      Handlers;
  llvm::DenseMap<const clang::CFGBlock *, Condition> Tests;
  llvm::SmallVector<unsigned, 4> Keys;
  llvm::DenseMap<const clang::VarDecl *,
                 llvm::SmallVector<const clang::VarDecl *, 2>>
      Closures;
  Additions More;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_ELEMENTSTEPS_H

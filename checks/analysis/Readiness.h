//===--- Readiness.h - waits that are over before they begin --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Waiting for a future that is ready does not block. It is where the code has
// tested it, has waited for it, has fulfilled its promise, or got it from an
// await or from a function that makes ready ones. A forward analysis of what is
// ready on every path ("must", as available expressions: Aho et al.,
// "Compilers", 9.2.6), over the access paths of the objects.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_READINESS_H
#define COROLINT_ANALYSIS_READINESS_H

#include "AccessPath.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>

namespace clang {
class CFGBlock;
class DeclStmt;
} // namespace clang

namespace corolint {

class FunctionAnalysis;
class PolledElements;

class Readiness {
public:
  explicit Readiness(FunctionAnalysis &F);
  ~Readiness();

  /// Whether \p Object is certainly ready where \p At, a call in the function,
  /// is evaluated.
  bool isReady(const clang::Expr &Object, const clang::Expr &At);

private:
  using Paths = llvm::SmallDenseSet<const AccessPath *, 4>;
  /// What is ready; of variables with the results of tests, those that still
  /// tell the truth. Nothing where control has not been seen to get.
  using State = std::optional<Paths>;

  bool isReadyByOrigin(const clang::Expr *E, unsigned Depth);
  bool isArrangedByAwaiter(const AccessPath &Object);
  void solve();
  void transfer(const clang::Stmt &S, Paths &Ready);
  static bool meet(State &Into, const Paths &Out);
  void branch(const clang::CFGBlock &From, const clang::CFGBlock &To,
              Paths &Ready);
  llvm::ArrayRef<const AccessPath *> askedBy(const clang::VarDecl &Answer);
  void forget(const clang::Expr *Object, Paths &Ready);
  void made(const clang::DeclStmt &S, Paths &Ready);
  void called(const clang::CallExpr &Call, Paths &Ready);
  /// The objects that are ready where \p E is \p Value. A variable with the
  /// result of a test counts where \p Known has it, if given.
  void readyIf(const clang::Expr *E, bool Value, const Paths *Known,
               llvm::SmallVectorImpl<const AccessPath *> &Out,
               unsigned Depth = 0);
  void readyIfAny(llvm::ArrayRef<const clang::Expr *> Values, bool Value,
                  const Paths *Known,
                  llvm::SmallVectorImpl<const AccessPath *> &Out,
                  unsigned Depth);
  bool isCurrent(const clang::VarDecl &Var, const Paths *Known);
  const AccessPath *testedBy(const clang::Expr *E, const Paths *Known,
                             unsigned Depth = 0);
  const clang::Expr *initOf(const clang::Expr *E);

  FunctionAnalysis &F;
  Roles &R;
  AccessPaths &Objects;
  std::unique_ptr<PolledElements> Polled; // made when it is first needed
  bool Solved = false;
  /// Where the last question was, and what was ready there: the next one is
  /// mostly a little further on.
  struct {
    const clang::CFGBlock *Block = nullptr;
    unsigned Index = 0;
    Paths Ready;
  } Last;
  llvm::DenseMap<const clang::CFGBlock *, State> In;
  llvm::DenseMap<const clang::VarDecl *,
                 llvm::SmallVector<const AccessPath *, 2>>
      Answers;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_READINESS_H

//===--- ReadyFacts.h - what await_suspend may rely on --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_READYFACTS_H
#define COROLINT_ANALYSIS_READYFACTS_H

#include "Awaiters.h"
#include "llvm/ADT/FoldingSet.h"

namespace clang {
class Stmt;
} // namespace clang

namespace corolint {

/// What the rest of an awaiter says about its await_suspend: that is called
/// when await_ready has returned false ([expr.await]/5), so conditions that
/// make await_ready true do not hold.
class ReadyFacts {
public:
  ReadyFacts(const AwaitSuspend &Suspend, TranslationUnit &Unit);

  /// The value that \p Condition has in await_suspend, if that follows from
  /// what await_ready has returned.
  std::optional<bool> valueOf(const clang::Stmt *Condition) const;

private:
  void assume(const clang::Expr &Condition, bool Value);

  TranslationUnit &Unit;
  std::vector<std::pair<llvm::FoldingSetNodeID, bool>> Known;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_READYFACTS_H

//===--- BlockingModels.h - which functions block by themselves -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_BLOCKINGMODELS_H
#define COROLINT_ANALYSIS_BLOCKINGMODELS_H

#include "BlockingEffects.h"

namespace corolint {

/// What annotations, attributes and models say of the function itself.
struct BlockingRole {
  /// Vouched for, or something else than a plain call: not looked into.
  bool IsClosed = false;
  std::vector<OperationModel> Operations;
};

/// The roles of functions, each found once.
class BlockingRoles {
public:
  explicit BlockingRoles(const Roles &R) : R(R) {}

  const BlockingRole &of(const clang::FunctionDecl &F);

private:
  const Roles &R;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<BlockingRole>>
      Known;
};

/// The operation of the end of what \p F returns (std::async), if that blocks.
const FunctionModel *blockingEndOf(const clang::FunctionDecl &F,
                                   const Roles &R);

/// Whether the work that \p Call starts is put off until somebody asks for its
/// result, and runs there: an argument rules out that its end blocks.
bool isPutOff(const clang::Expr &Call, FunctionAnalysis &F);

/// \p Conditions as conditions on parameters.
std::vector<EffectCondition>
conditionsOf(llvm::ArrayRef<ArgumentCondition> Conditions);

/// The spelling of \p Operation in models.
llvm::StringRef spellingOf(BlockingOperation Operation);

} // namespace corolint

#endif // COROLINT_ANALYSIS_BLOCKINGMODELS_H

//===--- FeasiblePaths.h - whether branches let control get somewhere -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FEASIBLEPATHS_H
#define COROLINT_ANALYSIS_FEASIBLEPATHS_H

#include "llvm/ADT/DenseSet.h"

namespace clang {
class CFGBlock;
} // namespace clang

namespace corolint {

class FunctionAnalysis;

/// The blocks of a function's flow graph that a path from its entry leads to on
/// which branches on one unchanged fact agree.
class FeasiblePaths {
public:
  explicit FeasiblePaths(FunctionAnalysis &F);

  /// True as well where there is no graph, or it takes too long to tell.
  bool reach(const clang::CFGBlock &B) const {
    return All || Reached.contains(&B);
  }

private:
  bool All = true;
  llvm::DenseSet<const clang::CFGBlock *> Reached;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_FEASIBLEPATHS_H

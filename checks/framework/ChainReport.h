//===--- ChainReport.h - telling why a type is not Send -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_CHAINREPORT_H
#define COROLINT_FRAMEWORK_CHAINREPORT_H

#include "analysis/SendExplanation.h"

namespace corolint {

/// One note of a report.
struct ChainNote {
  clang::SourceLocation Where;
  std::string Text;
};

/// What is told of \p Chain, as rustc tells it: each part on the way from the
/// whole, where it is declared, and why the last one is the end of it. Parts
/// that are not declared, as template arguments, are told where what contains
/// them is. \p Whole stands for places in system headers, which nobody opens.
llvm::SmallVector<ChainNote, 4> notesFor(llvm::ArrayRef<TraitStep> Chain,
                                         clang::SourceLocation Whole,
                                         const clang::ASTContext &Context);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_CHAINREPORT_H

//===--- RaceArms.h - operations that lose a race ---------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_RACEARMS_H
#define COROLINT_ANALYSIS_RACEARMS_H

#include "clang/AST/Expr.h"
#include <string>
#include <vector>

namespace corolint {

class FunctionAnalysis;

/// An arm of a race, or what has a time limit, that loses something when it is
/// stopped.
struct UnsafeArm {
  /// The operation, a call, or what hands it over to the race.
  const clang::Expr *Arm = nullptr;
  const clang::FunctionDecl *Operation = nullptr;
  const clang::FunctionDecl *Race = nullptr;
  /// What is lost, for messages; empty when nobody says.
  std::string Lost;
  /// What it works on; null when that is no object with a name.
  const clang::Expr *Object = nullptr;
  /// Where that object is used again after a race that was lost; null if it is
  /// not used in this function again, but may be elsewhere.
  const clang::Stmt *UsedAgain = nullptr;
};

/// The arms in \p F whose loss matters: the object is used again, or belongs to
/// somebody else, and nothing after the race closes it.
std::vector<UnsafeArm> unsafeArms(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_RACEARMS_H

//===--- ParameterTests.h - what parameters decide in a function ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_PARAMETERTESTS_H
#define COROLINT_ANALYSIS_PARAMETERTESTS_H

#include "EffectGraph.h"

namespace clang {
class Expr;
class ForStmt;
class Stmt;
class SwitchCase;
class SwitchStmt;
} // namespace clang

namespace corolint {

class FunctionAnalysis;

using ParameterTests = llvm::SmallVector<EffectCondition, 2>;

/// What parameters of \p F have to be for \p Condition to be \p Value, as far
/// as it tests some: the exceptions under which it is not.
ParameterTests parameterTests(const clang::Expr *Condition, bool Value,
                              FunctionAnalysis &F);

/// What parameters of \p F have to be for \p S to have a round, as its
/// condition or the number that it counts from tests them.
ParameterTests roundTests(const clang::ForStmt &S, FunctionAnalysis &F);

/// What the parameter that \p S switches on has to be to get to one of
/// \p Labels: the exceptions under which it does not.
ParameterTests caseTests(const clang::SwitchStmt &S,
                         llvm::ArrayRef<const clang::SwitchCase *> Labels,
                         FunctionAnalysis &F);

/// Whether control never gets behind \p S: it ends with a return or a throw.
bool leavesFunction(const clang::Stmt *S);

/// Whether control never gets from \p S to the statement behind it in a switch.
bool leavesSwitch(const clang::Stmt *S);

} // namespace corolint

#endif // COROLINT_ANALYSIS_PARAMETERTESTS_H

//===--- SendText.h - Send, Sync and Safe as text, for tests --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_SENDTEXT_H
#define COROLINT_TEST_UNIT_SENDTEXT_H

#include "Code.h"
#include "analysis/SendExplanation.h"

namespace corolint {

/// Y yes, B borrow, ? unknown, n a no that matters when shared, d doubtful,
/// N no.
char letterOf(Verdict V);

/// Send, Sync and Safe of a type: "YYn".
std::string answers(const Code &C, clang::QualType T);
/// The same of the class or alias \p Name.
std::string answers(const Code &C, llvm::StringRef Name);

/// The steps of a chain, each with the line of its part in the test's code.
Lines textOf(const Code &C, const std::vector<TraitStep> &Chain);
Lines whyNot(const Code &C, llvm::StringRef Name, Trait Asked);

} // namespace corolint

#endif // COROLINT_TEST_UNIT_SENDTEXT_H

//===--- OrderText.h - the words of two lock orders
//-------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_ORDERTEXT_H
#define COROLINT_FRAMEWORK_ORDERTEXT_H

#include "analysis/ProgramEffects.h"

namespace corolint {

/// One note about some unit of the program.
struct ProgramNote {
  SourcePlace Where;
  std::string Text;
};

/// What to do about two locks that are taken in two orders, the second of them
/// by a call or where the first is seen as well.
llvm::StringRef orderAdvice(bool IsAsync, bool IsByCall);

/// How \p This comes to its second lock, as far as the report has not said so,
/// and \p Other to both of its own.
std::vector<ProgramNote> orderNotes(const ProgramEffects::LockOrder &This,
                                    const ProgramEffects::LockOrder &Other);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_ORDERTEXT_H

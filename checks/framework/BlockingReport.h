//===--- BlockingReport.h - saying what blocks a thread, and through what -===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_BLOCKINGREPORT_H
#define COROLINT_FRAMEWORK_BLOCKINGREPORT_H

#include "ChainReport.h"
#include "analysis/BlockingEffects.h"
#include "clang/Basic/Diagnostic.h"

namespace corolint {

/// What is run at the place of \p Found, as a programmer calls it: "'save'",
/// "the end of 'worker'".
std::string actionOf(const BlockingFinding &Found);

/// The end of \p Var, or, where that is null, of an object without a name:
/// "the end of 'worker'".
std::string endOf(const clang::VarDecl *Var);

/// Whose thread it blocks: "coroutine 'serve'", "whoever awaits 'backoff'".
std::string victimOf(FunctionAnalysis &F);

/// The calls on the way, each where it stands, the reason, and what to do
/// instead in \p F.
llvm::SmallVector<ChainNote, 4> notesFor(const BlockingFinding &Found,
                                         FunctionAnalysis &F);

/// The call of the function that the library of the coroutine \p F has for the
/// operation, awaited. None where it is not called directly, is not declared
/// there, or an await may not stand.
llvm::SmallVector<clang::FixItHint, 2> insteadFix(const BlockingFinding &Found,
                                                  FunctionAnalysis &F);

/// The await of what the call of a bridge waits for: `sync_wait(f())`,
/// `f().get()`. None where the coroutine can't await that.
llvm::SmallVector<clang::FixItHint, 2> awaitFix(const BlockingFinding &Found,
                                                FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_BLOCKINGREPORT_H

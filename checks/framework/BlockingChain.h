//===--- BlockingChain.h - the words of a chain of calls ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_BLOCKINGCHAIN_H
#define COROLINT_FRAMEWORK_BLOCKINGCHAIN_H

#include "analysis/ProgramEffects.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace corolint {

/// What is suggested: \p Replacement, or else what is always right.
std::string adviceText(llvm::StringRef Replacement);

/// One text per call of \p Links, of which the last calls \p What itself:
/// "'persist' calls 'fsync' here, which waits for the disk".
std::vector<std::string> chainTexts(llvm::ArrayRef<ChainLink> Links,
                                    const OperationText &What);

/// The same for a lock that the last function of the chain takes: the last link
/// is the place where it does.
std::vector<std::string> lockChainTexts(llvm::ArrayRef<ChainLink> Links);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_BLOCKINGCHAIN_H

//===--- EffectRecords.h - the effects of a unit as bytes ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit has thousands of functions, most of which other units have as well.
// They are kept packed, one record each, and only those that are news are
// unpacked.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_EFFECTRECORDS_H
#define COROLINT_DRIVER_EFFECTRECORDS_H

#include "analysis/EffectSummary.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace corolint::driver {

/// \p Unit as bytes: the same for the same unit.
std::string packEffects(UnitSummary Unit);

/// Unpacks the functions of packEffects() that are \p Wanted, given the USR,
/// the file and the offset of each, in their order. False when the bytes are
/// damaged, after which some may have been visited.
bool unpackEffects(
    llvm::StringRef Bytes,
    llvm::function_ref<bool(llvm::StringRef, llvm::StringRef, uint32_t)> Wanted,
    llvm::function_ref<void(FunctionSummary)> Visit);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_EFFECTRECORDS_H

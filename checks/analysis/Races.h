//===--- Races.h - accesses of two threads that nothing orders ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Work that crosses shares what it refers to with its starter, and with other
// work that got the same. That is a race ([intro.races]) if both access one
// memory location, one of them writes, and neither may have waited for the
// other: MemoryAccesses tell. Different members, different elements, locks,
// atomics and joins in between are no race. Branches that may exclude each
// other, by what decides them or by what the work was given, are taken to.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_RACES_H
#define COROLINT_ANALYSIS_RACES_H

#include "Crossings.h"
#include "MemoryAccesses.h"

namespace corolint {

/// One access in work that crosses, to what it shares with others.
struct SharedAccess {
  /// As the starter knows it.
  MemoryPlace Place;
  bool Writes = false;
  const clang::Expr *At = nullptr;
  /// The capture or argument that shares it.
  clang::SourceLocation Where;
  /// Branches in the work decide if it happens, perhaps by what it was given.
  bool MayBeSkipped = false;
};

struct Race {
  enum Kind : uint8_t {
    WithStarter, ///< the function that starts the work goes on using it
    WithOther,   ///< other work has it, too
    WithNext,    ///< each round of a loop starts such work
  } K = WithStarter;
  const Crossing *Work = nullptr;
  SharedAccess Mine;
  /// The other access.
  bool OtherWrites = false;
  const clang::Expr *Other = nullptr;
  /// The crossing that made the other thread; null for WithStarter.
  const Crossing *OtherWork = nullptr;
};

/// The races that \p F starts, at most one for each work.
std::vector<Race> racesIn(FunctionAnalysis &F,
                          llvm::ArrayRef<Crossing> Crossings);

} // namespace corolint

#endif // COROLINT_ANALYSIS_RACES_H

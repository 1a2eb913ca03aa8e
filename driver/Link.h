//===--- Link.h - findings that take a whole program --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_LINK_H
#define COROLINT_DRIVER_LINK_H

#include "Result.h"
#include "framework/OrderText.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>
#include <vector>

namespace corolint::driver {

struct PendingQuestion;

/// Decides the pending findings of many units. Units count in the order in
/// which they are added.
class Linker {
public:
  /// Adds the functions and pending findings of a unit. False when the
  /// functions are damaged; what was read of them stays.
  bool add(const UnitResult &Unit);

  /// Hands \p Report the pending findings that are findings, with their chains:
  /// those of one unit after those of the unit before, each unit's in the order
  /// of their places. False when some are damaged, which are left out. To be
  /// called once.
  bool link(llvm::function_ref<void(clang::tidy::ClangTidyError)> Report);

private:
  ProgramEffects Effects;
  /// Packed, because there are many and few of them become findings.
  std::vector<std::string> Pending;

  /// What explains a finding.
  struct Chain {
    std::vector<ProgramNote> Notes;
    /// What to do about it, said where the finding stands; may be empty.
    std::string Advice;
  };
  Chain chainOf(const PendingQuestion &Question);
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_LINK_H

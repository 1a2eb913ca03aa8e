//===--- TraitModel.h - what models say of Send, Sync and Safe ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_TRAITMODEL_H
#define COROLINT_ANALYSIS_TRAITMODEL_H

#include <string>

namespace corolint {

/// What may be asked of a type that two threads have to do with.
enum class Trait : unsigned char {
  Send, ///< an object may be handed over, used and destroyed elsewhere
  Sync, ///< concurrent const access to one object is race-free
  Safe, ///< concurrent access through any member is race-free; implies Sync
};

/// How a model answers. The list lives in Roles.def.
enum class TraitFormula : unsigned char {
#define COROLINT_TRAIT_FORMULA(Enumerator, Spelling, Meaning) Enumerator,
#include "Roles.def"
};

/// What a model is about, of the things that have its name.
enum class TraitCondition : unsigned char {
  Always,
  BoolArgument,  ///< the first template argument is bool
  VoidArgument,  ///< the first template argument is void
  OwnerArgument, ///< the first template argument is a shared owner
  PointerTo,     ///< pointers and references to the type, as such
  Object,        ///< a variable
};

/// One entry of the `traits:` list of a model file, for one name, or one row
/// of SendTypes.def.
struct TraitModel {
  TraitCondition When = TraitCondition::Always;
  TraitFormula Send = TraitFormula::Structure;
  TraitFormula Sync = TraitFormula::Structure;
  TraitFormula Safe = TraitFormula::Structure;
  /// Why; goes on from "... is not Send: ". Empty when not given.
  std::string Reason;
  /// What to use instead; part of messages. Empty when not given.
  std::string Replacement;

  TraitFormula of(Trait T) const {
    return T == Trait::Send ? Send : T == Trait::Sync ? Sync : Safe;
  }
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_TRAITMODEL_H

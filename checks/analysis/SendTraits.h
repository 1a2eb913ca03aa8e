//===--- SendTraits.h - Send, Sync and Safe of any type -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows the steps of SendRules to the end. The answers are those of the
// greatest fixed point: a type that contains pointers to itself is what the
// rest of it is, as with Rust's auto traits. It is computed for all types that
// a question leads to at once, so that no answer rests on an assumption about
// a type whose own answer is still open, and the order of the questions does
// not matter.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SENDTRAITS_H
#define COROLINT_ANALYSIS_SENDTRAITS_H

#include "SendRules.h"
#include "llvm/ADT/DenseMap.h"

namespace corolint {

/// One thing in a coroutine frame, or among the values that a call hands over.
struct FramePart {
  PartKind Kind = PartKind::Local;
  clang::QualType Type;
  /// The variable, parameter or capture; null for temporaries.
  const clang::ValueDecl *Declaration = nullptr;
  /// Where a part without a declaration stands.
  clang::SourceLocation Where = {};
};

class SendTraits {
public:
  SendTraits(clang::ASTContext &Context, Roles &R) : Rules(Context, R) {}

  Verdict of(clang::QualType T, Trait Asked);

  /// What the members and bases of \p Record say, whatever is claimed of it.
  /// Claims of its members count.
  Verdict byStructure(const clang::CXXRecordDecl &Record, Trait Asked);

  /// A reference to, or the address of, the variable \p V.
  Verdict toVariable(const clang::VarDecl &V, Trait Asked);

  /// A whole made of \p Parts: a coroutine frame, a set of arguments.
  Verdict of(llvm::ArrayRef<FramePart> Parts, Trait Asked);

  /// The answer to the question that a part stands for, and how it counts.
  Verdict of(const TraitPart &Part);

  /// The step that \p Parts as a whole begin with.
  TraitRule frameRule(llvm::ArrayRef<FramePart> Parts, Trait Asked);
  SendRules &rules() { return Rules; }

private:
  /// A type as it is remembered: canonical, with its qualifiers.
  using Question = std::pair<void *, unsigned>;

  struct Node;
  struct Search;

  /// The answer that is known already.
  std::optional<Verdict> settled(clang::QualType T, Trait Asked, TypeView View);
  void expand(Search &S, unsigned Index);
  Verdict answer(clang::QualType T, Trait Asked, TypeView View);
  static void settle(Search &S);
  static Question key(clang::QualType T, Trait Asked, TypeView View);

  SendRules Rules;
  llvm::DenseMap<Question, Verdict> Known;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_SENDTRAITS_H

//===--- SendExplanation.h - why a type is not Send, Sync or Safe ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SendTraits remembers answers only; the reasons are found again when somebody
// asks, which is rare. The chain is what a diagnostic tells, as rustc does:
// from the value that crosses to the part that is to blame. The tree is all
// there is to say.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SENDEXPLANATION_H
#define COROLINT_ANALYSIS_SENDEXPLANATION_H

#include "SendTraits.h"

namespace llvm {
class raw_ostream;
}

namespace corolint {

/// One answer on the way from a type to a part of it.
struct TraitStep {
  PartKind Kind = PartKind::Whole;
  /// As TraitPart::Name.
  std::string Name;
  /// As it is written; null for a frame as a whole.
  clang::QualType Type;
  /// Where the part is declared; that of what contains it for parts that are
  /// not declared, such as template arguments.
  clang::SourceLocation Where;
  Trait Asked = Trait::Send;
  Verdict Answer = Verdict::Yes;
  /// Why; empty where the next step says it.
  std::string Reason;
  /// What to use instead; may be empty.
  std::string Replacement;
};

struct TraitTree {
  TraitStep Step;
  std::vector<TraitTree> Parts;
  /// The parts stand at an earlier mention of the same type.
  bool Repeated = false;
};

class SendExplanation {
public:
  explicit SendExplanation(SendTraits &Traits) : Traits(Traits) {}

  /// From \p T to the part that makes its answer what it is: of several the
  /// one that the fewest steps lead to, and of those the first. The last step
  /// has the reason. One step, if the answer is `T`'s own.
  std::vector<TraitStep> chain(clang::QualType T, Trait Asked);
  /// The same for what members and bases say, whatever \p Record claims.
  std::vector<TraitStep> chain(const clang::CXXRecordDecl &Record, Trait Asked);
  /// The same for a frame, whose step comes first.
  std::vector<TraitStep> chain(llvm::ArrayRef<FramePart> Parts, Trait Asked);
  /// The same for a reference to, or the address of, a variable.
  std::vector<TraitStep> chainToVariable(const clang::VarDecl &V, Trait Asked);

  /// All of the derivation but what is below parts with the answer yes.
  TraitTree tree(clang::QualType T, Trait Asked);

private:
  struct Found;
  using Seen = llvm::SmallVector<std::pair<clang::QualType, unsigned>, 16>;

  TraitRule expand(const TraitPart &Part);
  TraitStep stepFor(const TraitPart &Part, const TraitRule &Rule,
                    clang::SourceLocation Outer);
  std::vector<TraitStep> search(const TraitPart &Root, TraitRule Rule);
  TraitTree grow(const TraitPart &Part, clang::SourceLocation Outer,
                 Seen &Known, unsigned Depth);

  SendTraits &Traits;
};

/// "Send", "Sync", "Safe".
llvm::StringRef nameOf(Trait T);

/// What \p Step says, in words: "member 'id': 'rc<int>' is not Send: ...".
std::string describe(const TraitStep &Step, const clang::ASTContext &Context);

/// One line for each step, indented; each with the place of its part.
void print(const TraitTree &Tree, const clang::ASTContext &Context,
           llvm::raw_ostream &Out, unsigned Indent = 0);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SENDEXPLANATION_H

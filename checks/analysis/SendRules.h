//===--- SendRules.h - one step of deriving Send, Sync and Safe -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust derives from the structure of a type whether its values may cross to
// another thread (auto traits). C++ needs three properties where Rust has two,
// because const is its contract for sharing and nothing makes a reference the
// only one (Trait in TraitModel.h). Where a question about a type leads is said
// here, one step at a time: an answer of the type itself, and the questions
// about its parts. SendTraits follows the steps, SendExplanation retells them.
//
// An answer comes from, in this order: an annotation; a model (with
// SendTypes.def for the standard library); the roles lock, guard and task;
// structure. Where C++ code at large departs from the letter, an answer is
// weaker, never stronger: a class of a system header whose members object is
// unknown; so is the sharing of a class that has a lock of its own.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SENDRULES_H
#define COROLINT_ANALYSIS_SENDRULES_H

#include "Roles.h"

namespace corolint {

/// Answers, from the best to the worst: that of a whole is the worst of its
/// parts'.
enum class Verdict : unsigned char {
  Yes,
  /// Refers to an object that somebody else owns: no race, but a question of
  /// who lives longer, which the rules about lifetimes answer.
  Borrow,
  Unknown,
  /// Not, but a problem only if somebody else uses the same object.
  SharedNo,
  /// Belongs to a thread, though many uses are harmless: for strict modes.
  DoubtfulNo,
  /// Belongs to a thread.
  HardNo,
};

inline bool isNo(Verdict V) { return V >= Verdict::SharedNo; }
inline bool isHardNo(Verdict V) { return V >= Verdict::DoubtfulNo; }

/// Whether objects of type \p T are owners whose copies own the same object.
bool sharesOwnership(const ModelSet &Models, clang::QualType T);

/// What a part is to its whole.
enum class PartKind : unsigned char {
  Whole, ///< what was asked about
  Member,
  Base,
  Capture,
  TemplateArgument,
  Element,
  Pointee,
  Referent,
  Parameter,
  Local,
  Temporary,
};

/// In which way an object of a type is met.
enum class TypeView : unsigned char {
  Value,
  Pointee,   ///< through a pointer or owner: it may be of a derived class
  Structure, ///< as its members and bases say, whatever is claimed of it
};

/// How the answer of a part counts for the whole. All of these are monotone
/// and never worsen an answer, which SendTraits relies on.
enum class Passing : unsigned char {
  AsItIs,
  /// At most a shared no: nobody says that the object is used over there.
  AsShared,
  /// A shared no becomes unknown.
  SharedIsUnknown,
};

Verdict passed(Verdict V, Passing How);

/// A question about a part of a type.
struct TraitPart {
  PartKind Kind = PartKind::Whole;
  /// The name of a member or capture; the number of a template argument.
  std::string Name;
  /// As it is written, where it is written.
  clang::QualType Type;
  /// Where the part is declared; invalid for parts that are not declared.
  clang::SourceLocation Where;
  Trait Asked = Trait::Send;
  TypeView View = TypeView::Value;
  Passing How = Passing::AsItIs;
  /// The answer, where it does not depend on the type: annotated members,
  /// thread_local objects.
  std::optional<Verdict> Fixed = std::nullopt;
  std::string Reason = {};
};

/// One step: the worst of what a type itself is and what its parts are.
struct TraitRule {
  Verdict Own = Verdict::Yes;
  /// Why it is no plain yes, or why a vouched yes; goes on from "... is not
  /// Send: ".
  std::string Reason = {};
  std::string Replacement = {};
  llvm::SmallVector<TraitPart, 4> Parts = {};
};

class SendRules {
public:
  SendRules(clang::ASTContext &Context, Roles &R) : Context(Context), R(R) {}

  TraitRule of(clang::QualType T, Trait Asked, TypeView View);

  /// What an annotation of an alias on the way from \p T to its canonical type
  /// says; nothing when there is none. Such answers are lost in the canonical
  /// type.
  std::optional<TraitRule> ofAlias(clang::QualType T, Trait Asked);

  /// A reference to, or the address of, the variable \p V: which is more than
  /// its type says, since the variable may be constant, thread_local or known
  /// by name.
  TraitPart toVariable(const clang::VarDecl &V, Trait Asked);

  clang::ASTContext &context() const { return Context; }

private:
  TraitRule ofPointer(clang::QualType Pointee, Trait Asked, bool IsReference);
  TraitRule ofRecord(const clang::RecordDecl &Record, Trait Asked,
                     TypeView View);
  std::optional<TraitRule> byModel(const clang::RecordDecl &Record, Trait Asked,
                                   bool AsPointer);
  TraitRule byFormula(const clang::RecordDecl &Record, const TraitModel &Model,
                      Trait Asked);
  std::optional<TraitRule> byRole(const clang::CXXRecordDecl &Record,
                                  Trait Asked);
  TraitRule byStructure(const clang::RecordDecl &Record, Trait Asked);
  void addCaptures(const clang::CXXRecordDecl &Closure, Trait Asked,
                   TraitRule &Rule);
  void addField(const clang::FieldDecl &Field, Trait Asked, Passing OfShared,
                TraitRule &Rule);
  bool conditionHolds(const clang::RecordDecl &Record, TraitCondition When);
  void addArguments(const clang::RecordDecl &Record, unsigned Count,
                    Trait Asked, TraitRule &Rule);
  /// Parts for one of several owners of a \p Pointee.
  void addSharedOwner(clang::QualType Pointee, Trait Shared, TraitRule &Rule);

  clang::ASTContext &Context;
  Roles &R;
};

/// Whether objects of class \p Record have something of their own to order
/// their members by: a lock, or a flag for what is done once.
bool ordersItself(const clang::RecordDecl &Record, Roles &R);

/// The type arguments of a specialisation, packs unfolded.
llvm::SmallVector<clang::QualType, 4>
typeArguments(const clang::RecordDecl &Record);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SENDRULES_H

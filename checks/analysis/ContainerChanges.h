//===--- ContainerChanges.h - who changes which container -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts of a whole translation unit, found in one walk over its functions when
// a rule first asks: where elements are put into a container or erased from it,
// where a container or the content of an owner is replaced, by a member
// function that a model knows or through a function that is given the container
// by non-const reference. Effect summaries of callees as in Banning, "An
// efficient way to find the side effects of procedure calls", POPL 1979.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CONTAINERCHANGES_H
#define COROLINT_ANALYSIS_CONTAINERCHANGES_H

#include "Elements.h"
#include "clang/AST/TypeOrdering.h" // hashes types
#include <deque>

namespace clang {
class CXXForRangeStmt;
}

namespace corolint {

/// One place where a container is changed.
struct ContainerChange {
  enum KindType : uint8_t {
    Inserts,  ///< may add elements, and move others
    Erases,   ///< may destroy elements
    Replaces, ///< all that was there is gone
  } Kind = Inserts;
  Place Container;
  /// The function that does it, and its analysis; no analysis for a member of a
  /// class template that is not instantiated.
  const clang::FunctionDecl *Function = nullptr;
  FunctionAnalysis *By = nullptr;
  const clang::Expr *At = nullptr;
};

/// A use of a function: who names it, and whether its result is awaited there.
struct FunctionUse {
  FunctionAnalysis *By = nullptr;
  /// The call; null where the function is named without being called.
  const clang::Expr *Call = nullptr;
  bool Awaited = false;
};

/// A loop over what a coroutine yields.
struct PullingLoop {
  FunctionAnalysis *By = nullptr;
  const clang::CXXForRangeStmt *Loop = nullptr;
};

class ContainerChanges {
public:
  explicit ContainerChanges(TranslationUnit &Unit);

  /// The changes, in the order of the source, that may make \p Hold invalid.
  /// Whether they happen while somebody holds it is not asked here.
  llvm::SmallVector<const ContainerChange *, 4>
  invalidating(const ElementHold &Hold);

  /// The uses of \p F in the functions of user code.
  llvm::ArrayRef<FunctionUse> usesOf(const clang::FunctionDecl &F) const;

  /// Whether code other than the coroutine \p C can make this change while one
  /// \p C is suspended: no constructor or destructor of the object, nothing
  /// that only \p C, or who awaits it, calls. What these change themselves
  /// counts when a second one is likely to run: when what is looked up, put in
  /// or erased is given by a parameter. \p LookUp makes what \p C holds.
  bool happensMeanwhile(const ContainerChange &Change, FunctionAnalysis &C,
                        const clang::Expr *LookUp);

  /// Whether \p By can run while the coroutine \p C is suspended: nothing that
  /// makes or unmakes the object, awaits \p C or runs only as a part of it.
  bool runsMeanwhile(FunctionAnalysis &By, FunctionAnalysis &C);

  /// Whether the body of a loop over what the generator \p C yields makes this
  /// change, itself or through a function that it calls.
  bool happensInPullers(const ContainerChange &Change,
                        FunctionAnalysis &C) const;

  /// Whether every visible call of \p C gives parameter \p Param an object of
  /// the caller's frame, and waits for the result.
  bool isLentByAwaitingFrames(FunctionAnalysis &C,
                              const clang::ParmVarDecl &Param);

private:
  class Finder;
  using Key = std::pair<const clang::ValueDecl *, unsigned>;

  void add(ContainerChange Change);
  void addUninstantiated(const clang::FieldDecl &Field);
  void followHelpers();
  /// What the visible calls tell of an argument.
  enum class Loans {
    None,       ///< there are none
    AllClear,   ///< known objects, or the awaiting caller's own
    SomeUnclear ///< objects of callers that go on, or not known
  };
  Loans takeWhatCallersGive(const clang::ParmVarDecl &Param, const Place &Where,
                            llvm::SmallVectorImpl<unsigned> &Found) const;
  bool handsOut(const ContainerChange &Change) const;
  bool onlyGivenFrames(const clang::ParmVarDecl &Lender,
                       const clang::FunctionDecl &F) const;
  bool isSelf(FunctionAnalysis &By, FunctionAnalysis &C);
  bool awaitsTransitively(FunctionAnalysis &By, FunctionAnalysis &C);
  bool onlyReachedThrough(FunctionAnalysis &By, FunctionAnalysis &C);

  TranslationUnit &Unit;
  /// Addresses stay as they are when changes are added.
  std::deque<ContainerChange> Changes;
  llvm::SmallPtrSet<const clang::RecordDecl *, 4> SeenPatterns;
  llvm::DenseMap<Key, llvm::SmallVector<unsigned, 4>> ByPlace;
  /// Containers given by reference, by their type.
  llvm::DenseMap<clang::QualType, llvm::SmallVector<unsigned, 4>> ByType;
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SmallVector<FunctionUse, 2>>
      Uses;
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SmallVector<PullingLoop, 1>>
      Pulls;
};

/// Whether all calls of \p F are in this translation unit: members that are
/// private and not virtual, functions without external linkage, lambdas.
bool hasNoUnseenCallers(const clang::FunctionDecl &F);

/// The class that \p Function, or the function around the lambda that it is, is
/// a member of; null if there is none.
const clang::CXXRecordDecl *classAround(const clang::FunctionDecl &Function);

/// Whether \p F makes, unmakes, copies or moves its object, or is called when
/// that is given away.
bool beginsOrEnds(const clang::FunctionDecl &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CONTAINERCHANGES_H

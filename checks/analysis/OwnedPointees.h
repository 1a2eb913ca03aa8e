//===--- OwnedPointees.h - what dies together with an object --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task holds its frame by a handle and destroys it; an awaiter holds the same
// handle and does not. Who owns what a pointer or handle refers to is read from
// destructors: the sole owner destroys it and has no copies. An object with
// several owners (a reference count) dies with none of them for certain.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_OWNEDPOINTEES_H
#define COROLINT_ANALYSIS_OWNEDPOINTEES_H

#include "Roles.h"

namespace corolint {

/// Whether \p T is std::coroutine_handle, the language's name of a frame.
bool isCoroutineHandle(clang::QualType T);

class OwnedPointees {
public:
  explicit OwnedPointees(Roles &R) : R(R) {}

  /// Whether an object of class \p Whole destroys what its member \p Field, a
  /// pointer or coroutine handle of the class or of a base, refers to, and is
  /// the only one to do so.
  bool destroys(const clang::CXXRecordDecl &Whole,
                const clang::FieldDecl &Field);

  /// Whether the member \p Field is given another value after construction by a
  /// visible member function of its class: what it was constructed with says
  /// nothing then.
  bool isReassigned(const clang::FieldDecl &Field);

  /// Whether the visible body of \p F assigns \p Field, or passes it to what
  /// may do so, like std::exchange: it may give away what the member refers to.
  bool isAssignedIn(const clang::FunctionDecl &F,
                    const clang::FieldDecl &Field);

  /// Whether objects of type \p T own what they contain or point to, and do not
  /// share it: containers, optionals, strings, unique pointers.
  bool isOwner(clang::QualType T);

private:
  /// Whether the deleter of the smart pointer \p T is one of the standard's, or
  /// is seen to destroy: another may hand the object back to a pool that goes
  /// on to own it.
  bool deletes(clang::QualType T);

  Roles &R;
  llvm::DenseMap<
      std::pair<const clang::CXXRecordDecl *, const clang::FieldDecl *>, bool>
      Destroyed;
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallPtrSet<const clang::FieldDecl *, 4>>
      Assigned;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_OWNEDPOINTEES_H

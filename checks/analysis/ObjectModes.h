//===--- ObjectModes.h - sockets and handles that never wait --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A socket that is a member or a parameter is put into non-blocking mode
// somewhere else than where it is read: in a constructor, by whoever accepted
// it. A database in memory is opened once, and used through handles that are
// made from each other. Both are asked of the whole unit.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_OBJECTMODES_H
#define COROLINT_ANALYSIS_OBJECTMODES_H

#include "TranslationUnit.h"

namespace corolint {

class ObjectModes {
public:
  explicit ObjectModes(TranslationUnit &Unit);

  /// Whether \p Object, of a class that has a mode (`sets-mode`), may have been
  /// put into non-blocking mode before the code at hand sees it: a member where
  /// any code of the unit does that to this member; others where any code does
  /// it to an object of the type. What the function makes itself is not asked
  /// about.
  bool mayBeNonBlocking(const clang::Expr &Object) const;

  /// Whether \p Handle is a pointer to what a library opens, and all that the
  /// unit opens with that library never waits: a database in memory.
  bool isOpenedWithoutWaiting(const clang::Expr &Handle) const;

  /// The number of the argument of \p Opener that points to what it opens;
  /// nothing where it returns that, or opens nothing.
  static std::optional<unsigned>
  openedArgument(const clang::FunctionDecl &Opener, const Roles &R);

private:
  void note(const clang::CallExpr &Call, FunctionAnalysis &In);

  const Roles &R;
  const clang::SourceManager &SM;
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Fields;
  /// Types of objects that are set: of members, and of all others.
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> TypesOfFields, OtherTypes;
  /// The headers of libraries, and whether what they open may wait.
  llvm::DenseMap<clang::FileID, bool> Libraries;
};

/// Whether objects of the class of \p Object have a mode that can be set.
bool hasMode(const clang::Expr &Object, const Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_OBJECTMODES_H

//===--- FrameOwners.h - classes that own coroutine frames ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine's frame is destroyed by whoever calls destroy() on its handle, or
// by the coroutine itself when it runs off its end without suspending
// ([coroutine.handle.resumption], [dcl.fct.def.coroutine]). A handle is a
// pointer: copying it copies no frame. Looked at are classes as they stand in
// the source, templates included, so that members nobody has instantiated
// count as well.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FRAMEOWNERS_H
#define COROLINT_ANALYSIS_FRAMEOWNERS_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallVector.h"

namespace corolint {

class TranslationUnit;

/// What is wrong with how a class owns the frame its member refers to.
struct OwnershipFault {
  enum KindType {
    Copies,        ///< two objects destroy one frame
    MoveKeeps,     ///< the same, after a move
    Overwrites,    ///< a frame is lost when the object is moved to
    NeverDestroys, ///< a frame that waits at its end is lost
    DestroysTwice, ///< the frame may have destroyed itself
  } Kind;
  const clang::FieldDecl *Handle = nullptr;
  /// The operation at fault; null where the compiler writes it or there is
  /// none.
  const clang::CXXMethodDecl *Operation = nullptr;
};

/// The faults of \p Class, a class or the pattern of one; none where somebody
/// else may share or take over the frame.
llvm::SmallVector<OwnershipFault, 1>
ownershipFaults(const clang::CXXRecordDecl &Class, TranslationUnit &Unit);

} // namespace corolint

#endif // COROLINT_ANALYSIS_FRAMEOWNERS_H

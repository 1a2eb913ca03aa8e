//===--- FrameObjects.h - the objects of a coroutine's frame --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FRAMEOBJECTS_H
#define COROLINT_ANALYSIS_FRAMEOBJECTS_H

#include "SendRules.h"
#include "TranslationUnit.h"

namespace corolint {

/// An object in the frame of a coroutine.
struct FrameObject {
  PartKind Kind = PartKind::Local;
  /// As it is written.
  clang::QualType Type;
  /// The variable, parameter or captured variable; null for temporaries.
  const clang::VarDecl *Declared = nullptr;
  /// The temporary, if it is one or lives as long as a reference to it.
  const clang::Expr *Made = nullptr;
  /// Where it is declared, captured or made.
  clang::SourceLocation Where;
  /// Whether it may hold nothing, as owners, handles, optionals and containers
  /// do, and classes that contain these.
  bool MayBeEmpty = false;
};

/// The objects in the frame of the coroutine \p F: parameters by value,
/// captures by copy, automatic variables and the temporaries that last as long
/// as a full expression or a reference. No tasks; what is awaited itself is no
/// object of the frame.
std::vector<FrameObject> frameObjects(FunctionAnalysis &F);

/// Whether objects of class \p Record are dereferenced or tested: the ones that
/// were given nothing hold nothing.
bool mayHoldNothing(const clang::CXXRecordDecl &Record);

} // namespace corolint

#endif // COROLINT_ANALYSIS_FRAMEOBJECTS_H

//===--- FrameLiveness.h - what a suspended frame keeps -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust's rule for futures in C++: an object counts as alive across a suspension
// if it is used or destroyed after it. An object that was moved away, reset or
// began empty holds nothing; destroying it does nothing that matters. Followed
// on the graph from every place where it gets a value.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FRAMELIVENESS_H
#define COROLINT_ANALYSIS_FRAMELIVENESS_H

#include "SendTraits.h"
#include "SuspendedUses.h"
#include <map>

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

/// Follows some of the objects of one coroutine, which have to stay where they
/// are meanwhile.
class FrameLiveness {
public:
  FrameLiveness(FunctionAnalysis &F, llvm::ArrayRef<FrameObject> Objects);

  /// The first suspension for which \p Counts and across which \p Object is
  /// alive; null if there is none.
  const clang::CoroutineSuspendExpr *aliveAcross(const FrameObject &Object,
                                                 SuspensionPredicate Counts);

private:
  const clang::CoroutineSuspendExpr *
  acrossTemporary(const clang::Expr &Made, SuspensionPredicate Counts);

  FunctionAnalysis &F;
  ElementSteps::Locals NoLocals;
  ElementSteps Steps;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_FRAMELIVENESS_H

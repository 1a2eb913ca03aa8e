//===--- Descriptors.h - whether input and output can block ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A read from a socket blocks or not by the mode of its descriptor, one from a
// stream by what is behind it. Both are known where the function shows how the
// descriptor was opened (open(2), socket(2), fcntl(2)), or what the stream is.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_DESCRIPTORS_H
#define COROLINT_ANALYSIS_DESCRIPTORS_H

#include "TranslationUnit.h"

namespace corolint {

enum class DescriptorMode { Unknown, Blocking, NonBlocking };

/// The descriptors in the local variables of one function.
class Descriptors {
public:
  explicit Descriptors(FunctionAnalysis &F) : F(F) {}

  /// The mode of the descriptor \p E where \p At uses it. Once its mode has
  /// been set, it is taken not to block; given to code that may set it, or that
  /// waits until it is ready, it is unknown.
  /// Where \p At is followed by a test for "it would have blocked" (EAGAIN),
  /// its author knows that it does not.
  DescriptorMode modeOf(const clang::Expr &E, const clang::Expr &At);

  /// The mode in which \p Call opens the descriptor or handle that it returns,
  /// or that one of its arguments points to.
  DescriptorMode modeOpenedBy(const clang::CallExpr &Call);

  /// Whether \p Object, an object with a mode of its own or a handle of one,
  /// does not make \p At wait: it is in non-blocking mode, was asked what is
  /// there, or is a database in memory.
  bool neverWaits(const clang::Expr &Object, const clang::Expr &At);

private:
  /// What happens to a variable.
  struct History {
    /// Where its mode is set, in the order of the source.
    llvm::SmallVector<std::pair<const clang::CallExpr *, DescriptorMode>, 1>
        Modes;
    /// The first place where it goes to code that may set its mode; invalid
    /// where there is none.
    clang::SourceLocation Lent;
    /// What it is given, or what opens the descriptors of an array; null if not
    /// exactly one value.
    const clang::Expr *Value = nullptr;
    bool IsUnclear = false;
  };

  const History &historyOf(const clang::VarDecl &Var);
  void note(const clang::DeclRefExpr &Mention, History &Of);
  void noteCall(const clang::CallExpr &Call, History &Of);
  DescriptorMode modeSetBy(const clang::CallExpr &Call,
                           const FunctionModel &Sets);
  bool isInMemory(const clang::Expr &Handle, unsigned Depth);
  bool expectsNoWait(const clang::Expr &At);
  bool isAskedBefore(const clang::Expr &Object, const clang::Expr &At);
  bool isAlwaysBefore(const clang::Stmt &Call, const clang::Expr &At);
  bool maySetMode(const clang::FunctionDecl &Callee);
  DescriptorMode modeOf(const clang::VarDecl &Var, const clang::Expr &At,
                        unsigned Depth);

  FunctionAnalysis &F;
  /// Where the code tests for what says that an operation would have blocked.
  std::optional<llvm::SmallVector<clang::SourceLocation, 2>> Tests;
  llvm::DenseMap<const clang::VarDecl *, History> Known;
};

enum class StreamKind { Unknown, File, Memory };

/// What the stream \p E reads from or writes to.
StreamKind streamKind(const clang::Expr &E, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_DESCRIPTORS_H

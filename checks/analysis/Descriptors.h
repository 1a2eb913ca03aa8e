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
  DescriptorMode modeOf(const clang::Expr &E, const clang::Expr &At);

  /// Whether code behind \p At asks if the operation would have blocked:
  /// EAGAIN, `would_block`. The mode is then set elsewhere.
  bool isTriedAgain(const clang::Expr &At);

private:
  /// What happens to a variable.
  struct History {
    /// The first place where its mode is set, and where it goes to code that
    /// may do so; invalid where there is none.
    clang::SourceLocation Set, Lent;
    /// What it is given; null if not exactly one value.
    const clang::Expr *Value = nullptr;
    bool IsUnclear = false;
  };

  const History &historyOf(const clang::VarDecl &Var);
  void note(const clang::DeclRefExpr &Mention, History &Of);
  void noteCall(const clang::CallExpr &Call, History &Of);
  bool maySetMode(const clang::FunctionDecl &Callee);
  DescriptorMode modeOf(const clang::VarDecl &Var, const clang::Expr &At,
                        unsigned Depth);
  DescriptorMode modeOpenedBy(const clang::CallExpr &Call);

  FunctionAnalysis &F;
  llvm::DenseMap<const clang::VarDecl *, History> Known;
  /// The last place that asks whether something would have blocked.
  std::optional<clang::SourceLocation> LastRetry;
};

enum class StreamKind { Unknown, File, Memory };

/// What the stream \p E reads from or writes to.
StreamKind streamKind(const clang::Expr &E, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_DESCRIPTORS_H

//===--- StopTokens.h - tokens that ask whether to stop ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_STOPTOKENS_H
#define COROLINT_ANALYSIS_STOPTOKENS_H

#include "clang/AST/Type.h"
#include <vector>

namespace clang {
class Expr;
class FunctionDecl;
class ParmVarDecl;
} // namespace clang

namespace corolint {

class FunctionAnalysis;
class Roles;

/// Whether \p T is, or refers to, a token that tells whether to stop: by model,
/// or by the shape of C++26's stoppable_token, which is that of
/// std::stop_token: `stop_requested` and `stop_possible`, and no
/// `request_stop`, which a source has.
bool isStopToken(clang::QualType T, const Roles &R);

/// A call that goes on without the token that its caller was given.
struct UnforwardedToken {
  /// The call or construction.
  const clang::Expr *Call = nullptr;
  /// The parameter of the caller.
  const clang::ParmVarDecl *Token = nullptr;
  /// What takes a token of that type: the function that is called, by a
  /// parameter with a default, or another overload of it.
  const clang::FunctionDecl *Taker = nullptr;
  /// The parameter of Taker.
  const clang::ParmVarDecl *Parameter = nullptr;
  /// Whether Taker is what is called.
  bool IsDefaulted = false;
};

/// The calls in \p F that leave out one of its tokens, in the order of the
/// source; not those after it was moved away.
std::vector<UnforwardedToken> unforwardedTokens(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_STOPTOKENS_H

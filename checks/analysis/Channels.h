//===--- Channels.h - sending and receiving ends ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CHANNELS_H
#define COROLINT_ANALYSIS_CHANNELS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace corolint {

class FunctionAnalysis;
class Roles;
class TranslationUnit;

/// Whether objects of type \p T are the sending end of a channel, or a channel:
/// by model, or annotated as `sender`, a base class of theirs included.
bool isSender(clang::QualType T, const Roles &R);

/// Whether objects of type \p T are the receiving end of a channel: by model,
/// or annotated as `receiver`, a base class of theirs included.
bool isReceiver(clang::QualType T, const Roles &R);

/// Whether \p Call takes a message out of a channel, or waits for one: by
/// model, or annotated as `receives`.
bool isReceive(const clang::CXXMemberCallExpr &Call, const Roles &R);

/// Whether \p Call ends a sender, or its whole channel: by model, or annotated
/// as `sender_closes`.
bool closesSender(const clang::CXXMemberCallExpr &Call, const Roles &R);

/// Whether \p Call puts a message into a channel: `try_send`, `try_push`,
/// `send*` and what models say of a sender.
bool isSend(const clang::CXXMemberCallExpr &Call, const Roles &R);

/// The call, in \p E or awaited by it, whose result says whether a message was
/// taken; null where \p E is no send, or its result does not tell. Beside those
/// of senders, `try_send` and `try_push` of any class count.
const clang::CXXMemberCallExpr *answeredSend(const clang::Expr &E, Roles &R);

/// How many messages the channel that \p Made constructs or returns, or an
/// owner made in place (`make_shared<channel>(4)`) holds, a parameter's default
/// included. Nothing where that is not known.
std::optional<uint64_t> capacityOf(const clang::Expr &Made,
                                   TranslationUnit &Unit);

/// A queue or channel without a bound that comes into being.
struct UnboundedCreation {
  /// The variable or member that it is; null for what is made elsewhere.
  const clang::ValueDecl *Declared = nullptr;
  /// The constructor or function that makes it.
  const clang::FunctionDecl *Maker = nullptr;
  /// The expression that makes it.
  const clang::Expr *Made = nullptr;
  /// A capacity is given, and it is the largest there is.
  bool IsLargest = false;
};

using CreationCallback = llvm::function_ref<void(const UnboundedCreation &)>;

/// Calls \p Take with what the body of \p F creates; constructors with what
/// their members are.
void forEachUnbounded(FunctionAnalysis &F, CreationCallback Take);

/// The same for an initialiser outside of functions.
void forEachUnbounded(TranslationUnit &Unit, const clang::Expr &Init,
                      CreationCallback Take);

/// The same for the members of a class without constructors of its own.
void forEachUnbounded(TranslationUnit &Unit, const clang::CXXRecordDecl &Class,
                      CreationCallback Take);

/// The overload of \p Maker that is not without a bound; null if there is none.
const clang::FunctionDecl *boundedForm(const clang::FunctionDecl &Maker);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CHANNELS_H

//===--- ChannelEnds.h - the channels a function makes ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CHANNELENDS_H
#define COROLINT_ANALYSIS_CHANNELENDS_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <vector>

namespace corolint {

class FunctionAnalysis;

/// A local variable or binding that is an end of a channel, or the member
/// \p Part of a local variable.
struct ChannelEnd {
  const clang::ValueDecl *Name = nullptr;
  const clang::FieldDecl *Part = nullptr;

  bool operator==(const ChannelEnd &O) const {
    return Name == O.Name && Part == O.Part;
  }
  /// The variable; for a binding the one it is a part of.
  const clang::VarDecl &variable() const;
  /// As the source names it: `tx`, `both.first`.
  std::string text() const;
};

/// A channel, by the ends of it that are in the frame of one function.
struct LocalChannel {
  llvm::SmallVector<ChannelEnd, 2> Senders, Receivers;
};

/// The end that \p E names, moved or not, if it is a part of the frame of \p F.
std::optional<ChannelEnd> channelEnd(const clang::Expr &E, FunctionAnalysis &F);

/// The channels of which \p F has ends that belong together: one call has
/// returned both, or a member of one has given the other.
std::vector<LocalChannel> localChannels(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CHANNELENDS_H

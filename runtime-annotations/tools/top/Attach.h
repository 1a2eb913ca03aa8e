//===--- Attach.h - asking a running program ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TOP_ATTACH_H
#define COROLINT_TOP_ATTACH_H

#include "corolint/rt/detail/snapshot.h"
#include <stdexcept>

namespace corolint::top {

/// Nobody listens on the socket: the program that made it has ended.
class nobody_there : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// What the program shows that listens on the socket \p path. Throws
/// nobody_there, or std::runtime_error, which says what is wrong and with which
/// path: no socket, no runtime, no answer within two seconds.
rt::detail::snapshot attach(const std::string &path);

} // namespace corolint::top

#endif // COROLINT_TOP_ATTACH_H

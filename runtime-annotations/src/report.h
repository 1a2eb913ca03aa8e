//===--- report.h - saying what has to be said to somebody ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_REPORT_H
#define COROLINT_RT_SRC_REPORT_H

#include <exception>
#include <string>
#include <string_view>

namespace corolint::rt::detail {

/// Gives \p text, one line without its end, to the sink that the program has
/// set, or writes it to stderr.
void report(std::string_view text) noexcept;

/// What an exception that nobody will catch says of itself.
std::string message_of(const std::exception_ptr &error);

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_REPORT_H

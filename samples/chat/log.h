//===--- log.h - log lines with the name of what is going on
//---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_LOG_H
#define CHAT_LOG_H

#include <corolint/annotations.h>
#include <string_view>

namespace chat {

/// Names what this thread is doing in every line it logs meanwhile.
class COROLINT_NOT_ACROSS_SUSPEND("the topic of log lines is thread-local")
    LogScope {
public:
  /// \p Name is not copied: a string literal.
  explicit LogScope(const char *Name) noexcept;
  ~LogScope();
  LogScope(const LogScope &) = delete;
  LogScope &operator=(const LogScope &) = delete;

private:
  const char *Outer;
};

/// Writes one line to the standard error stream.
void logLine(std::string_view Text);

} // namespace chat

#endif // CHAT_LOG_H

//===--- log.cpp - log lines with the name of what is going on
//-------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "log.h"
#include <cstdio>
#include <utility>

namespace chat {

namespace {
thread_local const char *Current = "chat";
} // namespace

LogScope::LogScope(const char *Name) noexcept
    : Outer(std::exchange(Current, Name)) {}

LogScope::~LogScope() { Current = Outer; }

void logLine(std::string_view Text) {
  std::fprintf(stderr, "[%s] %.*s\n", Current, static_cast<int>(Text.size()),
               Text.data());
}

} // namespace chat

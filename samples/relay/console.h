//===--- console.h - what the relay says of itself ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef RELAY_CONSOLE_H
#define RELAY_CONSOLE_H

#include <string_view>

namespace relay {

/// Writes a line to the standard error. Any thread may use it.
void say(std::string_view Line);

} // namespace relay

#endif // RELAY_CONSOLE_H

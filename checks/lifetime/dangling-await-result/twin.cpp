//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

int main() {
  // The page's last piece of code reads the line only.
  const std::size_t of_line = 3, of_host = 20;
  std::size_t length = twins::run(header_length());
  twins::expect(length == of_line || length == of_line + of_host,
                "the lengths of what was read");
}

//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

mini::task<std::string> read_line() {
  co_await mini::tick();
  co_return "a line that is too long to lie in the string itself";
}

int main() { twins::expect(twins::run(count_words()) == 12, "words"); }

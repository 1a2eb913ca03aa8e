//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

mini::task<int> ask(std::string question) {
  co_await mini::tick();
  co_return static_cast<int>(question.size());
}

int main() {
  twins::expect(twins::run(count("Smith")) == 43, "the answers were added");
}

//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

int main() {
  twins::expect(import_rows(2'000) == 2'000, "all rows are counted");
}

//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

static std::string sent;

mini::task<void> refresh() { co_await mini::tick(); }

mini::task<void> send(std::string text) {
  co_await mini::tick();
  sent = text;
}

int main() {
  twins::run(greet("somebody with a name that is long"));
  twins::expect(sent == "hello somebody with a name that is long", "sent");
}

//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

static Cluster cluster;

/// The first answer takes so long that somebody joins meanwhile; the second
/// never comes.
mini::task<bool> ping(std::string name) {
  co_await mini::tick();
  if (name == "second")
    co_return false;
  cluster.join("third");
  co_return true;
}

int main() {
  cluster.join("first");
  cluster.join("second");
  twins::expect(twins::run(cluster.first_lost()) == "second",
                "the second member is lost");
}

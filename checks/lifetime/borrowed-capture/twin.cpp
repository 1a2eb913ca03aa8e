//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

static std::vector<Work> queued;
static std::string uploaded;

void spawn(Work work) { queued.push_back(std::move(work)); }

mini::task<void> upload(std::string text) {
  co_await mini::tick();
  uploaded = text;
}

int main() {
  publish("a title");
  for (auto &work : queued)
    twins::run(work());
  twins::expect(uploaded == "published: a title", "uploaded");
}

//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

static std::vector<std::string> sent;

void Scope::spawn(Work work) { work_.push_back(std::move(work)); }

mini::task<void> Scope::join() {
  for (auto &work : work_)
    co_await work();
  work_.clear();
}

mini::task<void> send(std::string text) {
  co_await mini::tick();
  sent.push_back(std::move(text));
}

int main() {
  twins::run(invite({"Ada", "Grace"}));
  twins::expect(sent.size() == 2 && sent[0] == "You are invited, Ada" &&
                    sent[1] == "You are invited, Grace",
                "both were invited");
}

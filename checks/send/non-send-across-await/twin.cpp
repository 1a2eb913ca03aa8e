//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"
#include <optional>
#include <thread>

static std::optional<std::jthread> worker;

bool on_worker::await_ready() const noexcept { return false; }
void on_worker::await_suspend(std::coroutine_handle<> waiting) const {
  worker.emplace([waiting] { waiting.resume(); });
}
void on_worker::await_resume() const noexcept {}

static std::size_t measured = 0;
static mini::forget start(const Text &shown) {
  measured = co_await measure(shown);
}

int main() {
  Text shown("a banner");
  start(shown);
  for (int i = 0; i < 1'000; ++i)
    Text another = shown;
  worker->join();
  twins::expect(measured == 8, "the text is measured");
}

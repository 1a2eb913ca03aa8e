//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"
#include <latch>
#include <thread>

int main() {
  Meter meter;
  std::latch ready{2};
  auto add = [&] {
    ready.arrive_and_wait();
    for (int i = 0; i < 1'000; ++i)
      meter.add(1);
  };
  std::thread first(add), second(add);
  first.join();
  second.join();
  twins::expect(meter.get() == 2'000, "nothing is lost");
}

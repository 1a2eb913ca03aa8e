//===--- interval.cpp - a heartbeat, and ticks that were missed -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task wants to do something every ten seconds, and once takes 35 for it. The
// three ways to go on. The time is virtual: the program does not wait.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt.h"
#include <cstdio>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

namespace {

rt::task<> beat(rt::test_executor &clock, rt::missed_ticks missed) {
  rt::interval every_ten_seconds(10s, missed);
  for (int n = 0; n != 7; ++n) {
    co_await every_ten_seconds.tick();
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(clock.elapsed());
    std::printf(" %lld", static_cast<long long>(now.count()));
    if (n == 1)
      co_await rt::sleep_for(35s);
  }
  std::printf("\n");
}

void show(const char *name, rt::missed_ticks missed) {
  rt::test_executor executor(1);
  std::printf("%s:", name);
  executor.block_on(beat(executor, missed));
}

} // namespace

int main() {
  show("burst", rt::missed_ticks::burst);
  show("delay", rt::missed_ticks::delay);
  show("skip", rt::missed_ticks::skip);
}

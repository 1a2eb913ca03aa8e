//===--- task_coordination.cpp - tasks that wait for each other -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: tokio::sync::{Semaphore, Notify, Barrier, OnceCell}.
//
//===----------------------------------------------------------------------===//
#include <algorithm>
#include <corolint/rt.h>
#include <iostream>
#include <string>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

static rt::task<> limited_downloads() {
  rt::semaphore connections(3);
  int open = 0;
  int most = 0;
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    for (int i = 0; i != 10; ++i)
      s.spawn([&]() -> rt::task<> {
        const auto mine = co_await connections.acquire();
        most = std::max(most, ++open);
        co_await rt::sleep_for(1ms);
        --open;
      });
    co_return;
  });
  std::cout << "of 10 downloads at most " << most << " ran at a time\n";
}

static rt::task<> wait_for_door() {
  bool is_open = false;
  rt::notify opened;
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    s.spawn([&]() -> rt::task<> {
      while (!is_open)
        co_await opened.wait();
      std::cout << "the door is open\n";
    });
    co_await rt::sleep_for(1ms);
    is_open = true;
    opened.notify_one();
  });
}

static rt::task<> rounds() {
  rt::barrier all_three(3);
  int done = 0;
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    for (int i = 0; i != 3; ++i)
      s.spawn([&]() -> rt::task<> {
        for (int round = 1; round != 3; ++round) {
          ++done;
          if (co_await all_three.arrive_and_wait())
            std::cout << "after round " << round << ": " << done << '\n';
        }
      });
    co_return;
  });
}

static rt::task<std::string> load() {
  std::cout << "loading\n";
  co_await rt::sleep_for(1ms);
  co_return "the configuration";
}

static rt::task<> use(rt::once<std::string> &settings) {
  const std::string &loaded = co_await settings.get_or_init(load);
  std::cout << "uses " << loaded << '\n';
}

static rt::task<> program() {
  co_await limited_downloads();
  co_await wait_for_door();
  co_await rounds();
  rt::once<std::string> settings;
  co_await rt::when_all(use(settings), use(settings));
}

int main() { rt::runtime::current_thread().block_on(program()); }

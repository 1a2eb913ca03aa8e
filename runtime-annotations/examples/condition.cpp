//===--- condition.cpp - a queue between two threads ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: std::sync::Condvar. The consumer waits under the lock until there is
// something to take.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt/thread.h>
#include <iostream>
#include <optional>
#include <queue>

namespace thread = corolint::rt::thread;

namespace {

/// Jobs between two threads; nothing is the end.
struct mailbox {
  thread::mutex<std::queue<std::optional<int>>> jobs;
  thread::condition added;

  void put(std::optional<int> job) {
    jobs.lock()->push(job);
    added.notify_one();
  }

  std::optional<int> take() {
    auto held = jobs.lock();
    added.wait(held, [](const auto &waiting) { return !waiting.empty(); });
    const std::optional<int> job = held->front();
    held->pop();
    return job;
  }
};

} // namespace

int main() {
  mailbox box;
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] {
      for (int i = 1; i <= 5; ++i)
        box.put(i * i);
      box.put(std::nullopt);
    });
    while (const std::optional<int> job = box.take())
      std::cout << "took " << *job << '\n';
  });
}

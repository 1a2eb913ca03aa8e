//===--- shared_mutex.cpp - many readers or one writer --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: std::sync::RwLock. Readers get a const T, and hold the lock together.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt/thread.h>
#include <iostream>
#include <map>
#include <string>

namespace thread = corolint::rt::thread;

using table = std::map<std::string, int>;

static int lookup(thread::shared_mutex<table> &shared, const char *name) {
  auto rows = shared.lock_shared();
  auto found = rows->find(name);
  return found == rows->end() ? -1 : found->second;
}

int main() {
  thread::shared_mutex<table> shared(table{{"one", 1}, {"two", 2}});

  thread::scope([&](thread::scope_ref s) {
    auto one = s.spawn(lookup, std::ref(shared), "one");
    auto two = s.spawn(lookup, std::ref(shared), "two");
    std::cout << "two threads have read " << one.join() << " and " << two.join()
              << '\n';
  });

  {
    auto reading = shared.lock_shared();
    std::cout << "while one reads, another "
              << (shared.try_lock() ? "may" : "may not") << " write\n";
  }

  shared.lock()->emplace("three", 3);
  std::cout << "a writer has added " << lookup(shared, "three") << '\n';
}

//===--- thread_counter.cpp - ten threads behind one lock -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: Arc<Mutex<T>>. The lock owns the number, so that nobody can count
// without it; the arc owns the lock for as long as any thread needs it.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt/arc.h>
#include <corolint/rt/thread.h>
#include <iostream>
#include <vector>

namespace rt = corolint::rt;
namespace thread = corolint::rt::thread;

using counter = rt::arc<thread::mutex<int>>;

static void count(const counter &total) {
  for (int i = 0; i != 1000; ++i)
    ++*total->lock();
}

int main() {
  counter total(std::in_place, 0);
  std::vector<thread::join_handle<void>> threads;
  for (int i = 0; i != 10; ++i)
    threads.push_back(thread::spawn(count, total.clone()));
  for (thread::join_handle<void> &t : threads)
    t.join();
  std::cout << "ten threads have counted to " << *total->lock() << '\n';
}

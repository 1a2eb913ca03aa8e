//===--- thread_spawn.cpp - a thread, its result and its error ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: std::thread::spawn, JoinHandle. The arguments move to the thread, the
// result comes back with join(), and so does an exception.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt/thread.h>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace thread = corolint::rt::thread;

static std::size_t longest(const std::vector<std::string> &words) {
  if (words.empty())
    throw std::invalid_argument("no words");
  std::size_t length = 0;
  for (const std::string &word : words)
    length = std::max(length, word.size());
  return length;
}

int main() {
  std::vector<std::string> words = {"send", "synchronise", "scope"};
  auto found = thread::spawn(longest, std::move(words));
  std::cout << "the longest word has " << found.join() << " letters\n";

  auto failing = thread::spawn(longest, std::vector<std::string>());
  try {
    failing.join();
  } catch (const std::invalid_argument &error) {
    std::cout << "the thread failed: " << error.what() << '\n';
  }
}

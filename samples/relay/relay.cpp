//===--- relay.cpp - copies lines, and remembers them -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: relay <journal> < lines
//
// Prints what it reads, and keeps it in a journal.
//
//===----------------------------------------------------------------------===//
#include "console.h"
#include "journal.h"
#include "task.h"
#include <exception>
#include <iostream>
#include <mutex>
#include <string>
#include <vector>

namespace relay {

static std::mutex Console;

void say(std::string_view Line) {
  std::lock_guard Lock(Console);
  std::clog << Line << '\n';
}

static void report(const Journal &Kept) {
  std::lock_guard Lock(Console);
  std::clog << Kept.length() << " lines kept\n"; // planted: corolint-lock-order
}

static Task forward(Loop &On, const std::vector<std::string> &Lines,
                    Journal &Kept) {
  for (const std::string &Line : Lines) {
    std::cout << Line << '\n';
    Kept.append(Line); // planted: corolint-blocking-call
    co_await On.yield();
  }
}

} // namespace relay

int main(int Count, char **Words) try {
  if (Count != 2) {
    std::cerr << "usage: relay <journal> < lines\n";
    return 2;
  }
  std::vector<std::string> Lines;
  for (std::string Line; std::getline(std::cin, Line);)
    Lines.push_back(Line);
  relay::Journal Kept(Words[1]);
  relay::Loop On;
  relay::Task Work = relay::forward(On, Lines, Kept);
  Work.startOn(On);
  On.run();
  relay::report(Kept);
  return 0;
} catch (const std::exception &Error) {
  std::cerr << "relay: " << Error.what() << '\n';
  return 1;
}

//===--- try_when_all.cpp - three fetches, the first error wins -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A page is made of three parts, which are fetched at the same time. Without
// one of them the others are of no use, so the first error stops those that are
// still on their way.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt.h"
#include <cstdio>
#include <stdexcept>
#include <string>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

namespace {

/// Says what became of a fetch at the end of it, however it ends.
class report {
public:
  explicit report(std::string of) : name(std::move(of)) {}
  report(const report &) = delete;
  report &operator=(const report &) = delete;
  ~report() { std::printf("%s: %s\n", name.c_str(), text); }
  void fetched() { text = "fetched"; }

private:
  std::string name;
  const char *text = "given up";
};

rt::task<std::string> fetch(std::string name, std::chrono::milliseconds takes) {
  report ends(name);
  co_await rt::sleep_for(takes);
  if (name == "footer")
    throw std::runtime_error("there is no footer");
  ends.fetched();
  co_return "<" + name + ">";
}

rt::task<std::string> page_with(std::string last) {
  const auto [a, b, c] = co_await rt::try_when_all(
      fetch("header", 10ms), fetch("body", 30ms), fetch(last, 20ms));
  co_return a + b + c;
}

rt::task<> show_pages() {
  std::printf("%s\n", (co_await page_with("links")).c_str());
  try {
    (void)co_await page_with("footer");
  } catch (const std::runtime_error &e) {
    std::printf("no page: %s\n", e.what());
  }
}

} // namespace

int main() { rt::runtime::current_thread().block_on(show_pages()); }

//===--- broadcast_watch.cpp - everything, or the latest ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: tokio::sync::{broadcast, watch}.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt.h>
#include <iostream>
#include <string>

namespace rt = corolint::rt;
namespace channel = corolint::rt::channel;
using namespace std::chrono_literals;

static rt::task<> listen(channel::broadcast_receiver<std::string> from,
                         std::string &heard) {
  while (auto next = co_await from.recv()) {
    heard += ' ';
    if (next.lagged())
      heard += "(" + std::to_string(next.lagged()) + " lost)";
    else
      heard += *next;
  }
}

static rt::task<> announce(channel::broadcast_sender<std::string> to) {
  for (const char *word : {"one", "two", "three", "four"})
    if (!to.send(word))
      co_return; // nobody listens
}

static rt::task<> announcements() {
  auto [to, from] = channel::broadcast<std::string>::bounded(2);
  std::string first;
  std::string second;
  auto other = to.subscribe();
  // The listeners come when all has been said.
  co_await rt::when_all(announce(std::move(to)), listen(std::move(from), first),
                        listen(std::move(other), second));
  std::cout << "the first heard" << first << '\n';
  std::cout << "the second heard" << second << '\n';
}

static rt::task<> copy(channel::watch_sender<int> progress) {
  for (int percent : {10, 50, 100}) {
    co_await rt::sleep_for(1ms);
    progress.send(percent);
  }
}

static rt::task<> show(channel::watch_receiver<int> progress) {
  while (co_await progress.changed())
    std::cout << *progress.latest() << " % are done\n";
}

static rt::task<> program() {
  co_await announcements();
  auto [to, from] = channel::watch<int>::create(0);
  co_await rt::when_all(copy(std::move(to)), show(std::move(from)));
}

int main() { rt::runtime::current_thread().block_on(program()); }

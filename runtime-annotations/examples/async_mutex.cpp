//===--- async_mutex.cpp - a lock held across a suspension ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: tokio::sync::{Mutex, RwLock}. The thread is free while a task waits for
// the lock, and while the holder waits for something else.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt.h>
#include <iostream>
#include <map>
#include <string>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

static rt::task<> deposit(rt::mutex<int> &account, int amount) {
  auto held = co_await account.lock();
  const int before = *held;
  co_await rt::sleep_for(1ms); // another one would come in between
  *held = before + amount;
}

using table = std::map<std::string, int>;

static rt::task<int> lookup(rt::shared_mutex<table> &shared, std::string name) {
  const auto rows = co_await shared.lock_shared();
  const auto found = rows->find(name);
  co_return found == rows->end() ? -1 : found->second;
}

static rt::task<> program() {
  rt::mutex<int> account(0);
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    for (int i = 0; i != 10; ++i)
      s.spawn(deposit, std::ref(account), 10);
    co_return;
  });
  std::cout << "the account has " << *co_await account.lock() << '\n';

  rt::shared_mutex<table> shared(table{{"one", 1}, {"two", 2}});
  const auto [one, two] =
      co_await rt::when_all(lookup(shared, "one"), lookup(shared, "two"));
  std::cout << "two tasks have read " << one << " and " << two << '\n';
  (co_await shared.lock())->emplace("three", 3);
  std::cout << "a writer has added " << co_await lookup(shared, "three")
            << '\n';
}

int main() { rt::runtime::current_thread().block_on(program()); }

//===--- poisoned_mutex.cpp - a lock remembers a holder that failed -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: std::sync::Mutex and its poisoning. A holder that leaves by an
// exception may have left a half-done change; the next one is told, and may
// repair it.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt/thread.h>
#include <iostream>
#include <stdexcept>
#include <string>

namespace thread = corolint::rt::thread;

namespace {

struct account {
  int paid_out = 0;
  int balance = 100;
};

void pay_out(thread::mutex<account> &shared, int amount) {
  auto held = shared.lock();
  held->paid_out += amount;
  if (amount > held->balance)
    throw std::runtime_error("not enough money");
  held->balance -= amount;
}

} // namespace

int main() {
  thread::mutex<account> shared;
  try {
    thread::scope(
        [&](thread::scope_ref s) { s.spawn(pay_out, std::ref(shared), 500); });
  } catch (const std::runtime_error &error) {
    std::cout << "the thread failed: " << error.what() << '\n';
  }

  try {
    pay_out(shared, 10);
  } catch (const thread::poisoned &) {
    std::cout << "the account is poisoned\n";
  }

  {
    auto held = shared.lock_anyway();
    std::cout << "paid out " << held->paid_out << ", though " << held->balance
              << " are left\n";
    held->paid_out = 0;
    shared.clear_poison();
  }

  pay_out(shared, 10);
  auto held = shared.lock();
  std::cout << "repaired: paid out " << held->paid_out << ", " << held->balance
            << " are left\n";
}

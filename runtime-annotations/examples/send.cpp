//===--- send.cpp - what may go to another thread -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: Send and Sync. The trait answers from the type alone and says so where
// that is not enough; the linter looks into members and captures.
//
//===----------------------------------------------------------------------===//
#include <corolint/annotations.h>
#include <corolint/rt/rc.h>
#include <corolint/rt/send.h>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

namespace rt = corolint::rt;

namespace {

/// An index into a table that every thread has one of its own of.
class COROLINT_NOT_SEND handle {
public:
  explicit handle(int number) : slot(number) {}
  int number() const { return slot; }

private:
  int slot;
};

} // namespace

template <> struct corolint::rt::declared<handle> {
  static constexpr answer send = answer::no;
};

static const char *word(rt::answer a) {
  return a == rt::answer::yes ? "yes" : a == rt::answer::no ? "no" : "unknown";
}

template <class T> static void show(const char *name) {
  std::cout << name << ": Send " << word(rt::send_of<T>) << ", Sync "
            << word(rt::sync_of<T>) << ", Safe " << word(rt::safe_of<T>)
            << '\n';
}

int main() {
  show<int>("int");
  show<int *>("int *");
  show<std::unique_ptr<int>>("std::unique_ptr<int>");
  show<std::shared_ptr<std::string>>("std::shared_ptr<std::string>");
  show<std::shared_ptr<const std::string>>(
      "std::shared_ptr<const std::string>");
  show<std::function<void()>>("std::function<void()>");
  show<rt::rc<int>>("rc<int>");
  show<handle>("handle");
}

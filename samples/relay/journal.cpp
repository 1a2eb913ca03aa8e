//===--- journal.cpp - what has been relayed, on disk -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "journal.h"

namespace relay {

Journal::Journal(const std::string &Path) : Current(Path) {}

void Journal::append(std::string_view Line) {
  std::lock_guard Lock(Guard);
  Current.write(Line);
  Current.persist();
  ++Lines;
}

std::size_t Journal::length() const {
  std::lock_guard Lock(Guard);
  return Lines;
}

void Journal::close() {
  std::lock_guard Lock(Guard);
  Current.seal(*this); // planted: corolint-double-lock
  Current.persist();
}

} // namespace relay

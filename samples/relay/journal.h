//===--- journal.h - what has been relayed, on disk ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef RELAY_JOURNAL_H
#define RELAY_JOURNAL_H

#include "segment.h"
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace relay {

/// Lines, in the order in which they came, in a file. Any thread may use it.
class Journal {
public:
  explicit Journal(const std::string &Path);

  /// Adds a line; it is on disk when this returns.
  void append(std::string_view Line);
  std::size_t length() const;
  /// Ends the journal.
  void close();

private:
  mutable std::mutex Guard;
  std::size_t Lines = 0;
  Segment Current;
};

} // namespace relay

#endif // RELAY_JOURNAL_H

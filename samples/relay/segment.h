//===--- segment.h - one file of the journal ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef RELAY_SEGMENT_H
#define RELAY_SEGMENT_H

#include <string>
#include <string_view>

namespace relay {

class Journal;

/// A file that only grows.
class Segment {
public:
  explicit Segment(const std::string &Path);
  Segment(const Segment &) = delete;
  Segment &operator=(const Segment &) = delete;
  ~Segment();

  /// Puts \p Line where the next persist() makes it last.
  void write(std::string_view Line);
  /// What was written survives a crash of the machine from here on.
  void persist();
  /// Ends the segment with a line that says how long \p Of is.
  void seal(const Journal &Of);

private:
  void flush();

  int Descriptor;
  std::string Buffer;
};

} // namespace relay

#endif // RELAY_SEGMENT_H

//===--- segment.cpp - one file of the journal --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "segment.h"
#include "console.h"
#include "journal.h"
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace relay {

Segment::Segment(const std::string &Path)
    : Descriptor(
          ::open(Path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {
  if (Descriptor < 0)
    throw std::system_error(errno, std::generic_category(), Path);
}

Segment::~Segment() { ::close(Descriptor); }

void Segment::write(std::string_view Line) {
  Buffer.append(Line).push_back('\n');
}

void Segment::flush() {
  const ssize_t Written = ::write(Descriptor, Buffer.data(), Buffer.size());
  if (Written < 0)
    throw std::system_error(errno, std::generic_category(), "write");
  Buffer.erase(0, static_cast<std::size_t>(Written));
  if (!Buffer.empty())
    say("the disk is nearly full");
}

void Segment::persist() {
  flush();
  ::fsync(Descriptor);
}

void Segment::seal(const Journal &Of) {
  write("# " + std::to_string(Of.length()) + " lines");
}

} // namespace relay

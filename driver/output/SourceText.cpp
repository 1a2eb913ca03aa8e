//===--- SourceText.cpp - places in files
//----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SourceText.h"
#include "llvm/ADT/STLExtras.h"

using namespace corolint::driver;
using namespace llvm;

const SourceText::File &SourceText::read(StringRef Path) {
  auto [It, IsNew] = Files.try_emplace(Path);
  File &F = It->second;
  if (!IsNew)
    return F;
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return F;
  F.Text = std::move(*Buffer);
  F.LineStarts.push_back(0);
  for (auto [Offset, C] : enumerate(F.Text->getBuffer()))
    if (C == '\n')
      F.LineStarts.push_back(Offset + 1);
  return F;
}

std::optional<LineAndColumn> SourceText::at(StringRef Path, unsigned Offset) {
  const File &F = read(Path);
  if (!F.Text || Offset > F.Text->getBufferSize())
    return std::nullopt;
  const auto After = upper_bound(F.LineStarts, Offset);
  const unsigned Start = *std::prev(After);
  const StringRef Before = F.Text->getBuffer().slice(Start, Offset);
  // Every byte but those that go on with a character begins one.
  const auto Characters =
      count_if(Before, [](unsigned char C) { return (C & 0xc0) != 0x80; });
  return LineAndColumn{static_cast<unsigned>(After - F.LineStarts.begin()),
                       static_cast<unsigned>(Characters) + 1};
}

StringRef SourceText::lineAround(StringRef Path, unsigned Offset) {
  const File &F = read(Path);
  if (!F.Text || Offset > F.Text->getBufferSize())
    return "";
  const auto After = upper_bound(F.LineStarts, Offset);
  return F.Text->getBuffer()
      .drop_front(*std::prev(After))
      .split('\n')
      .first.trim();
}

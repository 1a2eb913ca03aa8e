//===--- Timings.cpp - how long files took --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Timings.h"
#include "AtomicFiles.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>

using namespace corolint::driver;
using namespace llvm;

static StringMap<double> read(StringRef Path) {
  StringMap<double> Known;
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return Known;
  for (StringRef Line : split((*Buffer)->getBuffer(), '\n')) {
    auto [Number, Name] = Line.split(' ');
    uint64_t Milliseconds = 0;
    if (!Number.getAsInteger(10, Milliseconds) && !Name.empty())
      Known[Name] = static_cast<double>(Milliseconds) / 1000;
  }
  return Known;
}

Timings::Timings(StringRef Path) : Path(Path), Known(read(Path)) {}

std::optional<double> Timings::of(StringRef Name) const {
  auto It = Known.find(Name);
  if (It == Known.end())
    return std::nullopt;
  return It->second;
}

void Timings::set(StringRef Name, double Seconds) {
  if (!Name.contains('\n')) // would end the line
    New[Name] = Seconds;
}

Error Timings::write() const {
  if (New.empty())
    return Error::success();
  std::map<std::string, double> All;
  for (const StringMap<double> &From : {read(Path), New})
    for (const auto &Entry : From)
      All[Entry.getKey().str()] = Entry.getValue();
  std::string Text;
  for (const auto &[Name, Seconds] : All)
    Text += std::to_string(static_cast<uint64_t>(Seconds * 1000)) + " " + Name +
            "\n";
  return replaceFile(Path, Text);
}

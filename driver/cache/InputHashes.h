//===--- InputHashes.h - what a result depends on -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_CACHE_INPUTHASHES_H
#define COROLINT_DRIVER_CACHE_INPUTHASHES_H

#include "Frontend.h"
#include "llvm/ADT/StringMap.h"
#include <cstdint>
#include <string>

namespace corolint::driver {

/// Of a file's bytes. Never InputFile::Absent.
uint64_t hashOfContent(llvm::StringRef Bytes);

/// Of the names of what is in a folder, in any order.
uint64_t hashOfNames(std::vector<std::string> Names);

/// Hashes of files, of folders' listings, and of what decides a result; each
/// path is read once.
class InputHashes {
public:
  /// InputFile::Absent when there is nothing that can be read.
  uint64_t of(llvm::StringRef Path);

  /// Of all that decides the result of \p T besides the files it reads: command
  /// line, configuration, models, and the program itself. Paths at or below
  /// \p Root count as if it were anywhere.
  std::string keyOf(const Task &T, llvm::StringRef Root);

  /// What is compiled and how; the same for all configurations.
  std::string commandOf(const Task &T, llvm::StringRef Root);

private:
  llvm::StringMap<uint64_t> Known;
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_CACHE_INPUTHASHES_H

//===--- SummaryFile.h - one unit, for the linker -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `corolint link` or a later run needs of one unit, as a file of
// corolint's own (cache/FramedBytes.h). The same result makes the same bytes.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_SUMMARYFILE_H
#define COROLINT_DRIVER_SUMMARYFILE_H

#include "Result.h"
#include "llvm/Support/Error.h"
#include <string>

namespace corolint::driver {

struct SummaryFile {
  /// The source file, absolute.
  std::string File;
  /// Of all that decides the result besides the files it was made from. Empty
  /// where nobody asks.
  std::string Key;
  /// The checkout that the paths below it are in (cache/Checkout.h); empty
  /// where nobody asks.
  std::string Root;
  UnitResult Result;
};

std::string writeSummary(SummaryFile Summary);

/// The error says what is wrong with the bytes, as the end of a sentence about
/// the file: "it is damaged (...)".
llvm::Expected<SummaryFile> readSummary(llvm::StringRef Bytes);

/// The same for a file on disk.
llvm::Expected<SummaryFile> readSummaryFile(llvm::StringRef Path);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_SUMMARYFILE_H

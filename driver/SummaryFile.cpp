//===--- SummaryFile.cpp - one unit, for the linker ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SummaryFile.h"
#include "cache/FramedBytes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace corolint::driver;
using namespace llvm;

/// The version is one more whenever the content changes its form.
static constexpr FrameFormat Format = {"corolint summary", 5};

std::string corolint::driver::writeSummary(SummaryFile Summary) {
  Writer Stream;
  Stream(Summary.File);
  Stream(Summary.Key);
  Stream(Summary.Root);
  // Times are never the same twice, and of no use later.
  Summary.Result.Profile.clear();
  std::string Result = serialise(std::move(Summary.Result));
  Stream(Result);
  return frame(Format, Stream);
}

static Error unusable(const Twine &Why) { return createStringError(Why); }

Expected<SummaryFile> corolint::driver::readSummary(StringRef Bytes) {
  Expected<Reader> Stream = unframe(Format, Bytes);
  if (!Stream)
    return Stream.takeError();
  SummaryFile Summary;
  (*Stream)(Summary.File);
  (*Stream)(Summary.Key);
  (*Stream)(Summary.Root);
  std::optional<UnitResult> Result = deserialise(Stream->take());
  if (!Stream->complete() || !Result)
    return unusable("it is damaged (its content makes no sense)");
  Summary.Result = std::move(*Result);
  return Summary;
}

Expected<SummaryFile> corolint::driver::readSummaryFile(StringRef Path) {
  if (sys::fs::is_directory(Path))
    return unusable("it is a folder");
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      MemoryBuffer::getFile(Path, /*IsText=*/false,
                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return unusable("it cannot be read: " + Buffer.getError().message());
  return readSummary((*Buffer)->getBuffer());
}

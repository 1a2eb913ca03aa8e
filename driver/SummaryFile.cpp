//===--- SummaryFile.cpp - one unit, for the linker ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SummaryFile.h"
#include "Bytes.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

using namespace corolint::driver;
using namespace llvm;
namespace endian = llvm::support::endian;

static constexpr StringLiteral Magic = "corolint summary\n";
/// One more whenever the content changes its form.
static constexpr uint32_t FormatVersion = 4;
static constexpr size_t HeaderSize = Magic.size() + 4 + 16;

static std::string toolVersion() {
  return "corolint " COROLINT_VERSION " (LLVM " LLVM_VERSION_STRING ")";
}

static std::string number(uint64_t Value, size_t Size) {
  char Raw[8];
  endian::write64le(Raw, Value);
  return std::string(Raw, Size);
}

static std::string checksum(StringRef Content) {
  const XXH128_hash_t Hash =
      xxh3_128bits(ArrayRef(Content.bytes_begin(), Content.size()));
  return number(Hash.low64, 8) + number(Hash.high64, 8);
}

std::string corolint::driver::writeSummary(SummaryFile Summary) {
  Writer Stream;
  std::string Tool = toolVersion();
  Stream(Tool);
  Stream(Summary.File);
  Stream(Summary.Key);
  // Times are never the same twice, and of no use later.
  Summary.Result.Profile.clear();
  std::string Result = serialise(std::move(Summary.Result));
  Stream(Result);
  return Magic.str() + number(FormatVersion, 4) + checksum(Stream.Bytes) +
         Stream.Bytes;
}

static Error unusable(const Twine &Why) { return createStringError(Why); }

/// The content of a file whose header is right.
static Expected<StringRef> content(StringRef Bytes) {
  if (!Bytes.starts_with(Magic))
    return unusable(StringRef(Magic).starts_with(Bytes)
                        ? "it is damaged (it ends too early)"
                        : "it is no corolint summary");
  if (Bytes.size() < HeaderSize)
    return unusable("it is damaged (it ends too early)");
  const uint32_t Version = endian::read32le(Bytes.data() + Magic.size());
  if (Version != FormatVersion)
    return unusable("it is of format " + Twine(Version) +
                    ", and this corolint reads format " + Twine(FormatVersion));
  StringRef Content = Bytes.drop_front(HeaderSize);
  if (Bytes.substr(Magic.size() + 4, 16) != checksum(Content))
    return unusable("it is damaged (its checksum is wrong)");
  return Content;
}

Expected<SummaryFile> corolint::driver::readSummary(StringRef Bytes) {
  Expected<StringRef> Content = content(Bytes);
  if (!Content)
    return Content.takeError();
  Reader Stream(*Content);
  const StringRef Tool = Stream.take();
  if (!Stream.failed() && Tool != toolVersion())
    return unusable("it was written by " + Tool + ", and this is " +
                    toolVersion());
  SummaryFile Summary;
  Stream(Summary.File);
  Stream(Summary.Key);
  std::optional<UnitResult> Result = deserialise(Stream.take());
  if (!Stream.complete() || !Result)
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

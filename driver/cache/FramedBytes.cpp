//===--- FramedBytes.cpp - bytes that tell what they are ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FramedBytes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace corolint::driver;
using namespace llvm;
using namespace llvm::support;

static std::string toolVersion() {
  return "corolint " COROLINT_VERSION " (LLVM " LLVM_VERSION_STRING ")";
}

static std::string magic(const FrameFormat &Format) {
  return (Format.Name + "\n").str();
}

static std::string number(uint64_t Value, size_t Size) {
  char Raw[8];
  endian::write64le(Raw, Value);
  return std::string(Raw, Size);
}

static XXH128_hash_t hash(StringRef Bytes) {
  return xxh3_128bits(ArrayRef(Bytes.bytes_begin(), Bytes.size()));
}

static std::string checksum(StringRef Content) {
  const XXH128_hash_t Hash = hash(Content);
  return number(Hash.low64, 8) + number(Hash.high64, 8);
}

std::string corolint::driver::hashText(StringRef Bytes) {
  const XXH128_hash_t Hash = hash(Bytes);
  return utohexstr(Hash.high64, /*LowerCase=*/true, 16) +
         utohexstr(Hash.low64, /*LowerCase=*/true, 16);
}

std::string corolint::driver::frame(const FrameFormat &Format,
                                    const Writer &Content) {
  Writer Stream;
  std::string Tool = toolVersion();
  Stream(Tool);
  Stream.Bytes += Content.Bytes;
  return magic(Format) + number(Format.Version, 4) + checksum(Stream.Bytes) +
         Stream.Bytes;
}

Expected<Reader> corolint::driver::unframe(const FrameFormat &Format,
                                           StringRef Bytes) {
  const std::string Magic = magic(Format);
  const auto Unusable = [](const Twine &Why) { return createStringError(Why); };
  if (!Bytes.starts_with(Magic))
    return Unusable(StringRef(Magic).starts_with(Bytes)
                        ? Twine("it is damaged (it ends too early)")
                        : "it is no " + Format.Name);
  const size_t HeaderSize = Magic.size() + 4 + 16;
  if (Bytes.size() < HeaderSize)
    return Unusable("it is damaged (it ends too early)");
  const uint32_t Version = endian::read32le(Bytes.data() + Magic.size());
  if (Version != Format.Version)
    return Unusable("it is of format " + Twine(Version) +
                    ", and this corolint reads format " +
                    Twine(Format.Version));
  const StringRef Content = Bytes.drop_front(HeaderSize);
  if (Bytes.substr(Magic.size() + 4, 16) != checksum(Content))
    return Unusable("it is damaged (its checksum is wrong)");
  Reader Stream(Content);
  const StringRef Tool = Stream.take();
  if (!Stream.failed() && Tool != toolVersion())
    return Unusable("it was written by " + Tool + ", and this is " +
                    toolVersion());
  return Stream;
}

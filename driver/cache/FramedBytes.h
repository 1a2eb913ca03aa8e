//===--- FramedBytes.h - bytes that tell what they are --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The files of corolint's own begin alike:
//
//   magic            a line of text, so that anybody can tell what it is
//   format version   4 bytes, least significant first, as all numbers here
//   checksum         16 bytes: xxh3 of what follows
//   content          Bytes.h: the tool's version, then what the format has
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_CACHE_FRAMEDBYTES_H
#define COROLINT_DRIVER_CACHE_FRAMEDBYTES_H

#include "Bytes.h"
#include "llvm/Support/Error.h"
#include <string>

namespace corolint::driver {

struct FrameFormat {
  /// What such a file is called in messages: "corolint summary".
  llvm::StringLiteral Name;
  uint32_t Version;
};

/// The file with what \p Content has written.
std::string frame(const FrameFormat &Format, const Writer &Content);

/// Reads the content of a file. The error says what is wrong with the bytes, as
/// the end of a sentence about the file: "it is damaged (...)".
llvm::Expected<Reader> unframe(const FrameFormat &Format,
                               llvm::StringRef Bytes);

/// Two xxh3 hashes of \p Bytes, in hexadecimal: 32 digits.
std::string hashText(llvm::StringRef Bytes);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_CACHE_FRAMEDBYTES_H

//===--- SafeStream.h - text that nobody obeys ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources, paths and compile databases of others are printed to terminals and
// into logs. What they contain must not move the cursor, clear the screen, set
// titles, or show text in another order than it has (CWE-150, CVE-2021-42574).
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_OUTPUT_SAFESTREAM_H
#define COROLINT_DRIVER_OUTPUT_SAFESTREAM_H

#include "llvm/Support/raw_ostream.h"
#include <string>

namespace corolint::driver {

/// Passes text on, with characters that control terminals or the direction of
/// text written as what they are. Line feeds and tabs stay.
class SafeStream : public llvm::raw_ostream {
public:
  enum class Form {
    Text, ///< <U+001B>, and <9B> for bytes that are no UTF-8
    /// The same, but Clang's colours stay: there is no telling where they come
    /// from, and a colour does no harm.
    Coloured,
    Json, ///< \u001b; for text in which such characters are in strings only
  };
  SafeStream(llvm::raw_ostream &To, Form F) : To(To), F(F) { SetUnbuffered(); }
  ~SafeStream() override { finish(); }

  /// Writes what was held back.
  void finish();

private:
  llvm::raw_ostream &To;
  Form F;
  /// The begin of a character whose end has not been written yet.
  std::string Held;

  void write_impl(const char *Text, size_t Size) override;
  uint64_t current_pos() const override { return To.tell(); }
  /// Writes what is held; what may go on only at the end.
  void passOn(bool IsEnd);
  void writeSafe(llvm::StringRef Character);
};

/// \p Text as a SafeStream writes it.
std::string safe(llvm::StringRef Text);

/// Standard output and error, with safe text.
llvm::raw_ostream &out();
llvm::raw_ostream &err();

} // namespace corolint::driver

#endif // COROLINT_DRIVER_OUTPUT_SAFESTREAM_H

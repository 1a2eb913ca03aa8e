//===--- SafeStream.cpp - text that nobody obeys --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SafeStream.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"

using namespace corolint::driver;
using namespace llvm;

/// The code point of a complete character; nothing for what is no UTF-8.
static std::optional<UTF32> codePoint(StringRef Character) {
  const UTF8 *Begin = Character.bytes_begin();
  UTF32 Value = 0;
  if (convertUTF8Sequence(&Begin, Character.bytes_end(), &Value,
                          strictConversion) != conversionOK)
    return std::nullopt;
  return Value;
}

/// Controls of ISO 6429, and what changes the direction of text (Unicode
/// Standard Annex 9).
static bool controls(UTF32 C) {
  return (C < 0x20 && C != '\n' && C != '\t') || (C >= 0x7f && C <= 0x9f) ||
         C == 0x61c || C == 0x200e || C == 0x200f ||
         (C >= 0x202a && C <= 0x202e) || (C >= 0x2066 && C <= 0x2069);
}

void SafeStream::writeSafe(StringRef Character) {
  const std::optional<UTF32> C = codePoint(Character);
  if (C && !controls(*C)) {
    To << Character;
  } else if (F == Form::Json) {
    To << format("\\u%04x", C.value_or(UNI_REPLACEMENT_CHAR));
  } else if (C) {
    To << format("<U+%04X>", *C);
  } else {
    for (const unsigned char Byte : Character)
      To << format("<%02X>", Byte);
  }
}

/// The length of a sequence that sets one of Clang's colours (ECMA-48, SGR) at
/// the begin of \p Text; 0 where there is none, npos where more has to come.
static size_t lengthOfColour(StringRef Text) {
  if (!StringRef("\x1b[").starts_with(Text.take_front(2)))
    return 0;
  const size_t End =
      Text.size() < 2
          ? StringRef::npos
          : Text.find_if_not([](char C) { return isDigit(C) || C == ';'; }, 2);
  if (End == StringRef::npos)
    return StringRef::npos;
  // Plain, bold, reversed, or one of eight colours: nothing hides.
  const bool IsKnown =
      all_of(split(Text.slice(2, End), ';'), [](StringRef Parameter) {
        unsigned Number = 0;
        return !Parameter.getAsInteger(10, Number) &&
               (Number <= 1 || Number == 7 || (Number >= 30 && Number <= 37));
      });
  return Text[End] == 'm' && IsKnown ? End + 1 : 0;
}

/// The length of the character that \p Text begins with; npos where more of it
/// has to come. What is no UTF-8 is one that is wrong.
static size_t lengthOfCharacter(StringRef Text) {
  const size_t Needed = getNumBytesForUTF8(static_cast<UTF8>(Text.front()));
  const StringRef Character = Text.take_front(Needed);
  const size_t Wrong = Character.find_if_not(
      [](unsigned char C) { return (C & 0xc0) == 0x80; }, 1);
  if (Wrong != StringRef::npos)
    return Wrong;
  return Character.size() < Needed ? StringRef::npos : Needed;
}

void SafeStream::write_impl(const char *Text, size_t Size) {
  Held.append(Text, Size);
  passOn(/*IsEnd=*/false);
}

void SafeStream::finish() { passOn(/*IsEnd=*/true); }

void SafeStream::passOn(bool IsEnd) {
  StringRef Left = Held;
  while (!Left.empty()) {
    size_t Colour = F == Form::Coloured ? lengthOfColour(Left) : 0;
    if (IsEnd && Colour == StringRef::npos)
      Colour = 0; // it never ends
    const size_t Plain = std::min(
        Left.find_if_not([](unsigned char C) { return C >= 0x20 && C < 0x7f; }),
        Left.size());
    const size_t Passed = Colour ? Colour : Plain;
    size_t Length = Passed ? Passed : lengthOfCharacter(Left);
    if (Length == StringRef::npos && !IsEnd)
      break;
    Length = std::min(Length, Left.size());
    if (Passed)
      To << Left.take_front(Length);
    else
      writeSafe(Left.take_front(Length));
    Left = Left.drop_front(Length);
  }
  Held = Left.str();
}

std::string corolint::driver::safe(StringRef Text) {
  std::string Result;
  raw_string_ostream To(Result);
  SafeStream(To, SafeStream::Form::Text) << Text;
  return Result;
}

raw_ostream &corolint::driver::out() {
  static SafeStream Stream(outs(), SafeStream::Form::Text);
  return Stream;
}

raw_ostream &corolint::driver::err() {
  static SafeStream Stream(errs(), SafeStream::Form::Text);
  return Stream;
}

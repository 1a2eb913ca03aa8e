//===--- Pending.cpp - findings that only the whole program can decide ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "pending: blocks 0 0 1234 <caller> <callee>". Names may hold spaces and bytes
// that are not printable (paths in the USRs of static functions), which are
// written as in URLs.
//
//===----------------------------------------------------------------------===//
#include "Pending.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include <array>

using namespace corolint;

static constexpr llvm::StringLiteral Prefix = "pending: ";
static constexpr std::array<llvm::StringLiteral, 4> Questions = {
    "blocks", "waits", "locks", "orders"};

static std::string encoded(llvm::StringRef Name) {
  std::string Text;
  for (char C : Name)
    if (C > ' ' && C <= '~' && C != '%')
      Text += C;
    else
      Text += {'%', llvm::hexdigit(static_cast<unsigned char>(C) >> 4),
               llvm::hexdigit(C & 15)};
  return Text;
}

static std::optional<std::string> decoded(llvm::StringRef Text) {
  std::string Name;
  while (!Text.empty()) {
    if (!Text.consume_front("%")) {
      Name += Text.front();
      Text = Text.drop_front();
      continue;
    }
    const unsigned High = Text.size() < 2 ? ~0U : llvm::hexDigitValue(Text[0]);
    const unsigned Low = Text.size() < 2 ? ~0U : llvm::hexDigitValue(Text[1]);
    if (High > 15 || Low > 15)
      return std::nullopt;
    Name += static_cast<char>(High << 4 | Low);
    Text = Text.drop_front(2);
  }
  return Name;
}

std::string corolint::pendingNote(const PendingCall &Call) {
  return (Prefix + Questions[Call.Question] + " " +
          llvm::Twine(unsigned(Call.StrictToo)) + " " + llvm::Twine(Call.Held) +
          " " + llvm::Twine(Call.Offset) + " " + encoded(Call.Function) + " " +
          encoded(Call.Callee))
      .str();
}

std::optional<PendingCall> corolint::readPendingNote(llvm::StringRef Note) {
  if (!Note.consume_front(Prefix))
    return std::nullopt;
  llvm::SmallVector<llvm::StringRef, 6> Words;
  Note.split(Words, ' ');
  PendingCall Call;
  const auto *Question = llvm::find(Questions, Words.front());
  unsigned Strict = 0;
  if (Words.size() != 6 || Question == Questions.end() ||
      Words[1].getAsInteger(10, Strict) ||
      Words[2].getAsInteger(10, Call.Held) ||
      Words[3].getAsInteger(10, Call.Offset))
    return std::nullopt;
  std::optional<std::string> Function = decoded(Words[4]);
  std::optional<std::string> Callee = decoded(Words[5]);
  if (!Function || !Callee)
    return std::nullopt;
  Call.Question =
      static_cast<PendingCall::QuestionType>(Question - Questions.begin());
  Call.StrictToo = Strict != 0;
  Call.Function = std::move(*Function);
  Call.Callee = std::move(*Callee);
  return Call;
}

//===--- Baseline.cpp - findings that are known already -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Baseline.h"
#include "cache/FramedBytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <tuple>

using namespace corolint::driver;
using namespace llvm;

static constexpr StringLiteral FirstLine = "# corolint baseline 1";
static constexpr StringLiteral HowToMend =
    "; mend the line, or write the file again with --write-baseline";

static auto compared(const FindingKey &Key) {
  return std::tuple(StringRef(Key.Rule),
                    StringRef(Key.Function.empty() ? Key.File : ""),
                    StringRef(Key.Function), StringRef(Key.Message));
}

bool Baseline::Order::operator()(const FindingKey &A,
                                 const FindingKey &B) const {
  return compared(A) < compared(B);
}

std::string corolint::driver::fingerprint(const FindingKey &Key) {
  const auto [Rule, File, Function, Message] = compared(Key);
  return hashText((Rule + "\n" + File + "\n" + Function + "\n" + Message).str())
      .substr(0, 16);
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

static constexpr StringLiteral Special = "\\\t\r\n", Letters = "\\trn";

static std::string escaped(StringRef Text) {
  std::string Result;
  for (const char C : Text) {
    const size_t At = Special.find(C);
    if (At != StringRef::npos)
      Result += '\\';
    Result += At == StringRef::npos ? C : Letters[At];
  }
  return Result;
}

/// Nothing when there is an escape that escaped() does not write.
static std::optional<std::string> unescaped(StringRef Text) {
  std::string Result;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] != '\\') {
      Result += Text[I];
      continue;
    }
    const size_t At =
        ++I < Text.size() ? Letters.find(Text[I]) : StringRef::npos;
    if (At == StringRef::npos)
      return std::nullopt;
    Result += Special[At];
  }
  return Result;
}

/// The entry of one line; the error says what is wrong with it.
static Expected<std::pair<FindingKey, unsigned>> parseLine(StringRef Line) {
  SmallVector<StringRef, 5> Fields;
  Line.split(Fields, '\t');
  if (Fields.size() != 5)
    return createStringError("a line has five fields with tabs between: rule, "
                             "count, file, function, message; this one has " +
                             Twine(Fields.size()));
  unsigned Count = 0;
  if (Fields[1].getAsInteger(10, Count) || Count == 0)
    return createStringError("'" + Fields[1] + "' is no count");
  FindingKey Key;
  for (auto [Field, To] :
       {std::pair(Fields[0], &Key.Rule), std::pair(Fields[2], &Key.File),
        std::pair(Fields[3], &Key.Function),
        std::pair(Fields[4], &Key.Message)}) {
    std::optional<std::string> Plain = unescaped(Field);
    if (!Plain)
      return createStringError("after a backslash comes one of \\, t, r, n");
    *To = std::move(*Plain);
  }
  return std::pair(std::move(Key), Count);
}

Expected<Baseline> Baseline::read(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return createStringError("cannot read the baseline '" + Path +
                             "': " + Buffer.getError().message() +
                             "; --write-baseline=<file> writes one");
  Baseline Result;
  unsigned Number = 0;
  for (StringRef Line : split((*Buffer)->getBuffer(), '\n')) {
    ++Number;
    Line = Line.rtrim('\r');
    const auto Wrong = [&](const Twine &Why) {
      return createStringError(Path + ":" + Twine(Number) + ": error: " + Why +
                               HowToMend);
    };
    if (Number == 1 && Line != FirstLine)
      return Wrong("this is no baseline, which begins with '" + FirstLine +
                   "'");
    if (Line.empty() || Line.starts_with("#"))
      continue;
    Expected<std::pair<FindingKey, unsigned>> Entry = parseLine(Line);
    if (!Entry)
      return Wrong(toString(Entry.takeError()));
    Result.Left[Entry->first] += Entry->second;
  }
  return Result;
}

std::string Baseline::text() const {
  std::string Text = (FirstLine + "\n").str();
  for (const auto &[Key, Count] : Left)
    if (Count)
      Text += escaped(Key.Rule) + "\t" + std::to_string(Count) + "\t" +
              escaped(Key.File) + "\t" + escaped(Key.Function) + "\t" +
              escaped(Key.Message) + "\n";
  return Text;
}

//===----------------------------------------------------------------------===//
// Findings
//===----------------------------------------------------------------------===//

bool Baseline::take(const FindingKey &Key) {
  const auto Found = Left.find(Key);
  if (Found == Left.end() || Found->second == 0)
    return false;
  --Found->second;
  return true;
}

Baseline Baseline::without(const Baseline &Others) const {
  Baseline Rest;
  for (const auto &[Key, Count] : Left) {
    const auto Other = Others.Left.find(Key);
    const unsigned Gone = Other == Others.Left.end() ? 0 : Other->second;
    if (Count > Gone)
      Rest.Left[Key] = Count - Gone;
  }
  return Rest;
}

unsigned Baseline::size() const {
  unsigned Size = 0;
  for (const auto &Entry : Left)
    Size += Entry.second;
  return Size;
}

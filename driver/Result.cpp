//===--- Result.cpp - what the analysis of one file says ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Numbers are written as they are in memory, strings and lists with their
// length in front. YAML and JSON are no choice: file names and source text need
// not be UTF-8.
//
//===----------------------------------------------------------------------===//
#include "Result.h"
#include <cstring>
#include <type_traits>

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

namespace {

/// Both directions of the format walk over the same description (fields below),
/// so that they cannot drift apart.
class Writer {
public:
  std::string Bytes;

  template <class T>
    requires std::is_arithmetic_v<T>
  void operator()(T &Number) {
    Bytes.append(reinterpret_cast<const char *>(&Number), sizeof(T));
  }
  void operator()(std::string &Text) {
    size_t Size = Text.size();
    (*this)(Size);
    Bytes += Text;
  }
  template <class List, class Each> void list(List &Items, Each Visit) {
    size_t Size = Items.size();
    (*this)(Size);
    for (auto &Item : Items)
      Visit(Item);
  }
};

class Reader {
public:
  explicit Reader(StringRef Bytes) : Bytes(Bytes) {}
  bool complete() const { return !Failed && Bytes.empty(); }

  template <class T>
    requires std::is_arithmetic_v<T>
  void operator()(T &Number) {
    if (StringRef Raw = take(sizeof(T)); !Failed)
      std::memcpy(&Number, Raw.data(), sizeof(T));
  }
  void operator()(std::string &Text) {
    size_t Size = 0;
    (*this)(Size);
    Text = take(Size).str();
  }
  template <class List, class Each> void list(List &Items, Each Visit) {
    size_t Size = 0;
    (*this)(Size);
    for (size_t I = 0; I < Size && !Failed; ++I)
      Visit(Items.emplace_back());
  }

private:
  StringRef Bytes;
  bool Failed = false;

  StringRef take(size_t Size) {
    Failed |= Size > Bytes.size();
    if (Failed)
      return "";
    StringRef Taken = Bytes.take_front(Size);
    Bytes = Bytes.drop_front(Size);
    return Taken;
  }
};

/// The parts of a Replacement, which itself cannot be changed in place.
struct FlatReplacement {
  std::string File, Text;
  unsigned Offset = 0, Length = 0;
};

/// The parts of a ClangTidyError, which has no default constructor.
struct FlatError {
  std::string Name, BuildDirectory;
  int Level = 0;
  bool IsWarningAsError = false;
  DiagnosticMessage Message;
  std::vector<DiagnosticMessage> Notes;
  std::vector<std::string> Aliases;
};

} // namespace

static std::vector<FlatReplacement> flatten(const DiagnosticMessage &Message) {
  std::vector<FlatReplacement> Flat;
  for (const auto &InFile : Message.Fix)
    for (const Replacement &R : InFile.getValue())
      Flat.push_back({R.getFilePath().str(), R.getReplacementText().str(),
                      R.getOffset(), R.getLength()});
  return Flat;
}

static void unflatten(const std::vector<FlatReplacement> &Flat,
                      DiagnosticMessage &Message) {
  for (const FlatReplacement &R : Flat)
    // They come from one set of replacements, hence do not conflict.
    cantFail(Message.Fix[R.File].add(
        Replacement(R.File, R.Offset, R.Length, R.Text)));
}

template <class IO> static void fields(IO &Stream, DiagnosticMessage &Message) {
  Stream(Message.Message);
  Stream(Message.FilePath);
  Stream(Message.FileOffset);
  Stream.list(Message.Ranges, [&](FileByteRange &Range) {
    Stream(Range.FilePath);
    Stream(Range.FileOffset);
    Stream(Range.Length);
  });
  std::vector<FlatReplacement> Fix = flatten(Message);
  Stream.list(Fix, [&](FlatReplacement &R) {
    Stream(R.File);
    Stream(R.Text);
    Stream(R.Offset);
    Stream(R.Length);
  });
  Message.Fix.clear();
  unflatten(Fix, Message);
}

template <class IO> static void fields(IO &Stream, FlatError &Error) {
  Stream(Error.Name);
  Stream(Error.BuildDirectory);
  Stream(Error.Level);
  Stream(Error.IsWarningAsError);
  fields(Stream, Error.Message);
  Stream.list(Error.Notes,
              [&](DiagnosticMessage &Note) { fields(Stream, Note); });
  Stream.list(Error.Aliases, [&](std::string &Alias) { Stream(Alias); });
}

template <class IO> static void fields(IO &Stream, ClangTidyStats &Stats) {
  Stream(Stats.ErrorsDisplayed);
  Stream(Stats.ErrorsIgnoredCheckFilter);
  Stream(Stats.ErrorsIgnoredNOLINT);
  Stream(Stats.ErrorsIgnoredNonUserCode);
  Stream(Stats.ErrorsIgnoredLineFilter);
}

/// Everything but the findings.
template <class IO> static void header(IO &Stream, UnitResult &Result) {
  Stream(Result.Analysed);
  Stream(Result.Reason);
  fields(Stream, Result.Stats);
  Stream.list(Result.Profile, [&](RuleTime &Time) {
    Stream(Time.Rule);
    Stream(Time.Process);
    Stream(Time.Wall);
  });
}

static FlatError flatten(const ClangTidyError &Error) {
  return {Error.DiagnosticName,
          Error.BuildDirectory,
          static_cast<int>(Error.DiagLevel),
          Error.IsWarningAsError,
          Error.Message,
          {Error.Notes.begin(), Error.Notes.end()},
          Error.EnabledDiagnosticAliases};
}

static ClangTidyError unflatten(FlatError Flat) {
  ClangTidyError Error(Flat.Name,
                       static_cast<ClangTidyError::Level>(Flat.Level),
                       Flat.BuildDirectory, Flat.IsWarningAsError);
  Error.Message = std::move(Flat.Message);
  Error.Notes.assign(Flat.Notes.begin(), Flat.Notes.end());
  Error.EnabledDiagnosticAliases = std::move(Flat.Aliases);
  return Error;
}

std::string corolint::driver::serialise(const UnitResult &Result) {
  Writer Stream;
  UnitResult Header;
  Header.Analysed = Result.Analysed;
  Header.Reason = Result.Reason;
  Header.Stats = Result.Stats;
  Header.Profile = Result.Profile;
  header(Stream, Header);
  std::vector<FlatError> Findings;
  for (const ClangTidyError &Error : Result.Findings)
    Findings.push_back(flatten(Error));
  Stream.list(Findings, [&](FlatError &Error) { fields(Stream, Error); });
  return std::move(Stream.Bytes);
}

std::optional<UnitResult> corolint::driver::deserialise(StringRef Bytes) {
  Reader Stream(Bytes);
  UnitResult Result;
  header(Stream, Result);
  std::vector<FlatError> Findings;
  Stream.list(Findings, [&](FlatError &Error) { fields(Stream, Error); });
  if (!Stream.complete())
    return std::nullopt;
  for (FlatError &Flat : Findings)
    Result.Findings.push_back(unflatten(std::move(Flat)));
  return Result;
}

//===--- FindingFields.h - findings as bytes ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_FINDINGFIELDS_H
#define COROLINT_DRIVER_FINDINGFIELDS_H

#include "Bytes.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace corolint::driver {

/// The parts of a Replacement, which itself cannot be changed in place.
struct FlatReplacement {
  std::string File, Text;
  unsigned Offset = 0, Length = 0;
};

/// The parts of a clang::tidy::ClangTidyError, which has no default
/// constructor.
struct FlatError {
  std::string Name, BuildDirectory;
  clang::tooling::Diagnostic::Level Level = clang::tooling::Diagnostic::Warning;
  bool IsWarningAsError = false;
  clang::tooling::DiagnosticMessage Message;
  std::vector<clang::tooling::DiagnosticMessage> Notes;
  std::vector<std::string> Aliases;
};

inline std::vector<FlatReplacement>
flatten(const clang::tooling::DiagnosticMessage &Message) {
  std::vector<FlatReplacement> Flat;
  for (const auto &InFile : Message.Fix)
    for (const clang::tooling::Replacement &R : InFile.getValue())
      Flat.push_back({R.getFilePath().str(), R.getReplacementText().str(),
                      R.getOffset(), R.getLength()});
  // The same bytes every time, whatever the order of the map.
  llvm::sort(Flat, [](const FlatReplacement &A, const FlatReplacement &B) {
    return std::tie(A.File, A.Offset, A.Length, A.Text) <
           std::tie(B.File, B.Offset, B.Length, B.Text);
  });
  return Flat;
}

/// False when they conflict, which those of one set do not.
inline bool unflatten(const std::vector<FlatReplacement> &Flat,
                      clang::tooling::DiagnosticMessage &Message) {
  for (const FlatReplacement &R : Flat)
    if (llvm::Error Conflict = Message.Fix[R.File].add(
            clang::tooling::Replacement(R.File, R.Offset, R.Length, R.Text))) {
      llvm::consumeError(std::move(Conflict));
      return false;
    }
  return true;
}

template <class IO>
void fields(IO &Stream, clang::tooling::DiagnosticMessage &Message) {
  Stream(Message.Message);
  Stream(Message.FilePath);
  Stream(Message.FileOffset);
  Stream.list(Message.Ranges, [&](clang::tooling::FileByteRange &Range) {
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
  if (!unflatten(Fix, Message))
    Stream.reject();
}

template <class IO> void fields(IO &Stream, FlatError &Error) {
  Stream(Error.Name);
  Stream(Error.BuildDirectory);
  Stream.choice(Error.Level, clang::tooling::Diagnostic::Error);
  if (Error.Level < clang::tooling::Diagnostic::Remark)
    Stream.reject();
  Stream(Error.IsWarningAsError);
  fields(Stream, Error.Message);
  Stream.list(Error.Notes, [&](clang::tooling::DiagnosticMessage &Note) {
    fields(Stream, Note);
  });
  Stream.list(Error.Aliases, [&](std::string &Alias) { Stream(Alias); });
}

template <class IO>
void fields(IO &Stream, clang::tidy::ClangTidyStats &Stats) {
  Stream(Stats.ErrorsDisplayed);
  Stream(Stats.ErrorsIgnoredCheckFilter);
  Stream(Stats.ErrorsIgnoredNOLINT);
  Stream(Stats.ErrorsIgnoredNonUserCode);
  Stream(Stats.ErrorsIgnoredLineFilter);
}

inline FlatError flatten(const clang::tidy::ClangTidyError &Error) {
  return {Error.DiagnosticName,
          Error.BuildDirectory,
          Error.DiagLevel,
          Error.IsWarningAsError,
          Error.Message,
          {Error.Notes.begin(), Error.Notes.end()},
          Error.EnabledDiagnosticAliases};
}

inline clang::tidy::ClangTidyError unflatten(FlatError Flat) {
  clang::tidy::ClangTidyError Error(Flat.Name, Flat.Level, Flat.BuildDirectory,
                                    Flat.IsWarningAsError);
  Error.Message = std::move(Flat.Message);
  Error.Notes.assign(Flat.Notes.begin(), Flat.Notes.end());
  Error.EnabledDiagnosticAliases = std::move(Flat.Aliases);
  return Error;
}

} // namespace corolint::driver

#endif // COROLINT_DRIVER_FINDINGFIELDS_H

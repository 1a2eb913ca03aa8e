//===--- FindingWriter.h - findings in some format
//-------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_OUTPUT_FINDINGWRITER_H
#define COROLINT_DRIVER_OUTPUT_FINDINGWRITER_H

#include "Options.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>

namespace corolint::driver {

class SourceText;

/// A finding as it is shown. All paths in it are absolute.
struct ShownFinding {
  const clang::tidy::ClangTidyError &Error;
  /// The function that it is in; empty where it is in none, or not known.
  llvm::StringRef Function;
  /// The same for the same finding after edits elsewhere.
  std::string Fingerprint;
  /// Why it is shown though it does not count; empty where it counts.
  llvm::StringRef Suppressed;
};

/// Writes a run's findings in one of the formats.
class FindingWriter {
public:
  virtual ~FindingWriter() = default;

  virtual void finding(const ShownFinding &F) = 0;
  /// A file or summary that was left out, as it was named, and why.
  virtual void leftOut(llvm::StringRef File, llvm::StringRef Why) = 0;
  /// After the last; \p Status is what the process will say.
  virtual void finish(ExitStatus Status) = 0;
};

/// Paths are written as below \p Root where they are. \p Sources and \p To have
/// to outlive the writer.
std::unique_ptr<FindingWriter> makeTextWriter(llvm::raw_ostream &To,
                                              bool Colours);
std::unique_ptr<FindingWriter>
makeJsonWriter(llvm::raw_ostream &To, SourceText &Sources, std::string Root);
std::unique_ptr<FindingWriter>
makeGithubWriter(llvm::raw_ostream &To, SourceText &Sources, std::string Root);
std::unique_ptr<FindingWriter>
makeSarifWriter(llvm::raw_ostream &To, SourceText &Sources, std::string Root);

/// \p Path below \p Root, with slashes; as it is where it is elsewhere.
std::string relativePath(llvm::StringRef Path, llvm::StringRef Root);

/// "note", "warning" or "error".
llvm::StringRef levelName(const clang::tidy::ClangTidyError &Error);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_OUTPUT_FINDINGWRITER_H

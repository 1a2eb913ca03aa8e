//===--- TextWriter.cpp - findings for people
//------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FindingWriter.h"
#include "SafeStream.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

namespace {
/// Clang's own text printer, fed with findings whose source manager is gone.
class TextWriter : public FindingWriter {
public:
  TextWriter(raw_ostream &To, bool Colours)
      : Safe(To, Colours ? SafeStream::Form::Coloured : SafeStream::Form::Text),
        Diagnostics(makeIntrusiveRefCnt<clang::DiagnosticIDs>(), Options,
                    new clang::TextDiagnosticPrinter(Safe, Options)),
        Files(clang::FileSystemOptions()), Sources(Diagnostics, Files) {
    Options.ShowColors = Colours;
    Safe.enable_colors(Colours);
    Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus14 = true;
    Language.CPlusPlus17 = Language.CPlusPlus20 = Language.Bool = true;
    Diagnostics.getClient()->BeginSourceFile(Language);
  }

  void finding(const ShownFinding &F) override {
    if (F.Suppressed.empty())
      print(F.Error);
  }
  void leftOut(StringRef, StringRef) override {} // is said on stderr
  void finish(ExitStatus) override {}

private:
  void print(const ClangTidyError &Error) {
    auto Level = static_cast<clang::DiagnosticsEngine::Level>(Error.DiagLevel);
    std::string Name = Error.DiagnosticName;
    for (const std::string &Alias : Error.EnabledDiagnosticAliases)
      Name += "," + Alias;
    if (Error.IsWarningAsError) {
      Name += ",-warnings-as-errors";
      Level = clang::DiagnosticsEngine::Error;
    }
    {
      auto Builder =
          Diagnostics.Report(location(Error.Message),
                             Diagnostics.getCustomDiagID(Level, "%0 [%1]"))
          << text(Error.Message) << Name;
      addDetails(Builder, Error.Message);
    }
    for (const DiagnosticMessage &Note : Error.Notes) {
      auto Builder =
          Diagnostics.Report(
              location(Note),
              Diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "%0"))
          << text(Note);
      addDetails(Builder, Note);
    }
  }

  SafeStream Safe;
  clang::DiagnosticOptions Options;
  clang::DiagnosticsEngine Diagnostics;
  clang::LangOptions Language;
  clang::FileManager Files;
  clang::SourceManager Sources;

  /// Invalid when the file is not there, or has been cut since.
  clang::SourceLocation location(StringRef Path, unsigned Offset) {
    auto File = Files.getOptionalFileRef(Path);
    if (!File)
      return {};
    clang::FileID ID = Sources.getOrCreateFileID(*File, clang::SrcMgr::C_User);
    if (auto Buffer = Sources.getBufferOrNone(ID);
        !Buffer || Offset > Buffer->getBufferSize())
      return {};
    return Sources.getLocForStartOfFile(ID).getLocWithOffset(Offset);
  }

  /// The message; where its place cannot be shown, with the name of the file.
  std::string text(const DiagnosticMessage &Message) {
    if (Message.FilePath.empty() || location(Message).isValid())
      return safe(Message.Message);
    return safe(Message.FilePath + ": " + Message.Message);
  }

  clang::SourceLocation location(const DiagnosticMessage &Message) {
    return location(Message.FilePath, Message.FileOffset);
  }

  clang::CharSourceRange range(StringRef Path, unsigned Offset,
                               unsigned Length) {
    clang::SourceLocation Begin = location(Path, Offset);
    clang::SourceLocation End = location(Path, Offset + Length);
    if (Begin.isInvalid() || End.isInvalid())
      return {};
    return clang::CharSourceRange::getCharRange(Begin, End);
  }

  /// Underlines and fixes.
  void addDetails(clang::DiagnosticBuilder &Builder,
                  const DiagnosticMessage &Message) {
    for (const FileByteRange &Range : Message.Ranges)
      Builder << range(Range.FilePath, Range.FileOffset, Range.Length);
    for (const auto &InFile : Message.Fix)
      for (const Replacement &R : InFile.getValue())
        Builder << clang::FixItHint::CreateReplacement(
            range(R.getFilePath(), R.getOffset(), R.getLength()),
            R.getReplacementText());
  }
};
} // namespace

std::unique_ptr<FindingWriter> corolint::driver::makeTextWriter(raw_ostream &To,
                                                                bool Colours) {
  return std::make_unique<TextWriter>(To, Colours);
}

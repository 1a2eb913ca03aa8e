//===--- GithubWriter.cpp - findings as annotations of GitHub
//--------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FindingWriter.h"
#include "SafeStream.h"
#include "SourceText.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

/// The escapes of workflow commands (actions/toolkit, command.ts): data may not
/// end the line, properties not the property either.
static std::string escaped(StringRef Text, bool IsProperty) {
  std::string Result;
  for (const char C : safe(Text)) {
    if (C == '%' || C == '\r' || C == '\n' ||
        (IsProperty && (C == ':' || C == ',')))
      Result += "%" + utohexstr(static_cast<unsigned char>(C), false, 2);
    else
      Result += C;
  }
  return Result;
}

namespace {
class GithubWriter : public FindingWriter {
public:
  GithubWriter(raw_ostream &To, SourceText &Sources, std::string Root)
      : To(To), Sources(Sources), Root(std::move(Root)) {}

  void finding(const ShownFinding &F) override {
    if (!F.Suppressed.empty())
      return;
    const DiagnosticMessage &Message = F.Error.Message;
    const StringRef Level = levelName(F.Error);
    To << "::" << (Level == "note" ? "notice" : Level) << " ";
    if (!Message.FilePath.empty())
      To << "file=" << escaped(relativePath(Message.FilePath, Root), true)
         << ",";
    if (auto At = Sources.at(Message.FilePath, Message.FileOffset))
      To << "line=" << At->Line << ",col=" << At->Column << ",";
    To << "title=" << escaped(F.Error.DiagnosticName, true)
       << "::" << escaped(text(F.Error), false) << "\n";
  }

  void leftOut(StringRef File, StringRef Why) override {
    To << "::error file=" << escaped(relativePath(File, Root), true)
       << ",title=not analysed::" << escaped(Why, false) << "\n";
  }

  void finish(ExitStatus) override {}

private:
  raw_ostream &To;
  SourceText &Sources;
  std::string Root;

  /// An annotation is one text; notes become lines of it.
  std::string text(const ClangTidyError &Error) {
    std::string Text = Error.Message.Message;
    for (const DiagnosticMessage &Note : Error.Notes) {
      Text += "\n";
      if (auto At = Sources.at(Note.FilePath, Note.FileOffset))
        Text += relativePath(Note.FilePath, Root) + ":" +
                std::to_string(At->Line) + ": ";
      Text += Note.Message;
    }
    return Text;
  }
};
} // namespace

std::unique_ptr<FindingWriter>
corolint::driver::makeGithubWriter(raw_ostream &To, SourceText &Sources,
                                   std::string Root) {
  return std::make_unique<GithubWriter>(To, Sources, std::move(Root));
}

//===--- JsonWriter.cpp - findings as lines of JSON
//------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FindingWriter.h"
#include "SafeStream.h"
#include "SourceText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

std::string corolint::driver::relativePath(StringRef Path, StringRef Root) {
  StringRef Below = Path;
  if (!Root.empty() && Below.consume_front(Root) &&
      (Root.ends_with("/") || Below.consume_front("/")))
    return Below.str();
  return Path.str();
}

StringRef corolint::driver::levelName(const ClangTidyError &Error) {
  if (Error.IsWarningAsError || Error.DiagLevel == ClangTidyError::Error)
    return "error";
  return Error.DiagLevel == ClangTidyError::Remark ? "note" : "warning";
}

namespace {
/// JSON Lines (jsonlines.org); the fields are described in docs/output.md.
class JsonWriter : public FindingWriter {
public:
  JsonWriter(raw_ostream &To, SourceText &Sources, std::string Root)
      : Safe(To, SafeStream::Form::Json), Sources(Sources),
        Root(std::move(Root)) {}

  void finding(const ShownFinding &F) override {
    if (!F.Suppressed.empty())
      return;
    json::Object Line = place(F.Error.Message);
    Line["kind"] = "finding";
    Line["rule"] = json::fixUTF8(F.Error.DiagnosticName);
    Line["level"] = levelName(F.Error);
    if (!F.Function.empty())
      Line["function"] = json::fixUTF8(F.Function);
    Line["fingerprint"] = F.Fingerprint;
    json::Array Notes, Fixes;
    for (const DiagnosticMessage &Note : F.Error.Notes)
      Notes.push_back(place(Note));
    for (const auto &InFile : F.Error.Message.Fix)
      for (const Replacement &R : InFile.getValue())
        Fixes.push_back(fix(R));
    Line["notes"] = std::move(Notes);
    Line["fixes"] = std::move(Fixes);
    write(std::move(Line));
  }

  void leftOut(StringRef File, StringRef Why) override {
    write(json::Object{{"kind", "not-analysed"},
                       {"file", json::fixUTF8(relativePath(File, Root))},
                       {"message", json::fixUTF8(Why)}});
  }

  void finish(ExitStatus) override {}

private:
  SafeStream Safe;
  SourceText &Sources;
  std::string Root;

  void write(json::Object Line) {
    Safe << json::Value(std::move(Line)) << "\n";
  }

  json::Object place(const DiagnosticMessage &Message) {
    json::Object Place{{"message", json::fixUTF8(Message.Message)}};
    if (Message.FilePath.empty())
      return Place;
    Place["file"] = json::fixUTF8(relativePath(Message.FilePath, Root));
    if (auto At = Sources.at(Message.FilePath, Message.FileOffset)) {
      Place["line"] = At->Line;
      Place["column"] = At->Column;
    }
    return Place;
  }

  json::Object fix(const Replacement &R) {
    json::Object Fix{
        {"file", json::fixUTF8(relativePath(R.getFilePath(), Root))},
        {"offset", R.getOffset()},
        {"length", R.getLength()},
        {"text", json::fixUTF8(R.getReplacementText())}};
    return Fix;
  }
};
} // namespace

std::unique_ptr<FindingWriter>
corolint::driver::makeJsonWriter(raw_ostream &To, SourceText &Sources,
                                 std::string Root) {
  return std::make_unique<JsonWriter>(To, Sources, std::move(Root));
}

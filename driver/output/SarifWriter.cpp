//===--- SarifWriter.cpp - findings as SARIF 2.1.0
//-------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The Static Analysis Results Interchange Format, OASIS Standard, 2.1.0. One
// run, one object, written when all is known.
//
//===----------------------------------------------------------------------===//
#include "FindingWriter.h"
#include "SafeStream.h"
#include "SourceText.h"
#include "framework/Registry.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/JSON.h"

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint;
using namespace corolint::driver;
using namespace llvm;

/// A path as the part of a URI (RFC 3986, 2.1).
static std::string encoded(StringRef Path) {
  std::string Result;
  for (const char C : Path) {
    if (isAlnum(C) || StringRef("/-._~").contains(C))
      Result += C;
    else
      Result += "%" + utohexstr(static_cast<unsigned char>(C), false, 2);
  }
  return Result;
}

static json::Object text(StringRef Text) {
  return json::Object{{"text", json::fixUTF8(Text)}};
}

static json::Value rule(const RuleInfo &Rule) {
  const StringRef Precision = StringSwitch<StringRef>(Rule.Confidence)
                                  .Case("bug", "very-high")
                                  .Case("suspicious", "high")
                                  .Default("medium");
  json::Object Help = text(Rule.Page);
  Help["markdown"] = json::fixUTF8(Rule.Page);
  return json::Object{
      {"id", ("corolint-" + Rule.Name).str()},
      {"name", Rule.Name},
      {"shortDescription", text(Rule.Summary)},
      {"help", std::move(Help)},
      {"defaultConfiguration", json::Object{{"level", "warning"}}},
      {"properties",
       json::Object{{"tags", json::Array{"concurrency", Rule.Family}},
                    {"precision", Precision}}}};
}

namespace {
class SarifWriter : public FindingWriter {
public:
  SarifWriter(raw_ostream &To, SourceText &Sources, std::string Root)
      : To(To), Sources(Sources), Root(std::move(Root)) {}

  void finding(const ShownFinding &F) override {
    const DiagnosticMessage &Message = F.Error.Message;
    json::Object Result{
        {"ruleId", json::fixUTF8(F.Error.DiagnosticName)},
        {"level", levelName(F.Error)},
        {"message", text(Message.Message)},
        {"partialFingerprints", json::Object{{"corolint/v1", F.Fingerprint}}}};
    if (const RuleInfo *Rule = findRule(F.Error.DiagnosticName))
      Result["ruleIndex"] = Rule - rules().begin();
    if (!Message.FilePath.empty()) {
      json::Object Where = location(Message, /*Says=*/false);
      if (!F.Function.empty())
        Where["logicalLocations"] = json::Array{
            json::Object{{"fullyQualifiedName", json::fixUTF8(F.Function)},
                         {"kind", "function"}}};
      Result["locations"] = json::Array{std::move(Where)};
    }
    addNotes(F.Error, Result);
    if (json::Array Changes = changes(Message); !Changes.empty())
      Result["fixes"] =
          json::Array{json::Object{{"description", text("the fix of the rule")},
                                   {"artifactChanges", std::move(Changes)}}};
    if (!F.Suppressed.empty())
      Result["suppressions"] = json::Array{
          json::Object{{"kind", "external"},
                       {"justification", json::fixUTF8(F.Suppressed)}}};
    Results.push_back(std::move(Result));
  }

  void leftOut(StringRef File, StringRef Why) override {
    Notifications.push_back(json::Object{
        {"level", "error"},
        {"message", text(("not analysed: " + Why).str())},
        {"locations",
         json::Array{json::Object{
             {"physicalLocation",
              json::Object{{"artifactLocation", artifact(File)}}}}}}});
  }

  void finish(ExitStatus Status) override {
    json::Array Rules;
    for (const RuleInfo &Rule : rules())
      Rules.push_back(rule(Rule));
    const bool IsWhole = Status == Success || Status == FindingsAreErrors;
    json::Object Run{
        {"tool",
         json::Object{{"driver", json::Object{{"name", "corolint"},
                                              {"version", COROLINT_VERSION},
                                              {"rules", std::move(Rules)}}}}},
        {"columnKind", "unicodeCodePoints"},
        {"originalUriBaseIds",
         json::Object{
             {"SRCROOT",
              json::Object{{"uri", "file://" + encoded(Root) + "/"}}}}},
        {"invocations",
         json::Array{json::Object{
             {"executionSuccessful", IsWhole},
             {"exitCode", static_cast<int>(Status)},
             {"toolExecutionNotifications", std::move(Notifications)}}}},
        {"results", std::move(Results)}};
    SafeStream Safe(To, SafeStream::Form::Json);
    Safe << formatv("{0:2}",
                    json::Value(json::Object{
                        {"$schema",
                         "https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
                         "errata01/os/schemas/sarif-schema-2.1.0.json"},
                        {"version", "2.1.0"},
                        {"runs", json::Array{std::move(Run)}}}))
         << "\n";
  }

private:
  raw_ostream &To;
  SourceText &Sources;
  std::string Root;
  json::Array Results, Notifications;

  json::Object artifact(StringRef Path) {
    const std::string Relative = relativePath(Path, Root);
    if (Relative == Path && Path.starts_with("/"))
      return json::Object{{"uri", "file://" + encoded(Path)}};
    return json::Object{{"uri", encoded(Relative)}, {"uriBaseId", "SRCROOT"}};
  }

  /// From \p Offset over \p Length bytes; nothing when the file has changed.
  std::optional<json::Object> region(StringRef Path, unsigned Offset,
                                     unsigned Length) {
    const auto Begin = Sources.at(Path, Offset);
    const auto End = Sources.at(Path, Offset + Length);
    if (!Begin || !End)
      return std::nullopt;
    json::Object Region{{"startLine", Begin->Line},
                        {"startColumn", Begin->Column}};
    if (Length) {
      Region["endLine"] = End->Line;
      Region["endColumn"] = End->Column;
    }
    return Region;
  }

  json::Object location(const DiagnosticMessage &Message, bool Says) {
    json::Object Physical{{"artifactLocation", artifact(Message.FilePath)}};
    if (auto Region = region(Message.FilePath, Message.FileOffset, 0))
      Physical["region"] = std::move(*Region);
    json::Object Location{{"physicalLocation", std::move(Physical)}};
    if (Says)
      Location["message"] = text(Message.Message);
    return Location;
  }

  /// Notes are related places; several of them are the way to the bug.
  void addNotes(const ClangTidyError &Error, json::Object &Result) {
    json::Array Related, Flow;
    Flow.push_back(json::Object{{"location", location(Error.Message, true)}});
    for (const DiagnosticMessage &Note : Error.Notes) {
      json::Value Place = Note.FilePath.empty()
                              ? json::Object{{"message", text(Note.Message)}}
                              : location(Note, /*Says=*/true);
      if (!Note.FilePath.empty())
        Flow.push_back(json::Object{{"location", Place}});
      if (!is_contained(Related, Place)) // they are a set
        Related.push_back(std::move(Place));
    }
    if (!Related.empty())
      Result["relatedLocations"] = std::move(Related);
    if (Flow.size() > 2)
      Result["codeFlows"] = json::Array{json::Object{
          {"threadFlows",
           json::Array{json::Object{{"locations", std::move(Flow)}}}}}};
  }

  json::Array changes(const DiagnosticMessage &Message) {
    json::Array Changes;
    for (const auto &InFile : Message.Fix) {
      json::Array Replacements;
      for (const Replacement &R : InFile.getValue())
        if (auto Region = region(R.getFilePath(), R.getOffset(), R.getLength()))
          Replacements.push_back(
              json::Object{{"deletedRegion", std::move(*Region)},
                           {"insertedContent", text(R.getReplacementText())}});
      if (!Replacements.empty())
        Changes.push_back(
            json::Object{{"artifactLocation", artifact(InFile.getKey())},
                         {"replacements", std::move(Replacements)}});
    }
    return Changes;
  }
};
} // namespace

std::unique_ptr<FindingWriter>
corolint::driver::makeSarifWriter(raw_ostream &To, SourceText &Sources,
                                  std::string Root) {
  return std::make_unique<SarifWriter>(To, Sources, std::move(Root));
}

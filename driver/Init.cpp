//===--- Init.cpp - setting up a project ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Init.h"
#include "AtomicFiles.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "output/SafeStream.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;
using namespace corolint::driver;
using namespace llvm;

static const char ChecksLine[] = "Checks: 'corolint-*'\n";

// clangd hides checks it has never timed, which are all that are not its own.
static const char ClangdLines[] = "Diagnostics:\n"
                                  "  ClangTidy:\n"
                                  "    Add: corolint-*\n"
                                  "    FastCheckFilter: None\n";

//===----------------------------------------------------------------------===//
// .clang-tidy
//===----------------------------------------------------------------------===//

/// The `Checks` of a configuration; nothing when it does not parse.
static std::optional<std::string> checksOf(StringRef Text) {
  auto Silent = [](const SMDiagnostic &) {};
  ErrorOr<ClangTidyOptions> Parsed =
      parseConfigurationWithDiags(MemoryBufferRef(Text, ".clang-tidy"), Silent);
  if (!Parsed)
    return std::nullopt;
  return Parsed->Checks.value_or("");
}

static size_t indentOf(StringRef Line) {
  return Line.size() - Line.ltrim(' ').size();
}

/// Where the block that follows the key in the line \p At ends: before the
/// first line that is neither indented, nor empty, nor (for lists) an item.
static size_t endOfBlock(ArrayRef<StringRef> Lines, size_t At) {
  size_t End = At + 1;
  for (size_t I = At + 1; I < Lines.size(); ++I) {
    if (Lines[I].trim().empty())
      continue;
    if (indentOf(Lines[I]) == 0 && !Lines[I].starts_with("- "))
      break;
    End = I + 1;
  }
  return End;
}

/// The value of the key in one line, with the rules added to it.
static std::optional<std::string> extendedLine(StringRef Line) {
  StringRef Body = Line.rtrim();
  const char Last = Body.back();
  if (Last == '\'' || Last == '"')
    return (Body.drop_back() + ",corolint-*" + Twine(Last)).str();
  // Comments, lists in brackets and the like are left to the user.
  if (Body.find_first_of("#[]{}'\"", sizeof("Checks:")) != StringRef::npos)
    return std::nullopt;
  return (Body + ",corolint-*").str();
}

/// Adds the rules behind the block that the key in line \p At opens.
static bool extendBlock(std::vector<std::string> &Lines,
                        ArrayRef<StringRef> Old, size_t At) {
  const size_t End = endOfBlock(Old, At);
  if (End == At + 1)
    return false;
  const StringRef LastLine = Old[End - 1];
  const std::string Indent(indentOf(LastLine), ' ');
  if (LastLine.ltrim().starts_with("- ")) {
    Lines.insert(Lines.begin() + End, Indent + "- 'corolint-*'");
    return true;
  }
  if (!LastLine.rtrim().ends_with(","))
    Lines[End - 1] = LastLine.rtrim().str() + ",";
  Lines.insert(Lines.begin() + End, Indent + "corolint-*");
  return true;
}

/// Edits the line or block of the key `Checks`; the caller checks the outcome.
static std::optional<std::string> edited(StringRef Text) {
  SmallVector<StringRef, 64> Old;
  Text.split(Old, '\n');
  std::vector<std::string> Lines(Old.begin(), Old.end());
  auto Key = find_if(Old, [](StringRef L) { return L.starts_with("Checks:"); });
  if (Key == Old.end())
    return (Text + (Text.ends_with("\n") ? "" : "\n") + ChecksLine).str();
  const size_t At = Key - Old.begin();
  const StringRef Value = Key->drop_front(sizeof("Checks:") - 1).trim();
  if (Value.empty() || Value.front() == '>' || Value.front() == '|') {
    if (!extendBlock(Lines, Old, At))
      return std::nullopt;
  } else if (std::optional<std::string> Line = extendedLine(*Key)) {
    Lines[At] = *Line;
  } else {
    return std::nullopt;
  }
  return join(Lines, "\n");
}

/// The globs without the white space that YAML's folding leaves.
static std::string squeezed(StringRef Globs) {
  std::string Text;
  for (char C : Globs)
    if (!isSpace(C))
      Text += C;
  return StringRef(Text).trim(',').str();
}

std::optional<std::string> corolint::driver::withRules(StringRef Text) {
  std::optional<std::string> Before = checksOf(Text);
  std::optional<std::string> New = edited(Text);
  if (!Before || !New)
    return std::nullopt;
  // Editing text by hand is only safe when the parser agrees afterwards.
  std::optional<std::string> After = checksOf(*New);
  const std::string Wanted =
      StringRef(squeezed(*Before) + ",corolint-*").ltrim(',').str();
  if (!After || squeezed(*After) != Wanted)
    return std::nullopt;
  return New;
}

//===----------------------------------------------------------------------===//
// .clangd
//===----------------------------------------------------------------------===//

std::optional<std::string> corolint::driver::withClangdRules(StringRef Text) {
  SourceMgr SM;
  SM.setDiagHandler([](const SMDiagnostic &, void *) {});
  yaml::Stream Stream(Text, SM);
  if (!Stream.validate())
    return std::nullopt;
  // clangd reads several documents and applies one after the other.
  return (Text + (Text.ends_with("\n") ? "" : "\n") + "---\n" + ClangdLines)
      .str();
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

namespace {
struct ConfigFile {
  const char *Name;
  /// All of a new file, and what to add to one that cannot be edited.
  const char *Lines;
  std::optional<std::string> (*Extended)(StringRef);
};
} // namespace

static ExitStatus say(Error Why) {
  err() << "corolint: error: " << toString(std::move(Why)) << "\n";
  return UsageError;
}

static ExitStatus writeConfig(StringRef Folder, const ConfigFile &File) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, File.Name);
  if (!sys::fs::exists(Path)) {
    if (Error Why = writeFile(Path, File.Lines))
      return say(std::move(Why));
    outs() << Path << ": written\n";
    return Success;
  }
  auto Old = MemoryBuffer::getFile(Path);
  if (!Old)
    return say(createStringError(Old.getError(),
                                 "cannot read '" + Path +
                                     "': " + Old.getError().message()));
  StringRef Text = (*Old)->getBuffer();
  if (Text.contains("corolint")) {
    outs() << Path << ": names corolint already, unchanged\n";
    return Success;
  }
  std::optional<std::string> New =
      Text.trim().empty() ? std::string(File.Lines) : File.Extended(Text);
  if (!New) {
    outs() << Path << ": unchanged, because it cannot be edited safely; add\n\n"
           << File.Lines << "\n";
    return Success;
  }
  if (Error Why = writeFile(Path, *New))
    return say(std::move(Why));
  outs() << Path << ": corolint added, everything else as it was\n";
  return Success;
}

ExitStatus corolint::driver::initialise(const Options &O) {
  if (!sys::fs::is_directory(O.Folder))
    return say(createStringError(inconvertibleErrorCode(),
                                 "there is no folder '" + O.Folder + "'"));
  SmallString<256> Folder(O.Folder);
  sys::fs::make_absolute(Folder);
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  ExitStatus Status = Success;
  for (const ConfigFile &File :
       {ConfigFile{".clang-tidy", ChecksLine, withRules},
        ConfigFile{".clangd", ClangdLines, withClangdRules}})
    Status = std::max(Status, writeConfig(Folder, File));
  return Status;
}

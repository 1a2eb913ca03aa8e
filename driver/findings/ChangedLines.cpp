//===--- ChangedLines.cpp - what was changed since a revision -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ChangedLines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <limits>

using namespace corolint::driver;
using namespace llvm;

static constexpr unsigned LastLine = std::numeric_limits<unsigned>::max();

//===----------------------------------------------------------------------===//
// Git
//===----------------------------------------------------------------------===//

static std::string contentOf(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

/// What git prints. The error is what it has to say.
static Expected<std::string> git(StringRef Program, StringRef Folder,
                                 ArrayRef<StringRef> Arguments) {
  SmallString<128> Out, Err;
  for (SmallString<128> *Path : {&Out, &Err})
    if (std::error_code Why =
            sys::fs::createTemporaryFile("corolint", "git", *Path))
      return createStringError("no temporary file: " + Why.message());
  FileRemover RemoveOut(Out), RemoveErr(Err);
  // Nothing that the repository configures is run.
  SmallVector<StringRef, 16> Line = {Program,
                                     "-C",
                                     Folder,
                                     "-c",
                                     "core.fsmonitor=false",
                                     "-c",
                                     "core.quotePath=false"};
  Line.append(Arguments.begin(), Arguments.end());
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Out),
                                          StringRef(Err)};
  std::string Failure;
  const int Status = sys::ExecuteAndWait(Program, Line, std::nullopt, Redirects,
                                         0, 0, &Failure);
  if (Status == 0)
    return contentOf(Out);
  const std::string Said = contentOf(Err);
  return createStringError(Failure.empty()
                               ? StringRef(Said).trim().split('\n').first.str()
                               : Failure);
}

Expected<ChangedLines> ChangedLines::since(StringRef Revision,
                                           StringRef Folder) {
  const auto Failed = [&](const Twine &Why) {
    return createStringError("--changed-since=" + Revision + ": " + Why);
  };
  ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return Failed("git is not installed");
  Expected<std::string> Root =
      git(*Program, Folder, {"rev-parse", "--show-toplevel"});
  if (!Root)
    return Failed(toString(Root.takeError()) + "; run it inside of a working "
                                               "tree of git");
  const std::string Top = StringRef(*Root).rtrim('\n').str();
  if (Expected<std::string> Known =
          git(*Program, Top,
              {"rev-parse", "--verify", "--quiet", "--end-of-options",
               (Revision + "^{commit}").str()});
      !Known) {
    consumeError(Known.takeError());
    return Failed("there is no such revision in '" + Top + "'");
  }
  Expected<std::string> Diff =
      git(*Program, Top,
          {"diff", "--merge-base", "--unified=0", "--no-color", "--no-ext-diff",
           "--no-textconv", "--no-renames", "--src-prefix=a/",
           "--dst-prefix=b/", "--end-of-options", Revision, "--"});
  if (!Diff)
    return Failed(toString(Diff.takeError()) +
                  "; git needs the history between the two: in CI, fetch more "
                  "of it");
  Expected<std::string> New =
      git(*Program, Top, {"ls-files", "--others", "--exclude-standard", "-z"});
  if (!New)
    return Failed(toString(New.takeError()));
  ChangedLines Changed;
  if (!Changed.addDiff(*Diff, Top))
    return Failed("git's diff makes no sense");
  for (StringRef Name : split(*New, '\0')) {
    SmallString<256> Path(Top);
    sys::path::append(Path, Name);
    if (!Name.empty())
      Changed.Files[Path] = {{1, LastLine}};
  }
  return Changed;
}

//===----------------------------------------------------------------------===//
// Diffs
//===----------------------------------------------------------------------===//

/// A name as git writes it: in quotes, with escapes as in C, where it has
/// characters that would be taken for something else.
static std::string unquoted(StringRef Name) {
  if (!Name.consume_front("\"") || !Name.consume_back("\""))
    return Name.str();
  std::string Plain;
  while (!Name.empty()) {
    const char C = Name.front();
    Name = Name.drop_front();
    if (C != '\\' || Name.empty()) {
      Plain += C;
      continue;
    }
    unsigned Octal = 0;
    if (Name.size() >= 3 && !Name.take_front(3).getAsInteger(8, Octal)) {
      Plain += static_cast<char>(Octal);
      Name = Name.drop_front(3);
      continue;
    }
    static constexpr StringLiteral Letters = "abtnvfr",
                                   Meant = "\a\b\t\n\v\f\r";
    const size_t At = Letters.find(Name.front());
    Plain += At == StringRef::npos ? Name.front() : Meant[At];
    Name = Name.drop_front();
  }
  return Plain;
}

/// The lines that `@@ -1,2 +3,4 @@` says are new.
static std::optional<std::pair<unsigned, unsigned>> newLines(StringRef Hunk) {
  const StringRef Range = Hunk.split('+').second.split(' ').first;
  auto [Start, Length] = Range.split(',');
  unsigned First = 0, Count = 1;
  if (Start.getAsInteger(10, First) ||
      (!Length.empty() && Length.getAsInteger(10, Count)))
    return std::nullopt;
  // Nothing new: lines were removed behind this one.
  if (Count == 0)
    return std::pair(First, First + 1);
  return std::pair(First, First + (Count - 1));
}

bool ChangedLines::addDiff(StringRef Diff, StringRef Root) {
  std::vector<std::pair<unsigned, unsigned>> *InFile = nullptr;
  bool InHeader = true;
  unsigned Skip = 0;
  for (StringRef Line : split(Diff, '\n')) {
    if (Skip && (Line.starts_with("+") || Line.starts_with("-"))) {
      --Skip; // a line of a file, whatever it looks like
      continue;
    }
    if (Line.starts_with("diff --git "))
      InHeader = true;
    if (InHeader && Line.consume_front("+++ ")) {
      const std::string Name = unquoted(Line.rtrim('\t'));
      SmallString<256> Path(Root);
      sys::path::append(Path, StringRef(Name).split('/').second);
      InFile = Name == "/dev/null" ? nullptr : &Files[Path];
    } else if (Line.starts_with("@@ ")) {
      InHeader = false;
      const auto New = newLines(Line);
      unsigned Old = 1;
      const StringRef Removed = Line.split('-').second.split(' ').first;
      const StringRef Length = Removed.split(',').second;
      if (!New || (!Length.empty() && Length.getAsInteger(10, Old)))
        return false;
      const bool OnlyRemoves =
          Line.split('+').second.split(' ').first.ends_with(",0");
      Skip = Old + (OnlyRemoves ? 0 : New->second - New->first + 1);
      if (InFile)
        InFile->push_back(*New);
    }
  }
  return true;
}

bool ChangedLines::touches(StringRef File, unsigned First,
                           unsigned Last) const {
  const auto Found = Files.find(File);
  return Found != Files.end() && any_of(Found->second, [&](const auto &Lines) {
           return Lines.first <= Last && First <= Lines.second;
         });
}

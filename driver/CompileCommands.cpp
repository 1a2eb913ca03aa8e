//===--- CompileCommands.cpp - which files, and how they are compiled -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The database is read with LLVM's JSON parser, not through Clang's
// JSONCompilationDatabase: that one accepts any YAML, says neither file nor
// line when something is wrong, and takes seconds for a large project.
//
//===----------------------------------------------------------------------===//
#include "CompileCommands.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

static const char DatabaseName[] = "compile_commands.json";

static Error failure(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

/// An absolute path without "." and "..", for comparisons.
static std::string normalise(StringRef Directory, StringRef File) {
  SmallString<256> Path;
  if (sys::path::is_relative(File))
    Path = Directory;
  sys::path::append(Path, File);
  sys::fs::make_absolute(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

//===----------------------------------------------------------------------===//
// Reading a database
//===----------------------------------------------------------------------===//

/// The line of the entry \p Index of the JSON array of objects in \p Text,
/// which is known to parse. The parser keeps no positions.
static unsigned lineOfEntry(StringRef Text, size_t Index) {
  unsigned Line = 1, Depth = 0;
  bool InString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    const char C = Text[I];
    Line += C == '\n';
    if (InString) {
      I += C == '\\';
      InString = C != '"';
    } else if (C == '"') {
      InString = true;
    } else if (C == '{' || C == '[') {
      if (++Depth == 2 && Index-- == 0)
        return Line;
    } else if (C == '}' || C == ']') {
      --Depth;
    }
  }
  return Line;
}

static bool isWrapper(StringRef Program) {
  return StringSwitch<bool>(sys::path::stem(Program))
      .Case("distcc", true)
      .Case("ccache", true)
      .Case("sccache", true)
      .Case("gomacc", true)
      .Case("icecc", true)
      .Default(false);
}

/// Brings a command line into the form that Clang's driver understands.
static void prepareForDriver(CompileCommand &Command) {
  std::vector<std::string> &Line = Command.CommandLine;
  // `ccache g++ ...` is a wrapper; `ccache -c a.cpp` stands for a compiler.
  while (Line.size() > 1 && isWrapper(Line[0]) &&
         !StringRef(Line[1]).starts_with("-"))
    Line.erase(Line.begin());
  addTargetAndModeForProgramName(Line, Line.front());
  addExpandedResponseFiles(Line, Command.Directory, cl::TokenizeGNUCommandLine,
                           *vfs::getRealFileSystem());
}

static std::vector<std::string> tokenise(StringRef Command) {
  BumpPtrAllocator Memory;
  StringSaver Saver(Memory);
  SmallVector<const char *, 64> Tokens;
  cl::TokenizeGNUCommandLine(Command, Saver, Tokens);
  return {Tokens.begin(), Tokens.end()};
}

/// One entry; the error says what is wrong with it, without its place.
static Expected<CompileCommand> parseEntry(const json::Value &Entry) {
  const json::Object *Object = Entry.getAsObject();
  if (!Object)
    return failure("an entry must be an object");
  CompileCommand Command;
  for (auto [Key, Field] : {std::pair("directory", &Command.Directory),
                            std::pair("file", &Command.Filename)}) {
    std::optional<StringRef> Value = Object->getString(Key);
    if (!Value)
      return failure(Twine("the entry lacks \"") + Key + "\"");
    *Field = Value->str();
  }
  Command.Output = Object->getString("output").value_or("").str();
  if (const json::Array *Arguments = Object->getArray("arguments")) {
    for (const json::Value &Argument : *Arguments)
      if (std::optional<StringRef> Text = Argument.getAsString())
        Command.CommandLine.push_back(Text->str());
      else
        return failure("\"arguments\" must be a list of strings");
  } else if (std::optional<StringRef> Text = Object->getString("command")) {
    Command.CommandLine = tokenise(*Text);
  }
  if (Command.CommandLine.empty())
    return failure("the entry lacks \"command\" or \"arguments\"");
  return Command;
}

Expected<std::vector<CompileCommand>>
corolint::driver::parseDatabase(StringRef Text, StringRef Path) {
  Expected<json::Value> Root = json::parse(Text);
  if (!Root) {
    // The parser's message begins with "[line:column, byte=n]: ".
    std::string Message = toString(Root.takeError());
    auto [Place, What] = StringRef(Message).split("]: ");
    return failure(Path + ":" + Place.ltrim('[').split(',').first +
                   ": error: this is no JSON: " + What +
                   "; let the build system write the file again");
  }
  const json::Array *Entries = Root->getAsArray();
  if (!Entries)
    return failure(Path + ":1: error: a compilation database must be a list "
                          "of entries; let the build system write the file "
                          "again");
  std::vector<CompileCommand> Commands;
  for (size_t I = 0; I < Entries->size(); ++I) {
    Expected<CompileCommand> Command = parseEntry((*Entries)[I]);
    if (!Command)
      return failure(Path + ":" + Twine(lineOfEntry(Text, I)) +
                     ": error: " + toString(Command.takeError()) +
                     "; an entry has \"directory\", \"file\" and \"command\" "
                     "or \"arguments\"");
    prepareForDriver(*Command);
    Commands.push_back(std::move(*Command));
  }
  return Commands;
}

//===----------------------------------------------------------------------===//
// Finding the database
//===----------------------------------------------------------------------===//

namespace {
/// Where command lines are: exactly one of the two.
struct Source {
  std::string JsonFile;
  std::string FlagsFile;
};
} // namespace

/// The database in \p Directory, if there is one.
static std::optional<Source> databaseIn(StringRef Directory) {
  SmallString<256> Path(Directory);
  sys::path::append(Path, DatabaseName);
  if (sys::fs::exists(Path))
    return Source{Path.str().str(), ""};
  sys::path::remove_filename(Path);
  sys::path::append(Path, "compile_flags.txt");
  if (sys::fs::exists(Path))
    return Source{"", Path.str().str()};
  return std::nullopt;
}

/// The nearest database at or above \p Directory, or in a folder "build" there.
static std::optional<Source> searchUpwards(StringRef Directory) {
  for (StringRef At = Directory; !At.empty(); At = sys::path::parent_path(At)) {
    SmallString<256> Build(At);
    sys::path::append(Build, "build");
    for (StringRef Candidate : {At, Build.str()})
      if (std::optional<Source> Found = databaseIn(Candidate))
        return Found;
  }
  return std::nullopt;
}

static const char HowToGetOne[] =
    "; let the build system write one (CMake: "
    "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, Meson: always there, make: bear -- "
    "make), name its folder with -p, or give the compiler flags after '--'";

static Expected<Source> findDatabase(const Options &O) {
  if (O.BuildPath.empty()) {
    const std::string Start =
        O.Files.empty()
            ? normalise("", "")
            : sys::path::parent_path(normalise("", O.Files.front())).str();
    if (std::optional<Source> Found = searchUpwards(Start))
      return *Found;
    return failure("corolint: error: no " + Twine(DatabaseName) +
                   " at or above '" + Start + "'" + HowToGetOne);
  }
  if (sys::fs::is_directory(O.BuildPath)) {
    if (std::optional<Source> Found = databaseIn(O.BuildPath))
      return *Found;
    return failure("corolint: error: no " + Twine(DatabaseName) + " in '" +
                   O.BuildPath + "'" + HowToGetOne);
  }
  if (sys::fs::exists(O.BuildPath))
    return Source{O.BuildPath, ""};
  return failure("corolint: error: -p names '" + O.BuildPath +
                 "', which does not exist" + HowToGetOne);
}

//===----------------------------------------------------------------------===//
// Selecting
//===----------------------------------------------------------------------===//

static std::string realPath(StringRef File) {
  SmallString<256> Real;
  return sys::fs::real_path(File, Real) ? std::string() : Real.str().str();
}

/// One unit per file, for command lines that are the same for all files.
static Expected<Selection> selectFixed(const Options &O,
                                       const CompilationDatabase &Fixed,
                                       StringRef Name) {
  if (O.Files.empty())
    return failure("corolint: error: " + Name +
                   " does not list files; name the files to analyse");
  Selection S;
  S.Database = Name.str();
  for (const std::string &File : O.Files) {
    std::string Path = normalise("", File);
    if (!sys::fs::exists(Path))
      return failure("corolint: error: there is no file '" + File + "'");
    for (CompileCommand &Command : Fixed.getCompileCommands(Path))
      S.Units.push_back({Path, std::move(Command)});
  }
  return S;
}

static Selection selectNamed(const Options &O,
                             std::vector<CompileCommand> Commands) {
  StringMap<std::vector<size_t>> ByPath;
  for (size_t I = 0; I < Commands.size(); ++I)
    ByPath[normalise(Commands[I].Directory, Commands[I].Filename)].push_back(I);
  // Symbolic links are followed only when a name is not found as it is: it
  // costs a system call per entry.
  bool Resolved = false;
  Selection S;
  for (const std::string &File : O.Files) {
    std::string Path = normalise("", File);
    auto Found = ByPath.find(Path);
    if (Found == ByPath.end() && !Resolved) {
      Resolved = true;
      for (size_t I = 0; I < Commands.size(); ++I) {
        std::string Real =
            realPath(normalise(Commands[I].Directory, Commands[I].Filename));
        if (!Real.empty() && !is_contained(ByPath[Real], I))
          ByPath[Real].push_back(I);
      }
    }
    if (Found == ByPath.end())
      Found = ByPath.find(realPath(Path));
    if (Found == ByPath.end()) {
      S.Missing.push_back(File);
      continue;
    }
    for (size_t I : Found->second)
      S.Units.push_back({Path, Commands[I]});
  }
  return S;
}

/// Whether the file may hold coroutines, or functions that they call: those of
/// C block as well. Only asked when the database chooses the files; whoever
/// names a file gets it analysed.
static bool mayMatter(const CompileCommand &Command) {
  if (any_of(Command.CommandLine,
             [](StringRef Argument) { return Argument.starts_with("-x"); }))
    return true;
  return StringSwitch<bool>(sys::path::extension(Command.Filename))
      .Cases({".s", ".S", ".asm"}, false)
      .Cases({".f", ".f90", ".F90"}, false)
      .Cases({".rc", ".ll", ".bc"}, false)
      .Default(true);
}

static Selection selectAll(std::vector<CompileCommand> Commands) {
  Selection S;
  for (CompileCommand &Command : Commands) {
    if (!mayMatter(Command))
      continue;
    std::string Path = normalise(Command.Directory, Command.Filename);
    S.Units.push_back({std::move(Path), std::move(Command)});
  }
  return S;
}

Expected<Selection> corolint::driver::selectUnits(const Options &O) {
  if (O.FixedCommand)
    return selectFixed(O, *O.FixedCommand, "the command line after '--'");
  Expected<Source> Database = findDatabase(O);
  if (!Database)
    return Database.takeError();
  if (!Database->FlagsFile.empty()) {
    std::string Why;
    auto Fixed =
        FixedCompilationDatabase::loadFromFile(Database->FlagsFile, Why);
    if (!Fixed)
      return failure(Database->FlagsFile + ": error: " + Why);
    return selectFixed(O, *Fixed, Database->FlagsFile);
  }
  auto Text = MemoryBuffer::getFile(Database->JsonFile);
  if (!Text)
    return failure("corolint: error: cannot read '" + Database->JsonFile +
                   "': " + Text.getError().message());
  auto Commands = parseDatabase((*Text)->getBuffer(), Database->JsonFile);
  if (!Commands)
    return Commands.takeError();
  if (Commands->empty())
    return failure(Database->JsonFile +
                   ":1: error: the database has no entries; configure the "
                   "build first");
  Selection S = O.Files.empty() ? selectAll(std::move(*Commands))
                                : selectNamed(O, std::move(*Commands));
  S.Database = Database->JsonFile;
  return S;
}

//===--- SummaryStore.cpp - summaries that outlive a run ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SummaryStore.h"
#include "AtomicFiles.h"
#include "Bytes.h"
#include "SummaryFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace clang::tidy;
using namespace corolint::driver;
using namespace llvm;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

//===----------------------------------------------------------------------===//
// Hashes
//===----------------------------------------------------------------------===//

std::optional<uint64_t> InputHashes::of(StringRef Path) {
  auto [It, IsNew] = Known.try_emplace(Path);
  if (IsNew)
    if (auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false))
      It->second = xxh3_64bits((*Buffer)->getBuffer());
  return It->second;
}

static std::string hashOf(StringRef Bytes) {
  const XXH128_hash_t Hash =
      xxh3_128bits(ArrayRef(Bytes.bytes_begin(), Bytes.size()));
  return utohexstr(Hash.high64, /*LowerCase=*/true, 16) +
         utohexstr(Hash.low64, /*LowerCase=*/true, 16);
}

/// What is compiled and how.
static void commandOf(Writer &Stream, const Task &T) {
  std::string File = T.Unit.File, Folder = T.Unit.Command.Directory;
  Stream(File);
  Stream(Folder);
  std::vector<std::string> Arguments = frontendArguments(T.Unit, T.Config);
  Stream.list(Arguments, [&](std::string &Argument) { Stream(Argument); });
}

/// The lists of model files in \p Config, in an order of their own.
static std::vector<std::string> modelLists(const ClangTidyOptions &Config) {
  std::vector<std::string> Lists;
  for (const auto &Option : Config.CheckOptions)
    if (Option.getKey() == "Models" || Option.getKey().ends_with(".Models"))
      Lists.push_back(Option.getValue().Value);
  sort(Lists);
  return Lists;
}

std::string InputHashes::keyOf(const Task &T) {
  Writer Stream;
  static int Anchor;
  uint64_t Program = of(fs::getMainExecutable("corolint", &Anchor)).value_or(0);
  Stream(Program);
  commandOf(Stream, T);
  ClangTidyOptions Config = T.Config;
  Config.User.reset();
  std::string Text = configurationAsText(Config);
  Stream(Text);
  for (const FileFilter &Filter : T.Global.LineFilter) {
    std::string Name = Filter.Name;
    Stream(Name);
    for (auto [First, Last] : Filter.LineRanges) {
      Stream(First);
      Stream(Last);
    }
  }
  for (StringRef List : modelLists(T.Config))
    for (StringRef Model : split(List, ';')) {
      uint64_t Hash = of(Model.trim()).value_or(0);
      Stream(Hash);
    }
  return hashOf(Stream.Bytes);
}

//===----------------------------------------------------------------------===//
// The folder
//===----------------------------------------------------------------------===//

Expected<SummaryStore> SummaryStore::open(StringRef Folder) {
  auto Unusable = [&](const Twine &Why) {
    return createStringError("cannot keep summaries in '" + Folder +
                             "': " + Why +
                             "; give --summary-dir a folder that can be "
                             "written");
  };
  if (fs::exists(Folder) && !fs::is_directory(Folder))
    return Unusable("it is no folder");
  std::error_code Why = fs::create_directories(Folder);
  if (!Why)
    Why = fs::access(Folder, fs::AccessMode::Write);
  if (Why)
    return Unusable(Why.message());
  return SummaryStore(Folder);
}

std::string SummaryStore::pathOf(const Task &T) const {
  Writer Command;
  commandOf(Command, T);
  SmallString<256> Path(Folder);
  path::append(Path, path::filename(T.Unit.File) + "-" +
                         hashOf(Command.Bytes).substr(0, 16) + ".corolint");
  return Path.str().str();
}

bool SummaryStore::holds(const Task &T) {
  const std::string Path = pathOf(T);
  if (!fs::exists(Path))
    return false;
  Expected<SummaryFile> Summary = readSummaryFile(Path);
  if (!Summary) {
    errs() << "corolint: warning: summary '" << Path
           << "' cannot be used: " << toString(Summary.takeError()) << "; '"
           << T.Unit.File << "' is analysed again\n";
    return false;
  }
  return Summary->Key == Hashes.keyOf(T) &&
         allInputs(Summary->Result.Inputs, [&](StringRef Path, uint64_t Hash) {
           return Hashes.of(Path) == Hash;
         });
}

std::optional<UnitResult> SummaryStore::load(const Task &T) {
  Expected<SummaryFile> Summary = readSummaryFile(pathOf(T));
  if (Summary && Summary->Key == Hashes.keyOf(T))
    return std::move(Summary->Result);
  if (!Summary)
    consumeError(Summary.takeError());
  return std::nullopt;
}

Error SummaryStore::save(const Task &T, const UnitResult &Result) {
  return writeFile(pathOf(T),
                   writeSummary({T.Unit.File, Hashes.keyOf(T), Result}));
}

//===--- ResultCache.cpp - results that outlive a run ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ResultCache.h"
#include "AtomicFiles.h"
#include "Checkout.h"
#include "FramedBytes.h"
#include "SummaryFile.h"
#include "output/SafeStream.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

using namespace corolint::driver;
using namespace llvm;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static constexpr FrameFormat StatesFormat = {"corolint inputs", 1};
static constexpr StringLiteral InputsSuffix = ".inputs",
                               ResultSuffix = ".result";
/// States of the inputs of one unit that are kept: those of a few branches.
static constexpr size_t MaxStates = 4;

//===----------------------------------------------------------------------===//
// The folder
//===----------------------------------------------------------------------===//

std::string corolint::driver::defaultCacheFolder() {
  SmallString<128> Folder;
  if (!path::cache_directory(Folder))
    return "";
  path::append(Folder, "corolint");
  return Folder.str().str();
}

/// The convention that programs for backups know (bford.info/cachedir).
static Error writeTag(StringRef Folder) {
  SmallString<256> Tag(Folder);
  path::append(Tag, "CACHEDIR.TAG");
  if (fs::exists(Tag))
    return Error::success();
  return replaceFile(Tag, "Signature: 8a477f597d28d172789f06886806bc55\n"
                          "# What corolint knows of files it has analysed.\n");
}

Expected<ResultCache> ResultCache::open(StringRef Folder, StringRef Root) {
  Error Why = makeWritableFolder(Folder);
  if (!Why)
    Why = writeTag(Folder);
  if (Why)
    return createStringError("cannot keep results in '" + Folder +
                             "': " + toString(std::move(Why)) +
                             "; give --cache-dir a folder that can be "
                             "written, or --no-cache");
  return ResultCache(Folder, Root);
}

std::string ResultCache::pathOf(StringRef Key, const Twine &Rest) const {
  SmallString<256> Path(Folder);
  path::append(Path, Key.take_front(2), Key + Rest);
  return Path.str().str();
}

//===----------------------------------------------------------------------===//
// States of the inputs
//===----------------------------------------------------------------------===//

/// None where there is no file.
Expected<std::vector<ResultCache::State>>
ResultCache::readStates(StringRef Path) {
  std::vector<State> States;
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return States;
  Expected<Reader> Stream = unframe(StatesFormat, (*Buffer)->getBuffer());
  if (!Stream)
    return Stream.takeError();
  Stream->list(States, [&](State &S) {
    (*Stream)(S.Name);
    (*Stream)(S.Root);
    (*Stream)(S.Inputs);
  });
  if (!Stream->complete())
    return createStringError("it is damaged (its content makes no sense)");
  return States;
}

bool ResultCache::holds(const State &S) {
  const bool Moves = S.Root != Root;
  return allInputs(S.Inputs, [&](StringRef Path, uint64_t Hash) {
    return Hashes.of(Moves ? movePaths(Path, S.Root, Root) : Path.str()) ==
           Hash;
  });
}

/// A mark that the file was used: what was not goes first.
static void touch(StringRef Path) {
  Expected<fs::file_t> File =
      fs::openNativeFileForReadWrite(Path, fs::CD_OpenExisting, fs::OF_None);
  if (!File)
    return consumeError(File.takeError());
  // That a file cannot be marked costs nothing but perhaps an analysis.
  (void)fs::setLastAccessAndModificationTime(
      *File, sys::toTimePoint(std::time(nullptr)));
  (void)fs::closeFile(*File);
}

std::optional<std::string> ResultCache::find(const Task &T) {
  const std::string Key = Hashes.keyOf(T, Root);
  const std::string Path = pathOf(Key, InputsSuffix);
  Expected<std::vector<State>> States = readStates(Path);
  if (!States) {
    err() << "corolint: warning: '" << Path
           << "' cannot be used: " << toString(States.takeError()) << "; '"
           << T.Unit.File << "' is analysed again\n";
    return std::nullopt;
  }
  for (const State &S : *States) {
    std::string Result = pathOf(Key, "-" + S.Name + ResultSuffix);
    if (fs::exists(Result) && holds(S)) {
      touch(Path);
      touch(Result);
      return Result;
    }
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

std::optional<UnitResult> ResultCache::load(StringRef File) {
  Expected<SummaryFile> Stored = readSummaryFile(File);
  if (!Stored) {
    err() << "corolint: warning: '" << File
           << "' cannot be used: " << toString(Stored.takeError())
           << "; the file it is about is analysed again\n";
    return std::nullopt;
  }
  if (Stored->Root != Root && !movePaths(Stored->Result, Stored->Root, Root))
    return std::nullopt;
  return std::move(Stored->Result);
}

/// A folder of the cache. A cache may have come from elsewhere; nothing is
/// written to where its links lead.
static Error makeFolder(StringRef Folder) {
  if (fs::is_symlink_file(Folder))
    return createStringError("'" + Folder +
                             "' is a symbolic link, and nothing in a cache "
                             "should be; remove it");
  if (std::error_code Why = fs::create_directory(Folder))
    return createStringError("cannot make folder '" + Folder +
                             "': " + Why.message());
  return Error::success();
}

Error ResultCache::save(const Task &T, const UnitResult &Result) {
  const std::string Key = Hashes.keyOf(T, Root);
  State New = {hashText(movePaths(Result.Inputs, Root, "")).substr(0, 16), Root,
               Result.Inputs};
  const std::string Path = pathOf(Key, InputsSuffix);
  if (Error Why = makeFolder(path::parent_path(Path)))
    return Why;
  if (Error Why = replaceFile(pathOf(Key, "-" + New.Name + ResultSuffix),
                              writeSummary({T.Unit.File, Key, Root, Result})))
    return Why;
  Expected<std::vector<State>> States = readStates(Path);
  if (!States) {
    consumeError(States.takeError());
    States = std::vector<State>();
  }
  erase_if(*States, [&](const State &S) { return S.Name == New.Name; });
  States->insert(States->begin(), std::move(New));
  States->resize(std::min(States->size(), MaxStates));
  Writer Stream;
  Stream.list(*States, [&](State &S) {
    Stream(S.Name);
    Stream(S.Root);
    Stream(S.Inputs);
  });
  return replaceFile(Path, frame(StatesFormat, Stream));
}

//===----------------------------------------------------------------------===//
// Size
//===----------------------------------------------------------------------===//

void ResultCache::trim(uint64_t Megabytes) {
  struct Entry {
    sys::TimePoint<> Used;
    uint64_t Size;
    std::string Path;
  };
  std::vector<Entry> Entries;
  uint64_t Total = 0;
  std::error_code Why;
  for (fs::recursive_directory_iterator It(Folder, Why), End; It != End && !Why;
       It.increment(Why)) {
    const StringRef Path = It->path();
    // Whatever else is in a folder that the user has named is not ours. What a
    // run that was killed had begun to write has a name that goes on.
    if (!Path.contains(InputsSuffix) && !Path.contains(ResultSuffix))
      continue;
    if (ErrorOr<fs::basic_file_status> Status = It->status()) {
      Entries.push_back(
          {Status->getLastModificationTime(), Status->getSize(), Path.str()});
      Total += Status->getSize();
    }
  }
  const uint64_t Bound = Megabytes << 20;
  if (Total <= Bound)
    return;
  sort(Entries, [](const Entry &A, const Entry &B) {
    return std::tie(A.Used, A.Path) < std::tie(B.Used, B.Path);
  });
  // Somewhat more than needed, so that not every run has to.
  for (const Entry &E : Entries) {
    if (Total <= Bound / 10 * 9)
      break;
    if (!fs::remove(E.Path))
      Total -= E.Size;
  }
}

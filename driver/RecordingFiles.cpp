//===--- RecordingFiles.cpp - what was looked for -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "RecordingFiles.h"
#include "cache/InputHashes.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace corolint::driver;
using namespace llvm;

void RecordingFiles::note(const Twine &Path, std::error_code Why) {
  if (Why != std::errc::no_such_file_or_directory)
    return;
  SmallString<256> Full;
  Path.toVector(Full);
  if (!makeAbsolute(Full))
    Absent.insert(Full);
}

ErrorOr<vfs::Status> RecordingFiles::status(const Twine &Path) {
  ErrorOr<vfs::Status> Result = ProxyFileSystem::status(Path);
  note(Path, Result.getError());
  return Result;
}

ErrorOr<std::unique_ptr<vfs::File>>
RecordingFiles::openFileForRead(const Twine &Path) {
  ErrorOr<std::unique_ptr<vfs::File>> Result =
      ProxyFileSystem::openFileForRead(Path);
  note(Path, Result.getError());
  return Result;
}

vfs::directory_iterator RecordingFiles::dir_begin(const Twine &Folder,
                                                  std::error_code &Why) {
  vfs::directory_iterator It = ProxyFileSystem::dir_begin(Folder, Why);
  note(Folder, Why);
  SmallString<256> Full;
  Folder.toVector(Full);
  if (!Why && !makeAbsolute(Full))
    Listed.insert(Full);
  return It;
}

std::vector<InputFile> RecordingFiles::inputs() {
  std::vector<InputFile> Inputs;
  for (const auto &Path : Absent)
    Inputs.push_back({Path.getKey().str(), InputFile::Absent});
  for (const auto &Folder : Listed) {
    std::vector<std::string> Names;
    std::error_code Why;
    for (vfs::directory_iterator
             It = ProxyFileSystem::dir_begin(Folder.getKey(), Why),
             End;
         It != End && !Why; It.increment(Why))
      Names.push_back(sys::path::filename(It->path()).str());
    Inputs.push_back({Folder.getKey().str(),
                      Why ? InputFile::Absent : hashOfNames(std::move(Names))});
  }
  return Inputs;
}

//===--- AtomicFiles.cpp - files that are written whole or not at all -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AtomicFiles.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace corolint::driver;
using namespace llvm;
namespace fs = llvm::sys::fs;

static Error cannotWrite(StringRef Path, const Twine &Why) {
  return createStringError(inconvertibleErrorCode(),
                           "cannot write '" + Path + "': " + Why);
}

/// The file that a symbolic link leads to.
static std::string target(StringRef Path) {
  SmallString<256> Real;
  return fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

static bool isSpecial(StringRef Path) {
  return fs::exists(Path) && !fs::is_regular_file(Path);
}

Error corolint::driver::checkWritable(StringRef Path) {
  if (fs::is_directory(Path))
    return cannotWrite(Path, "it is a folder");
  if (isSpecial(Path))
    return Error::success();
  const std::string Target = target(Path);
  if (ErrorOr<fs::perms> Mode = fs::getPermissions(Target))
    if (!(*Mode & fs::all_write) || fs::access(Target, fs::AccessMode::Write))
      return cannotWrite(Path, "it is write-protected");
  SmallString<256> Folder(Target);
  fs::make_absolute(Folder);
  sys::path::remove_filename(Folder);
  if (std::error_code Why = fs::access(Folder, fs::AccessMode::Write))
    return cannotWrite(Path, "folder '" + Folder + "': " + Why.message());
  return Error::success();
}

/// Writes to an open file. The stream keeps errors to itself until asked.
static std::error_code writeTo(int Descriptor, bool Close, StringRef Contents) {
  raw_fd_ostream Stream(Descriptor, Close);
  Stream << Contents;
  Stream.flush();
  const std::error_code Why = Stream.error();
  Stream.clear_error();
  return Why;
}

AtomicFiles::~AtomicFiles() {
  for (Pending &File : Files)
    consumeError(File.Temporary.discard());
}

Error AtomicFiles::add(StringRef Path, StringRef Contents, Links What) {
  const bool Follow = What == Links::Follow;
  if (Error Why = Follow ? checkWritable(Path) : Error::success())
    return Why;
  const std::string Target = Follow ? target(Path) : Path.str();
  const ErrorOr<fs::perms> Mode =
      Follow ? fs::getPermissions(Target)
             : std::make_error_code(std::errc::no_such_file_or_directory);
  Expected<fs::TempFile> Temporary = fs::TempFile::create(
      Target + ".corolint-%%%%%%%%", fs::all_read | fs::all_write);
  if (!Temporary)
    return cannotWrite(Path, toString(Temporary.takeError()));
  std::error_code Why = writeTo(Temporary->FD, /*Close=*/false, Contents);
  if (!Why && Mode)
    Why = fs::setPermissions(Temporary->FD, *Mode);
  if (Why) {
    consumeError(Temporary->discard());
    return cannotWrite(Path, Why.message());
  }
  Files.push_back({std::move(*Temporary), Target});
  return Error::success();
}

Error AtomicFiles::commit() {
  Error Result = Error::success();
  for (Pending &File : Files)
    if (Error Why = File.Temporary.keep(File.Target))
      Result = joinErrors(std::move(Result),
                          cannotWrite(File.Target, toString(std::move(Why))));
  Files.clear();
  return Result;
}

Error corolint::driver::makeWritableFolder(StringRef Folder) {
  if (fs::exists(Folder) && !fs::is_directory(Folder))
    return createStringError("it is no folder");
  std::error_code Why = fs::create_directories(Folder);
  if (!Why)
    Why = fs::access(Folder, fs::AccessMode::Write);
  return Why ? createStringError(Why.message()) : Error::success();
}

Error corolint::driver::replaceFile(StringRef Path, StringRef Contents) {
  AtomicFiles File;
  if (Error Why = File.add(Path, Contents, AtomicFiles::Links::Replace))
    return Why;
  return File.commit();
}

Error corolint::driver::writeFile(StringRef Path, StringRef Contents) {
  if (!isSpecial(Path)) {
    AtomicFiles File;
    if (Error Why = File.add(Path, Contents))
      return Why;
    return File.commit();
  }
  int Descriptor = -1;
  std::error_code Why =
      fs::openFileForWrite(Path, Descriptor, fs::CD_OpenExisting);
  if (!Why)
    Why = writeTo(Descriptor, /*Close=*/true, Contents);
  return Why ? cannotWrite(Path, Why.message()) : Error::success();
}

//===--- RecordingFiles.h - what was looked for ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_RECORDINGFILES_H
#define COROLINT_DRIVER_RECORDINGFILES_H

#include "Result.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace corolint::driver {

/// Remembers what was looked for and is not there, and which folders were
/// listed: a header that appears where it would be found first changes what a
/// translation unit is, as does a compiler that is installed beside others.
class RecordingFiles : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Folder,
                                          std::error_code &Why) override;

  /// What was remembered, in any order.
  std::vector<InputFile> inputs();

private:
  llvm::StringSet<> Absent, Listed;

  void note(const llvm::Twine &Path, std::error_code Why);
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_RECORDINGFILES_H

//===--- AtomicFiles.h - files that are written as a whole or not at all --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_ATOMICFILES_H
#define COROLINT_DRIVER_ATOMICFILES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include <string>
#include <vector>

namespace corolint::driver {

/// A set of files to be replaced. Contents are written beside the files first;
/// only when all are on disk do they take the files' places. Permissions stay.
class AtomicFiles {
public:
  AtomicFiles() = default;
  AtomicFiles(const AtomicFiles &) = delete;
  AtomicFiles &operator=(const AtomicFiles &) = delete;
  /// What was not committed is gone.
  ~AtomicFiles();

  /// What becomes of a symbolic link.
  enum class Links {
    Follow,  ///< it stays, and the file that it leads to is replaced
    Replace, ///< it is replaced, and nothing that it leads to is touched
  };

  /// Writes the new contents of \p Path beside it. The error names the file
  /// and says why it cannot be written; a file without any write permission is
  /// one of the reasons, even for root.
  llvm::Error add(llvm::StringRef Path, llvm::StringRef Contents,
                  Links What = Links::Follow);

  /// Puts all new contents in place.
  llvm::Error commit();

private:
  struct Pending {
    llvm::sys::fs::TempFile Temporary;
    std::string Target;
  };
  std::vector<Pending> Files;
};

/// Why \p Path cannot be written, before there is anything to write.
llvm::Error checkWritable(llvm::StringRef Path);

/// Makes a folder that files can be written to, unless there is one. The error
/// is the reason alone.
llvm::Error makeWritableFolder(llvm::StringRef Folder);

/// Writes one file as a whole, in place of whatever is there. For folders that
/// somebody else may have prepared: a symbolic link leads nowhere.
llvm::Error replaceFile(llvm::StringRef Path, llvm::StringRef Contents);

/// Writes one file as a whole. What is no regular file (a pipe, /dev/stdout) is
/// written to directly.
llvm::Error writeFile(llvm::StringRef Path, llvm::StringRef Contents);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_ATOMICFILES_H

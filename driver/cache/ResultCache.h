//===--- ResultCache.h - results that outlive a run -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A folder of results, found by content alone: what was analysed and how (the
// key), and the contents of all that was read for it (the inputs). Times of
// files do not matter, nor where the checkout is, nor who else uses the folder
// at the same time.
//
//   <folder>/CACHEDIR.TAG              so that backups leave it out
//   <folder>/<ke>/<key>.inputs         for each state of the inputs that was
//                                      seen: the inputs, the name of the result
//   <folder>/<ke>/<key>-<state>.result a result: SummaryFile.h
//   <folder>/timings                   Timings.h
//
// A damaged file costs an analysis and is replaced.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_CACHE_RESULTCACHE_H
#define COROLINT_DRIVER_CACHE_RESULTCACHE_H

#include "InputHashes.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace corolint::driver {

class ResultCache {
public:
  /// Makes the folder if need be. \p Root is the checkout (Checkout.h).
  static llvm::Expected<ResultCache> open(llvm::StringRef Folder,
                                          llvm::StringRef Root);

  /// Where the result of \p T is, if it is there and still holds. Prints a
  /// warning about what cannot be used.
  std::optional<std::string> find(const Task &T);

  /// The result in the file that find() has named, with the paths of this
  /// checkout. Nothing when it is gone or damaged.
  std::optional<UnitResult> load(llvm::StringRef File);

  llvm::Error save(const Task &T, const UnitResult &Result);

  /// Removes what was not used for longest, until no more than \p Megabytes
  /// are left.
  void trim(uint64_t Megabytes);

  const std::string &folder() const { return Folder; }

private:
  ResultCache(llvm::StringRef Folder, llvm::StringRef Root)
      : Folder(Folder), Root(Root) {}

  /// A state of the inputs for which there is a result.
  struct State {
    std::string Name, Root, Inputs;
  };
  std::string pathOf(llvm::StringRef Key, const llvm::Twine &Rest) const;
  llvm::Expected<std::vector<State>> readStates(llvm::StringRef Path);
  bool holds(const State &S);

  std::string Folder;
  std::string Root;
  InputHashes Hashes;
};

/// The folder that is used where the user names none: below XDG_CACHE_HOME, or
/// ~/.cache. Empty when there is neither.
std::string defaultCacheFolder();

} // namespace corolint::driver

#endif // COROLINT_DRIVER_CACHE_RESULTCACHE_H

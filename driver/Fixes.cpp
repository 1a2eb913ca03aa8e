//===--- Fixes.cpp - applying fixes ---------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes.h"
#include "AtomicFiles.h"
#include "clang-tidy/ClangTidy.h"
#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

using FixesByFile = StringMap<Replacements>;

/// Adds one finding's fix to \p All. False, and nothing added, when a part of
/// it overlaps what is there.
static bool addFix(const FixesByFile &Fix, FixesByFile &All) {
  FixesByFile Changed;
  for (const auto &InFile : Fix) {
    Replacements Merged = All.lookup(InFile.getKey());
    for (const Replacement &R : InFile.getValue())
      if (Error Overlap = Merged.add(R)) {
        consumeError(std::move(Overlap));
        return false;
      }
    Changed[InFile.getKey()] = std::move(Merged);
  }
  for (auto &InFile : Changed)
    All[InFile.getKey()] = std::move(InFile.getValue());
  return true;
}

/// The code around the fixes in the style of the configuration, if that has
/// one.
static Expected<Replacements> formatted(StringRef Code, Replacements Fixes,
                                        StringRef StyleName, StringRef File) {
  if (StyleName == "none" || StyleName.empty())
    return Fixes;
  Expected<clang::format::FormatStyle> Style =
      clang::format::getStyle(StyleName, File, "none");
  if (!Style)
    return Style.takeError();
  Expected<Replacements> Clean =
      clang::format::cleanupAroundReplacements(Code, Fixes, *Style);
  if (!Clean)
    return Clean.takeError();
  return clang::format::formatReplacements(Code, *Clean, *Style);
}

static Expected<std::string> fixedText(StringRef File, Replacements Fixes,
                                       Config &C) {
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return createStringError(Buffer.getError(),
                             "cannot read '" + File +
                                 "': " + Buffer.getError().message());
  StringRef Code = (*Buffer)->getBuffer();
  Expected<Replacements> Final =
      formatted(Code, std::move(Fixes),
                C.optionsFor(File).FormatStyle.value_or("none"), File);
  if (!Final)
    return Final.takeError();
  return applyAllReplacements(Code, *Final);
}

Expected<FixCount>
corolint::driver::applyFixes(ArrayRef<ClangTidyError> Findings, Config &C) {
  FixCount Count;
  FixesByFile All;
  for (const ClangTidyError &Finding : Findings) {
    if (Finding.Message.Fix.empty())
      continue;
    ++Count.Found;
    Count.Applied += addFix(Finding.Message.Fix, All);
  }
  AtomicFiles Files;
  for (const auto &InFile : All) {
    Expected<std::string> Text =
        fixedText(InFile.getKey(), InFile.getValue(), C);
    if (!Text)
      return Text.takeError();
    if (Error Why = Files.add(InFile.getKey(), *Text))
      return Why;
  }
  if (Error Why = Files.commit())
    return Why;
  return Count;
}

Error corolint::driver::exportFixes(
    StringRef Path, StringRef MainFile,
    const std::vector<ClangTidyError> &Findings) {
  std::string Text;
  raw_string_ostream OS(Text);
  exportReplacements(MainFile, Findings, OS);
  return writeFile(Path, Text);
}

//===--- InputHashes.cpp - what a result depends on -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "InputHashes.h"
#include "Checkout.h"
#include "FramedBytes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace clang::tidy;
using namespace corolint::driver;
using namespace llvm;
namespace fs = llvm::sys::fs;

/// In place of the checkout's path. No path contains it.
static constexpr StringLiteral AnyRoot("\x01"
                                       "checkout");

uint64_t corolint::driver::hashOfContent(StringRef Bytes) {
  const uint64_t Hash = xxh3_64bits(Bytes);
  return Hash == InputFile::Absent ? 1 : Hash;
}

uint64_t corolint::driver::hashOfNames(std::vector<std::string> Names) {
  sort(Names);
  Writer Stream;
  Stream.list(Names, [&](std::string &Name) { Stream(Name); });
  return hashOfContent(Stream.Bytes);
}

static uint64_t hashOfFolder(StringRef Path) {
  std::vector<std::string> Names;
  std::error_code Why;
  for (fs::directory_iterator It(Path, Why), End; It != End && !Why;
       It.increment(Why))
    Names.push_back(sys::path::filename(It->path()).str());
  return Why ? InputFile::Absent : hashOfNames(std::move(Names));
}

uint64_t InputHashes::of(StringRef Path) {
  auto [It, IsNew] = Known.try_emplace(Path, InputFile::Absent);
  if (!IsNew)
    return It->second;
  if (auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false))
    It->second = hashOfContent((*Buffer)->getBuffer());
  else if (fs::is_directory(Path))
    It->second = hashOfFolder(Path);
  return It->second;
}

namespace {
/// Writes texts in which the checkout has no place.
class RootlessWriter : public Writer {
public:
  explicit RootlessWriter(StringRef Root) : Root(Root) {}
  void text(StringRef Text) {
    std::string Moved = movePaths(Text, Root, AnyRoot);
    (*this)(Moved);
  }

private:
  StringRef Root;
};
} // namespace

static void write(RootlessWriter &Stream, const Task &T) {
  Stream.text(T.Unit.File);
  Stream.text(T.Unit.Command.Directory);
  for (StringRef Argument : frontendArguments(T.Unit, T.Config))
    Stream.text(Argument);
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

std::string InputHashes::commandOf(const Task &T, StringRef Root) {
  RootlessWriter Stream(Root);
  write(Stream, T);
  return hashText(Stream.Bytes);
}

std::string InputHashes::keyOf(const Task &T, StringRef Root) {
  RootlessWriter Stream(Root);
  static int Anchor;
  uint64_t Program = of(fs::getMainExecutable("corolint", &Anchor));
  Stream(Program);
  write(Stream, T);
  bool IsLinked = T.IsLinked;
  Stream(IsLinked);
  ClangTidyOptions Config = T.Config;
  Config.User.reset();
  Stream.text(configurationAsText(Config));
  for (const FileFilter &Filter : T.Global.LineFilter) {
    Stream.text(Filter.Name);
    for (auto [First, Last] : Filter.LineRanges) {
      Stream(First);
      Stream(Last);
    }
  }
  for (StringRef List : modelLists(T.Config))
    for (StringRef Model : split(List, ';')) {
      uint64_t Hash = of(Model.trim());
      Stream(Hash);
    }
  return hashText(Stream.Bytes);
}

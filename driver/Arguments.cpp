//===--- Arguments.cpp - the command line for Clang -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Frontend.h"
#include "ResourceDir.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang::tooling;
using namespace corolint::driver;
using namespace llvm;

static void addExtraArguments(CommandLineArguments &Arguments,
                              const clang::tidy::ClangTidyOptions &Config) {
  if (Config.RemovedArgs)
    erase_if(Arguments, [&](const std::string &Argument) {
      return is_contained(*Config.RemovedArgs, Argument);
    });
  if (Config.ExtraArgsBefore)
    Arguments.insert(std::next(Arguments.begin()),
                     Config.ExtraArgsBefore->begin(),
                     Config.ExtraArgsBefore->end());
  if (Config.ExtraArgs)
    Arguments.insert(find(Arguments, "--"), Config.ExtraArgs->begin(),
                     Config.ExtraArgs->end());
}

/// The header that a precompiled header was made from, if it is there.
static std::string headerOf(StringRef Precompiled, StringRef Directory) {
  StringRef Header =
      Precompiled.drop_back(sys::path::extension(Precompiled).size());
  SmallString<256> OnDisk(Header);
  sys::path::make_absolute(Directory, OnDisk);
  return sys::fs::exists(OnDisk) ? Header.str() : "";
}

/// Replaces precompiled headers by the headers they were made from: they belong
/// to one version of one compiler, which is rarely ours. Named headers go past
/// the driver, which would take a precompiled one that lies beside them.
static void includeHeadersAsText(CommandLineArguments &Arguments,
                                 StringRef Directory) {
  CommandLineArguments Result;
  StringSet<> Included;
  auto Include = [&](StringRef Header) {
    if (Included.insert(Header).second)
      for (StringRef Part : {"-Xclang", "-include", "-Xclang", Header.data()})
        Result.push_back(Part.str());
  };
  for (size_t I = 0; I < Arguments.size(); ++I) {
    // Both may be passed through the driver: `-Xclang -include -Xclang a.h`.
    const bool Through = Arguments[I] == "-Xclang";
    const size_t Value = I + (Through ? 3 : 1);
    const std::string &Flag =
        Arguments[std::min(I + Through, Arguments.size() - 1)];
    if (Value < Arguments.size() && Flag == "-include") {
      Include(Arguments[Value]);
      I = Value;
      continue;
    }
    if (Value < Arguments.size() && Flag == "-include-pch")
      if (std::string Header = headerOf(Arguments[Value], Directory);
          !Header.empty()) {
        Include(Header);
        I = Value;
        continue;
      }
    Result.push_back(Arguments[I]);
  }
  Arguments = std::move(Result);
}

/// Drops flags that Clang's driver does not know and would refuse to run with;
/// a database written for GCC is full of them.
static void dropUnknownFlags(CommandLineArguments &Arguments) {
  if (is_contained(Arguments, "--driver-mode=cl"))
    return;
  SmallVector<const char *, 64> Raw;
  for (const std::string &Argument : drop_begin(Arguments))
    Raw.push_back(Argument.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      Raw, MissingIndex, MissingCount,
      opt::Visibility(clang::options::ClangOption));
  SmallVector<unsigned, 8> Unknown;
  for (const opt::Arg *A : Parsed.filtered(clang::options::OPT_UNKNOWN))
    Unknown.push_back(A->getIndex() + 1);
  for (unsigned Index : reverse(Unknown))
    Arguments.erase(Arguments.begin() + Index);
}

clang::tidy::ClangTidyOptions
corolint::driver::withArguments(const Options &O,
                                clang::tidy::ClangTidyOptions Config) {
  if (!Config.ExtraArgs)
    Config.ExtraArgs.emplace();
  if (!Config.ExtraArgsBefore)
    Config.ExtraArgsBefore.emplace();
  append_range(*Config.ExtraArgs, O.ExtraArgs);
  append_range(*Config.ExtraArgsBefore, O.ExtraArgsBefore);
  return Config;
}

std::vector<std::string> corolint::driver::frontendArguments(
    const CompileUnit &Unit, const clang::tidy::ClangTidyOptions &Config) {
  CommandLineArguments Arguments = Unit.Command.CommandLine;
  for (const ArgumentsAdjuster &Adjust :
       {getClangStripOutputAdjuster(), getClangSyntaxOnlyAdjuster(),
        getClangStripDependencyFileAdjuster()})
    Arguments = Adjust(Arguments, Unit.File);
  addExtraArguments(Arguments, Config);
  Arguments = getStripPluginsAdjuster()(Arguments, Unit.File);
  includeHeadersAsText(Arguments, Unit.Command.Directory);
  dropUnknownFlags(Arguments);
  if (none_of(Arguments, [](StringRef Argument) {
        return Argument.starts_with("-resource-dir");
      }))
    if (std::string Found = findResourceDir(); !Found.empty())
      Arguments.insert(std::next(Arguments.begin()), "-resource-dir=" + Found);
  return Arguments;
}
